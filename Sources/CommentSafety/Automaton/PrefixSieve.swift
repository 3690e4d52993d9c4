/// Tells where in a skeleton some pattern may begin, from a few kilobytes that stay in the nearest cache.
///
/// The automata of a large pack are megabytes; a look into them costs a trip to memory at most places. A pattern's first bytes, up
/// to eight, are hashed into bitmaps, first four of them and then all. The sieve may suspect a place where no pattern
/// begins; it never clears one where a pattern does.
final class PrefixSieve: Sendable {
  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  /// Hashes of the first four bytes of patterns that have as many.
  nonisolated(unsafe) private let four: UnsafeMutablePointer<UInt64>
  /// Hashes of the first five to eight bytes, or of all four.
  nonisolated(unsafe) private let long: UnsafeMutablePointer<UInt64>
  /// Patterns of two bytes, by value; of three, by hash.
  nonisolated(unsafe) private let two: UnsafeMutablePointer<UInt64>
  nonisolated(unsafe) private let three: UnsafeMutablePointer<UInt64>
  private let one: (UInt64, UInt64, UInt64, UInt64)
  private let fourShift: UInt64
  private let longShift: UInt64
  /// Bit `n` says that there are patterns of `n` bytes (bit 8: eight and more).
  private let lengths: UInt32

  /// log2 of the bits of the bitmap of three-byte patterns.
  private static let threeBits: UInt64 = 16

  init(_ keys: [[UInt8]]) {
    let keys = keys.filter { !$0.isEmpty }
    var fours: Set<UInt32> = []
    var longs: Set<UInt64> = []
    var lengths: UInt32 = 0
    two = .allocate(capacity: 1024)
    two.initialize(repeating: 0, count: 1024)
    three = .allocate(capacity: 1 << (Int(Self.threeBits) - 6))
    three.initialize(repeating: 0, count: 1 << (Int(Self.threeBits) - 6))
    var one: [UInt64] = [0, 0, 0, 0]
    for key in keys {
      var window: UInt64 = 0
      for (index, byte) in key.prefix(8).enumerated() { window |= UInt64(byte) << UInt64(8 * index) }
      let length = Swift.min(key.count, 8)
      lengths |= 1 << UInt32(length)
      switch length {
      case 1: one[Int(window >> 6)] |= 1 << (window & 63)
      case 2: Self.set(two, window)
      case 3: Self.set(three, Self.hash(window, length: 3) >> (64 - Self.threeBits))
      default:
        fours.insert(UInt32(truncatingIfNeeded: window))
        longs.insert(Self.hash(window, length: length))
      }
    }
    self.one = (one[0], one[1], one[2], one[3])
    self.lengths = lengths
    // At least 12 bits for each prefix; 8 KiB to 32 KiB for the first look, 8 KiB to 512 KiB for the second.
    let fourBits = Self.bits(for: fours.count * 12, from: 16, to: 18)
    let longBits = Self.bits(for: longs.count * 12, from: 16, to: 22)
    fourShift = 64 - fourBits
    longShift = 64 - longBits
    four = .allocate(capacity: 1 << (Int(fourBits) - 6))
    four.initialize(repeating: 0, count: 1 << (Int(fourBits) - 6))
    long = .allocate(capacity: 1 << (Int(longBits) - 6))
    long.initialize(repeating: 0, count: 1 << (Int(longBits) - 6))
    for prefix in fours { Self.set(four, Self.hash(UInt64(prefix), length: 4) >> fourShift) }
    for hash in longs { Self.set(long, hash >> longShift) }
  }

  deinit {
    four.deallocate()
    long.deallocate()
    two.deallocate()
    three.deallocate()
  }

  private static func bits(for wanted: Int, from low: UInt64, to high: UInt64) -> UInt64 {
    var bits = low
    while bits < high && 1 << Int(bits) < wanted { bits += 1 }
    return bits
  }

  /// Multiplicative hash (Knuth) of a window and its length; the upper bits are the good ones.
  @inline(__always)
  private static func hash(_ window: UInt64, length: Int) -> UInt64 {
    let mixed = (window &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  @inline(__always)
  private static func set(_ bitmap: UnsafeMutablePointer<UInt64>, _ bit: UInt64) {
    bitmap[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  @inline(__always)
  private static func test(_ bitmap: UnsafeMutablePointer<UInt64>, _ bit: UInt64) -> Bool {
    bitmap[Int(bit >> 6)] & (1 << (bit & 63)) != 0
  }

  /// Whether a pattern may begin with the bytes of `window`, the first in the low bits. Bytes behind the skeleton's end may be
  /// anything: they raise suspicion at most.
  /// - Complexity: O(1); one load from a small table for most windows.
  @inline(__always)
  func suspects(_ window: UInt64) -> Bool {
    if Self.test(four, Self.hash(window & 0xFFFF_FFFF, length: 4) >> fourShift),
      suspectsLong(window)
    {
      return true
    }
    return lengths & 0b1110 != 0 && suspectsShort(window)
  }

  @inline(never)
  private func suspectsLong(_ window: UInt64) -> Bool {
    var length = 4
    var mask: UInt64 = 0xFFFF_FFFF
    while length <= 8 {
      if lengths & (1 << UInt32(length)) != 0,
        Self.test(long, Self.hash(window & mask, length: length) >> longShift)
      {
        return true
      }
      length += 1
      mask = mask << 8 | 0xFF
    }
    return false
  }

  @inline(__always)
  private func suspectsShort(_ window: UInt64) -> Bool {
    if lengths & 0b0100 != 0, Self.test(two, window & 0xFFFF) { return true }
    if lengths & 0b1000 != 0,
      Self.test(three, Self.hash(window & 0xFF_FFFF, length: 3) >> (64 - Self.threeBits))
    {
      return true
    }
    if lengths & 0b0010 != 0 {
      let byte = window & 0xFF
      let word = byte < 64 ? one.0 : byte < 128 ? one.1 : byte < 192 ? one.2 : one.3
      return word & (1 << (byte & 63)) != 0
    }
    return false
  }
}
