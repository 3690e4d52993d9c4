import CommentSafety
import Testing

/// Rules with `context: true` flag nothing: what others find inside their matches is weak evidence.
@Suite("Contexts")
struct ContextRuleTests {
  private static let context = Rule(
    id: "reported", pattern: #"\bcalled (?:me|us) (?:an? )?(?<span>\w+(?: \w+)?)"#, category: .insult, view: .folded,
    isContext: true, matchExamples: ["he called me a fudge"], cleanExamples: ["you fudge", "called me, fudge"])
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
    plain.rules[0].isContext = false
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
}
