/// Finds which of some byte strings begin at a place of a text: a small index that is cheap to make.
///
/// The keys stand in sorted order, each with the longest other key that is a prefix of it. The greatest key that is not greater than the text
/// is found by halving; every key that the text begins with is that key or one of its prefixes. A filter of two bytes a key sends most
/// places away before that. An automaton is faster with many keys, and larger and slower to build.
///
/// Memory: 30 bytes and the key's own for each key.
final class SortedKeys: Sendable {
  struct Key: BitwiseCopyable {
    /// The first eight bytes, the first of them in the highest place, zeros behind the end.
    var head: UInt64
    /// Where its bytes stand in `bytes`.
    var start: UInt32
    /// Where its ids stand in `ids`.
    var firstID: UInt32
    /// The longest other key that is a prefix of this one, -1 for none.
    var parent: Int32
    var length: UInt16
    var idCount: UInt16
  }

  /// What the tables do not tell.
  struct Facts: BitwiseCopyable {
    var filterBits: UInt32
    /// Bit `n` says that keys are in the filter by their first `n` bytes: 1 to 4.
    var lengths: UInt32
  }

  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to.
  nonisolated(unsafe) private let keys: UnsafePointer<Key>
  nonisolated(unsafe) private let bytes: UnsafePointer<UInt8>
  nonisolated(unsafe) private let ids: UnsafePointer<UInt32>
  /// One bit for the hash of each key's first bytes, up to four.
  nonisolated(unsafe) private let filter: UnsafePointer<UInt64>
  private let filterShift: UInt64
  private let lengths: UInt8

  let keyCount: Int

  var isEmpty: Bool { keyCount == 0 }

  /// The tables that ``write(_:ids:to:)`` wrote.
  init(_ reader: inout PackReader) throws(PackDamage) {
    memory = reader.memory
    let facts = try reader.value(.sortedKeys, as: Facts.self)
    let keys = try reader.take(.sortedKeyHeads, as: Key.self)
    self.keys = keys.start
    keyCount = keys.count
    bytes = try reader.take(.sortedKeyBytes, as: UInt8.self).start
    ids = try reader.take(.sortedKeyIDs, as: UInt32.self).start
    filter = try reader.take(.sortedKeyFilter, as: UInt64.self).start
    filterShift = UInt64(64 - facts.filterBits)
    lengths = UInt8(truncatingIfNeeded: facts.lengths)
  }

  /// - Parameter keys: not empty ones, of at most 65,535 bytes; key `i` belongs to `ids[i]`. A key may stand there several times.
  /// - Complexity: O(k log k) comparisons for k keys.
  static func write(_ keys: ByteKeys, ids: [UInt32], to writer: inout PackWriter) {
    let order = keys.sortedIndices()
    var unique: [Key] = []
    unique.reserveCapacity(order.count)
    var text: [UInt8] = []
    text.reserveCapacity(keys.bytes.count)
    for (position, index) in order.enumerated() {
      let key = keys[Int(index)]
      if position > 0, keys[Int(order[position - 1])].elementsEqual(key) {
        unique[unique.count - 1].idCount += 1
        continue
      }
      var parent = Int32(unique.count - 1)
      while parent >= 0, !isPrefix(unique[Int(parent)], of: key, text) {
        parent = unique[Int(parent)].parent
      }
      let head = keys.bytes.withUnsafeBufferPointer { ByteKeys.head($0, key.indices) }
      unique.append(
        Key(
          head: head, start: UInt32(text.count), firstID: UInt32(position), parent: parent,
          length: UInt16(key.count), idCount: 1))
      text += key
    }
    var bits = 6
    while bits < 20 && 1 << bits < unique.count * 16 { bits += 1 }
    var filter = [UInt64](repeating: 0, count: 1 << (bits - 6))
    var lengths: UInt32 = 0
    for key in unique {
      let length = Swift.min(Int(key.length), 4)
      lengths |= 1 << UInt32(length)
      let bit = hash(window(key.head, length), length) >> UInt64(64 - bits)
      filter[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    writer.add(.sortedKeys, value: Facts(filterBits: UInt32(bits), lengths: lengths))
    writer.add(.sortedKeyHeads, unique)
    writer.add(.sortedKeyBytes, text)
    writer.add(.sortedKeyIDs, order.map { ids[Int($0)] })
    writer.add(.sortedKeyFilter, filter)
  }

  private static func isPrefix(_ key: Key, of other: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
    let start = Int(key.start)
    return other.starts(with: text[start..<(start + Int(key.length))])
  }

  /// The first `length` bytes of a head.
  @inline(__always)
  private static func window(_ head: UInt64, _ length: Int) -> UInt64 {
    head >> UInt64(64 - 8 * length)
  }

  @inline(__always)
  private static func hash(_ window: UInt64, _ length: Int) -> UInt64 {
    let mixed = (window << 3 | UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  /// Calls `report` with each id whose key the text begins with, and the key's length.
  ///
  /// - Parameter text: `count` bytes, at least one, none of them zero; eight are readable.
  /// - Complexity: O(1) for most places, O(log keys) for suspicious ones.
  @inline(__always)
  func forEach(
    at text: UnsafePointer<UInt8>, count: Int, _ report: (_ id: UInt32, _ length: Int) -> Void
  ) {
    // SAFETY: the caller promises eight readable bytes; those behind the end are cut off.
    var head = UInt64(bigEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
    if count < 8 { head &= ~(UInt64.max >> UInt64(8 * count)) }
    guard suspects(head, count: count) else { return }
    search(head, text, count: count, report)
  }

  @inline(__always)
  private func suspects(_ head: UInt64, count: Int) -> Bool {
    for length in 1...4 where lengths & 1 << UInt8(length) != 0 && length <= count {
      let bit = Self.hash(Self.window(head, length), length) >> filterShift
      if filter[Int(bit >> 6)] & 1 << (bit & 63) != 0 { return true }
    }
    return false
  }

  @inline(never)
  private func search(
    _ head: UInt64, _ text: UnsafePointer<UInt8>, count: Int, _ report: (UInt32, Int) -> Void
  ) {
    var index = partitionPoint(keyCount) { !isGreater(keys[$0], than: head, text, count: count) } - 1
    while index >= 0, !begins(text, count: count, with: keys[index]) { index = Int(keys[index].parent) }
    while index >= 0 {
      let key = keys[index]
      for offset in 0..<Int(key.idCount) { report(ids[Int(key.firstID) + offset], Int(key.length)) }
      index = Int(key.parent)
    }
  }

  @inline(__always)
  private func isGreater(
    _ key: Key, than head: UInt64, _ text: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    if key.head != head { return key.head > head }
    let length = Int(key.length)
    var position = 8
    while position < length && position < count {
      let (left, right) = (bytes[Int(key.start) + position], text[position])
      if left != right { return left > right }
      position += 1
    }
    return length > count
  }

  @inline(__always)
  private func begins(_ text: UnsafePointer<UInt8>, count: Int, with key: Key) -> Bool {
    let length = Int(key.length)
    guard length <= count else { return false }
    for position in 0..<length where bytes[Int(key.start) + position] != text[position] { return false }
    return true
  }
}
