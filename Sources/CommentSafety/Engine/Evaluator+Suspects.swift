internal import CommentKernels

/// Suspects: what the automata found in a comment of plain ASCII before its units are made.
extension Evaluator {
  @inline(never)
  func verifySuspects(_ scratch: inout Scratch) {
    fold(&scratch)
    let text = TextView(scratch.text, lane: .main, view: .leet, kernel: scratch.screen.kernel)
    for index in 0..<scratch.suspectCount {
      let suspect = scratch.suspects[index]
      verify(suspect.pattern, begin: Int(suspect.begin), end: Int(suspect.end), text, &scratch)
    }
  }

  /// Whether a suspect in a comment without units may be a match: a quick look at the bytes, each of which will be one unit. Most
  /// suspects begin or end inside a longer word, or have other letters of the same classes (`will` for `vl`).
  func survives(
    _ pattern: Pattern, begin: Int, end: Int, _ text: TextView, _ screen: UnsafePointer<cs_screen>,
    _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    let start = cs_screen_letter(screen, UInt32(begin))
    let limit =
      end + 1 < text.skeletonCount
      ? cs_screen_letter(screen, UInt32(end + 1)) : screen.pointee.letter_count
    // A letter of the comment is read as one letter of the pattern at most.
    if Int(limit - start) < Int(pattern.letterCount) { return false }
    // The match ends in its last run.
    if pattern.flags.contains(.endsWord), cs_screen_ends(screen)[end >> 6] & 1 << UInt64(end & 63) == 0 { return false }
    if pattern.flags.contains(.gapless), begin < end {
      // A match holds all letters from the end of its first run to the start of its last. White space inside a word is bridged
      // between single letters, and once between two parts of which one has no vowel.
      let lastByte = Int(cs_screen_locate(screen, UInt32(end)))
      var byte = Int(cs_screen_byte(screen, cs_screen_letter(screen, UInt32(begin + 1)) - 1))
      var hasSpace = false
      var hasChunk = false
      var previous = bytes[byte]
      while byte < lastByte {
        byte += 1
        let next = bytes[byte]
        if next == 0x20 || next == 0x0A || next == 0x09 || next == 0x0D { hasSpace = true }
        if ASCIITable.isWordByte(previous) && ASCIITable.isWordByte(next) && previous | 0x20 != next | 0x20 {
          hasChunk = true
        }
        previous = next
      }
      if hasSpace && hasChunk && !mayBeCut(pattern, screen, bytes, start, limit) { return false }
    }
    return reads(pattern, begin: begin, end: end, screen, bytes)
  }

  /// Whether the letters from `start` on, up to `limit`, may be a word that one space cuts in two, as ``Judge/isCutByOneSpace(_:count:)`` says.
  @inline(never)
  private func mayBeCut(
    _ pattern: Pattern, _ screen: UnsafePointer<cs_screen>, _ bytes: UnsafeRawBufferPointer, _ start: UInt32,
    _ limit: UInt32
  ) -> Bool {
    let count = UInt32(pattern.letterCount)
    guard count >= Judge.cutLetters, pattern.role == .term else { return false }
    // A run of a class may begin before the match and end behind it.
    for first in start...(limit - count) {
      let begin = Int(cs_screen_byte(screen, first))
      let end = Int(cs_screen_byte(screen, first + count - 1))
      guard end - begin == Int(count), begin == 0 || !ASCIITable.isWordByte(bytes[begin - 1]) else { continue }
      if Judge.isCut(bytes[begin...end]) { return true }
    }
    return false
  }

  /// Whether each run of the skeleton begins with a byte that reads as the letter that the pattern has there, or in the first run holds one:
  /// a match reads all of them, one letter after the other.
  private func reads(
    _ pattern: Pattern, begin: Int, end: Int, _ screen: UnsafePointer<cs_screen>, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    let letters = pack.letters + Int(pattern.firstLetter)
    let count = Int(pattern.letterCount)
    let table = ASCIITable.shared
    var letter = 0
    var position = begin
    while position <= end && letter < count {
      let wanted = letters[letter]
      var place = cs_screen_letter(screen, UInt32(position))
      // A match may begin with any letter of the first run.
      let last =
        position > begin
        ? place
        : position + 1 < Int(screen.pointee.skeleton_count)
          ? cs_screen_letter(screen, UInt32(position + 1)) - 1 : screen.pointee.letter_count - 1
      var isRead = false
      while place <= last && !isRead {
        let unit = ASCIITable.unit(bytes[Int(cs_screen_byte(screen, place))], at: 0, table)
        isRead = Reading.of(unit, as: wanted.scalar, base: wanted.base) != .none
        place += 1
      }
      if !isRead { return false }
      // The run stands for all neighbours of its class.
      let key = Skeleton.key(wanted)
      while letter < count && Skeleton.key(letters[letter]) == key { letter += 1 }
      position += 1
    }
    return true
  }
}
