internal import CommentSafety

/// One run of a ``ShardedFilter``: what its workers share.
///
/// A worker takes a job, which is room for a chunk and what it comes to; there is a fixed number of them, which bounds memory and makes
/// fast workers wait for slow outputs. It reads a chunk into the job, judges it, and hands it in.
final class Pipeline: Sendable {
  /// The reader's side: one worker at a time reads, and numbers what it read.
  private struct Reading: ~Copyable {
    var inputs: ArraySlice<StreamInput>
    var reader: LineReader?
    var sequence = 0
    var lines = 0
    var bytes = 0
    var isAtEnd = false
    var isStopped = false
    var unfinishedBytes = 0
    var failure: StreamError?
    /// Where the next input begins: beyond its start only for the first one of a stream that goes on.
    var position: StreamPosition
  }

  /// The writer's side.
  fileprivate struct Turn: Sendable {
    var free: [Job]
    /// Jobs that were handed in before their turn, by number.
    var ready: [Int: Job] = [:]
    /// The chunk that is to be written next.
    var next = 0
    /// A worker is writing; it goes on until there is nothing ready.
    var isWriting = false
    /// Nothing more is written: an output failed, or its reader has gone.
    var ending: StreamReport.Ending?
    var costs: [String: RuleCost] = [:]
  }

  private let source: ShardedFilter
  private let configuration: StreamConfiguration
  private let outputs: [StreamOutput]
  private let control: StreamControl?
  private let observer: StreamObserver?
  private let fault: (@Sendable (Int) throws(StreamError) -> Void)?
  private let start: StreamProgress

  private let reading: Monitor<Reading>
  private let turn: Monitor<Turn>
  /// What was written; touched only by the worker that writes.
  private let progress: Monitor<StreamProgress>

  init(
    _ source: ShardedFilter, _ inputs: [StreamInput], _ outputs: [StreamOutput], control: StreamControl?,
    from start: StreamProgress,
    observer: StreamObserver?,
    fault: (@Sendable (Int) throws(StreamError) -> Void)?
  ) {
    self.source = source
    self.outputs = outputs
    self.control = control ?? (try? StreamControl())
    self.observer = observer
    self.fault = fault
    self.start = start
    var configuration = source.configuration
    configuration.outputs = outputs.map(\.form)
    self.configuration = configuration
    reading = Monitor(Reading(inputs: inputs.dropFirst(start.position.input), position: start.position))
    let jobs = source.shards * max(2, configuration.chunksPerShard)
    turn = Monitor(Turn(free: (0..<jobs).map { _ in Job() }))
    progress = Monitor(start)
  }

  // MARK: - A worker's life

  /// Reads, judges and writes until there is nothing left for this worker to do.
  func work() {
    var processor: LineProcessor?
    var scratch: LineScratch?
    while let job = takeJob() {
      guard read(into: job) else {
        giveBack(job)
        break
      }
      if let rules = job.rules, processor.map({ !($0.rules === rules) }) ?? true {
        retire(&scratch, of: processor)
        processor = LineProcessor(rules, configuration)
      }
      if scratch == nil { scratch = processor?.makeScratch() }
      job.output.clear()
      do throws(StreamError) {
        try fault?(job.sequence)
        processor?.process(job.chunk, using: &scratch!, into: &job.output, limit: configuration.outputBytes) {
          writePart(&$0, of: job)
        }
      } catch {
        job.failure = error
      }
      handIn(job)
    }
    retire(&scratch, of: processor)
  }

  /// Waits for a free job.
  ///
  /// - Returns: nil when nothing more is to be read.
  private func takeJob() -> Job? {
    let job: Job?? = turn.wait { turn in
      if turn.ending != nil { return .some(nil) }
      return turn.free.popLast().map { .some($0) }
    }
    return job ?? nil
  }

  private func giveBack(_ job: Job) {
    turn.withLock(wakes: true) { $0.free.append(job) }
  }

  /// Adds up what a scratch has noted, before it goes.
  private func retire(_ scratch: inout LineScratch?, of processor: LineProcessor?) {
    guard configuration.countsRules, let processor, let used = scratch.take() else {
      scratch = nil
      return
    }
    let costs = used.costs(of: processor.filter)
    turn.withLock { turn in
      for (rule, cost) in costs { turn.costs[rule, default: RuleCost()].add(cost) }
    }
  }

  // MARK: - Reading

  /// Reads the next chunk, of the next input if one has ended.
  ///
  /// - Returns: false when there is nothing more to read.
  private func read(into job: Job) -> Bool {
    reading.withLock { reading in
      while !reading.isAtEnd {
        do throws(StreamError) {
          if reading.reader == nil, try !openNext(&reading) { break }
          if try reading.reader?.next(into: &job.chunk) == true {
            job.sequence = reading.sequence
            job.rules = source.cell.rules
            job.readAt = .now
            job.failure = nil
            job.isBegun = false
            reading.sequence += 1
            reading.lines += job.chunk.lines
            reading.bytes += job.chunk.inputBytes
            return true
          }
          if reading.reader?.isStopped == true { break }
          close(&reading)
        } catch {
          reading.failure = error
          break
        }
      }
      if let reader = reading.reader.take(), reader.isStopped {
        reading.isStopped = true
        reading.unfinishedBytes = reader.unfinishedBytes
      }
      reading.isAtEnd = true
      return false
    }
  }

