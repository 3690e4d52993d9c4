/// Weighs an alignment: is it a hit, is it weak evidence, or is it nothing?
///
/// The score is described in `docs/SCORING.md`. Evidence is the letters of the term; every departure from its plain spelling
/// costs some of it.
struct Judge {
  /// Four points a letter, up to ten letters.
  static let pointsPerLetter = 4
  static let countedLetters = 10
  static let digitCost = 4
  static let symbolCost = 3
  static let letterCost = 3
  static let doubledCost = 2
  static let repeatedCost = 1
  static let softBoundaryCost = 1
  /// For each side on which a disguised term stands inside a word.
  static let insideWordCost = 3
  /// What a hit needs.
  static let threshold = 6
  /// Below this an indirect hit is weak evidence.
  static let plainThreshold = 9
  /// Letters from which a term with one cut may go on inside the word (`motherfuc-ker`).
  static let sureInsideLetters = 6
  /// The same for a term with a star at its end, behind it.
  static let surePrefixLetters = 5
  /// Letters from which a word before a full stop is whole: `Prof.` and `Capt.` are not.
  static let shortenedLetters = 5
  /// Letters from which a term is no accident of an encoded blob.
  static let sureInCodeLetters = 7

  // SAFETY: valid for the judge's short life; the evaluator makes it inside one call.
  let units: UnsafePointer<Unit>
  let unitCount: Int
  let pattern: Pattern
  let letters: LettersOfPattern
  let commonWords: CommonWords
  /// Letters of each script in the comment.
  let scripts: UnsafePointer<UInt32>

  enum Finding: Int, Comparable {
    case nothing, weak, plain

    static func < (left: Finding, right: Finding) -> Bool { left.rawValue < right.rawValue }
  }

  /// - Complexity: O(units of the alignment), and O(units of the comment) when the word is wholly in another script.
  func weigh(_ alignment: inout Alignment) -> Finding {
    let count = Int(pattern.letterCount)
    let flags = pattern.flags
    if alignment.isBroken || !units[alignment.start].isFirst { return .nothing }

    let repeats = alignment.consumed - count
    if repeats > 0 { alignment.techniques.insert(.repeated) }
    if flags.contains(.respelled) { alignment.techniques.insert(.respelled) }
    let substitutes = alignment.digits + alignment.symbols + alignment.letterSubstitutes
    let plainLetters = alignment.exact + alignment.confusable

    let doubling = repeats > 0 && alignment.longestRun < 3 ? doubling(alignment, count: count) : .none
    if doubling == .another { return .nothing }
    // One letter for another (`v` for u) is rare; two in a short word make another word. In fonts of currency signs an l with a stroke is the i.
    let isFont = alignment.strokedLs > 0 && alignment.symbols + alignment.confusable > 0
    if alignment.letterSubstitutes - (isFont ? alignment.strokedLs : 0) > 1 + (count - 1) / 8
      || (alignment.letterSubstitutes > 0 && count < 4)
    {
      return .nothing
    }
    if alignment.letterSubstitutes > 0 && isAllUpper(alignment) { return .nothing }
    // A small l in the place of an i makes other words of short ones (`fold`, `clot`, `tilts`), and beside an i of longer ones.
    if alignment.smallLs > 0 && (count < 7 || repeats > 0) { return .nothing }
    if flags.contains(.respelled) && count < 5 { return .nothing }
    // Digits alone never spell a word, and a term that has digits is no leet.
    if substitutes > 0 && (plainLetters == 0 || alignment.digits > plainLetters || hasDigit) { return .nothing }
    if !isRightScript(alignment) { return .nothing }

    let before = WordBoundary.before(
      alignment.start, in: units, elides: flags.contains(.elides))
    let after = WordBoundary.after(alignment.end, in: units, count: unitCount)
    if !acceptsSoftBoundaries(before, after, alignment, count: count) { return .nothing }
    if alignment.digits > 0 && runsIntoDigits(alignment, plainLetters: plainLetters) { return .nothing }
    if alignment.symbols > 0
      && (isRuled(alignment) || beginsWithSign(alignment) || isBracketed(alignment) || endsDisplay(alignment))
    {
      return .nothing
    }
    // Letters parted and replaced: most must show what they are.
    if alignment.hasInnerGaps && alignment.digits + alignment.symbols > plainLetters { return .nothing }
    if alignment.tightGaps > 1 && alignment.longChunks > 0 && substitutes >= plainLetters { return .nothing }
    if isInCode(alignment, count: count) || isPartOfNumber(alignment) { return .nothing }
    if alignment.digits > 0 && isPartNumber(alignment, count: count) { return .nothing }

    var score = Self.pointsPerLetter * Swift.min(count, Self.countedLetters)
    score -= Self.digitCost * alignment.digits
    score -= Self.symbolCost * alignment.symbols
    score -= Self.letterCost * alignment.letterSubstitutes
    if repeats > 0 { score -= doubling == .none ? Self.repeatedCost : Self.doubledCost }
    alignment.isNaturallyDoubled = doubling == .natural

    guard let gapCost = innerGapCost(&alignment, count: count) else { return .nothing }
    score -= gapCost
    guard acceptsJoined(&alignment, before, after, repeats: repeats) else { return .nothing }
    let isIndirect = substitutes > 0 || repeats > 0 || alignment.hasInnerGaps
    if pattern.role != .term {
      // An allow phrase is read as written, with leet, or spelt out whole (`s-c-u-n-t-h-o-r-p-e`): what lies inside is that word.
      if repeats > 0 || crossesSentence(alignment) { return .nothing }
      if !alignment.hasInnerGaps { return .plain }
      return alignment.longChunks == 0 && !flags.contains(.phrase) && standsAlone(alignment) ? .plain : .nothing
    }
    if after == .none && isTwoWords(alignment) { return .nothing }
    if !isIndirect { return isAcronym(alignment, count: count) ? .weak : .plain }
    if alignment.phraseGaps == 1 && readsOtherWord(alignment) { return .nothing }
    // A disguise inside a longer word is less sure than one that stands alone.
    if before == .none { score -= Self.insideWordCost }
    if after == .none { score -= Self.insideWordCost }
    if before == .soft || after == .soft { score -= Self.softBoundaryCost }
    if score < Self.threshold { return .nothing }
    return score < Self.plainThreshold || doubling == .natural ? .weak : .plain
  }

