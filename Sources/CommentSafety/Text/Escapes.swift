/// HTML character references and percent escapes, which show as plain letters where a page renders the comment.
extension FoldCursor {
  /// The longest escape looked at, in bytes: a percent-encoded scalar of four bytes.
  private static let longest = 12

  /// Whether the `&` or `%` at `index` begins an escape that decodes to a scalar.
  @inline(never)
  func beginsEscape(at index: Int) -> Bool {
    decodeEscape(at: index).end > index + 1
  }

  /// The scalar that the escape at `index` stands for, and the index behind it.
  /// What does not decode is the character itself.
  func decodeEscape(at index: Int) -> (scalar: UInt32, end: Int) {
    let decoded =
      source[index] == UInt8(ascii: "&") ? decodeReference(at: index) : decodePercent(at: index)
    return decoded ?? (UInt32(source[index]), index + 1)
  }

  /// `&#102;`, `&#x66;`, and the named references that may hide a word (``NamedReferences``).
  private func decodeReference(at index: Int) -> (scalar: UInt32, end: Int)? {
    let limit = Swift.min(count, index + Self.longest)
    var position = index + 1
    guard position < limit else { return nil }
    if source[position] == UInt8(ascii: "#") {
      position += 1
      var radix: UInt32 = 10
      if position < limit, source[position] | 0x20 == UInt8(ascii: "x") {
        radix = 16
        position += 1
      }
      var value: UInt32 = 0
      var digits = 0
      while position < limit, let digit = hexDigit(source[position]), digit < radix {
        value = value * radix + digit
        if value > 0x10FFFF { return nil }
        digits += 1
        position += 1
      }
      guard digits > 0, let scalar = Unicode.Scalar(value) else { return nil }
      if position < limit, source[position] == UInt8(ascii: ";") { position += 1 }
      return (scalar.value, position)
    }
    var end = position
    while end < count, end - position < NamedReferences.mostBytes, ASCIITable.isWordByte(source[end]) { end += 1 }
    guard end < count, source[end] == UInt8(ascii: ";") else { return nil }
    let name = UnsafeBufferPointer(start: source + position, count: end - position)
    return NamedReferences.scalar(name).map { ($0, end + 1) }
  }

  /// `%75`, or the two to four escapes of one UTF-8 sequence.
  private func decodePercent(at index: Int) -> (scalar: UInt32, end: Int)? {
    guard let first = percentByte(at: index) else { return nil }
    if first < 0x80 {
      return first == 0 ? nil : (UInt32(first), index + 3)
    }
    let bytes: (UInt8, UInt8, UInt8, UInt8) = (
      first, percentByte(at: index + 3) ?? 0, percentByte(at: index + 6) ?? 0,
      percentByte(at: index + 9) ?? 0
    )
    return withUnsafeBytes(of: bytes) { raw in
      // SAFETY: four bytes, bound to UInt8 for the call only.
      let base = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
      guard let (scalar, length) = UTF8Decoder.decode(base, at: 0, count: 4) else { return nil }
      return (scalar, index + 3 * length)
    }
  }

  private func percentByte(at index: Int) -> UInt8? {
    guard index + 2 < count, source[index] == UInt8(ascii: "%"),
      let high = hexDigit(source[index + 1]), let low = hexDigit(source[index + 2])
    else { return nil }
    return UInt8(high << 4 | low)
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
  }
}
