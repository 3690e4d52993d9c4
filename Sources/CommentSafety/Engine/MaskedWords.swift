/// Finds words with hidden letters: `f*ck`, `sh#t`, `bit**`.
///
/// A word qualifies if it begins at a word's edge with a letter, or ends with letters, and mask characters stand where letters
/// are missing. A star hides one letter; another symbol hides one vowel.
struct MaskedWords {
  /// Letters a word may have, masks included.
  static let maximumLength = 24
  /// Letters from which a term may go on behind a hidden letter (`motherfu**er`).
  static let sureInsideLetters = 7
  /// The same where no more letters follow than are hidden (`stro**o`).
  static let nearlySureLetters = 5

  // SAFETY: valid for the finder's short life; the evaluator makes it inside one call.
  let units: UnsafePointer<Unit>
  let unitCount: Int
  let index: MaskIndex
  let commonWords: CommonWords
  let patterns: UnsafePointer<Pattern>
  let letters: PatternLetters
  /// Whether words with odd masks are looked at, and only these: other symbols between letters (`f■ck`, `sh🔥t`).
  var readsOdd = false

  struct Found {
    var pattern: UInt32
    var start: Int
    var end: Int
    var isWeak: Bool
    /// Too little shows: of each language another word would fit, so only terms of the own one count.
    var mustBeOwn: Bool
  }

  /// The visible letters and masks of one word.
  private struct Word {
    var start = 0
    var end = 0
    var hidden = 0
    var visible = 0
    /// Many stars at the end, of which nobody knows whether they count letters, or stars at the beginning, which may mark the word.
    var isGuess = false
    /// Whether only the first and the last letter show: `n****r`.
    var isBare = false
    /// Whether stars at the beginning leave no more letters than many a name in a program has: `*ids`, a pointer.
    var isShortGuess = false
    /// Stars behind a word that has masks inside: they hide letters too (`wh*r*`), or mark a note.
    var starsBehind = 0

    /// The word with these stars; nil if it has none, or too few letters to tell.
    var withStarsBehind: Word? {
      guard starsBehind > 0, visible >= 3, hidden + starsBehind <= visible + 1,
        end + starsBehind - start <= MaskedWords.maximumLength
      else { return nil }
      var longer = self
      longer.end += starsBehind
      longer.hidden += starsBehind
      longer.starsBehind = 0
      return longer
    }
  }

  /// Characters of a word of which only the ends show.
  private static let bareWord = 6...8

  /// Calls `report` for every masked word that a term fits.
  /// - Returns: false if a word's budget of visited nodes ran out.
  /// - Complexity: linear in the units; at most `budget` node visits for each word.
  func forEach(budget: Int, _ report: (Found) -> Void) -> Bool {
    var position = 0
    var isComplete = true
    while position < unitCount {
      guard isWordOrMask(position) else {
        position += 1
        continue
      }
      var end = position
      while end < unitCount && isWordOrMask(end) { end += 1 }
      // Behind a word with stars a bracket means a formula: `f*(x)`.
      let isFormula = end < unitCount && units[end].scalar == 0x28
      if !isFormula, let word = trimmed(position, end), !readsOdd || hidesOddly(word) {
        var visits = budget
        search(word, visits: &visits, report)
        if let longer = word.withStarsBehind { search(longer, visits: &visits, report) }
        if visits <= 0 { isComplete = false }
      }
      position = end
    }
    return isComplete
  }

  private func isWordOrMask(_ index: Int) -> Bool {
    let unit = units[index]
    return unit.isWord || Self.isMask(unit.scalar) || readsOdd && isOddMask(index)
  }

  /// Odd masks in a row: more are decoration.
  private static let mostOddMasks = 2

  /// Whether a symbol that parts or decorates elsewhere stands between two letters.
  private func isOddMask(_ index: Int) -> Bool {
    guard Self.isOdd(units[index]) else { return false }
    var start = index
    while start > 0, index - start < Self.mostOddMasks, Self.isOdd(units[start - 1]) { start -= 1 }
    var end = index + 1
    while end < unitCount, end - index <= Self.mostOddMasks, Self.isOdd(units[end]) { end += 1 }
    return end - start <= Self.mostOddMasks && start > 0 && units[start - 1].isLetter && end < unitCount
      && units[end].isLetter
  }

