/// The pack's common short words: two of them with punctuation between are two words, not one split word.
///
/// Words of up to 8 ASCII letters, packed into integers and sorted.
final class CommonWords: Sendable {
  struct Key {
    private(set) var bits: UInt64 = 0
    private var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ scalar: UInt32) {
      count += 1
      // Longer and non-ASCII words get a key that no word has.
      bits = count > 8 || scalar >= 0x80 ? .max : bits << 8 | UInt64(scalar)
    }
  }

  private let words: [UInt64]

  init(_ words: [String]) {
    var keys: Set<UInt64> = []
    for word in words {
      var key = Key()
      for scalar in word.lowercased().unicodeScalars { key.append(scalar.value) }
      if !key.isEmpty && key.bits != .max { keys.insert(key.bits) }
    }
    self.words = keys.sorted()
  }

  /// - Complexity: O(log n).
  func contains(_ key: Key) -> Bool {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < key.bits { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low] == key.bits
  }
}
