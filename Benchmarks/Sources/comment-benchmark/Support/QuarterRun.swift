internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams
internal import Foundation
internal import Synchronization

/// Passes the parts of a corpus through the pipeline, `ShardedFilter`, until a number of comments is reached.
struct QuarterRun: Sendable {
  let filter: CommentFilter
  let files: CorpusFiles
  let format: LineFormat
  let comments: Int
  let threads: Int
  let output: String

  /// What the run's observer keeps.
  private struct Watch {
    var bar: ProgressBar
    /// From reading a batch to having written it.
    var batches = Histogram()
    /// What each full pass came to, and the counts at its end.
    var passes: [PassCounts] = []
    var atPassEnd = PassCounts()
  }

  /// What a pass over all parts comes to: the same each time.
  private struct PassCounts: Hashable {
    var actions: [Int] = []
    var matches: [CommentSafety.Category: Int] = [:]
    var undecided = 0
    var bytes = 0

    init() { actions = Action.allCases.map { _ in 0 } }

    init(_ counts: Counts) {
      actions = Action.allCases.map { counts[$0] }
      matches = counts.matches
      undecided = counts.undecided
      bytes = counts.bytes
    }

    static func - (left: PassCounts, right: PassCounts) -> PassCounts {
      var rest = left
      for index in rest.actions.indices { rest.actions[index] -= right.actions[index] }
      rest.matches.merge(right.matches) { $0 - $1 }
      rest.undecided -= right.undecided
      rest.bytes -= right.bytes
      return rest
    }
  }

  private var configuration: StreamConfiguration {
    var configuration = StreamConfiguration()
    configuration.format = format == .text ? .text : .ndjson
    return configuration
  }

  /// The output's file, emptied.
  private func openOutput() throws -> Descriptor {
    try .writing(output == "/dev/null" ? output : "\(output).\(format.rawValue)")
  }

  /// The parts in the order in which they are passed: all of them for each full pass, then the first ones for what is left.
  private var inputs: [StreamInput] {
    var inputs: [StreamInput] = []
    for _ in 0..<(comments / files.comments) { inputs += files.parts.map { StreamInput(path: $0.path) } }
    var left = comments % files.comments
    for part in files.parts where left > 0 {
      inputs.append(StreamInput(path: part.path))
      left -= part.comments
    }
    return inputs
  }

  func run() throws -> QuarterResult {
    let alone = latencyAlone()
    let phases = try phases()
    let sharded = ShardedFilter(filter, configuration, shards: threads)
    let sink = try openOutput()
    let outputs = [StreamOutput(.allowed, to: sink)]
    let inputs = inputs
    let watch = Mutex(Watch(bar: ProgressBar("\(format.rawValue)", total: comments)))
    let passLines = files.comments
    let before = Usage.now
    var report: StreamReport?
    let time = seconds {
      report = sharded.run(inputs, into: outputs) { (progress: borrowing StreamProgress, moment) in
        let counts = progress.counts
        watch.withLock { watch in
          guard case .chunk(let duration) = moment else { return watch.bar.finish() }
          watch.batches.add(UInt64(max(0, duration / .nanoseconds(1))))
          watch.bar.update(counts.lines)
          // A batch is of one part alone, so one ends where the pass does.
          guard counts.lines.isMultiple(of: passLines) else { return }
          let now = PassCounts(counts)
          watch.passes.append(now - watch.atPassEnd)
          watch.atPassEnd = now
        }
      }
    }
    let after = Usage.now
    guard let report, report.isComplete else {
      throw Failure("the stream did not come to its end: \(report?.failure.map { "\($0)" } ?? "it was stopped")")
    }
    let counts = report.counts
    guard counts.isBalanced, counts.lines == comments, counts.malformedLines == 0 else {
      throw Failure(
        "\(grouped(counts.lines)) lines were counted instead of \(grouped(comments)), \(counts.malformedLines) of them malformed"
      )
    }
    let (batches, passes) = watch.withLock { ($0.batches, $0.passes) }
    guard passes.count == comments / files.comments, Set(passes).count <= 1 else {
      throw Failure("\(passes.count) passes over \(files.folder) came to \(Set(passes).count) different counts")
    }
    return QuarterResult(
      run: self, seconds: time, counts: counts, batches: batches, phases: phases, alone: alone,
      cpuSeconds: after.userSeconds + after.systemSeconds - before.userSeconds - before.systemSeconds,
      peakMemory: after.peakMemory)
  }

  /// The time of single comments, each timed by itself, on one thread that does nothing else.
  private func latencyAlone() -> Histogram {
    var histogram = Histogram()
    guard let part = files.parts.first, let data = FileManager.default.contents(atPath: part.path) else {
      return histogram
    }
    let processor = LineProcessor(filter, configuration)
    var lines = processor.makeScratch()
    var scratch = filter.makeScratch()
    for round in 0..<2 {
      // The first round warms up.
      processor.forEachComment(in: Chunk(Array(data)), using: &lines) { comment in
        comment.withUnsafeBytes { bytes in
          let start = nanoseconds()
          let outcome = filter.evaluate(bytes, using: &scratch)
          let end = nanoseconds()
          if round == 1, outcome.hitCount >= 0 { histogram.add(end - start) }
        }
      }
    }
    return histogram
  }

  /// Nanoseconds of one thread.
  struct Phases: Sendable {
    var reading: UInt64 = 0
    var judging: UInt64 = 0
    var writing: UInt64 = 0

