/// A trie of the terms' letters for words with hidden letters, such as `f**k`.
///
/// Only terms of four letters and more whose letters look like ASCII letters are in it, without collapsing runs: the number of
/// mask characters tells how many letters are hidden.
final class MaskIndex: Sendable {
  /// Letters of the shortest term that a mask may stand in.
  static let minimumLetters = 4

  struct Node: BitwiseCopyable {
    var label: UInt8
    var firstChild: Int32
    var childCount: Int32
    /// Patterns that end here.
    var firstPattern: UInt32
    var patternCount: UInt32
  }

  let nodes: [Node]
  let patterns: [UInt32]

  init(patterns all: [Pattern], letters: [PatternLetter]) {
    var keys: [[UInt8]] = []
    var ids: [UInt32] = []
    for (id, pattern) in all.enumerated() {
      let count = Int(pattern.letterCount)
      guard pattern.role == .term, count >= Self.minimumLetters,
        pattern.flags.contains(.startsWord),
        pattern.flags.isDisjoint(with: [.phrase, .exactDiacritics, .respelled])
      else { continue }
      let first = Int(pattern.firstLetter)
      let key = letters[first..<(first + count)].map(\.base)
      guard key.allSatisfy({ $0 != 0 }) else { continue }
      keys.append(key)
      ids.append(UInt32(id))
    }
    let trie = Trie(keys: keys)
    nodes = (0..<trie.stateCount).map { state in
      Node(
        label: trie.labels[state], firstChild: trie.firstChild[state],
        childCount: Int32(trie.childCount[state]), firstPattern: trie.patternStart[state],
        patternCount: trie.patternStart[state + 1] - trie.patternStart[state])
    }
    patterns = trie.patterns.map { ids[Int($0)] }
  }
}
