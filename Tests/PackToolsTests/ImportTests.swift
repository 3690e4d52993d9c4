import CommentSafety
import Foundation
import PackTools
import RulePacks
import Testing

@Suite("import")
struct ImportTests {
  static func settings() -> ImportSettings {
    var settings = ImportSettings()
    settings.language = "en"
    settings.category = "insult"
    return settings
  }

  /// Imports a file and loads what comes of it.
  static func run(
    _ name: String, _ text: String, _ format: ImportFormat = .auto, _ settings: ImportSettings = settings()
  ) throws -> (pack: RulePack, report: PackImport.FileReport) {
    var pack = try PackImport(settings, licence: "CC0-1.0")
    try pack.add(name: name, bytes: Array(text.utf8), format: format)
    let sources = pack.files.map { (name: $0.path, bytes: Array($0.text.utf8)) }
    let loaded = try PackLoader.parse(sources: sources)
    _ = try CommentFilter(loaded)
    return (loaded, try #require(pack.reports.first))
  }

  static func terms(_ pack: RulePack) -> [String] {
    pack.terms.map { term in
      let more = term.exceptions.isEmpty ? "" : " except \(term.exceptions.joined(separator: ","))"
      return "\(term.language)/\(term.category)/\(term.pattern) \(term.severity)\(more)"
    }
  }

  @Test("one word in a line: phrases, wildcards, signs with a meaning; the same word twice is one")
  func lines() throws {
    let (pack, report) = try Self.run(
      "words.txt", "Wombat\n\nnit  wit\ngrolk*\n*zonk*\n# a comment\nwömbat\nc#|word\nblah*blah\n***\n!!!\n")
    #expect(
      Self.terms(pack) == [
        "en/insult/*zonk* moderate", "en/insult/blah\\*blah moderate", "en/insult/c#|word moderate",
        "en/insult/grolk* moderate", "en/insult/nit wit moderate", "en/insult/wombat moderate",
      ], "\(Self.terms(pack))")
    #expect(report.taken == 6 && report.merged == 1)
    #expect(report.refusals.map(\.place) == [10, 11], "\(report.refusals)")
  }

