/// Folds a comment into units and a skeleton, in one pass.
///
/// The fold works per code point: substitution, deletion, and for the skeleton the collapse of runs. Terms, allow phrases and
/// regex atoms pass through this very code.
///
/// - Complexity: linear in the comment's length. A code point becomes at most 18 units.
struct Normalizer {
  /// Bytes of slack the loop wants behind its buffers.
  private static let slack = 96

  /// - Parameter decodesEscapes: whether HTML entities and percent escapes are read as what they stand for.
  static func fold(
    _ bytes: UnsafeRawBufferPointer, into text: inout FoldedText, decodesEscapes: Bool = true
  ) {
    let count = bytes.count
    text.unitCount = 0
    text.skeletonCount = 0
    text.wordStartCount = 0
    text.traits = []
    text.digitCount = 0
    text.overrideCount = 0
    text.asciiPresent = (0, 0)
    text.units.reserve(count + slack)
    text.skeleton.reserve(count + slack)
    text.runStarts.reserve(count + slack)
    text.wordStarts.reserve(count + slack)
    guard count > 0, let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      return
    }

    var fold = FoldCursor(source: source, count: count)
    fold.decodesEscapes = decodesEscapes
    while fold.position < count {
      fold.foldASCII(into: &text)
      if fold.position < count && !fold.foldLetters(into: &text) { fold.foldOther(into: &text) }
    }
  }
}

/// The position of a fold in its comment.
struct FoldCursor {
  // SAFETY: `source` points to `count` readable bytes for the duration of the fold.
  let source: UnsafePointer<UInt8>
  let count: Int
  var position = 0
  var decodesEscapes = true
  /// The run that the skeleton ends with.
  var run = Skeleton.Run()

  init(source: UnsafePointer<UInt8>, count: Int) {
    self.source = source
    self.count = count
  }

  /// Folds ASCII up to a byte that needs more thought: a longer sequence, or an escape that decodes.
  @inline(__always)
  mutating func foldASCII(into text: inout FoldedText) {
    let table = ASCIITable.shared
    let units = text.units.base
    let skeleton = text.skeleton.base
    let runStarts = text.runStarts.base
    var unit = text.unitCount
    var length = text.skeletonCount
    let wordStarts = text.wordStarts.base
    var run = self.run
    var starts = text.wordStartCount
    // Meta of the unit before. The loop is entered at the start and behind what is not plain ASCII: there a word may always begin.
    var previous = Unit.space
    var index = position
    var digits = 0
    var present = text.asciiPresent

    loop: while index < count {
      let byte = source[index]
      if byte >= 0x80 { break }
      let entry = table[Int(byte)]
      var meta = UInt32(truncatingIfNeeded: entry)
      var letterClass = UInt32(truncatingIfNeeded: entry >> 40) & 0xFF
      let handling = UInt8(truncatingIfNeeded: entry >> 48)
      if handling != ASCIITable.plain {
        if byte < 64 { present.0 |= 1 << UInt64(byte) } else { present.1 |= 1 << UInt64(byte - 64) }
        switch handling {
        case ASCIITable.leet:
          if byte == UInt8(ascii: "("), decodesEscapes, drawsLetter(at: index) { break loop }
          let followsWord = unit > 0 && units[unit - 1].isWord
          if symbolReadsAsLetter(byte, at: index, followsWord, traits: &text.traits) {
            meta |= Unit.leetActive
          } else {
            letterClass = 0
          }
        case ASCIITable.mask:
          if mayHideLetters(byte, at: index) { text.traits.insert(.mask) }
        case ASCIITable.escape:
          if decodesEscapes && beginsEscape(at: index) { break loop }
          // An odd symbol in the place of a letter hides it: `f%ck`, `f&ck`.
          if mayHideLetters(byte, at: index) { text.traits.insert(.mask) }
        case ASCIITable.invisible:
          if unit > 0 { units[unit - 1].meta |= Unit.invisibleFollows }
          // It may part a mask from its word.
          text.traits.formUnion([.mask, .unusualWords])
          // And words, for rules.
          previous = Unit.space
          index += 1
          continue
        default:
          break
        }
      }
      units[unit] = Unit(
        scalar: UInt32(truncatingIfNeeded: entry >> 32) & 0xFF,
        start: UInt32(truncatingIfNeeded: index), end: UInt32(truncatingIfNeeded: index + 1),
        meta: meta)
      // Without branches, since words end at places that no processor foresees. As `Skeleton.mayBeginWord`: a word may begin
      // behind what is no word, at a change between letters and digits, and at a capital behind a small letter.
      let changed = (previous ^ meta) & Unit.kindMask
      let outside = ~(previous ^ previous >> 1) & 1
      let begins = changed | outside | (meta & ~previous & Unit.upper)
      let isRead: UInt32 = letterClass != 0 ? 1 : 0
      let emits: UInt32 = letterClass != run.key ? isRead : 0
      skeleton[length] = UInt8(truncatingIfNeeded: letterClass)
      runStarts[length] = UInt32(truncatingIfNeeded: unit)
      run.position = emits != 0 ? length : run.position
      run.key = isRead != 0 ? letterClass : run.key
      wordStarts[starts] = UInt32(truncatingIfNeeded: run.position)
      starts += begins != 0 ? Int(isRead) : 0
      length += Int(emits)
      digits += meta & Unit.kindMask == Unit.digit ? 1 : 0
      previous = meta
      unit += 1
      index += 1
    }

    text.unitCount = unit
    text.skeletonCount = length
    text.wordStartCount = starts
    text.digitCount += digits
    text.asciiPresent = present
    self.run = run
    position = index
  }

