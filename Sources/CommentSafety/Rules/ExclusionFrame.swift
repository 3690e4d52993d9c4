/// An exclusion that covers whatever stands around something: `.*\bsaid\b.*`, `[^\n]{0,60}(?:drama|film)[^\n]{0,60}`.
///
/// Only its core is searched, and stretched over what the frame may take: PCRE2 would begin at each character in front of the core and look for
/// it behind each character from there on.
struct ExclusionFrame: Equatable {
  /// The pattern without its frame.
  var core: String
  /// Code points of its line that it covers in front of a match of the core at most, and behind one.
  var before: UInt32
  var after: UInt32
  /// Where the bytes of the pattern stood in front of the core that the core lacks.
  var cut: Range<Int>

  /// As many code points as the line has.
  static let wholeLine = UInt32.max

  /// None: all of a pattern is its core.
  init(none pattern: String) {
    core = pattern
    before = 0
    after = 0
    cut = 0..<0
  }

  /// The frame of a pattern that begins with one; none for any other.
  /// - Complexity: linear in the pattern.
  init(of pattern: String) {
    self.init(none: pattern)
    var scanner = FrameScanner(Array(pattern.utf8))
    scanner.skipStart()
    let start = scanner.position
    guard let lead = scanner.takeFrame(), lead.givesBack, lead.most > 0 else { return }
    let coreStart = scanner.position
    let trail = scanner.frameAtEnd(from: coreStart)
    guard coreStart < trail.start, scanner.isOnePiece(coreStart..<trail.start) else { return }
    let bytes = scanner.bytes
    core = String(decoding: bytes[..<start] + bytes[coreStart..<trail.start], as: UTF8.self)
    before = lead.most
    after = trail.most
    cut = start..<coreStart
  }

  /// What a match of the whole pattern may cover, given one of the core.
  /// - Complexity: linear in what it covers.
  static func stretch(
    _ range: Range<Int>, before: UInt32, after: UInt32, in text: UnsafeRawBufferPointer
  ) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    var left = before
    while left > 0, start > 0, text[start - 1] != 0x0A {
      repeat { start -= 1 } while start > 0 && text[start] & 0xC0 == 0x80
      left -= 1
    }
    left = after
    while left > 0, end < text.count, text[end] != 0x0A {
      repeat { end += 1 } while end < text.count && text[end] & 0xC0 == 0x80
      left -= 1
    }
    return start..<end
  }
}

/// Reads as much of a pattern's syntax as frames need.
private struct FrameScanner {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Moves past start verbs, `(*UCP)`, and a leading `(?i)`, which change no frame.
  mutating func skipStart() {
    while skip("(*UCP)") || skip("(*UTF)") {}
    _ = skip("(?i)")
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    guard begins(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  private func begins(_ text: StaticString, at place: Int) -> Bool {
    guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  /// Reads `.*`, `.{0,n}` or the same of `[^\n]`, with its `?` or `+`.
  /// - Returns: how many characters it takes at most, and whether it gives some back for what follows; nil if none stands there.
  mutating func takeFrame() -> (most: UInt32, givesBack: Bool, isLazy: Bool)? {
    let start = position
    guard skip(".") || skip("[^\\n]") else { return nil }
    var most: UInt32?
    if skip("*") {
      most = ExclusionFrame.wholeLine
    } else if skip("{0,") {
      var value: UInt32 = 0
      let digits = position
      while position < bytes.count, bytes[position].isASCIIDigit, value < 100_000 {
        value = value * 10 + UInt32(bytes[position] - 0x30)
        position += 1
      }
      if position > digits, skip("}") { most = value }
    }
    guard let most else {
      position = start
      return nil
    }
    let isLazy = skip("?")
    let isPossessive = !isLazy && skip("+")
    return (most, !isPossessive, isLazy)
  }

  /// The frame with which the pattern ends; one of no characters where it ends without.
  func frameAtEnd(from first: Int) -> (start: Int, most: UInt32) {
    // The longest frame, `[^\n]{0,99999}+`, has 15 bytes.
    for start in Swift.max(first, bytes.count - 15)..<Swift.max(first, bytes.count) where !isEscaped(start, from: first)
    {
      var end = self
      end.position = start
      if let frame = end.takeFrame(), end.position == bytes.count {
        // At a pattern's end a lazy one takes nothing.
        return (start, frame.isLazy ? 0 : frame.most)
      }
    }
    return (bytes.count, 0)
  }

  private func isEscaped(_ place: Int, from first: Int) -> Bool {
    var backslashes = 0
    while place - backslashes > first, bytes[place - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
    return !backslashes.isMultiple(of: 2)
  }

  /// Whether a part of the pattern is one sequence with balanced groups and classes, without what would be read otherwise without the frame: `|` outside
  /// of groups, quoting, `\K`, and options set inside.
  func isOnePiece(_ range: Range<Int>) -> Bool {
    var depth = 0
    var place = range.lowerBound
    while place < range.upperBound {
      switch bytes[place] {
      case UInt8(ascii: "\\"):
        guard place + 1 < range.upperBound else { return false }
        let letter = bytes[place + 1]
        if letter == UInt8(ascii: "Q") || letter == UInt8(ascii: "E") || letter == UInt8(ascii: "K") { return false }
        place += 1
      case UInt8(ascii: "["):
        guard let end = classEnd(place, in: range) else { return false }
        place = end
      case UInt8(ascii: "("):
        guard isPlainGroup(at: place) else { return false }
        depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth < 0 { return false }
      case UInt8(ascii: "|"):
        if depth == 0 { return false }
      default: break
      }
      place += 1
    }
    return depth == 0
  }

  /// Whether a parenthesis opens a group, a look-around or caseless matching; no comment, condition, recursion or other option.
  private func isPlainGroup(at place: Int) -> Bool {
    if begins("(*", at: place) { return false }
    guard begins("(?", at: place) else { return true }
    return (["(?:", "(?=", "(?!", "(?<", "(?>", "(?|", "(?i:", "(?i)"] as [StaticString]).contains {
      begins($0, at: place)
    }
  }

  /// Where the bracket stands that closes a class.
  private func classEnd(_ start: Int, in range: Range<Int>) -> Int? {
    var place = start + 1
    if place < range.upperBound, bytes[place] == UInt8(ascii: "^") { place += 1 }
    if place < range.upperBound, bytes[place] == UInt8(ascii: "]") { place += 1 }
    while place < range.upperBound {
      switch bytes[place] {
      case UInt8(ascii: "]"): return place
      case UInt8(ascii: "["):
        // A POSIX class, or a bracket.
        if place + 1 < range.upperBound, bytes[place + 1] == UInt8(ascii: ":") { return nil }
      case UInt8(ascii: "\\"): place += 1
      default: break
      }
      place += 1
    }
    return nil
  }
}
