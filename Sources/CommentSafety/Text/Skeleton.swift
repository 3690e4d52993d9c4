/// Builds skeletons.
enum Skeleton {
  /// Adds a unit's class to the skeleton, unless it continues a run.
  ///
  /// The caller has made room for four bytes.
  @inline(__always)
  static func append(
    _ unit: Unit, at index: Int, isLetter: Bool, run: inout Run, to text: inout FoldedText
  ) {
    guard isLetter else { return }
    let key = self.key(unit)
    if key == 0 { return }
    let begins = index == 0 || mayBeginWord(unit, after: text.units.base[index - 1])
    if key == run.key {
      if begins { noteWordStart(run.position, &text) }
      return
    }
    let start = UInt32(truncatingIfNeeded: index)
    var length = text.skeletonCount
    run.key = key
    run.position = length
    let skeleton = text.skeleton.base
    let runStarts = text.runStarts.base
    if begins { noteWordStart(length, &text) }
    if key < 0x80 {
      skeleton[length] = UInt8(truncatingIfNeeded: key)
      runStarts[length] = start
      length += 1
    } else {
      let bytes = UTF8Decoder.encode(key)
      for position in 0..<bytes.count {
        skeleton[length] = UInt8(truncatingIfNeeded: bytes.bits >> UInt32(8 * position))
        runStarts[length] = start
        length += 1
      }
    }
    text.skeletonCount = length
  }

  @inline(__always)
  private static func noteWordStart(_ position: Int, _ text: inout FoldedText) {
    text.wordStarts.base[text.wordStartCount] = UInt32(truncatingIfNeeded: position)
    text.wordStartCount += 1
  }

  /// The run that a skeleton ends with.
  struct Run: BitwiseCopyable {
    /// Its class byte or scalar; 0 before the first run.
    var key: UInt32 = 0
    /// Index of its first skeleton byte.
    var position = 0
  }

  /// Whether a word may begin at a unit: wherever ``WordBoundary`` may see a boundary, wherever a rule may see one (``AtomUnits``), and perhaps
  /// elsewhere.
  @inline(__always)
  static func mayBeginWord(_ unit: Unit, after previous: Unit) -> Bool {
    if !previous.isWord || unit.beginsWord { return true }
    if previous.kind != unit.kind { return true }
    if unit.isUpper && !previous.isUpper { return true }
    if previous.meta & Unit.partedBehind != 0 || !previous.isSurelyOfWord || !unit.isSurelyOfWord
      || previous.isASCIIWrittenOtherwise || unit.isASCIIWrittenOtherwise
    {
      return true
    }
    return (previous.meta ^ unit.meta) >> Unit.scriptShift & 0x3F != 0 || unit.isNoSpaces
      || previous.isNoSpaces || (previous.meta ^ unit.meta) & Unit.regional != 0
  }

  /// The key that groups a unit's run; equal keys collapse.
  @inline(__always)
  static func key(_ unit: Unit) -> UInt32 {
    let base = unit.base
    return base != 0 ? UInt32(LetterClass.table[Int(base)]) : unit.scalar
  }

  /// The same of a pattern's letter.
  @inline(__always)
  static func key(_ letter: PatternLetter) -> UInt32 {
    letter.base != 0 ? UInt32(LetterClass.table[Int(letter.base)]) : letter.scalar
  }

  /// Builds the skeleton anew from the units, in another view.
  /// - Complexity: linear in the units.
  static func rebuild(_ text: inout FoldedText, view: SkeletonView) {
    text.skeletonCount = 0
    // The sieve reads sixteen bytes from each place.
    text.skeleton.reserve(text.unitCount * 4 + 32)
    text.runStarts.reserve(text.unitCount * 4 + 4)
    text.wordStarts.reserve(text.unitCount + 4)
    text.wordStartCount = 0
    var run = Run()
    for index in 0..<text.unitCount {
      let unit = text.units.base[index]
      let isLetter = unit.isWord || (view == .leet && unit.isLeetActive)
      append(unit, at: index, isLetter: isLetter, run: &run, to: &text)
    }
  }
}
