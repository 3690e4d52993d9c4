internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Passes the parts of a corpus through the pipeline until a number of comments is reached.
struct QuarterRun: Sendable {
  let filter: CommentFilter
  let files: CorpusFiles
  let format: LineFormat
  let comments: Int
  let threads: Int
  let output: String

  /// What all workers share.
  private final class Shared: Sendable {
    let next = Atomic(0)
    let done = Atomic(0)
    let state = Mutex(State())

    struct State {
      var total = Worker.Tally()
      /// What each part came to the first time.
      var partCounts: [Int: Counts] = [:]
      var error: (any Error)?
    }
  }

  /// The parts in the order in which they are passed: all of them for each full pass, then the first ones for what is left.
  private func part(_ item: Int, fullItems: Int) -> Int? {
    if item < fullItems { return item % files.parts.count }
    let index = item - fullItems
    var left = comments % files.comments
    for part in files.parts.prefix(index) { left -= part.comments }
    return left > 0 ? index : nil
  }

  func run() throws -> QuarterResult {
    let alone = latencyAlone()
    let shared = Shared()
    let fullItems = comments / files.comments * files.parts.count
    let before = Usage.now
    let time = seconds {
      DispatchQueue.concurrentPerform(iterations: threads) { number in
        var bar = ProgressBar("\(format.rawValue)", total: comments)
        do {
          var worker = try Worker(self, number: number)
          while let part = part(shared.next.wrappingAdd(1, ordering: .relaxed).oldValue, fullItems: fullItems),
            shared.state.withLock({ $0.error == nil })
          {
            let counts = try worker.pass(files.parts[part]) { lines in
              let done = shared.done.wrappingAdd(lines, ordering: .relaxed).newValue
              if number == 0 { bar.update(done) }
            }
            let isSame = shared.state.withLock { state in
              if let first = state.partCounts[part] { return first == counts }
              state.partCounts[part] = counts
              return true
            }
            guard isSame else { throw Failure("\(files.parts[part].path): two passes came to different counts") }
          }
          let tally = worker.tally
          try worker.close()
          shared.state.withLock { $0.total.add(tally) }
        } catch {
          shared.state.withLock { $0.error = error }
        }
        if number == 0 { bar.finish() }
      }
    }
    let after = Usage.now
    if let error = shared.state.withLock({ $0.error }) { throw error }
    let total = shared.state.withLock { $0.total }
    guard total.counts.isBalanced, total.counts.lines == comments, total.counts.malformedLines == 0 else {
      throw Failure(
        "\(grouped(total.counts.lines)) lines were counted instead of \(grouped(comments)), \(total.counts.malformedLines) of them malformed"
      )
    }
    return QuarterResult(
      run: self, seconds: time, tally: total, alone: alone,
      cpuSeconds: after.userSeconds + after.systemSeconds - before.userSeconds - before.systemSeconds,
      peakMemory: after.peakMemory)
  }

  /// The time of single comments, each timed by itself, on one thread that does nothing else.
  private func latencyAlone() -> Histogram {
    var histogram = Histogram()
    guard let part = files.parts.first, let data = FileManager.default.contents(atPath: part.path) else {
      return histogram
    }
    var configuration = StreamConfiguration()
    configuration.format = format == .text ? .text : .ndjson
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
}

/// One thread's work: reads, judges, writes, and keeps the time of each.
private struct Worker: ~Copyable {
  struct Tally: Sendable {
    var counts = Counts()
    var reading: UInt64 = 0
    var judging: UInt64 = 0
    var writing: UInt64 = 0
    var whole: UInt64 = 0
    var batches = Histogram()
    var batchLines = 0

    mutating func add(_ other: Tally) {
      counts.add(other.counts)
      reading += other.reading
      judging += other.judging
      writing += other.writing
      whole += other.whole
      batches.add(other.batches)
      batchLines += other.batchLines
    }
  }

  private(set) var tally = Tally()
  private let processor: LineProcessor
  private var scratch: LineScratch
  private var chunk = Chunk()
  private var result = ChunkOutput()
  private let sink: Descriptor

  /// - Parameter number: of the worker, which writes a file of its own.
  init(_ run: QuarterRun, number: Int) throws {
    var configuration = StreamConfiguration()
    configuration.format = run.format == .text ? .text : .ndjson
    processor = LineProcessor(run.filter, configuration)
    scratch = processor.makeScratch()
    sink = try .writing(run.output == "/dev/null" ? run.output : "\(run.output).\(run.format.rawValue).\(number + 1)")
  }

  consuming func close() throws { try sink.close() }

  /// Passes a part through the pipeline, as `ShardedFilter` does with one shard.
  mutating func pass(_ part: CorpusFiles.Part, _ progress: (Int) -> Void) throws -> Counts {
    let begin = nanoseconds()
    var reader = try LineReader(
      .reading(part.path), maximumLineBytes: processor.configuration.maximumLineBytes,
      blockBytes: processor.configuration.blockBytes)
    var counts = Counts()
    var start = begin
    while try reader.next(into: &chunk) {
      let read = nanoseconds()
      result.clear()
      processor.process(chunk, using: &scratch, into: &result)
      let judged = nanoseconds()
      let bytes = result.buffers[0].bytes
      try sink.write(bytes.span)
      counts.add(result.counts)
      progress(result.counts.lines)
      let written = nanoseconds()
      tally.reading += read - start
      tally.judging += judged - read
      tally.writing += written - judged
      tally.batches.add(judged - read)
      tally.batchLines += result.counts.lines
      start = written
    }
    tally.counts.add(counts)
    tally.whole += nanoseconds() - begin
    return counts
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
    run: QuarterRun, seconds: Double, tally: Worker.Tally, alone: Histogram, cpuSeconds: Double, peakMemory: Int
  ) {
    format = run.format.rawValue
    comments = run.comments
    distinct = run.files.comments
    passes = Double(run.comments) / Double(run.files.comments)
    bytes = tally.counts.bytes
    self.seconds = seconds
    generationSeconds = run.files.seconds
    threads = run.threads
    coresUsed = cpuSeconds / seconds
    self.peakMemory = peakMemory
    let whole = Double(max(tally.whole, 1))
    readingShare = Double(tally.reading) / whole
    judgingShare = Double(tally.judging) / whole
    writingShare = Double(tally.writing) / whole
    commentNanoseconds = Self.quantiles(alone)
    batchNanoseconds = Self.quantiles(tally.batches)
    batchLines = Double(tally.batchLines) / Double(max(tally.batches.count, 1))
    actions = Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0.name, tally.counts[$0]) })
    matches = Dictionary(uniqueKeysWithValues: tally.counts.matches.map { ($0.key.rawValue, $0.value) })
    undecided = tally.counts.undecided
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
    table.add("time in read()", percent(readingShare))
    table.add("time judging lines", percent(judgingShare))
    table.add("time in write()", percent(writingShare))
    func row(_ values: [String: Double]) -> String {
      ["p50", "p99", "p99.9", "max"].map { duration((values[$0] ?? 0) / 1e9) }.joined(separator: " / ")
    }
    table.add("a comment alone, p50 / p99 / p99.9 / max", row(commentNanoseconds))
    table.add("a batch of \(fixed(batchLines, 0)), p50 / p99 / p99.9 / max", row(batchNanoseconds))
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
