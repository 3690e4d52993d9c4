import CommentSafety
import Testing

/// Rules with `context: true` flag nothing: what others find inside their matches is weak evidence.
@Suite("Contexts")
struct ContextRuleTests {
  private static let context = Rule(
    id: "reported", pattern: #"\bcalled (?:me|us) (?:an? )?(?<span>\w+(?: \w+)?)"#, category: .insult, view: .folded,
    effect: .weakens, matchExamples: ["he called me a fudge"], cleanExamples: ["you fudge", "called me, fudge"])
  private static let pack = RulePack(
    terms: [
      Term("fudge", id: "fudge", category: .insult), Term("cake", id: "cake", category: .insult, isWeak: true),
    ],
    rules: [
      context,
      Rule(
        id: "threat", pattern: "eat the [a-z]+", category: .violence, severity: .severe, matchExamples: ["eat the dog"],
        cleanExamples: ["eat"]),
    ], allowPhrases: [AllowPhrase("fudge factor")])
  private static let filter = makeFilter(pack)

  static let cases: [EngineCase] = [
    EngineCase("inside", "he called me a ⟦fudge⟧ at school", "fudge: exact (weak)"),
    EngineCase("outside", "you ⟦fudge⟧, he called me", "fudge: exact"),
    EngineCase("both", "he called me a ⟦fudge⟧, you ⟦fudge⟧", "fudge: exact (weak)", "fudge: exact"),
    EngineCase("not wholly inside", "he called me big bad ⟦fudge⟧", "fudge: exact"),
    EngineCase("disguised, in folded text", "ＣＡＬＬＥＤ mé a ⟦fuuudge⟧", "fudge: repeated (weak)"),
    EngineCase("another rule's match goes on", "they called us ⟦eat the dog⟧", "threat: exact"),
    EngineCase("lifted already", "he called me fudge factor"),
    EngineCase("nothing found", "he called me a friend"),
    EngineCase("only weak evidence", "he called me a ⟦cake⟧", "cake: exact (weak)"),
  ]

  @Test(arguments: cases)
  func table(_ item: EngineCase) { item.check(Self.filter) }

  @Test("The policy's line for weak evidence decides, and an explanation names the rule")
  func decided() {
    #expect(Self.filter.check("you fudge").action == .filter)
    let explanation = Self.filter.explain("he called me a fudge, you fudge")
    #expect(explanation.verdict.matches.map(\.action) == [.review, .filter])
    #expect(explanation.weakened.map(\.by) == ["reported"] && explanation.weakened[0].match.range == 15..<20)
    #expect(Self.filter.explain("you fudge").weakened.isEmpty)
  }

  @Test("What an overlay blocks it blocks in every context")
  func overlay() throws {
    let overlay = try Overlay(name: "own", blocked: ["wombat"])
    let verdict = Self.filter.check("he called me wombat fudge", overlay: overlay)
    #expect(verdict.facts == ["13..<19 wombat: exact", "20..<25 fudge: exact (weak)"])
    #expect(verdict == Self.filter.checkByReference(utf8: Array("he called me wombat fudge".utf8), overlay: overlay))
  }

  @Test("In shadow mode it changes nothing; it is part of the pack's hash; its examples are tried")
  func packs() throws {
    var shadow = Self.pack
    shadow.rules[0].isShadow = true
    #expect(makeFilter(shadow).check("he called me a fudge").action == .filter)
    var plain = Self.pack
    plain.rules[0].effect = .flags
    #expect(makeFilter(plain).version != Self.filter.version)
    for (match, clean) in [("he called me a friend", "you fudge"), ("he called me a fudge", "she called us fudge")] {
      var wrong = Self.pack
      (wrong.rules[0].matchExamples, wrong.rules[0].cleanExamples) = ([match], [clean])
      #expect(throws: BuildErrors.self) { try CommentFilter(wrong) }
    }
  }

  @Test("A context is for what is of its language, one of `und` for all")
  func languages() throws {
    var pack = Self.pack
    pack.terms = ["und", "en", "fr"].map { Term("fudge\($0)", id: $0, category: .insult, language: $0) }
    func weak(_ language: String) -> [Bool] {
      pack.rules[0].language = language
      pack.rules[0].matchExamples = ["called me fudge\(language)"]
      let filter = makeFilter(pack)
      return ["und", "en", "fr"].map { filter.check("he called me fudge\($0)").matches[0].isWeak }
    }
    #expect(weak("und") == [true, true, true])
    #expect(weak("en") == [false, true, false])
    #expect(weak("fr") == [false, false, true])
  }

