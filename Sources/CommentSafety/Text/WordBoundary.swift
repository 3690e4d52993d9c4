/// Where words begin and end, by Unicode properties.
///
/// A boundary lies between a letter or digit and anything else. The apostrophe joins. Scripts without spaces have boundaries
/// everywhere.
enum WordBoundary: UInt8, Comparable {
  /// Inside a word.
  case none
  /// Between digits and letters, or at a camel-case hump: a boundary for terms long enough to be sure of.
  case soft
  /// At a word's edge.
  case full

  static func < (left: WordBoundary, right: WordBoundary) -> Bool { left.rawValue < right.rawValue }

  /// The boundary before the unit at `index`.
  /// - Complexity: O(1).
  static func before(
    _ index: Int, in units: UnsafePointer<Unit>, elides: Bool = false
  ) -> WordBoundary {
    if index == 0 { return .full }
    let current = units[index]
    let previous = units[index - 1]
    if current.beginsWord { return .full }
    if !previous.isWord {
      if index >= 2, joinsLetters(previous), isLetterLike(units[index - 2]), isLetterLike(current) { return .none }
      guard previous.scalar == 0x27, index >= 2, units[index - 2].isLetter else { return .full }
      // `j'ai`: one word, unless the language elides (`l'idiot`, `qu'un`).
      if elides { return .full }
      // An opening quote inside running text: `say'word'` is not told from elision and stays joined.
      return .none
    }
    if previous.isDigit && current.isLetter {
      // A number that begins a token (`99name`) ends there; a digit among letters is one of them (`cu5tard`).
      var start = index - 1
      while start > 0 && units[start - 1].isDigit { start -= 1 }
      if start > 0 && units[start - 1].isLetter { return .none }
    }
    return between(previous, current)
  }

  /// The boundary behind the unit at `index`.
  /// - Complexity: O(1).
  static func after(_ index: Int, in units: UnsafePointer<Unit>, count: Int) -> WordBoundary {
    if index + 1 >= count { return .full }
    let current = units[index]
    let next = units[index + 1]
    if current.endsWord { return .full }
    if next.isWord {
      // A digit that runs to the token's end, as names have (`name99`).
      if current.isLetter && next.isDigit {
        var end = index + 1
        while end < count && units[end].isDigit { end += 1 }
        return end >= count || !units[end].isWord ? .soft : .none
      }
      return between(current, next)
    }
    if index + 2 < count, joinsLetters(next), isLetterLike(current),
      isLetterLike(units[index + 2]) || isForeignSymbol(next) && units[index + 2].isDigit
    {
      return .none
    }
    if next.scalar == 0x27, index + 2 < count, units[index + 2].isLetter {
      return endsContraction(index + 2, in: units, count: count) ? .full : .none
    }
    return .full
  }

  /// Whether a symbol between letters is one of them: a dollar sign (`cu$tard`), and other symbols that look like a letter (`dumbb€ll`).
  private static func joinsLetters(_ unit: Unit) -> Bool { unit.scalar == 0x24 || isForeignSymbol(unit) }

  private static func isLetterLike(_ unit: Unit) -> Bool { unit.isLetter || isForeignSymbol(unit) }

  private static func isForeignSymbol(_ unit: Unit) -> Bool { unit.scalar >= 0x80 && unit.isLeetActive }

  /// Whether the letters from `index` on are what follows an apostrophe in English: `'s`, `'d`, `'m`, `'ll`, `'re`, `'ve`, `'em`.
  private static func endsContraction(
    _ index: Int, in units: UnsafePointer<Unit>, count: Int
  ) -> Bool {
    let first = units[index].scalar
    let hasSecond = index + 1 < count && units[index + 1].isWord
    if !hasSecond {
      return first == 0x73 || first == 0x64 || first == 0x6D || first == 0x74
    }
    let ends = index + 2 >= count || !units[index + 2].isWord
    let pair = (first, units[index + 1].scalar)
    return ends
      && (pair == (0x6C, 0x6C) || pair == (0x72, 0x65) || pair == (0x76, 0x65)
        || pair == (0x65, 0x6D))
  }

  private static func between(_ left: Unit, _ right: Unit) -> WordBoundary {
    if left.start == right.start { return .none }
    if left.isRegional != right.isRegional { return .full }
    if left.isNoSpaces || right.isNoSpaces { return .full }
    if left.isDigit && right.isLetter { return .soft }
    if left.isLetter && right.isLetter {
      if left.script != right.script && Script.differ(left, right) { return .full }
      // The case of a look-alike says nothing.
      if right.isUpper && !left.isUpper && left.script == Script.latin && right.script == Script.latin,
        right.techniques.isDisjoint(with: [.confusable, .diacritics])
      {
        return .soft
      }
    }
    return .none
  }
}

/// The scripts that decisions are made about. Ids are those of the generated table.
enum Script {
  static let common: UInt8 = 0
  static let inherited: UInt8 = 1
  static let latin: UInt8 = 2
  static let cyrillic: UInt8 = 3
  static let greek: UInt8 = 4
  static let arabic: UInt8 = 5
  static let han: UInt8 = 7
  static let lastLiving: UInt8 = 24

  /// Whether a change from one script to the other is a word's edge: Latin next to Hangul or Arabic is; Latin next to a letter
  /// that may be a disguised Latin one is not.
  @inline(__always)
  static func differ(_ left: Unit, _ right: Unit) -> Bool {
    isPlain(left) || isPlain(right)
  }

  /// Whether a letter cannot be meant for a Latin one: Arabic joins its letters, and others have no look-alike.
  @inline(__always)
  private static func isPlain(_ unit: Unit) -> Bool {
    unit.scalar >= 0x80 && (unit.script == arabic || (unit.base == 0 && unit.script > greek))
  }
}
