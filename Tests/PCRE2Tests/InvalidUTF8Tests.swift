import PCRE2
import Testing

@Suite("Text that is not UTF-8")
struct InvalidUTF8Tests {
  struct Case: Sendable, CustomTestStringConvertible {
    var pattern: String
    var text: [UInt8]
    var range: Range<Int>?
    var testDescription: String { "\(pattern) in \(text)" }
  }

  static let cases: [Case] = [
    Case(pattern: "kill", text: [0xFF] + Array("kill".utf8), range: 1..<5),
    Case(pattern: "kill", text: [0xC3] + Array("kill".utf8) + [0xE2, 0x82], range: 1..<5),
    Case(pattern: "é.", text: [0x80, 0xC3, 0xA9, 0xFE, 0xFE], range: 1..<4),
    // A stray byte inside a phrase is a character, so a rule that allows noise there still sees it.
    Case(
      pattern: #"what\W?sapp"#, text: Array("what".utf8) + [0xFF] + Array("sapp".utf8), range: 0..<9
    ),
    Case(pattern: "whatsapp", text: Array("what".utf8) + [0xFF] + Array("sapp".utf8), range: nil),
    // Surrogates, over-long forms and values above U+10FFFF are invalid byte by byte.
    Case(pattern: #"^\x1A{3}a"#, text: [0xED, 0xA0, 0x80, 0x61], range: 0..<4),
    Case(pattern: #"^\x1A{2}a"#, text: [0xC0, 0x80, 0x61], range: 0..<3),
    Case(pattern: #"^\x1A{4}$"#, text: [0xF4, 0x90, 0x80, 0x80], range: 0..<4),
    Case(pattern: #"\x1A$"#, text: [0x61, 0xF0, 0x9F, 0x98], range: 3..<4),
    Case(pattern: #"[\w\s]{2,}"#, text: [0xFF, 0xFF, 0x61, 0xFF], range: nil),
    Case(pattern: #"a\z"#, text: [0x61, 0x80, 0x62], range: nil),
    Case(pattern: #"\W."#, text: [0x61, 0xD9, 0xA3, 0x62], range: 1..<4),
  ]

  @Test(arguments: cases)
  func spans(_ item: Case) throws {
    #expect(try firstRange(item.pattern, item.text) == item.range)
    #expect(try firstRange("(*NO_JIT)" + item.pattern, item.text) == item.range)
  }

  @Test func allMatchesAreFound() throws {
    let all = try allMatches("[a-z]+", [0xFF, 0x61, 0x62, 0x80, 0x63, 0xC3, 0xA9, 0x64])
    #expect(all == AllMatches(ranges: [1..<3, 4..<5, 7..<8], end: .noMatch))
    let empty = try allMatches("", [0xFF, 0xC3, 0xA9, 0xC3])
    #expect(empty == AllMatches(ranges: [0..<0, 1..<1, 3..<3, 4..<4], end: .noMatch))
  }

  @Test("Repair agrees with the standard library on what is well-formed")
  func repair() {
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var random = SplitMix(state: seed)
    let interesting: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var buffer: [UInt8] = []
    for _ in 0..<20_000 {
      let text = (0..<Int(random.next() % 24)).map { _ in
        interesting[Int(random.next() % UInt64(interesting.count))]
      }
      let isValid = String(validating: text, as: UTF8.self) != nil
      let changed = text.withUnsafeBytes { UTF8Repair.repair($0, into: &buffer) }
      #expect(changed != isValid, "seed \(seed), \(text)")
      #expect(text.withUnsafeBytes { UTF8Repair.isValid($0) } == isValid, "seed \(seed), \(text)")
      if changed {
        // Same length, valid, and only bytes that were at fault differ: a valid byte never becomes
        // a substitute.
        #expect(buffer.count == text.count)
        #expect(String(validating: buffer, as: UTF8.self) != nil, "seed \(seed), \(text)")
        #expect(
          zip(buffer, text).allSatisfy { $0 == $1 || ($0 == UTF8Repair.substitute && $1 >= 0x80) })
        let kept = String(decoding: text, as: UTF8.self).unicodeScalars.filter { $0 != "\u{FFFD}" }
        let rest = String(decoding: buffer, as: UTF8.self).unicodeScalars.filter { $0 != "\u{1A}" }
        #expect(kept.elementsEqual(rest), "seed \(seed), \(text)")
      }
    }
  }

  @Test("Random bytes, ending where the memory ends, never crash and never split a code point")
  func fuzz() throws {
    var random = SplitMix(state: 20_26)
    let patterns = [
      #"(?<=é)x"#, #"\X+"#, #"(\w)\1"#, ".", #"[^a]{2}$"#, #"\b\w"#, #"(?i)ſ|k"#, #"\W\d"#, "a*",
      #"(?<!..)."#,
    ]
    let codes = try patterns.map { try Code(pattern: $0) }
    let pieces: [[UInt8]] = [
      Array("a".utf8), Array("é".utf8), Array("😀".utf8), Array("k".utf8), Array("1".utf8),
      [0xFF],
      [0xE2, 0x82],
      [0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], Array("x".utf8), Array("\r\n".utf8),
    ]
    var matcher = Matcher()
    for _ in 0..<3_000 {
      let text = (0..<Int(random.next() % 8)).flatMap { _ in
        pieces[Int(random.next() % UInt64(pieces.count))]
      }
      for code in codes {
        var last = 0
        let end = matcher.forEachMatch(of: code, in: text.span, textIsValidUTF8: false) { found in
          let range = found.range(ofGroup: 0)!
          #expect(range.lowerBound >= last)
          last = range.upperBound
          return true
        }
        #expect(end == .noMatch)
      }
    }
  }
}

/// A small generator, so that a failure can be repeated.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