  /// Whether a sentence ends between the words of the match: behind `!`, `?` or an ellipsis before white space, a full stop behind a word too
  /// long to be shortened, or a blank line. What is said on both sides of it is no phrase.
  private func crossesSentence(_ alignment: Alignment) -> Bool {
    guard alignment.phraseGaps > 0 else { return false }
    var wordLength = 0
    var hasLineFeed = false
    for index in alignment.start..<alignment.end {
      let unit = units[index]
      if unit.isWord {
        wordLength += 1
        hasLineFeed = false
        continue
      }
      switch Unicode.Scalar(unit.scalar) {
      case "!", "?", "؟":
        if units[index + 1].isSpace { return true }
      case ".":
        // Three of them are an ellipsis.
        let isFull = wordLength >= Self.shortenedLetters || units[index - 1].scalar == unit.scalar
        if isFull && units[index + 1].isSpace { return true }
      case "。", "۔", "।": return true
      case "\n":
        if hasLineFeed { return true }
        hasLineFeed = true
      default: break
      }
      wordLength = 0
    }
    return false
  }

  /// Whether the match is written in capitals throughout, where an I is an I.
  func isAllUpper(_ alignment: Alignment) -> Bool {
    for index in alignment.start...alignment.end
    where units[index].isLetter && !units[index].isUpper {
      return false
    }
    return true
  }

  private func acceptsSoftBoundaries(
    _ before: WordBoundary, _ after: WordBoundary, _ alignment: Alignment, count: Int
  ) -> Bool {
    let needsBefore = pattern.flags.contains(.startsWord)
    let needsAfter = pattern.flags.contains(.endsWord)
    let isSoft = (needsBefore && before == .soft) || (needsAfter && after == .soft)
    if !isSoft { return true }
    // A digit that stands for the last letter is no border before more letters.
    if after == .soft, units[alignment.end].isDigit, !isDigit(letters[Int(pattern.letterCount) - 1]) {
      return false
    }
    if alignment.digits > 0 && count < 6 { return false }
    // A random name, without digits: `pgfdaQvFKER`.
    if count < 5, before == .soft, isAllUpper(alignment),
      Token.humps(around: alignment.start, in: units, count: unitCount) > 1
    {
      return false
    }
    // `FERP` of `ignMFERPL`: neither end is a word's.
    if before == .soft && after == .none && count < 5 { return false }
    if !isRegularlyCased(alignment) { return false }
    return count >= 4 && !Token.isBlob(around: alignment.start, in: units, count: unitCount)
  }

