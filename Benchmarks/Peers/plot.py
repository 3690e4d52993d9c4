"""Draws a record of comment-benchmark: PNG files and one HTML page that needs nothing else.

usage: plot.py RECORD.json     writes RECORD-*.png and RECORD.html beside it
"""

import html
import io
import json
import statistics
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

OURS, OTHER, FLOOR = "#1f5fa8", "#b9bec6", "#dfe3e8"
plt.rcParams.update({
    "font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": 11, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "figure.dpi": 140, "svg.fonttype": "path",
})


def median(values):
    return statistics.median(values) if values else float("nan")


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0]
    cut = statistics.quantiles(values, n=4, method="inclusive")
    return cut[0], cut[2]


def caption(machine):
    return f"{machine['cpu']}, {machine['cores']} cores, load {machine['loadBefore']:.1f} before; commit {machine['commit']}; {machine['command']}"


def bars(title, results, ours, machine):
    """Comments a second of each engine, with the quartiles of its passes."""
    rows = sorted(results, key=lambda r: r["comments"] / median(r["passes"]["values"]))
    rates = [r["comments"] / median(r["passes"]["values"]) for r in rows]
    low = [rate - r["comments"] / quartiles(r["passes"]["values"])[1] for r, rate in zip(rows, rates)]
    high = [r["comments"] / quartiles(r["passes"]["values"])[0] - rate for r, rate in zip(rows, rates)]
    figure, axes = plt.subplots(figsize=(9, 0.34 * len(rows) + 1.4), layout="constrained")
    colors = [OURS if ours(r["name"]) else FLOOR if r["name"] in ("memchr", "split lines") else OTHER for r in rows]
    axes.barh([r["name"] for r in rows], rates, xerr=[[max(0, x) for x in low], [max(0, x) for x in high]], color=colors,
              error_kw={"ecolor": "#555", "capsize": 2, "lw": 0.8})
    axes.set_xscale("log")
    axes.set_xlabel("comments per second, one core (log scale; whiskers: quartiles of the passes)")
    axes.set_title(title)
    right = max(rates)
    for index, (row, rate) in enumerate(zip(rows, rates)):
        axes.text(rate * 1.12 + high[index], index, f"{rate:,.0f}", va="center", fontsize=8,
                  fontweight="bold" if ours(row["name"]) else "normal")
    axes.set_xlim(min(rates) / 2, right * 6)
    figure.text(0.01, -0.02, caption(machine), fontsize=6.5, color="#666")
    return figure


def steps(title, results, machine):
    """The time that a comment takes in each stage, in the order of the stages, with the quartiles of its passes."""
    scale = [1e9 / r["comments"] for r in results]
    times = [median(r["passes"]["values"]) * s for r, s in zip(results, scale)]
    ends = [[q * s for q in quartiles(r["passes"]["values"])] for r, s in zip(results, scale)]
    errors = [[max(0, t - low) for t, (low, _) in zip(times, ends)], [max(0, high - t) for t, (_, high) in zip(times, ends)]]
    figure, axes = plt.subplots(figsize=(9, 0.34 * len(results) + 1.4), layout="constrained")
    axes.barh([r["name"] for r in results], times, xerr=errors, color=OURS, error_kw={"ecolor": "#555", "capsize": 2, "lw": 0.8})
    axes.invert_yaxis()
    axes.set_xlabel("nanoseconds a comment, one core (whiskers: quartiles of the passes)")
    axes.set_title(title)
    for index, (time, (_, high)) in enumerate(zip(times, ends)):
        axes.text(max(time, high) + 0.01 * max(times), index, f"{time:,.0f}", va="center", fontsize=8)
    axes.set_xlim(0, 1.12 * max(high for _, high in ends))
    figure.text(0.01, -0.02, caption(machine), fontsize=6.5, color="#666")
    return figure


