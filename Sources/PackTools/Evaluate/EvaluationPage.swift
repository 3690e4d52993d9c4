/// An evaluation as one HTML file that needs nothing else: styles and pictures stand in it.
package struct EvaluationPage {
  private let report: EvaluationReport
  private let rules: Int

  /// - Parameter rules: How many of the worst rules are shown.
  package init(_ report: EvaluationReport, rules: Int) {
    self.report = report
    self.rules = rules
  }

  package var html: String {
    let plots = EvaluationPlots(report: report)
    var sections = [
      section("Files", plots.files, numbered: report.fileTable),
      section("By category of the matches", plots.categories, report.categoryTable),
    ]
    if report.total.byLanguage.count > 1 { sections.append(section("By language", nil, report.languageTable)) }
    if !report.kindTable.isEmpty { sections.append(section("By label", nil, report.kindTable)) }
    if rules > 0, let picture = plots.rules(min(rules, 20)) {
      let legend =
        "<p><span class=\"key bad\"></span> clean comments that only this rule flags "
        + "<span class=\"key shared\"></span> that others flag too</p>\n"
      sections.append(section("Rules that flag clean comments", legend + picture, report.ruleTable(rules)))
    }
    sections.append(samples("Clean, but flagged", report.total.falseAlarms))
    sections.append(samples("Bad, but not flagged", report.total.misses))
    let notes = report.notes.split(separator: "\n").map { "<p class=\"note\">\(HTML.escaped(String($0)))</p>\n" }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Evaluation</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>Evaluation</h1>
      <p class="warning">The samples at the end of this page hold slurs, sexual language and abuse.</p>
      \(sections.joined())\(notes.joined())</body>
      </html>

      """
  }

  private func section(_ title: String, _ picture: String?, _ table: TextTable) -> String {
    table.isEmpty ? "" : "<h2>\(title)</h2>\n\(picture ?? "")\(table.html(numbered: false))"
  }

  private func section(_ title: String, _ picture: String?, numbered table: TextTable) -> String {
    "<h2>\(title)</h2>\n\(picture ?? "")\(table.html(numbered: true))"
  }

  /// Closed until somebody wants to read them.
  private func samples(_ title: String, _ samples: [Evaluation.Sample]) -> String {
    guard !samples.isEmpty else { return "" }
    let rows = samples.map { sample in
      """
      <tr><td>\(HTML.escaped(sample.language))</td><td dir="auto">\(HTML.escaped(Figures.line(sample.text, limit: 400)))</td>\
      <td>\(HTML.escaped(sample.rules.joined(separator: ", ")))</td></tr>

      """
    }
    return """
      <details><summary>\(title): \(samples.count) drawn by lot</summary>
      <table class="samples">
      <tr><th>language</th><th>comment</th><th>flagged by</th></tr>
      \(rows.joined())</table></details>

      """
  }

  private static let style = """
    body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1em; }
    h1 { font-size: 1.6em; } h2 { font-size: 1.15em; margin-top: 2em; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .8em 0; }
    th, td { padding: .25em .8em; border-bottom: 1px solid #dde2e8; text-align: right; vertical-align: top; }
    th, td { white-space: nowrap; } .samples td { white-space: normal; }
    th { font-weight: 600; color: #566; } td.name, th.name, .samples td, .samples th { text-align: left; }
    .warning { background: #fdf3e1; border-left: 4px solid #d9901c; padding: .5em .8em; }
    .note { color: #566; margin: .2em 0; } summary { cursor: pointer; margin: 1em 0 .4em; font-weight: 600; }
    svg { display: block; margin: .8em 0; max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
    .grid { stroke: #e3e7ec; } .tick { fill: #677; } .axis { fill: #344; } .label { fill: #1c2430; }
    .whisker { stroke: #12395c; stroke-width: 1.2; } .point { fill: #2a6fb0; } .bar { fill: #8db8dd; }
    .bad { fill: #c8442e; background: #c8442e; } .shared { fill: #efb8ac; background: #efb8ac; }
    .key { display: inline-block; width: .9em; height: .9em; margin: 0 .2em 0 .6em; vertical-align: -.1em; }
    """
}

extension TextTable {
  /// - Parameter numbered: Whether rows begin with their number.
  func html(numbered: Bool) -> String {
    let lines = rows.enumerated().map { index, row in
      let tag = index == 0 ? "th" : "td"
      let number = numbered ? "<\(tag)>\(index == 0 ? "" : "\(index)")</\(tag)>" : ""
      let cells = row.enumerated().map { column, cell in
        "<\(tag)\(column == 0 ? " class=\"name\"" : "")>\(HTML.escaped(cell))</\(tag)>"
      }
      return "<tr>\(number)\(cells.joined())</tr>\n"
    }
    return "<table>\n\(lines.joined())</table>\n"
  }
}
