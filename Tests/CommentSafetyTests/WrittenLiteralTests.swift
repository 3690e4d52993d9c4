import CommentKernels
import Testing

@testable import CommentSafety

/// Short literals with punctuation that gates ask for; no rule may be passed over for that.
@Suite("Literals as they are written")
struct WrittenLiteralTests {
  private static let patterns = [
    #"\b[a-z]+\.(?:com|ru|xyz|top)\b"#, #"(?i)t\s*\.\s*me/"#, #"@\w+:"#, #"(?i)\bno\.\s?1"#, #"://"#,
    #"(?:\$\s*5|5\s*\$)"#, #"a-\s?b"#,
    #"(?i)[kx]\.ly"#, #"\[at\]|\(at\)"#, #"(?i)(?<=w\.)co"#, #"go,\h*go"#, #"x\x2Ey"#, #"\Q.ru\E"#, #"(?x) \. r u"#,
    #"(?i)K!"#,
    // Symbols, bytes that stand several times, short words.
    #"(?:[0-9]\x{FE0F}?\x{20E3}\s?){2}"#, #"(?:@\w+\s?){2}@"#, #"(?:#[^#\s]{1,9}\s*){2}#"#, #"\w-\w?-|@:@"#,
    #"(?i)\b(?:dm|text)\b.*\b(?:tg|kik)\b"#,
    // Words that end.
    #"(?i)\bkilt\b"#, #"(?i)\bkilt(?:s|ed)?\b"#, #"(?i)kilt\s+me\b"#, #"(?i)\bkilt\s*me\b"#, #"(?i)kilt\b's"#,
    #"(?i)\b(?:kilt|dm)\b(?:\s\w+)?\s(?:me|us)\b"#, #"\x{1F4B0}+"#,
  ]

  private static let filter = makeFilter(patterns: patterns)

  private static let parts = [
    ".", ".ru", ".RU", ".com", "com", "t", "me/", "@", "a", ":", "//", "no", "No.", "1", "$", "5", "-", "b", "k", "K",
    "\u{212A}", "x", "y",
    ".ly", "[at]", "(at)", "w", "co", "go,", "go", " ", "  ", "\n", "\t", "!", "\u{FF0E}", "\u{200B}", "é", "&#46;",
    "%2E", "ſ",
    "kilt", "Kilts", "kilted", "kilter", "_", "'s", "me", "mend", "kilt me", "us", "$",
    "\u{20E3}", "1\u{FE0F}\u{20E3}", "2\u{20E3}", "@a", "#", "#a ", "&#64;", "\u{FF20}", "dm", "DM ", " tg", "kik",
    "\u{1F4B0}",
  ]

  @Test("No rule is passed over")
  func random() {
    let seed = Fuzz.seed("WrittenLiteralTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for _ in 0..<(4_000 * Fuzz.factor) {
      var comment = ""
      for _ in 0..<Int.random(in: 1...10, using: &random) { comment += Self.parts.randomElement(using: &random)! }
      let expected = Self.filter.checkByReference(utf8: Array(comment.utf8))
      hits += expected.matches.count
      EngineForm.compare([.bytes, .folded, .kernels], with: expected, Array(comment.utf8), Self.filter, seed: seed)
    }
    #expect(hits > 1_000 * Fuzz.factor)
  }

  @Test("A rule runs only where its literal is written")
  func runs() {
    let filter = makeFilter(
      RulePack(
        rules: [
          Rule(id: "link", pattern: #"(?i)\w\.\s?(?:ru|to)\b"#, category: .spam, matchExamples: [], cleanExamples: [])
        ]))
    func runs(_ comment: String) -> Int {
      var scratch = filter.makeScratch()
      _ = Array(comment.utf8).withUnsafeBytes { filter.evaluate($0, using: &scratch) }
      return scratch.ruleActivity[0].runs
    }
    for comment in ["The end.", "a.b", "ru. t.o", "r.u", "..r", "caf\u{E9}. end"] {
      #expect(runs(comment) == 0, "\(comment)")
    }
    for comment in ["x.ru", "X. RU", "go to a.to", "caf\u{E9} x.ru"] { #expect(runs(comment) == 1, "\(comment)") }
  }

  @Test("A rule runs only where its punctuation stands often enough, and its symbol at all")
  func runsOfRepeated() {
    let filter = makeFilter(
      RulePack(
        rules: [
          Rule(id: "wall", pattern: #"(?:@\w+\s?){3}"#, category: .spam, matchExamples: [], cleanExamples: []),
          Rule(id: "keys", pattern: #"(?:\d\x{20E3}){2}"#, category: .spam, matchExamples: [], cleanExamples: []),
          Rule(
            id: "chat", pattern: #"\b(?:dm|text)\b.*\b(?:tg|kik)\b.*@"#, category: .spam, view: .folded,
            matchExamples: [],
            cleanExamples: []),
        ]))
    func runs(_ comment: String) -> [Int] {
      var scratch = filter.makeScratch()
      _ = Array(comment.utf8).withUnsafeBytes { filter.evaluate($0, using: &scratch) }
      return scratch.ruleActivity.map(\.runs)
    }
    #expect(runs("@a and @b say 12 things") == [0, 0, 0])
    #expect(runs("@a @b caf\u{E9} @c") == [1, 0, 0])
    #expect(runs("@a @b @c") == [1, 0, 0])
    #expect(runs("1\u{20E3}2\u{20E3}") == [0, 1, 0])
    #expect(runs("dm me @a") == [0, 0, 0])
    #expect(runs("dm me on tg: @a") == [0, 0, 1])
    #expect(runs("dm me on tg: @a \u{1F600}") == [0, 0, 1])
    #expect(runs("tg: @a \u{1F600}") == [0, 0, 0])
  }

  @Test("Bytes against a plain search")
  func bytes() {
    let seed = Fuzz.seed("WrittenLiteralTests.bytes")
    var random = SeededRandom(seed: seed)
    let alphabet = Array("aAbB.. @\n".utf8)
    var held = 0
    for _ in 0..<(4_000 * Fuzz.factor) {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      let wanted = (0..<Int.random(in: 1...5, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      guard let literal = WrittenLiteral(wanted) else { continue }
      let lowered = { (bytes: [UInt8]) in
        String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
      }
      let expected = lowered(text).contains(lowered(wanted))
      let told = text.withUnsafeBufferPointer {
        cs_has_literal($0.baseAddress ?? UnsafePointer(bitPattern: 1), text.count, literal.bits, literal.count)
      }
      held += told ? 1 : 0
      #expect(told == expected, "\(visible(text)), \(visible(wanted)); seed \(seed)")
    }
    #expect(held > 100)
  }

  @Test("The folded view of a plain comment is its bytes in small letters")
  func view() {
    for byte in [0x09, 0x0A, 0x0D] + Array(UInt8(0x20)..<0x7F) {
      let folded = UInt8(truncatingIfNeeded: ASCIITable.shared[Int(byte)] >> 32)
      #expect(folded == ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte))
    }
  }
}