def curves(title, panels, machine):
    """One small plot for each thing that grows."""
    columns = 3
    lines = (len(panels) + columns - 1) // columns
    figure, all_axes = plt.subplots(lines, columns, figsize=(11, 3.1 * lines), layout="constrained", squeeze=False)
    for axes in all_axes.flat[len(panels):]:
        axes.set_visible(False)
    for axes, panel in zip(all_axes.flat, panels):
        x = [p["x"] for p in panel["points"]]
        y = [median(p["sample"]["values"]) for p in panel["points"]]
        span = [quartiles(p["sample"]["values"]) for p in panel["points"]]
        best = max if panel["isRate"] else min
        axes.plot(x, [best(p["sample"]["values"]) for p in panel["points"]], ":", color=OURS, lw=1.2)
        axes.plot(x, y, "o-", color=OURS, ms=4, lw=1.4)
        if len(x) < 4:
            axes.set_xticks(x, [f"{v:g}" for v in x])
        axes.fill_between(x, [s[0] for s in span], [s[1] for s in span], color=OURS, alpha=0.18, lw=0)
        if panel["isLogarithmic"]:
            axes.set_xscale("log")
        if max(y) > 20 * min(v for v in y if v > 0):
            axes.set_yscale("log")
        else:
            axes.set_ylim(0, max(max(y), max(s[1] for s in span)) * 1.15)
        axes.set_title(panel["title"])
        axes.set_xlabel(panel["xLabel"])
        axes.set_ylabel(panel["yLabel"])
        axes.grid(True, color="#eee", lw=0.7)
        axes.set_axisbelow(True)
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold")
    figure.text(0.01, -0.02, caption(machine), fontsize=6.5, color="#666")
    return figure


def table(headings, rows):
    cells = lambda tag, row: "".join(f"<{tag}>{html.escape(str(c))}</{tag}>" for c in row)
    return f"<table><tr>{cells('th', headings)}</tr>" + "".join(f"<tr>{cells('td', r)}</tr>" for r in rows) + "</table>"


def main():
    path = sys.argv[1]
    with open(path) as file:
        record = json.load(file)
    machine, results = record["machine"], record["results"]
    stem = path.removesuffix(".json")
    figures, tables = [], []
    if "engines" in results:
        sample = results["engines"][0]
        size = f"{sample['comments']:,} {results['corpus']} of {sample['bytes'] / sample['comments'] - 1:.0f} bytes"
        figures.append(("engines", bars(f"Engines on {size}", results["engines"], lambda n: n == "Comment Safety", machine)))
        figures.append(("stages", steps("Our stages, each with the ones before; the last three end to end", results["stages"], machine)))
        for name in ("engines", "stages"):
            rows = [(r["name"], f"{r['comments']:,}", f"{median(r['passes']['values']) / r['comments'] * 1e9:,.0f}",
                     f"{r['comments'] / median(r['passes']['values']):,.0f}", f"{100 * r['flagged'] / r['comments']:.2f} %", r["note"])
                    for r in results[name]]
            tables.append(table(["engine", "comments", "ns/comment", "comments/s", "with a match", "note"], rows))
    else:
        figures.append(("curves", curves(f"Growth, {results['corpus']}: medians, with quartiles shaded; dotted: fastest passes", results["panels"], machine)))
        for panel in results["panels"]:
            rows = [(f"{p['x']:,g}", f"{median(p['sample']['values']):,.4g}", p["note"]) for p in panel["points"]]
            tables.append(f"<h2>{html.escape(panel['title'])}</h2>" + table([panel["xLabel"], panel["yLabel"], ""], rows))
    page = ["<!doctype html><meta charset=utf-8><title>Comment Safety benchmarks</title>",
            "<style>body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}svg{width:100%;height:auto}"
            "table{border-collapse:collapse;margin:1em 0}td,th{padding:.15em .7em;border-bottom:1px solid #ddd;text-align:right}"
            "td:first-child,th:first-child,td:last-child,th:last-child{text-align:left}</style>",
            f"<h1>Comment Safety benchmarks</h1><p>{html.escape(caption(machine))}; {html.escape(machine['date'])}</p>"]
    for name, figure in figures:
        figure.savefig(f"{stem}-{name}.png", bbox_inches="tight")
        text = io.StringIO()
        figure.savefig(text, format="svg", bbox_inches="tight")
        svg = text.getvalue()
        page.append(svg[svg.index("<svg"):])
        print(f"plot: {stem}-{name}.png")
    page += tables
    with open(f"{stem}.html", "w") as file:
        file.write("\n".join(page))
    print(f"page: {stem}.html")


main()
