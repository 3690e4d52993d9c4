/// Ordinary words that read like a term with a letter doubled or exchanged, or that hold one where two words meet.
extension Judge {
  /// What a letter written twice instead of once tells.
  enum Doubling {
    /// Another word.
    case another
    /// A disguise or a slip, in English: other languages double other letters.
    case natural
    /// A disguise: nobody writes so.
    case unnatural
    case none
  }

  /// Short words with a double that English writes (`cook`, `fodder`, `mussels`) are other words, unless every letter is doubled, or a consonant
  /// is in a word that is all of the match (`sshit`, `fucck`).
  @inline(never)
  func doubling(_ alignment: Alignment, count: Int) -> Doubling {
    if pattern.role != .term || count < 4 { return .another }
    if count > 6 { return .unnatural }
    var previous: UInt32 = 0
    var doubles = 0
    var hasVowel = false
    var result = Doubling.unnatural
    for index in alignment.start...alignment.end where units[index].isWord {
      let scalar = units[index].scalar
      if scalar == previous {
        doubles += 1
        if Self.isNaturalDouble(scalar), !hasDouble(scalar) {
          // No word begins with one.
          hasVowel = hasVowel || (scalar == 0x65 || scalar == 0x6F) && index > alignment.start + 1
          result = .natural
        }
      }
      previous = scalar
    }
    if result == .natural {
      if doubles >= count { return .unnatural }
      if hasVowel || !acceptsNatural(alignment) { return .another }
    }
    return result
  }

  /// Whether a double that English writes stands in a word that is nothing but the term, and not one of the common words (`pool`).
  @inline(never)
  private func acceptsNatural(_ alignment: Alignment) -> Bool {
    guard !pattern.flags.contains(.phrase), !alignment.hasInnerGaps, letters[0].script == Script.latin,
      WordBoundary.before(alignment.start, in: units) == .full,
      WordBoundary.after(alignment.end, in: units, count: unitCount) == .full
    else { return false }
    return !isCommonWord(alignment.start, alignment.end + 1)
  }

  /// Whether the units `start..<end` are one of the pack's common words.
  func isCommonWord(_ start: Int, _ end: Int) -> Bool {
    commonWords.contains(units, start..<end)
  }

  /// Whether the pattern itself has the letter twice in a row.
  private func hasDouble(_ scalar: UInt32) -> Bool {
    for index in 1..<Int(pattern.letterCount)
    where letters[index].scalar == scalar && letters[index - 1].scalar == scalar {
      return true
    }
    return false
  }

  private static func isNaturalDouble(_ scalar: UInt32) -> Bool {
    switch Unicode.Scalar(scalar) {
    case "o", "e", "l", "s", "t", "f", "m", "n", "p", "r", "d", "g", "b", "c", "z": true
    default: false
    }
  }

  /// Letters by which a term goes on in a word of two words; fewer are an ending.
  private static let goingOnLetters = 3
  /// Letters of the shorter of two words that are written as one.
  private static let joinedLetters = 3

  /// Whether a word that begins with the term, or holds it, is two common words that meet inside the term: `half` and `without`.
  @inline(never)
  func isTwoWords(_ alignment: Alignment) -> Bool {
    guard alignment.consumed == alignment.exact, !alignment.hasInnerGaps, alignment.phraseGaps == 0 else {
      return false
    }
    let longest = PartedWords.longestWord
    var start = alignment.start
    while start > 0, units[start - 1].isLetter, alignment.start - start < longest { start -= 1 }
    var end = alignment.end + 1
    while end < unitCount, units[end].isLetter, end - alignment.end <= longest { end += 1 }
    guard end - start <= 2 * longest, end - alignment.end > Self.goingOnLetters else { return false }
    let first = Swift.max(alignment.start + 1, start + Self.joinedLetters)
    let last = Swift.min(alignment.end, end - Self.joinedLetters)
    guard first <= last else { return false }
    for place in first...last where place - start <= longest && end - place <= longest {
      if isCommonWord(start, place) && isCommonWord(place, end) { return true }
    }
    return false
  }

  /// Letters of a phrase's word from which one in it may stand for another.
  private static let substitutedLetters = 4

  /// Whether a word of a phrase of two has a letter for another though it is short (`vr` for `ur`), or is a common word with a letter that the
  /// phrase's word has once (`less` for `les`; but `maa` for `ma`).
  @inline(never)
  func readsOtherWord(_ alignment: Alignment) -> Bool {
    let hasDouble = alignment.consumed > Int(pattern.letterCount) && alignment.longestRun < 3
    guard hasDouble || alignment.letterSubstitutes > 0, !alignment.hasInnerGaps else { return false }
    let count = Int(pattern.letterCount)
    var index = alignment.start
    var letter = 0
    while letter < count && index <= alignment.end {
      var letterEnd = letter + 1
      while letterEnd < count && letters[letterEnd].gap != .words { letterEnd += 1 }
      while index <= alignment.end && !units[index].isWord { index += 1 }
      let start = index
      while index <= alignment.end && units[index].isWord { index += 1 }
      if index - start == letterEnd - letter {
        if letterEnd - letter < Self.substitutedLetters, hasOtherLetter(start, letter, letterEnd - letter) {
          return true
        }
      } else if hasNaturalDouble(start, index) && isCommonWord(start, index) {
        return true
      }
      letter = letterEnd
    }
    return false
  }

  private func hasNaturalDouble(_ start: Int, _ end: Int) -> Bool {
    for index in (start + 1)..<Swift.max(end, start + 1)
    where units[index].scalar == units[index - 1].scalar && Self.isNaturalDouble(units[index].scalar) {
      return true
    }
    return false
  }

  /// Whether one of the ASCII letters from `unit` on is another than the pattern's.
  private func hasOtherLetter(_ unit: Int, _ letter: Int, _ count: Int) -> Bool {
    for offset in 0..<count {
      let scalar = units[unit + offset].scalar
      if units[unit + offset].isLetter, scalar < 0x80, scalar != letters[letter + offset].scalar,
        letters[letter + offset].scalar < 0x80
      {
        return true
      }
    }
    return false
  }
}
