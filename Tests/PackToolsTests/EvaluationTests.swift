import CommentSafety
import Foundation
import PackTools
import Testing

@Suite("Wilson intervals")
struct ProportionTests {
  /// R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3; and the closed forms for no and all hits.
  @Test(
    "intervals are the published ones",
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
      (10, 10, 0.7225, 1.0),
    ])
  func published(_ hits: Int, _ trials: Int, _ lower: Double, _ upper: Double) throws {
    let interval = try #require(Proportion(hits, of: trials).interval)
    #expect(abs(interval.lowerBound - lower) < 0.00006 && abs(interval.upperBound - upper) < 0.00006, "\(interval)")
  }

  @Test("without trials there is neither share nor interval")
  func none() {
    #expect(Proportion(0, of: 0).value == nil && Proportion(0, of: 0).interval == nil)
  }
}

@Suite("Labelled files")
struct LabelledFileTests {
  @Test("TSV: labels, languages, escapes; unlabelled rows are left out")
  func tsv() throws {
    let lines = [
      "1|HATE/2\ten\t" + #"a\tb\nc\\d\q"#, "0\tna\tfine\twith a tab", "na\ten\tunknown", "", "1x\tur-Latn\tx",
    ]
    let file = try LabelledFile(name: "x.tsv", lines: lines, format: .auto)
    #expect(
      file.rows == [
        LabelledRow("a\tb\nc\\d\\q", isBad: true, detail: "HATE/2", language: "en"),
        LabelledRow("fine\twith a tab", isBad: false, language: "und"),
        LabelledRow("x", isBad: true, language: "ur-Latn"),
      ])
    #expect(file.rows[0].kinds == ["HATE"], "numbers only count rows")
    #expect(file.unlabelled == 1 && file.refused.isEmpty)
  }

  @Test("TSV: a comment line that names a category column; rows that ask for support are counted and left out")
  func category() throws {
    for header in ["# Ours: label<TAB>language<TAB>category<TAB>text. 1 is bad", "# label\tlanguage\tcategory\ttext"] {
      let lines = [header, "1\ten\tinsult\ta\tb", "# more", "0|own\tde\tplace\tc", "s\ten\tcrisis\td", "1\ten\te"]
      let file = try LabelledFile(name: "x.tsv", lines: lines, format: .auto)
      #expect(
        file.rows == [
          LabelledRow("a\tb", isBad: true, detail: "insult", language: "en"),
          LabelledRow("c", isBad: false, detail: "own/place", language: "de"),
        ])
      #expect(file.support == 1 && file.refused.map(\.line) == [6], "\(file.refused)")
    }
    let plain = try LabelledFile(name: "x.tsv", lines: ["# label", "1\ten\tinsult\ta"], format: .auto)
    #expect(plain.rows.map(\.text) == ["insult\ta"], "other comments change nothing")
  }

  @Test("the sentences of the project's own gate can be read, every line")
  func gate() throws {
    let tests = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
    let file = try LabelledFile(path: tests + "/RulePacksTests/accuracy/en.tsv")
    #expect(file.refused.isEmpty && file.support > 0 && file.rows.count > 100)
    #expect(file.rows.contains { $0.kinds == ["insult"] } && !file.rows.contains { $0.text.contains("\t") })
  }

  @Test("lines that are no rows are refused by number, the others stay")
  func refused() throws {
    let file = try LabelledFile(name: "x.tsv", lines: ["1\ten\tx", "1\ten", "perhaps\ten\tx"], format: .tsv)
    #expect(file.rows.count == 1)
    #expect(file.refused.map(\.line) == [2, 3])
    #expect(file.refused[1].reason.contains("perhaps"))
  }

  @Test("a file of which nothing can be read is an error with the way out")
  func nothing() {
    let error = #expect(throws: ToolError.self) {
      try LabelledFile(name: "x.tsv", lines: [#"{"text":"x"}"#], format: .auto)
    }
    #expect(error?.description.contains("--format ndjson") == true, "\(String(describing: error))")
  }

  @Test("NDJSON: nested members; labels as text, numbers and booleans")
  func ndjson() throws {
    let lines = [
      #"{"body":{"text":"a\nb"},"toxic":1,"lang":"de"}"#, #"{"body":{"text":"c"},"toxic":false}"#,
      #"{"body":{"text":"d"},"toxic":"0|fine"}"#, #"{"body":{"text":"e"}}"#, #"{"body":{"text":5},"toxic":1}"#,
      "nonsense", #"{"body":{"text":"f"},"toxic":true}"#,
    ]
    let file = try LabelledFile(
      name: "x.jsonl", lines: lines, format: .auto, fields: .init(text: "body.text", label: "toxic"))
    #expect(file.rows.map(\.text) == ["a\nb", "c", "d", "f"])
    #expect(file.rows.map(\.isBad) == [true, false, false, true])
    #expect(file.rows[0].language == "de" && file.rows[1].language == "und")
    #expect(file.unlabelled == 1 && file.refused.map(\.line) == [5, 6])
  }

  @Test("CSV: columns by name, quotes, other separators; short rows are refused by number")
  func csv() throws {
    let text = "id,Label,text\n1,1,\"a, \"\"b\"\"\nc\"\n2,0,d\n3\n4,perhaps,e\n"
    let file = try LabelledFile(name: "x.csv", csv: Array(text.utf8))
    #expect(file.rows == [LabelledRow("a, \"b\"\nc", isBad: true), LabelledRow("d", isBad: false)])
    #expect(file.refused.map(\.line) == [5, 6], "\(file.refused)")
    let other = try LabelledFile(
      name: "x.csv", csv: Array("toxic;comment;lang\r\ntrue;a, b;de\r\n".utf8),
      fields: .init(text: "comment", label: "toxic"))
    #expect(other.rows == [LabelledRow("a, b", isBad: true, language: "de")])
    let error = #expect(throws: ToolError.self) { try LabelledFile(name: "x.csv", csv: Array("a,b\n1,c\n".utf8)) }
    #expect(error?.description.contains("--text-field") == true)
    let folder = try Folder()
    #expect(try LabelledFile(path: folder.write("a.csv", text)).rows.count == 2)
    #expect(
      try LabelledFile(path: folder.write("b.csv", "1\ten\tx, y\n")).rows == [
        LabelledRow("x, y", isBad: true, language: "en")
      ])
  }

  @Test("a file that is not there is named with the reason")
  func missing() {
    let error = #expect(throws: ToolError.self) { try LabelledFile(path: "/nowhere/x.tsv") }
    #expect(error?.kind == .file)
    #expect(error?.message.contains("/nowhere/x.tsv") == true)
    #expect(error?.message.contains("No such file") == true, "\(String(describing: error))")
  }
}

