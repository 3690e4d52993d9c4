extension RequiredAtomsParser {
  /// Reads what follows a backslash outside of a class.
  mutating func parseEscape() throws(Unsure) -> Fragment {
    if let scalar = try parseCharacterEscape() { return .literal(scalar) }
    guard let letter = peek() else { throw Unsure() }
    position += 1
    switch letter {
    case "A": return boundary(.ofAny)
    case "b": return boundary(WordMark(isUnicode: ucp))
    case "B", "K", "Z", "z": return .empty
    case "G":
      // True where a search begins, which is not a place of the text.
      return .farReaching
    case "d": return ucp ? .character(.both) : .digit
    case "h", "s":
      var space = !joinsWhiteSpace ? Fragment.unknown : marksBoundaries ? .sureWhiteSpace : .whiteSpace
      // There are horizontal spaces beyond ASCII, and `\s` takes them with Unicode properties.
      space.reach = .character(letter == "s" && !ucp ? .white : .both)
      return space
    case "S", "w": return .character(.other)
    case "W" where marksBoundaries: return .separator(WordMark(isUnicode: ucp))
    case "D", "H", "N", "v", "V", "W": return .character(.both)
    case "R":
      // Two characters where lines end with both.
      return .character(.both).repeated(RequiredAtomsQuantifier(least: 1, most: 2, isExact: false))
    case "C", "X": return .unknown
    case "p": return .character(Self.kinds(ofProperty: try property()))
    case "P":
      _ = try property()
      return .character(.both)
    case "g", "k":
      try skipReference()
      return .unknown
    case "1"..."9":
      // A back-reference, or for long numbers perhaps an octal character and digits: nothing is
      // known in either case.
      _ = try number(base: 10)
      return .unknown
    default: throw Unsure()
    }
  }

  /// Reads an escape that stands for one character, the backslash being read already.
  ///
  /// - Returns: nil, with nothing read, when the escape stands for something else.
  mutating func parseCharacterEscape() throws(Unsure) -> Unicode.Scalar? {
    guard let letter = peek() else { throw Unsure() }
    guard letter.isASCIILetter || letter.digitValue(base: 10) != nil else {
      position += 1
      return letter
    }
    let start = position
    position += 1
    switch letter {
    case "a": return "\u{07}"
    case "e": return "\u{1B}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "c":
      guard let control = peek(), (0x20...0x7E).contains(control.value) else { throw Unsure() }
      position += 1
      let upper = ("a"..."z").contains(control) ? control.value - 0x20 : control.value
      return try scalar(Int(upper ^ 0x40))
    case "0":
      return try scalar(try number(base: 8, limit: 2) ?? 0)
    case "o":
      guard skip("{") else { throw Unsure() }
      return try finishBracedNumber(base: 8)
    case "x":
      if skip("{") { return try finishBracedNumber(base: 16) }
      return try scalar(try number(base: 16, limit: 2) ?? 0)
    case "N" where skip("{U+"):
      return try finishBracedNumber(base: 16)
    default:
      position = start
      return nil
    }
  }

  private mutating func finishBracedNumber(base: Int) throws(Unsure) -> Unicode.Scalar {
    guard let value = try number(base: base), skip("}") else { throw Unsure() }
    return try scalar(value)
  }

  func scalar(_ value: Int) throws(Unsure) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(UInt32(value)) else { throw Unsure() }
    return scalar
  }

  /// Reads the rest of `\pL` or `\p{…}`: the property's name.
  mutating func property() throws(Unsure) -> [Unicode.Scalar] {
    if skip("{") {
      let start = position
      try skip(to: "}")
      return Array(pattern[start..<position - 1])
    }
    guard let letter = peek(), letter.isASCIILetter else { throw Unsure() }
    position += 1
    return [letter]
  }

  /// The kinds of the characters that have a property: letters, marks, numbers, punctuation and symbols are no white space.
  static func kinds(ofProperty name: [Unicode.Scalar]) -> PatternReach.Kinds {
    guard let first = name.first, name.count <= 2, "LMNPS".unicodeScalars.contains(first) else { return .both }
    return .other
  }

  /// Moves past the rest of `\g…` or `\k…`, a back-reference or a call.
  private mutating func skipReference() throws(Unsure) {
    if skip("{") { return try skip(to: "}") }
    if skip("<") { return try skip(to: ">") }
    if skip("'") { return try skip(to: "'") }
    if !skip("+") { _ = skip("-") }
    guard try number(base: 10) != nil else { throw Unsure() }
  }
}
