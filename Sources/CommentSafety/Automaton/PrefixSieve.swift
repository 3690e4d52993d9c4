internal import CommentKernels

/// Tells where in a skeleton some pattern may begin, and which state of the automaton its first bytes lead to.
///
/// The automata of a large pack are megabytes; a walk from their root waits for memory at every step. Patterns are told apart by
/// their first bytes instead, up to sixteen, in tables of a few kilobytes, which are looked up for many places side by side. The
/// sieve may suspect a place where no pattern begins; it never clears one where a pattern does. `sieve.h` holds the tables'
/// layout and the scan.
final class PrefixSieve: Sendable {
  // SAFETY: the tables' memory is allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) let tables: cs_sieve
  private nonisolated(unsafe) let memory: Memory

  /// The tables as they are filled.
  private struct Memory {
    let lengthsOf: UnsafeMutablePointer<UInt8>
    let fives: UnsafeMutablePointer<UInt64>
    let sixes: UnsafeMutablePointer<UInt64>
    let shorts = zeros(UInt64.self, bits: UInt32(cs_sieve_short_bits))
    let slots: UnsafeMutableRawPointer
  }

  /// Bytes of the prefixes by which patterns are told apart; a pattern by the longest that it has.
  private static let lengths = [4, 5, 6, 7, 8, 12, 16]
  private static let slotsPerBucket = Int(cs_sieve_slots)
  /// Bytes of a line of the cache, which a bucket is.
  private static let lineSize = 64

  /// - Parameter automaton: of the same keys; it is asked where their prefixes lead.
  /// - Complexity: linear in the number of keys.
  init(_ keys: [[UInt8]], _ automaton: AhoCorasick) {
    var lengthsOfFour: [UInt32: UInt8] = [:]
    var prefixes: [Prefix: Place] = [:]
    var shortLengths: UInt32 = 0
    var fives: Set<UInt64> = []
    var sixes: Set<UInt64> = []
    for key in keys {
      guard key.count >= 4 else {
        shortLengths |= 1 << UInt32(key.count) & 0b1110
        continue
      }
      let number = Self.lengths.lastIndex { $0 <= key.count }!
      lengthsOfFour[UInt32(truncatingIfNeeded: Self.word(key.prefix(4))), default: 0] |= 1 << UInt8(number)
      if number == 1 { fives.insert(Self.word(key[...])) }
      if number > 1 { sixes.insert(Self.word(key.prefix(6))) }
      let prefix = Prefix(
        first: Self.word(key.prefix(Swift.min(Self.lengths[number], 8))),
        second: Self.word(key.prefix(Self.lengths[number]).dropFirst(8)), number: number)
      if prefixes[prefix] == nil {
        let end = automaton.descend(key.prefix(number < 4 ? key.count : 8))
        prefixes[prefix] = Place(state: end.state, depth: end.depth)
      }
    }
    // Of places that are not known, one in eight at most passes the first step, and one in eight the second.
    let lengthsBits = Self.bits(for: lengthsOfFour.count * 8, from: 12, to: 15)
    let fivesBits = Self.bits(for: fives.count * 8, from: 12, to: 20)
    let sixesBits = Self.bits(for: sixes.count * 8, from: 12, to: 20)
    let bucketBits = Self.bits(for: prefixes.count * 5 / 3 / Self.slotsPerBucket + 1, from: 0, to: 24)
    memory = Memory(
      // Four more bytes: entries are loaded four at a time.
      lengthsOf: Self.zeros(UInt8.self, bits: 3 + lengthsBits, more: 4),
      fives: Self.zeros(UInt64.self, bits: fivesBits), sixes: Self.zeros(UInt64.self, bits: sixesBits),
      slots: .allocate(byteCount: Self.lineSize << Int(bucketBits), alignment: Self.lineSize))
    for (window, lengths) in lengthsOfFour {
      memory.lengthsOf[Int(cs_sieve_hash_four(window) >> (32 - lengthsBits))] |= lengths
    }
    for five in fives { Self.set(memory.fives, Int(cs_sieve_hash_five(five) >> (32 - fivesBits))) }
    for six in sixes { Self.set(memory.sixes, Int(cs_sieve_hash_six(six) >> (32 - sixesBits))) }
    for key in keys where !key.isEmpty && key.count < 4 {
      Self.set(
        memory.shorts, Int(cs_sieve_hash_short(UInt32(Self.word(key[...])), UInt32(key.count))))
    }
    let slots = memory.slots.bindMemory(to: cs_slot.self, capacity: Self.slotsPerBucket << Int(bucketBits))
    // In an order of their own: the same keys give the same tables.
    let ordered = prefixes.sorted { $0.key < $1.key }
    var seed: UInt32 = 0
    while !Self.fill(slots, bucketBits: bucketBits, ordered, seed: seed) { seed += 256 }
    tables = cs_sieve(
      lengths_of: memory.lengthsOf, fives: memory.fives, sixes: memory.sixes, shorts: memory.shorts, slots: slots,
      lengths_shift: 32 - lengthsBits, fives_shift: 32 - fivesBits, sixes_shift: 32 - sixesBits,
      bucket_shift: 64 - Swift.max(bucketBits, 1),
      bucket_mask: (1 << bucketBits) - 1, short_lengths: shortLengths, seed: seed)
  }

