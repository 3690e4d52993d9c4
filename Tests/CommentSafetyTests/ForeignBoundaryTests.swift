import PCRE2
import Testing

@testable import CommentSafety

/// Atoms of letters beyond ASCII, and of ASCII beside them: looked for where words begin, in comments that are folded. No rule may be passed over for
/// that.
@Suite("Atoms at the start of words beyond ASCII")
struct ForeignBoundaryTests {
  private static let patterns = [
    #"(?<![\p{L}\p{N}])مسلم(?:ان)?\s+ہے"#, #"(?<![\p{L}\p{M}\p{N}])سب\s+(?:کا|کو)"#, #"\s+کا(?!\p{L})"#,
    #"(*UCP)\bкот\b"#,
    #"(*UCP)(?i)(?<!\w)дом(?:а|ой)?(?!\w)"#, #"\bкот"#, #"кот\b"#, #"\bdom\b"#, #"(?i)\bskin\b"#, #"\bkot\s+dom"#,
    #"(?i)\bkot"#,
    #"(*UCP)\Wсон\W"#, #"[^\p{L}\p{N}]сон"#, #"(?:^|\s)हम(?!\p{L})"#, #"(?<![\p{L}\p{M}\p{N}])हम\s*को"#,
    #"\bé(?:co|ta)le"#,
    #"(?<![\p{L}\p{N}])été"#, #"caf(?:é|e)\b"#, #"(?<!\w)cafe(?!\w)"#, #"\W猫\W"#, #"(?<![\p{L}\p{N}])猫犬"#,
    #"猫(?![\p{L}\p{N}])"#,
    #"(?<![\p{L}\p{N}])각오"#, #"(?<!\w)σκύλ[οε](?!\w)"#, #"(?<![\p{L}\p{N}])dom(?![\p{L}\p{N}])"#, #"[\s,]кот[\s.]"#,
    #"(*UCP)(?<![\w'])dom"#, #"(?<![\w\p{L}\p{N}])мир(?:а|у)?\b"#, #"(?<=\s)کو(?=\s)"#,
    #"(?<![\p{L}\p{N}])(?:кот|дом|сон|мир)\s+(?:и|а)\s"#,
    #"(?<![\p{L}\p{N}])(?:кот|дом|сон|мир|cafe|dom|kot|skin|été|مسلم|سب|हम|猫)(?:\w*\s+)?(?:dom|сон|ہے|को|кот|cafe)(?![\p{L}\p{N}])"#,
  ]

  private static let filter = makeFilter(patterns: patterns)

  private static let words: [String] = [
    "مسلم", "مسلمان", "ہے", "سب", "کا", "کو", "كو", "кот", "Кот", "дома", "дом", "сон", "мир", "миру", "dom", "kot",
    "skin",
    "\u{17F}kin", "s\u{212A}in", "a\u{17F}kin", "\u{212A}ot", "a\u{212A}ot", "हम", "हमको", "को", "école", "étale", "été",
    "ete", "café", "cafe", "cafe\u{301}", "猫", "猫犬", "각오",
    "각", "σκύλο", "σκύλε", "к\u{43E}т", "кoт", "д\u{6F}м", "dоm", "ｄｏｍ", "ⓓⓞⓜ", "𝐝𝐨𝐦", "и", "а", "é", "ß", "æ", "के",
    "\u{93F}", "a", "K",
    "\u{301}", "\u{64E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{AD}", "\u{7F}", "\u{1}", "1", "٣", "ⓐ", "Ⅳ", "²", "_",
    "$", "&#1082;от", "&amp;",
    "%64om", "😀", "ǝ", "d0m", "d_om", "d.o.m", "ddoomm", "котт",
  ]
  private static let separators = [
    " ", " ", " ", "", "", "", "\n", "_", "-", "'", ".", "!", "\u{A0}", "،", "।", "\u{200B}", "*", "1", ",", "\u{3000}",
  ]

  @Test("No rule is passed over")
  func random() {
    let seed = Fuzz.seed("ForeignBoundaryTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for round in 0..<(8_000 * Fuzz.factor) {
      var comment: [UInt8] = []
      for _ in 0..<Int.random(in: 1...7, using: &random) {
        comment += Array(Self.words.randomElement(using: &random)!.utf8)
        comment += Array(Self.separators.randomElement(using: &random)!.utf8)
        if round & 15 == 0, Int.random(in: 0..<8, using: &random) == 0 {
          comment.append([0x80, 0xFF, 0xD9].randomElement(using: &random)!)
        }
      }
      let expected = Self.filter.checkByReference(utf8: comment)
      hits += expected.matches.count
      EngineForm.compare([.bytes, .portable, .kernels], with: expected, comment, Self.filter, seed: seed)
    }
    #expect(hits > 4_000 * Fuzz.factor)
  }

  @Test("A rule wakes for its own words only")
  func wakes() {
    func runs(_ pattern: String, _ comment: String) -> Int {
      let filter = makeFilter(
        RulePack(rules: [
          Rule(id: "one", pattern: pattern, category: .violence, view: .folded, matchExamples: [], cleanExamples: [])
        ]))
      return runsOfFirstRule(filter, comment)
    }
    let urdu = #"(?<![\p{L}\p{N}])سور(?!\p{L})"#
    for comment in ["وہ سور ہے", "سور", "سُور"] { #expect(runs(urdu, comment) == 1, "\(comment)") }
    for comment in ["منصور ہے", "تصور", "تصور کا"] { #expect(runs(urdu, comment) == 0, "\(comment)") }
    for comment in ["été kid", "Où est le kiln?", "😀 kiill", "skill é"] {
      #expect(runs(#"\bkill"#, comment) == 0, "\(comment)")
    }
    for comment in ["été kill", "😀kill", "ékill", "\u{200B}kill é"] {
      #expect(runs(#"\bkill"#, comment) == 1, "\(comment)")
    }
    #expect(runs(#"(*UCP)\bкот\b"#, "скот и котёл") == 0)
    #expect(runs(#"(*UCP)\bкот\b"#, "мой кот") == 1)
  }

  /// What ``Unit/isSurelyOfWord`` promises, of every character.
  @Test("What is surely of a word is a letter or a number")
  func categories() throws {
    let word = try Code(pattern: #"\A[\p{L}\p{N}]\z"#)
    var matcher = Matcher()
    func isOfWord(_ scalar: UInt32) -> Bool {
      let bytes = Array(String(Unicode.Scalar(scalar)!).utf8)
      return matcher.firstMatch(of: word, in: bytes.span, textIsValidUTF8: true) == .match
    }
    var text = FoldedText()
    var sure = 0
    for scalar in UInt32(0x80)...0x10FFFF {
      guard let character = Unicode.Scalar(scalar) else { continue }
      Array(String(character).utf8).withUnsafeBytes { Normalizer.fold($0, into: &text) }
      for index in 0..<text.unitCount where text.units[index].isSurelyOfWord {
        sure += 1
        #expect(isOfWord(scalar), "U+\(String(scalar, radix: 16))")
        #expect(isOfWord(text.units[index].scalar), "U+\(String(scalar, radix: 16)), folded")
      }
    }
    #expect(sure > 50_000)
  }
}
