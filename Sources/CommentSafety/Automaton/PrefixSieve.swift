internal import CommentKernels

/// Tells where in a skeleton some pattern may begin, and which state of the automaton its first bytes lead to.
///
/// The automata of a large pack are megabytes; a walk from their root waits for memory at every step. Patterns are told apart by
/// their first bytes instead, up to sixteen, in tables of a few kilobytes, which are looked up for many places side by side. The
/// sieve may suspect a place where no pattern begins; it never clears one where a pattern does. `sieve.h` holds the tables'
/// layout and the scan.
final class PrefixSieve: Sendable {
  private let memory: PackMemory
  // SAFETY: the tables point into `memory`, which is never written to.
  nonisolated(unsafe) let tables: cs_sieve

  /// What the tables do not tell.
  struct Facts: BitwiseCopyable {
    var lengthsBits: UInt32
    var headsBits: UInt32
    var fivesBits: UInt32
    var sixesBits: UInt32
    var prefixesBits: UInt32
    var bucketBits: UInt32
    var seed: UInt32
    /// The least byte with which a pattern begins, as a signed number.
    var leastFirst: Int32
  }

  /// - Parameter depths: for each state of the automaton the bytes that lead there.
  /// - Throws: ``PackDamage`` if the tables do not fit each other or the automaton.
  /// - Complexity: linear in the tables.
  init(_ reader: inout PackReader, depths: [Int32]) throws(PackDamage) {
    memory = reader.memory
    let facts = try reader.value(.sieve, as: Facts.self)
    let lengthsOf = try reader.take(.sieveLengths, as: UInt8.self)
    let heads = try reader.take(.sieveHeads, as: UInt64.self)
    let fives = try reader.take(.sieveFives, as: UInt64.self)
    let sixes = try reader.take(.sieveSixes, as: UInt64.self)
    let prefixes = try reader.take(.sievePrefixes, as: UInt64.self)
    let shorts = try reader.take(.sieveShorts, as: UInt8.self)
    let shortHeads = try reader.take(.sieveShortHeads, as: UInt64.self)
    let pairs = try reader.take(.sievePairs, as: UInt8.self)
    let slots = try reader.take(.sieveSlots, as: cs_slot.self)
    func fits(_ bits: UInt32, _ count: Int) -> Bool { (6...24).contains(bits) && count == 1 << Int(bits - 6) }
    guard (12...20).contains(facts.lengthsBits),
      lengthsOf.count == 1 << Int(facts.lengthsBits) + SieveTables.spareLengths,
      fits(facts.headsBits, heads.count), fits(facts.fivesBits, fives.count), fits(facts.sixesBits, sixes.count),
      fits(facts.prefixesBits, prefixes.count), shortHeads.count == 1 << Int(cs_sieve_short_bits - 6),
      pairs.count == Int(cs_sieve_pair_bytes) * Int(cs_sieve_pair_maps),
      shorts.count == 1 << Int(cs_sieve_short_bits) + SieveTables.spareLengths, facts.bucketBits <= 24,
      slots.count == SieveTables.slotsPerBucket << Int(facts.bucketBits)
    else { throw PackDamage("the tables of a sieve have sizes that do not fit") }
    let areInside = slots.holds { slot in
      slot.tag == 0
        || slot.state >= 0 && slot.state < Int32(depths.count) && slot.tag & 15 <= SieveTables.lengths.count
          && depths[Int(slot.state)] == Int32(slot.tag >> 4 & 15) + 1
    }
    guard areInside else { throw PackDamage("a sieve leads to states that its automaton has not") }
    tables = cs_sieve(
      lengths_of: lengthsOf.start, shorts: shorts.start, heads: heads.start, short_heads: shortHeads.start,
      pairs: pairs.start,
      fives: fives.start, sixes: sixes.start, prefixes: prefixes.start, slots: slots.start,
      lengths_shift: 32 - facts.lengthsBits, heads_shift: 32 - facts.headsBits, fives_shift: 32 - facts.fivesBits,
      sixes_shift: 32 - facts.sixesBits, prefixes_mask: 1 << facts.prefixesBits - 1,
      bucket_shift: 64 - Swift.max(facts.bucketBits, 1),
      bucket_mask: (1 << facts.bucketBits) - 1, least_first: Int8(clamping: facts.leastFirst), seed: facts.seed)
  }
}

extension PrefixSieve {
  /// Places that are sieved at once.
  static let block = Int(cs_sieve_block)
  /// Room for the suspicions of a block.
  static let mostSuspicions = Int(cs_sieve_block) * Int(cs_sieve_most)

  /// The suspicions of `count` places of a skeleton, at most ``block``, or of the places that `positions` lists from `first` on; in
  /// order.
  /// - Parameters:
  ///   - ends: bit by bit the places with which a word may end; nil if any may.
  ///   - suspicions: room for ``mostSuspicions``.
  /// - Returns: how many there are.
  /// - Complexity: linear in `count`.
  @inline(__always)
  func scan(
    _ skeleton: UnsafePointer<UInt8>, ends: UnsafePointer<UInt64>?, at positions: UnsafePointer<UInt32>?,
    from first: Int, count: Int,
    into suspicions: UnsafeMutablePointer<cs_suspicion>, kernel: cs_kernel
  ) -> Int {
    withUnsafePointer(to: tables) {
      // SAFETY: skeletons have 32 readable bytes behind their end.
      cs_sieve_scan($0, skeleton, ends, positions, first, count, suspicions, kernel)
    }
  }
}
