/// Words spelt out with separators: what stands beside their letters, and what only looks like one.
extension Judge {
  /// Whether single letters go on where the term needs a word's edge, in the way that its own letters are set: `a.s.s.e.t` and
  /// `c o c k p i t` spell other words. Letters that are words of their own (`a`, `u`) may stand beside it.
  func goesOn(_ alignment: Alignment, count: Int, spaced: Bool) -> Bool {
    let isPhrase = pattern.flags.contains(.phrase)
    // A spelt-out word that lifts a match must be all that is spelt out there.
    if pattern.role == .term && count >= Self.sureSpeltLetters && !isPhrase { return false }
    if pattern.flags.contains(.endsWord) {
      // As wide as the gap before the last letter.
      var index = alignment.end
      var width = 1
      while index - width > alignment.start, !units[index - width].isWord { width += 1 }
      for _ in 0..<(width > 1 ? Self.lettersBeside : 0) {
        guard
          let next = Token.loneLetter(
            after: index, in: units, count: unitCount, within: width, crossesSpace: spaced)
        else { break }
        if goesOn(at: next, spaced) { return true }
        index = next
      }
    }
    if pattern.flags.contains(.startsWord) {
      var index = alignment.start
      var width = 1
      while index + width < alignment.end, !units[index + width].isWord { width += 1 }
      for _ in 0..<(width > 1 ? Self.lettersBeside : 0) {
        guard let next = Token.loneLetter(before: index, in: units, within: width, crossesSpace: spaced) else { break }
        if goesOn(at: next, spaced) { return true }
        index = next
      }
    }
    return false
  }

  /// Whether a single letter beside spelt-out ones is one of them. Of a digit (`d.u.m.b.8.e.l.l`) the letter behind it tells. Letters that
  /// people write as words may stand there in spaced text; beside a word that lifts a match only words of the language.
  func goesOn(at index: Int, _ spaced: Bool) -> Bool {
    if units[index].isDigit { return false }
    guard spaced else { return true }
    switch Unicode.Scalar(units[index].scalar) {
    case "a", "i": return false
    case "k", "n", "r", "u", "y", "а", "и", "я": return pattern.role != .term
    default: return true
    }
  }

  /// `F.A.G.` and `D. T. F.` in capitals with dots are abbreviations; so are longer ones without a vowel.
  func isInitialism(_ alignment: Alignment, count: Int) -> Bool {
    let written = count - alignment.symbols
    guard written < 4 || written < 6 && !hasVowel, alignment.longChunks == 0, isAllUpper(alignment) else {
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

  /// Whether the only separator is an apostrophe, which joins words of its own (`who're`).
  func isContraction(_ alignment: Alignment) -> Bool {
    guard alignment.tightGaps == 1 else { return false }
    for index in alignment.start...alignment.end
    where !units[index].isWord && !units[index].isLeetActive && units[index].scalar != 0x27 {
      return false
    }
    return true
  }

  /// How many sides of a spaced-out word have another single letter standing alone.
  func loneLetterNeighbours(_ alignment: Alignment) -> Int {
    var result = 0
    if Token.isLoneLetter(before: alignment.start, in: units) { result += 1 }
    if Token.isLoneLetter(after: alignment.end, in: units, count: unitCount) { result += 1 }
    return result
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
