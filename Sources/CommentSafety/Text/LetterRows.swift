/// What the fold makes of letters below U+3400 that become one unit each, ready to be written: alphabets, abjads, Indic scripts, kana. Most letters
/// beyond ASCII are such ones, and to work each out anew would take most of the time of folding them.
enum LetterRows {
  struct Row: BitwiseCopyable {
    /// The folded scalar; 0 for whatever is no such letter.
    var scalar: UInt32 = 0
    /// The unit's properties.
    var meta: UInt32 = 0
    /// The key of its run.
    var key: UInt32 = 0
    /// The key's UTF-8 bytes, the first one lowest; above them their number, and ``lookalike``.
    var bits: UInt32 = 0

    /// Whether the original letter looks like an ASCII one.
    static let lookalike: UInt32 = 1 << 31

    @inline(__always) var isLookalike: Bool { bits & Self.lookalike != 0 }
    @inline(__always) var byteCount: Int { Int(bits >> 24 & 7) }
  }

  static let count: UInt32 = 0x3400

  // SAFETY: written once here, never freed, only read afterwards.
  nonisolated(unsafe) static let shared: UnsafePointer<Row> = {
    let rows = UnsafeMutablePointer<Row>.allocate(capacity: Int(count))
    for scalar in 0..<count { rows[Int(scalar)] = row(of: scalar) }
    return UnsafePointer(rows)
  }()

  private static func row(of scalar: UInt32) -> Row {
    let entry = FoldTable.entry(scalar)
    guard scalar >= 0x80, entry.kind == FoldTable.letter, entry.techniques & Technique.rotated.rawValue == 0 else {
      return Row()
    }
    let (folded, meta) = entry.unit(of: scalar)
    let unit = Unit(scalar: folded, start: 0, end: 0, meta: meta | Unit.first | Unit.last)
    let key = Skeleton.key(unit)
    let bytes = UTF8Decoder.encode(key)
    guard folded >= 0x80, key != 0, bytes.count <= 3 else { return Row() }
    return Row(
      scalar: folded, meta: unit.meta, key: key,
      bits: bytes.bits | UInt32(bytes.count) << 24 | (entry.lookalike != 0 ? Row.lookalike : 0))
  }
}