    var whole: Double { Double(max(reading + judging + writing, 1)) }
  }

  /// What reading, judging and writing take of one thread's time, with the pipeline's own parts one after the other: the first parts of the
  /// corpus, some seconds at most. The pipeline itself does not look at the clock between them.
  private func phases() throws -> Phases {
    let processor = LineProcessor(filter, configuration)
    var scratch = processor.makeScratch()
    var chunk = Chunk()
    var result = ChunkOutput()
    let sink = try openOutput()
    var phases = Phases()
    let begin = nanoseconds()
    for part in files.parts where nanoseconds() - begin < 2_000_000_000 {
      var reader = try LineReader(
        .reading(part.path), maximumLineBytes: configuration.maximumLineBytes, blockBytes: configuration.blockBytes)
      var start = nanoseconds()
      while try reader.next(into: &chunk) {
        let read = nanoseconds()
        result.clear()
        processor.process(chunk, using: &scratch, into: &result)
        let judged = nanoseconds()
        let bytes = result.buffers[0].bytes
        try sink.write(bytes.span)
        let written = nanoseconds()
        phases.reading += read - start
        phases.judging += judged - read
        phases.writing += written - judged
        start = written
      }
    }
    try sink.close()
    return phases
  }
}

/// What came of it.
struct QuarterResult: Encodable, Sendable {
  var format: String
  var comments: Int
  var distinct: Int
  var passes: Double
  var bytes: Int
  var seconds: Double
  var generationSeconds: Double
  var threads: Int
  var coresUsed: Double
  var peakMemory: Int
  var readingShare: Double
  var judgingShare: Double
  var writingShare: Double
  var commentNanoseconds: [String: Double]
  var batchNanoseconds: [String: Double]
  var batchLines: Double
  var actions: [String: Int]
  var matches: [String: Int]
  var undecided: Int

  fileprivate init(
    run: QuarterRun, seconds: Double, counts: Counts, batches: Histogram, phases: QuarterRun.Phases, alone: Histogram,
    cpuSeconds: Double, peakMemory: Int
  ) {
    format = run.format.rawValue
    comments = run.comments
    distinct = run.files.comments
    passes = Double(run.comments) / Double(run.files.comments)
    bytes = counts.bytes
    self.seconds = seconds
    generationSeconds = run.files.seconds
    threads = run.threads
    coresUsed = cpuSeconds / seconds
    self.peakMemory = peakMemory
    readingShare = Double(phases.reading) / phases.whole
    judgingShare = Double(phases.judging) / phases.whole
    writingShare = Double(phases.writing) / phases.whole
    commentNanoseconds = Self.quantiles(alone)
    batchNanoseconds = Self.quantiles(batches)
    batchLines = Double(counts.lines) / Double(max(batches.count, 1))
    actions = Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0.name, counts[$0]) })
    matches = Dictionary(uniqueKeysWithValues: counts.matches.map { ($0.key.rawValue, $0.value) })
    undecided = counts.undecided
  }

  private static func quantiles(_ histogram: Histogram) -> [String: Double] {
    [
      "p50": histogram.quantile(0.5), "p99": histogram.quantile(0.99), "p99.9": histogram.quantile(0.999),
      "max": Double(histogram.maximum),
    ]
  }

  func table(_ machine: Machine, _ filter: CommentFilter) -> Table {
    var table = Table(
      "The quarter, \(format): \(grouped(filter.size.terms)) terms, \(grouped(filter.size.rules)) rules",
      ["what", "figure"])
    let rate = Double(comments) / seconds
    table.add("comments", grouped(comments))
    table.add("distinct comments generated", "\(grouped(distinct)) in \(duration(generationSeconds))")
    table.add("passes over them", fixed(passes, 2))
    table.add("bytes", "\(fixed(Double(bytes) / 1e9, 2)) GB, \(fixed(Double(bytes) / Double(comments), 1)) a comment")
    table.add("time", duration(seconds))
    table.add("comments/s", grouped(Int(rate)))
    table.add("GB/s", fixed(Double(bytes) / 1e9 / seconds, 3))
    table.add("threads, cores used", "\(threads), \(fixed(coresUsed, 2))")
    table.add("comments/s for each core used", grouped(Int(rate / coresUsed)))
    if comments != QuarterCommand.quarter {
      table.add("the quarter would take", duration(Double(QuarterCommand.quarter) / rate))
    }
    table.add("peak memory", "\(fixed(Double(peakMemory) / 0x1p20, 0)) MiB")
    table.add("of one thread's time: read()", percent(readingShare))
    table.add("of one thread's time: judging lines", percent(judgingShare))
    table.add("of one thread's time: write()", percent(writingShare))
    func row(_ values: [String: Double]) -> String {
      ["p50", "p99", "p99.9", "max"].map { duration((values[$0] ?? 0) / 1e9) }.joined(separator: " / ")
    }
    table.add("a comment alone, p50 / p99 / p99.9 / max", row(commentNanoseconds))
    table.add("a batch of \(fixed(batchLines, 0)), read to written, p50 / p99 / p99.9 / max", row(batchNanoseconds))
    for action in Action.allCases {
      let number = actions[action.name] ?? 0
      table.add(action.name, "\(grouped(number)), \(percent(Double(number) / Double(comments), 2))")
    }
    for (category, number) in matches.sorted(by: { $0.value > $1.value }) {
      table.add("matches: \(category)", grouped(number))
    }
    table.add("undecided", grouped(undecided))
    return table
  }
}
