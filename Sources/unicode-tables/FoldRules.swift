/// How a folded scalar came to differ from the original; bits 28…34 of an entry.
struct Technique: OptionSet {
  var rawValue: UInt8
  static let casing = Technique(rawValue: 1 << 0)
  static let width = Technique(rawValue: 1 << 1)
  static let compatibility = Technique(rawValue: 1 << 2)
  static let diacritic = Technique(rawValue: 1 << 3)
  static let confusable = Technique(rawValue: 1 << 4)
  static let rotated = Technique(rawValue: 1 << 5)
  static let variant = Technique(rawValue: 1 << 6)
}

/// What one code point becomes, and how.
struct Folding {
  var scalars: [UInt32]
  var techniques: Technique = []
  /// All that was there were deleted marks (and not merely invisible characters).
  var droppedMarks = false
}

/// The fold of a single code point: the rules in their order of precedence.
///
/// Each rule rewrites one scalar into a few; the result is rewritten again until nothing changes. So NFKD is
/// recursive, case folding acts before and after it, and every result is a fixed point: fold(fold(x)) = fold(x).
struct FoldRules {
  let database: CharacterDatabase
  let confusables: Confusables
  let deletion: Deletion
  let latin: LatinLetters

  init(database: CharacterDatabase, confusables: Confusables) {
    self.database = database
    self.confusables = confusables
    deletion = Deletion(database: database)
    latin = LatinLetters(database: database, confusables: confusables)
  }

  func fold(_ cp: UInt32) -> Folding {
    if Hangul.syllables.contains(cp) { return Folding(scalars: [cp]) }
    var folding = rewriteAll(cp)
    if folding.scalars.count > 1, !deletion.isSpace(cp) {
      // The words of an Arabic ligature (U+FDFA) become one run.
      folding.scalars.removeAll { $0 == 0x20 }
    }
    return folding
  }

  private func rewriteAll(_ cp: UInt32) -> Folding {
    if deletion.isInvisible(cp) { return Folding(scalars: []) }
    if deletion.isDroppedMark(cp) {
      return Folding(scalars: [], techniques: .diacritic, droppedMarks: true)
    }
    if Hangul.syllables.contains(cp) { return Folding(scalars: Hangul.decompose(cp)) }
    guard let step = rewriteOnce(cp) else { return Folding(scalars: [cp]) }
    var result = Folding(scalars: [], techniques: step.techniques)
    for scalar in step.scalars {
      let part = rewriteAll(scalar)
      result.scalars += part.scalars
      result.techniques.formUnion(part.techniques)
      result.droppedMarks = result.droppedMarks || part.droppedMarks
    }
    return result
  }

  /// One rewrite, or nil when the scalar stands.
  private func rewriteOnce(_ cp: UInt32) -> Folding? {
    if deletion.isSpace(cp) { return space(cp) }
    if let folding = punctuation(cp) ?? digit(cp) ?? enclosed(cp) ?? variant(cp) {
      return folding
    }
    if let lower = database.simpleFolding[cp] {
      return Folding(scalars: [lower], techniques: .casing)
    }
    if let folding = decomposition(cp) { return folding }
    return latin.base(of: cp)
  }

  private func decomposition(_ cp: UInt32) -> Folding? {
    guard let record = database.record(cp), !record.decomposition.isEmpty else { return nil }
    var parts = record.decomposition
    if parts.count > 1, parts[0] == 0x20, parts.dropFirst().allSatisfy(isMark) {
      // A spacing accent (¨, ¯) is a symbol, not a space. The Arabic ones are presentation forms of harakat.
      guard (0xFB50...0xFEFF).contains(cp) else { return nil }
      parts.removeFirst()
    }
    switch record.tag {
    case "":
      // A canonical pair is the same text; a canonical singleton is another character for it (Å, CJK
      // compatibility ideographs).
      return Folding(scalars: parts, techniques: parts.count == 1 ? .compatibility : [])
    case "wide", "narrow": return Folding(scalars: parts, techniques: .width)
    default: return Folding(scalars: parts, techniques: .compatibility)
    }
  }

  func isMark(_ cp: UInt32) -> Bool { database.category(cp).hasPrefix("M") }

  /// Letters and kept marks: what a word is made of. For scalars that stand as they are.
  func isWordCharacter(_ cp: UInt32) -> Bool {
    // Spacing accents and modifier signs (ˈ ˆ ː ͺ) are category Lm but no part of a word.
    if (0x02B0...0x02FF).contains(cp) || cp == 0x037A { return false }
    // Radicals of Yi are symbols to Unicode, and letters in fonts of Yi characters.
    if (0xA490...0xA4CF).contains(cp) { return true }
    if deletion.isKeptMark(cp) { return true }
    let category = database.category(cp)
    return category.hasPrefix("L") || category == "Nl"
  }
}

/// Hangul syllables decompose by arithmetic (Unicode 3.12).
enum Hangul {
  static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

  static func decompose(_ cp: UInt32) -> [UInt32] {
    let index = cp - 0xAC00
    let lead = 0x1100 + index / 588
    let vowel = 0x1161 + index % 588 / 28
    let tail = index % 28
    return tail == 0 ? [lead, vowel] : [lead, vowel, 0x11A7 + tail]
  }
}
