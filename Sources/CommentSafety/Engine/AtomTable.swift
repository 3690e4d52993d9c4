internal import CommentKernels

/// The atoms of a pack: their very letters, and how to look for one.
///
/// Atoms that wake a rule are looked for in every comment, by the automata. The others are asked for by gates of rules that woke: by their pairs of
/// neighbouring class bytes first (``PairSet``), which few comments that lack an atom have all of, then by comparing.
struct AtomTable: Sendable {
  /// What else is known of an atom.
  struct Traits: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let startsWord = Traits(rawValue: 1 << 0)
    static let endsWord = Traits(rawValue: 1 << 1)
    /// No comment of ASCII alone holds it.
    static let isForeign = Traits(rawValue: 1 << 2)
  }

  struct Record: BitwiseCopyable {
    /// Where its bytes begin: the letters, then the class bytes.
    var first: UInt32
    var letterCount: UInt8
    var classCount: UInt8
    var traits: Traits
    /// Whether it wakes no rule.
    var isAsked: UInt8
    /// Pairs that a comment with the atom has.
    var pairs: (UInt16, UInt16, UInt16, UInt16)
  }

  // SAFETY: point into the pack's memory, which is never written to and which the pack holds; records name bytes that are there.
  nonisolated(unsafe) private let records: UnsafePointer<Record>
  nonisolated(unsafe) private let bytes: UnsafePointer<UInt8>

  /// - Throws: ``PackDamage`` if there are not `count` atoms, or one lies outside its table.
  init(_ reader: inout PackReader, count: Int) throws(PackDamage) {
    let records = try reader.take(.atoms, as: Record.self)
    let bytes = try reader.take(.atomBytes, as: UInt8.self)
    let areInside = records.holds { record in
      let pairs = record.pairs
      return Int(record.first) + Int(record.letterCount) + Int(record.classCount) <= bytes.count
        && Swift.max(pairs.0, pairs.1, pairs.2, pairs.3) <= UInt16(PairSet.count)
    }
    guard records.count == count, areInside else { throw PackDamage("an atom lies outside its table") }
    self.records = records.start
    self.bytes = bytes.start
  }

  /// - Parameter isWaker: whether each atom wakes a rule.
  static func write(_ atoms: [AtomSkeleton], isWaker: [Bool], to writer: inout PackWriter) {
    var records: [Record] = []
    var bytes: [UInt8] = []
    for (index, atom) in atoms.enumerated() {
      // A part of an atom stands wherever the atom does.
      let letters = atom.letters.prefix(Int(UInt8.max))
      let classes = atom.classes.prefix(Int(UInt8.max))
      var traits: Traits = []
      if atom.startsWord { traits.insert(.startsWord) }
      if atom.endsWord { traits.insert(.endsWord) }
      if atom.isForeign { traits.insert(.isForeign) }
      records.append(
        Record(
          first: UInt32(bytes.count), letterCount: UInt8(letters.count), classCount: UInt8(classes.count),
          traits: traits, isAsked: isWaker[index] ? 0 : 1, pairs: pairs(of: Array(classes))
        ))
      bytes += letters
      bytes += classes
    }
    writer.add(.atoms, records)
    writer.add(.atomBytes, bytes)
  }

  /// Four pairs of an atom: the rarest, or ones that every comment has where it has fewer.
  private static func pairs(of classes: [UInt8]) -> (UInt16, UInt16, UInt16, UInt16) {
    let all = zip(classes, classes.dropFirst()).map { first, second in
      (pair: UInt16(PairSet.index(first, second)), rarity: AtomSkeleton.bits(first) + AtomSkeleton.bits(second))
    }
    var best = all.sorted { ($0.rarity, $1.pair) > ($1.rarity, $0.pair) }.prefix(4).map(\.pair)
    while best.count < 4 { best.append(UInt16(PairSet.count)) }
    return (best[0], best[1], best[2], best[3])
  }

  /// An atom's letters, their top bits set where one may be repeated, its skeleton, and where it begins or ends a word.
  subscript(atom: Int) -> (letters: [UInt8], classes: [UInt8], startsWord: Bool, endsWord: Bool) {
    let record = records[atom]
    let letters = UnsafeBufferPointer(start: bytes + Int(record.first), count: Int(record.letterCount))
    let classes = UnsafeBufferPointer(start: letters.baseAddress! + letters.count, count: Int(record.classCount))
    return (
      Array(letters), Array(classes), record.traits.contains(.startsWord), record.traits.contains(.endsWord)
    )
  }

  /// Whether an atom wakes no rule, so that the automata do not tell of it.
  @inline(__always)
  func isAsked(_ atom: Int) -> Bool { records[atom].isAsked != 0 }

  @inline(__always)
  private func classes(of record: Record) -> UnsafePointer<UInt8> {
    bytes + Int(record.first) + Int(record.letterCount)
  }

  /// Whether an atom stands in a comment from a place of its skeleton on.
  @inline(__always)
  func holds(_ atom: Int, at position: Int, _ text: borrowing TextView, _ comment: UnsafeRawBufferPointer) -> Bool {
    let record = records[atom]
    guard text.holds(classes(of: record), Int(record.classCount), at: position) else { return false }
    return hasLetters(of: atom, at: position, text, comment)
  }

  /// Whether a comment that holds an atom's skeleton at `position` has its very letters there, and a word begins with them or ends behind them if the
  /// atom needs that: the skeleton takes others for them (`kill` and `kid` begin alike there).
  @inline(__always)
  func hasLetters(
    of atom: Int, at position: Int, _ text: borrowing TextView, _ comment: UnsafeRawBufferPointer
  ) -> Bool {
    let record = records[atom]
    guard let start = comment.baseAddress else { return true }
    guard let screen = text.screen else {
      return AtomUnits(text, start.assumingMemoryBound(to: UInt8.self)).holds(
        record, bytes + Int(record.first), at: position)
    }
    if record.letterCount == 0 { return !record.traits.contains(.isForeign) }
    return cs_screen_holds(
      screen, start.assumingMemoryBound(to: UInt8.self), UInt32(comment.count), UInt32(position),
      bytes + Int(record.first), UInt32(record.letterCount), record.traits.contains(.startsWord),
      record.traits.contains(.endsWord))
  }

  /// Whether a comment may hold an atom: surely not, if this says no.
  /// - Parameters:
  ///   - pairs: of the comment's skeleton.
  ///   - text: of the skeleton.
  /// - Complexity: O(1) for most comments that lack it, else linear in the skeleton.
  func holds(_ atom: Int, _ pairs: PairSet, _ text: TextView, _ comment: UnsafeRawBufferPointer) -> Bool {
    let record = records[atom]
    guard pairs.has(record.pairs) else { return false }
    let classes = classes(of: record)
    let count = Int(record.classCount)
    // SAFETY: skeletons have 32 readable bytes behind their end.
    if text.screen != nil {
      if record.traits.contains(.isForeign) { return false }
    } else {
      guard cs_holds_run(text.skeleton, text.skeletonCount, classes, count) else { return false }
      if !AtomUnits.tell(record, text) { return true }
    }
    if record.traits.contains(.startsWord) {
      guard pairs.begins(classes[0], classes[1]) else { return false }
      return (0..<text.wordStartCount).contains { holds(atom, at: Int(text.wordStarts[$0]), text, comment) }
    }
    return (0..<text.skeletonCount).contains { holds(atom, at: $0, text, comment) }
  }
}

