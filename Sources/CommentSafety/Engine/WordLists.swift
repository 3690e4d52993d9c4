internal import CommentKernels

/// Long lists of atoms that gates ask for: a look at each word of the comment, or at each of its bytes where the atoms do not begin words, instead of one for
/// each atom.
///
/// Each list has a bitmap of how its atoms begin: a word's first two, three and four class bytes are looked up in it, and an atom stands there with as
/// many of these as it has. Where a word begins as one does, the atoms that begin so are compared with it. Of very long lists there is the bitmap alone: a
/// comment in which no word begins as one of them does lacks them all.
struct WordLists: Sendable {
  /// A list as packs are built of.
  struct List: Hashable {
    /// By the builder's numbers.
    var atoms: [Int]
    /// Whether atoms are compared.
    var isExact: Bool
  }

  /// An atom of a list, in the order of the keys.
  struct Entry: BitwiseCopyable {
    var key: UInt32
    var atom: UInt32
  }

  private static let wordsOfOne = cs_list_bits / 64
  /// Bytes of an atom's beginning.
  fileprivate static let leastBytes = 2
  fileprivate static let mostBytes = 4
  /// To ask for an atom by its pairs takes as long as to look at so many bytes of a comment, up to a length from which a comment has nearly all pairs. Those of
  /// one that is not plain say less.
  private static let bytesOfAtom = (plain: 2, other: 24)
  private static let mostBytesOfPairs = (plain: 4096, other: 256)

  // SAFETY: points into the pack's memory, which is never written to and which the pack holds.
  nonisolated(unsafe) private let words: UnsafePointer<UInt64>
  nonisolated(unsafe) private let entries: UnsafePointer<Entry>
  /// Where each list's entries begin, and where the last one's end.
  nonisolated(unsafe) private let starts: UnsafePointer<UInt32>
  let count: Int

  /// - Throws: ``PackDamage`` if a list is cut off, or one of its `atoms` is not there.
  init(_ reader: inout PackReader, atoms: Int) throws(PackDamage) {
    let words = try reader.take(.gateBeginnings, as: UInt64.self)
    let starts = try reader.take(.gateListStarts, as: UInt32.self)
    let entries = try reader.take(.gateListEntries, as: Entry.self)
    count = words.count / Self.wordsOfOne
    guard words.count.isMultiple(of: Self.wordsOfOne), starts.count == count + 1, starts[0] == 0,
      starts[count] == UInt32(entries.count), (0..<count).allSatisfy({ starts[$0] <= starts[$0 + 1] }),
      entries.holds({ $0.atom < UInt32(atoms) })
    else { throw PackDamage("a list of words that gates ask for is cut off") }
    self.words = words.start
    self.starts = starts.start
    self.entries = entries.start
  }

  /// - Parameter numbers: of the atoms in the pack.
  static func write(_ lists: [List], _ atoms: [AtomSkeleton], numbers: [UInt32], to writer: inout PackWriter) {
    var starts: [UInt32] = [0]
    var entries: [Entry] = []
    for list in lists {
      let exact = list.isExact ? list.atoms : []
      entries += exact.map { Entry(key: UInt32(key(of: atoms[$0])), atom: numbers[$0]) }
        .sorted { ($0.key, $0.atom) < ($1.key, $1.atom) }
      starts.append(UInt32(entries.count))
    }
    writer.add(.gateBeginnings, lists.flatMap { list in bitmap(of: list.atoms.map { atoms[$0] }) })
    writer.add(.gateListStarts, starts)
    writer.add(.gateListEntries, entries)
  }

  /// The entries of a list.
  func atoms(of list: Int) -> UnsafeBufferPointer<Entry> {
    UnsafeBufferPointer(start: entries + Int(starts[list]), count: Int(starts[list + 1] - starts[list]))
  }

  /// Whether a comment may hold an atom of a list: surely not, if this says no.
  /// - Parameters:
  ///   - lengths: of the list, see ``lengths(of:)``.
  ///   - anywhere: whether its atoms stand inside words too.
  /// - Complexity: O(words of the comment), or O(its length), for most comments that lack them.
  func holds(_ list: Int, lengths: UInt64, anywhere: Bool, _ facts: borrowing CommentFacts) -> Bool {
    guard facts.pairs != nil else { return true }
    let entries = atoms(of: list)
    let text = facts.text
    let isPlain = text.screen != nil
    let bytesOfAtom = isPlain ? Self.bytesOfAtom.plain : Self.bytesOfAtom.other
    if anywhere, text.skeletonCount <= (isPlain ? Self.mostBytesOfPairs.plain : Self.mostBytesOfPairs.other),
      entries.count * bytesOfAtom < text.skeletonCount
    {
      return entries.contains { facts.hasAtom(Int($0.atom)) }
    }
    return Self.contains(
      words + list * Self.wordsOfOne, lengths: lengths, text, everywhere: anywhere, facts.listKeys
    ) { start, key in
      var index = partitionPoint(entries.count) { entries[$0].key < key }
      while index < entries.count, entries[index].key == key {
        if facts.table.holds(Int(entries[index].atom), at: start, text, facts.comment) { return true }
        index += 1
      }
      return false
    }
  }