  /// Whether a symbol touches a word in a way that may hide letters: inside it, in a row of symbols behind it, or, for a star, at
  /// either end.
  @inline(never)
  private func mayHideLetters(_ byte: UInt8, at index: Int) -> Bool {
    let afterWord = index > 0 && ASCIITable.isWordByte(source[index - 1])
    let next = index + 1 < count ? source[index + 1] : UInt8(ascii: " ")
    let beforeWord = ASCIITable.isWordByte(next)
    switch Unicode.Scalar(byte) {
    case "*": return afterWord || beforeWord
    case "-", "_", ".": return afterWord && beforeWord
    default: return afterWord && next > 0x20
    }
  }

  /// Whether a symbol that may stand for a letter does so here, by its neighbours.
  ///
  /// `!` ends sentences, so it must be followed by a word; `$` must not begin an amount of money; brackets, bars and plus signs
  /// must stand inside a word.
  @inline(never)
  private func symbolReadsAsLetter(
    _ byte: UInt8, at index: Int, _ followsWord: Bool, traits: inout FoldedText.Traits
  ) -> Bool {
    let previous = index > 0 ? source[index - 1] : UInt8(ascii: " ")
    let next = index + 1 < count ? source[index + 1] : UInt8(ascii: " ")
    // Beyond ASCII the byte does not tell: `·!`.
    let afterWord = previous < 0x80 ? ASCIITable.isWordByte(previous) : followsWord
    let beforeWord = ASCIITable.isWordByte(next)
    let isAmong = !afterWord && !beforeWord && standsAmongLetters(index, index + 1)
    let reads: Bool
    switch Unicode.Scalar(byte) {
    case "!": reads = beforeWord || isAmong
    case "@":
      // At a word's end too (`put@`), but for `me @ home` and `a@`.
      reads =
        beforeWord || afterWord && index > 2 && isLetter(index - 1) && isLetter(index - 2) || next == UInt8(ascii: "$")
        || isAmong
    case "$":
      let beforeDigit = next >= 0x30 && next < 0x3A
      reads =
        afterWord || (beforeWord && !beforeDigit) || previous == UInt8(ascii: "$")
        || previous == UInt8(ascii: "@") || next == UInt8(ascii: "$") || isAmong
    case "+":
      // At a word's end too (`shi+`), but for `C++`, `18+` and `A+`.
      reads =
        afterWord
        && (beforeWord || index > 2 && isLetter(index - 1) && isLetter(index - 2))
        || isAmong
    default: reads = afterWord && beforeWord || isAmong
    }
    if reads && (isAmong || afterWord && beforeWord) { traits.insert(.ambiguousSymbol) }
    if mayHideLetters(byte, at: index) { traits.insert(.mask) }
    return reads
  }

