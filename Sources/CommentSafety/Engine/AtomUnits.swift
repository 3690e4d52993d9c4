/// The units of a folded comment, asked for the letters of atoms and for where words begin and end around them.
///
/// What they say holds for both texts that rules read, the comment's own and the folded one: they may take an atom to be there that is not, and never
/// the other way round.
struct AtomUnits: BitwiseCopyable {
  private let text: TextView
  // SAFETY: the comment's, which holds the bytes that the units name, and is read only during the evaluator's call.
  private let comment: UnsafePointer<UInt8>

  @inline(__always)
  init(_ text: TextView, _ comment: UnsafePointer<UInt8>) {
    self.text = text
    self.comment = comment
  }

  /// Whether there is anything to be told of an atom beyond its skeleton.
  @inline(__always)
  static func tell(_ record: AtomTable.Record, _ text: TextView) -> Bool {
    text.tellsLetters && (record.letterCount > 0 || !record.traits.isDisjoint(with: [.startsWord, .endsWord]))
  }

  /// Whether an atom whose skeleton stands at `position` may stand there.
  /// - Parameter letters: of the record, if it has any.
  @inline(__always)
  func holds(_ record: AtomTable.Record, _ letters: UnsafePointer<UInt8>, at position: Int) -> Bool {
    guard Self.tell(record, text) else { return true }
    return record.letterCount > 0 ? hasLetters(record, letters, at: position) : hasWord(record, at: position)
  }

  /// Where the run that begins in the skeleton at `position` ends among the units.
  private func end(ofRunAt position: Int) -> Int {
    var next = position + 1
    while next < text.skeletonCount, text.skeleton[next] & 0xC0 == 0x80 { next += 1 }
    return next < text.skeletonCount ? Int(text.runStarts[next]) : text.unitCount
  }

  /// An atom of ASCII: its letters in a row, from one of the run's units on.
  @inline(never)
  private func hasLetters(_ record: AtomTable.Record, _ letters: UnsafePointer<UInt8>, at position: Int) -> Bool {
    let count = Int(record.letterCount)
    for first in Int(text.runStarts[position])..<end(ofRunAt: position) where isRead(first) {
      if record.traits.contains(.startsWord), !mayPart(first - 1, first, .ofASCII) { continue }
      var matched = 0
      var last = first
      var repeated: UInt8 = 0
      var index = first
      while index < text.unitCount {
        defer { index += 1 }
        guard isRead(index) else { continue }
        let unit = text.units[index]
        if repeated == 0 || index != last + 1 || unit.scalar != UInt32(repeated) {
          guard matched < count else { break }
          let letter = letters[matched] & ~AtomSkeleton.runBit
          // A look-alike may stand for it in the folded text.
          guard unit.scalar == UInt32(letter) || unit.scalar >= 0x80 && unit.base != 0 else { break }
          repeated = letters[matched] & AtomSkeleton.runBit != 0 ? letter : 0
          matched += 1
        }
        last = index
        if matched == count && repeated == 0 { break }
      }
      if matched == count, !record.traits.contains(.endsWord) || mayPart(last, last + 1, .ofASCII) { return true }
    }
    return false
  }

  /// An atom with other letters, of which the skeleton says enough.
  @inline(never)
  private func hasWord(_ record: AtomTable.Record, at position: Int) -> Bool {
    if record.traits.contains(.startsWord) {
      let run = Int(text.runStarts[position])..<end(ofRunAt: position)
      guard run.contains(where: { isRead($0) && mayPart($0 - 1, $0, .ofAny) }) else { return false }
    }
    if record.traits.contains(.endsWord) {
      let last = position + Int(record.classCount) - 1
      let run = Int(text.runStarts[last])..<end(ofRunAt: last)
      guard run.contains(where: { isRead($0) && mayPart($0, $0 + 1, .ofAny) }) else { return false }
    }
    return true
  }

  @inline(__always)
  private func isRead(_ index: Int) -> Bool { text.units[index].isWord || text.units[index].isLeetActive }

  /// Whether a rule may see a word begin or end between two neighbouring units, of which one is a letter or a digit: surely not, if this says no.
  /// - Parameter mark: which words the rule asks for.
  @inline(__always)
  private func mayPart(_ left: Int, _ right: Int, _ mark: WordMark) -> Bool {
    guard left >= 0, right < text.unitCount else { return true }
    let (before, after) = (text.units[left], text.units[right])
    guard before.isWord, after.isWord else { return true }
    // Something that was deleted stands between them, or they are of one character.
    let start = Int(after.start)
    var last = start - 1
    while last > Int(before.start), comment[last] & 0xC0 == 0x80 { last -= 1 }
    guard last == Int(before.start) else { return true }
    // Two of ASCII are of one word for everybody.
    if comment[last] < 0x80 && comment[start] < 0x80 { return false }
    return mark == .ofASCII || !before.isSurelyOfWord || !after.isSurelyOfWord
  }
}
