/// Letters and digits that every version of Unicode in use takes for such ones: for patterns they are parts of words. Of others, marks above all, a pattern may
/// say otherwise: `\w` knows them or not, and the library that runs it may be older than the fold.
enum SureLetters {
  /// Runs of them; marks and signs that stand among them are left out.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x370...0x373, 0x386...0x386,
    0x388...0x38A, 0x38C...0x38C,
    0x38E...0x3A1, 0x3A3...0x3F5, 0x400...0x481, 0x48A...0x527, 0x531...0x556, 0x561...0x586, 0x5D0...0x5EA,
    0x620...0x63F, 0x641...0x64A,
    0x660...0x669, 0x671...0x6D3, 0x6EE...0x6FC, 0x904...0x939, 0x958...0x961, 0x966...0x96F, 0x985...0x98C,
    0x993...0x9A8, 0x9AA...0x9B0,
    0x9B6...0x9B9, 0x9E6...0x9F1, 0xA05...0xA0A, 0xA13...0xA28, 0xA2A...0xA30, 0xA66...0xA6F, 0xA85...0xA8D,
    0xA93...0xAA8, 0xAAA...0xAB0,
    0xB85...0xB8A, 0xB8E...0xB90, 0xBAE...0xBB9, 0xC05...0xC0C, 0xC12...0xC28, 0xE01...0xE30, 0xE40...0xE46,
    0x10A0...0x10C5, 0x10D0...0x10FA,
    0x1100...0x1159, 0x1161...0x11A2, 0x11A8...0x11F9, 0x1E00...0x1EFF, 0x3041...0x3096, 0x30A1...0x30FA,
    0x3400...0x4DB5, 0x4E00...0x9FA5,
    0xAC00...0xD7A3,
  ]

  // SAFETY: written once here, never freed, only read afterwards.
  private nonisolated(unsafe) static let bits: UnsafePointer<UInt64> = {
    let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: 0x10000 / 64)
    bits.initialize(repeating: 0, count: 0x10000 / 64)
    for range in ranges { for scalar in range { bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) } }
    return UnsafePointer(bits)
  }()

  /// - Complexity: O(1).
  @inline(__always)
  static func contain(_ scalar: UInt32) -> Bool {
    scalar < 0x10000 && bits[Int(scalar >> 6)] & 1 << UInt64(scalar & 63) != 0
  }
}

extension Unit {
  /// Whether its character, as it is written and as it is folded, is a letter or a digit for every pattern.
  @inline(__always)
  var isSurelyOfWord: Bool {
    // Letters of four bytes that fold to ASCII are new ones.
    meta & Unit.doubtful == 0 && SureLetters.contain(scalar) && (scalar >= 0x80 || end &- start < 4)
  }

  /// Whether it is a letter of ASCII that is written as another one (`é`, or the long s, which a caseless `s` matches): `\b` takes only one of the two for a part of
  /// a word.
  @inline(__always)
  var isASCIIWrittenOtherwise: Bool { scalar < 0x80 && end &- start > 1 }
}
