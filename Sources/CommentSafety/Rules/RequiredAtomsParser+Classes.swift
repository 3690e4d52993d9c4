/// The characters that a class lists.
struct RequiredAtomsClass {
  /// Whether it may match anything besides `ranges`: it is negated, or holds an item that is not
  /// modelled.
  var isOpen = false
  var ranges: [ClosedRange<UInt32>] = []
  /// Kinds of the characters that it may match.
  var kinds: PatternReach.Kinds = []
  /// Whether it is negated, and whether it then lists all white space.
  var isNegated = false
  var listsWhiteSpace = false
  /// Whose letters it lists, all of them; and whose digits.
  var letters: WordMark?
  var digits: WordMark?
  /// Of which words the kinds of characters that it lists, besides `ranges`, are no part.
  var kindsOfSeparators: WordMark? = .ofAny

  /// Of which words it lists all letters and digits; nil if some are missing.
  var wordCharacters: WordMark? { letters.flatMap { letters in digits.map { min(letters, $0) } } }

  /// Of which words what it matches is never part; nil if it may be.
  var separator: WordMark? {
    if isNegated { return wordCharacters }
    let areSeparators = ranges.allSatisfy { range in
      range.upperBound < 0x80
        && range.allSatisfy { (0x09...0x0D).contains($0) || $0 == 0x20 || AtomSkeleton.partsWords(UInt8($0)) != nil }
    }
    return areSeparators ? kindsOfSeparators : nil
  }

  /// Takes in characters that are not listed.
  /// - Parameter separator: of which words none of them is part; nil if one may be.
  mutating func open(_ kinds: PatternReach.Kinds = .both, separator: WordMark? = nil) {
    isOpen = true
    self.kinds.formUnion(kinds)
    kindsOfSeparators = separator.flatMap { mark in kindsOfSeparators.map { min(mark, $0) } }
  }

  /// Takes in all letters and digits of words.
  mutating func openWord(_ mark: WordMark) {
    letters = letters.map { max(mark, $0) } ?? mark
    digits = digits.map { max(mark, $0) } ?? mark
  }

  /// Larger classes say too little to look at each character.
  private static let mostCharacters = 8
  /// So few are read as alternatives, of which literals around them are made.
  private static let mostChoices = 4

  /// What a match of one character of this class must contain.
  var fragment: RequiredAtomsFragment {
    var fragment = consumed
    fragment.reach = .character(reachedKinds)
    return fragment
  }

  private var reachedKinds: PatternReach.Kinds {
    if isNegated { return listsWhiteSpace ? .other : .both }
    return ranges.reduce(kinds) { kinds, range in
      let white = (0x09...0x0D as ClosedRange<UInt32>).overlaps(range) || range.contains(0x20)
      let isAllWhite = range.lowerBound >= 0x09 && range.upperBound <= 0x0D || range == 0x20...0x20
      return kinds.union(isAllWhite ? .white : white ? .both : .other)
    }
  }

  private var consumed: RequiredAtomsFragment {
    guard !isOpen, !ranges.isEmpty else { return .unknown }
    let scalars = self.scalars
    if let first = scalars.first, scalars.allSatisfy({ $0.foldsLike(first) }) {
      return .literal(first)
    }
    if ranges.allSatisfy({ $0.lowerBound >= 0x30 && $0.upperBound <= 0x39 }) { return .digit }
    if !scalars.isEmpty, scalars.count <= Self.mostChoices, !scalars.contains(where: \.saysNothing) {
      return .alternation(scalars.map { .literal(Array(UTF8.encode($0)!)) })
    }
    if !scalars.isEmpty, scalars.allSatisfy({ $0.isASCII && UInt8($0.value).isASCIIPunctuation }) {
      let bytes = scalars.map { Requirement.byte(UInt8($0.value)) }
      return RequiredAtomsFragment(tails: [[]], needs: [.disjunction(bytes)])
    }
    return .unknown
  }

  /// The listed characters, or none when there are too many.
  private var scalars: [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for range in ranges {
      guard range.count + scalars.count <= Self.mostCharacters else { return [] }
      scalars += range.compactMap { Unicode.Scalar($0) }
    }
    return scalars
  }
}

extension RequiredAtomsParser {
  /// Reads what follows an opening bracket.
  mutating func parseClass() throws(Unsure) -> Fragment {
    // Two spellings of a word boundary look like classes.
    if skip("[:<:]]") || skip("[:>:]]") { return .empty }
    let members = try parseClassMembers()
    var fragment = members.fragment
    // Whatever else is known of it: a byte of punctuation, or nothing.
    if marksBoundaries, let mark = members.separator, fragment.tails == [[]] {
      fragment.heads = [[mark.rawValue]]
      fragment.tails = fragment.heads
    }
    return fragment
  }