  @Test("CSV: quotes, categories and severities by name and by number")
  func csv() throws {
    let (pack, report) = try Self.run(
      "words.csv",
      #"""
      text,category_1,severity_rating,severity_description
      wombat,racial / ethnic slurs,2.8,Severe
      "nit, ""wit""",sexual anatomy,1,Mild
      zonk,weather,2,Strong
      wombat,racial / ethnic slurs,1,Mild
      ,x,1,Mild
      """#)
    #expect(
      Self.terms(pack) == ["en/hate/wombat severe", "en/insult/zonk moderate", "en/sexual/nit, \"wit\" mild"],
      "\(Self.terms(pack))")
    #expect(report.taken == 3 && report.merged == 1 && report.refusals.map(\.place) == [6])
    #expect(report.unknownCategories == ["weather": 1])
  }

  @Test("CSV with a column of languages")
  func languages() throws {
    let (pack, _) = try Self.run("w.csv", "word,lang\nzonk,de\nflurb,\n")
    #expect(Self.terms(pack) == ["de/insult/zonk moderate", "en/insult/flurb moderate"], "\(Self.terms(pack))")
  }

  @Test("CSV with semicolons or tabs, as spreadsheets write it where the comma is for decimals")
  func otherSeparators() throws {
    for (separator, text) in [(";", "zonk, flurb"), ("\t", "zonk, flurb")] {
      let rows = [["word", "category", "severity"], [text, "spam", "severe"], ["grolk", "insult", "mild"]]
      let (pack, _) = try Self.run("w.csv", rows.map { $0.joined(separator: separator) + "\r\n" }.joined())
      #expect(Self.terms(pack) == ["en/insult/grolk mild", "en/spam/zonk, flurb severe"], "\(Self.terms(pack))")
    }
    let (pack, _) = try Self.run("w.csv", "word,note\nzonk,a; b; c; d\n")
    #expect(Self.terms(pack) == ["en/insult/zonk moderate"], "the header decides")
  }

  @Test("a severity that we do not know is told")
  func unknownSeverity() throws {
    var imported = try PackImport(Self.settings(), licence: "x")
    try imported.add(
      name: "w.csv", bytes: Array("word,severity\nzonk,spicy\nflurb, Mild \ngrolk,\n".utf8), format: .csv)
    try imported.add(
      name: "w.json", bytes: Array(#"[{"word":"wombat","severity":"spicy"},{"word":"nitwit","severity":"3"}]"#.utf8),
      format: .json)
    #expect(imported.reports.map(\.unknownSeverities) == [["spicy": 1], ["spicy": 1]])
    let text = imported.text(refusals: 5)
    #expect(text.contains("  unknown severities, taken as moderate: spicy (1); write mild"), "\(text)")
  }

  @Test("that no language is named is told")
  func unknownLanguage() throws {
    func text(_ settings: ImportSettings, _ list: String) throws -> String {
      var imported = try PackImport(settings, licence: "x")
      try imported.add(name: "w.json", bytes: Array(list.utf8), format: .json)
      return imported.text(refusals: 5)
    }
    #expect(try text(ImportSettings(), #"["zonk"]"#).contains("give --language"))
    #expect(try !text(ImportSettings(), #"{"en":["zonk"]}"#).contains("give --language"))
    #expect(try !text(Self.settings(), #"["zonk"]"#).contains("give --language"))
  }

  @Test("own columns and own names of categories")
  func mapped() throws {
    var settings = Self.settings()
    settings.textColumn = "Wort"
    settings.categories = ["wetter": "spam"]
    let (pack, _) = try Self.run(
      "w.tsv", "id\tWort\tcategory\tlevel\n1\tzonk\tWetter\t3\n2\tflurb\tWetter\t1\n", .auto, settings)
    #expect(Self.terms(pack) == ["en/spam/flurb mild", "en/spam/zonk severe"])
    let error = #expect(throws: ToolError.self) { try Self.run("w.csv", "a,b\n1,2\n") }
    #expect(error?.description.contains("--text-column") == true)
  }

  @Test(
    "JSON of several shapes",
    arguments: [
      (#"["wombat","grolk*"]"#, ["en/insult/grolk* moderate", "en/insult/wombat moderate"]),
      (
        #"[{"id":"w","match":"wombat|nit wit","tags":["racial"],"severity":4},{"match":"zonk","severity":1,"tags":[]}]"#,
        ["en/hate/nit wit severe", "en/hate/wombat severe", "en/insult/zonk mild"]
      ),
      (
        #"[{"match":"zonk","allow_partial":true,"exceptions":["m*","*ery"],"severity":3}]"#,
        ["en/insult/*zonk* severe except mzonk,zonkery"]
      ),
      (#"{"sexual":["zonk"],"drugs":["flurb"]}"#, ["en/regulated/flurb moderate", "en/sexual/zonk moderate"]),
      (#"{"en":["zonk"],"de":["flurb"]}"#, ["de/insult/flurb moderate", "en/insult/zonk moderate"]),
      (#"{"words":["zonk"]}"#, ["en/insult/zonk moderate"]),
      (#"{"zonk":1,"flurb":5}"#, ["en/insult/flurb severe", "en/insult/zonk mild"]),
      (#"[{"word":"zonk","type":"threat","severity":"extreme"}]"#, ["en/violence/zonk severe"]),
    ])
  func json(_ text: String, _ expected: [String]) throws {
    #expect(Self.terms(try Self.run("w.json", text).pack) == expected)
  }

  @Test("AutoMod: keywords, patterns, allow lists; presets and switched-off rules are refused")
  func automod() throws {
    let (pack, report) = try Self.run(
      "rules.json",
      #"""
      [{"name":"Insults","trigger_type":1,"enabled":true,"trigger_metadata":{"keyword_filter":["wombat","*zonk*","flurb*"],
        "regex_patterns":["(?i)gr[o0]lk\\s*ing","\\bnitwit\\b"],"allow_list":["wombat sanctuary"]}},
       {"name":"Presets","trigger_type":4,"trigger_metadata":{"presets":[1,3]}},
       {"name":"Off","enabled":false,"trigger_metadata":{"keyword_filter":["off"]}},
       {"name":"Mentions","trigger_type":5,"trigger_metadata":{"mention_total_limit":5}}]
      """#)
    #expect(
      Self.terms(pack) == [
        "en/insult/*zonk* moderate", "en/insult/flurb* moderate", "en/insult/nitwit moderate",
        "en/insult/wombat moderate",
      ], "\(Self.terms(pack))")
    #expect(pack.rules.map(\.pattern) == [#"(?i)gr[o0]lk\s*ing"#] && pack.rules[0].matchExamples == ["grolking"])
    #expect(pack.allowPhrases.map(\.pattern) == ["wombat sanctuary"])
    #expect(report.refusals.count == 4, "\(report.refusals)")
    let filter = try CommentFilter(pack)
    #expect(filter.check("gr0lk ing").action == .filter && filter.check("a wombat sanctuary").action == .allow)
  }

  @Test("regular expressions: plain ones become terms, others rules with an example, hopeless ones are refused")
  func regex() throws {
    let (pack, report) = try Self.run(
      "patterns.txt",
      #"""
      \bwombat\b
      zonk
      \b(?:nit|wit)\b
      gr[aeiou]{2,}lk(?:s|ed)?
      /fl(u+)rb\d+/i
      (unclosed
      \p{Lu}{9}xyzzy
      \d+
      (a+)+$
      """#, .regex)
    #expect(
      Self.terms(pack) == [
        "en/insult/*zonk* moderate", "en/insult/nit moderate", "en/insult/wit moderate", "en/insult/wombat moderate",
      ], "\(Self.terms(pack))")
    #expect(pack.rules.map(\.pattern) == ["(?i)gr[aeiou]{2,}lk(?:s|ed)?", #"(?i)fl(u+)rb\d+"#, #"(?i)\d+"#])
    #expect(report.refusals.map(\.place) == [6, 7, 9], "\(report.refusals)")
    #expect(report.refusals[2].reason.contains("single letter"), "\(report.refusals)")
    #expect(report.refusals[0].reason.contains("PCRE2 refuses"), "\(report.refusals)")
    #expect(report.refusals[1].reason.contains("no example"), "\(report.refusals)")
  }

  @Test("e2guardian: blanks are borders, weights severities; combinations and good phrases are refused")
  func e2guardian() throws {
    let (pack, report) = try Self.run(
      "weighted",
      "#listcategory: \"Pornography\"\n< wombat ><120>\n<grolk ><50>\n< zonk><10>\n<flurb>\n<one>,<two><30>\n<medical><-20>\n.Include</etc/x>\n",
      .e2guardian)
    #expect(
      Self.terms(pack) == [
        "en/sexual/*flurb* severe", "en/sexual/*grolk moderate", "en/sexual/wombat severe", "en/sexual/zonk* mild",
      ], "\(Self.terms(pack))")
    #expect(report.refusals.map(\.place) == [6, 7, 8], "\(report.refusals)")
  }

  @Test("wrong options are told before anything is read")
  func options() {
    var settings = Self.settings()
    settings.severity = "sever"
    let error = #expect(throws: ToolError.self) { try PackImport(settings, licence: "x") }
    #expect(error?.advice.contains("severe") == true)
    #expect(throws: ToolError.self) { try Self.run("x.json", "{nonsense") }
  }

  @Test("files that are there are not written over")
  func write() throws {
    let folder = try Folder()
    var pack = try PackImport(Self.settings(), licence: "CC0-1.0")
    try pack.add(name: "w.txt", bytes: Array("wombat\n".utf8), format: .lines)
    try pack.write(to: folder.url.path)
    let loaded = try PackLoader.load(paths: [folder.url.path])
    #expect(loaded.terms.map(\.pattern) == ["wombat"])
    #expect(throws: ToolError.self) { try pack.write(to: folder.url.path) }
  }
}
