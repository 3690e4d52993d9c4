internal import CommentKernels

/// A trie of the terms' letters for words with hidden letters, such as `f**k`.
///
/// Only terms whose letters look like ASCII letters or are Cyrillic are in it, without collapsing runs: the number of
/// mask characters tells how many letters are hidden.
struct MaskIndex: Sendable {
  /// Letters of the shortest term that a mask may stand in; of a Cyrillic one, which has letters that no other word has.
  static let minimumLetters = 4
  static let minimumCyrillicLetters = 3

  /// Rows of letters that look like no ASCII letter: what stands for the first of each row, and how many there are. Labels of ASCII letters
  /// and digits stand between.
  private static let rows: [(scalar: UInt32, label: UInt8, count: UInt8)] = [
    (0x621, 0x01, 42), (0x430, 0x80, 48), (0x900, 0xB0, 80),
  ]
  /// Letters of Urdu and Persian behind the Arabic ones.
  private static let otherArabic: [UInt32] = [
    0x679, 0x67E, 0x686, 0x688, 0x691, 0x698, 0x6A9, 0x6AF, 0x6BA, 0x6BE, 0x6C1, 0x6CC, 0x6D2,
  ]
  private static var otherArabicLabel: UInt8 { 0x3A }

  /// The label of a letter; nil if it cannot be shown beside a mask.
  private static func label(of letter: PatternLetter) -> UInt8? {
    if letter.base != 0 && letter.base < 0x80 { return letter.base }
    for row in rows where letter.scalar >= row.scalar && letter.scalar < row.scalar + UInt32(row.count) {
      return row.label + UInt8(letter.scalar - row.scalar)
    }
    return otherArabic.firstIndex(of: letter.scalar).map { otherArabicLabel + UInt8($0) }
  }

  /// The letter that a label stands for; 0 for what looks like an ASCII letter or digit.
  @inline(__always)
  static func scalar(of label: UInt8) -> UInt32 {
    // Without the tables above, which would be asked for whether they are made at each letter.
    if label >= 0x47 && label < 0x80 { return 0 }
    if label >= 0xB0 { return 0x900 + UInt32(label - 0xB0) }
    if label >= 0x80 { return 0x430 + UInt32(label - 0x80) }
    if label >= otherArabicLabel { return arabicScalar(of: label) }
    return label >= 0x01 && label < 0x2B ? 0x620 + UInt32(label) : 0
  }

  @inline(never)
  private static func arabicScalar(of label: UInt8) -> UInt32 { otherArabic[Int(label - otherArabicLabel)] }

  /// Whether the label stands for a letter of Devanagari.
  @inline(__always)
  static func mayHaveVowelSign(_ label: UInt8) -> Bool { label >= 0xB0 }

  /// Whether the label stands for a vowel sign of an Indic script.
  static func isVowelSign(_ label: UInt8) -> Bool { label >= 0xEE && label <= 0xFD }

  // SAFETY: point into the memory of the pack or overlay that holds the index, which is never written to.
  /// The letter that leads to each node, and how many children it has. Nodes stand in breadth-first order, so the children of a node begin
  /// behind those of the nodes before it.
  nonisolated(unsafe) let labels: UnsafePointer<UInt8>
  nonisolated(unsafe) private let childCounts: UnsafePointer<UInt8>
  nonisolated(unsafe) private let groups: UnsafePointer<Group>
  /// For each node at which patterns end where these begin, and one end more.
  nonisolated(unsafe) private let patternStarts: UnsafePointer<UInt32>
  nonisolated(unsafe) let patterns: UnsafePointer<UInt32>
  let patternCount: Int

  /// What is known of some nodes together; the rest is counted when it is asked for. A table with four bytes for each node and each answer would
  /// be the largest of a pack of words.
  struct Group: BitwiseCopyable {
    static let size = 32
    /// Where the children of the first node begin.
    var firstChild: UInt32
    /// How many nodes before the first one have patterns.
    var endsBefore: UInt32
    /// A bit for each node at which patterns end.
    var ends: UInt32
  }

  var isEmpty: Bool { patternCount == 0 }

  func children(of node: Int) -> Range<Int> {
    let group = groups[node / Group.size]
    var start = Int(group.firstChild)
    for other in (node / Group.size * Group.size)..<node { start += Int(childCounts[other]) }
    return start..<(start + Int(childCounts[node]))
  }

  /// The child of a node by a label.
  @inline(__always)
  func child(of node: Int, _ label: UInt8) -> Int? {
    let all = children(of: node)
    let place = cs_find_byte(labels + all.lowerBound, all.count, label)
    return place < all.count ? all.lowerBound + place : nil
  }

