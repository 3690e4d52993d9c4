import CommentSafety
import Testing

/// What is wrong with a pack is found when it is built, all of it, with the place.
@Suite("Build errors")
struct BuildErrorTests {
  private func errors(_ pack: RulePack, _ configuration: Configuration = Configuration()) -> [BuildError] {
    do {
      _ = try CommentFilter(pack, configuration: configuration)
      return []
    } catch {
      return error.errors
    }
  }

  private static func rule(_ id: String, _ pattern: String) -> Rule {
    Rule(id: id, pattern: pattern, category: .spam)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var pack: RulePack
    var codes: [BuildError.Code]
    var testDescription: String { name }

    init(_ name: String, _ pack: RulePack, _ codes: BuildError.Code...) {
      (self.name, self.pack, self.codes) = (name, pack, codes)
    }

    init(terms patterns: String..., codes: BuildError.Code...) {
      self.init("terms \(patterns)", RulePack(terms: CommentSafetyTests.terms(patterns)))
      self.codes = codes
    }
  }

  static let cases: [Case] = [
    Case("empty pack", RulePack()),
    Case(terms: "", codes: .emptyTerm),
    Case(terms: "...", codes: .emptyTerm),
    Case(terms: "*", codes: .emptyTerm),
    Case(terms: "\u{301}\u{200B}", codes: .emptyTerm),
    Case(terms: String(repeating: "ab", count: 32), codes: .termTooLong),
    Case(terms: String(repeating: "ab", count: 31) + "c"),
    Case(terms: String(repeating: "ﷺ", count: 5), codes: .termTooLong),
    Case(terms: "a*b", codes: .badWildcard),
    Case(terms: "*a*b*", codes: .badWildcard),
    Case(terms: #"a\*b"#),
    Case(terms: "😀", "*ab*", "a b", "é", "c++"),
    Case(terms: "twice", "twice", codes: .duplicateTerm),
    Case(terms: "twice", "TWICE", codes: .duplicateTerm),
    Case(terms: "twice", "twice*"),
    Case(
      "one term in two languages",
      RulePack(terms: ["en", "de"].map { Term("gift", category: .insult, language: $0) })),
    Case(
      "bad exception", RulePack(terms: [Term("ab", category: .insult, exceptions: ["a*b", "!"])]),
      .badWildcard, .emptyTerm),
    Case("bad allow phrase", RulePack(allowPhrases: [AllowPhrase("!"), AllowPhrase("a*b")]), .emptyTerm, .badWildcard),
    Case("bad pattern", RulePack(rules: [rule("r", "abcd[z-a]")]), .badPattern),
    Case(
      "bad exclusion", RulePack(rules: [Rule(id: "r", pattern: "abcd", category: .spam, exclusions: ["["])]),
      .badPattern),
    Case("unfiltered rule", RulePack(rules: [rule("r", #"\w+\s\w"#)]), .unfilteredRule),
    Case("one letter is not enough", RulePack(rules: [rule("r", "x.y")]), .unfilteredRule),
    Case("digits are enough", RulePack(rules: [rule("r", #"\d{6}"#)])),
    Case("punctuation is enough", RulePack(rules: [rule("r", "[.]x")])),
    Case("duplicate rule", RulePack(rules: [rule("r", "abcd"), rule("r", "efgh")]), .duplicateRule),
    Case(
      "failing examples",
      RulePack(rules: [
        Rule(id: "r", pattern: "abcd", category: .spam, matchExamples: ["abcd", "abc"], cleanExamples: ["x", "abcde"])
      ]), .failedExample, .failedExample),
    Case(
      "an allow phrase lifts an example",
      RulePack(
        rules: [Rule(id: "r", pattern: "abcd", category: .spam, matchExamples: ["abcd"])],
        allowPhrases: [AllowPhrase("abcd")]), .failedExample),
    Case(
      "policy with too many lines",
      RulePack(
        policy: Policy(name: "p", lines: (0..<65).map { PolicyLine("\($0)", PolicyCondition(), .allow) })),
      .tooLarge),
  ]

  @Test(arguments: cases)
  func table(_ item: Case) {
    let errors = errors(item.pack)
    #expect(errors.map(\.code) == item.codes, "\(errors)")
    for error in errors { #expect(!error.message.isEmpty && !error.advice.isEmpty) }
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test("All errors are reported together, in the order of the pack, with their places")
  func together() {
    func place(_ line: Int) -> CommentSafety.SourceLocation { .init(file: "list.txt", line: line, column: 3) }
    var terms = CommentSafetyTests.terms(["ok", "", "a*b", "ok", String(repeating: "xy", count: 40)])
    for index in terms.indices { terms[index].location = place(index + 1) }
    var rules = [Self.rule("r", "abcd[z-a]"), Self.rule("r", "abcd"), Self.rule("s", "."), Self.rule("t", "fine")]
    for index in rules.indices { rules[index].location = place(index + 11) }
    let errors = errors(RulePack(terms: terms, rules: rules, allowPhrases: [AllowPhrase("?", location: place(21))]))
    #expect(
      errors.map(\.code) == [
        .emptyTerm, .badWildcard, .duplicateTerm, .termTooLong, .badPattern, .duplicateRule, .unfilteredRule,
        .emptyTerm,
      ])
    #expect(errors.map(\.location?.line) == [2, 3, 4, 5, 11, 12, 13, 21])
    #expect(errors.allSatisfy { $0.location?.file == "list.txt" })
    #expect(errors[2].message.contains("list.txt:1:3"))
    // A pattern's error points into the pattern.
    #expect(errors[4].location?.column == 3 + 7)
    #expect(errors[4].message.contains("byte 7"))
    #expect(errors[4].rule == "r")
    #expect(BuildErrors(errors).description.split(separator: "\n").count(where: { $0.hasPrefix("list.txt:") }) == 8)
  }

  @Test("A shorter limit of letters")
  func limit() {
    var configuration = Configuration()
    configuration.maximumTermLetters = 4
    #expect(errors(RulePack(terms: terms(["abcd", "abcde"])), configuration).map(\.code) == [.termTooLong])
    configuration.maximumTermLetters = 1_000
    #expect(
      errors(RulePack(terms: terms([String(repeating: "ab", count: 32)])), configuration).map(\.code) == [.termTooLong])
  }

  @Test("Examples are checked unless the configuration says otherwise")
  func uncheckedExamples() {
    var configuration = Configuration()
    configuration.checksExamples = false
    let rule = Rule(id: "r", pattern: "abcd", category: .spam, matchExamples: ["no"])
    #expect(errors(RulePack(rules: [rule]), configuration).isEmpty)
  }

  @Test("An example counts for its own rule, whatever hides the match in a verdict")
  func hiddenExample() {
    let pack = RulePack(
      terms: [Term("abcd efgh", category: .spam, severity: .severe)],
      rules: [Rule(id: "r", pattern: "abcd", category: .spam, matchExamples: ["abcd efgh"])])
    #expect(errors(pack).isEmpty)
  }

  @Test("One mistake is one error: a context's examples need all other rules and terms")
  func contextBesides() {
    let context = Rule(
      id: "said", pattern: #"\bhe said .*"#, category: .insult, effect: .weakens, matchExamples: ["he said fudge"])
    let pack = RulePack(terms: terms(["fudge"]), rules: [context, Self.rule("r", "abcd(")])
    #expect(errors(pack).map(\.rule) == ["r"])
  }

  @Test("The advice says why an example does not match")
  func failedExamples() {
    func advice(_ rule: Rule) -> String? {
      errors(RulePack(rules: [rule], allowPhrases: [AllowPhrase("good day")])).first?.advice
    }
    func rule(_ pattern: String, not exclusions: [String] = [], _ example: String) -> Rule {
      Rule(id: "r", pattern: pattern, category: .spam, exclusions: exclusions, matchExamples: [example])
    }
    #expect(advice(rule("day", "good day"))?.contains("'good day'") == true)
    #expect(advice(rule("\u{8}howdy\u{8}", "howdy"))?.contains("single quotes") == true)
    #expect(advice(rule("howdy", not: ["howdy all"], "howdy all"))?.contains("`not:`") == true)
    #expect(advice(rule("howdy", "hello"))?.contains("`not:`") == false)
  }
}
