/// What surrounds a match: tags, single letters, blobs.
enum Token {
  /// Units looked at on each side.
  private static let reach = 96

  /// Whether the word at `index` follows a `#` or `@`.
  static func isTag(around index: Int, in units: UnsafePointer<Unit>) -> Bool {
    var position = index
    let stop = Swift.max(0, index - reach)
    while position > stop && (units[position - 1].isWord || units[position - 1].scalar == 0x5F) {
      position -= 1
    }
    guard position > 0 else { return false }
    let scalar = units[position - 1].scalar
    return scalar == 0x23 || scalar == 0x40
  }

  /// How often capitals follow a small letter in the row of letters around `index`.
  static func humps(around index: Int, in units: UnsafePointer<Unit>, count: Int) -> Int {
    var start = index
    while start > Swift.max(0, index - reach) && units[start - 1].isLetter { start -= 1 }
    var humps = 0
    while start + 1 < Swift.min(count, index + reach), units[start + 1].isLetter {
      if units[start + 1].isUpper && !units[start].isUpper { humps += 1 }
      start += 1
    }
    return humps
  }

  /// Whether a capital follows a small letter within the units.
  static func hasHump(from start: Int, to end: Int, in units: UnsafePointer<Unit>) -> Bool {
    guard start < end else { return false }
    for index in (start + 1)...end {
      let left = units[index - 1]
      let right = units[index]
      if left.isLetter && right.isLetter && !left.isUpper && right.isUpper { return true }
    }
    return false
  }

  /// Whether a capital I, which looks like a small l, stands between small letters within the units.
  static func hidesLetter(from start: Int, to end: Int, in units: UnsafePointer<Unit>, count: Int) -> Bool {
    let last = Swift.min(end, count - 2)
    guard start < last else { return false }
    for index in (start + 1)...last where units[index].scalar == 0x69 && units[index].isUpper {
      let (left, right) = (units[index - 1], units[index + 1])
      if left.isLetter && right.isLetter && !left.isUpper && !right.isUpper { return true }
    }
    return false
  }

  /// Whether a single letter stands alone before the unit at `index`.
  static func isLoneLetter(before index: Int, in units: UnsafePointer<Unit>) -> Bool {
    loneLetter(before: index, in: units) != nil
  }

  /// Whether a single letter stands alone behind the unit at `index`.
  static func isLoneLetter(after index: Int, in units: UnsafePointer<Unit>, count: Int) -> Bool {
    loneLetter(after: index, in: units, count: count) != nil
  }

  /// Whether a symbol that reads as a letter stands behind white space, an opening mark, or nothing: in `!!!` none does.
  private static func isLoneSymbol(_ position: Int, _ units: UnsafePointer<Unit>) -> Bool {
    guard units[position].isLeetActive else { return false }
    if position == 0 || units[position - 1].isSpace { return true }
    switch units[position - 1].scalar {
    case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0x2018...0x201F: return true
    default: return false
    }
  }

  /// The single letter, or digit between letters set without spaces, that stands alone before the unit at `index`, at most `width` units away.
  static func loneLetter(
    before index: Int, in units: UnsafePointer<Unit>, within width: Int = 8, crossesSpace: Bool = true
  ) -> Int? {
    var position = index - 1
    let stop = Swift.max(0, index - width)
    while position >= stop && !units[position].isWord && !isLoneSymbol(position, units) {
      if !crossesSpace && units[position].isSpace { return nil }
      position -= 1
    }
    guard position >= stop, position < index - 1, !crossesSpace || isLetterLike(units[position]) else { return nil }
    return position == 0 || !units[position - 1].isWord ? position : nil
  }

  /// The same behind the unit at `index`.
  static func loneLetter(
    after index: Int, in units: UnsafePointer<Unit>, count: Int, within width: Int = 7, crossesSpace: Bool = true
  ) -> Int? {
    var position = index + 1
    let stop = Swift.min(count, index + width + 1)
    while position < stop && !units[position].isWord && !isLoneSymbol(position, units) {
      if !crossesSpace && units[position].isSpace { return nil }
      position += 1
    }
    guard position < stop, position > index + 1, !crossesSpace || isLetterLike(units[position]) else { return nil }
    return position + 1 >= count || !units[position + 1].isWord ? position : nil
  }

