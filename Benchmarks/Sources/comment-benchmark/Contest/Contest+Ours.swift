internal import CPeers
internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams

extension CommentFilter {
  /// Judges the first comments of a corpus on the calling thread, as a batch in memory.
  ///
  /// - Returns: comments with a match or undecided.
  func judge(_ corpus: Corpus, _ count: Int, using scratch: inout Scratch) -> Int {
    let bytes = corpus.bytes
    var flagged = 0
    var start = 0
    for end in corpus.ends.prefix(count) {
      // SAFETY: the ends rise and lie inside the bytes.
      let outcome = evaluate(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), using: &scratch)
      if outcome.hitCount > 0 || outcome.isUndecided { flagged += 1 }
      start = end + 1
    }
    return flagged
  }
}

extension Contest.Entry {
  /// Our engine on comments in memory, one core.
  static func ours(_ name: String, _ filter: CommentFilter, _ corpus: Corpus, note: String = "") -> Self {
    var scratch = filter.makeScratch()
    return Self(name: name, comments: corpus.count, bytes: corpus.bytes.count, note: note) {
      var flagged = 0
      let time = seconds { flagged = filter.judge(corpus, corpus.count, using: &scratch) }
      return Contest.Pass(seconds: time, flagged: flagged)
    }
  }

  /// The same, with the verdict spelled out for each comment that has matches.
  static func oursWithVerdicts(_ name: String, _ filter: CommentFilter, _ corpus: Corpus) -> Self {
    var scratch = filter.makeScratch()
    return Self(name: name, comments: corpus.count, bytes: corpus.bytes.count) {
      var flagged = 0
      var spanBytes = 0
      let time = seconds {
        for index in 0..<corpus.count {
          let outcome = filter.evaluate(corpus[index], using: &scratch)
          guard outcome.hitCount > 0 || outcome.isUndecided else { continue }
          flagged += 1
          let verdict = filter.verdict(outcome, from: scratch)
          for match in verdict.matches { spanBytes += match.range.count }
        }
      }
      return Contest.Pass(seconds: time, flagged: spanBytes < 0 ? 0 : flagged)
    }
  }

  /// Our line processor on chunks in memory: finds lines and fields, judges, and copies what may be shown or its masked form.
  static func oursLines(
    _ name: String, _ filter: CommentFilter, _ corpus: Corpus, _ format: LineFormat, as form: OutputForm
  ) -> Self {
    var configuration = StreamConfiguration()
    configuration.format = format == .text ? .text : .ndjson
    configuration.outputs = [form]
    let processor = LineProcessor(filter, configuration)
    let chunks = corpus.chunks(of: configuration.blockBytes)
    var scratch = processor.makeScratch()
    var output = ChunkOutput()
    return Self(name: name, comments: corpus.count, bytes: corpus.bytes.count) {
      var held = 0
      let time = seconds {
        for chunk in chunks {
          output.clear()
          processor.process(chunk, using: &scratch, into: &output)
          held += output.counts.lines - output.counts.allowed
        }
      }
      return Contest.Pass(seconds: time, flagged: held)
    }
  }

  /// Line feeds found by memchr: what any line filter does at least.
  static func lineSplitting(_ name: String, _ corpus: Corpus) -> Self {
    Self(name: name, comments: corpus.count, bytes: corpus.bytes.count, note: "the floor; judges nothing") {
      guard let base = corpus.bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        throw Failure("there are no comments")
      }
      var lines = 0
      // Some passes: one is short enough for the clock's noise to show.
      let times = max(4, 40_000_000 / corpus.bytes.count)
      let time = seconds {
        for _ in 0..<times { lines = cs_count_lines(base, corpus.bytes.count) }
      }
      guard lines == corpus.count else { throw Failure("memchr found \(lines) lines of \(corpus.count)") }
      return Contest.Pass(seconds: time / Double(times), flagged: 0)
    }
  }
}

extension Corpus {
  /// The lines as a stream's reader would hand them over.
  func chunks(of size: Int) -> [Chunk] {
    var chunks: [Chunk] = []
    var start = 0
    var line = 0
    while start < bytes.count {
      let first = line
      while line < count, ends[line] - start < size { line += 1 }
      if line == first { line += 1 }
      let end = ends[line - 1] + 1
      chunks.append(Chunk(Array(bytes[start..<end]), firstLine: first + 1))
      start = end
    }
    return chunks
  }
}