  private func isLetter(_ index: Int) -> Bool { (source[index] | 0x20) >= 0x61 && (source[index] | 0x20) <= 0x7A }

  /// Whether a symbol stands in a row of single letters that are parted as it is: `s h ! t`.
  private func standsAmongLetters(_ start: Int, _ end: Int) -> Bool {
    func isWord(_ place: Int) -> Bool { place >= 0 && place < count && ASCIITable.isWordByte(source[place]) }
    return isWord(start - 2) && !isWord(start - 3) || isWord(end + 1) && !isWord(end + 2)
  }

  /// Whether the `(` at `index` begins a drawn o: `b()ng`.
  private func drawsLetter(at index: Int) -> Bool {
    index > 0 && index + 2 < count && source[index + 1] == UInt8(ascii: ")") && isLetter(index - 1)
      && isLetter(index + 2)
  }

  /// Folds one code point that is not plain ASCII, or an escape.
  @inline(never)
  mutating func foldOther(into text: inout FoldedText) {
    let start = position
    if source[start] == UInt8(ascii: "(") {
      // Read as the digit that is drawn alike.
      position = start + 2
      text.traits.insert(.escape)
      append(0x30, start: start, end: position, extra: 0, into: &text)
      return
    }
    if source[start] < 0x80 {
      let escape = decodeEscape(at: start)
      position = escape.end
      // What an escape decodes to may stand beside a mask, or be one.
      if escape.end > start + 1 { text.traits.formUnion([.escape, .mask]) }
      append(
        escape.scalar, start: start, end: escape.end, extra: Unit.encoded, into: &text)
      return
    }
    text.traits.insert(.nonASCII)
    guard let (scalar, length) = UTF8Decoder.decode(source, at: start, count: count) else {
      // Bytes that are no UTF-8 are noise: deleted like invisible characters, and told.
      text.traits.formUnion([.invalidUTF8, .unusualWords])
      if text.unitCount > 0 {
        text.units.base[text.unitCount - 1].meta |= Unit.invisibleFollows
      }
      position = start + 1
      return
    }
    position = start + length
    append(scalar, start: start, end: position, extra: 0, into: &text)
  }

  private mutating func append(
    _ scalar: UInt32, start: Int, end: Int, extra: UInt32, into text: inout FoldedText
  ) {
    // Room for the longest expansion and for the rest of the comment.
    let rest = count - position
    text.units.reserve(text.unitCount + 32 + rest, keeping: text.unitCount)
    text.skeleton.reserve(text.skeletonCount + 128 + rest, keeping: text.skeletonCount)
    text.runStarts.reserve(text.skeletonCount + 128 + rest, keeping: text.skeletonCount)
    text.wordStarts.reserve(text.wordStartCount + 128 + rest, keeping: text.wordStartCount)

    let entry = FoldTable.entry(scalar)
    switch entry.kind {
    case FoldTable.invisible, FoldTable.mark:
      delete(entry, start: start, end: end, from: &text)
    case FoldTable.expand:
      let techniques = entry.techniques << Unit.techniqueShift
      let first = entry.expansionStart
      let length = entry.expansionCount
      for index in 0..<length {
        let part = FoldTable.expansion(first + UInt32(index))
        var meta = FoldTable.entry(part).meta | techniques | extra
        if entry.isUpper { meta |= Unit.upper }
        if index == 0 { meta |= Unit.first }
        if index == length - 1 { meta |= Unit.last }
        push(part, meta: meta, start: start, end: end, to: &text)
      }
    case FoldTable.hangul:
      let meta = entry.meta | extra
      let (first, vowel, last) = FoldTable.jamo(of: scalar)
      push(first, meta: meta | Unit.first, start: start, end: end, to: &text)
      push(vowel, meta: last == 0 ? meta | Unit.last : meta, start: start, end: end, to: &text)
      if last != 0 { push(last, meta: meta | Unit.last, start: start, end: end, to: &text) }
    default:
      if entry.techniques & Technique.rotated.rawValue != 0 { text.traits.insert(.rotated) }
      var (folded, meta) = entry.unit(of: scalar)
      meta |= extra | Unit.first | Unit.last
      if entry.kind == FoldTable.other {
        if MaskedWords.isMask(folded) { text.traits.insert(.mask) }
        if text.unitCount > 0, text.units[text.unitCount - 1].isWord { text.traits.insert(.oddMask) }
        if meta >> Unit.lookalikeShift & 0x7F != 0 {
          meta = symbolMeta(meta, start: start, end: end, text: &text)
        }
      } else if entry.lookalike != 0 && folded >= 0x80 {
        text.traits.insert(.foreignLookalike)
      }
      push(folded, meta: meta, start: start, end: end, to: &text)
    }
  }

