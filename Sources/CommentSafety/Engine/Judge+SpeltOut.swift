/// Words spelt out with separators: what stands beside their letters, and what only looks like one.
extension Judge {
  /// Whether single letters go on where the term needs a word's edge, in the way that its own letters are set: `a.s.s.e.t` and
  /// `c o c k p i t` spell other words. Letters that are words of their own (`a`, `u`) may stand beside it, and words that people say there,
  /// spelt out too (`y o u`).
  func goesOn(_ alignment: Alignment, count: Int, spaced: Bool) -> Bool {
    if pattern.flags.contains(.endsWord) {
      // As wide as the gap before the last letter.
      var width = 1
      while alignment.end - width > alignment.start, !units[alignment.end - width].isWord { width += 1 }
      if width > 1, goesOn(after: alignment.end, width, spaced) { return true }
    }
    if pattern.flags.contains(.startsWord) {
      var width = 1
      while alignment.start + width < alignment.end, !units[alignment.start + width].isWord { width += 1 }
      if width > 1, goesOn(before: alignment.start, width, spaced) { return true }
    }
    return false
  }

  @inline(never)
  private func goesOn(after end: Int, _ width: Int, _ spaced: Bool) -> Bool {
    !SpeltRow(of: self, after: end, width, crossesSpace: spaced).isSmallWords
  }

  @inline(never)
  private func goesOn(before start: Int, _ width: Int, _ spaced: Bool) -> Bool {
    !SpeltRow(of: self, before: start, width, crossesSpace: spaced).isSmallWords
  }

  /// Letters from which a word may be cut by one space.
  static let cutLetters = 4

  /// What a word cut by one space costs: the match is weak.
  static func cutCost(_ count: Int) -> Int { pointsPerLetter * Swift.min(count, countedLetters) - plainThreshold + 1 }

  /// Whether one space cuts the word in two, neither is a word, and one has no vowel: `fu ck`.
  @inline(never)
  func isCutByOneSpace(_ alignment: Alignment, count: Int) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    guard pattern.role == .term, count >= Self.cutLetters, count == alignment.exact, end - start == count,
      alignment.spaceGaps == 1, alignment.tightGaps == 0,
      start == 0 || units[start - 1].isSpace, WordBoundary.after(end, in: units, count: unitCount) == .full
    else { return false }
    var cut = start
    while units[cut].isWord { cut += 1 }
    guard isVowelless(start..<cut) || isVowelless(cut + 1..<end + 1) else { return false }
    return !commonWords.contains(units, start..<cut) && !commonWords.contains(units, cut + 1..<end + 1)
  }

  private func isVowelless(_ range: Range<Int>) -> Bool {
    range.allSatisfy { units[$0].scalar < 0x80 && Self.isConsonant(UInt8(truncatingIfNeeded: units[$0].scalar)) }
  }

  private static func isConsonant(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return letter > 0x60 && letter < 0x7B && 0x0110_4111 >> UInt32(letter - 0x61) & 1 == 0
  }

  /// The same of plain bytes, as far as it can be told of them: a space between two rows of letters of which one has no vowel.
  static func isCut(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let cut = bytes.firstIndex(where: { !ASCIITable.isWordByte($0) }), bytes[cut] <= 0x20 else { return false }
    return bytes[..<cut].allSatisfy(isConsonant) || bytes[(cut + 1)...].allSatisfy(isConsonant)
  }

  /// `F.A.G.` and `D. T. F.` in capitals with dots are abbreviations; so are longer ones without a vowel, and initials of 4 letters with a space
  /// behind each dot.
  func isInitialism(_ alignment: Alignment, count: Int) -> Bool {
    let written = count - alignment.symbols
    let isShort = written < 4 || written < 5 && alignment.spaceGaps == written - 1
    guard isShort || written < 6 && !hasVowel, alignment.longChunks == 0, isAllUpper(alignment) else {
      return false
    }
    var dots = 0
    for index in alignment.start...alignment.end where !units[index].isWord && !units[index].isLeetActive {
      if units[index].scalar == 0x2E { dots += 1 } else if !units[index].isSpace { return false }
    }
    return dots >= written - 1
  }

  var hasVowel: Bool {
    for index in 0..<Int(pattern.letterCount) {
      switch letters[index].base {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): return true
      case 0: return true
      default: break
      }
    }
    return false
  }

  /// Whether the only separator is an apostrophe, which joins words of its own (`who're`), or a sign that is no separator: one that is drawn like
  /// a letter, or an open bracket.
  @inline(never)
  func isContraction(_ alignment: Alignment) -> Bool {
    guard alignment.tightGaps == 1 else { return false }
    var joins = false
    for index in alignment.start...alignment.end where !units[index].isWord {
      switch units[index].scalar {
      case 0x27, 0x28, 0x3C: joins = true
      case let scalar where scalar >= 0x80 && units[index].isLeetActive: joins = true
      default: if !units[index].isLeetActive { return false }
      }
    }
    return joins
  }

  /// How many sides of a spaced-out word have another single letter standing alone.
  func loneLetterNeighbours(_ alignment: Alignment) -> Int {
    var result = 0
    if Token.isLoneLetter(before: alignment.start, in: units) { result += 1 }
    if Token.isLoneLetter(after: alignment.end, in: units, count: unitCount) { result += 1 }
    return result
  }

  /// Whether the first and the last letter of spelt-out ones stand alone, too: the `i` of `is` is no letter of the word before it.
  func standsAlone(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    // A sign belongs to them if it is parted from them as they are.
    let isBegun = start == 0 || !units[start - 1].isWord && (units[start].isWord || !units[start + 1].isWord)
    return isBegun && (end + 1 >= unitCount || !units[end + 1].isWord) && (units[end].isWord || !units[end - 1].isWord)
  }

  /// Whether the sign between two pieces is a letter of a common word: `wh€re`.
  @inline(never)
  func isWordWithSymbol(_ alignment: Alignment) -> Bool {
    guard alignment.tightGaps == 1 else { return false }
    var start = alignment.start
    while start > 0, units[start - 1].isWord, alignment.start - start < PartedWords.longestWord { start -= 1 }
    var word = CommonWords.Key()
    var hasSymbol = false
    var index = start
    while index < unitCount, index - start <= PartedWords.longestWord, units[index].isWord || units[index].isLeetActive
    {
      if units[index].isWord {
        word.append(units[index].scalar)
      } else {
        word.append(Self.letter(of: units[index]))
        hasSymbol = true
      }
      index += 1
    }
    return hasSymbol && commonWords.contains(word)
  }

  /// The letter that a sign is mostly read as.
  private static func letter(of symbol: Unit) -> UInt32 {
    switch Unicode.Scalar(symbol.scalar) {
    case "@": 0x61
    case "(", "<": 0x63
    case "!", "|": 0x69
    case "$": 0x73
    case "+": 0x74
    default: UInt32(symbol.base)
    }
  }

  /// Whether each piece between the separators is a common word.
  func isMadeOfWords(_ alignment: Alignment) -> Bool {
    var index = alignment.start
    while index <= alignment.end {
      var word = CommonWords.Key()
      while index <= alignment.end && units[index].isWord {
        word.append(units[index].scalar)
        index += 1
      }
      if !word.isEmpty && !commonWords.contains(word) { return false }
      while index <= alignment.end && !units[index].isWord { index += 1 }
    }
    return true
  }
}

