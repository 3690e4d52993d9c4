extension CommentFilter {
  /// The comment with every matched range covered.
  ///
  /// Each character that a match touches becomes one `mask`; everything else stays byte for byte. Only matches whose action is
  /// at least `least` are covered, so mild words and calls for help stay readable.
  public func masked(
    _ comment: String, with mask: Character = "*", from least: Action = .review,
    overlay: Overlay? = nil
  ) -> String {
    // Of all hits, also of those beyond what a verdict lists.
    let ranges = Masking.merged(
      hits(in: comment, overlay).filter { $0.action >= least && !$0.isShadow }.map { Int($0.start)..<Int($0.end) })
    guard !ranges.isEmpty else { return comment }
    var result = ""
    var position = comment.utf8.startIndex
    for range in ranges {
      let start = comment.utf8.index(comment.utf8.startIndex, offsetBy: range.lowerBound)
      let end = comment.utf8.index(comment.utf8.startIndex, offsetBy: range.upperBound)
      if start > position { result += comment[position..<start] }
      // A mask for each character that begins inside; a range that begins inside a character still gets one.
      let count = Swift.max(1, comment[start..<end].count)
      result += String(repeating: mask, count: count)
      position = end
    }
    result += comment[position...]
    return result
  }

  private func hits(in comment: String, _ overlay: Overlay?) -> [Hit] {
    var comment = comment
    return comment.withUTF8 { bytes in
      scratches.withScratch { scratch in
        let outcome = evaluate(UnsafeRawBufferPointer(bytes), using: &scratch, overlay: overlay)
        return (0..<(outcome.hitCount + outcome.unlistedCount)).map { scratch.anyHit(at: $0) }
      }
    }
  }
}

enum Masking {
  /// Ranges in order, with those that touch or overlap made one.
  static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
