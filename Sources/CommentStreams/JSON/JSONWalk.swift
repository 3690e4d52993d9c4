/// The keys that lead to what is looked for in a line.
struct JSONPaths {
  var text: [[UInt8]]
  /// To the field that names a tenant; empty if there is none.
  var tenant: [[UInt8]]
}

/// One pass over a line of JSON: checks its grammar and follows paths of keys.
///
/// There is no recursion: open brackets are bits of a fixed array. `matched` says how many enclosing keys agree with the path,
/// so an object at depth `matched + 1` is the one whose keys are of interest.
struct JSONWalk {
  /// What the value behind a key is to the paths.
  private struct Interest: OptionSet {
    var rawValue: UInt8
    static let descend = Interest(rawValue: 1)
    static let text = Interest(rawValue: 2)
    static let tenantDescend = Interest(rawValue: 4)
    static let tenant = Interest(rawValue: 8)
  }

  private var at = 0
  private var depth = 0
  private var matched = 0
  /// As `matched`, for the tenant's path; a number that no depth reaches where nothing is looked for.
  private var tenantMatched: Int
  private var interest: Interest = []
  /// Bit d of the array: the bracket at depth d + 1 is a brace.
  private var braces = InlineArray<8, UInt64>(repeating: 0)

  /// Whether a byte order mark may stand before the value.
  private let allowsMark: Bool

  init(followsTenant: Bool, allowsMark: Bool) {
    tenantMatched = followsTenant ? 0 : .min
    self.allowsMark = allowsMark
  }

  mutating func run(
    _ line: Span<UInt8>, _ paths: JSONPaths, into found: inout FoundText
  ) throws(Malformed) {
    if line.count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF {
      guard allowsMark else { throw .badJSON(offset: 0, .byteOrderMark) }
      at = 3
    }
    skipSpace(line)
    if at == line.count { throw .blankLine }
    let isObject = line[at] == UInt8(ascii: "{")

    var wantsValue = true
    while wantsValue || depth > 0 {
      wantsValue =
        wantsValue
        ? try value(line, paths, into: &found) : try afterValue(line, paths, into: &found)
    }

    skipSpace(line)
    if at < line.count { throw .badJSON(offset: at, .trailingCharacters) }
    if !isObject { throw .notAnObject }
    if found.hasOtherValue { throw .notAString }
    if found.values.isEmpty { throw .missingField }
    if found.tenant.isUnclear { throw .unclearOverlay }
  }

  /// Reads a value, or the opening of one.
  ///
  /// - Returns: whether the position is now before another value: an array's or object's first.
  private mutating func value(
    _ line: Span<UInt8>, _ paths: JSONPaths, into found: inout FoundText
  ) throws(Malformed) -> Bool {
    skipSpace(line)
    guard at < line.count else { throw .badJSON(offset: at, .unexpectedEnd) }
    let purpose = interest
    interest = []
    let byte = line[at]
    if byte == UInt8(ascii: "\"") {
      let (raw, hasEscapes) = try scanString(line, &at)
      if purpose.contains(.text) { found.append(raw, of: line, hasEscapes: hasEscapes) }
      if purpose.contains(.tenant) { found.setTenant(raw, of: line, hasEscapes: hasEscapes) }
      return false
    }
    if purpose.contains(.text) { found.hasOtherValue = true }
    switch byte {
    case UInt8(ascii: "{"):
      if purpose.contains(.descend) { matched = depth }
      if purpose.contains(.tenantDescend) { tenantMatched = depth }
      if purpose.contains(.tenant) { found.tenant.isUnclear = true }
      try open(isBrace: true)
      skipSpace(line)
      if peek(line) == UInt8(ascii: "}") {
        if depth == 1 { found.isEmptyObject = true }
        close(into: &found)
        return false
      }
      try key(line, paths, into: &found)
      return true
    case UInt8(ascii: "["):
      if purpose.contains(.tenant) { found.tenant.isUnclear = true }
      try open(isBrace: false)
      skipSpace(line)
      if peek(line) == UInt8(ascii: "]") {
        close(into: &found)
        return false
      }
      return true
    default:
      let start = at
      try scanScalar(line, &at)
      if purpose.contains(.tenant) { noteTenant(line, start..<at, &found) }
      return false
    }
  }

  /// Reads what follows a value inside brackets.
  ///
  /// - Returns: whether another value follows.
  private mutating func afterValue(
    _ line: Span<UInt8>, _ paths: JSONPaths, into found: inout FoundText
  ) throws(Malformed) -> Bool {
    skipSpace(line)
    let isBrace = braces[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
    switch peek(line) {
    case UInt8(ascii: ","):
      at += 1
      if isBrace {
        skipSpace(line)
        try key(line, paths, into: &found)
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
    _ line: Span<UInt8>, _ paths: JSONPaths, into found: inout FoundText
  ) throws(Malformed) {
    guard peek(line) == UInt8(ascii: "\"") else { throw unexpected(line) }
    let (raw, hasEscapes) = try scanString(line, &at)
    skipSpace(line)
    guard peek(line) == UInt8(ascii: ":") else { throw unexpected(line) }
    at += 1
    if matched == depth - 1, found.isKey(raw, of: line, hasEscapes: hasEscapes, paths.text[matched]) {
      interest = depth == paths.text.count ? .text : .descend
    }
    if tenantMatched == depth - 1,
      found.isKey(raw, of: line, hasEscapes: hasEscapes, paths.tenant[tenantMatched])
    {
      interest.insert(depth == paths.tenant.count ? .tenant : .tenantDescend)
    }
  }

  /// A tenant may be a number, which is taken as it is written; null is none.
  private func noteTenant(_ line: Span<UInt8>, _ raw: Range<Int>, _ found: inout FoundText) {
    switch line[raw.lowerBound] {
    case UInt8(ascii: "n"): found.tenant.setNone()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): found.tenant.isUnclear = true
    default: found.setTenant(raw, of: line, hasEscapes: false)
    }
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
    if tenantMatched >= depth { tenantMatched = max(0, depth - 1) }
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