@Suite("Evaluation")
struct EvaluationTests {
  static let rows = [
    LabelledRow("you wombat", isBad: true, detail: "plain", language: "en"),
    LabelledRow("grolking wombats, you wombat", isBad: true, detail: "plain", language: "en"),
    LabelledRow("go away", isBad: true, detail: "implicit", language: "en"),
    LabelledRow("the wombat is an animal", isBad: false, language: "en"),
    LabelledRow("grolk and wombat", isBad: false, language: "de"),
    LabelledRow("a blemish", isBad: false, language: "en"),
    LabelledRow("good <b>morning</b>", isBad: false, language: "de"),
    LabelledRow("maybeword", isBad: false, language: "de"),
  ]

  static func report(samples: Int = 5) -> EvaluationReport {
    var report = EvaluationReport(pack: "hash", policy: "standard", samples: samples)
    for (name, rows) in [("a.tsv", rows.prefix(4)), ("b.tsv", rows.dropFirst(4))] {
      report.add(Evaluation(LabelledFile(name: name, rows: Array(rows)), with: TestPack.filter, samples: samples))
    }
    return report
  }

  @Test("files are added up; mild words do not flag, weak ones do")
  func counts() {
    let counts = Self.report().total.counts
    #expect(counts.hits == 2 && counts.misses == 1 && counts.falseAlarms == 3 && counts.passes == 2)
    #expect(counts.recall.value == 2.0 / 3 && counts.precision.value == 0.4)
    #expect(counts.falsePositiveRate.value == 0.6)
    #expect(counts.f1 == 0.5)
  }

