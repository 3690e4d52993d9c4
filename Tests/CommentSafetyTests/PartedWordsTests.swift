import CommentSafety
import Testing

/// Words in a row without spaces: in hashtags, and abuse glued to abuse.
@Suite("Words in a row")
struct PartedWordsTests {
  static let filter = makeFilter(
    RulePack(
      terms: terms(["fudge", "stinky", "crud*", "*snout", "bog off", "sext", "sewer rat", "fdg"])
        + [
          Term("moutarde", id: "moutarde", category: .insult, language: "fr"),
          Term("merle", id: "merle", category: .insult, language: "fr"),
        ],
      allowPhrases: [AllowPhrase("hot fudge")],
      commonWords: [
        "dirty", "face", "my", "face", "hot", "party", "the", "people", "go", "expert", "change", "sew", "errata", "a",
        "is", "red",
        "it", "no",
      ]))

  static let cases: [EngineCase] = [
    EngineCase("a word before", "so #dirty⟦fudge⟧ and", "fudge: joined"),
    EngineCase("a word behind", "#⟦fudge⟧face99", "fudge: joined"),
    EngineCase("words around", "#dirty⟦fudge⟧people", "fudge: joined"),
    EngineCase("several words", "#myhot⟦stinky⟧redparty", "stinky: joined"),
    EngineCase("a small word that goes with it", "#my⟦fudge⟧ #no⟦stinky⟧", "fudge: joined", "stinky: joined"),
    EngineCase("in capitals", "#DIRTY⟦FUDGE⟧", "fudge: case joined"),
    EngineCase("with endings", "#dirty⟦crud⟧ers #⟦crud⟧party", "crud*: joined", "crud*: exact"),
    EngineCase("behind an underscore", "#big_dirty⟦fudge⟧", "fudge: joined"),
    EngineCase("accented", "#dirty⟦fudgé⟧", "fudge: diacritics joined"),
    EngineCase("full width", "＃dirty⟦ｆｕｄｇｅ⟧", "fudge: width joined"),
    EngineCase("a phrase among common words", "#go⟦sewerrat⟧face", "sewer rat: joined"),
    EngineCase("a long word of another language", "#dirty⟦moutarde⟧", "moutarde: joined"),
    EngineCase("glued to another", "⟦crud⟧⟦fudge⟧", "crud*: exact", "fudge: joined"),
    EngineCase("glued behind and before", "⟦crud⟧⟦fudge⟧⟦snout⟧", "crud*: exact", "fudge: joined", "*snout: exact"),
  ]

  @Test(arguments: cases)
  func found(_ item: EngineCase) { item.check(Self.filter) }

  /// `#expertsexchange` and its kin: what splits into common words is meant so, and what is no word is none.
  static let clean = [
    "#expertsextchange", "#expertsexchange", "#dirtyfudgeling", "#xyfudge", "#hotfudgeparty", "dirtyfudge",
    "mail@dirtyfudge", "#itfudge",
    "#dirtyfdg", "@dirtyfudge", "#dirtymerle", "#mysewerrata", "#DirtyFuDge", "#dirty #fudgesnoutling", "#bogoffs",
    "#dirtyf.udge",
    "#sextant", "# dirtyfudge", "#sewerratatouille",
  ]

  @Test(arguments: clean)
  func passes(_ comment: String) { EngineCase(comment, comment).check(Self.filter) }
}
