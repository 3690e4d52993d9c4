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

  /// Whether a single letter stands alone before the unit at `index`.
  static func isLoneLetter(before index: Int, in units: UnsafePointer<Unit>) -> Bool {
    var position = index - 1
    let stop = Swift.max(0, index - 8)
    while position >= stop && !units[position].isWord { position -= 1 }
    guard position >= stop, position < index - 1, units[position].isLetter else { return false }
    return position == 0 || !units[position - 1].isWord
  }

  /// Whether a single letter stands alone behind the unit at `index`.
  static func isLoneLetter(
    after index: Int, in units: UnsafePointer<Unit>, count: Int
  ) -> Bool {
    var position = index + 1
    let stop = Swift.min(count, index + 8)
    while position < stop && !units[position].isWord { position += 1 }
    guard position < stop, position > index + 1, units[position].isLetter else { return false }
    return position + 1 >= count || !units[position + 1].isWord
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

  private static func isBlobUnit(_ unit: Unit) -> Bool {
    unit.isWord || unit.scalar == 0x2B || unit.scalar == 0x2F || unit.scalar == 0x3D
  }

  private static func shape(_ unit: Unit) -> Int {
    unit.isDigit ? 0 : unit.isUpper ? 1 : unit.isLetter ? 2 : 3
  }
}