  @Test("by language, by kind and by category")
  func groups() throws {
    let total = Self.report().total
    #expect(total.byLanguage["de"]?.falseAlarms == 2 && total.byLanguage["de"]?.passes == 1)
    #expect(total.byKind["plain"]?.hits == 2 && total.byKind["implicit"]?.misses == 1)
    let insult = try #require(total.byCategory["insult"])
    #expect(insult.bad == 2 && insult.clean == 3 && insult.cleanAlone == 3)
  }

  @Test("the worst rules come first; a rule counts once for a row")
  func rules() throws {
    let worst = Self.report().total.worstRules(10)
    #expect(worst.map(\.rule) == ["en/insult/wombat", "en/insult/maybeword", "en/insult/grolk*"])
    #expect(worst[0].flags.clean == 2 && worst[0].flags.cleanAlone == 1 && worst[0].flags.bad == 2)
    #expect(worst[2].flags.clean == 1 && worst[2].flags.cleanAlone == 0 && worst[2].flags.bad == 1)
  }

  @Test("samples are drawn by lot, the same in any order of the rows, and no more than asked for")
  func samples() {
    var forth = Evaluation(name: "x", samples: 2)
    var back = Evaluation(name: "x", samples: 2)
    for row in Self.rows { forth.merge(Evaluation(.init(name: "x", rows: [row]), with: TestPack.filter, samples: 2)) }
    for row in Self.rows.reversed() {
      back.merge(Evaluation(.init(name: "x", rows: [row]), with: TestPack.filter, samples: 2))
    }
    #expect(forth.falseAlarms.count == 2 && forth.misses.map(\.text) == ["go away"])
    #expect(forth.falseAlarms == back.falseAlarms)
    #expect(Self.report(samples: 0).total.falseAlarms.isEmpty)
  }

  @Test("a bad comment that passes is shown with the mild words that match in it")
  func mildMiss() {
    let row = LabelledRow("what a blemish", isBad: true)
    let evaluation = Evaluation(.init(name: "x", rows: [row]), with: TestPack.filter, samples: 2)
    #expect(evaluation.misses.map(\.rules) == [["en/insult/blemish"]])
    var report = EvaluationReport(pack: "hash", policy: "standard", samples: 2)
    report.add(evaluation)
    #expect(report.text(rules: 5).contains("matches, but the policy shows it: en/insult/blemish"))
  }

  @Test("JSON: figures with intervals, by file and in all")
  func json() throws {
    let text = Self.report().json(rules: 3)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let files = try #require(object["files"] as? [[String: Any]])
    #expect(files.map { $0["name"] as? String } == ["a.tsv", "b.tsv"])
    #expect(files[1]["recall"] == nil, "b.tsv has no bad rows")
    let total = try #require(object["total"] as? [String: Any])
    #expect(total["falsePositives"] as? Int == 3 && total["precision"] as? Double == 0.4)
    #expect((total["precisionInterval"] as? [Double])?.count == 2)
    #expect((total["worstRules"] as? [[String: Any]])?.first?["rule"] as? String == "en/insult/wombat")
  }

  @Test("the page stands alone: pictures inside, nothing loaded, text escaped")
  func page() throws {
    var report = Self.report()
    report.add(
      Evaluation(
        .init(name: "c.tsv", rows: [LabelledRow("<script>wombat</script>", isBad: false)]), with: TestPack.filter,
        samples: 5))
    let html = EvaluationPage(report, rules: 10).html
    #expect(html.components(separatedBy: "<svg").count == 4, "three pictures")
    #expect(!html.contains("http") && !html.contains("src=") && !html.contains("<script"))
    #expect(html.contains("&lt;script&gt;wombat"))
    for tag in ["svg", "table", "details", "tr", "td", "text"] {
      let open = html.components(separatedBy: "<\(tag)>").count + html.components(separatedBy: "<\(tag) ").count
      #expect(open - 1 == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test("tables: one row for each file and one for all")
  func table() {
    let lines = Self.report().fileTable.text.split(separator: "\n")
    #expect(lines.count == 4 && lines[3].hasPrefix("all "))
    #expect(Self.report().fileTable.markdown.hasPrefix("| file | rows | bad |"))
    #expect(Self.report().text(rules: 3).contains("policy standard, pack hash"))
  }
}
