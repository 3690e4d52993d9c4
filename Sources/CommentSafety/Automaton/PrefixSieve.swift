/// Tells where in a skeleton some pattern may begin, from a few kilobytes that stay in the nearest cache.
///
/// The automata of a large pack are megabytes; a look into them costs a trip to memory at most places. A pattern's first bytes, up
/// to sixteen, are hashed into bitmaps, first four of them and then four to eight, twelve or sixteen: phrases begin alike
/// (`you are a …`), and part late. The sieve may suspect a place where no pattern
/// begins; it never clears one where a pattern does.
final class PrefixSieve: Sendable {
  // SAFETY: the tables' memory is allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) let tables: Tables

  /// The bitmaps, as plain pointers that a loop keeps in registers. Valid while the sieve lives.
  struct Tables: BitwiseCopyable {
    /// Hashes of the first four bytes of patterns that have as many. This and the next are Bloom filters of 64-bit blocks, three
    /// bits for each prefix in one block (Putze, Sanders and Singler, 2007): one load, and one in thirty windows let through in
    /// vain, where a plain bitmap of that size lets through one in twelve for each length.
    let four: UnsafeMutablePointer<UInt64>
    /// Hashes of the first five to eight bytes, or of all four.
    let long: UnsafeMutablePointer<UInt64>
    /// Patterns of one and two bytes, by value; of three, by hash.
    let one: UnsafeMutablePointer<UInt64>
    let two: UnsafeMutablePointer<UInt64>
    let three: UnsafeMutablePointer<UInt64>
    let fourShift: UInt64
    let longShift: UInt64
    /// Bit `n` says that patterns are hashed by their first `n` bytes: 1 to 8, 12, 16.
    let lengths: UInt32
  }

  /// log2 of the bits of the bitmap of three-byte patterns.
  private static let threeBits: UInt64 = 16

  init(_ keys: [[UInt8]]) {
    let keys = keys.filter { !$0.isEmpty }
    var fours: Set<UInt32> = []
    var longs: Set<UInt64> = []
    var lengths: UInt32 = 0
    let one = Self.bitmap(bits: 8)
    let two = Self.bitmap(bits: 16)
    let three = Self.bitmap(bits: Self.threeBits)
    for key in keys {
      var window: UInt64 = 0
      var second: UInt64 = 0
      for (index, byte) in key.prefix(8).enumerated() { window |= UInt64(byte) << UInt64(8 * index) }
      let length = key.count >= 16 ? 16 : key.count >= 12 ? 12 : Swift.min(key.count, 8)
      for (index, byte) in key.prefix(length).dropFirst(8).enumerated() {
        second |= UInt64(byte) << UInt64(8 * index)
      }
      lengths |= 1 << UInt32(length)
      switch length {
      case 1: Self.set(one, window)
      case 2: Self.set(two, window)
      case 3: Self.set(three, Tables.hash(window, length: 3) >> (64 - Self.threeBits))
      default:
        fours.insert(UInt32(truncatingIfNeeded: window))
        longs.insert(Tables.hash(window, second, length: length))
      }
    }
    // At least 12 bits for each prefix; 8 KiB to 32 KiB for the first look, 8 KiB to 512 KiB for the second.
    let fourBits = Self.bits(for: fours.count * 12, from: 16, to: 18)
    let longBits = Self.bits(for: longs.count * 12, from: 16, to: 22)
    tables = Tables(
      four: Self.bitmap(bits: fourBits), long: Self.bitmap(bits: longBits), one: one, two: two,
      three: three, fourShift: 64 - (fourBits - 6), longShift: 64 - (longBits - 6),
      lengths: lengths)
    for prefix in fours { Tables.insert(Tables.hashFour(UInt64(prefix)), tables.four, tables.fourShift) }
    for hash in longs { Tables.insert(hash, tables.long, tables.longShift) }
  }

  deinit {
    tables.four.deallocate()
    tables.long.deallocate()
    tables.one.deallocate()
    tables.two.deallocate()
    tables.three.deallocate()
  }

