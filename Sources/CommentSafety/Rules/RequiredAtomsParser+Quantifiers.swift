extension RequiredAtomsParser {
  enum QuantifierReading {
    /// No quantifier comes next.
    case none
    case quantifier(RequiredAtomsQuantifier)
    /// A quantifier for some releases of PCRE2 and literal text for others.
    case doubtful
  }

  /// Reads a quantifier with its `?` or `+`, if one comes next.
  mutating func parseQuantifier() throws(Unsure) -> QuantifierReading {
    var reading: QuantifierReading
    switch peek() {
    case "*":
      position += 1
      reading = .quantifier(RequiredAtomsQuantifier(least: 0, isExact: false))
    case "?":
      position += 1
      reading = .quantifier(
        RequiredAtomsQuantifier(least: 0, most: 1, isExact: false, isAtMostOnce: true))
    case "+":
      position += 1
      reading = .quantifier(RequiredAtomsQuantifier(least: 1, isExact: false))
    case "{":
      reading = try parseBraces()
      if case .none = reading { return .none }
    default:
      return .none
    }
    // Lazy or possessive: which text is taken first does not change what it must contain.
    if peek() == "?" || peek() == "+" { position += 1 }
    return reading
  }

  /// Reads `{n}`, `{n,}` or `{n,m}`; anything else in braces is literal text and is left alone.
  ///
  /// Since 10.43 `{,m}` and spaces and tabs inside the braces make a quantifier too.
  private mutating func parseBraces() throws(Unsure) -> QuantifierReading {
    let start = position
    position += 1
    var isDoubtful = skipBlanks()
    let least = try number(base: 10)
    isDoubtful = skipBlanks() || isDoubtful
    var isExact = true
    var most: Int?
    if skip(",") {
      isExact = false
      isDoubtful = skipBlanks() || isDoubtful
      most = try number(base: 10)
      isDoubtful = skipBlanks() || isDoubtful
    }
    guard skip("}"), least != nil || most != nil else {
      position = start
      return .none
    }
    guard let least, !isDoubtful else { return .doubtful }
    return .quantifier(
      RequiredAtomsQuantifier(
        least: least, most: isExact ? least : most, isExact: isExact || least == most, isAtMostOnce: most == 1))
  }

  private mutating func skipBlanks() -> Bool {
    let start = position
    while peek() == " " || peek() == "\t" { position += 1 }
    return position > start
  }
}
