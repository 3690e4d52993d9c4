/// UTF-8 as the Unicode Standard's table 3-7 defines it: shortest form, no surrogates, at most U+10FFFF.
enum UTF8Decoder {
  /// The scalar at `index` and its length in bytes, or nil for bytes that are no UTF-8.
  /// - Precondition: `index < count`.
  @inline(__always)
  static func decode(
    _ bytes: UnsafePointer<UInt8>, at index: Int, count: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    guard first >= 0xC2 && first <= 0xF4 else { return nil }
    let left = count - index
    guard left >= 2 else { return nil }
    let second = UInt32(bytes[index + 1])
    guard second & 0xC0 == 0x80 else { return nil }
    if first < 0xE0 { return ((first & 0x1F) << 6 | second & 0x3F, 2) }
    guard left >= 3 else { return nil }
    let third = UInt32(bytes[index + 2])
    guard third & 0xC0 == 0x80 else { return nil }
    if first < 0xF0 {
      let scalar = (first & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F
      guard scalar >= 0x800 && !(0xD800...0xDFFF).contains(scalar) else { return nil }
      return (scalar, 3)
    }
    guard left >= 4 else { return nil }
    let fourth = UInt32(bytes[index + 3])
    guard fourth & 0xC0 == 0x80 else { return nil }
    let scalar =
      (first & 0x7) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
    guard scalar >= 0x10000 && scalar <= 0x10FFFF else { return nil }
    return (scalar, 4)
  }

  /// The UTF-8 bytes of a scalar, first byte in the low bits.
  @inline(__always)
  static func encode(_ scalar: UInt32) -> (bits: UInt32, count: Int) {
    if scalar < 0x80 { return (scalar, 1) }
    if scalar < 0x800 {
      return ((0xC0 | scalar >> 6) | (0x80 | scalar & 0x3F) << 8, 2)
    }
    if scalar < 0x10000 {
      return (
        (0xE0 | scalar >> 12) | (0x80 | scalar >> 6 & 0x3F) << 8 | (0x80 | scalar & 0x3F) << 16, 3
      )
    }
    let low = (0xF0 | scalar >> 18) | (0x80 | scalar >> 12 & 0x3F) << 8
    return (low | (0x80 | scalar >> 6 & 0x3F) << 16 | (0x80 | scalar & 0x3F) << 24, 4)
  }

  /// Whether all of it is UTF-8.
  /// - Complexity: linear.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    var index = 0
    while index < bytes.count {
      if base[index] < 0x80 {
        index += 1
        continue
      }
      guard let (_, length) = decode(base, at: index, count: bytes.count) else { return false }
      index += length
    }
    return true
  }
}