  @Test("Thousands of contexts and matches")
  func many() {
    let comment = String(repeating: "called me fudge. ", count: 20_000)
    let start = ContinuousClock.now
    let verdict = Self.filter.check(comment)
    #expect(verdict.action == .review && !verdict.isUndecided)
    #expect(.now - start < .seconds(20), "it takes quadratic time")
  }

  // MARK: Rules that lift

  private static let denied = Rule(
    id: "denied", pattern: #"\bare not (?:a )?(?<span>\w+)"#, category: .insult, view: .folded, effect: .lifts,
    matchExamples: ["we are not fudge"], cleanExamples: ["you fudge are not", "are not big fudge"])
  private static let lifting = makeFilter(
    RulePack(terms: pack.terms, rules: pack.rules + [denied], allowPhrases: pack.allowPhrases))

  static let liftingCases: [EngineCase] = [
    EngineCase("inside", "we are not a fudge"),
    EngineCase("outside", "we are not. a ⟦fudge⟧", "fudge: exact"),
    EngineCase("both", "we are not fudge, you ⟦fudge⟧", "fudge: exact"),
    EngineCase("not wholly inside", "we are not ⟦eat the dog⟧", "threat: exact"),
    EngineCase("weak evidence", "we are not cake"),
    EngineCase("disguised", "ＷＥ aré not fuuudge"),
    EngineCase("in a context, too", "he called me a ⟦fudge⟧, we are not fudge", "fudge: exact (weak)"),
  ]

  @Test("A rule that lifts drops what lies inside its match", arguments: liftingCases)
  func lifts(_ item: EngineCase) { item.check(Self.lifting) }

  @Test("An explanation names the rule that lifts; what an overlay blocks is blocked; in shadow mode nothing is lifted")
  func lifted() throws {
    let explanation = Self.lifting.explain("we are not a fudge")
    #expect(explanation.verdict.action == .allow && explanation.weakened.isEmpty)
    #expect(explanation.suppressed.map(\.by) == ["rule 'denied'"] && explanation.suppressed[0].match.range == 13..<18)
    let overlay = try Overlay(name: "own", blocked: ["wombat"])
    let comment = "we are not wombat, we are not fudge"
    #expect(Self.lifting.check(comment, overlay: overlay).facts == ["11..<17 wombat: exact"])
    #expect(
      Self.lifting.check(comment, overlay: overlay)
        == Self.lifting.checkByReference(utf8: Array(comment.utf8), overlay: overlay))
    var pack = Self.pack
    pack.rules.append(Self.denied)
    let version = makeFilter(pack).version
    pack.rules[pack.rules.count - 1].isShadow = true
    #expect(makeFilter(pack).check("we are not fudge").action == .filter)
    pack.rules[pack.rules.count - 1] = Self.denied
    pack.rules[pack.rules.count - 1].effect = .weakens
    #expect(makeFilter(pack).check("we are not fudge").action == .review && makeFilter(pack).version != version)
    pack.rules[pack.rules.count - 1] = Self.denied
    pack.rules[pack.rules.count - 1].matchExamples = ["we are not nice"]
    #expect(throws: BuildErrors.self) { try CommentFilter(pack) }
  }

  @Test("Many mild matches that add up are lifted, too; mild ones that are allowed are left")
  func thresholds() {
    var pack = Self.pack
    pack.terms = [Term("fudge", id: "fudge", category: .insult, severity: .mild)]
    pack.rules = [Self.denied]
    pack.policy = Policy(
      name: "mild", lines: [PolicyLine("mild", PolicyCondition(severities: [.mild]), .allow)],
      thresholds: [PolicyThreshold("many", PolicyCondition(severities: [.mild]), atLeast: 2, .review)])
    let filter = makeFilter(pack)
    #expect(filter.check("we are not fudge").matches.count == 1)
    #expect(filter.check("fudge fudge").action == .review)
    let verdict = filter.check("fudge, we are not fudge")
    #expect(verdict.action == .allow && verdict.matches.count == 1)
  }
}
