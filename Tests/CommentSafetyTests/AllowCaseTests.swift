import CommentSafety
import Testing

/// Allow phrases and exceptions lift what lies inside them, and nothing else.
@Suite("Allow phrases")
struct AllowCaseTests {
  static let filter = makeFilter(
    RulePack(
      terms: terms(["badword", "dick", "crud", "red hot", "snot*"]) + [
        Term("zorb*", id: "zorb*", category: .insult, exceptions: ["zorba", "zorbing park"])
      ],
      rules: [
        Rule(
          id: "shout", pattern: "badword!{3}", category: .spam, exclusions: ["nobadword!+"],
          matchExamples: ["badword!!!"], cleanExamples: ["nobadword!!!"])
      ],
      allowPhrases: ["goodword", "dick van dyke", "crud cake", "red hot chili", "snot bubble*", "über crud"].map {
        AllowPhrase($0)
      }))

  static let cases: [EngineCase] = [
    EngineCase("what follows is not swallowed (discord#6506)", "goodword ⟦badword⟧", "badword: exact"),
    EngineCase("what stands before is not", "⟦badword⟧ goodword", "badword: exact"),
    EngineCase("a surname", "I met Dick Van Dyke"),
    EngineCase("every hit is looked at", "Dick Van Dyke is a ⟦dick⟧", "dick: exact"),
    EngineCase("the hit first", "⟦dick⟧, not Dick Van Dyke", "dick: exact"),
    EngineCase("between two", "dick van dyke ⟦dick⟧ dick van dyke", "dick: exact"),
    EngineCase("part of a phrase lifts nothing", "⟦dick⟧ van", "dick: exact"),
    EngineCase("possessive", "Dick Van Dyke's show"),
    EngineCase("folded by the same code", "ＤＩＣＫ ＶＡＮ ＤＹＫＥ, dіck van dyke"),
    EngineCase("in the middle", "a crud cake, a ⟦crud⟧ cookie", "crud: exact"),
    EngineCase("a phrase term", "red hot chili, ⟦red hot⟧ stuff", "red hot: exact"),
    EngineCase("wildcard in the phrase", "snot bubbles and ⟦snot⟧nose", "snot*: exact"),
    EngineCase("accents in the phrase", "uber crud, ÜBER CRUD, ⟦crud⟧", "crud: exact"),
    EngineCase("a disguise lifts nothing", "⟦cr.ud⟧ cake is ⟦cr*d⟧ cake", "crud: separated", "crud: masked"),
    EngineCase("exceptions of the term", "zorba and zorbing park, ⟦zorb⟧ing", "zorb*: exact"),
    EngineCase("an exception reads no disguise", "⟦z0rb⟧a and ⟦ｚｏｒｂ⟧а", "zorb*: leet", "zorb*: width"),
    EngineCase("a capital that may be another letter", "Zorbing Park and ⟦zorb⟧Ing park", "zorb*: exact"),
    EngineCase("an exception lifts its own term only", "zorba ⟦crud⟧", "crud: exact"),
    EngineCase("a rule's exclusion", "nobadword!!! "),
    EngineCase("not over the end of a sentence", "red ⟦crud⟧! cake, ⟦crud⟧?\ncake", "crud: exact", "crud: exact"),
    EngineCase(
      "nor over an ellipsis", "⟦crud⟧… cake, ⟦crud⟧... cake", "crud: exact", "crud: exact"),
    EngineCase("a full stop behind a whole word", "zorbing park and the ⟦zorb⟧ing. Park", "zorb*: exact"),
    EngineCase("nor over a blank line", "⟦crud⟧\n\ncake", "crud: exact"),
    EngineCase("over the end of a line", "crud\ncake, crud -- cake, crud; cake, cru\u{301}d (cake)"),
    EngineCase("shortened words", "Dick Van. Dyke"),
  ]

  @Test(arguments: cases)
  func table(_ item: EngineCase) {
    item.check(Self.filter)
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test("An explanation names what lifted a match")
  func explained() {
    let explanation = Self.filter.explain("Dick Van Dyke and zorba")
    #expect(explanation.verdict.matches.isEmpty)
    #expect(
      Set(explanation.suppressed.map(\.by)) == ["allow phrase 'dick van dyke'", "an exception of 'zorb*'"])
    #expect(explanation.folded == "dick van dyke and zorba")
  }

  /// Whatever stands around a match, an allow phrase beside it changes nothing.
  @Test("Allow phrases beside a match, at every distance")
  func neighbours() {
    for gap in ["", " ", ", ", "\n", ".", "-", "😀", "\u{200B} "] {
      for comment in ["goodword\(gap) badword", "badword \(gap)goodword"] {
        for form in EngineForm.allCases {
          let verdict = form.verdict(Array(comment.utf8), Self.filter)
          #expect(verdict?.matches.map(\.rule) == ["badword"], "\(form) \(comment)")
        }
      }
    }
  }
}
