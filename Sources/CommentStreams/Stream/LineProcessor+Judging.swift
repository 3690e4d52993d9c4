internal import CommentSafety

extension LineProcessor {
  /// Finds the comments of a line and judges them.
  ///
  /// - Returns: why the line is malformed; nil when `judgement` holds what is said of it.
  func judge(
    _ line: Line, in chunkBytes: Span<UInt8>, _ scratch: inout LineScratch
  ) -> Malformed? {
    do throws(Malformed) {
      try locate(line, in: chunkBytes, &scratch.found)
    } catch {
      return error
    }
    scratch.judgement.clear()
    var overlay: Overlay?
    if let overlays = rules.overlays, let tenant = scratch.found.tenant.name {
      overlay = scratch.tenant.overlay(named: tenant, from: overlays)
      scratch.judgement.overlay = overlay?.version
    }
    let bytes = chunkBytes.extracting(line.bytes)
    for index in scratch.found.values.indices {
      scratch.found.withText(of: scratch.found.values[index], in: bytes) {
        judge($0, value: index, overlay, &scratch.engine, &scratch.judgement)
      }
    }
    return nil
  }

  /// Finds the comments of a line.
  ///
  /// - Throws: why the line is malformed.
  func locate(
    _ line: Line, in chunkBytes: Span<UInt8>, _ found: inout FoundText
  ) throws(Malformed) {
    let bytes = chunkBytes.extracting(line.bytes)
    if line.isTruncated { throw .truncated }
    guard bytes.count <= configuration.maximumLineBytes else { throw .tooLong }
    switch configuration.format {
    case .text:
      let hasReturn =
        configuration.delimiter == .lineFeed && line.endsInDelimiter && !bytes.isEmpty
        && bytes[bytes.count - 1] == UInt8(ascii: "\r")
      found.setWholeText(0..<bytes.count - (hasReturn ? 1 : 0))
    case .ndjson:
      try configuration.field.locate(
        in: bytes, tenant: configuration.overlayField, allowsMark: line.number == 1, into: &found)
    }
  }

  /// Judges one comment and adds what is found to the line's judgement.
  private func judge(
    _ text: Span<UInt8>, value: Int, _ overlay: Overlay?, _ engine: inout Scratch, _ judgement: inout Judgement
  ) {
    // An empty comment is allowed.
    if text.isEmpty { return }
    // SAFETY: the engine reads the bytes during the call only.
    let outcome = text.withUnsafeBytes { filter.evaluate($0, using: &engine, overlay: overlay) }
    judgement.action = max(judgement.action, outcome.action)
    if outcome.isUndecided { judgement.isUndecided = true }
    judgement.unlistedMatches += outcome.unlistedCount
    for index in 0..<outcome.hitCount {
      let match = filter.match(for: engine.hit(at: index), overlay: overlay)
      judgement.matches.append(LocatedMatch(match: match, value: value))
    }
    for index in outcome.hitCount..<(outcome.hitCount + outcome.unlistedCount) {
      let hit = engine.anyHit(at: index)
      if hit.action >= .review && !hit.isShadow {
        judgement.unlistedRanges.append((range: Int(hit.start)..<Int(hit.end), value: value))
      }
    }
  }
}
