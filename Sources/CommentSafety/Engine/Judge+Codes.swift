/// Codes, numbers and formulas that spell a term by accident.
extension Judge {
  /// Whether a symbol that was read as a letter parts letters beside the match too: `n|g` in `m|o|r|n|i|n|g`.
  func isRuled(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    let before = start > 1 && units[start - 2].isWord ? units[start - 1].scalar : 0
    let after = end + 2 < unitCount && units[end + 2].isWord ? units[end + 1].scalar : 0
    for index in start...end where !units[index].isWord {
      let scalar = units[index].scalar
      switch Unicode.Scalar(scalar) {
      case "|", "+", "(", "<": if scalar == before || scalar == after { return true }
      case "!": if scalar == before && scalar == after { return true }
      default: break
      }
    }
    return false
  }

  /// Whether a sign that only names or prices begin with was read as the letter behind it, once more: `@a` of `@assess`; or a sign of
  /// arithmetic behind a letter as the term's first (`i<ount`).
  func beginsWithSign(_ alignment: Alignment) -> Bool {
    let first = units[alignment.start]
    guard !first.isWord, alignment.start < alignment.end else { return false }
    if first.scalar == 0x3C || first.scalar == 0x28, alignment.start > 0, units[alignment.start - 1].isWord {
      return true
    }
    let second = units[alignment.start + 1]
    return second.isWord && Skeleton.key(second) == Skeleton.key(first)
  }

  /// Whether the match stands in a code: beside a sign that base64 has, or in a run of hexadecimal digits and hyphens.
  func isInCode(_ alignment: Alignment, count: Int) -> Bool {
    if alignment.digits > 0, Token.isHexadecimal(around: alignment.start, in: units, count: unitCount),
      count < Self.sureInCodeLetters || Token.isHexadecimal(around: alignment.end, in: units, count: unitCount)
    {
      return true
    }
    guard count < Self.sureInCodeLetters else { return false }
    let before = alignment.start > 0 ? units[alignment.start - 1].scalar : 0
    let after = alignment.end + 1 < unitCount ? units[alignment.end + 1].scalar : 0
    if Self.isCodeSign(before) || Self.isCodeSign(after),
      Token.isBlob(around: alignment.start, in: units, count: unitCount)
    {
      return true
    }
    // A random name (`gtNxwGE_fgt`): the shorter the term and the less plain the match, the sooner it is one.
    guard count < 6, isInsideName(alignment),
      let token = Token.irregularity(around: alignment.start...alignment.end, in: units, count: unitCount)
    else { return false }
    let isDisguised = alignment.hasInnerGaps || alignment.digits + alignment.symbols + alignment.letterSubstitutes > 0
    if count < 4 && alignment.digits > 0 && token.joints > 0 && token.changes > 0 { return true }
    return token.changes >= 4
      || (count < 4 || isDisguised) && token.changes >= 2 && token.changes + token.joints >= 3
  }

  /// Whether the match touches more of the run of letters, digits, hyphens and underscores that it stands in.
  func isInsideName(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    return start > 0 && (units[start - 1].isWord || Self.joinsName(units[start - 1].scalar))
      || end + 1 < unitCount && (units[end + 1].isWord || Self.joinsName(units[end + 1].scalar))
  }

  static func joinsName(_ scalar: UInt32) -> Bool { scalar == 0x2D || scalar == 0x5F }

  static func isCodeSign(_ scalar: UInt32) -> Bool { scalar == 0x2B || scalar == 0x2F || scalar == 0x3D }

  /// Whether the match is digits of a number with points or strokes in it (`14.88` of `10.14.88`), of a price, or of a row of numbers.
  func isPartOfNumber(_ alignment: Alignment) -> Bool {
    for index in 0..<Int(pattern.letterCount) where !isDigit(letters[index]) { return false }
    if alignment.hasInnerGaps { return true }
    let (start, end) = (alignment.start, alignment.end)
    for index in start...end where !units[index].isWord {
      switch Unicode.Scalar(units[index].scalar) {
      case ".", ",", ":", "\u{66B}": return true
      default: break
      }
    }
    func isNumeric(_ index: Int) -> Bool {
      if units[index].isDigit { return true }
      switch units[index].scalar {
      // Signs of currencies, and per cent.
      case 0x24, 0x25, 0xA2...0xA5, 0x20A0...0x20C0: return true
      default: return false
      }
    }
    // Beside the match, or with one character between.
    if start > 0 && isNumeric(start - 1) || start > 1 && !units[start - 1].isWord && isNumeric(start - 2) {
      return true
    }
    return end + 1 < unitCount && isNumeric(end + 1)
      || end + 2 < unitCount && !units[end + 1].isWord && isNumeric(end + 2)
  }