  /// Places in ``patterns``.
  func patterns(of node: Int) -> Range<Int> {
    let group = groups[node / Group.size]
    let bit = UInt32(1) << UInt32(node % Group.size)
    guard group.ends & bit != 0 else { return 0..<0 }
    let end = Int(group.endsBefore) + (group.ends & (bit - 1)).nonzeroBitCount
    return Int(patternStarts[end])..<Int(patternStarts[end + 1])
  }

  /// - Parameter all: the pack's patterns.
  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  init(_ reader: inout PackReader, patterns all: UnsafeBufferPointer<Pattern>) throws(PackDamage) {
    let labels = try reader.take(.maskLabels, as: UInt8.self)
    let childCounts = try reader.take(.maskChildCounts, as: UInt8.self)
    let groups = try reader.take(.maskGroups, as: Group.self)
    let patternStarts = try reader.take(.maskPatternStarts, as: UInt32.self)
    let patterns = try reader.take(.maskPatterns, as: UInt32.self)
    guard !labels.isEmpty, childCounts.count == labels.count,
      groups.count == (labels.count + Group.size - 1) / Group.size, patternStarts.first == 0,
      patternStarts.last == UInt32(patterns.count),
      patterns.holds({ $0 < UInt32(all.count) && all[Int($0)].role != .atom })
    else { throw PackDamage("the masked words have tables that do not fit") }
    var children = 1
    var ends = 0
    for node in 0..<labels.count {
      let group = groups[node / Group.size]
      if node % Group.size == 0, Int(group.firstChild) != children || Int(group.endsBefore) != ends {
        throw PackDamage("the masked words are counted wrongly")
      }
      // Children stand behind their parents, so no walk goes in circles.
      guard children > node else { throw PackDamage("the masked words lead back") }
      children += Int(childCounts[node])
      if group.ends & 1 << UInt32(node % Group.size) != 0 { ends += 1 }
    }
    guard children == labels.count, ends + 1 == patternStarts.count,
      zip(patternStarts, patternStarts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw PackDamage("the masked words lead outside their tables") }
    self.labels = labels.start
    self.childCounts = childCounts.start
    self.groups = groups.start
    self.patternStarts = patternStarts.start
    self.patterns = patterns.start
    patternCount = patterns.count
  }

  /// Letters from which a term that may stand inside words is looked for at their beginning, where it is as often the whole word (`f***ing`).
  private static let minimumSuffixLetters = 6

  /// Lays out the index of the patterns that may be masked.
  static func write(_ all: [Pattern], _ letters: [PatternLetter], to writer: inout PackWriter) {
    var keys = ByteKeys()
    var ids: [UInt32] = []
    for (id, pattern) in all.enumerated() {
      let count = Int(pattern.letterCount)
      guard pattern.role == .term, count >= Self.minimumCyrillicLetters,
        pattern.flags.contains(.startsWord) || count >= Self.minimumSuffixLetters,
        pattern.flags.isDisjoint(with: [.phrase, .exactDiacritics, .respelled])
      else { continue }
      let first = Int(pattern.firstLetter)
      let key = letters[first..<(first + count)]
      let labels = key.compactMap { Self.label(of: $0) }
      let isCyrillic = key.contains { Reading.isCyrillic($0.scalar) }
      guard labels.count == count, count >= Self.minimumLetters || isCyrillic else { continue }
      _ = keys.append { $0 += labels }
      ids.append(UInt32(id))
    }
    let trie = Trie(keys: keys)
    var groups: [Group] = []
    var starts: [UInt32] = []
    for state in 0..<trie.stateCount {
      if state % Group.size == 0 {
        groups.append(
          Group(firstChild: UInt32(trie.firstChild[state]), endsBefore: UInt32(starts.count), ends: 0))
      }
      if trie.patternStart[state] < trie.patternStart[state + 1] {
        groups[groups.count - 1].ends |= 1 << UInt32(state % Group.size)
        starts.append(trie.patternStart[state])
      }
    }
    starts.append(UInt32(trie.patterns.count))
    writer.add(.maskLabels, trie.labels)
    // Letters that look like ASCII letters and digits, and the rows: fewer than 256.
    writer.add(.maskChildCounts, trie.childCount.map(UInt8.init))
    writer.add(.maskGroups, groups)
    writer.add(.maskPatternStarts, starts)
    writer.add(.maskPatterns, trie.patterns.map { ids[Int($0)] })
  }
}
