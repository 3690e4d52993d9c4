import CommentStreams
import Testing

@Suite("Offsets of decoded text")
struct OffsetMapTests {
  /// Checks that each code point of the decoded text leads to the raw bytes it was written with.
  private func check(_ parts: [(text: String, raw: String)]) throws {
    let line = Array("{\"text\":\"\(parts.map(\.raw).joined())\"}".utf8)
    var found = FoundText()
    try JSONField.text.locate(in: line.span, into: &found)
    let value = try #require(found.values.first)
    var text = 0
    var raw = 9
    for part in parts {
      let textEnd = text + part.text.utf8.count
      let rawEnd = raw + part.raw.utf8.count
      #expect(found.rawRange(of: text..<textEnd, in: value) == raw..<rawEnd, "\(part)")
      #expect(found.rawRange(of: text..<text, in: value) == raw..<raw)
      #expect(found.rawRange(of: 0..<textEnd, in: value) == 9..<rawEnd)
      (text, raw) = (textEnd, rawEnd)
    }
  }

  @Test("without escapes")
  func plain() throws {
    try check([("a", "a"), ("é", "é"), ("😀", "😀")])
  }

  @Test("with escapes")
  func escapes() throws {
    try check([
      ("a", "a"), ("A", #"\u0041"#), ("\n", #"\n"#), ("é", #"\u00e9"#), ("é", "é"), ("b", "b"),
      ("😀", #"\ud83d\ude00"#), ("\u{FFFD}", #"\ud83d"#), ("\"", #"\""#), ("c", "c"),
    ])
    try check([(#"\"#, #"\\"#)])
    try check([("x", "x"), ("/", #"\/"#)])
  }

  @Test("random strings, seed in the message")
  func random() throws {
    var generator = SeededGenerator(seed: runSeed)
    let alphabet: [(String, String)] = [
      ("a", "a"), ("é", "é"), ("字", "字"), ("😀", "😀"), ("A", #"\u0041"#), ("\t", #"\t"#),
      ("字", #"\u5b57"#), ("😀", #"\ud83d\ude00"#),
    ]
    for _ in 0..<500 {
      let count = Int.random(in: 0...20, using: &generator)
      try check((0..<count).map { _ in alphabet.randomElement(using: &generator)! })
    }
  }
}
