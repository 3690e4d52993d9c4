/// The pack's common short words: two of them with punctuation between are two words, not one split word.
///
/// Words of up to 8 ASCII or Cyrillic letters, a byte each, packed into integers and sorted.
struct CommonWords: Sendable {
  struct Key {
    private(set) var bits: UInt64 = 0
    private var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ scalar: UInt32) {
      count += 1
      let byte: UInt64
      switch scalar {
      case 0..<0x80: byte = UInt64(scalar)
      case 0x430..<0x4A0: byte = UInt64(scalar) - 0x3B0
      // Longer words and others get a key that no word has.
      default: byte = .max
      }
      bits = count > 8 || bits == .max || byte == .max ? .max : bits << 8 | byte
    }
  }

  // SAFETY: points into the memory of the pack that holds the words, which is never written to.
  nonisolated(unsafe) private let words: UnsafePointer<UInt64>
  private let count: Int
  /// A bit for each hash that a word has: most rows of letters are no word.
  // SAFETY: as `words`.
  nonisolated(unsafe) private let filter: UnsafePointer<UInt64>

  private static let filterWords = 512

  /// The bit of a key, one of 32,768.
  @inline(__always)
  private static func place(_ bits: UInt64) -> Int { Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 49) }

  init(_ reader: inout PackReader) throws(PackDamage) {
    let words = try reader.take(.commonWords, as: UInt64.self)
    self.words = words.start
    count = words.count
    let filter = try reader.take(.commonWordFilter, as: UInt64.self)
    guard filter.count == Self.filterWords else { throw PackDamage("the common words have no filter") }
    self.filter = filter.start
  }

  static func write(_ words: [String], to writer: inout PackWriter) {
    var keys: Set<UInt64> = []
    for word in words {
      var key = Key()
      for scalar in word.lowercased().unicodeScalars { key.append(scalar.value) }
      if !key.isEmpty && key.bits != .max { keys.insert(key.bits) }
    }
    writer.add(.commonWords, keys.sorted())
    var filter = [UInt64](repeating: 0, count: filterWords)
    for key in keys { filter[place(key) >> 6] |= 1 << UInt64(place(key) & 63) }
    writer.add(.commonWordFilter, filter)
  }

  /// - Complexity: O(log n).
  func contains(_ key: Key) -> Bool {
    let place = Self.place(key.bits)
    if filter[place >> 6] & 1 << UInt64(place & 63) == 0 { return false }
    let index = partitionPoint(count) { words[$0] < key.bits }
    return index < count && words[index] == key.bits
  }
}

extension CommonWords {
  /// Whether some units in a row are one of the words.
  func contains(_ units: UnsafePointer<Unit>, _ range: Range<Int>) -> Bool {
    var key = Key()
    for index in range { key.append(units[index].scalar) }
    return contains(key)
  }
}
