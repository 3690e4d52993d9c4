internal import CommentKernels

/// A sieve as it is built: the tables that a compiled pack takes. `sieve.h` holds their layout.
struct SieveTables {
  private let facts: PrefixSieve.Facts
  private let lengthsOf: [UInt8]
  private let heads: [UInt64]
  private let fives: [UInt64]
  private let sixes: [UInt64]
  private let prefixes: [UInt64]
  private let shorts: [UInt8]
  private let shortHeads: [UInt64]
  private let pairs: [UInt8]
  private let slots: [cs_slot]

  /// Bytes of the prefixes by which patterns are told apart; a pattern by the longest that it has.
  static let lengths = [4, 5, 6, 7, 8, 12, 16]
  static let slotsPerBucket = Int(cs_sieve_slots)
  /// Entries are loaded four at a time.
  static let spareLengths = 4

  /// - Parameters:
  ///   - endWords: of each key, whether a word ends with it wherever it matches.
  ///   - automaton: of the same keys; it is asked where their prefixes lead.
  /// - Complexity: linear in the number of keys, but for sorting them.
  init(_ keys: ByteKeys, endWords: [Bool], _ automaton: AutomatonTables) {
    var all: [Prefix] = []
    all.reserveCapacity(keys.count)
    var shorts = [UInt8](repeating: 0, count: 1 << Int(cs_sieve_short_bits) + Self.spareLengths)
    keys.bytes.withUnsafeBufferPointer { bytes in
      for index in keys.indices {
        let key = keys.range(index)
        if key.count >= 4 {
          all.append(Prefix(bytes, key, isFree: !endWords[index]))
        } else if !key.isEmpty {
          let head = UInt32(truncatingIfNeeded: ByteKeys.head(bytes, key).byteSwapped)
          Self.add(&shorts, head, length: key.count, endsWord: endWords[index])
        }
      }
    }
    self.shorts = shorts
    pairs = Self.pairs(of: keys)
    var shortHeads = [UInt64](repeating: 0, count: 1 << Int(cs_sieve_short_bits - 6))
    for index in 0..<(1 << Int(cs_sieve_short_bits)) where shorts[index] != 0 { Self.set(&shortHeads, UInt32(index)) }
    self.shortHeads = shortHeads
    // In an order of their own: the same keys give the same tables. Prefixes that begin alike are neighbours.
    all.sort()
    var prefixes: [Prefix] = []
    prefixes.reserveCapacity(all.count)
    var (fourCount, fiveCount, sixCount) = (0, 0, 0)
    var (lastFour, lastSix): (UInt32?, UInt64?) = (nil, nil)
    for prefix in all {
      if let last = prefixes.last, last == prefix {
        prefixes[prefixes.count - 1].isFree = last.isFree || prefix.isFree
        continue
      }
      prefixes.append(prefix)
      if prefix.four != lastFour { fourCount += 1 }
      lastFour = prefix.four
      if prefix.number == 1 { fiveCount += 1 }
      if prefix.number > 1 {
        if prefix.first >> 16 != lastSix { sixCount += 1 }
        lastSix = prefix.first >> 16
      }
    }
    // Of places that are not known, few pass the first step, one in eight at most the second, and one in eight the third one's bitmap.
    let lengthsBits = Self.bits(for: fourCount * 8, from: 12, to: 15)
    let headsBits = Self.bits(for: fourCount * 16, from: 12, to: 17)
    let fivesBits = Self.bits(for: fiveCount * 8, from: 12, to: 20)
    let sixesBits = Self.bits(for: sixCount * 8, from: 12, to: 20)
    let prefixesBits = Self.bits(for: prefixes.count * 8, from: 12, to: 20)
    // Five of six slots are filled at most: the fewer lines there are, the more of them are in the cache, and few buckets of eight overflow.
    let bucketBits = Self.bits(for: prefixes.count * 6 / 5 / Self.slotsPerBucket + 1, from: 0, to: 24)
    var lengthsOf = [UInt8](repeating: 0, count: 1 << Int(lengthsBits) + Self.spareLengths)
    var heads = Self.bitmap(bits: headsBits)
    var fives = Self.bitmap(bits: fivesBits)
    var sixes = Self.bitmap(bits: sixesBits)
    for prefix in prefixes {
      lengthsOf[Int(cs_sieve_hash_four(prefix.four) >> (32 - lengthsBits))] |=
        1 << UInt8(prefix.number) | (prefix.isFree ? Self.free : 0)
      Self.set(&heads, cs_sieve_hash_four(prefix.four) >> (32 - headsBits))
      let word = prefix.first.byteSwapped
      if prefix.number == 1 { Self.set(&fives, cs_sieve_hash_five(word) >> (32 - fivesBits)) }
      if prefix.number > 1 { Self.set(&sixes, cs_sieve_hash_six(word) >> (32 - sixesBits)) }
    }
    self.lengthsOf = lengthsOf
    self.heads = heads
    self.fives = fives
    self.sixes = sixes
    let places = prefixes.map { prefix in
      automaton.descend(prefix.first, count: Swift.min(Self.lengths[Int(prefix.number)], 8))
    }
    var seed: UInt32 = 0
    while true {
      if let slots = Self.slots(prefixes, places, bucketBits: bucketBits, seed: seed) {
        self.slots = slots
        self.prefixes = prefixes.reduce(into: Self.bitmap(bits: prefixesBits)) { bitmap, prefix in
          Self.set(&bitmap, cs_sieve_prefix_bit(prefix.hash(seed), 1 << prefixesBits - 1))
        }
        break
      }
      seed += 256
    }
    facts = PrefixSieve.Facts(
      lengthsBits: lengthsBits, headsBits: headsBits, fivesBits: fivesBits, sixesBits: sixesBits,
      prefixesBits: prefixesBits, bucketBits: bucketBits, seed: seed,
      leastFirst: Int32(Self.leastFirst(keys)))
  }

