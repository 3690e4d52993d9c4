extension FoldCursor {
  /// Folds letters beyond ASCII that become one unit each, and Hangul syllables, up to something else: what ``foldOther(into:)`` does,
  /// with the text's counts at hand and room made once.
  /// - Returns: false if there is none at the position.
  @inline(never)
  mutating func foldLetters(into text: inout FoldedText) -> Bool {
    let begin = position
    let rest = count - begin
    // Three bytes of a syllable are three units and nine bytes of skeleton at most.
    text.units.reserve(text.unitCount + 32 + rest, keeping: text.unitCount)
    text.skeleton.reserve(text.skeletonCount + 128 + 3 * rest, keeping: text.skeletonCount)
    text.runStarts.reserve(text.skeletonCount + 128 + 3 * rest, keeping: text.skeletonCount)
    text.wordStarts.reserve(text.wordStartCount + 128 + rest, keeping: text.wordStartCount)
    var line = FoldLine(text, run)
    var hasLookalike = false
    let rows = LetterRows.shared
    var index = begin
    while index < count {
      let first = source[index]
      // Two or three bytes; longer sequences are rare scripts and symbols.
      guard first >= 0xC2, first < 0xF0, let (scalar, length) = UTF8Decoder.decode(source, at: index, count: count)
      else {
        break
      }
      let end = index + length
      let row = scalar < LetterRows.count ? rows[Int(scalar)] : LetterRows.row(of: scalar)
      if row.scalar != 0 {
        if row.isLookalike { hasLookalike = true }
        line.push(row, start: index, end: end)
      } else {
        let entry = FoldTable.entry(scalar)
        guard entry.kind == FoldTable.hangul else { break }
        let meta = entry.meta
        let (first, vowel, last) = FoldTable.jamo(of: scalar)
        line.push(LetterRows.Row(unit: first, meta: meta | Unit.first), start: index, end: end)
        line.push(
          LetterRows.Row(unit: vowel, meta: last == 0 ? meta | Unit.last : meta), start: index, end: end)
        if last != 0 { line.push(LetterRows.Row(unit: last, meta: meta | Unit.last), start: index, end: end) }
      }
      index = end
    }
    if index == begin { return false }
    text.traits.formUnion([.nonASCII, .unusualWords])
    if hasLookalike { text.traits.insert(.foreignLookalike) }
    text.unitCount = line.unit
    text.skeletonCount = line.length
    text.wordStartCount = line.starts
    run = line.run
    position = index
    return true
  }
}

/// Where letters are written to while a row of them is folded: the text's buffers and counts.
private struct FoldLine {
  // SAFETY: the text's buffers, in which there is room and which are not exchanged while the row is folded.
  private let units: UnsafeMutablePointer<Unit>
  private let skeleton: UnsafeMutablePointer<UInt8>
  private let runStarts: UnsafeMutablePointer<UInt32>
  private let wordStarts: UnsafeMutablePointer<UInt32>
  var unit: Int
  var length: Int
  var starts: Int
  var run: Skeleton.Run

  init(_ text: borrowing FoldedText, _ run: Skeleton.Run) {
    (units, skeleton) = (text.units.base, text.skeleton.base)
    (runStarts, wordStarts) = (text.runStarts.base, text.wordStarts.base)
    (unit, length, starts) = (text.unitCount, text.skeletonCount, text.wordStartCount)
    self.run = run
  }

  /// Adds a letter; to the skeleton as `Skeleton.append` does.
  @inline(__always)
  mutating func push(_ row: LetterRows.Row, start: Int, end: Int) {
    let letter = Unit(
      scalar: row.scalar, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), meta: row.meta
    )
    units[unit] = letter
    let begins = unit == 0 || Skeleton.mayBeginWord(letter, after: units[unit - 1])
    if row.key != run.key {
      run = Skeleton.Run(key: row.key, position: length)
      // Three at once; what is too much is written over, or stands in the room behind the end.
      let place = UInt32(truncatingIfNeeded: unit)
      for offset in 0..<3 {
        skeleton[length + offset] = UInt8(truncatingIfNeeded: row.bits >> UInt32(8 * offset))
        runStarts[length + offset] = place
      }
      length += row.byteCount
    }
    wordStarts[starts] = UInt32(truncatingIfNeeded: run.position)
    starts += begins ? 1 : 0
    unit += 1
  }
}
