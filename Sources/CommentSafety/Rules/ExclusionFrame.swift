/// An exclusion that covers whatever stands around something: `.*\bsaid\b.*`, `[^\n]{0,60}(?:drama|film)[^\n]{0,60}`, or no more than its
/// sentence (``sentence``).
///
/// Only its core is searched, and stretched over what the frame may take: PCRE2 would begin at each character in front of the core and look for
/// it behind each character from there on.
package struct ExclusionFrame: Equatable {
  /// What ends sentences, besides the ends of lines.
  fileprivate static let sentenceEnds = ".!?;؟؛۔।॥。…！？"
  /// A character that ends no sentence, as patterns write it.
  package static let sentence = "[^\(sentenceEnds)\\r\\n]"

  /// What the frame takes on one side.
  struct Side: BitwiseCopyable, Equatable {
    static let none = Side(most: 0, inSentence: false)

    /// Code points at most.
    var most: UInt32
    /// A flag, as compiled packs hold it.
    private var sentence: UInt32

    init(most: UInt32, inSentence: Bool) {
      self.most = most
      sentence = inSentence ? 1 : 0
    }

    /// Whether it ends with the sentence, not only with the line.
    var inSentence: Bool { sentence != 0 }
  }

  /// The pattern without its frame.
  var core: String
  /// What it covers in front of a match of the core, and behind one.
  var before: Side
  var after: Side
  /// Where the bytes of the pattern stood in front of the core that the core lacks.
  var cut: Range<Int>

  /// As many code points as the line has.
  static let wholeLine = UInt32.max

  /// None: all of a pattern is its core.
  init(none pattern: String) {
    core = pattern
    before = .none
    after = .none
    cut = 0..<0
  }

  /// The frame of a pattern that begins with one; none for any other.
  /// - Complexity: linear in the pattern.
  init(of pattern: String) {
    self.init(none: pattern)
    var scanner = FrameScanner(Array(pattern.utf8))
    scanner.skipStart()
    let start = scanner.position
    guard let lead = scanner.takeFrame(), lead.givesBack, lead.side.most > 0 else { return }
    let coreStart = scanner.position
    let trail = scanner.frameAtEnd(from: coreStart)
    guard coreStart < trail.start, scanner.isOnePiece(coreStart..<trail.start) else { return }
    let bytes = scanner.bytes
    core = String(decoding: bytes[..<start] + bytes[coreStart..<trail.start], as: UTF8.self)
    before = lead.side
    after = trail.side
    cut = start..<coreStart
  }

  /// What a match of the whole pattern may cover, given one of the core.
  /// - Complexity: linear in what it covers.
  static func stretch(_ range: Range<Int>, before: Side, after: Side, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    var left = before.most
    while left > 0, start > 0 {
      var place = start
      repeat { place -= 1 } while place > 0 && text[place] & 0xC0 == 0x80
      guard !before.ends(at: place, in: text) else { break }
      start = place
      left -= 1
    }
    left = after.most
    while left > 0, end < text.count, !after.ends(at: end, in: text) {
      repeat { end += 1 } while end < text.count && text[end] & 0xC0 == 0x80
      left -= 1
    }
    return start..<end
  }
}

extension ExclusionFrame.Side {
  private static let ends = (ExclusionFrame.sentenceEnds + "\r").unicodeScalars.map { Array(String($0).utf8) }

  /// Whether it takes no code point that begins at `place`.
  fileprivate func ends(at place: Int, in text: UnsafeRawBufferPointer) -> Bool {
    let byte = text[place]
    guard byte != 0x0A, inSentence else { return byte == 0x0A }
    return Self.ends.contains { $0[0] == byte && text[place...].starts(with: $0) }
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

  /// Reads `.*`, `.{0,n}` or the same of `[^\n]` or ``ExclusionFrame/sentence``, with its `?` or `+`.
  /// - Returns: what it takes at most, and whether it gives some back for what follows; nil if none stands there.
  mutating func takeFrame() -> (side: ExclusionFrame.Side, givesBack: Bool, isLazy: Bool)? {
    let start = position
    let inSentence = bytes[position...].starts(with: ExclusionFrame.sentence.utf8)
    if inSentence {
      position += ExclusionFrame.sentence.utf8.count
    } else if !skip("."), !skip("[^\\n]") {
      return nil
    }
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
    return (ExclusionFrame.Side(most: most, inSentence: inSentence), !isPossessive, isLazy)
  }

  /// The frame with which the pattern ends; one of no characters where it ends without.
  func frameAtEnd(from first: Int) -> (start: Int, side: ExclusionFrame.Side) {
    // The longest quantifier, `{0,99999}+`, has 10 bytes.
    let longest = ExclusionFrame.sentence.utf8.count + 10
    for start in Swift.max(first, bytes.count - longest)..<Swift.max(first, bytes.count)
    where !isEscaped(start, from: first) {
      var end = self
      end.position = start
      if let frame = end.takeFrame(), end.position == bytes.count {
        // At a pattern's end a lazy one takes nothing.
        return (start, frame.isLazy ? .none : frame.side)
      }
    }
    return (bytes.count, .none)
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

  /// Whether a parenthesis opens a group, a look-around, caseless matching or a macro; no comment, condition, recursion or other option.
  private func isPlainGroup(at place: Int) -> Bool {
    if begins("(*", at: place) { return false }
    guard begins("(?", at: place) else { return true }
    return (["(?:", "(?=", "(?!", "(?<", "(?>", "(?|", "(?i:", "(?i)", "(?-x:"] as [StaticString]).contains {
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
