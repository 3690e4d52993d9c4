/// Bytes on their way to a file: grows as needed and keeps its memory when it is cleared.
public struct ByteBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public var count: Int { bytes.count }
  public var isEmpty: Bool { bytes.isEmpty }

  /// Memory beyond this is not kept: one chunk of comments full of matches would hold it for the rest of the stream.
  private static let keptBytes = 4 << 20

  /// Empties the buffer and keeps its memory for the next use, within bounds.
  public mutating func clear() {
    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
  }

  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  public mutating func append(_ more: Span<UInt8>) {
    // SAFETY: the pointer is used inside the closure only, while `more` is alive.
    more.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  public mutating func append(literal text: StaticString) {
    // SAFETY: a static string's bytes live as long as the program.
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  public mutating func append(_ text: borrowing String) {
    append(text.utf8Span.span)
  }

  public mutating func append(repeating byte: UInt8, count: Int) {
    bytes.append(contentsOf: repeatElement(byte, count: count))
  }

  /// Appends a number in decimal digits, without a `String`.
  ///
  /// - Complexity: O(digits).
  public mutating func append(decimal number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    var scale: UInt = 1
    while magnitude / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / scale % 10))
      scale /= 10
    }
  }
}

// MARK: - Lines

extension ByteBuffer {
  /// Begins a line: leaves room for its length where it stands in a frame.
  ///
  /// - Returns: what ``endLine(_:from:)`` wants to know.
  mutating func beginLine(_ delimiter: Delimiter) -> Int {
    if delimiter == .frame { append(repeating: 0, count: Delimiter.frameHeaderBytes) }
    return count
  }

  /// Ends a line: with its delimiter, or by writing its length before it.
  mutating func endLine(_ delimiter: Delimiter, from start: Int) {
    if let terminator = delimiter.terminator { return append(terminator) }
    let length = UInt32(truncatingIfNeeded: count - start)
    for index in 0..<Delimiter.frameHeaderBytes {
      bytes[start - 1 - index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index))
    }
  }
}

// MARK: - JSON strings

extension ByteBuffer {
  /// Appends text as a JSON string with its quotes: quotes, backslashes and control characters escaped, everything else as it
  /// is, ill-formed UTF-8 as U+FFFD.
  ///
  /// - Complexity: O(bytes of the text).
  public mutating func append(jsonString text: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    var i = 0
    while i < text.count {
      let end = text.endOfPlainText(from: i)
      if end > i { append(text.extracting(i..<end)) }
      i = end
      guard i < text.count else { break }
      if text[i] < 0x80 {
        append(escaped: text[i])
        i += 1
      } else {
        let length = text.utf8Sequence(at: i)
        if length > 0 {
          append(text.extracting(i..<i + length))
        } else {
          append(literal: "\u{FFFD}")
        }
        i += abs(length)
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a Swift string as a JSON string with its quotes.
  public mutating func append(jsonString text: borrowing String) {
    append(jsonString: text.utf8Span.span)
  }

  private mutating func append(escaped byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    default:
      append(literal: "u00")
      append(hexDigit: byte >> 4)
      append(hexDigit: byte & 15)
    }
  }

  private mutating func append(hexDigit value: UInt8) {
    append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value)
  }
}
