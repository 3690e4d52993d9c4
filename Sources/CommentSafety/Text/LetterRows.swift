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

  /// The row of any code point, worked out.
  @inline(__always)
  static func row(of scalar: UInt32) -> Row {
    let entry = FoldTable.entry(scalar)
    guard scalar >= 0x80, entry.kind == FoldTable.letter, entry.techniques & Technique.rotated.rawValue == 0 else {
      return Row()
    }
    let (folded, meta) = entry.unit(of: scalar)
    let row = Row(unit: folded, meta: meta | Unit.first | Unit.last, isLookalike: entry.lookalike != 0)
    return folded >= 0x80 && row.key != 0 ? row : Row()
  }
}

extension LetterRows.Row {
  /// The row of a unit that is known already; none for a key of four bytes.
  @inline(__always)
  init(unit scalar: UInt32, meta: UInt32, isLookalike: Bool = false) {
    let key = Skeleton.key(Unit(scalar: scalar, start: 0, end: 0, meta: meta))
    let bytes = UTF8Decoder.encode(key)
    guard bytes.count <= 3 else {
      self.init()
      return
    }
    self.init(
      scalar: scalar, meta: meta, key: key,
      bits: bytes.bits | UInt32(bytes.count) << 24 | (isLookalike ? Self.lookalike : 0))
  }
}
