/// Reads PCRE2 syntax as far as it matters for what a match must contain.
///
/// The parser follows PCRE2's own reading order (pcre2_compile.c, `parse_regex`): quoting first,
/// then ignored white space and comments, then the item, then its quantifier. It does not check a
/// pattern; a pattern that PCRE2 would refuse may get any answer. What it does not know it gives up
/// on (``Unsure``), never guesses.
struct RequiredAtomsParser {
  /// Thrown where the meaning of the pattern is in doubt. The requirement is then
  /// ``Requirement/always``.
  struct Unsure: Error {}

  typealias Fragment = RequiredAtomsFragment

  /// The letters of `(?…)` that change how the rest is read; case and line modes do not.
  struct Flags {
    var extended = false
    /// `(?xx)`: space and tab are ignored in classes too.
    var extendedMore = false
  }

  /// Where a group begins that may be read again, and how it is read.
  struct GroupPlace {
    var start: Int
    var flags: Flags
  }

  /// The last item of a sequence, which waits for its quantifier.
  private struct Item {
    var fragment: Fragment
    /// Of a group that was read as one where a word begins.
    var begun: GroupPlace?
    var isRepeated = false
  }

  let pattern: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  var ucp: Bool
  /// Whether white space is transparent, see ``Requirement/of(pattern:caseless:extended:ucp:joinsWhiteSpace:)``.
  let joinsWhiteSpace: Bool
  /// Whether literals tell where words begin, see the same.
  let marksBoundaries: Bool
  /// Whether nothing is asked for but how far a match may stretch.
  var readsOnlyReach = false
  /// Whether a `#` comment ends at a line feed; start verbs such as `(*CR)` change that.
  var newlineIsLineFeed = true
  /// Inside `\Q…\E`.
  var isQuoting = false
  /// Open parentheses. PCRE2's own limit is 250.
  var depth = 0
  /// Groups that are known already.
  var memo: RequiredAtomsMemo?
  /// How a word begins where the reader stands, or none stands there; nil if one may go on.
  var boundary: WordMark?
  /// Groups with names, by name, once they were read. Names that stand for several have none.
  var namedGroups: [[Unicode.Scalar]: GroupPlace?] = [:]
  /// Names of groups that are read where they are called.
  var calls: Set<[Unicode.Scalar]> = []
  /// Definitions and calls of groups with names that were read.
  var nameCount = 0
  /// How often a group may be read again, where it is called or repeated: each time may hold others.
  var rereads = 512
  static let deepestNesting = 250

  init(
    _ pattern: String, extended: Bool, ucp: Bool, joinsWhiteSpace: Bool = false,
    marksBoundaries: Bool = false
  ) {
    self.marksBoundaries = marksBoundaries
    self.joinsWhiteSpace = joinsWhiteSpace
    self.pattern = Array(pattern.unicodeScalars)
    self.ucp = ucp
    flags.extended = extended
  }

  mutating func parse() throws(Unsure) -> Fragment {
    try parseStartVerbs()
    let branches = try parseBranches()
    // A closing parenthesis that was never opened.
    guard isAtEnd else { throw Unsure() }
    return Fragment.alternation(branches)
  }

  /// Reads branches up to the closing parenthesis of the group or the end, and does not consume it.
  mutating func parseBranches() throws(Unsure) -> [Fragment] {
    var branches = [try parseSequence()]
    while !isAtEnd, peek() == "|" {
      position += 1
      branches.append(try parseSequence())
    }
    return branches
  }

  /// Reads items up to `|`, `)` or the end. Flags set inside stay set, also for the branches that
  /// follow.
  private mutating func parseSequence() throws(Unsure) -> Fragment {
    let inFront = boundary
    defer { boundary = inFront }
    var sequence = inFront.map(Fragment.boundary) ?? .empty
    // Ignored white space and comments do not disturb what waits.
    var item: Item?

    while let next = peek() {
      if isQuoting {
        if skip("\\E") {
          isQuoting = false
          continue
        }
        position += 1
        if let item { sequence.append(item.fragment) }
        item = Item(fragment: .literal(next))
        continue
      }
      if skip("\\Q") {
        isQuoting = true
        continue
      }
      if skip("\\E") { continue }
      if flags.extended, try skipIgnored(next) { continue }
      if skip("(?#") {
        try skip(to: ")")
        continue
      }
      if next == "|" || next == ")" { break }
      switch try parseQuantifier() {
      case .none: break
      case .quantifier(let count):
        guard var repeated = item else { throw Unsure() }
        if let group = repeated.begun, count.most != 1, repeated.fragment.boundaryBehind == nil {
          // Only its first repetition stands where a word begins.
          repeated.fragment =
            try repeated.isRepeated
            ? .unknown
            : readAgain(at: group, boundary: nil) { parser throws(Unsure) in try parser.parseItem("(") }
        }
        repeated.fragment = repeated.fragment.repeated(count, marksRuns: marksBoundaries)
        repeated.isRepeated = true
        item = repeated
        continue
      case .doubtful:
        // A quantifier for new releases, literal text for old ones: both are met by knowing
        // nothing.
        item = Item(fragment: .unknown)
        continue
      }
      if let item { sequence.append(item.fragment) }
      boundary = marksBoundaries ? sequence.boundaryBehind : nil
      let begun = boundary != nil && next == "(" ? GroupPlace(start: position, flags: flags) : nil
      let read = try parseItem(next)
      item = Item(fragment: readsOnlyReach ? Fragment(reach: read.reach) : read, begun: begun)
    }
    if let item { sequence.append(item.fragment) }
    return sequence
  }

