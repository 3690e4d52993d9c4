/// Counts offsets of a text in another unit than bytes.
///
/// Matches come by place, so each offset is counted from the one before: the whole text is walked over twice at most, as a rule.
struct SpanRuler {
  private struct Mark {
    var byte = 0
    var unit = 0
  }

  private let unit: SpanUnit
  private var value = 0
  private var start = Mark()
  private var end = Mark()

  init(_ unit: SpanUnit) {
    self.unit = unit
  }

  /// A range of the text's bytes, in units.
  ///
  /// Bytes that are not UTF-8 count as the U+FFFD which stands for them in a record: one for each maximal subpart.
  ///
  /// - Complexity: O(bytes from the range before to this one).
  mutating func measure(_ range: Range<Int>, in text: Span<UInt8>, value: Int) -> Range<Int> {
    if unit == .utf8 { return range }
    if value != self.value {
      self.value = value
      (start, end) = (Mark(), Mark())
    }
    advance(&start, to: range.lowerBound, in: text)
    advance(&end, to: range.upperBound, in: text)
    return start.unit..<max(start.unit, end.unit)
  }

  private func advance(_ mark: inout Mark, to offset: Int, in text: Span<UInt8>) {
    if offset < mark.byte { mark = Mark() }
    while mark.byte < offset, mark.byte < text.count {
      let length = text.utf8Sequence(at: mark.byte)
      mark.byte += abs(length)
      mark.unit += unit == .utf16 && length == 4 ? 2 : 1
    }
  }
}
