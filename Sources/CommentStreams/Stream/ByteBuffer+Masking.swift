internal import CommentSafety

extension Judgement {
  /// Whether a match is to be covered.
  var hasMaskedMatch: Bool { !unlistedRanges.isEmpty || matches.contains { $0.match.isMasked } }
}

extension Match {
  /// Matches that have no effect, or only an allowing one, stay readable.
  fileprivate var isMasked: Bool { action >= .review && !isShadow }
}

extension ByteBuffer {
  /// Appends a line with its matches covered: one `*` for each code point, of which an escape sequence is one.
  ///
  /// Only bytes inside the values change, so JSON stays JSON with the same members.
  ///
  /// - Parameters:
  ///   - line: the line without its delimiter.
  ///   - ranges: working memory.
  /// - Complexity: O(bytes of the line + matches × log matches).
  mutating func append(
    masking line: Span<UInt8>, _ found: FoundText, _ judgement: Judgement,
    _ ranges: inout [Range<Int>]
  ) {
    var copied = 0
    for (index, value) in found.values.enumerated() {
      ranges.removeAll(keepingCapacity: true)
      for located in judgement.matches where located.value == index && located.match.isMasked {
        ranges.append(located.match.range)
      }
      for unlisted in judgement.unlistedRanges where unlisted.value == index { ranges.append(unlisted.range) }
      ranges.sort { $0.lowerBound < $1.lowerBound }
      // Overlapping matches are covered once.
      var covered = 0
      for range in ranges where range.upperBound > covered {
        let part = max(range.lowerBound, covered)..<range.upperBound
        covered = range.upperBound
        let raw = found.rawRange(of: part, in: value)
        append(line.extracting(copied..<raw.lowerBound))
        let codePoints = found.withText(of: value, in: line) { $0.codePoints(in: part) }
        append(repeating: UInt8(ascii: "*"), count: max(1, codePoints))
        copied = raw.upperBound
      }
    }
    append(line.extracting(copied..<line.count))
  }
}
