/// How rare comments are that hold an atom: by the pack's common words, and by the letters of English where these say nothing.
///
/// Rules are woken by the atoms of theirs that the fewest comments hold, so this decides what they cost; it changes no verdict.
struct AtomRarity {
  /// Of words by their letters, and by their classes: whatever has the classes of an atom is suspected, and looked at.
  private var letters = Shares()
  private var classes = Shares()

  /// Places of a comment at which an atom may stand, as bits.
  private static let placeBits = 6.0

  /// - Parameter words: the commonest first, as far as that is known.
  /// - Complexity: linear in the number of words, quadratic in the letters of each.
  init(_ words: [String]) {
    for (index, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      guard bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { continue }
      // Zipf's law, for comments of a dozen words.
      let share = 1.3 / (Double(index) + 3.7)
      letters.add(bytes, share)
      var runs: [UInt8] = []
      for byte in bytes {
        let name = LetterClass.table[Int(byte)]
        if runs.last != name { runs.append(name) }
      }
      classes.add(runs, share)
    }
  }

  /// In bits: one comment in 2 to the power of this holds it, or half so many are suspected to.
  /// - Complexity: O(letters²) at most.
  func bits(of atom: AtomSkeleton) -> Double {
    let byLetters = Swift.max(atom.letterBits - Self.placeBits, 1)
    guard !atom.letters.isEmpty else { return byLetters }
    let share =
      letters.share(of: atom.letters.map { $0 & ~AtomSkeleton.runBit }, atom.startsWord)
      + classes.share(of: atom.classes, atom.startsWord)
    return share > 0 ? Swift.min(byLetters, Swift.max(-Self.log2(share / 2), 1)) : byLetters
  }

  /// log2 by a straight line between powers of two.
  private static func log2(_ value: Double) -> Double { Double(value.exponent) + (value.significand - 1) }

  /// Expected number in a comment of words that are, begin with, or hold some bytes: at most eight, the first one lowest.
  private struct Shares {
    private var words = ShareTable()
    private var beginnings = ShareTable()
    private var parts = ShareTable()

    private static let mostBytes = 8

    mutating func add(_ word: [UInt8], _ share: Double) {
      word.withUnsafeBufferPointer { word in
        if word.count <= Self.mostBytes { words.add(Self.key(word), share) }
        for start in word.indices {
          var key: UInt64 = 0
          for offset in 0..<Swift.min(word.count - start, Self.mostBytes) {
            key |= UInt64(word[start + offset]) << UInt64(8 * offset)
            if start == 0 { beginnings.add(key, share) }
            if offset + 1 >= AtomSkeleton.minimumRuns { parts.add(key, share) }
          }
        }
      }
    }

    func share(of bytes: [UInt8], _ startsWord: Bool) -> Double {
      bytes.withUnsafeBufferPointer { startsWord ? share(ofBeginning: $0) : parts[Self.key($0)] ?? 0 }
    }

    /// Expected number of places where a word begins so, or words in a row do (`want to`).
    private func share(ofBeginning bytes: UnsafeBufferPointer<UInt8>) -> Double {
      var most = beginnings[Self.key(bytes)] ?? 0
      var key: UInt64 = 0
      for offset in 0..<Swift.min(Swift.max(bytes.count, 1) - 1, Self.mostBytes) {
        key |= UInt64(bytes[offset]) << UInt64(8 * offset)
        guard let first = words[key] else { continue }
        let rest = UnsafeBufferPointer(rebasing: bytes[(offset + 1)...])
        most = Swift.max(most, first * Swift.min(share(ofBeginning: rest), 1))
      }
      return most
    }

    private static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
      var key: UInt64 = 0
      for offset in 0..<Swift.min(bytes.count, mostBytes) { key |= UInt64(bytes[offset]) << UInt64(8 * offset) }
      return key
    }
  }

  /// Sums by keys that are not zero. Asked some hundred thousand times for a pack: a dictionary hashes with more care than that needs.
  private struct ShareTable {
    private var slots = [(key: UInt64, share: Double)](repeating: (0, 0), count: 64)
    private var count = 0

    /// Where a key stands, or the free place for it.
    private func slot(of key: UInt64) -> Int {
      var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
      while slots[slot].key != 0 && slots[slot].key != key { slot = (slot + 1) & (slots.count - 1) }
      return slot
    }

    subscript(key: UInt64) -> Double? {
      let found = slots[slot(of: key)]
      return found.key == key && key != 0 ? found.share : nil
    }

    mutating func add(_ key: UInt64, _ share: Double) {
      let place = slot(of: key)
      if slots[place].key == key {
        slots[place].share += share
        return
      }
      slots[place] = (key, share)
      count += 1
      guard 2 * count > slots.count else { return }
      let old = slots
      slots = [(key: UInt64, share: Double)](repeating: (0, 0), count: 2 * old.count)
      for entry in old where entry.key != 0 { slots[slot(of: entry.key)] = entry }
    }
  }
}
