/// A trie of the terms' letters for words with hidden letters, such as `f**k`.
///
/// Only terms of four letters and more whose letters look like ASCII letters are in it, without collapsing runs: the number of
/// mask characters tells how many letters are hidden.
final class MaskIndex: Sendable {
  /// Letters of the shortest term that a mask may stand in.
  static let minimumLetters = 4

  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to.
  /// The letter that leads to each node.
  nonisolated(unsafe) let labels: UnsafePointer<UInt8>
  /// For each node where its children begin, and one end more: nodes stand in breadth-first order.
  nonisolated(unsafe) private let childStarts: UnsafePointer<UInt32>
  /// For each node where the patterns that end there begin, and one end more.
  nonisolated(unsafe) private let patternStarts: UnsafePointer<UInt32>
  nonisolated(unsafe) let patterns: UnsafePointer<UInt32>
  let patternCount: Int

  var isEmpty: Bool { patternCount == 0 }

  @inline(__always)
  func children(of node: Int) -> Range<Int> { Int(childStarts[node])..<Int(childStarts[node + 1]) }

  /// Places in ``patterns``.
  @inline(__always)
  func patterns(of node: Int) -> Range<Int> { Int(patternStarts[node])..<Int(patternStarts[node + 1]) }

  /// - Parameter count: how many patterns the pack has.
  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  init(_ reader: inout PackReader, patterns count: Int) throws(PackDamage) {
    memory = reader.memory
    let labels = try reader.take(.maskLabels, as: UInt8.self)
    let childStarts = try reader.take(.maskChildren, as: UInt32.self)
    let patternStarts = try reader.take(.maskPatternStarts, as: UInt32.self)
    let patterns = try reader.take(.maskPatterns, as: UInt32.self)
    guard !labels.isEmpty, childStarts.count == labels.count + 1, patternStarts.count == labels.count + 1,
      childStarts.last == UInt32(labels.count), patternStarts.last == UInt32(patterns.count),
      patterns.holds({ $0 < UInt32(count) })
    else { throw PackDamage("the masked words have tables that do not fit") }
    for node in 0..<labels.count {
      // Children stand behind their parents, so no walk goes in circles.
      guard childStarts[node] > UInt32(node), childStarts[node] <= childStarts[node + 1],
        patternStarts[node] <= patternStarts[node + 1]
      else { throw PackDamage("the masked words lead outside their tables") }
    }
    self.labels = labels.start
    self.childStarts = childStarts.start
    self.patternStarts = patternStarts.start
    self.patterns = patterns.start
    patternCount = patterns.count
  }

  /// Lays out the index of the patterns that may be masked.
  static func write(_ all: [Pattern], _ letters: [PatternLetter], to writer: inout PackWriter) {
    var keys = ByteKeys()
    var ids: [UInt32] = []
    for (id, pattern) in all.enumerated() {
      let count = Int(pattern.letterCount)
      guard pattern.role == .term, count >= Self.minimumLetters,
        pattern.flags.contains(.startsWord),
        pattern.flags.isDisjoint(with: [.phrase, .exactDiacritics, .respelled])
      else { continue }
      let first = Int(pattern.firstLetter)
      let key = letters[first..<(first + count)].lazy.map(\.base)
      guard !key.contains(0) else { continue }
      keys.append(key)
      ids.append(UInt32(id))
    }
    let trie = Trie(keys: keys)
    writer.add(.maskLabels, trie.labels)
    writer.add(.maskChildren, trie.firstChild.map(UInt32.init) + [UInt32(trie.stateCount)])
    writer.add(.maskPatternStarts, trie.patternStart)
    writer.add(.maskPatterns, trie.patterns.map { ids[Int($0)] })
  }
}
