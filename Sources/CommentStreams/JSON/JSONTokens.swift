/// Reads a string from its opening quote, checking escapes, control characters and UTF-8.
///
/// - Parameter at: the offset of the opening quote; afterwards the offset behind the closing one.
/// - Returns: the bytes between the quotes, and whether there is a backslash among them.
/// - Complexity: O(bytes of the string).
func scanString(
  _ line: Span<UInt8>, _ at: inout Int
) throws(Malformed) -> (raw: Range<Int>, hasEscapes: Bool) {
  let start = at + 1
  var i = start
  var hasEscapes = false
  while true {
    i = line.endOfPlainText(from: i)
    guard i < line.count else { throw .badJSON(offset: i, .unexpectedEnd) }
    let byte = line[i]
    if byte == UInt8(ascii: "\"") {
      at = i + 1
      return (start..<i, hasEscapes)
    } else if byte == UInt8(ascii: "\\") {
      hasEscapes = true
      i = try scanEscape(line, i)
    } else if byte < 0x20 {
      throw .badJSON(offset: i, .controlCharacter)
    } else {
      // Other scripts come in runs.
      while i < line.count, line[i] >= 0x80 {
        let length = line.utf8Sequence(at: i)
        guard length > 0 else { throw .invalidUTF8(offset: i) }
        i += length
      }
    }
  }
}

/// Checks the escape at the offset of its backslash and returns the offset behind it.
private func scanEscape(_ line: Span<UInt8>, _ at: Int) throws(Malformed) -> Int {
  guard at + 1 < line.count else { throw .badJSON(offset: line.count, .unexpectedEnd) }
  switch line[at + 1] {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
    UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
    return at + 2
  case UInt8(ascii: "u"):
    for i in at + 2..<at + 6 {
      guard i < line.count else { throw .badJSON(offset: line.count, .unexpectedEnd) }
      guard hexDigit(line[i]) != nil else { throw .badJSON(offset: at, .badEscape) }
    }
    return at + 6
  default: throw .badJSON(offset: at, .badEscape)
  }
}

/// Reads a number, `true`, `false` or `null`.
///
/// - Parameter at: the offset of its first byte; afterwards the offset behind it.
func scanScalar(_ line: Span<UInt8>, _ at: inout Int) throws(Malformed) {
  switch line[at] {
  case UInt8(ascii: "t"): try scanWord(line, &at, "true")
  case UInt8(ascii: "f"): try scanWord(line, &at, "false")
  case UInt8(ascii: "n"): try scanWord(line, &at, "null")
  case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber(line, &at)
  default: throw .badJSON(offset: at, .unexpectedCharacter)
  }
}

private func scanWord(_ line: Span<UInt8>, _ at: inout Int, _ word: StaticString) throws(Malformed) {
  for i in 0..<word.utf8CodeUnitCount {
    guard at + i < line.count else { throw .badJSON(offset: line.count, .unexpectedEnd) }
    // SAFETY: i is below the static string's length.
    guard line[at + i] == word.utf8Start[i] else {
      throw .badJSON(offset: at, .unexpectedCharacter)
    }
  }
  at += word.utf8CodeUnitCount
}

/// `-`? (0 | [1-9][0-9]*) (`.` [0-9]+)? ([eE] [+-]? [0-9]+)?
private func scanNumber(_ line: Span<UInt8>, _ at: inout Int) throws(Malformed) {
  let start = at
  func peek() -> UInt8 { at < line.count ? line[at] : 0 }
  func digits() throws(Malformed) {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek() else {
      throw .badJSON(offset: start, .badNumber)
    }
    while UInt8(ascii: "0")...UInt8(ascii: "9") ~= peek() { at += 1 }
  }
  if peek() == UInt8(ascii: "-") { at += 1 }
  if peek() == UInt8(ascii: "0") { at += 1 } else { try digits() }
  if peek() == UInt8(ascii: ".") {
    at += 1
    try digits()
  }
  if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
    at += 1
    if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { at += 1 }
    try digits()
  }
}
