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

  // SAFETY: valid for the judge's short life; the evaluator makes it inside one call.
  let units: UnsafePointer<Unit>
  let unitCount: Int
  let pattern: Pattern
  let letters: UnsafePointer<PatternLetter>
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

    if repeats > 0 && alignment.longestRun < 3 && !acceptsDoubled(alignment, count: count) {
      return .nothing
    }
    // One letter for another (`v` for u) is rare; two in a short word make another word.
    if alignment.letterSubstitutes > 1 + (count - 1) / 8 || (alignment.letterSubstitutes > 0 && count < 4) {
      return .nothing
    }
    if alignment.letterSubstitutes > 0 && isAllUpper(alignment) { return .nothing }
    // A small l in the place of an i makes other words of short ones (`fold`, `clot`, `tilts`).
    if alignment.smallLs > 0 && count < 7 { return .nothing }
    if flags.contains(.respelled) && count < 5 { return .nothing }
    // Digits alone never spell a word.
    if substitutes > 0 && (plainLetters == 0 || alignment.digits > plainLetters) { return .nothing }
    if !isRightScript(alignment) { return .nothing }

    let before = WordBoundary.before(
      alignment.start, in: units, elides: flags.contains(.elides))
    let after = WordBoundary.after(alignment.end, in: units, count: unitCount)
    if !acceptsSoftBoundaries(before, after, alignment, count: count) { return .nothing }

    var score = Self.pointsPerLetter * Swift.min(count, Self.countedLetters)
    score -= Self.digitCost * alignment.digits
    score -= Self.symbolCost * alignment.symbols
    score -= Self.letterCost * alignment.letterSubstitutes
    if repeats > 0 { score -= alignment.longestRun < 3 ? Self.doubledCost : Self.repeatedCost }

    guard let gapCost = innerGapCost(&alignment, count: count) else { return .nothing }
    score -= gapCost
    guard acceptsJoined(&alignment, before, after, repeats: repeats) else { return .nothing }

    let isIndirect = substitutes > 0 || repeats > 0 || alignment.hasInnerGaps
    if pattern.role != .term {
      // An allow phrase is read as written: no letters between separators, no leet to lift a match.
      return alignment.hasInnerGaps || alignment.digits + alignment.symbols > 0 ? .nothing : .plain
    }
    if !isIndirect { return .plain }
    // A disguise inside a longer word is less sure than one that stands alone.
    if before == .none { score -= Self.insideWordCost }
    if after == .none { score -= Self.insideWordCost }
    if before == .soft || after == .soft { score -= Self.softBoundaryCost }
    if score < Self.threshold { return .nothing }
    return score < Self.plainThreshold ? .weak : .plain
  }

  /// Whether a letter written twice instead of once may be a disguise. Short words with a double that English writes (`cook`, `fodder`, `mussels`)
  /// are other words.
  private func acceptsDoubled(_ alignment: Alignment, count: Int) -> Bool {
    if pattern.role != .term || count < 4 { return false }
    if count > 6 { return true }
    var previous: UInt32 = 0
    for index in alignment.start...alignment.end where units[index].isWord {
      let scalar = units[index].scalar
      if scalar == previous, Self.isNaturalDouble(scalar), !hasDouble(scalar) { return false }
      previous = scalar
    }
    return true
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

  /// Whether the match is written in capitals throughout, where an I is an I.
  private func isAllUpper(_ alignment: Alignment) -> Bool {
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
    return count >= 4 && !Token.isBlob(around: alignment.start, in: units, count: unitCount)
  }

  /// The cost of separators inside the word, or nil where they are not bridged.
  private func innerGapCost(_ alignment: inout Alignment, count: Int) -> Int? {
    guard alignment.hasInnerGaps else { return 0 }
    if count < 3 { return nil }
    if alignment.spaceGaps > 0 {
      // Single letters with white space between them, and no more single letters around them.
      if alignment.phraseGaps > 0 && alignment.spaceGaps < 2 { return nil }
      if alignment.longChunks > 0 && !pattern.flags.contains(.phrase) { return nil }
      if pattern.flags.contains(.phrase) && alignment.longChunks > alignment.phraseGaps + 1 {
        return nil
      }
      let neighbours = loneLetterNeighbours(alignment)
      if neighbours > 0 && count < 4 || neighbours > 1 && count < 5 { return nil }
      alignment.techniques.insert(.spaced)
      if alignment.tightGaps > 0 { alignment.techniques.insert(.separated) }
      return count == 3 ? 4 : 2
    }
    if isContraction(alignment) { return nil }
    alignment.techniques.insert(.separated)
    if alignment.longChunks == 0 { return count == 3 ? 4 : 2 }
    // Longer pieces (`fu.ck`): one cut only, in a word long enough, and never between two real words.
    if count < 4 || isMadeOfWords(alignment) { return nil }
    if WordBoundary.after(alignment.end, in: units, count: unitCount) == .none { return nil }
    if WordBoundary.before(alignment.start, in: units) == .none { return nil }
    return alignment.tightGaps == 1 ? 5 : 3
  }

  /// Whether the only separator is an apostrophe, which joins words of its own (`who're`).
  private func isContraction(_ alignment: Alignment) -> Bool {
    guard alignment.tightGaps == 1 else { return false }
    for index in alignment.start...alignment.end
    where !units[index].isWord && !units[index].isLeetActive && units[index].scalar != 0x27 {
      return false
    }
    return true
  }

  /// How many sides of a spaced-out word have another single letter standing alone.
  private func loneLetterNeighbours(_ alignment: Alignment) -> Int {
    var result = 0
    if Token.isLoneLetter(before: alignment.start, in: units) { result += 1 }
    if Token.isLoneLetter(after: alignment.end, in: units, count: unitCount) { result += 1 }
    return result
  }

  /// Whether each piece between the separators is a common word.
  private func isMadeOfWords(_ alignment: Alignment) -> Bool {
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
  private func isRightScript(_ alignment: Alignment) -> Bool {
    guard alignment.foreign > 0 else { return true }
    if alignment.native > 0 || alignment.hasSeveralForeignScripts { return true }
    let script = letters[0].script
    var own = Int(scripts[Int(script)])
    var foreign = Int(scripts[Int(alignment.foreignScript)])
    for index in alignment.start...alignment.end where units[index].isLetter {
      if units[index].script == script { own -= 1 }
      if units[index].script == alignment.foreignScript { foreign -= 1 }
    }
    if own <= 0 && foreign <= 0 { return alignment.foreignScript > Script.lastLiving }
    return own > foreign
  }
}