/// The single letters beside a spelt-out term, read as one row: `y o u a r e a` before an insult.
private struct SpeltRow {
  private static let longest = 24

  /// From the term outwards.
  private var letters = InlineArray<24, UInt32>(repeating: 0)
  private var count = 0
  private var isWhole = true
  private let isBefore: Bool

  init(of judge: Judge, after end: Int, _ width: Int, crossesSpace: Bool) {
    isBefore = false
    var index = end
    while isWhole,
      let next = Token.loneLetter(
        after: index, in: judge.units, count: judge.unitCount, within: width, crossesSpace: crossesSpace)
    {
      append(judge.units[next])
      index = next
    }
  }

  init(of judge: Judge, before start: Int, _ width: Int, crossesSpace: Bool) {
    isBefore = true
    var index = start
    while isWhole,
      let next = Token.loneLetter(before: index, in: judge.units, within: width, crossesSpace: crossesSpace)
    {
      append(judge.units[next])
      index = next
    }
  }

  private mutating func append(_ unit: Unit) {
    // Of a digit (`d.u.m.b.8.e.l.l`) the letter behind it tells.
    if unit.isDigit { return }
    guard count < Self.longest else {
      isWhole = false
      return
    }
    letters[count] = unit.scalar
    count += 1
  }

  /// Whether the row is words that people say before and behind abuse, and nothing else. Any common words would not do: they also begin
  /// and end other words (`demons` and `trator`).
  var isSmallWords: Bool {
    guard isWhole else { return false }
    var places: UInt32 = 1
    for place in 0..<count where places & 1 << UInt32(place) != 0 {
      switch Unicode.Scalar(letters[isBefore ? count - 1 - place : place]) {
      case "u", "и", "я": places |= 1 << UInt32(place + 1)
      case "a", "i", "а": if isBefore { places |= 1 << UInt32(place + 1) }
      default: break
      }
      for word in isBefore ? Self.wordsBefore : Self.wordsBehind where stands(word, at: place) {
        places |= 1 << UInt32(place + word.utf8CodeUnitCount)
      }
    }
    return places & 1 << UInt32(count) != 0
  }

  /// Whether a word stands `place` letters behind the row's beginning.
  private func stands(_ word: StaticString, at place: Int) -> Bool {
    guard place + word.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<word.utf8CodeUnitCount {
      let index = place + offset
      if letters[isBefore ? count - 1 - index : index] != UInt32(word.utf8Start[offset]) { return false }
    }
    return true
  }

  private static let wordsBefore: [StaticString] = [
    "ur", "an", "go", "is", "you", "your", "youre", "are", "this", "that", "such", "what", "just", "shut", "dumb",
    "ugly",
    "dirty", "little", "stupid", "fucking", "and", "should", "please",
  ]
  private static let wordsBehind: [StaticString] = [
    "you", "ur", "your", "off", "all", "it", "now", "him", "them", "and", "this", "that", "again", "please",
  ]
}