  func write(to writer: inout PackWriter) {
    writer.add(.sieve, value: facts)
    writer.add(.sieveLengths, lengthsOf)
    writer.add(.sieveHeads, heads)
    writer.add(.sieveFives, fives)
    writer.add(.sieveSixes, sixes)
    writer.add(.sievePrefixes, prefixes)
    writer.add(.sieveShorts, shorts)
    writer.add(.sieveShortHeads, shortHeads)
    writer.add(.sievePairs, pairs)
    writer.add(.sieveSlots, slots)
  }

  /// The first bytes of a key.
  private struct Prefix: Comparable {
    /// Eight bytes each, the first one highest, zeros behind the end.
    var first: UInt64
    var second: UInt64
    /// Index of its length.
    var number: UInt32
    /// Whether a key of just these bytes need not end a word.
    var isFree: Bool
    /// The first four bytes as the sieve loads them.
    var four: UInt32 { UInt32(first >> 32).byteSwapped }

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ key: Range<Int>, isFree: Bool) {
      self.isFree = isFree && key.count < 8
      var number = lengths.count - 1
      while lengths[number] > key.count { number -= 1 }
      self.number = UInt32(number)
      let length = lengths[number]
      first = ByteKeys.head(bytes, key.prefix(Swift.min(length, 8)))
      second = length > 8 ? ByteKeys.head(bytes, key.dropFirst(8).prefix(length - 8)) : 0
    }

    func hash(_ seed: UInt32) -> UInt64 {
      cs_sieve_hash_long(first.byteSwapped, second.byteSwapped, UInt32(lengths[Int(number)]) ^ seed)
    }

    static func == (left: Prefix, right: Prefix) -> Bool {
      left.first == right.first && left.second == right.second && left.number == right.number
    }

