/// One pass over a line of JSON: checks its grammar and follows a path of keys.
///
/// There is no recursion: open brackets are bits of a fixed array. `matched` says how many enclosing keys agree with the path,
/// so an object at depth `matched + 1` is the one whose keys are of interest.
struct JSONWalk {
  /// What the value behind a key is to the path.
  private enum Interest {
    case none, descend, text
  }

  private var at = 0
  private var depth = 0
  private var matched = 0
  private var interest = Interest.none
  /// Bit d of the array: the bracket at depth d + 1 is a brace.
  private var braces = InlineArray<8, UInt64>(repeating: 0)

  mutating func run(
    _ line: Span<UInt8>, _ path: [[UInt8]], into found: inout FoundText
  ) throws(Malformed) {
    if line.count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF { at = 3 }
    skipSpace(line)
    if at == line.count { throw .blankLine }
    let isObject = line[at] == UInt8(ascii: "{")

    var wantsValue = true
    while wantsValue || depth > 0 {
      wantsValue =
        wantsValue
        ? try value(line, path, into: &found) : try afterValue(line, path, into: &found)
    }

    skipSpace(line)
    if at < line.count { throw .badJSON(offset: at, .trailingCharacters) }
    if !isObject { throw .notAnObject }
    if found.hasOtherValue { throw .notAString }
    if found.values.isEmpty { throw .missingField }
  }

  /// Reads a value, or the opening of one.
  ///
  /// - Returns: whether the position is now before another value: an array's or object's first.
  private mutating func value(
    _ line: Span<UInt8>, _ path: [[UInt8]], into found: inout FoundText
  ) throws(Malformed) -> Bool {
    skipSpace(line)
    guard at < line.count else { throw .badJSON(offset: at, .unexpectedEnd) }
    let purpose = interest
    interest = .none
    let byte = line[at]
    if byte == UInt8(ascii: "\"") {
      let (raw, hasEscapes) = try scanString(line, &at)
      if purpose == .text { found.append(raw, of: line, hasEscapes: hasEscapes) }
      return false
    }
    if purpose == .text { found.hasOtherValue = true }
    switch byte {
    case UInt8(ascii: "{"):
      if purpose == .descend { matched = depth }
      try open(isBrace: true)
      skipSpace(line)
      if peek(line) == UInt8(ascii: "}") {
        if depth == 1 { found.isEmptyObject = true }
        close(into: &found)
        return false
      }
      try key(line, path, into: &found)
      return true
    case UInt8(ascii: "["):
      try open(isBrace: false)
      skipSpace(line)
      if peek(line) == UInt8(ascii: "]") {
        close(into: &found)
        return false
      }
      return true
    default:
      try scanScalar(line, &at)
      return false
    }
  }

  /// Reads what follows a value inside brackets.
  ///
  /// - Returns: whether another value follows.
  private mutating func afterValue(
    _ line: Span<UInt8>, _ path: [[UInt8]], into found: inout FoundText
  ) throws(Malformed) -> Bool {
    skipSpace(line)
    let isBrace = braces[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
    switch peek(line) {
    case UInt8(ascii: ","):
      at += 1
      if isBrace {
        skipSpace(line)
        try key(line, path, into: &found)
      }
      return true
    case UInt8(ascii: "}") where isBrace, UInt8(ascii: "]") where !isBrace:
      close(into: &found)
      return false
    default: throw unexpected(line)
    }
  }

  /// Reads a key and its colon, and notes what the value behind it is to the path.
  private mutating func key(
    _ line: Span<UInt8>, _ path: [[UInt8]], into found: inout FoundText
  ) throws(Malformed) {
    guard peek(line) == UInt8(ascii: "\"") else { throw unexpected(line) }
    let (raw, hasEscapes) = try scanString(line, &at)
    skipSpace(line)
    guard peek(line) == UInt8(ascii: ":") else { throw unexpected(line) }
    at += 1
    guard matched == depth - 1,
      found.isKey(raw, of: line, hasEscapes: hasEscapes, path[matched])
    else { return }
    interest = depth == path.count ? .text : .descend
  }

  private mutating func open(isBrace: Bool) throws(Malformed) {
    guard depth < JSONField.maximumDepth else { throw .tooDeep(offset: at) }
    let bit = UInt64(1) << UInt64(depth & 63)
    if isBrace { braces[depth >> 6] |= bit } else { braces[depth >> 6] &= ~bit }
    depth += 1
    at += 1
  }

  private mutating func close(into found: inout FoundText) {
    depth -= 1
    if matched >= depth { matched = max(0, depth - 1) }
    if depth == 0 { found.closingBrace = at }
    at += 1
  }

  private mutating func skipSpace(_ line: Span<UInt8>) {
    while at < line.count {
      switch line[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  /// The byte at the position, or 0 at the end: a byte that is never right.
  private func peek(_ line: Span<UInt8>) -> UInt8 {
    at < line.count ? line[at] : 0
  }

  private func unexpected(_ line: Span<UInt8>) -> Malformed {
    .badJSON(offset: at, at < line.count ? .unexpectedCharacter : .unexpectedEnd)
  }
}