  private static func bitmap(bits: UInt64) -> UnsafeMutablePointer<UInt64> {
    let words = 1 << Int(bits - 6)
    let bitmap = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
    bitmap.initialize(repeating: 0, count: words)
    return bitmap
  }

  private static func set(_ bitmap: UnsafeMutablePointer<UInt64>, _ bit: UInt64) {
    bitmap[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  private static func bits(for wanted: Int, from low: UInt64, to high: UInt64) -> UInt64 {
    var bits = low
    while bits < high && 1 << Int(bits) < wanted { bits += 1 }
    return bits
  }

}

extension PrefixSieve.Tables {
  /// Multiplicative hash (Knuth) of up to sixteen bytes and their number; the upper bits are the good ones.
  @inline(__always)
  static func hash(_ window: UInt64, _ second: UInt64 = 0, length: Int) -> UInt64 {
    let mixed = (window &+ UInt64(length) ^ second &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  @inline(__always)
  static func hashFour(_ window: UInt64) -> UInt64 {
    let mixed = (window & 0xFFFF_FFFF) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  /// Three bits of a block.
  @inline(__always)
  private static func mask(_ hash: UInt64) -> UInt64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
  }

  static func insert(_ hash: UInt64, _ blocks: UnsafeMutablePointer<UInt64>, _ shift: UInt64) {
    blocks[Int(hash >> shift)] |= mask(hash)
  }

  @inline(__always)
  private static func holds(
    _ hash: UInt64, _ blocks: UnsafeMutablePointer<UInt64>, _ shift: UInt64
  ) -> Bool {
    let mask = mask(hash)
    return blocks[Int(hash >> shift)] & mask == mask
  }

  @inline(__always)
  private func test(_ bitmap: UnsafeMutablePointer<UInt64>, _ bit: UInt64) -> Bool {
    bitmap[Int(bit >> 6)] & (1 << (bit & 63)) != 0
  }

  /// Whether a pattern may begin at `bytes`, of which sixteen are readable. Bytes behind the skeleton's end may be anything: they raise
  /// suspicion at most.
  /// - Complexity: O(1); one load from a small table for most windows.
  @inline(__always)
  func suspects(_ bytes: UnsafePointer<UInt8>) -> Bool {
    // SAFETY: the caller promises sixteen readable bytes.
    let window = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    if Self.holds(Self.hashFour(window), four, fourShift), suspectsLong(window, bytes) {
      return true
    }
    return lengths & 0b1110 != 0 && suspectsShort(window)
  }

  @inline(never)
  private func suspectsLong(_ window: UInt64, _ bytes: UnsafePointer<UInt8>) -> Bool {
    var length = 4
    var mask: UInt64 = 0xFFFF_FFFF
    while length <= 8 {
      if lengths & (1 << UInt32(length)) != 0,
        Self.holds(Self.hash(window & mask, length: length), long, longShift)
      {
        return true
      }
      length += 1
      mask = mask << 8 | 0xFF
    }
    // SAFETY: as in `suspects`.
    let second = UInt64(littleEndian: UnsafeRawPointer(bytes + 8).loadUnaligned(as: UInt64.self))
    if lengths & 1 << 12 != 0,
      Self.holds(Self.hash(window, second & 0xFFFF_FFFF, length: 12), long, longShift)
    {
      return true
    }
    return lengths & 1 << 16 != 0
      && Self.holds(Self.hash(window, second, length: 16), long, longShift)
  }

  @inline(__always)
  private func suspectsShort(_ window: UInt64) -> Bool {
    if lengths & 0b0100 != 0, test(two, window & 0xFFFF) { return true }
    if lengths & 0b1000 != 0, test(three, Self.hash(window & 0xFF_FFFF, length: 3) >> 48) {
      return true
    }
    return lengths & 0b0010 != 0 && test(one, window & 0xFF)
  }
}
