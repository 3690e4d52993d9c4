import CommentSafety
import Testing

/// From matches to an action: overlaps, policy lines, thresholds, shadow, weak evidence.
@Suite("Decision")
struct DecisionTests {
  private func filter(
    _ terms: [Term], lines: [PolicyLine] = [], thresholds: [PolicyThreshold] = [], default action: Action = .filter
  ) -> CommentFilter {
    makeFilter(
      RulePack(
        terms: terms,
        policy: Policy(name: "test", lines: lines, thresholds: thresholds, defaultAction: action)))
  }

  private func verdict(_ comment: String, _ filter: CommentFilter) -> Verdict {
    let bytes = Array(comment.utf8)
    let expected = filter.checkByReference(utf8: bytes)
    for form in EngineForm.allCases { #expect(form.verdict(bytes, filter) == expected, "\(form)") }
    return expected
  }

  // MARK: Overlaps

  @Test("Of hits of one category inside each other the longest stays")
  func longest() {
    let filter = filter(terms(["red", "red hot", "red hot mess", "*mess*"]))
    #expect(verdict("a red hot mess", filter).facts == ["2..<14 red hot mess: exact"])
    #expect(verdict("a red mess", filter).facts == ["2..<5 red: exact", "6..<10 *mess*: exact"])
  }

  @Test("Hits that only overlap both stay")
  func overlapping() {
    let filter = filter(terms(["red hot", "hot mess"]))
    #expect(verdict("red hot mess", filter).facts == ["0..<7 red hot: exact", "4..<12 hot mess: exact"])
  }

  @Test("Categories do not hide each other")
  func categories() {
    let filter = filter([
      Term("red hot", id: "long", category: .insult), Term("hot", id: "short", category: .sexual),
    ])
    #expect(verdict("red hot", filter).facts == ["0..<7 long: exact", "4..<7 short: exact"])
  }

  @Test("A long mild term does not hide a short severe one")
  func severe() {
    let filter = filter(
      [
        Term("red hot", id: "long", category: .insult, severity: .mild),
        Term("hot", id: "short", category: .insult, severity: .severe),
      ], lines: Policy.standard.lines)
    let verdict = verdict("red hot", filter)
    #expect(verdict.facts == ["0..<7 long: exact", "4..<7 short: exact"])
    #expect(verdict.action == .remove)
  }

  @Test("Of two terms with one spelling the higher action is listed")
  func sameSpan() {
    let filter = filter(
      [
        Term("hot", id: "mild", category: .insult, severity: .mild),
        Term("hot", id: "severe", category: .insult, severity: .severe, language: "en"),
      ], lines: Policy.standard.lines)
    #expect(verdict("hot", filter).matches.map(\.rule) == ["severe"])
  }

  @Test("Matches beyond the limit are counted, not listed, and still decide")
  func unlisted() {
    var configuration = Configuration()
    configuration.maximumMatches = 3
    let filter = makeFilter(
      RulePack(terms: terms(["red"], .mild) + terms(["hot"], .severe)), configuration)
    let verdict = verdict("red red red red hot", filter)
    #expect(verdict.matches.count == 3)
    #expect(verdict.unlistedMatches == 2)
    #expect(verdict.action == .remove)
  }

  // MARK: Policy lines

  struct LineCase: Sendable, CustomTestStringConvertible {
    var name: String
    var condition: PolicyCondition
    var fits: Bool
    var comment = "you f.u.d.g.e"
    var testDescription: String { name }
  }

  static let lines: [LineCase] = [
    LineCase(name: "everything", condition: PolicyCondition(), fits: true),
    LineCase(name: "category", condition: PolicyCondition(categories: [.insult, .hate]), fits: true),
    LineCase(name: "other category", condition: PolicyCondition(categories: [.hate]), fits: false),
    LineCase(name: "no category", condition: PolicyCondition(categories: []), fits: false),
    LineCase(name: "severity", condition: PolicyCondition(severities: [.severe]), fits: true),
    LineCase(name: "other severity", condition: PolicyCondition(severities: [.mild]), fits: false),
    LineCase(name: "language", condition: PolicyCondition(languages: ["ur-Latn"]), fits: true),
    LineCase(name: "primary language", condition: PolicyCondition(languages: ["ur"]), fits: true),
    LineCase(name: "longer language", condition: PolicyCondition(languages: ["ur-Latn-PK"]), fits: false),
    LineCase(name: "other language", condition: PolicyCondition(languages: ["u", "en"]), fits: false),
    LineCase(name: "technique", condition: PolicyCondition(techniques: [.leet, .separated]), fits: true),
    LineCase(name: "other technique", condition: PolicyCondition(techniques: [.leet]), fits: false),
    LineCase(name: "exact, disguised", condition: PolicyCondition(techniques: [[]]), fits: false),
    LineCase(name: "exact", condition: PolicyCondition(techniques: [[]]), fits: true, comment: "fudge"),
    LineCase(
      name: "exact by ordinary means", condition: PolicyCondition(techniques: [[]]), fits: true, comment: "FÚDGE"),
    LineCase(name: "rule", condition: PolicyCondition(rules: ["f"]), fits: true),
    LineCase(name: "other rule", condition: PolicyCondition(rules: ["g"]), fits: false),
    LineCase(name: "plain evidence", condition: PolicyCondition(evidence: .plain), fits: true),
    LineCase(name: "weak evidence", condition: PolicyCondition(evidence: .weak), fits: false),
    LineCase(
      name: "one part does not fit",
      condition: PolicyCondition(categories: [.insult], severities: [.severe], rules: ["g"]), fits: false),
  ]

  @Test(arguments: lines)
  func line(_ item: LineCase) {
    let term = Term("fudge", id: "f", category: .insult, severity: .severe, language: "ur-Latn")
    let filter = filter([term], lines: [PolicyLine("it", item.condition, .support)], default: .remove)
    let verdict = verdict(item.comment, filter)
    #expect(verdict.action == (item.fits ? .support : .remove))
    #expect(verdict.matches.map(\.policyLine) == [item.fits ? "it" : "default"])
  }

  @Test("A line may ask for what stands beside a match, outside of it")
  func beside() {
    let filter = filter(
      [
        Term("red hot", id: "oath", category: .profanity), Term("hot", id: "short", category: .selfHarm),
        Term("cold", id: "cry", category: .selfHarm), Term("so red hot cold", id: "long", category: .selfHarm),
        Term("fudge", id: "slur", category: .hate),
      ],
      lines: [
        PolicyLine("crisis", PolicyCondition(categories: [.selfHarm]), .support),
        PolicyLine("beside", PolicyCondition(categories: [.profanity], beside: [.selfHarm, .spam]), .allow),
      ])
    #expect(verdict("red hot", filter).action == .filter)
    #expect(verdict("red hot fudge", filter).action == .filter)
    #expect(verdict("cold red hot", filter).action == .support)
    #expect(verdict("red hot cold", filter).matches.map(\.policyLine) == ["beside", "crisis", "crisis"])
    #expect(verdict("so red hot cold", filter).action == .support)
    #expect(verdict("cold fudge", filter).action == .filter)
  }

  @Test("The first line that fits wins, also a milder one")
  func firstFit() {
    let filter = filter(
      terms(["hot"]) + [Term("red", id: "red", category: .selfHarm)],
      lines: [
        PolicyLine("nothing", PolicyCondition(categories: []), .remove),
        PolicyLine("first", PolicyCondition(categories: [.selfHarm]), .support),
        PolicyLine("second", PolicyCondition(), .remove),
      ])
    #expect(verdict("red", filter).action == .support)
    #expect(verdict("red hot", filter).action == .remove)
    #expect(verdict("red hot", filter).matches.map(\.policyLine) == ["first", "second"])
  }

  @Test("A shadow line and a shadow term report without effect")
  func shadow() {
    let filter = filter(
      terms(["hot"]) + [Term("red", id: "red", category: .insult, isShadow: true)],
      lines: [PolicyLine("trial", PolicyCondition(rules: ["hot"]), .remove, isShadow: true)])
    let verdict = verdict("red hot", filter)
    #expect(verdict.action == .allow)
    #expect(verdict.matches.map(\.isShadow) == [true, true])
    #expect(verdict.matches.map(\.action) == [.filter, .remove])
    #expect(filter.masked("red hot") == "red hot")
  }

  @Test("Thresholds count matches that fit")
  func thresholds() {
    let filter = filter(
      terms(["hot"], .mild) + terms(["red"], .severe),
      lines: [PolicyLine("all", PolicyCondition(), .allow)],
      thresholds: [
        PolicyThreshold("three mild", PolicyCondition(severities: [.mild]), atLeast: 3, .review),
        PolicyThreshold("five of any kind", PolicyCondition(), atLeast: 5, .remove),
      ])
    #expect(verdict("hot hot red red", filter).action == .allow)
    #expect(verdict("hot hot hot", filter).action == .review)
    #expect(verdict("hot hot red red red", filter).action == .remove)
  }

  @Test("Weak evidence is marked and reviewed")
  func weak() {
    let filter = filter(
      terms(["ass", "fudge"]) + [Term("snark", id: "snark", category: .insult, isWeak: true)],
      lines: [PolicyLine("weak", PolicyCondition(evidence: .weak), .review)], default: .remove)
    #expect(verdict("you 4ss there", filter).action == .review)
    #expect(verdict("snark", filter).facts == ["0..<5 snark: exact (weak)"])
    #expect(verdict("snark", filter).action == .review)
    #expect(verdict("fudge", filter).action == .remove)
    #expect(verdict("a $ s", filter).action <= .review)
  }
}