  deinit {
    memory.lengthsOf.deallocate()
    memory.fives.deallocate()
    memory.sixes.deallocate()
    memory.shorts.deallocate()
    memory.slots.deallocate()
  }

  private struct Prefix: Hashable, Comparable {
    var first: UInt64
    var second: UInt64
    /// Index of its length.
    var number: Int

    static func < (left: Prefix, right: Prefix) -> Bool {
      (left.first, left.second, left.number) < (right.first, right.second, right.number)
    }
  }

  private struct Place {
    var state: Int32
    var depth: Int
  }

  /// Fills the slots.
  /// - Returns: false if two prefixes cannot be told apart with this seed.
  private static func fill(
    _ slots: UnsafeMutablePointer<cs_slot>, bucketBits: UInt32, _ prefixes: [(key: Prefix, value: Place)],
    seed: UInt32
  ) -> Bool {
    let mask = (1 << Int(bucketBits)) - 1
    slots.initialize(repeating: cs_slot(tag: 0, state: 0), count: slotsPerBucket << Int(bucketBits))
    for (prefix, place) in prefixes {
      let hash = cs_sieve_hash_long(prefix.first, prefix.second, UInt32(lengths[prefix.number]) ^ seed)
      var bucket = Int(hash >> UInt64(64 - Swift.max(bucketBits, 1))) & mask
      let tag = UInt32(truncatingIfNeeded: hash) << 8 | UInt32(prefix.number + 1)
      search: while true {
        for slot in (bucket * slotsPerBucket)..<((bucket + 1) * slotsPerBucket) {
          if slots[slot].tag == 0 {
            slots[slot] = cs_slot(tag: tag | UInt32(place.depth - 1) << 4, state: place.state)
            break search
          }
          if slots[slot].tag & 0xFFFF_FF0F == tag { return false }
        }
        bucket = (bucket + 1) & mask
      }
    }
    return true
  }

  /// Up to eight bytes, the first one lowest.
  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func zeros<Word: FixedWidthInteger & BitwiseCopyable>(
    _ type: Word.Type, bits: UInt32, more: Int = 0
  ) -> UnsafeMutablePointer<Word> {
    let count = (1 << Int(bits)) / Word.bitWidth + more
    let words = UnsafeMutablePointer<Word>.allocate(capacity: count)
    words.initialize(repeating: 0, count: count)
    return words
  }

  private static func set(_ bitmap: UnsafeMutablePointer<UInt64>, _ bit: Int) {
    bitmap[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  private static func bits(for wanted: Int, from low: UInt32, to high: UInt32) -> UInt32 {
    var bits = low
    while bits < high && 1 << Int(bits) < wanted { bits += 1 }
    return bits
  }
}

extension PrefixSieve {
  /// Places that are sieved at once.
  static let block = Int(cs_sieve_block)
  /// Room for the suspicions of a block.
  static let mostSuspicions = Int(cs_sieve_block) * Int(cs_sieve_most)

  /// The suspicions of `count` places of a skeleton, at most ``block``, or of the places that `positions` lists from `first` on; in
  /// order.
  /// - Parameter suspicions: room for ``mostSuspicions``.
  /// - Returns: how many there are.
  /// - Complexity: linear in `count`.
  @inline(__always)
  func scan(
    _ skeleton: UnsafePointer<UInt8>, at positions: UnsafePointer<UInt32>?, from first: Int, count: Int,
    into suspicions: UnsafeMutablePointer<cs_suspicion>, kernel: cs_kernel
  ) -> Int {
    withUnsafePointer(to: tables) {
      // SAFETY: skeletons have 32 readable bytes behind their end.
      cs_sieve_scan($0, skeleton, positions, first, count, suspicions, kernel)
    }
  }
}