  /// The bitmap of some atoms.
  /// - Precondition: each has two class bytes at least.
  static func bitmap(of atoms: [AtomSkeleton]) -> [UInt64] {
    var bitmap = [UInt64](repeating: 0, count: wordsOfOne)
    for atom in atoms { cs_list_add(&bitmap, key(of: atom)) }
    return bitmap
  }

  private static func key(of atom: AtomSkeleton) -> UInt16 {
    cs_list_key(atom.classes.prefix(mostBytes).reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  /// Bit n is set if any of some atoms stands in the bitmap with n bytes.
  static func lengths(of atoms: [AtomSkeleton]) -> UInt64 {
    atoms.reduce(0) { $0 | 1 << UInt64(Swift.min($1.classes.count, mostBytes)) }
  }

  /// Whether a word of a comment may begin as an atom of a list does.
  /// - Parameter lengths: of the list, see ``lengths(of:)``.
  /// - Complexity: O(words of the comment).
  func mayHold(_ list: Int, lengths: UInt64, _ facts: borrowing CommentFacts) -> Bool {
    Self.mayHold(
      words + list * Self.wordsOfOne, lengths: lengths, facts.text, everywhere: false, facts.listKeys)
  }

  static func mayHold(
    _ bitmap: UnsafePointer<UInt64>, lengths: UInt64, _ text: borrowing TextView, everywhere: Bool, _ keys: ListKeys
  ) -> Bool {
    contains(bitmap, lengths: lengths, text, everywhere: everywhere, keys) { _, _ in true }
  }

  /// Whether a word of a comment, of those that begin as an atom of a list may, is `wanted`.
  /// - Parameters:
  ///   - everywhere: whether a word may begin at any byte.
  ///   - wanted: tells it by where the word begins in the skeleton, and by the key of its beginning.
  @inline(__always)
  private static func contains(
    _ bitmap: UnsafePointer<UInt64>, lengths: UInt64, _ text: borrowing TextView, everywhere: Bool, _ keys: ListKeys,
    _ wanted: (Int, UInt16) -> Bool
  ) -> Bool {
    if everywhere { return keys.contains(bitmap, lengths: lengths, text, wanted) }
    let skeleton = UnsafeRawPointer(text.skeleton)
    var mask: UInt32 = 0xFFFF_FFFF
    for length in (leastBytes...mostBytes).reversed() {
      if lengths & 1 << UInt64(length) != 0 {
        for index in 0..<text.wordStartCount {
          let start = Int(text.wordStarts[index])
          // What stands behind the skeleton's end is of other comments.
          if start + length > text.skeletonCount { break }
          let head = UInt32(littleEndian: skeleton.loadUnaligned(fromByteOffset: start, as: UInt32.self))
          let key = cs_list_key(head & mask)
          if cs_list_may_hold(bitmap, key) != 0, wanted(start, key) { return true }
        }
      }
      mask >>= 8
    }
    return false
  }
}

/// Where atoms of lists may begin in a comment, for all lists that are looked for at each of its bytes: the keys of the bytes from there on, which stand in
/// the bitmap of a list that has an atom with that beginning.
struct ListKeys: BitwiseCopyable {
  /// So many places' keys are kept; those of longer comments are made anew for each list, part by part.
  static let mostPlaces = 1 << 16
  private static let shortest = WordLists.leastBytes
  private static let longest = WordLists.mostBytes
  /// Elements of a row, with those that kernels read and write behind the last.
  private static let row = mostPlaces + 32
  /// What one comment's keys take: whether they are there, a row for each length, and one for the places of a length.
  static let room = 1 + (longest - shortest + 2) * row

  // SAFETY: the scratch's, `room` elements, of which those behind the first are read only where they were written before.
  private let room: UnsafeMutablePointer<UInt16>

  init(in room: UnsafeMutablePointer<UInt16>) {
    self.room = room
    room[0] = 0
  }

  /// Whether one of the places at which an atom of a list may begin is `wanted`.
  @inline(__always)
  func contains(
    _ bitmap: UnsafePointer<UInt64>, lengths: UInt64, _ text: borrowing TextView, _ wanted: (Int, UInt16) -> Bool
  ) -> Bool {
    let keys = room + 1
    let found = keys + (Self.longest - Self.shortest + 1) * Self.row
    let total = text.skeletonCount
    for start in stride(from: 0, to: total, by: Self.mostPlaces) {
      let count = Swift.min(total - start, Self.mostPlaces)
      // SAFETY: skeletons have 32 readable bytes behind their end.
      if room[0] == 0 || total > Self.mostPlaces {
        cs_list_keys(text.skeleton + start, count, keys, Self.row)
        room[0] = 1
      }
      for length in (Self.shortest...Self.longest).reversed() where lengths & 1 << UInt64(length) != 0 {
        let row = keys + (length - Self.shortest) * Self.row
        // What stands behind the skeleton's end is of other comments.
        let places = Swift.min(count, total - start - length + 1)
        guard places > 0 else { continue }
        for index in 0..<cs_list_places(bitmap, row, places, found, text.kernel) {
          let place = Int(found[index])
          if wanted(start + place, row[place]) { return true }
        }
      }
    }
    return false
  }
}
