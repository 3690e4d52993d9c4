/// Makes any bytes well-formed UTF-8 without moving a single one.
///
/// PCRE2 has two ways to match text that is not UTF-8, and neither is good enough here. Without a
/// check the behaviour is undefined. With `PCRE2_MATCH_INVALID_UTF` an invalid byte is a wall that
/// no match crosses, so one stray byte inside a phrase hides it from every rule; and in 10.42 the
/// machine code of that mode misses matches even in valid text (`\W`, `\D`, `\S` before a
/// multi-byte character: 173 of 1,050,000 random cases, PCRE2 issue 224), while the interpreter
/// lets `\z` match before an invalid byte (issue 343).
///
/// So each invalid byte is replaced by U+001A SUBSTITUTE, the control character made for this: one
/// byte for one byte, hence all offsets stay. `.`, `\W` and negated classes match it, letters and
/// spaces do not, on every release and with or without JIT.
public enum UTF8Repair {
  /// What stands for an invalid byte.
  public static let substitute: UInt8 = 0x1A

  /// Whether the bytes are well-formed UTF-8 (Unicode 16, table 3-7).
  ///
  /// - Complexity: O(n); ASCII is read eight bytes at a time.
  public static func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
    firstInvalid(in: text, from: 0) == nil
  }

  /// Copies the text into `buffer` with every byte that is not part of a well-formed sequence
  /// replaced.
  ///
  /// - Parameter buffer: its former content is dropped; it grows when the text is longer than any
  ///   before.
  /// - Returns: whether there was anything to replace. If not, `buffer` is left empty: use the text
  ///   itself.
  /// - Complexity: O(n).
  public static func repair(_ text: UnsafeRawBufferPointer, into buffer: inout [UInt8]) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    guard var bad = firstInvalid(in: text, from: 0) else { return false }
    buffer.append(contentsOf: text)
    while true {
      buffer[bad] = substitute
      guard let next = firstInvalid(in: text, from: bad + 1) else { return true }
      bad = next
    }
  }

  /// The first byte at or after `start` that does not belong to a well-formed sequence.
  ///
  /// - Precondition: `start` is not inside a well-formed sequence.
  private static func firstInvalid(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        at += 1
        while at + 8 <= text.count,
          text.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          at += 8
        }
        continue
      }
      let length = sequenceLength(in: text, at: at)
      if length == 0 { return at }
      at += length
    }
    return nil
  }

  /// The length of the well-formed multi-byte sequence at `at`, or 0.
  private static func sequenceLength(in text: UnsafeRawBufferPointer, at: Int) -> Int {
    let lead = text[at]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard at + length <= text.count, second.contains(text[at + 1]) else { return 0 }
    for next in (at + 2)..<max(at + length, at + 2) where text[next] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
