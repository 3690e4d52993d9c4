import Testing

@testable import CommentSafety

/// Comments with typographic punctuation, which are judged in plain punctuation first.
@Suite("Typographic punctuation")
struct PlainPunctuationTests {
  private static let rules: [Rule] = [
    (#"\bdon['’]t go\b"#, Rule.View.text), (#"“no”"#, .text), (#"a\W{1,3}b\W"#, .folded), (#"…|\.\.\."#, .text),
    (#"—\s?x"#, .text),
    (#"\bhome-made"#, .folded), (#"£\s?\d{2}"#, .text), (#"it['’`]s (?:me|you)"#, .folded), (#"\x{A0}me"#, .text),
    (#"'"#, .folded), (#"-5\b"#, .text),
  ].enumerated().map { index, part in
    Rule(
      id: "rule\(index)", pattern: part.0, category: .spam, view: part.1, isUnfiltered: true, matchExamples: [],
      cleanExamples: [])
  }

  /// Without the unfiltered rules, which run on every comment.
  private static let filters: [CommentFilter] = [
    makeFilter(RulePack(terms: terms(["fudge*", "custard", "pie hole", "don't", "*berry"]), allowPhrases: [])),
    makeFilter(RulePack(terms: terms(["fudge*", "custard", "pie hole"]), rules: rules)),
    makeFilter(RulePack(terms: terms(["fudge", "†", "•"]))),
  ]

  private static let parts = [
    "fudge", "f", "u", "d", "ge", "f*dge", "cust", "ard", "custard", "pie", "hole", "don", "t", "go", "no", "a", "b",
    "x", "home", "made", "it",
    "s", "me", "you", "5", "10", "berry", "straw", " ", " ", " ", " ", "’", "’", "‘", "“", "”", "–", "—", "…", "•", "†",
    "\u{A0}", "£", "«", "»", "°", "-", "'",
    ".", "*", "!", "$", "\u{2002}", "\u{200B}", "\u{202E}", "\u{2028}", "\u{AD}", "\u{B7}", "\u{B9}", "ª", "\u{B4}",
    "é",
  ]

  @Test("The same verdict as from the whole fold")
  func random() {
    let seed = Fuzz.seed("PlainPunctuationTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for round in 0..<(9_000 * Fuzz.factor) {
      let filter = Self.filters[round % 3]
      var comment = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) { comment += Self.parts.randomElement(using: &random)! }
      let bytes = Array(comment.utf8)
      let expected = EngineForm.folded.verdict(bytes, filter)
      hits += expected?.matches.count ?? 0
      EngineForm.compare(
        [.bytes, .scratch, .portable, .kernels, .loaded, .reference], with: expected, bytes, filter, seed: seed)
    }
    #expect(hits > 1_000 * Fuzz.factor)
  }

  @Test("Found at random once")
  func found() {
    for comment in ["cust$»ard5", "cust5»ard", "(cust-»ard)"] {
      let bytes = Array(comment.utf8)
      EngineForm.compare(
        [.bytes, .portable, .kernels], with: EngineForm.folded.verdict(bytes, Self.filters[0]), bytes, Self.filters[0],
        seed: 0)
    }
  }

  @Test("Clean comments with curly quotes and dashes need no units")
  func simple() {
    let filter = Self.filters[0]
    func isFolded(_ comment: String) -> Bool {
      var scratch = filter.makeScratch()
      _ = Array(comment.utf8).withUnsafeBytes { filter.evaluate($0, using: &scratch) }
      return scratch.isFolded
    }
    for comment in ["it’s “me” – and you…", "one\u{A0}two — three", "• one • two"] {
      #expect(!isFolded(comment), "\(comment)")
    }
    for comment in ["caf\u{E9} “x”", "“fudge”", "a\u{200B}b", "10\u{B9}", "x\u{202E}y"] {
      #expect(isFolded(comment), "\(comment)")
    }
  }
}
