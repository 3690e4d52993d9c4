import CommentSafety
import Testing

/// Comments that look like matches and are none. Each group names the complaint that it answers (see `PEERS.md`).
@Suite("Clean look-alikes")
struct CleanCaseTests {
  /// Words that everyday text runs into.
  static let filter = makeFilter(
    RulePack(
      terms: terms([
        "ass", "asshole", "shit*", "fuck*", "penis", "rapist", "whore", "sex", "boob*", "tit", "cunt", "paki", "dick",
        "ai",
        "kill", "dumb", "loli", "twatting", "idiot", "14 88", "поеб*", "куни", "блядь", "пизда", "हरामी", "nig*", "hell",
        "cum", "cu", "rot", "coc\u{68}a", "pot", "kai", "hoe", "bang", "die", "face*", "bad",
      ]),
      commonWords: [
        "a", "as", "if", "in", "is", "it", "mass", "me", "mine", "of", "on", "pen", "push", "re", "sold", "spoken",
        "the", "to",
        "who", "hit", "s", "an", "по",
      ]))

  static let clean: [(complaint: String, comments: [String])] = [
    (
      "words across a gap",
      [
        "push it", "push it!", "as spoken", "who re-sold it", "mass hit", "pen is mine", "therapist", "the rapids",
        "if u see kay",
        "is hit", "pu.sh it", "has S on it", "class hole", "gas. soup", "a s tall as",
      ]
    ),
    (
      "words spelt out",
      [
        "a.s.s.e.t", "a s s e t", "m-a-s-s", "c l a s s", "t-i-t-l-e", "d.i.c.k.e.n.s", "w h o r e d o m", "S.E.X.",
        "A.S.S.",
        "m|o|r|n|i|n|g", "i+d+e+n+t+i+t+y", "B|a|n|g|k|o|k", "b a n g k o k",
        "t h e r a p i s t s", "t h e r a p i s t", "p e n i s u l a", "was a SS man", "a s-s-snake", "an a ss of",
      ]
    ),
    (
      "double letters", ["as", "As as as", "as soon as", "a's", "cook and cool", "kil", "bosom", "pott"]
    ),
    (
      "digits and money (rustrict#42)",
      [
        "45 45", "4050035", "A55-B", "1n 2024", "455 kg", "8008 series", "$455", "455", "a 55 b", "5-5-4",
        "(455) 455-0455",
        "2024-11-22 19:45", "3.14159", "455.45", "0:45", "45%", "x2, x3",
      ]
    ),
    (
      "maths and markup (obscenity#94)",
      [
        "$$3x^2", "f*(x)", "f* = g*", "a*b*c", "**bold**", "*ahem*", "_it_", "__init__", "a**2", "**as**", "*as*",
        "e.g. x_1",
      ]
    ),
    (
      "products with powers, brackets that close, lists of arguments, conversions of printf, functions behind a star",
      [
        "r*p**t", "$$x + a$$", "$$\\frac{1}{2} a$$", "a, s), s", "1, a, 5, s", "fu)].ck", "id)).iot", "id,\\iot",
        "a %s: %s", "fu*ck(x)", "wh*%e",
      ]
    ),
    (
      "blobs (ProfanityDetector#30)",
      [
        "YXNzIGFzcyBhc3M5ZlNoSXQ0NWFTcw==", "3fa55c0de4a55b0b5a55ace8008f00d5", "550e8400-e29b-41d4-a716-446655440a55",
        "0xA55A55", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "dQw4w9WgXcQ", "v1.a55",
        "fe80::a55:8a2e:b00b",
      ]
    ),
    (
      "words in words (wordfilter#34, Scunthorpe)",
      [
        "Pakistan zindabad", "Scunthorpe", "assassin", "assess the class", "bass", "cocktail", "Essex", "title",
        "raccoon",
        "hello shell", "circumstance", "accurate, acute, secure", "skilled", "shoes", "smartwatch", "Penistone",
        "surface",
        "Dickens", "embassy", "passable", "bangkok",
      ]
    ),
    (
      "random names, initials, formulas and long numbers",
      [
        "kQ_ass-4GzE", "0CUMzRaAhml", "S. E. X. of them", "a - s >= s", "a_{s}s", "10.14.88.1", "v01.14.8.88",
        "cIrCUMsTanCE",
      ]
    ),
    (
      "letters that seem to end a word, or to be two",
      ["dumbb€ll", "d.u.m.b.8.e.l.l", "loll about", "twattling", "w h € r e"]
    ),
    (
      "letters of one alphabet for each other", ["позбавити", "по-братськи", "кућни", "забавно"]
    ),
    (
      "apostrophes (Tuba#875)", ["j'ai faim", "J’ai faim", "say y'all's", "l'ai"]
    ),
    (
      "other scripts' own words",
      [
        "рот", "открой рот и ешь", "сосна", "высокая сосна", "рот сосна рот", "και", "και εσύ", "Ποτ και",
        "сосна and рот",
        "це рот", "хеллоу", "нос",
      ]
    ),
    (
      "markup that parts words, and brackets that are none",
      [
        "as<br>s", "as<p>s</p>", "if a<b>s", "as[1]s", #"C:\users\x86"#, #"\xass\u00zz"#,
        "a <b>s</b>s", "cl<b>ass</b>ic", "he<b>ll</b>o", "fi<a>r</a>ss",
      ]
    ),
    (
      "signs of code and of Markdown",
      ["i<ount", "if(n<unt)", #"as\*s"#, "push|it", "as$if", "pen@is", "n****n@site.org", "p*n*", "l****t"]
    ),
    (
      "symbols between words", ["push•it", "pen🔥is", "a~s", "as^s", "sh•op", "w•🔥•re", "who•re•sold"]
    ),
    (
      "emoji and symbols",
      ["🙂🙂", "©®™", "™", "¯\\_(ツ)_/¯", "@_@", "(!)", "!!!", "...", "@@@@", "$$$", "A+", "|||", "!1!1!"]
    ),
    (
      "addresses and handles", ["https://example.org/as/s", "mail as@site.org", "#as", "@as", "user_as_s"]
    ),
    ("other languages", ["یہ اچھا ہے", "अच्छा", "很好", "とても良い", "좋아요", "ดีมาก", "جميل", "żółć", "ça va"]),
    ("nothing", ["", " ", "\n\n", "\u{0}", "\u{200B}", "\u{301}", "\u{202E}", "\u{FEFF}"]),
  ]

  static let comments = clean.flatMap { group in group.comments.map { (group.complaint, $0) } }

  @Test(arguments: comments)
  func passes(_ complaint: String, _ comment: String) {
    EngineCase(complaint, comment).check(Self.filter)
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.comments.map(\.1)).count == Self.comments.count)
  }

  /// The honest twins: the same words, written as what they are.
  static let caught: [EngineCase] = [
    EngineCase("term", "you ⟦ass⟧", "ass: exact"),
    EngineCase("one letter longer", "⟦ass⟧ as", "ass: exact"),
    EngineCase("inflected", "⟦shit⟧head", "shit*: exact"),
    EngineCase("own term in capitals", "I like ⟦AI⟧", "ai: case"),
    EngineCase("initials", "the Society (⟦ASS⟧)", "ass: case (weak)"),
    EngineCase("a model", "an ⟦ASS⟧ 100 or ⟦ASS⟧-55", "ass: case (weak)", "ass: case (weak)"),
    EngineCase("shouting", "YOU ARE AN ⟦ASS⟧ 100 TIMES", "ass: case"),
    EngineCase("initials alone", "what an ⟦ASS⟧", "ass: case"),
    EngineCase("leet in a sentence", "you ⟦4ss⟧ there", "ass: leet (weak)"),
    EngineCase("letters with their vowel signs", "तू ⟦ह रा मी⟧ है", "हरामी: spaced"),
    EngineCase("a font of currency signs", "you ⟦łĐłØ₮⟧", "idiot: case diacritics leet"),
    EngineCase("digits that look like Cyrillic letters", "он ⟦6лядь⟧ и ⟦пи3да⟧", "блядь: leet", "пизда: leet"),
    EngineCase("clean word beside it", "Scunthorpe ⟦cunt⟧", "cunt: exact"),
  ]

  @Test(arguments: caught)
  func stillCaught(_ item: EngineCase) {
    item.check(Self.filter)
  }
}