  private static func isOdd(_ unit: Unit) -> Bool {
    if unit.scalar < 0x80 { return unit.scalar == 0x7E || unit.scalar == 0x5E }
    // Signs of currencies are letters of their look.
    if unit.scalar >= 0x20A0 && unit.scalar < 0x20D0 || unit.scalar >= 0xA2 && unit.scalar <= 0xA5 { return false }
    return unit.kind == Unit.symbol && !unit.isVowelSign
  }

  /// Whether the word has an odd mask, and these do not part common words.
  private func hidesOddly(_ word: Word) -> Bool {
    var hasOdd = false
    var isMadeOfWords = true
    var piece = word.start
    for index in word.start...word.end {
      if index < word.end, units[index].isWord { continue }
      if index > piece { isMadeOfWords = isMadeOfWords && isCommonWord(piece, index) }
      piece = index + 1
      if index < word.end && Self.isOdd(units[index]) { hasOdd = true }
    }
    return hasOdd && !isMadeOfWords
  }

  static func isMask(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2A, 0x23, 0x2D, 0x5F, 0x2E, 0x3F, 0x25, 0x26, 0x40, 0x24, 0x21, 0x2B: true
    default: false
    }
  }

  /// The word in `start..<end` without the emphasis and punctuation around it; nil if nothing inside is hidden.
  private func trimmed(_ start: Int, _ end: Int) -> Word? {
    var start = start
    var end = end
    var leading = 0
    while start < end && !units[start].isWord {
      leading = units[start].scalar == 0x2A ? leading + 1 : 0
      start += 1
    }
    var trailing = 0
    while end > start && !units[end - 1].isWord {
      trailing = units[end - 1].scalar == 0x2A ? trailing + 1 : 0
      end -= 1
    }
    guard end > start else { return nil }
    var word = Word(start: start, end: end)
    for index in start..<end {
      if units[index].isWord { word.visible += 1 } else { word.hidden += 1 }
    }
    // `a*b*c` is one too, and single letters with a star between each two are found as separated ones.
    if word.hidden > 1, word.hidden + 1 == word.visible, isAlternating(start, end) { return nil }
    // `c!*a` is a product.
    if word.visible < 3 {
      for index in start..<end where units[index].scalar == 0x21 && units[index + 1].scalar == 0x2A { return nil }
    }
    if word.hidden > 1, isProductWithPower(start, end) || word.hidden == 2 && endsWithConstant(start, end) {
      return nil
    }
    // Stars on one side only stand for letters, unless what is left is a word of its own (`behind*`, `**and`); on both sides
    // they are emphasis.
    if word.hidden == 0 && leading + trailing > 0 && isCommonWord(start, end) { return nil }
    if leading > 0 && trailing == 0 && word.hidden == 0 && leading <= 2 && word.visible >= 3 {
      // Or they mark the word: `*pics below`.
      word.isGuess = true
      word.isShortGuess = word.visible == 3
      word.start -= leading
      word.hidden += leading
    } else if trailing > 0 && leading == 0 && word.hidden == 0 && word.visible >= 3 {
      if trailing > 2 {
        guard word.visible >= 4 else { return nil }
        word.isGuess = true
      }
      word.end += trailing
      word.hidden += trailing
    } else if leading == 0 && word.hidden > 0 {
      word.starsBehind = trailing
    }
    guard word.hidden > 0, word.end - word.start <= Self.maximumLength,
      units[word.end - 1].isWord || units[word.start].isWord
    else { return nil }
    if word.hidden > word.visible + 1 {
      guard isBare(word) else { return nil }
      word.isBare = true
      word.starsBehind = 0
    }
    return word
  }

  /// Whether one letter shows at each end, with nothing but signs that hide letters between.
  private func isBare(_ word: Word) -> Bool {
    guard word.visible == 2, Self.bareWord.contains(word.end - word.start), units[word.start].isLetter,
      units[word.end - 1].isLetter
    else { return false }
    for index in (word.start + 1)..<(word.end - 1) {
      switch units[index].scalar {
      case 0x2D, 0x5F, 0x2E: return false
      default: if units[index].isWord || !Self.isMask(units[index].scalar) { return false }
      }
    }
    return true
  }

  /// Whether a letter that shows is of the term's script: a Latin word is no masked Cyrillic one.
  private func isOwnScript(_ pattern: Pattern, _ word: Word) -> Bool {
    let script = letters[Int(pattern.firstLetter)].script
    for index in word.start..<word.end where units[index].isLetter && units[index].script == script { return true }
    return false
  }

  private func isPlainScript(_ pattern: Pattern) -> Bool { letters[Int(pattern.firstLetter)].script <= Script.greek }

  /// Whether only stars hide letters, and both ends show: so it must be in scripts of which few common words are known.
  private func hidesInside(_ word: Word) -> Bool {
    guard units[word.start].isWord, units[word.end - 1].isWord else { return false }
    for index in word.start..<word.end where !units[index].isWord && units[index].scalar != 0x2A {
      if !readsOdd || !Self.isOdd(units[index]) { return false }
    }
    return true
  }

  /// Whether letters and masks take turns, letters at both ends.
  private func isAlternating(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end where units[index].isWord != (index - start).isMultiple(of: 2) { return false }
    return true
  }

  /// Whether single letters are parted by one star and by two: `f*x**n`.
  private func isProductWithPower(_ start: Int, _ end: Int) -> Bool {
    var (hasProduct, hasPower) = (false, false)
    var index = start
    while index < end {
      guard units[index].isWord, index + 1 == end || !units[index + 1].isWord else { return false }
      var next = index + 1
      while next < end, units[next].scalar == 0x2A { next += 1 }
      switch next - index {
      case 1: if next < end { return false }
      case 2: hasProduct = true
      case 3: hasPower = true
      default: return false
      }
      index = next
    }
    return hasProduct && hasPower
  }

  /// Whether the word ends with a constant of computer algebra, or with what `printf` fills in, behind another sign: `c*%e`, `git-%s`.
  private func endsWithConstant(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 4, units[end - 2].scalar == 0x25 else { return false }
    let sign = units[end - 3]
    guard !sign.isWord, sign.scalar != 0x25 else { return false }
    switch Unicode.Scalar(units[end - 1].scalar) {
    case "e", "i", "s", "d": return true
    default: return false
    }
  }

  private func isCommonWord(_ start: Int, _ end: Int) -> Bool {
    commonWords.contains(units, start..<end)
  }

  /// Walks the trie along the word. The walk is bounded by `visits`.
  private func search(_ word: Word, visits: inout Int, _ report: (Found) -> Void) {
    walk(node: 0, at: word.start, word, hidden: 0, visible: 0, visits: &visits, report)
  }

  private func walk(
    node: Int32, at position: Int, _ word: Word, hidden: Int, visible: Int, visits: inout Int,
    _ report: (Found) -> Void
  ) {
    visits -= 1
    if visits <= 0 { return }
    let node = Int(node)
    let ending = index.patterns(of: node)
    if !ending.isEmpty && hidden > 0 {
      let isAtEnd = position == word.end || endsInflected(position, word)
      for place in ending {
        let id = index.patterns[place]
        let endsWord = patterns[Int(id)].flags.contains(.endsWord)
        // A term that goes on inside the word must end with a letter that shows.
        let endsVisibly = position == word.end || units[position - 1].isWord
        let length = Int(patterns[Int(id)].letterCount)
        let isLong =
          length >= Self.sureInsideLetters
          || length >= Self.nearlySureLetters && hidden <= 2 && word.end - position <= hidden
        guard isAtEnd || !endsWord && !word.isBare, visible >= 2, endsVisibly || isLong else { continue }
        guard isOwnScript(patterns[Int(id)], word), isPlainScript(patterns[Int(id)]) || hidesInside(word) else {
          continue
        }
        report(
          Found(
            pattern: id, start: word.start, end: position - 1,
            isWeak: word.isGuess || hidden * 2 > hidden + visible, mustBeOwn: word.isBare || word.isShortGuess))
      }
    }
    guard position < word.end else { return }
    let unit = units[position]
    let isHidden = !unit.isWord
    if !isHidden, visible > 0, isRepeat(position, word) {
      walk(node: Int32(node), at: position + 1, word, hidden: hidden, visible: visible, visits: &visits, report)
    }
    if !isHidden, unit.scalar < 0x80 {
      // The only child that it can be.
      guard !unit.isDigit, let child = index.child(of: node, UInt8(unit.scalar)) else { return }
      walk(
        node: Int32(child), at: position + 1, word, hidden: hidden, visible: visible + 1, visits: &visits, report)
      return
    }
    let isStar = unit.scalar == 0x2A
    for child in index.children(of: node) {
      let label = index.labels[child]
      if isHidden {
        guard
          isStar || (Self.isVowel(label) && hidesQuietly(position, word))
            || isSymbolRun(position, word)
        else { continue }
        walk(
          node: Int32(child), at: position + 1, word, hidden: hidden + 1, visible: visible,
          visits: &visits, report)
        // A letter and its vowel sign are one to a writer.
        guard MaskIndex.mayHaveVowelSign(label) else { continue }
        for sign in index.children(of: child) where MaskIndex.isVowelSign(index.labels[sign]) {
          walk(
            node: Int32(sign), at: position + 1, word, hidden: hidden + 1, visible: visible, visits: &visits, report)
        }
      } else if !unit.isDigit, isLetter(unit, label) {
        walk(
          node: Int32(child), at: position + 1, word, hidden: hidden, visible: visible + 1,
          visits: &visits, report)
      }
    }
  }

  /// Whether a unit is a letter or looks like it; of other scripts a bare stroke is as much an l as an i.
  private func isLetter(_ unit: Unit, _ label: UInt8) -> Bool {
    if unit.scalar < 0x80 { return unit.scalar == UInt32(label) }
    let scalar = MaskIndex.scalar(of: label)
    if scalar != 0 { return unit.scalar == scalar }
    if unit.base == label { return true }
    return unit.scalar >= 0x80 && Reading.of(unit, as: UInt32(label), base: label) == .confusable
  }

  /// Whether what is left of the word is a plural or possessive ending.
  private func endsInflected(_ position: Int, _ word: Word) -> Bool {
    position == word.end - 1 && units[position].scalar == 0x73
  }

  /// Whether a letter is one of three or more in a row, and not the first: it may stand for nothing (`sh*tttt`).
  private func isRepeat(_ position: Int, _ word: Word) -> Bool {
    let base = units[position].base
    guard position > word.start, units[position - 1].isWord, units[position - 1].base == base else { return false }
    var run = 2
    if position - 2 >= word.start && units[position - 2].isWord && units[position - 2].base == base { run += 1 }
    if position + 1 < word.end && units[position + 1].isWord && units[position + 1].base == base { run += 1 }
    return run >= 3
  }

  /// Several different symbols in a row are a comic-strip mask and hide any letters: `s#@t`.
  private func isSymbolRun(_ position: Int, _ word: Word) -> Bool {
    let scalar = units[position].scalar
    guard scalar != 0x2D && scalar != 0x5F && scalar != 0x2E else { return false }
    return (position > word.start && !units[position - 1].isWord)
      || (position + 1 < word.end && !units[position + 1].isWord)
  }

  /// Dots, dashes and underscores also join words and abbreviations (`Ph.D.`): they hide a letter only between small letters.
  private func hidesQuietly(_ position: Int, _ word: Word) -> Bool {
    let scalar = units[position].scalar
    guard scalar == 0x2D || scalar == 0x5F || scalar == 0x2E else { return true }
    guard position > word.start, position + 1 < word.end else { return false }
    let before = units[position - 1]
    let after = units[position + 1]
    guard before.isLetter && after.isLetter && !after.isUpper && word.hidden == 1 else { return false }
    // Behind a word they join: `по-братски`.
    return position - word.start < 2 || !isCommonWord(word.start, position)
  }

  private static func isVowel(_ label: UInt8) -> Bool {
    switch label {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    // и, ы, э, ю, я, ё, є, і, ї.
    case 0x88, 0x9B, 0x9D, 0x9E, 0x9F, 0xA1, 0xA4, 0xA6, 0xA7: true
    // Vowels and vowel signs of Devanagari; vav and yeh.
    case 0xB4...0xC4, 0xEE...0xFC: true
    case 0x28, 0x45: true
    default: false
    }
  }
}
