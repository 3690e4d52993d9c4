/// The letter classes of the skeleton: spellings that may stand for each other fall into one class.
///
/// The skeleton only *suspects*: a class holds every letter, digit and symbol that the aligner might accept for one of its
/// letters. The aligner convicts, at a cost for each reading (see ``Reading``).
enum LetterClass {
  /// The class byte of an ASCII letter, digit or symbol; 0 for what belongs to no class.
  static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 128)
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(letter)] = letter }
    for digit in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(digit)] = digit }
    for (name, members) in merged {
      for member in members.utf8 { table[Int(member)] = name }
    }
    return table
  }()

  /// Classes of more than one member, named by one of them.
  private static let merged: [(UInt8, String)] = [
    (UInt8(ascii: "a"), "a4@"),
    (UInt8(ascii: "b"), "b8"),
    (UInt8(ascii: "c"), "c(<"),
    (UInt8(ascii: "e"), "e3"),
    (UInt8(ascii: "g"), "g96"),
    (UInt8(ascii: "i"), "il1!|"),
    (UInt8(ascii: "o"), "o0"),
    (UInt8(ascii: "s"), "sz52$"),
    (UInt8(ascii: "t"), "t7+"),
    (UInt8(ascii: "u"), "uvw"),
  ]
}

/// How a character of a comment is read as a letter of a term.
enum Reading {
  /// Not at all.
  case none
  /// As itself.
  case exact
  /// As a letter that it looks like.
  case confusable
  /// As another ASCII letter that people write for it (`v` for `u`).
  case letter
  /// As a digit that stands for the letter.
  case digit
  /// As a symbol that stands for the letter.
  case symbol

  /// How `unit` reads as the folded term letter `scalar`, whose look-alike is `base`.
  /// - Complexity: O(1).
  @inline(__always)
  static func of(_ unit: Unit, as scalar: UInt32, base: UInt8) -> Reading {
    if unit.scalar == scalar { return .exact }
    let unitBase = unit.base
    if unitBase == 0 || base == 0 { return .none }
    if unit.scalar >= 0x80 {
      // Letters that look like one ASCII letter are two to who reads Cyrillic (`ћ`, `н`) or Greek (`ν`, `υ`), and one that looks like a digit stands for no other
      // letter (`з` for 3 for e).
      if isCyrillic(scalar) && isCyrillic(unit.scalar) || isGreek(scalar) && isGreek(unit.scalar) { return .none }
      if unit.isLetter && unitBase < 0x3A && unitBase != base { return .none }
    }
    if unitBase == base {
      // A symbol such as the euro sign that looks like a letter is leet, not a foreign letter; so is a digit (`3` for `з`).
      if unit.isDigit { return scalar >= 0x30 && scalar < 0x3A ? .confusable : .digit }
      return unit.isWord ? .confusable : .symbol
    }
    return substitute(unitBase, for: base, isUpper: unit.isUpper, isASCII: unit.scalar < 0x80)
  }

  /// Small letters of the alphabets in common use.
  @inline(__always)
  static func isCyrillic(_ scalar: UInt32) -> Bool { scalar >= 0x430 && scalar < 0x460 }

  @inline(__always)
  static func isGreek(_ scalar: UInt32) -> Bool { scalar >= 0x3B1 && scalar < 0x3CA }

  @inline(__always)
  private static func substitute(
    _ found: UInt8, for wanted: UInt8, isUpper: Bool, isASCII: Bool
  ) -> Reading {
    let slots = Substitution.table[Int(found & 0x7F)]
    let kind: UInt8
    if slots.wanted.0 == wanted {
      kind = slots.kind.0
    } else if slots.wanted.1 == wanted {
      kind = slots.kind.1
    } else {
      return .none
    }
    switch kind {
    case Substitution.digit: return .digit
    case Substitution.symbol: return .symbol
    case Substitution.capital:
      // Only the capital I looks like an l; of other scripts both cases do, and a bare stroke is as much an l as an i.
      return !isASCII ? .confusable : isUpper ? .letter : .none
    case Substitution.small:
      // Only the small l looks like an i.
      return isUpper ? .none : .letter
    default: return .letter
    }
  }
}

/// Which letters an ASCII character is written for: at most two.
private struct Substitution {
  static let letter: UInt8 = 1
  static let digit: UInt8 = 2
  static let symbol: UInt8 = 3
  static let capital: UInt8 = 4
  static let small: UInt8 = 5

  var wanted: (UInt8, UInt8) = (0, 0)
  var kind: (UInt8, UInt8) = (0, 0)

  /// Found character, the letters it may stand for, what it is.
  private static let pairs: [(Unicode.Scalar, String, UInt8)] = [
    ("4", "a", digit), ("8", "b", digit), ("3", "e", digit), ("9", "g", digit), ("6", "g", digit),
    ("1", "il", digit), ("0", "o", digit), ("5", "s", digit), ("7", "t", digit), ("2", "z", digit),
    ("@", "a", symbol), ("$", "s", symbol), ("!", "il", symbol), ("|", "il", symbol),
    ("+", "t", symbol), ("(", "c", symbol), ("<", "c", symbol),
    ("v", "u", letter), ("l", "i", small), ("z", "s", letter), ("i", "l", capital),
  ]

  static let table: [Substitution] = {
    var table = [Substitution](repeating: Substitution(), count: 128)
    for (found, wanted, kind) in pairs {
      let letters = Array(wanted.utf8)
      table[Int(found.value)] = Substitution(
        wanted: (letters[0], letters.count > 1 ? letters[1] : 0), kind: (kind, kind))
    }
    return table
  }()
}
