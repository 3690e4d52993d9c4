/// Text of JSON strings with their escapes decoded, and where each escape stood.
///
/// Only escapes change offsets, so they are the whole offset map: between two escapes, text and raw bytes run in step.
struct DecodedText: Sendable {
  /// One escape sequence. A surrogate pair is one escape.
  struct Escape: Sendable {
    /// Offsets into the string's own text and into the line.
    var text: Range<Int>
    var raw: Range<Int>
  }

  private(set) var bytes: [UInt8] = []
  private(set) var escapes: [Escape] = []

  mutating func clear() {
    bytes.clear()
    escapes.clear()
  }

  /// Decodes the string at `raw`, whose escapes have been checked.
  ///
  /// - Returns: false when an escaped surrogate had no partner; U+FFFD stands for it.
  /// - Complexity: O(bytes of the string).
  mutating func append(_ raw: Range<Int>, of line: Span<UInt8>) -> Bool {
    let base = bytes.count
    var isWhole = true
    let string = line.extracting(..<raw.upperBound)
    var i = raw.lowerBound
    while i < raw.upperBound {
      // Escapes come in runs, where a script is written with them.
      if line[i] != UInt8(ascii: "\\") {
        let next = string.offset(of: UInt8(ascii: "\\"), from: i) ?? raw.upperBound
        // SAFETY: the pointer is used inside the closure only.
        line.extracting(i..<next).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        i = next
        guard i < raw.upperBound else { break }
      }
      let (scalar, length) = decodeEscape(line, at: i, end: raw.upperBound)
      let start = bytes.count
      append(scalar ?? "\u{FFFD}")
      if scalar == nil { isWhole = false }
      escapes.append(Escape(text: start - base..<bytes.count - base, raw: i..<i + length))
      i += length
    }
    return isWhole
  }

  /// Appends a scalar's UTF-8.
  private mutating func append(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    func byte(_ mark: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: mark | (mark == 0x80 ? value >> shift & 0x3F : value >> shift))
    }
    switch value {
    case ..<0x80: bytes.append(UInt8(truncatingIfNeeded: value))
    case ..<0x800:
      bytes.append(byte(0xC0, 6))
      bytes.append(byte(0x80, 0))
    case ..<0x10000:
      bytes.append(byte(0xE0, 12))
      bytes.append(byte(0x80, 6))
      bytes.append(byte(0x80, 0))
    default:
      bytes.append(byte(0xF0, 18))
      bytes.append(byte(0x80, 12))
      bytes.append(byte(0x80, 6))
      bytes.append(byte(0x80, 0))
    }
  }

  /// The offset in the line of an offset in a string's text. Inside an escape it is the escape's start or end.
  ///
  /// - Parameter first: where the string's raw bytes begin.
  func rawOffset(of offset: Int, in range: Range<Int>, from first: Int, roundingUp: Bool) -> Int {
    // The last escape that begins before the offset.
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if escapes[middle].text.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    guard low > range.lowerBound else { return first + offset }
    let escape = escapes[low - 1]
    if offset >= escape.text.upperBound {
      return escape.raw.upperBound + offset - escape.text.upperBound
    }
    return roundingUp ? escape.raw.upperBound : escape.raw.lowerBound
  }
}

/// Decodes the escape at `offset`; nil stands for a surrogate without its partner.
private func decodeEscape(_ line: Span<UInt8>, at offset: Int, end: Int) -> (
  Unicode.Scalar?, length: Int
) {
  switch line[offset + 1] {
  case UInt8(ascii: "b"): return ("\u{8}", 2)
  case UInt8(ascii: "f"): return ("\u{C}", 2)
  case UInt8(ascii: "n"): return ("\n", 2)
  case UInt8(ascii: "r"): return ("\r", 2)
  case UInt8(ascii: "t"): return ("\t", 2)
  case UInt8(ascii: "u"):
    let unit = hexValue(line, at: offset + 2)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    guard unit < 0xDC00, offset + 12 <= end, line[offset + 6] == UInt8(ascii: "\\"),
      line[offset + 7] == UInt8(ascii: "u")
    else { return (nil, 6) }
    let low = hexValue(line, at: offset + 8)
    guard low >= 0xDC00, low < 0xE000 else { return (nil, 6) }
    return (Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)), 12)
  case let byte: return (Unicode.Scalar(byte), 2)
  }
}

/// The value of four hexadecimal digits.
private func hexValue(_ line: Span<UInt8>, at offset: Int) -> UInt32 {
  var value: UInt32 = 0
  for i in offset..<offset + 4 { value = value << 4 | UInt32(hexDigit(line[i]) ?? 0) }
  return value
}

/// The value of a hexadecimal digit, or nil.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
