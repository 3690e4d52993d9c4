internal import CommentKernels

/// Bitmaps of how words begin, each for a long list of atoms of one gate: a comment in which no word begins as one of them does lacks them all.
///
/// A look at each word of the comment instead of one for each atom. A word's first two, three and four class bytes are looked up; an atom stands in
/// the bitmap with as many of these as it has.
struct WordBeginnings: Sendable {
  /// Bits of a bitmap, as a power of two.
  private static let bits: UInt32 = 12
  private static let wordsOfOne = 1 << Int(bits - 6)
  private static let mostBytes = 4

  // SAFETY: points into the pack's memory, which is never written to and which the pack holds.
  nonisolated(unsafe) private let words: UnsafePointer<UInt64>
  let count: Int

  init(_ reader: inout PackReader) throws(PackDamage) {
    let words = try reader.take(.gateBeginnings, as: UInt64.self)
    guard words.count.isMultiple(of: Self.wordsOfOne) else { throw PackDamage("a list of how words begin is cut off") }
    self.words = words.start
    count = words.count / Self.wordsOfOne
  }

  /// The bitmap of some atoms.
  /// - Precondition: each has two class bytes at least.
  static func bitmap(of atoms: [AtomSkeleton]) -> [UInt64] {
    var bitmap = [UInt64](repeating: 0, count: wordsOfOne)
    for atom in atoms {
      let bit = bit(atom.classes.prefix(mostBytes).reversed().reduce(0) { $0 << 8 | UInt32($1) })
      bitmap[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }
    return bitmap
  }

  /// Bit n is set if any of some atoms stands in the bitmap with n bytes.
  static func lengths(of atoms: [AtomSkeleton]) -> UInt64 {
    atoms.reduce(0) { $0 | 1 << UInt64(Swift.min($1.classes.count, mostBytes)) }
  }

  /// Whether a word of a comment may begin as an atom of a list does.
  /// - Parameters:
  ///   - lengths: of the list, see ``lengths(of:)``.
  ///   - text: in which a word begins wherever one begins for PCRE2.
  /// - Complexity: O(words of the comment).
  func mayHold(_ list: Int, lengths: UInt64, _ text: borrowing TextView) -> Bool {
    Self.mayHold(words + list * Self.wordsOfOne, lengths: lengths, text)
  }

  static func mayHold(_ bitmap: UnsafePointer<UInt64>, lengths: UInt64, _ text: borrowing TextView) -> Bool {
    let skeleton = UnsafeRawPointer(text.skeleton)
    let starts = text.wordStarts
    let count = text.wordStartCount
    var mask: UInt32 = 0xFFFF_FFFF
    for length in (2...mostBytes).reversed() {
      if lengths & 1 << UInt64(length) != 0 {
        for index in 0..<count {
          let start = Int(starts[index])
          // What stands behind the skeleton's end is of other comments.
          if start + length > text.skeletonCount { break }
          let head = UInt32(littleEndian: skeleton.loadUnaligned(fromByteOffset: start, as: UInt32.self))
          if holds(bitmap, head & mask) { return true }
        }
      }
      mask >>= 8
    }
    return false
  }

  @inline(__always)
  private static func holds(_ bitmap: UnsafePointer<UInt64>, _ head: UInt32) -> Bool {
    let bit = bit(head)
    return bitmap[Int(bit >> 6)] & 1 << UInt64(bit & 63) != 0
  }

  @inline(__always)
  private static func bit(_ head: UInt32) -> UInt32 { (head &* 0x9E37_79B1) >> (32 - bits) }
}
