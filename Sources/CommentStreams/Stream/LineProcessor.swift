public import CommentSafety

/// Judges whole lines: chunks in, bytes and counts out.
///
/// It has no state of its own, so any number of workers may share it, each with its own scratch. What a line comes to depends on
/// the line, its number and file, never on the chunk it came in.
public struct LineProcessor: Sendable {
  public let filter: CommentFilter
  public let configuration: StreamConfiguration

  public init(_ filter: CommentFilter, _ configuration: StreamConfiguration = StreamConfiguration()) {
    self.filter = filter
    self.configuration = configuration
  }

  /// Working memory for one worker.
  public func makeScratch() -> LineScratch {
    LineScratch(engine: filter.makeScratch())
  }

  /// Judges the lines of a chunk and appends what is to be written.
  ///
  /// Lines that pass unchanged are copied in runs. Nothing is allocated for a line without matches, once the buffers have their size.
  ///
  /// - Complexity: O(bytes of the chunk), apart from the engine.
  public func process(
    _ chunk: borrowing Chunk, using scratch: inout LineScratch, into output: inout ChunkOutput
  ) {
    output.counts.bytes += chunk.inputBytes
    if chunk.overlongBytes != nil {
      output.counts.lines += 1
      chunk.withBytes { setAside(.tooLong, $0, number: chunk.firstLine, of: chunk, into: &output) }
      return
    }
    // Lines from here on pass unchanged and are not copied yet.
    var passing = 0
    chunk.forEachLine { line, bytes in
      let passage = process(line, in: bytes, of: chunk, &scratch, &output)
      if passage != .asItIs {
        output.main.append(bytes.extracting(passing..<line.whole.lowerBound))
        passing = line.whole.upperBound
      }
      if passage == .rewritten { rewrite(line, in: bytes, &scratch, into: &output.main) }
    }
    chunk.withBytes { output.main.append($0.extracting(passing...)) }
  }

  /// Calls `body` with the text of each comment in a chunk, decoded, passing over malformed lines. Judges nothing.
  public func forEachComment(
    in chunk: borrowing Chunk, using scratch: inout LineScratch, _ body: (Span<UInt8>) -> Void
  ) {
    if chunk.overlongBytes != nil { return }
    chunk.forEachLine { line, bytes in
      let bytes = bytes.extracting(line.bytes)
      guard (try? locate(in: bytes, endsInFeed: line.endsInFeed, &scratch.found)) != nil else {
        return
      }
      for value in scratch.found.values { scratch.found.withText(of: value, in: bytes, body) }
    }
  }
}

/// How a line goes to the main output.
enum Passage {
  case asItIs, rewritten, dropped
}

extension LineProcessor {
  /// Judges a line, counts it, and writes its record if it is held back.
  private func process(
    _ line: Line, in chunkBytes: Span<UInt8>, of chunk: borrowing Chunk,
    _ scratch: inout LineScratch, _ output: inout ChunkOutput
  ) -> Passage {
    let bytes = chunkBytes.extracting(line.bytes)
    output.counts.lines += 1
    if let fault = judge(
      bytes, endsInFeed: line.endsInFeed, &scratch.found, &scratch.engine, &scratch.judgement)
    {
      setAside(fault, bytes, number: line.number, of: chunk, into: &output)
      return .dropped
    }
    count(scratch.judgement, scratch.found, into: &output.counts)
    let isShown = scratch.judgement.action.isShown
    if !isShown, configuration.recordsRejected {
      annotate(bytes, scratch.found, scratch.judgement, into: &output.rejected)
    }
    switch configuration.emit {
    case .allowed: return isShown ? .asItIs : .dropped
    case .rejected: return isShown ? .dropped : .asItIs
    case .masked: return scratch.judgement.hasMaskedMatch ? .rewritten : .asItIs
    case .annotated: return .rewritten
    case .none: return .dropped
    }
  }

  /// Writes a line in a form of its own: masked or annotated.
  private func rewrite(
    _ line: Line, in chunkBytes: Span<UInt8>, _ scratch: inout LineScratch,
    into output: inout ByteBuffer
  ) {
    if configuration.emit == .masked {
      let whole = chunkBytes.extracting(line.whole)
      output.append(masking: whole, scratch.found, scratch.judgement, &scratch.masked)
    } else {
      annotate(chunkBytes.extracting(line.bytes), scratch.found, scratch.judgement, into: &output)
    }
  }

  private func annotate(
    _ line: Span<UInt8>, _ found: FoundText, _ judgement: Judgement, into output: inout ByteBuffer
  ) {
    switch configuration.format {
    case .text: output.append(annotatingText: line, found, judgement, pack: filter.version)
    case .ndjson: output.append(annotatingObject: line, found, judgement, pack: filter.version)
    }
  }

  private func setAside(
    _ fault: Malformed, _ line: Span<UInt8>, number: Int, of chunk: borrowing Chunk,
    into output: inout ChunkOutput
  ) {
    output.counts.malformed[fault.kind, default: 0] += 1
    guard configuration.recordsRejected else { return }
    output.rejected.append(
      fault, line, number: number, file: configuration.namesFiles ? chunk.file : nil)
  }

  private func count(_ judgement: Judgement, _ found: FoundText, into counts: inout Counts) {
    counts[judgement.action] += 1
    if judgement.isUndecided { counts.undecided += 1 }
    if found.hasLoneSurrogate { counts.loneSurrogates += 1 }
    counts.unlistedMatches += judgement.unlistedMatches
    for located in judgement.matches {
      if located.match.isShadow {
        counts.shadowMatches += 1
      } else {
        counts.matches[located.match.category, default: 0] += 1
      }
    }
  }
}