  /// Reads what follows an opening bracket, to the closing one and past it.
  mutating func parseClassMembers() throws(Unsure) -> RequiredAtomsClass {
    var members = RequiredAtomsClass()
    while true {
      if skip("\\E") || skip("\\Q\\E") { continue }
      if flags.extendedMore, skip(" ") || skip("\t") { continue }
      if !members.isOpen, skip("^") {
        members.isOpen = true
        members.isNegated = true
        continue
      }
      break
    }
    // The first member may be a closing bracket.
    try parseMember(into: &members)
    while true {
      guard let next = peek() else { throw Unsure() }
      if next == "]", !isQuoting {
        position += 1
        return members
      }
      try parseMember(into: &members)
    }
  }

  /// Reads one member or range of a class.
  private mutating func parseMember(into members: inout RequiredAtomsClass) throws(Unsure) {
    guard let lower = try parseMemberCharacter(into: &members) else { return }
    guard !isQuoting, peek() == "-", peek(1) != "]" else {
      members.ranges.append(lower.value...lower.value)
      return
    }
    position += 1
    // Where the right side is not a plain character, the hyphen is one; nothing is lost by an open
    // class.
    guard let upper = try parseMemberCharacter(into: &members), lower <= upper else {
      members.open()
      return
    }
    members.ranges.append(lower.value...upper.value)
  }

  /// Reads one character of a class.
  ///
  /// - Returns: nil for anything else that may stand in a class, having been entered into
  ///   `members`.
  private mutating func parseMemberCharacter(
    into members: inout RequiredAtomsClass
  ) throws(Unsure) -> Unicode.Scalar? {
    guard let next = peek() else { throw Unsure() }
    if isQuoting {
      if skip("\\E") {
        isQuoting = false
        return nil
      }
      position += 1
      return next
    }
    if skip("\\Q") {
      isQuoting = true
      // Quoting may begin or end inside a range, so ranges are not judged here.
      members.open()
      return nil
    }
    if skip("\\E") {
      members.open()
      return nil
    }
    if flags.extendedMore, next == " " || next == "\t" {
      members.open()
    }
    if next == "[", let end = endOfPOSIXClass() {
      parsePOSIXClass(upTo: end, into: &members)
      return nil
    }
    position += 1
    guard next == "\\" else { return next }
    return try parseMemberEscape(into: &members)
  }

  /// Reads what follows a backslash in a class.
  private mutating func parseMemberEscape(
    into members: inout RequiredAtomsClass
  ) throws(Unsure) -> Unicode.Scalar? {
    if let scalar = try parseCharacterEscape() { return scalar }
    guard let letter = peek() else { throw Unsure() }
    switch letter {
    case "b":
      position += 1
      return "\u{08}"
    case "1"..."7":
      return try scalar(try number(base: 8, limit: 3) ?? 0)
    case "d":
      position += 1
      enterDigits(into: &members)
    case "D", "h", "H", "s", "S", "v", "V", "w", "W":
      position += 1
      if letter == "s" { members.listsWhiteSpace = true }
      if letter == "w" { members.openWord(WordMark(isUnicode: ucp)) }
      let isSpace = letter == "h" || letter == "s" || letter == "v"
      members.open(
        letter == "S" || letter == "w" ? .other : letter == "s" && !ucp ? .white : .both,
        separator: isSpace ? .ofAny : letter == "W" ? WordMark(isUnicode: ucp) : nil)
    case "p", "P":
      position += 1
      let name = try property()
      if letter == "p", name == ["L"] { members.letters = .ofAny }
      if letter == "p", name == ["N"] { members.digits = .ofAny }
      members.open(letter == "p" ? Self.kinds(ofProperty: name) : .both)
    default: throw Unsure()
    }
    return nil
  }

  /// Where the `:]` (or `.]`, `=]`) of a POSIX class stands whose `[` comes next; nil when the
  /// bracket is a character.
  private func endOfPOSIXClass() -> Int? {
    guard let mark = peek(1), mark == ":" || mark == "." || mark == "=" else { return nil }
    var index = position + 2
    while index + 1 < pattern.count {
      let (here, following) = (pattern[index], pattern[index + 1])
      if here == "\\", following == "]" || following == "\\" {
        index += 2
      } else if here == "]" || (here == "[" && following == mark) {
        return nil
      } else if here == mark, following == "]" {
        return index
      } else {
        index += 1
      }
    }
    return nil
  }

  private mutating func parsePOSIXClass(upTo end: Int, into members: inout RequiredAtomsClass) {
    let name = pattern[position..<end]
    if name.elementsEqual("[:digit".unicodeScalars) {
      enterDigits(into: &members)
    } else {
      members.open()
    }
    position = end + 2
  }

  /// Enters `\d` or `[:digit:]`. A hyphen after either is a character or an error; as a range it
  /// would be too small.
  private mutating func enterDigits(into members: inout RequiredAtomsClass) {
    if ucp || peek() == "-" {
      members.open()
    }
    members.ranges.append(0x30...0x39)
  }
}

extension Unicode.Scalar {
  /// Whether simple case folding certainly makes the two equal.
  ///
  /// Characters that share a one-character lower case share their simple folding.
  func foldsLike(_ other: Unicode.Scalar) -> Bool {
    if self == other { return true }
    let lower = properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 && lower.elementsEqual(other.properties.lowercaseMapping.unicodeScalars)
  }
}
