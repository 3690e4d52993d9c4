import CommentSafety
import Testing

/// What users of other filters complained about, by the thread in which they did: each is a case here.
///
/// Complaints 1 (false positives), 2 (evasion), 3 (allow lists), 4 (entries that are not normalised), 6 (other scripts) and 7 (offsets and masks).
@Suite("Complaints about other filters")
struct PeerComplaintTests {
  static let filter = makeFilter(
    RulePack(
      terms: terms([
        "twat", "watch out*", "cu", "cul", "ass", "*ass", "asshole", "BADWORD", "fuck*", "shit*", "homo", "paki",
        "dick", "dyke", "ai", "tit*",
        "cum", "shom", "hoe", "kys now", "kill yourself", "Müll", "ＷＩＤＥ", "сука", "жопа*", "ばか", "कुत्ता", "كلب", "dúmb",
        "ﬁlth", "a$$hat",
      ]),
      allowPhrases: ["dick van dyke", "goodword badword phrase", "title*", "titan*", "fuck yeah science"].map {
        AllowPhrase($0)
      },
      commonWords: ["as", "a", "is", "it"]))

  static let falsePositives: [EngineCase] = [
    EngineCase("LemmyNet/lemmy#1323: smartwatch", "my new smartwatch, and a Smartwatch strap"),
    EngineCase(
      "cardinalblue/profanity-filter#6: accurate, acute, secure",
      "accurate, acute and secure circuits; document, cucumber"),
    EngineCase("finnbear/rustrict#42: digits", "45 45 and 4050035, 45-45, 455 455"),
    EngineCase("jo3-l/obscenity#94: LaTeX", #"$$3x^2 + 5 = \frac{a55}{2}$$"#),
    EngineCase(
      "ProfanityDetector#30: base64", "YXNzaG9sZQ== TWFuYXNz/Q4a5sAsSass9fUcK0aSs1== 3fa55c0de4a55b0b5a55ace8008f00d5"),
    EngineCase("finnbear/rustrict#2: Caleb Shomo", "Caleb Shomo sings, Caleb's band"),
    EngineCase("banbuilder#111: a surname", "Mr Dickson, Ms Cumming and the Hancocks; Cassandra"),
    EngineCase("Dick Van Dyke", "Dick Van Dyke, DICK VAN DYKE's and Dick  van\nDyke"),
    EngineCase("Tuba#875: an apostrophe is no boundary", "j'ai faim, j’ai soif"),
    EngineCase("sensitive-word#6: ordinary words", "a test that we manage"),
    EngineCase("dariusk/wordfilter#34: Pakistan", "Pakistan and Pakistani cricket; homogenous, homogeneous"),
  ]

  static let evasion: [EngineCase] = [
    EngineCase(
      "jo3-l/obscenity#100: zero-width characters", "oh ⟦f\u{200B}u\u{200C}c\u{FEFF}k⟧ no", "fuck*: invisible"),
    EngineCase("jo3-l/obscenity#98: spaced letters", "⟦f u c k⟧ and ⟦f  u  c  k⟧", "fuck*: spaced", "fuck*: spaced"),
    EngineCase("finnbear/rustrict#5: homoglyphs", "oh ⟦fu\u{441}k⟧ no", "fuck*: confusable"),
    EngineCase("finnbear/rustrict#43: homoglyphs of other blocks", "oh ⟦𝐟ⓤ𝒸ｋ⟧ no", "fuck*: width compatibility"),
    EngineCase("discord-api-docs#6625: percent escapes", "⟦f%75ck⟧ ⟦%66%75%63%6B⟧", "fuck*: encoded", "fuck*: encoded"),
    EngineCase(
      "mastodon#31352: words run together", "#⟦killyourself⟧ ⟦KillYourself⟧", "kill yourself: joined",
      "kill yourself: case joined"),
  ]

  static let allowLists: [EngineCase] = [
    EngineCase(
      "discord-api-docs#6506: every hit is looked at", "dick van dyke ⟦dick⟧ dick van dyke ⟦dick⟧", "dick: exact",
      "dick: exact"),
    EngineCase(
      "discord-api-docs#7356: a wildcard swallows nothing", "titles ⟦tit⟧s titanium ⟦tit⟧", "tit*: exact", "tit*: exact"
    ),
    EngineCase("sensitive-word#19: a longer phrase is allowed", "fuck yeah science, ⟦fuck⟧ yeah", "fuck*: exact"),
    EngineCase(
      "sensitive-word#76: a phrase of several terms is allowed", "goodword badword phrase, ⟦badword⟧ phrase",
      "BADWORD: exact"),
  ]

  static let entries: [EngineCase] = [
    EngineCase(
      "jo3-l/obscenity#109: entries with accents", "⟦dumb⟧ ⟦dúmb⟧ ⟦DÚMB⟧", "dúmb: exact", "dúmb: exact",
      "dúmb: case"),
    EngineCase("another letter has the accent", "⟦dumḃ⟧ ⟦du\u{301}mb⟧", "dúmb: diacritics", "dúmb: exact"),
    EngineCase("jo3-l/obscenity#113: entries in leet", "an ⟦asshat⟧, an ⟦a$$hat⟧", "a$$hat: exact", "a$$hat: leet"),
    EngineCase("sensitive-word#136: double letters of an entry", "⟦asshole⟧", "asshole: exact"),
    EngineCase(
      "sensitive-word#144: double letters in capitals", "⟦ASSHOLE⟧ ⟦aSsHoLe⟧", "asshole: case", "asshole: case"),
    EngineCase("sensitive-word#16: entries in capitals", "⟦badword⟧ ⟦BadWord⟧", "BADWORD: exact", "BADWORD: case"),
    EngineCase("entries in other widths and ligatures", "⟦wide⟧ ⟦filth⟧", "ＷＩＤＥ: exact", "ﬁlth: exact"),
  ]

  static let scripts: [EngineCase] = [
    EngineCase("TwiN/go-away#25: Cyrillic", "Привет, мир! ⟦сука⟧", "сука: exact"),
    EngineCase("TwiN/go-away#43: Japanese", "こんにちは、⟦ばか⟧です", "ばか: exact"),
    EngineCase("TwiN/go-away#47: no panic on mixed scripts", "日本語 рот Größe \u{1F600} ⟦ばか⟧", "ばか: exact"),
    EngineCase(
      "mattermost-plugin-profanity-filter#32: words of Cyrillic letters end", "⟦сука⟧, барсука; ⟦Сука⟧!", "сука: exact",
      "сука: case"),
    EngineCase(
      "web-mech/badwords#174: word borders are not ASCII's", "застрахуйте ⟦жопа⟧ми, Müller, ⟦Müll⟧", "жопа*: exact",
      "Müll: case"),
    EngineCase(
      "AdvancedProfanityFilter#339: harakat and tatweel", "⟦كَلْب⟧ ⟦كـلـب⟧", "كلب: diacritics variant",
      "كلب: variant invisible"),
    EngineCase("rustrict skips Devanagari", "यह ⟦कुत्ता⟧ है, कुत्ते", "कुत्ता: exact"),
  ]

  static let cases = falsePositives + evasion + allowLists + entries + scripts

  @Test(arguments: cases)
  func table(_ item: EngineCase) {
    item.check(Self.filter)
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  static let masks: [(thread: String, comment: String, masked: String)] = [
    ("finnbear/rustrict#1: diacritics and exact places", "ü f\u{308}u\u{301}ck\u{338} é shi\u{301}t", "ü **** é ****"),
    ("importcjj/sensitive#17: noise goes with the word", "a f.u-c_k b", "a ******* b"),
    ("2Toad/Profanity#120: the mask heeds the allow list", "dick van dyke, dick", "dick van dyke, ****"),
  ]

  @Test(arguments: masks)
  func mask(_ thread: String, _ comment: String, _ masked: String) {
    #expect(Self.filter.masked(comment) == masked, "\(thread)")
  }

  @Test(
    "rspamd's fallback: every start is a place in the original",
    arguments: ["", "\u{200B}", "ß", "ﷺ", "🇵🇰", "&amp;", "é", "\u{FEFF}"])
  func starts(_ before: String) {
    let comment = before + " fuck " + before + " ass " + before
    let found = Self.filter.check(comment).matches.map { Array(comment.utf8)[$0.range] }
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == ["fuck", "ass"], "\(comment)")
  }
}
