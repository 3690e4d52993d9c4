import CommentSafety
import Testing

/// Rules that read the folded text: their gates know folded punctuation, and their matches say how they were spelt.
@Suite("Rules on the folded text")
struct FoldedRuleTests {
  static let filter = makeFilter(
    RulePack(rules: [
      Rule(
        id: "denial", pattern: #"\byou can't hide\b"#, category: .violence, view: .folded,
        matchExamples: ["you can't hide"],
        cleanExamples: ["you cannot hide"]),
      Rule(
        id: "address", pattern: #"\b[a-z]{3,}@[a-z]{3,}\.com\b"#, category: .personalInfo, view: .folded,
        matchExamples: ["bob@site.com"], cleanExamples: ["bob at site dot com"]),
      Rule(
        id: "russian", pattern: #"(*UCP)\bпокажу\s+всем\b"#, category: .spam, view: .folded,
        matchExamples: ["покажу всем"],
        cleanExamples: ["покажу"]),
      Rule(
        id: "greek", pattern: #"(*UCP)\bθα\s+χαθω\b"#, category: .spam, view: .folded, matchExamples: ["θα χαθώ"],
        cleanExamples: ["θα"]),
      Rule(
        id: "starred", pattern: #"\bsend \*{3}"#, category: .spam, view: .folded, matchExamples: ["send ***"],
        cleanExamples: ["send it"]),
    ]))

  /// A rule that asks for a punctuation mark once slept when the comment held only a folded form of it.
  static let cases: [EngineCase] = [
    EngineCase("plain apostrophe", "⟦you can't hide⟧", "denial: exact"),
    EngineCase("curly apostrophe", "⟦you can’t hide⟧", "denial: confusable"),
    EngineCase("full-width apostrophe", "⟦you can＇t hide⟧", "denial: width"),
    EngineCase("full-width at sign", "mail ⟦bob＠site.com⟧", "address: width"),
    EngineCase("full-width address", "mail ⟦ｂｏｂ＠ｓｉｔｅ．ｃｏｍ⟧", "address: width"),
    EngineCase("full-width stars", "⟦send ＊＊＊⟧", "starred: width"),
    EngineCase("escaped at sign", "mail ⟦bob&#64;site.com⟧", "address: encoded"),
    EngineCase("Cyrillic", "вам, ⟦покажу всем⟧", "russian: exact"),
    EngineCase("Latin letters among Cyrillic ones", "вам, ⟦пoкaжy всем⟧", "russian: confusable"),
    EngineCase("a capital that looks like another letter", "вам, ⟦покажу Bсем⟧", "russian: case confusable"),
    EngineCase("Latin letters among Greek ones", "⟦θα xαθω⟧", "greek: confusable"),
    EngineCase("a word of Latin letters alone", "вам, покажy bcem"),
    EngineCase("two languages", "вам, ⟦покажу всем⟧ what I have found in the attic", "russian: exact"),
    EngineCase(
      "look-alikes in one of two languages", "вам, покажу и всем, so please ⟦y\u{43E}u can't hide⟧",
      "denial: confusable"),
    EngineCase("letters that all look Latin, in two languages", "⟦θα χαθώ⟧ if you ask me", "greek: diacritics"),
    EngineCase("tags around words", "so <b>⟦you</b> can't <i>hide⟧</i>", "denial: invisible"),
    EngineCase("look-alikes are told", "please do, ⟦y\u{43E}u can't hide⟧", "denial: confusable"),
  ]

  @Test(arguments: cases)
  func table(_ item: EngineCase) {
    item.check(Self.filter)
  }
}