  /// A symbol of another block that looks like a letter reads as one only where it touches a word.
  private func symbolMeta(
    _ meta: UInt32, start: Int, end: Int, text: inout FoldedText
  ) -> UInt32 {
    let afterWord = start > 0 && ASCIITable.isWordByte(source[start - 1])
    let beforeWord = end < count && ASCIITable.isWordByte(source[end])
    let isAmong = !afterWord && !beforeWord && standsAmongLetters(start, end)
    guard afterWord || beforeWord || isAmong else { return meta }
    if isAmong || afterWord && beforeWord { text.traits.insert(.ambiguousSymbol) }
    return meta | Unit.leetActive
  }

  private func delete(
    _ entry: FoldTable.Entry, start: Int, end: Int, from text: inout FoldedText
  ) {
    text.traits.insert(.unusualWords)
    if entry.isOverride || entry.endsOverride {
      if entry.isOverride { text.traits.insert(.override) }
      text.overrides.reserve(text.overrideCount + 1, keeping: text.overrideCount)
      text.overrides[text.overrideCount] = UInt32(text.unitCount << 1) | (entry.isOverride ? 1 : 0)
      text.overrideCount += 1
    }
    guard text.unitCount > 0 else { return }
    let last = text.units.base + (text.unitCount - 1)
    let source = UInt32(truncatingIfNeeded: start)
    if entry.kind == FoldTable.mark {
      last.pointee.meta |= Technique.diacritics.rawValue << Unit.techniqueShift
    } else {
      last.pointee.meta |= Unit.invisibleFollows
    }
    // What belongs to the letter's grapheme is covered with it, and a mark behind invisible characters too: it must not be left alone.
    if entry.kind == FoldTable.mark || entry.extendsGrapheme && last.pointee.end == source {
      let newEnd = UInt32(truncatingIfNeeded: end)
      var index = text.unitCount - 1
      let first = last.pointee.start
      while index >= 0 && text.units.base[index].start == first {
        text.units.base[index].end = newEnd
        index -= 1
      }
    }
  }

  @inline(__always)
  private mutating func push(
    _ scalar: UInt32, meta: UInt32, start: Int, end: Int, to text: inout FoldedText
  ) {
    let unit = Unit(
      scalar: scalar, start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end), meta: meta)
    text.units.base[text.unitCount] = unit
    if unit.isDigit { text.digitCount += 1 }
    // Folded punctuation counts as present: a rule on the folded text matches it (a curly apostrophe, a full-width at sign).
    if scalar < 64 {
      text.asciiPresent.0 |= 1 << UInt64(scalar)
    } else if scalar < 128 {
      text.asciiPresent.1 |= 1 << UInt64(scalar - 64)
    }
    let isRead = unit.isWord || unit.isLeetActive
    if isRead { text.traits.insert(.unusualWords) }
    Skeleton.append(unit, at: text.unitCount, isLetter: isRead, run: &run, to: &text)
    text.unitCount += 1
  }
}
