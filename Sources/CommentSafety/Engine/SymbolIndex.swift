/// Terms made of symbols alone, such as emoji: found by look-up, since symbols have no place in the skeleton.
final class SymbolIndex: Sendable {
  /// The symbols of each term, with the term's number.
  struct Entry: Sendable {
    var scalars: [UInt32]
    var source: UInt32
  }

  private let entries: [Entry]
  /// First scalars, sorted, and where their entries begin.
  private let firsts: [UInt32]
  private let starts: [Int]

  var isEmpty: Bool { entries.isEmpty }

  init(_ entries: [Entry]) {
    let sorted = entries.filter { !$0.scalars.isEmpty }.sorted {
      // Longer sequences first, so that the longest wins.
      ($0.scalars[0], $1.scalars.count, $0.source) < ($1.scalars[0], $0.scalars.count, $1.source)
    }
    self.entries = sorted
    var firsts: [UInt32] = []
    var starts: [Int] = []
    for (index, entry) in sorted.enumerated() where firsts.last != entry.scalars[0] {
      firsts.append(entry.scalars[0])
      starts.append(index)
    }
    starts.append(sorted.count)
    self.firsts = firsts
    self.starts = starts
  }

  /// Emoji modifiers change the shade of a symbol, not what it says.
  static func isModifier(_ scalar: UInt32) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar)
  }

  /// The longest term that begins at `index`, and its last unit.
  /// - Complexity: O(log n) and the entries with that first symbol.
  func longest(
    at index: Int, in units: UnsafePointer<Unit>, count: Int
  ) -> (source: UInt32, end: Int)? {
    let first = units[index].scalar
    var low = 0
    var high = firsts.count
    while low < high {
      let middle = (low + high) / 2
      if firsts[middle] < first { low = middle + 1 } else { high = middle }
    }
    guard low < firsts.count, firsts[low] == first else { return nil }
    for entry in entries[starts[low]..<starts[low + 1]] {
      var position = index
      var matched = 0
      while position < count && matched < entry.scalars.count {
        let scalar = units[position].scalar
        if scalar == entry.scalars[matched] {
          matched += 1
        } else if matched == 0 || !Self.isModifier(scalar) {
          break
        }
        position += 1
      }
      guard matched == entry.scalars.count else { continue }
      while position < count && Self.isModifier(units[position].scalar) { position += 1 }
      return (entry.source, position - 1)
    }
    return nil
  }
}