  /// Reads a group again, and goes back to where the reader stands. Nothing is known of it if that was done too often.
  /// - Parameter read: what reads it from its place on.
  mutating func readAgain(
    at place: GroupPlace, boundary inFront: WordMark?,
    _ read: (inout RequiredAtomsParser) throws(Unsure) -> Fragment
  ) throws(Unsure) -> Fragment {
    guard rereads > 0 else { return .unknown }
    rereads -= 1
    let outer = (position, flags, boundary)
    (position, flags, boundary) = (place.start, place.flags, inFront)
    defer { (position, flags, boundary) = outer }
    return try read(&self)
  }

  /// Reads one item that is not a quantifier.
  private mutating func parseItem(_ next: Unicode.Scalar) throws(Unsure) -> Fragment {
    position += 1
    switch next {
    case "^": return boundary(.ofAny)
    case "$": return .empty
    case " " where marksBoundaries: return .sureWhiteSpace
    case ".": return .character(.both)
    case "[": return try parseClass()
    case "(": return try parseGroup()
    case "\\": return try parseEscape()
    case "*", "+", "?": throw Unsure()
    default: return .literal(next)
    }
  }

  /// Consumes nothing, and a word begins behind it, or nothing of a word.
  func boundary(_ mark: WordMark) -> Fragment { marksBoundaries ? .boundary(mark) : .empty }

  /// Skips the white space or comment of extended mode that starts with `next`; false when it does
  /// neither.
  private mutating func skipIgnored(_ next: Unicode.Scalar) throws(Unsure) -> Bool {
    switch next {
    case "\t"..."\r", " ":
      position += 1
      return true
    case "\u{85}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}":
      // White space by Unicode's definition for patterns; not by that of every release.
      throw Unsure()
    case "#":
      guard newlineIsLineFeed else { throw Unsure() }
      while let comment = peek() {
        position += 1
        if comment == "\n" { break }
      }
      return true
    default:
      return false
    }
  }

  // MARK: - Reading

  var isAtEnd: Bool { position >= pattern.count }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < pattern.count ? pattern[position + offset] : nil
  }

  /// Moves past `text` if it comes next.
  ///
  /// - Parameter text: of ASCII. Asked several times at each place of a pattern: so without slices and strings, which are counted.
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard count <= pattern.count - position else { return false }
    for offset in 0..<count where pattern[position + offset].value != UInt32(text.utf8Start[offset]) { return false }
    position += count
    return true
  }

  /// Moves past the next occurrence of `end`.
  mutating func skip(to end: Unicode.Scalar) throws(Unsure) {
    guard let found = pattern[position...].firstIndex(of: end) else { throw Unsure() }
    position = found + 1
  }

  /// Reads digits of a base; nil when there is none. At most `limit` digits.
  mutating func number(base: Int, limit: Int = .max) throws(Unsure) -> Int? {
    var value: Int?
    var count = 0
    while count < limit, let digit = peek()?.digitValue(base: base) {
      // Nothing in a pattern is larger than a code point.
      guard value ?? 0 <= 0x10FFFF else { throw Unsure() }
      value = (value ?? 0) * base + digit
      position += 1
      count += 1
    }
    return value
  }
}

extension RequiredAtomsFragment {
  /// Consumes exactly this character.
  ///
  /// U+001A says nothing: the matcher puts it in the place of each byte that is not UTF-8. U+0001 to U+0003 are marks in literals.
  static func literal(_ scalar: Unicode.Scalar) -> RequiredAtomsFragment {
    scalar.saysNothing ? .unknown : .literal(Array(UTF8.encode(scalar)!))
  }
}

extension Unicode.Scalar {
  /// Whether it stands for something else in texts or in literals, so that no literal is made of it.
  var saysNothing: Bool { self == "\u{1A}" || ("\u{1}"..."\u{3}").contains(self) }

  /// The value of an ASCII digit or letter in a number of a base up to 16.
  func digitValue(base: Int) -> Int? {
    let value: Int
    switch self {
    case "0"..."9": value = Int(self.value) - 0x30
    case "a"..."f": value = Int(self.value) - 0x61 + 10
    case "A"..."F": value = Int(self.value) - 0x41 + 10
    default: return nil
    }
    return value < base ? value : nil
  }
}
