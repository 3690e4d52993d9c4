internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools

/// `comment-filter filter`: a stream in, a stream out.
struct FilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Filter a stream of comments (the default).")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var packs: PackOptions
  @OptionGroup var running: RunOptions

  @Argument(help: ArgumentHelp("Files to read, in order; - is standard input.", valueName: "file"))
  var files: [String] = ["-"]

  func validate() throws {
    try OutputGuard.check(outputs: output.files + running.files, inputs: files)
  }

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    let status: ExitCode?
    do throws(StreamError) {
      status = try run(with: filter)
    } catch {
      throw Console.failure(error)
    }
    if let status { throw status }
  }

  /// - Returns: the exit status, if it is not 0.
  private func run(with filter: CommentFilter) throws(StreamError) -> ExitCode? {
    var configuration = input.configuration
    configuration.spanUnit = output.spanUnit
    configuration.namesFiles = files.count > 1
    configuration.countsRules = running.stats

    // All outputs are opened before anything is read: a wrong name is found at once.
    let checkpoint = try running.checkpoint.map { (path) throws(StreamError) in
      try CheckpointKeeper(path, interval: .seconds(running.checkpointInterval), options: fingerprint)
    }
    let outputs = try output.open(resuming: checkpoint?.found, isResumable: checkpoint != nil)
    let summaryFile = try running.summary.map { (path) throws(StreamError) in try Descriptor.writing(path) }

    let control = try StreamControl()
    let cell = FilterCell(filter)
    let reloader = Reloader(packs, cell)
    let signals = try Signals(control, reloader)
    let monitor = RunMonitor(
      progress: Progress(isShown: !running.quiet, totalBytes: InputOptions.totalBytes(of: files)),
      checkpoint: checkpoint, metrics: running.metrics.map { MetricsFile($0, cell, reloader) }, outputs: outputs)

    let start = checkpoint?.found?.progress ?? StreamProgress()
    try monitor.begin(start)
    let sharded = ShardedFilter(cell, configuration, shards: running.shards ?? availableProcessors)
    let report = sharded.run(
      files.map { $0 == "-" ? StreamInput(.standardInput) : StreamInput(path: $0) }, into: outputs,
      control: control, from: start
    ) { (progress, isLast) throws(StreamError) in try monitor.update(progress, isLast: isLast) }
    let duration = monitor.end()

    let summary = Summary(
      report: report, outputs: outputs, signal: signals.received, duration: duration, filter: cell.current)
    if !running.quiet { Console.error(summary.text) }
    if running.stats { Console.error(summary.rules) }
    if let summaryFile {
      try summaryFile.write(summary.json.bytes.span)
      try summaryFile.close()
    }
    if let failure = report.failure {
      // Whoever mends one path wants to know of the others.
      for other in InputFile.unreadable(among: files) where other.path != failure.file {
        Console.error("comment-filter: \(other)")
      }
      throw failure
    }
    // The shell's convention for a process that a signal ended.
    return report.ending == .stopped ? ExitCode(128 + signals.received) : nil
  }

  /// Everything that makes a difference to what stands in the outputs. Rules may be edited between two runs, as they may while
  /// one runs.
  private var fingerprint: String {
    let targets = output.targets.map { "\($0.form.rawValue)=\($0.path)" }
    let reading = [input.format.rawValue, input.configuration.delimiter.rawValue, "field=\(input.field)"]
    let writing = ["max=\(input.maxLineBytes)", output.spanUnit.rawValue, "stats=\(running.stats)"]
    return (reading + writing + targets + ["files"] + files).joined(separator: " ")
  }
}

extension InputOptions {
  /// Bytes of all inputs; nil if that cannot be known beforehand.
  static func totalBytes(of files: [String]) -> Int? {
    var total = 0
    for path in files {
      let size = path == "-" ? Descriptor.standardInput.size() : Descriptor.size(ofFile: path)
      guard let size else { return nil }
      total += size
    }
    return total
  }
}
