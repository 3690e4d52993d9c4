import CommentSafety
import PackTools
import RulePacks
import Testing

/// The policies that come with the package, line by line, on made-up words: one for each category, severity and kind of evidence.
@Suite("Policies")
struct PolicyTests {
  static let categories = Category.standard + [Category(rawValue: "own")]

  static func word(_ category: Category, _ severity: Severity, isWeak: Bool = false) -> String {
    "zork\(category.rawValue.lowercased())\(severity)\(isWeak ? "perhaps" : "")"
  }

  static func filter(_ policy: String) throws -> CommentFilter {
    let files = DefaultPack.sources.filter { $0.name == "policy/\(policy).yaml" }
    var pack = RulePack(policy: try PackLoader.parse(sources: files).policy)
    for category in categories {
      for severity in Severity.allCases {
        for isWeak in [false, true] {
          pack.terms.append(
            Term(word(category, severity, isWeak: isWeak), category: category, severity: severity, isWeak: isWeak))
        }
      }
    }
    return try CommentFilter(pack)
  }

  struct Row: Sendable {
    var policy: String
    var line: String
    var comment: String
    var action: Action

    init(
      _ policy: String, _ line: String, _ category: Category, _ severity: Severity, isWeak: Bool = false,
      isDisguised: Bool = false, inCrisis: Bool = false, _ action: Action
    ) {
      self.policy = policy
      self.line = line
      let word = PolicyTests.word(category, severity, isWeak: isWeak)
      comment =
        isDisguised
        ? word.map(String.init).joined(separator: ".")
        : inCrisis ? word + ", " + PolicyTests.word(.selfHarm, .moderate, isWeak: false) : word
      self.action = action
    }
  }

  static let rows: [Row] = [
    Row("standard", "crisis-support", .selfHarm, .severe, .support),
    Row("standard", "crisis-support", .selfHarm, .mild, isWeak: true, .support),
    Row("standard", "oath-in-crisis", .profanity, .moderate, inCrisis: true, .support),
    Row("standard", "insult-in-crisis", .insult, .moderate, inCrisis: true, .review),
    Row("standard", "mild", .hate, .mild, .allow),
    Row("standard", "mild", .insult, .mild, isWeak: true, .allow),
    Row("standard", "weak-evidence", .violence, .severe, isWeak: true, .review),
    Row("standard", "exposed-person", .personalInfo, .severe, .filter),
    Row("standard", "personal-info", .personalInfo, .moderate, .review),
    Row("standard", "severe", .hate, .severe, .remove),
    Row("standard", "severe", .violence, .severe, .remove),
    Row("standard", "plain", .insult, .severe, .filter),
    Row("standard", "plain", .profanity, .moderate, .filter),
    Row("standard", "plain", Category(rawValue: "own"), .moderate, .filter),

    Row("strict", "crisis-support", .selfHarm, .moderate, .support),
    Row("strict", "words-in-crisis", .profanity, .moderate, inCrisis: true, .review),
    Row("strict", "severe", .sexual, .severe, .remove),
    Row("strict", "personal-info", .personalInfo, .moderate, .filter),
    Row("strict", "weak-mild", .profanity, .mild, isWeak: true, .allow),
    Row("strict", "weak-evidence", .insult, .moderate, isWeak: true, .review),
    Row("strict", "mild-grave", .hate, .mild, .review),
    Row("strict", "mild-disguised", .profanity, .mild, isDisguised: true, .review),
    Row("strict", "mild", .profanity, .mild, .allow),
    Row("strict", "plain", .spam, .moderate, .filter),

    Row("lenient", "crisis-support", .selfHarm, .severe, .support),
    Row("lenient", "mild", .violence, .mild, .allow),
    Row("lenient", "weak-grave-evidence", .hate, .severe, isWeak: true, .review),
    Row("lenient", "weak-evidence", .insult, .severe, isWeak: true, .allow),
    Row("lenient", "severe", .violence, .severe, .remove),
    Row("lenient", "severe-other", .spam, .severe, .filter),
    Row("lenient", "severe-words", .insult, .severe, .review),
    Row("lenient", "doubtful", .hate, .moderate, .review),
    Row("lenient", "adult-language", .profanity, .moderate, .allow),
    Row("lenient", "plain", Category(rawValue: "own"), .moderate, .review),

    Row("kids", "crisis-support", .selfHarm, .severe, .support),
    Row("kids", "words-in-crisis", .insult, .mild, inCrisis: true, .review),
    Row("kids", "severe", .insult, .severe, .remove),
    Row("kids", "harmful", .sexual, .moderate, .remove),
    Row("kids", "personal-info", .personalInfo, .mild, .filter),
    Row("kids", "spam-mild", .spam, .mild, .review),
    Row("kids", "weak-mild", .profanity, .mild, isWeak: true, .review),
    Row("kids", "weak-evidence", .profanity, .moderate, isWeak: true, .filter),
    Row("kids", "mild", .profanity, .mild, .filter),
    Row("kids", "plain", .profanity, .moderate, .filter),
  ]

