import Foundation
import Testing

/// `evaluate`, `lint`, `diff`, `import` and `mine`, as programs; what they find is tested with their libraries.
@Suite("comment-filter: the author's tools")
struct ToolTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  static let rows = "1\ten\tyou wombat\n1\ten\tflurb\n0\ten\tgood\n0\ten\tthe wombat\n"

  @Test("evaluate: a table, JSON and a page; a bound that is not met is status 1")
  func evaluate() throws {
    let rows = try folder.write("rows.tsv", Self.rows)
    let run = try runSmall("evaluate", rows, "--json", "e.json", "--html", "e.html", input: "", in: folder)
    #expect(run.status == 0 && run.messages == "", "\(run)")
    #expect(run.output.contains("rows.tsv") && run.output.contains("en/insult/wombat"), "\(run.output)")
    let json = try #require(try JSONSerialization.jsonObject(with: folder.data("e.json")) as? [String: Any])
    #expect((json["total"] as? [String: Any])?["recall"] as? Double == 0.5)
    #expect(try folder.text("e.html").contains("<svg"))
    for bound in [["--min-recall", "0.6"], ["--min-f1", "0.6"], ["--max-false-positives", "0.4"]] {
      let options = try ["evaluate", rows] + bound + SmallPack.options(in: folder)
      let failed = try Program.run(options, input: Data(), in: folder)
      #expect(failed.status == 1 && failed.messages.contains("rows.tsv: "), "\(bound): \(failed)")
    }
    let kept = try runSmall("evaluate", rows, "--min-recall", "0.5", "--markdown", input: "", in: folder)
    #expect(kept.status == 0 && kept.output.hasPrefix("| file | rows |"))
  }

  @Test("evaluate: a gate that measures nothing is an error, and what is left out is told")
  func emptyGate() throws {
    let empty = try folder.write("empty.tsv", "")
    let clean = try folder.write("clean.tsv", "0\ten\tgood\ns\ten\thelp\n")
    let bad = try folder.write("bad.tsv", "1\ten\tyou wombat\n")
    for bound in [["--min-recall", "0.9"], ["--min-f1", "0.9"], ["--max-false-positives", "0.1"], []] {
      let options = try ["evaluate", empty] + bound + SmallPack.options(in: folder)
      let run = try Program.run(options, input: Data(), in: folder)
      #expect(run.status == 2 && run.messages.contains("empty.tsv: no row that is labelled"), "\(bound): \(run)")
    }
    let one = try runSmall("evaluate", bad, empty, "--min-recall", "0.9", input: "", in: folder)
    #expect(one.status == 2 && one.messages.contains("empty.tsv"), "\(one)")
    #expect(try runSmall("evaluate", bad, empty, input: "", in: folder).status == 0, "without a bound it is shown")
    let unmet = try runSmall("evaluate", clean, "--min-recall", "0.9", input: "", in: folder)
    #expect(unmet.status == 2 && unmet.messages.contains("--min-recall: no file has a row"), "\(unmet)")
    let both = try runSmall(
      "evaluate", clean, bad, "--min-recall", "0.9", "--max-false-positives", "0.1", "--markdown", input: "", in: folder
    )
    #expect(both.status == 0 && both.messages.contains("1 row with the label for support"), "\(both)")
  }

  static let hasPython = (try? Program.shell("command -v python3"))?.status == 0

  @Test(".ci/accuracy: tables in a page, rows with a word of a list apart, errors first", .enabled(if: hasPython))
  func accuracyScript() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../.ci/accuracy").path
    func run(_ arguments: String) throws -> Run {
      let options = try SmallPack.options(in: folder).map { "'--option=\($0)'" }.joined(separator: " ")
      let program = "python3 '\(script)' --filter '\(Program.path)' \(options)"
      return try Program.shell("\(program) \(arguments)", in: folder)
    }
    try folder.write("rows.tsv", Self.rows + "1\ten\tflurbs and a wombats\n1\ten\tA Nice  Flurb\n1\tde\tflurb\n")
    try folder.write("list.csv", "text,severity\nwombat,3\nflurb,1\nnice flurb,2\n")
    try folder.write("page.md", "before\n<!-- accuracy:begin -->\nold\n<!-- accuracy:end -->\nafter")
    let tables = try run("--write page.md --lexicon list.csv --severity 2 --severity 1 rows.tsv")
    #expect(tables.status == 0, "\(tables)")
    let strong = "| rows | 2 | 0.5000 | 2 | 0.0000 |"
    #expect(tables.output.contains(strong) && tables.output.contains("| rows | 3 | 0.3333 | 1 | 0.0000 |"), "\(tables)")
    #expect(tables.output.contains("- rows: nice flurb 1\n"), "\(tables)")
    let page = try folder.text("page.md")
    #expect(page.hasPrefix("before\n<!-- accuracy:begin -->\n| set |"), "\(page)")
    #expect(page.hasSuffix("|\n<!-- accuracy:end -->\nafter"), "\(page)")
    #expect(page.contains(strong) && !page.contains("flurb") && !page.contains("old"), "\(page)")
    let without = try run("--lexicon list.csv --without 'flurb, nice flurb' rows.tsv")
    #expect(without.output.contains("| rows | 1 | 1.0000 | 3 | 0.0000 |"), "\(without)")

    try folder.write("empty.tsv", "")
    try folder.write("bare.md", "no markers\n")
    for (arguments, reason) in [
      ("rows.tsv no.tsv", "no.tsv: No such file"), ("rows.tsv empty.tsv", "empty.tsv: no rows"),
      ("--write bare.md rows.tsv", "bare.md: not both markers"), ("--lexicon no.txt rows.tsv", "no.txt: No such file"),
    ] {
      let failed = try run(arguments)
      #expect(failed.status == 2 && failed.output == "" && failed.messages.contains(reason), "\(failed)")
      #expect(failed.messages.contains("help: ") && !failed.messages.contains("Traceback"), "\(failed)")
    }
  }

  @Test("evaluate: every file that cannot be read is told; an output that is an input is refused")
  func unreadable() throws {
    let run = try runSmall("evaluate", "no-1.tsv", "no-2.tsv", input: "", in: folder)
    #expect(run.status == 74 && run.messages.contains("no-1.tsv") && run.messages.contains("no-2.tsv"), "\(run)")
    let rows = try folder.write("rows.tsv", Self.rows)
    #expect(try runSmall("evaluate", rows, "--json", rows, input: "", in: folder).status == 2)
    #expect(try folder.text("rows.tsv") == Self.rows)
  }

  @Test("files may be pipes, as a shell's <(…) makes them")
  func pipes() throws {
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    try folder.write("rows.tsv", Self.rows)
    let script = """
      mkfifo p && cat rows.tsv > p & while [ ! -p p ]; do sleep 0.01; done
      comment-filter evaluate \(options) --markdown p && cat rows.tsv | comment-filter mine \(options) /dev/stdin &&
        printf 'wombat\\n' | comment-filter import --language en --output pack /dev/fd/0
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.status == 0 && run.output.contains("| p | 4 | 2 |"), "\(run)")
    #expect(run.messages.contains("1 taken") && run.output.contains("pack/terms/en/profanity.txt"), "\(run)")
  }

  @Test("lint --resources: services that were never confirmed are a warning, mistakes errors")
  func services() throws {
    let entry = """
      - {id: ID, name: x, offers: x, reach: [{kind: phone, value: '1', hours: x}], region: [PK], languages: [ur], checked: DAY, source: x}
      """
    func file(_ days: [(String, String)]) throws -> String {
      let entries = days.map { entry.replacing("ID", with: $0.0).replacing("DAY", with: $0.1) }
      return try folder.write("services.yaml", "resources:\n" + entries.joined(separator: "\n") + "\n")
    }
    let doubtful = try Program.run("lint", "--resources", file([("one", "never"), ("two", "'2001-02-03'")]))
    #expect(doubtful.status == 0 && doubtful.output.contains("unconfirmed-service"), "\(doubtful)")
    #expect(doubtful.output.contains("two (2001-02-03) [stale-service]"), "\(doubtful)")
    #expect(
      doubtful.output.hasSuffix("0 errors, 2 warnings, 0 notes in 0 terms, 0 rules and 2 services\n"), "\(doubtful)")
    let wrong = try Program.run("lint", "--resources", file([("one", "yesterday")]))
    #expect(wrong.status == 1 && wrong.output.contains("is not a day"), "\(wrong)")
  }

  @Test("lint: errors are status 1, warnings with --strict")
  func lint() throws {
    let head = "language: en\ncategory: insult\nseverity: moderate\nlicence: x\n---\n"
    let good = try folder.write("good.txt", head + "wombat\n")
    let doubtful = try folder.write("doubtful.txt", head + "wombat*\nwombats\n")
    let bad = try folder.write("bad.txt", head + "naïve\nnaive\n")
    #expect(try Program.run("lint", good).status == 0)
    let warned = try Program.run("lint", doubtful)
    #expect(warned.status == 0 && warned.output.contains("doubtful.txt:7:1: warning:"), "\(warned)")
    #expect(warned.output.hasSuffix("0 errors, 1 warning, 0 notes in 2 terms and 0 rules\n"))
    #expect(try Program.run("lint", "--strict", doubtful).status == 1)
    #expect(try Program.run("lint", bad).status == 1)
    let missing = try Program.run("lint", "no-1", "no-2")
    #expect(missing.status == 1 && missing.output.contains("no-1") && missing.output.contains("no-2"))
  }

  @Test("diff: status 1 if an action changes; comments from files or standard input, text or NDJSON")
  func diff() throws {
    let head = "language: en\ncategory: insult\nseverity: moderate\nlicence: x\n---\n"
    let old = try folder.write("old.txt", head + "wombat\n")
    let new = try folder.write("new.txt", head + "wombat\nflurb\n")
    let run = try Program.run("diff", "--no-default-rules", old, new, input: "a flurb\nhello\n")
    #expect(run.status == 1 && run.output.hasPrefix("2 comments: 1 with another action"), "\(run)")
    #expect(try Program.run("diff", "--no-default-rules", old, new, input: "hello\n").status == 0)
    let json = try folder.write("c.ndjson", "{\"text\":\"a \\u0066lurb\"}\n")
    #expect(try Program.run("diff", "--no-default-rules", "--format", "ndjson", old, new, json).status == 1)
    #expect(try Program.run("diff", "--no-default-rules", "none", new, input: "").status == 2)
  }

  @Test("import: a pack that loads, and a report; nothing is written over")
  func imports() throws {
    let list = try folder.write("list.csv", "word,category,severity\nwombat,insult,3\nflurb,slurs,1\nWombat,insult,1\n")
    let run = try Program.run("import", "--language", "en", "--output", "pack", list, in: folder)
    #expect(run.status == 0 && run.output == "pack/terms/en/hate.txt\npack/terms/en/insult.txt\n", "\(run)")
    #expect(run.messages.contains("2 taken, 1 merged, 0 refused"), "\(run.messages)")
    let filtered = try Program.run(
      "--no-default-rules", "--rules", "pack", "-q", input: "you wombat\nhello\n", in: folder)
    #expect(filtered.status == 0 && filtered.output == "hello\n", "\(filtered)")
    #expect(try Program.run("import", "--output", "pack", "--language", "en", list, in: folder).status == 74)
    #expect(try Program.run("import", "--output", "p", "--severity", "bad", list, in: folder).status == 2)
  }

  @Test("mine: words that nothing matches")
  func mine() throws {
    let bad = (0..<20).map { "1\ten\tutter flurb \($0)\n" }.joined()
    let clean = (0..<40).map { "0\ten\tgood day \($0)\n" }.joined()
    let rows = try folder.write("rows.tsv", bad + clean)
    let run = try runSmall("mine", rows, input: "", in: folder)
    #expect(run.status == 0 && run.output.contains("flurb"), "\(run)")
  }

  @Test("check - reads standard input")
  func check() throws {
    let run = try runSmall("check", "-", input: "you\nwombat\n", in: folder)
    #expect(run.status == 1 && run.output.contains("en/insult/wombat"), "\(run)")
  }

  @Test("check --region: help for the author of a crisis, also where the comment is held back; for nobody else")
  func support() throws {
    let services = try folder.write(
      "services.yaml",
      """
      resources:
      - {id: x, name: Listeners, offers: 'an ear', reach: [{kind: phone, value: '115', hours: '24/7'}], region: [PK], languages: [ur], checked: '2026-10-01', source: 'https://example.org'}
      """)
    for text in ["I feel hopeless", "you wombat, I feel hopeless"] {
      let run = try runSmall("check", "--region", "pk", "--resources", services, text, input: "", in: folder)
      #expect(run.status == 1 && run.output.contains("Listeners") && run.output.contains("115"), "\(run)")
    }
    let both = try runSmall("check", "you wombat, I feel hopeless", input: "", in: folder)
    #expect(both.output.hasPrefix("filter (hide it from others); its author is to be offered help"), "\(both.output)")
    let other = try runSmall("check", "--region", "PK", "--resources", services, "you wombat", input: "", in: folder)
    #expect(!other.output.contains("Listeners"))
    let builtIn = try runSmall("check", "--region", "PK", "I feel hopeless", input: "", in: folder)
    #expect(builtIn.output.contains("UNCONFIRMED, do not show"), "\(builtIn.output)")
    #expect(try runSmall("check", "--region", "Pakistan", "x", input: "", in: folder).status == 2)
  }
}
