public import CommentSafety

/// Judges whole lines: chunks in, bytes and counts out.
///
/// It has no state of its own, so any number of workers may share it, each with its own scratch. What a line comes to depends on
/// the line, its number and file, never on the chunk it came in.
public struct LineProcessor: Sendable {
  public let rules: StreamRules
  public let configuration: StreamConfiguration

  public init(_ filter: CommentFilter, _ configuration: StreamConfiguration = StreamConfiguration()) {
    self.init(StreamRules(filter), configuration)
  }

  public init(_ rules: StreamRules, _ configuration: StreamConfiguration = StreamConfiguration()) {
    self.rules = rules
    self.configuration = configuration
  }

  public var filter: CommentFilter { rules.filter }

  /// Working memory for one worker.
  public func makeScratch() -> LineScratch {
    var scratch = LineScratch(engine: filter.makeScratch())
    scratch.engine.measuresRuleTime = configuration.countsRules
    return scratch
  }

  /// Judges the lines of a chunk and appends what is to be written.
  ///
  /// Lines that pass unchanged are copied in runs. Nothing is allocated for a line without matches, once the buffers have their size.
  ///
  /// - Complexity: O(bytes of the chunk), apart from the engine.
  public func process(
    _ chunk: borrowing Chunk, using scratch: inout LineScratch, into output: inout ChunkOutput
  ) {
    process(chunk, using: &scratch, into: &output, limit: .max) { _ in true }
  }

  /// The same, in parts where it comes to much.
  ///
  /// - Parameters:
  ///   - limit: bytes of all outputs that may gather.
  ///   - writePart: writes what has gathered and empties the buffers; false if nothing more is wanted.
  func process(
    _ chunk: borrowing Chunk, using scratch: inout LineScratch, into output: inout ChunkOutput, limit: Int,
    _ writePart: (inout ChunkOutput) -> Bool
  ) {
    output.begin(outputs: configuration.outputs.count)
    output.counts.bytes += chunk.inputBytes
    if chunk.overlongBytes != nil {
      output.counts.lines += 1
      chunk.withBytes { setAside(.tooLong, $0, number: chunk.firstLine, of: chunk, into: &output) }
      return
    }
    var isWanted = true
    chunk.forEachLine { line, bytes in
      guard isWanted else { return }
      process(line, in: bytes, of: chunk, &scratch, &output)
      guard output.size > limit else { return }
      for index in output.buffers.indices {
        output.buffers[index].append(bytes.extracting(output.passing[index]..<line.whole.upperBound))
        output.passing[index] = line.whole.upperBound
      }
      isWanted = writePart(&output)
    }
    for index in output.buffers.indices {
      chunk.withBytes { output.buffers[index].append($0.extracting(output.passing[index]...)) }
    }
  }

  /// Calls `body` with the text of each comment in a chunk, decoded, passing over malformed lines. Judges nothing.
  public func forEachComment(
    in chunk: borrowing Chunk, using scratch: inout LineScratch, _ body: (Span<UInt8>) -> Void
  ) {
    if chunk.overlongBytes != nil { return }
    chunk.forEachLine { line, bytes in
      guard (try? locate(line, in: bytes, &scratch.found)) != nil else {
        return
      }
      for value in scratch.found.values { scratch.found.withText(of: value, in: bytes.extracting(line.bytes), body) }
    }
  }
}

/// How a line goes to the main output.
enum Passage {
  case asItIs, rewritten, dropped
}

extension LineProcessor {
  /// Judges a line, counts it, and writes to each output what it asks for.
  private func process(
    _ line: Line, in chunkBytes: Span<UInt8>, of chunk: borrowing Chunk,
    _ scratch: inout LineScratch, _ output: inout ChunkOutput
  ) {
    output.counts.lines += 1
    if let fault = judge(line, in: chunkBytes, &scratch) {
      let bytes = chunkBytes.extracting(line.bytes)
      for index in output.buffers.indices { flush(index, before: line, chunkBytes, &output) }
      setAside(fault, bytes, number: line.number, of: chunk, into: &output)
      return
    }
    count(scratch.judgement, scratch.found, into: &output.counts)
    for index in output.buffers.indices {
      let form = configuration.outputs[index]
      let passage = passage(of: scratch.judgement, to: form)
      if passage != .dropped { output.lines[index] += 1 }
      guard passage != .asItIs else { continue }
      flush(index, before: line, chunkBytes, &output)
      if passage == .rewritten {
        rewrite(line, in: chunkBytes, as: form, &scratch, into: &output.buffers[index])
      }
    }
  }

  /// How a line that was judged goes to an output.
  private func passage(of judgement: borrowing Judgement, to form: OutputForm) -> Passage {
    switch form {
    case .allowed: judgement.action.isShown ? .asItIs : .dropped
    case .rejected: judgement.action.isShown ? .dropped : .asItIs
    case .masked: judgement.hasMaskedMatch ? .rewritten : .asItIs
    case .annotated: .rewritten
    case .records: judgement.action.isShown ? .dropped : .rewritten
    }
  }

  /// Copies the lines before one that does not pass as it is.
  private func flush(_ index: Int, before line: Line, _ chunkBytes: Span<UInt8>, _ output: inout ChunkOutput) {
    let start = output.passing[index]
    if start < line.whole.lowerBound {
      output.buffers[index].append(chunkBytes.extracting(start..<line.whole.lowerBound))
    }
    output.passing[index] = line.whole.upperBound
  }

  /// Writes a line in a form of its own: masked or annotated.
  private func rewrite(
    _ line: Line, in chunkBytes: Span<UInt8>, as form: OutputForm, _ scratch: inout LineScratch,
    into output: inout ByteBuffer
  ) {
    let bytes = chunkBytes.extracting(line.bytes)
    let delimiter = configuration.delimiter
    let start = output.beginLine(delimiter)
    if form == .masked {
      output.append(masking: bytes, scratch.found, scratch.judgement, &scratch.masked)
      if line.endsInDelimiter || delimiter == .frame { output.endLine(delimiter, from: start) }
    } else {
      annotate(bytes, scratch.found, scratch.judgement, into: &output)
      output.endLine(delimiter, from: start)
    }
  }

  private func annotate(
    _ line: Span<UInt8>, _ found: FoundText, _ judgement: Judgement, into output: inout ByteBuffer
  ) {
    let style = VerdictStyle(pack: filter.version, unit: configuration.spanUnit)
    switch configuration.format {
    case .text: output.append(annotatingText: line, found, judgement, style)
    case .ndjson: output.append(annotatingObject: line, found, judgement, style)
    }
  }

  private func setAside(
    _ fault: Malformed, _ line: Span<UInt8>, number: Int, of chunk: borrowing Chunk,
    into output: inout ChunkOutput
  ) {
    let delimiter = configuration.delimiter
    output.counts.malformed[fault.kind, default: 0] += 1
    for (index, form) in configuration.outputs.enumerated()
    where form == .records || form == .annotated && delimiter == .frame {
      let start = output.buffers[index].beginLine(delimiter)
      output.buffers[index].append(
        fault, line, number: number, file: configuration.namesFiles ? chunk.file : nil)
      output.buffers[index].endLine(delimiter, from: start)
      output.lines[index] += 1
    }
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
      if configuration.countsRules { counts.rules[located.match.rule, default: 0] += 1 }
    }
  }
}
