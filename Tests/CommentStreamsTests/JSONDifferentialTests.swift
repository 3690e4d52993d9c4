import CommentStreams
import Foundation
import Testing

/// Random documents, read by Foundation and by us.
@Suite("JSON against Foundation")
struct JSONDifferentialTests {
  @Test("valid documents: the same value")
  func valid() throws {
    var generator = DocumentGenerator(seed: runSeed)
    for _ in 0..<1000 {
      let document = generator.object(depth: 0)
      let theirs = try #require(foundation(Array(document.utf8)), "seed \(runSeed): \(document)")
      switch values(in: Array(document.utf8)) {
      case .success(let ours):
        #expect(ours.count == 1)
        #expect(theirs["text"] as? String == ours.first, "seed \(runSeed): \(document)")
      case .failure(.missingField):
        #expect(theirs["text"] == nil, "seed \(runSeed): \(document)")
      case .failure(.notAString):
        #expect(
          theirs["text"] != nil && !(theirs["text"] is String), "seed \(runSeed): \(document)")
      case .failure(let reason):
        Issue.record("seed \(runSeed): \(reason): \(document)")
      }
    }
  }

  @Test("damaged documents: the same judgement")
  func damaged() {
    var generator = DocumentGenerator(seed: runSeed)
    var refused = 0
    for _ in 0..<2000 {
      let bytes = generator.damaged(Array(generator.object(depth: 0).utf8))
      var reason: Malformed?
      if case .failure(let failure) = values(in: bytes), failure.isAboutJSON { reason = failure }
      if reason != nil { refused += 1 }
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      // Foundation takes text with a NUL for UTF-16 or UTF-32.
      if theirs != nil, bytes.contains(0) { continue }
      // Foundation takes a comma before a closing bracket.
      if theirs != nil, let offset = reason?.offset, isComma(beforeSpaceAt: offset, bytes) {
        continue
      }
      // Foundation refuses escaped surrogates without their partner; RFC 8259 leaves them open.
      // So with numbers that a Double cannot hold.
      if theirs == nil, hasLoneSurrogate(bytes) || hasHugeNumber(bytes) { continue }
      #expect(
        (reason == nil) == (theirs != nil),
        "seed \(runSeed): \(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(refused > 300)
  }

  private func isComma(beforeSpaceAt offset: Int, _ bytes: [UInt8]) -> Bool {
    let space = Array(" \t\r\n".utf8)
    return bytes[..<offset].last { !space.contains($0) } == UInt8(ascii: ",")
  }

  private func hasHugeNumber(_ bytes: [UInt8]) -> Bool {
    let words = String(decoding: bytes, as: UTF8.self).split { !"0123456789+-.eE".contains($0) }
    return words.contains { Double($0)?.isInfinite == true }
  }

  private func hasLoneSurrogate(_ bytes: [UInt8]) -> Bool {
    var units: [UInt16] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        units.append(UInt16(byte))
        continue
      }
      guard rest.popFirst() == UInt8(ascii: "u") else { continue }
      units.append(UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0)
      rest = rest.dropFirst(4)
    }
    return String(validating: units, as: UTF16.self) == nil
  }

  private func foundation(_ bytes: [UInt8]) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
  }
}

/// Makes JSON in many spellings. Keys of one object are distinct, since readers differ on which of two counts.
struct DocumentGenerator {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  private mutating func space() -> String {
    pick(6) == 0 ? [" ", "\t", "\r", "  ", "\n"][pick(5)] : ""
  }

  mutating func object(depth: Int) -> String {
    let keys = ["text", "a", "tex", "textual", "é", "\u{0}x", ""].shuffled(using: &generator)
    let members = keys.prefix(pick(6)).map { key in
      let spelt = string(key)
      return "\(space())\(spelt)\(space()):\(space())\(value(depth: depth + 1))\(space())"
    }
    return "{\(members.joined(separator: ","))\(members.isEmpty ? space() : "")}"
  }

  private mutating func value(depth: Int) -> String {
    switch pick(depth > 4 ? 6 : 8) {
    case 0, 1, 2: return string(text())
    case 3: return ["0", "-0", "1", "-12", "3.25", "1e5", "2E-3", "-0.5e+2", "123456789"][pick(9)]
    case 4: return ["true", "false", "null"][pick(3)]
    case 5: return string(["text", "\"text\":", "a"][pick(3)])
    case 6: return object(depth: depth)
    default:
      let items = (0..<pick(4)).map { _ in "\(space())\(value(depth: depth + 1))\(space())" }
      return "[\(items.joined(separator: ","))]"
    }
  }

  private mutating func text() -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "b", " ", "\"", "\\", "/", "\n", "\0", "é", "字", "ب", "😀", "\u{7F}", "\u{FFFF}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<pick(25) { text.append(scalars[pick(scalars.count)]) }
    return String(text)
  }

  /// A JSON string with some of its characters escaped, one way or the other.
  private mutating func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if !mustEscape, pick(5) > 0 {
        json.unicodeScalars.append(scalar)
      } else if scalar == "\n" || scalar == "\"" || scalar == "\\" || scalar == "/", pick(2) == 0 {
        json += "\\" + (scalar == "\n" ? "n" : String(scalar))
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: pick(2) == 0)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return json + "\""
  }

  /// Changes, removes or adds a few bytes of ASCII.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...pick(2) where !bytes.isEmpty {
      let at = pick(bytes.count)
      switch pick(4) {
      case 0: bytes[at] = UInt8(pick(128))
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(Array("{}[]\",:\\0 e-.u".utf8).randomElement(using: &generator)!, at: at)
      default: bytes.removeSubrange(at...)
      }
    }
    return bytes
  }
}
