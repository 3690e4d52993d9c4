internal import CommentSafety

/// How verdicts are written.
struct VerdictStyle {
  var pack: String
  var unit: SpanUnit
}

/// Records: lines with what is said of them, as JSON. None of them ends with a delimiter.
extension ByteBuffer {
  /// Appends `{"text":…,"verdict":…}` for a line of plain text.
  mutating func append(
    annotatingText line: Span<UInt8>, _ found: FoundText, _ judgement: Judgement, _ style: VerdictStyle
  ) {
    append(literal: "{\"text\":")
    append(jsonString: line.extracting(found.values[0].raw))
    append(literal: ",\"verdict\":")
    append(judgement, found, line, style, namesValues: false)
    append(UInt8(ascii: "}"))
  }

  /// Appends the line's object with a member `verdict` at its end.
  ///
  /// The bytes of the object stay as they are. A member of that name that is there already stays too; ours is the last.
  mutating func append(
    annotatingObject line: Span<UInt8>, _ found: FoundText, _ judgement: Judgement, _ style: VerdictStyle
  ) {
    append(line.extracting(..<found.closingBrace))
    if !found.isEmptyObject { append(UInt8(ascii: ",")) }
    append(literal: "\"verdict\":")
    append(judgement, found, line, style, namesValues: found.values.count > 1)
    append(line.extracting(found.closingBrace...))
  }

  /// Appends the record of a malformed line: reason, number from 1, the beginning of the line (ill-formed UTF-8 as U+FFFD).
  mutating func append(_ fault: Malformed, _ line: Span<UInt8>, number: Int, file: String?) {
    append(literal: "{\"malformed\":")
    append(jsonString: fault.kind.rawValue)
    append(literal: ",\"line\":")
    append(decimal: number)
    append(literal: ",\"raw\":")
    append(jsonString: line.extracting(..<excerptEnd(line)))
    if let offset = fault.offset {
      append(literal: ",\"offset\":")
      append(decimal: offset)
    }
    if case .badJSON(_, let problem) = fault {
      append(literal: ",\"problem\":")
      append(jsonString: problem.rawValue)
    }
    if let file {
      append(literal: ",\"file\":")
      append(jsonString: file)
    }
    append(UInt8(ascii: "}"))
  }

  /// Where the beginning of a line is cut: not inside a code point.
  private func excerptEnd(_ line: Span<UInt8>) -> Int {
    guard line.count >= Chunk.excerptBytes else { return line.count }
    var start = Chunk.excerptBytes - 1
    while start > Chunk.excerptBytes - 4, line[start] & 0xC0 == 0x80 { start -= 1 }
    let visible = line.extracting(..<Chunk.excerptBytes)
    // A sequence that is cut off is ill-formed to its very end.
    let length = visible.utf8Sequence(at: start)
    return length < 0 && start - length == Chunk.excerptBytes && line[start] >= 0xC0
      ? start : Chunk.excerptBytes
  }
}

// MARK: - Verdicts

extension ByteBuffer {
  /// Appends a verdict object. Spans are offsets into the comment's decoded text, in the unit that the style says.
  ///
  /// - Parameter namesValues: each match says which of several values of the field it stands in, from 0.
  private mutating func append(
    _ judgement: Judgement, _ found: FoundText, _ line: Span<UInt8>, _ style: VerdictStyle, namesValues: Bool
  ) {
    append(literal: "{\"action\":")
    append(jsonString: judgement.action.name)
    append(literal: ",\"undecided\":")
    if judgement.isUndecided { append(literal: "true") } else { append(literal: "false") }
    append(literal: ",\"pack\":")
    append(jsonString: style.pack)
    if let overlay = judgement.overlay {
      append(literal: ",\"overlay\":")
      append(jsonString: overlay)
    }
    append(literal: ",\"matches\":[")
    var ruler = SpanRuler(style.unit)
    for (index, located) in judgement.matches.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      let range = found.withText(of: found.values[located.value], in: line) {
        ruler.measure(located.match.range, in: $0, value: located.value)
      }
      append(located.match, range, value: namesValues ? located.value : nil)
    }
    append(UInt8(ascii: "]"))
    if judgement.unlistedMatches > 0 {
      append(literal: ",\"unlisted\":")
      append(decimal: judgement.unlistedMatches)
    }
    append(UInt8(ascii: "}"))
  }

  private mutating func append(_ match: Match, _ range: Range<Int>, value: Int?) {
    append(literal: "{\"rule\":")
    append(jsonString: match.rule)
    append(literal: ",\"category\":")
    append(jsonString: match.category.rawValue)
    append(literal: ",\"severity\":")
    append(jsonString: match.severity.name)
    append(literal: ",\"start\":")
    append(decimal: range.lowerBound)
    append(literal: ",\"end\":")
    append(decimal: range.upperBound)
    append(literal: ",\"how\":[")
    for (index, name) in match.how.names.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      append(jsonString: name)
    }
    append(literal: "],\"action\":")
    append(jsonString: match.action.name)
    append(literal: ",\"policy\":")
    append(jsonString: match.policyLine)
    if match.isShadow { append(literal: ",\"shadow\":true") }
    if let value {
      append(literal: ",\"value\":")
      append(decimal: value)
    }
    append(UInt8(ascii: "}"))
  }
}