/// The pairs of neighbouring bytes in a skeleton, and those with which its words begin: exact for ASCII classes, which differ in their lowest
/// five bits.
struct PairSet: BitwiseCopyable {
  static let count = 1024
  /// Bytes that a set needs: one for each pair, one more, which is always there, the mark of the last set, and one for each pair that may begin a
  /// word.
  static let room = 2 * count + 2
  // SAFETY: the scratch's, of ``room`` bytes.
  private let marks: UnsafeMutablePointer<UInt8>
  /// What the bytes of pairs that are there hold. It is another for each set, so that they need not be cleared.
  private let mark: UInt8

  @inline(__always)
  static func index(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) | Int(second & 31) << 5 }

  /// - Parameter room: ``room`` bytes, zeros at first, which the set uses while it is used.
  /// - Complexity: linear in the skeleton.
  init(_ text: borrowing TextView, in room: UnsafeMutablePointer<UInt8>) {
    marks = room
    let last = Self.count + 1
    if room[last] == .max { room.update(repeating: 0, count: Self.room) }
    room[last] += 1
    mark = room[last]
    room[Self.count] = mark
    guard text.skeletonCount > 1 else { return }
    var first = text.skeleton[0]
    for position in 1..<text.skeletonCount {
      let second = text.skeleton[position]
      room[Self.index(first, second)] = mark
      first = second
    }
    let beginnings = room + Self.count + 2
    for index in 0..<text.wordStartCount {
      let start = Int(text.wordStarts[index])
      guard start + 1 < text.skeletonCount else { continue }
      beginnings[Self.index(text.skeleton[start], text.skeleton[start + 1])] = mark
    }
  }

  /// Whether a word begins with two bytes.
  @inline(__always)
  func begins(_ first: UInt8, _ second: UInt8) -> Bool { marks[Self.count + 2 + Self.index(first, second)] == mark }

  @inline(__always)
  func has(_ pairs: (UInt16, UInt16, UInt16, UInt16)) -> Bool {
    marks[Int(pairs.0)] == mark && marks[Int(pairs.1)] == mark && marks[Int(pairs.2)] == mark
      && marks[Int(pairs.3)] == mark
  }
}