  @Test("every line is reached, and does what the table says", arguments: DefaultPack.policyNames)
  func lines(_ policy: String) throws {
    let filter = try Self.filter(policy)
    let rows = Self.rows.filter { $0.policy == policy }
    for row in rows {
      let verdict = filter.check(row.comment)
      #expect(verdict.matches.first?.policyLine == row.line, "\(row)")
      #expect(verdict.action == row.action, "\(row)")
    }
    #expect(Set(rows.map(\.line)) == Set(filter.policy.lines.map(\.name)), "the table knows every line")
  }

  @Test("no line of the built-in policies is out of reach", arguments: DefaultPack.policyNames)
  func reach(_ policy: String) throws {
    let filter = try Self.filter(policy)
    #expect(filter.policy.reachableLines() == Set(filter.policy.lines.indices))
  }

  @Test(
    "thresholds: one match fewer does not reach them",
    arguments: [
      ("standard", "many-mild", Severity.mild, false, 5, Action.review),
      ("strict", "many-mild", .mild, false, 2, .review), ("strict", "very-many-mild", .mild, false, 6, .filter),
      ("lenient", "many-insults", .moderate, false, 4, .review), ("lenient", "many-weak", .moderate, true, 4, .review),
      ("kids", "many-weak", .mild, true, 2, .filter),
    ])
  func thresholds(
    _ policy: String, _ name: String, _ severity: Severity, _ isWeak: Bool, _ count: Int, _ action: Action
  ) throws {
    let filter = try Self.filter(policy)
    let threshold = try #require(filter.policy.thresholds.first { $0.name == name })
    #expect(threshold.count == count)
    let word = Self.word(.insult, severity, isWeak: isWeak)
    func comment(_ count: Int) -> String { Array(repeating: word, count: count).joined(separator: " and then ") }
    #expect(filter.check(comment(count)).action == action)
    #expect(filter.check(comment(count - 1)).action < action)
  }

  @Test("the table of thresholds knows all of them")
  func allThresholds() throws {
    let names = try DefaultPack.policyNames.flatMap { try Self.filter($0).policy.thresholds.map(\.name) }
    #expect(names.sorted() == ["many-insults", "many-mild", "many-mild", "many-weak", "many-weak", "very-many-mild"])
  }

  static let list = "language: en\ncategory: insult\nseverity: severe\nlicence: x\nSHADOW---\nwombat\n"
  static let rule = """
    rules:
    - {id: test/rule, category: insult, severity: severe, pattern: 'flurb', match: 'flurb', clean: 'x'SHADOW}
    """
  static let policy = """
    policy: own
    lines:
    - {name: quiet, when: {rule: test/quiet}, then: remove, shadow: true}
    - {name: loud, when: {}, then: filter}
    """

  @Test("shadow: on a list, a rule or a line of the policy matches are reported and have no effect")
  func shadow() throws {
    func pack(list: String, rule: String) throws -> RulePack {
      try TestPack.make([
        "a.txt": Self.list.replacing("SHADOW", with: list), "p.yaml": Self.policy,
        "r.yaml": Self.rule.replacing("SHADOW", with: rule),
      ])
    }
    let listed = try CommentFilter(pack(list: "shadow: true\n", rule: ""))
    #expect(listed.check("wombat").action == .allow && listed.check("flurb").action == .filter)
    #expect(listed.check("wombat").matches.map(\.isShadow) == [true])
    #expect(listed.check("wombat").matches.map(\.policyLine) == ["loud"], "what it would have led to is told")
    #expect(listed.check("wombat").matches.map(\.action) == [.filter])
    #expect(listed.check("wombat flurb").action == .filter)

    let ruled = try CommentFilter(pack(list: "", rule: ", shadow: true"))
    #expect(ruled.check("flurb").action == .allow && ruled.check("flurb").matches.map(\.isShadow) == [true])
    #expect(ruled.check("wombat").action == .filter)

    var lined = try pack(list: "", rule: "")
    lined.rules[0].id = "test/quiet"
    let filter = try CommentFilter(lined)
    let match = try #require(filter.check("flurb").matches.first)
    #expect(match.isShadow && match.policyLine == "quiet" && match.action == .remove)
    #expect(filter.check("flurb").action == .allow && filter.check("flurb wombat").action == .filter)
    #expect(filter.explain("flurb").verdict.matches.first?.policyLine == "quiet")
  }
}