  private static func isLetterLike(_ unit: Unit) -> Bool { unit.isLetter || unit.isLeetActive }

  /// How often case and digits change as they do not in words, in the run of letters, digits, hyphens and underscores around a match, and how
  /// many hyphens and underscores it has; nil below 9 characters, or if it has neither those nor a digit. Digits inside the match are leet and
  /// do not count.
  static func irregularity(
    around match: ClosedRange<Int>, in units: UnsafePointer<Unit>, count: Int
  ) -> (changes: Int, joints: Int)? {
    // A letter repeated a hundred times is no name, and looking through it for each place where it may end would take quadratic time.
    guard match.count <= reach else { return nil }
    var start = match.lowerBound
    while start > Swift.max(0, match.lowerBound - reach) && isNameUnit(units[start - 1]) { start -= 1 }
    var end = match.upperBound + 1
    while end < Swift.min(count, match.upperBound + reach) && isNameUnit(units[end]) { end += 1 }
    guard end - start >= 9 else { return nil }
    var (changes, joints, digits, capitals) = (0, 0, 0, 0)
    for position in start..<end {
      let unit = units[position]
      if unit.isDigit { digits += 1 }
      if !unit.isWord { joints += 1 }
      let isInside = position > match.lowerBound && position <= match.upperBound
      if position > start, unit.isWord, units[position - 1].isWord {
        let previous = units[position - 1]
        if unit.isDigit != previous.isDigit {
          if !isInside { changes += 1 }
        } else if unit.isUpper != previous.isUpper, unit.isUpper || capitals > 1 {
          // Down from the first capital is how names go on.
          changes += 1
        }
      }
      capitals = unit.isUpper ? capitals + 1 : 0
    }
    return digits + joints > 0 ? (changes, joints) : nil
  }

  private static func isNameUnit(_ unit: Unit) -> Bool {
    unit.isWord || unit.scalar == 0x2D || unit.scalar == 0x5F
  }

  /// Whether the unbroken run of letters, digits and base64 symbols around `index` looks like an encoded blob rather than words:
  /// long, with digits inside and many changes between cases and digits.
  static func isBlob(around index: Int, in units: UnsafePointer<Unit>, count: Int) -> Bool {
    var start = index
    while start > Swift.max(0, index - reach) && isBlobUnit(units[start - 1]) { start -= 1 }
    var end = index
    while end < Swift.min(count, index + reach) && isBlobUnit(units[end]) { end += 1 }
    let length = end - start
    guard length >= 16 else { return false }
    var changes = 0
    var digits = 0
    for position in start..<end {
      if units[position].isDigit { digits += 1 }
      if position > start, shape(units[position]) != shape(units[position - 1]) { changes += 1 }
    }
    return digits > 0 && changes * 4 >= length
  }

  /// Whether the run of hexadecimal digits, hyphens and colons around `index` is long and has several digits: a hash, a UUID.
  static func isHexadecimal(around index: Int, in units: UnsafePointer<Unit>, count: Int) -> Bool {
    var start = index
    while start > Swift.max(0, index - reach) && isHexUnit(units[start - 1]) { start -= 1 }
    var end = index
    var digits = 0
    while end < Swift.min(count, index + reach) && isHexUnit(units[end]) { end += 1 }
    for position in start..<end where units[position].isDigit { digits += 1 }
    return end - start >= 12 && digits >= 4
  }

  private static func isHexUnit(_ unit: Unit) -> Bool {
    unit.isDigit || unit.scalar == 0x2D || unit.scalar == 0x3A || (unit.scalar >= 0x61 && unit.scalar <= 0x66)
  }

  private static func isBlobUnit(_ unit: Unit) -> Bool {
    unit.isWord || unit.scalar == 0x2B || unit.scalar == 0x2F || unit.scalar == 0x3D
  }

  private static func shape(_ unit: Unit) -> Int {
    unit.isDigit ? 0 : unit.isUpper ? 1 : unit.isLetter ? 2 : 3
  }
}
