/// The comments that a line holds, as places in its bytes. Reused from line to line.
public struct FoundText: Sendable {
  /// The values in the order of the line; more than one when a key is given twice.
  public private(set) var values: [TextValue] = []
  /// Text of the values that had escapes.
  private var decoded = DecodedText()
  /// Offset of the brace that closes the line's object.
  public internal(set) var closingBrace = 0
  /// The line's object is `{}`.
  public internal(set) var isEmptyObject = false
  /// A value of the field was something other than a string.
  var hasOtherValue = false
  /// The tenant whose overlay the line asks for.
  var tenant = Tenant()
  /// The decoded form of a key or tenant that had escapes.
  private var key = DecodedText()

  public init() {}

  mutating func clear() {
    values.clear()
    decoded.clear()
    isEmptyObject = false
    hasOtherValue = false
    tenant.clear()
  }

  /// Whether a value held an escaped surrogate without its partner, which reads as U+FFFD.
  public var hasLoneSurrogate: Bool { values.contains { $0.hasLoneSurrogate } }

  /// Calls `body` with a value's text: the bytes of the line itself, or their decoded form when they hold escapes.
  public func withText<Result>(
    of value: TextValue, in line: Span<UInt8>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard let text = value.decoded else { return body(line.extracting(value.raw)) }
    return body(decoded.bytes.span.extracting(text))
  }

  /// The bytes of the line that a range of a value's text was written with: whole characters and whole escapes.
  ///
  /// - Complexity: O(log escapes).
  public func rawRange(of range: Range<Int>, in value: TextValue) -> Range<Int> {
    guard value.decoded != nil else {
      return value.raw.lowerBound + range.lowerBound..<value.raw.lowerBound + range.upperBound
    }
    let start = decoded.rawOffset(
      of: range.lowerBound, in: value.escapes, from: value.raw.lowerBound, roundingUp: false)
    let end = decoded.rawOffset(
      of: range.upperBound, in: value.escapes, from: value.raw.lowerBound, roundingUp: true)
    return start..<end
  }
}

/// One string value of a line.
public struct TextValue: Sendable, Hashable {
  /// The bytes of the line between the quotes (of a text line: the comment).
  public var raw: Range<Int>
  /// Where the decoded text stands in its buffer; nil when nothing needed decoding.
  var decoded: Range<Int>?
  /// The value's escapes.
  var escapes: Range<Int> = 0..<0
  /// An escaped surrogate had no partner and reads as U+FFFD.
  public var hasLoneSurrogate = false
}

extension FoundText {
  /// A line of plain text is a comment as it stands.
  mutating func setWholeText(_ range: Range<Int>) {
    clear()
    values.append(TextValue(raw: range))
  }

  /// Adds a string of the line, decoded if it has escapes.
  mutating func append(_ raw: Range<Int>, of line: Span<UInt8>, hasEscapes: Bool) {
    guard hasEscapes else {
      values.append(TextValue(raw: raw))
      return
    }
    let start = decoded.bytes.count
    let firstEscape = decoded.escapes.count
    let isWhole = decoded.append(raw, of: line)
    values.append(
      TextValue(
        raw: raw, decoded: start..<decoded.bytes.count,
        escapes: firstEscape..<decoded.escapes.count,
        hasLoneSurrogate: !isWhole))
  }

  /// Notes what the line calls its tenant.
  mutating func setTenant(_ raw: Range<Int>, of line: Span<UInt8>, hasEscapes: Bool) {
    guard hasEscapes else { return tenant.set(line.extracting(raw)) }
    key.clear()
    _ = key.append(raw, of: line)
    // A variable of its own: a span of one member lies across a change of another.
    var named = Tenant()
    swap(&named, &tenant)
    named.set(key.bytes.span)
    swap(&named, &tenant)
  }

  /// Whether a key of the line, decoded, is `wanted`.
  mutating func isKey(_ raw: Range<Int>, of line: Span<UInt8>, hasEscapes: Bool, _ wanted: [UInt8])
    -> Bool
  {
    guard hasEscapes else { return isEqual(line.extracting(raw), wanted.span) }
    key.clear()
    _ = key.append(raw, of: line)
    return isEqual(key.bytes.span, wanted.span)
  }
}

func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  for i in left.indices where left[i] != right[i] { return false }
  return true
}

extension Array {
  /// Empties the array and keeps its memory. Quicker than `removeAll` for the usual case of one element or none.
  mutating func clear() {
    switch count {
    case 0: break
    case 1: removeLast()
    default: removeAll(keepingCapacity: true)
    }
  }
}