  /// Whether the letters go up only at the start of a word, as they do where a capital says that one begins; `CUMz` of `cIrCUMsTanCE` does not.
  func isRegularlyCased(_ alignment: Alignment) -> Bool {
    if pattern.flags.contains(.phrase) && alignment.phraseGaps == 0 { return true }
    var capitals = 0
    for index in alignment.start...alignment.end {
      let unit = units[index]
      if index > alignment.start, unit.isLetter, units[index - 1].isLetter {
        let falls = !unit.isUpper && capitals > 1
        let rises = unit.isUpper && !units[index - 1].isUpper
        if falls || rises { return false }
      }
      capitals = unit.isUpper ? capitals + 1 : 0
    }
    return true
  }

  private var hasDigit: Bool {
    for index in 0..<Int(pattern.letterCount) where isDigit(letters[index]) { return true }
    return false
  }

  func isDigit(_ letter: PatternLetter) -> Bool { letter.scalar >= 0x30 && letter.scalar <= 0x39 }

  /// The cost of separators inside the word, or nil where they are not bridged.
  private func innerGapCost(_ alignment: inout Alignment, count: Int) -> Int? {
    guard alignment.hasInnerGaps else { return 0 }
    if count < 3 { return hidesPair(alignment) ? Self.pairCost(&alignment) : nil }
    // A symbol that is parted like the letters is one of them: `w h € r e`.
    let gaps = alignment.spaceGaps + alignment.tightGaps
    if alignment.partedSymbolGaps > 0 && alignment.partedSymbolGaps < gaps { return nil }
    if isInitialism(alignment, count: count) || isIndexed(alignment) || isCalculated(alignment, count: count) {
      return nil
    }
    if alignment.spaceGaps > 0 {
      if count < Self.surePrefixLetters && isSum(alignment) { return nil }
      // Of three letters each stands alone, parted like the others: in `was a SS man` and `a s-s-shirt` they do not.
      if count == 3 && (alignment.spaceGaps < 2 || alignment.tightGaps > 0) { return nil }
      // Single letters with white space between them, and no more single letters around them.
      if alignment.phraseGaps > 0 && alignment.spaceGaps < 2 { return nil }
      if alignment.longChunks > 0 && !pattern.flags.contains(.phrase) {
        guard isCutByOneSpace(alignment, count: count) else { return nil }
        alignment.techniques.insert(.spaced)
        alignment.isCutByOneSpace = true
        return Self.cutCost(count)
      }
      if pattern.flags.contains(.phrase) && alignment.longChunks > alignment.phraseGaps + 1 {
        return nil
      }
      let neighbours = loneLetterNeighbours(alignment)
      if neighbours > 0 && count < 4 || neighbours > 1 && count < 5 { return nil }
      if goesOn(alignment, count: count, spaced: true) { return nil }
      alignment.techniques.insert(.spaced)
      if alignment.tightGaps > 0 { alignment.techniques.insert(.separated) }
      return count == 3 ? 4 : 2
    }
    if isContraction(alignment) || partsDigits(alignment) { return nil }
    if alignment.digits > 1 && pattern.flags.contains(.phrase) { return nil }
    if goesOn(alignment, count: count, spaced: false) { return nil }
    alignment.techniques.insert(.separated)
    if alignment.longChunks == 0 { return count == 3 ? 4 : 2 }
    // Longer pieces (`fu.ck`): one cut only, in a word long enough, and never between two real words.
    if count < 4 || isMadeOfWords(alignment) || isWordWithSymbol(alignment) { return nil }
    if count < Self.sureInsideLetters {
      // A term that words may begin with goes on by its nature.
      let goesOn = count >= Self.surePrefixLetters && !pattern.flags.contains(.endsWord)
      if !goesOn, WordBoundary.after(alignment.end, in: units, count: unitCount) == .none { return nil }
      if WordBoundary.before(alignment.start, in: units) == .none { return nil }
    }
    return alignment.tightGaps == 1 ? 5 : 3
  }

