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
      letters.share(of: atom.letters[...], atom.startsWord) + classes.share(of: atom.classes[...], atom.startsWord)
    return share > 0 ? Swift.min(byLetters, Swift.max(-Self.log2(share / 2), 1)) : byLetters
  }

  /// log2 by a straight line between powers of two.
  private static func log2(_ value: Double) -> Double { Double(value.exponent) + (value.significand - 1) }

  /// Expected number in a comment of words that are, begin with, or hold some bytes: at most eight, the first one lowest.
  private struct Shares {
    private var words: [UInt64: Double] = [:]
    private var beginnings: [UInt64: Double] = [:]
    private var parts: [UInt64: Double] = [:]

    private static let mostBytes = 8

    mutating func add(_ word: [UInt8], _ share: Double) {
      if word.count <= Self.mostBytes { words[Self.key(word[...]), default: 0] += share }
      for start in word.indices {
        var key: UInt64 = 0
        for (offset, byte) in word[start...].prefix(Self.mostBytes).enumerated() {
          key |= UInt64(byte) << UInt64(8 * offset)
          if start == 0 { beginnings[key, default: 0] += share }
          if offset + 1 >= AtomSkeleton.minimumRuns { parts[key, default: 0] += share }
        }
      }
    }

    func share(of bytes: ArraySlice<UInt8>, _ startsWord: Bool) -> Double {
      startsWord ? share(ofBeginning: bytes) : parts[Self.key(bytes)] ?? 0
    }

    /// Expected number of places where a word begins so, or words in a row do (`want to`).
    private func share(ofBeginning bytes: ArraySlice<UInt8>) -> Double {
      var most = beginnings[Self.key(bytes)] ?? 0
      var key: UInt64 = 0
      for (offset, byte) in bytes.prefix(Self.mostBytes).enumerated() where offset + 1 < bytes.count {
        key |= UInt64(byte) << UInt64(8 * offset)
        guard let first = words[key] else { continue }
        most = Swift.max(most, first * Swift.min(share(ofBeginning: bytes.dropFirst(offset + 1)), 1))
      }
      return most
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.prefix(mostBytes).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