  /// Whether capitals and digits are a part number rather than a short word: several digits (`B95D`), or one in front.
  func isPartNumber(_ alignment: Alignment, count: Int) -> Bool {
    if pattern.flags.contains(.phrase) { return alignment.digits > 1 && hasPartNumber(alignment) }
    guard count < Self.surePrefixLetters, isAllUpper(alignment) else { return false }
    return alignment.digits > 1 || units[alignment.start].isDigit
  }

  /// Whether a word of a phrase is capitals and several digits: `you are P16S`.
  private func hasPartNumber(_ alignment: Alignment) -> Bool {
    var index = alignment.start
    while index <= alignment.end {
      let start = index
      var (digits, isUpper) = (0, true)
      while index <= alignment.end, units[index].isWord {
        if units[index].isDigit { digits += 1 } else if !units[index].isUpper { isUpper = false }
        index += 1
      }
      if digits > 1 && isUpper && index - start < Self.surePrefixLetters { return true }
      index += 1
    }
    return false
  }

  /// Letters of what may be initials.
  private static let acronymLetters = 4
  /// Units on each side in which a small letter shows that capitals mean something.
  private static let acronymReach = 24

  /// Whether a short term in capitals, in a comment with small letters, stands between brackets (`(ASS)`), before a number
  /// (`ASS 100`) or behind an initial (`J. ASS`): initials and models do.
  func isAcronym(_ alignment: Alignment, count: Int) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    guard count <= Self.acronymLetters, units[start].isUpper, isAllUpper(alignment) else { return false }
    let next = end + 1 < unitCount ? units[end + 1].scalar : 0
    let isBracketed = next == 0x29 && start > 0 && units[start - 1].scalar == 0x28
    let isNumbered = (next == 0x20 || next == 0x2D) && end + 2 < unitCount && units[end + 2].isDigit
    // A name, whatever the case of the comment.
    if count < Self.acronymLetters && followsInitial(start) { return true }
    guard isBracketed || isNumbered else { return false }
    for index in Swift.max(0, start - Self.acronymReach)..<Swift.min(unitCount, end + Self.acronymReach)
    where units[index].isLetter && !units[index].isUpper {
      return true
    }
    return false
  }

  /// Whether an initial stands before the word: `J. KYS`.
  private func followsInitial(_ start: Int) -> Bool {
    start > 2 && units[start - 1].scalar == 0x20 && units[start - 2].scalar == 0x2E && units[start - 3].isUpper
      && (start == 3 || !units[start - 4].isWord)
  }

  /// Units behind a match in which the `)` of a `(` is looked for.
  private static let bracketedUnits = 40

  /// Whether a `(` that was read as a c has its `)`: `b(t)` and `b(t, x)` are functions.
  func isBracketed(_ alignment: Alignment) -> Bool {
    let stop = Swift.min(unitCount - 1, alignment.end + Self.bracketedUnits)
    var isOpen = false
    for index in alignment.start...stop {
      if index <= alignment.end && units[index].scalar == 0x28 { isOpen = true }
      if isOpen && units[index].scalar == 0x29 {
        // Around the whole match they are just brackets.
        return index <= alignment.end || alignment.start == 0 || units[alignment.start - 1].scalar != 0x28
      }
    }
    return false
  }

  /// Whether signs of arithmetic part the letters, and not the same ones everywhere: `a - z >= z`.
  func isSum(_ alignment: Alignment) -> Bool {
    var first: UInt32?
    var sign: UInt32 = 0
    for index in (alignment.start + 1)...alignment.end {
      let scalar = units[index].scalar
      if units[index].isWord {
        if units[index - 1].isWord { continue }
        if let first, first != sign { return true }
        first = sign
        sign = 0
      } else if sign == 0 {
        switch Unicode.Scalar(scalar) {
        case "=", "<", ">", "+", "*", "/", "^": sign = scalar
        default: break
        }
      }
    }
    return false
  }

  /// Whether the letters are indices and exponents of TeX: `a_{s}s`.
  func isIndexed(_ alignment: Alignment) -> Bool {
    for index in (alignment.start + 1)...alignment.end where units[index].scalar == 0x7B {
      let previous = units[index - 1].scalar
      if previous == 0x5F || previous == 0x5E { return true }
    }
    return false
  }

  /// Whether a separator stands between two digits that were read as letters: `1_1` in `Lu1_1O`.
  func partsDigits(_ alignment: Alignment) -> Bool {
    guard alignment.digits > 1 else { return false }
    for index in (alignment.start + 1)..<alignment.end
    where !units[index].isWord && units[index - 1].isDigit && units[index + 1].isDigit {
      return true
    }
    return false
  }

  /// Whether what parts the letters belongs to a formula, a program or a list: brackets that close, or a backslash before the next letter, beside
  /// other signs, in the only gap or not in all of them (`1)).do`, `1,\do`, `a, z), z`); a star before a function (`b*aco(`); commas that part
  /// a number from letters (`f, k, 1, n`); what `printf` fills in (`a %s: %s`).
  @inline(never)
  func isCalculated(_ alignment: Alignment, count: Int) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    var (gaps, closing, commas) = (0, 0, 0)
    var index = start + 1
    while index <= end {
      let begin = index
      while index <= end, !units[index].isWord { index += 1 }
      if index > begin, index <= end {
        gaps += 1
        if closes(begin, index) { closing += 1 }
        if units[begin].scalar == 0x2C { commas += 1 }
      }
      index += 1
    }
    if closing > 0 && (gaps == 1 || closing < gaps) { return true }
    if commas == gaps && alignment.spaceGaps == gaps && alignment.digits > 0 && count < Self.surePrefixLetters {
      return true
    }
    if alignment.spaceGaps > 0 && count < 4 && units[end - 1].scalar == 0x25 && units[end].scalar == 0x73 {
      return true
    }
    return gaps == 1 && alignment.tightGaps == 1 && end + 1 < unitCount && units[end + 1].scalar == 0x28
      && holdsOneStar(alignment)
  }

  /// Whether signs hold a bracket that closes and a sign that is no bracket, or end with a backslash behind another sign.
  private func closes(_ start: Int, _ end: Int) -> Bool {
    guard end - start > 1 else { return false }
    if units[end - 1].scalar == 0x5C { return true }
    var (depth, hasBracket, hasSign) = (0, false, false)
    for index in start..<end {
      switch Unicode.Scalar(units[index].scalar) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        // What opens here, too, draws a letter: `[_]`.
        if depth > 0 {
          depth -= 1
        } else {
          if hasBracket { hasSign = true }
          hasBracket = true
        }
      default: if !units[index].isSpace { hasSign = true }
      }
    }
    return hasBracket && hasSign
  }

  private func holdsOneStar(_ alignment: Alignment) -> Bool {
    var stars = 0
    for index in alignment.start...alignment.end where !units[index].isWord {
      if units[index].scalar != 0x2A { return false }
      stars += 1
    }
    return stars == 1
  }

  /// Units before a match in which TeX's `$$` is looked for.
  private static let displayedUnits = 400

  /// Whether `$$` at the match's end closes what a `$$` before it opened: a formula of TeX.
  func endsDisplay(_ alignment: Alignment) -> Bool {
    let (start, end) = (alignment.start, alignment.end)
    guard end > start, units[end].scalar == 0x24, units[end - 1].scalar == 0x24, start > 1 else { return false }
    for index in Swift.max(1, start - Self.displayedUnits)..<start
    where units[index].scalar == 0x24 && units[index - 1].scalar == 0x24 && (index < 2 || !units[index - 2].isWord) {
      return true
    }
    return false
  }
}