  /// Opens the next input.
  ///
  /// - Returns: false when there is none.
  private func openNext(_ reading: inout Reading) throws(StreamError) -> Bool {
    guard let input = reading.inputs.popFirst() else { return false }
    if control?.isStopped == true {
      reading.isStopped = true
      return false
    }
    guard let file = try input.open() else {
      close(&reading)
      return true
    }
    try file.advance(to: reading.position, configuration.delimiter, control)
    reading.reader = LineReader(
      file, maximumLineBytes: configuration.maximumLineBytes, blockBytes: configuration.blockBytes,
      delimiter: configuration.delimiter, at: reading.position, control: control)
    return true
  }

  private func close(_ reading: inout Reading) {
    reading.reader = nil
    reading.position = StreamPosition(input: reading.position.input + 1, offset: 0, line: 1)
  }

  // MARK: - Writing

  /// Hands in a job. Whoever hands in the one whose turn it is writes it, and those ready behind it.
  private func handIn(_ job: Job) {
    var next: Job? = turn.withLock { turn in
      if job.isBegun, turn.ending == nil { turn.isWriting = false }
      turn.ready[job.sequence] = job
      return turn.isWriting ? nil : turn.takeNext()
    }
    while let job = next {
      let ending = write(job)
      next = turn.withLock(wakes: true) { turn in
        turn.isWriting = false
        turn.free.append(job)
        if let ending { turn.ending = ending }
        return turn.takeNext()
      }
      // Another worker may be waiting for input that no longer matters.
      if ending != nil { control?.stop() }
    }
  }

  /// Writes a part of a job, after waiting for its turn. From then on this worker is the one that writes, until it hands in the job.
  ///
  /// It never waits for a job behind its own, so workers do not wait for each other in a circle.
  ///
  /// - Returns: false if nothing more is written.
  private func writePart(_ output: inout ChunkOutput, of job: Job) -> Bool {
    if !job.isBegun {
      let isTurn = turn.wait { turn -> Bool? in
        if turn.ending != nil { return false }
        guard turn.next == job.sequence, !turn.isWriting else { return nil }
        turn.isWriting = true
        return true
      }
      guard isTurn else { return false }
    }
    let ending = write(output, startsInput: job.chunk.startsInput && !job.isBegun)
    job.isBegun = true
    output.clearBuffers()
    guard let ending else { return true }
    turn.withLock(wakes: true) { $0.ending = ending }
    control?.stop()
    return false
  }

  /// Writes to all outputs.
  ///
  /// - Returns: nil if the stream goes on.
  private func write(_ judged: borrowing ChunkOutput, startsInput: Bool) -> StreamReport.Ending? {
    for (index, output) in outputs.enumerated() {
      do throws(StreamError) {
        try output.write(
          judged.buffers[index], lines: judged.lines[index], startsInput: startsInput, configuration.delimiter)
      } catch {
        return error.isBrokenPipe && output.endsQuietly ? .outputClosed : .failed(error)
      }
    }
    return nil
  }

  /// Writes a job, or what is left of it, and notes that it is done.
  ///
  /// - Returns: nil if the stream goes on.
  private func write(_ job: Job) -> StreamReport.Ending? {
    if let failure = job.failure { return .failed(failure) }
    if let ending = write(job.output, startsInput: job.chunk.startsInput && !job.isBegun) { return ending }
    let now = progress.withLock { progress in
      progress.add(job)
      return progress
    }
    do throws(StreamError) {
      try observer?(now, .chunk(.now - job.readAt))
    } catch {
      return .failed(error)
    }
    return nil
  }

  /// Closes the outputs and checks that every line is accounted for. To be called once, when all workers have ended.
  func finish() -> StreamReport {
    let (lines, bytes, isStopped, unfinishedBytes, readFailure) = reading.withLock {
      ($0.lines, $0.bytes, $0.isStopped, $0.unfinishedBytes, $0.failure)
    }
    let (ending, costs) = turn.withLock { ($0.ending, $0.costs) }
    var report = StreamReport(
      progress: progress.withLock { $0 }, ending: ending ?? .complete, unfinishedBytes: unfinishedBytes,
      ruleCosts: costs)
    do throws(StreamError) {
      try observer?(report.progress, .end)
    } catch {
      if report.isComplete { report.ending = .failed(error) }
    }
    for output in outputs {
      do throws(StreamError) {
        try output.close()
      } catch {
        if report.failure == nil { report.ending = .failed(error) }
      }
    }
    guard report.isComplete else { return report }
    if let readFailure {
      report.ending = .failed(readFailure)
    } else if isStopped {
      report.ending = .stopped
    }
    let counts = report.counts
    let isWhole = counts.lines == start.counts.lines + lines && counts.bytes == start.counts.bytes + bytes
    if !isWhole || !counts.isBalanced {
      report.ending = .failed(StreamError(.accounting, file: "stream", number: 0))
    }
    return report
  }
}

extension Pipeline.Turn {
  /// The job that is to be written next, if it is ready.
  fileprivate mutating func takeNext() -> Job? {
    guard ending == nil, let job = ready.removeValue(forKey: next) else { return nil }
    next += 1
    isWriting = true
    return job
  }
}

extension StreamProgress {
  fileprivate mutating func add(_ job: Job) {
    let first = counts.lines + 1
    counts.add(job.output.counts)
    position = job.chunk.end
    guard let rules = job.rules else { return }
    let (pack, overlays) = (rules.filter.version, rules.overlays?.version)
    if packs.last?.pack != pack || packs.last?.overlays != overlays {
      packs.append(PackUse(pack: pack, overlays: overlays, firstLine: first, lastLine: first - 1))
    }
    packs[packs.count - 1].lastLine = counts.lines
  }
}
