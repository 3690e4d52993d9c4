import CommentSafety
import RulePacks
import Testing

/// SplitMix64: the same mutations for the same seed.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Broken files give errors at places that exist; they never trap.
@Suite("Mutated files")
struct MutationTests {
  static let sources: [(name: String, text: String)] = [
    (
      "a.txt",
      "# A list.\nlanguage: en\ncategory: insult\nseverity: mild\nlicence: MIT\nsounds: u=oo, i=ee\n---\n"
        + "idiot\nnit wit | mild | except a*, b\nح *گدھا* | review # why\nf\\*ck | category hate\n"
    ),
    (
      "b.yaml",
      "name: x\nrules:\n  - id: a\n    category: spam\n    severity: mild\n    pattern: 'ä+'\n    not: [\"b\", c]\n"
        + "    match: |-\n      ä\n    clean: [b]\nallow: [Scunthorpe, &x 'b*']\npolicy: p\nlines:\n"
        + "- {name: n, when: {severity: '>=mild', how: leet}, then: review}\ndefault: allow\n"
    ),
    ("words/c.txt", "# words\nof\nand\n"),
  ]

  static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", "|", "#", " # ", "*", "\\", ":", "---\n", "- ", "[", "]", "{", "}", "&a", "*a",
      "'", "\"", "<<: ",
      "!!", "%", "\t", "  ", "? ", "|\n", ">-\n", "...\n", "\u{FEFF}", "\u{2028}", "ä", "😀",
      "a: b\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x00], [0x0D], [0xF0, 0x9F]]

  @Test("errors stand at places that exist", arguments: 0..<sources.count, [1, 2, 3] as [UInt64])
  func mutations(_ index: Int, _ seed: UInt64) {
    var random = Generator(state: seed)
    let (name, text) = Self.sources[index]
    for round in 0..<400 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      let found = errors { () throws(BuildErrors) in
        try PackLoader.parse(sources: [(name: name, bytes: bytes)])
      }
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for error in found {
        guard let place = error.location else {
          Issue.record("no place: \(error), seed \(seed), round \(round)")
          continue
        }
        let exists =
          (1...lines.count).contains(place.line)
          && (1...(lines[place.line - 1].count + 1)).contains(place.column)
        #expect(exists, "\(error), seed \(seed), round \(round)")
      }
      let ordered = zip(found, found.dropFirst()).allSatisfy { first, second in
        (first.location?.line ?? 0, first.location?.column ?? 0)
          <= (second.location?.line ?? 0, second.location?.column ?? 0)
      }
      #expect(ordered, "seed \(seed), round \(round)")
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
    let offset = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, offset + Int.random(in: 0...8, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(offset..<end)
    case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: offset)
    case 2:
      bytes.insert(
        contentsOf: bytes[offset..<end], at: Int.random(in: 0...bytes.count, using: &random))
    default: if offset < bytes.count { bytes[offset] = UInt8.random(in: 0...255, using: &random) }
    }
  }

  @Test("deep nesting is an error")
  func nesting() {
    for text in [String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 100_000)] {
      let found = errors { () throws(BuildErrors) in
        try PackFileParser.parse(Array(text.utf8), file: "x")
      }
      #expect(!found.isEmpty)
    }
  }
}
