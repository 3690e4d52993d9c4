internal import CommentSafety

extension LineProcessor {
  /// Finds the comments of a line and judges them.
  ///
  /// - Parameter line: the line without its line feed.
  /// - Returns: why the line is malformed; nil when `judgement` holds what is said of it.
  func judge(
    _ line: Span<UInt8>, endsInFeed: Bool, _ found: inout FoundText, _ engine: inout Scratch,
    _ judgement: inout Judgement
  ) -> Malformed? {
    do throws(Malformed) {
      try locate(in: line, endsInFeed: endsInFeed, &found)
    } catch {
      return error
    }
    judgement.clear()
    for index in found.values.indices {
      found.withText(of: found.values[index], in: line) {
        judge($0, value: index, &engine, &judgement)
      }
    }
    return nil
  }

  /// Finds the comments of a line.
  ///
  /// - Throws: why the line is malformed.
  func locate(
    in line: Span<UInt8>, endsInFeed: Bool, _ found: inout FoundText
  ) throws(Malformed) {
    guard line.count <= configuration.maximumLineBytes else { throw .tooLong }
    switch configuration.format {
    case .text:
      let hasReturn = endsInFeed && !line.isEmpty && line[line.count - 1] == UInt8(ascii: "\r")
      found.setWholeText(0..<line.count - (hasReturn ? 1 : 0))
    case .ndjson: try configuration.field.locate(in: line, into: &found)
    }
  }

  /// Judges one comment and adds what is found to the line's judgement.
  private func judge(
    _ text: Span<UInt8>, value: Int, _ engine: inout Scratch, _ judgement: inout Judgement
  ) {
    // An empty comment is allowed.
    if text.isEmpty { return }
    // SAFETY: the engine reads the bytes during the call only.
    let outcome = text.withUnsafeBytes { filter.evaluate($0, using: &engine) }
    judgement.action = max(judgement.action, outcome.action)
    if outcome.isUndecided { judgement.isUndecided = true }
    judgement.unlistedMatches += outcome.unlistedCount
    for index in 0..<outcome.hitCount {
      let match = filter.match(for: engine.hit(at: index))
      judgement.matches.append(LocatedMatch(match: match, value: value))
    }
  }
}