    static func < (left: Prefix, right: Prefix) -> Bool {
      if left.first != right.first { return left.first < right.first }
      return left.second != right.second ? left.second < right.second : left.number < right.number
    }
  }

  /// The filled slots; nil if two prefixes cannot be told apart with this seed.
  private static func slots(
    _ prefixes: [Prefix], _ places: [(state: Int32, depth: Int)], bucketBits: UInt32, seed: UInt32
  ) -> [cs_slot]? {
    let mask = (1 << Int(bucketBits)) - 1
    var slots = [cs_slot](repeating: cs_slot(tag: 0, state: 0), count: slotsPerBucket << Int(bucketBits))
    for (prefix, place) in zip(prefixes, places) {
      let hash = prefix.hash(seed)
      var bucket = Int(hash >> UInt64(64 - Swift.max(bucketBits, 1))) & mask
      let tag = UInt32(truncatingIfNeeded: hash) << 8 | prefix.number + 1
      search: while true {
        for slot in (bucket * slotsPerBucket)..<((bucket + 1) * slotsPerBucket) {
          if slots[slot].tag == 0 {
            slots[slot] = cs_slot(tag: tag | UInt32(place.depth - 1) << 4, state: place.state)
            break search
          }
          if slots[slot].tag & 0xFFFF_FF0F == tag { return nil }
        }
        bucket = (bucket + 1) & mask
      }
    }
    return slots
  }

  /// Bit 7 of the lengths known of four bytes, see `sieve.h`.
  private static let free: UInt8 = 0x80

  /// Notes a short key, whatever bytes stand behind it.
  private static func add(_ shorts: inout [UInt8], _ head: UInt32, length: Int, endsWord: Bool) {
    let rest = 3 - length
    for tail in 0..<(1 << UInt32(5 * rest)) {
      var window = head
      if rest > 0 { window |= UInt32(tail & 31) << UInt32(8 * length) }
      if rest > 1 { window |= UInt32(tail >> 5) << UInt32(8 * length + 8) }
      shorts[Int(cs_sieve_index_short(window))] |= endsWord ? 1 << UInt8(length) : 1
    }
  }

  /// See `least_first` in `sieve.h`; of no keys the greatest byte.
  private static func leastFirst(_ keys: ByteKeys) -> Int8 {
    keys.bytes.withUnsafeBufferPointer { bytes in
      keys.indices.reduce(.max) { least, index in
        bytes[keys.range(index)].first.map { Swift.min(least, Int8(bitPattern: $0)) } ?? least
      }
    }
  }

  /// The bitmaps of neighbours, see `sieve.h`.
  private static func pairs(of keys: ByteKeys) -> [UInt8] {
    let size = Int(cs_sieve_pair_bytes)
    var maps = [UInt8](repeating: 0, count: size * Int(cs_sieve_pair_maps))
    func add(_ map: Int, _ first: UInt8, _ second: UInt8) {
      maps[map * size + Int(cs_sieve_pair_byte(first, second))] |= cs_sieve_pair_bit(second)
    }
    keys.bytes.withUnsafeBufferPointer { bytes in
      for index in keys.indices {
        let key = bytes[keys.range(index)]
        let start = key.startIndex
        switch key.count {
        case 0: break
        case 1:
          for next in 0..<32 { add(3, key[start], UInt8(next)) }
          for place in (4 * size)..<(5 * size) { maps[place] = .max }
        case 2:
          add(3, key[start], key[start + 1])
          for next in 0..<32 { add(4, key[start + 1], UInt8(next)) }
        case 3: for place in 0..<2 { add(3 + place, key[start + place], key[start + place + 1]) }
        default: for place in 0..<3 { add(place, key[start + place], key[start + place + 1]) }
        }
      }
    }
    return maps
  }

  private static func bitmap(bits: UInt32) -> [UInt64] { [UInt64](repeating: 0, count: 1 << Int(bits - 6)) }

  private static func set(_ bitmap: inout [UInt64], _ bit: UInt32) {
    bitmap[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
  }

  private static func bits(for wanted: Int, from low: UInt32, to high: UInt32) -> UInt32 {
    var bits = low
    while bits < high && 1 << Int(bits) < wanted { bits += 1 }
    return bits
  }
}