  /// What a sign between two Chinese characters costs: the match is weak.
  private static func pairCost(_ alignment: inout Alignment) -> Int {
    alignment.techniques.insert(alignment.spaceGaps > 0 ? .spaced : .separated)
    return 2
  }

  /// Whether one sign parts the two characters of a Chinese term as punctuation does not, or white space does and both stand alone.
  private func hidesPair(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    guard pattern.role == .term, end == start + 2, alignment.consumed == 2, letters[0].script == Script.han,
      letters[1].script == Script.han
    else { return false }
    let endsBefore = start == 0 || !units[start - 1].isWord
    let endsBehind = end + 1 >= unitCount || !units[end + 1].isWord
    switch Unicode.Scalar(units[start + 1].scalar) {
    case "*", "_", "|", "#", "~", "^", "+", "=", "@", "$", "%", "&", "•", "·": return true
    case ".", "-", "/": return endsBefore || endsBehind
    case " ": return endsBefore && endsBehind
    default: return false
    }
  }

  /// Whether a match with digits for letters stands right beside more digits, as in codes (`9d14f60`).
  func runsIntoDigits(_ alignment: Alignment, plainLetters: Int) -> Bool {
    if alignment.start > 0 && units[alignment.start - 1].isDigit { return true }
    return plainLetters < 3 && alignment.end + 1 < unitCount && units[alignment.end + 1].isDigit
  }

  /// Words of a phrase may run together in hashtags and mentions, at camel-case humps, and where the phrase is long enough to be
  /// sure of.
  private func acceptsJoined(
    _ alignment: inout Alignment, _ before: WordBoundary, _ after: WordBoundary, repeats: Int
  ) -> Bool {
    guard pattern.flags.contains(.phrase) else { return true }
    var words = 0
    for index in 0..<Int(pattern.letterCount) where letters[index].gap == .words { words += 1 }
    guard alignment.phraseGaps < words else { return true }
    if letters[0].isNoSpaces { return true }
    alignment.techniques.insert(.joined)
    guard before > .none && after > .none else { return false }
    if alignment.hasInnerGaps { return false }
    if alignment.phraseGaps == 0 {
      if Token.isTag(around: alignment.start, in: units) { return true }
      if Token.hasHump(from: alignment.start, to: alignment.end, in: units) { return true }
    }
    return pattern.letterCount >= 8 && repeats == 0
  }

  /// Look-alikes are judged by script: a word in another script's letters is a disguise unless it stands in text of that script.
  func isRightScript(_ alignment: Alignment) -> Bool {
    guard alignment.foreign > 0 else { return true }
    if alignment.native > 0 || alignment.hasSeveralForeignScripts { return true }
    if goesOnInForeignScript(alignment) && !hasRareLetter(alignment) { return false }
    let script = letters[0].script
    var own = Int(scripts[Int(script)])
    var foreign = Int(scripts[Int(alignment.foreignScript)])
    for index in alignment.start...alignment.end where units[index].isLetter {
      if units[index].script == script { own -= 1 }
      if units[index].script == alignment.foreignScript { foreign -= 1 }
    }
    if own <= 0 && foreign <= 0 {
      return alignment.foreignScript > Script.lastLiving || hasRareLetter(alignment)
    }
    return own > foreign
  }

  /// Whether a word of a living script goes on beside the match: *ιδιότητα* only begins with what looks like a term.
  private func goesOnInForeignScript(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    guard alignment.foreignScript <= Script.lastLiving else { return false }
    return start > 0 && units[start - 1].isLetter && units[start - 1].script == alignment.foreignScript
      || end + 1 < unitCount && units[end + 1].isLetter && units[end + 1].script == alignment.foreignScript
  }

  /// Whether a Cyrillic word has a letter that hardly any language writes and that looks like a Latin one: dze, shha, Komi de,
  /// qa, we, izhitsa, Komi sje.
  private func hasRareLetter(_ alignment: Alignment) -> Bool {
    for index in alignment.start...alignment.end {
      switch units[index].scalar {
      case 0x455, 0x4BB, 0x501, 0x51B, 0x51D, 0x475, 0x50D: return true
      default: break
      }
    }
    return false
  }
}
