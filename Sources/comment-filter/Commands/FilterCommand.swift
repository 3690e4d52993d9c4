internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import CoreMetrics
internal import Logging
internal import PackTools

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// `comment-filter filter`: a stream in, a stream out.
struct FilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Filter a stream of comments (the default).")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var packs: PackOptions
  @OptionGroup var overlays: OverlayOptions
  @OptionGroup var running: RunOptions

  @Argument(help: ArgumentHelp("Files to read, in order; - is standard input.", valueName: "file"))
  var files: [String] = ["-"]

  func validate() throws {
    try OutputGuard.check(
      outputs: output.files + running.files, inputs: files,
      writesStandardOutput: output.targets.contains(where: \.isStandardOutput))
    if overlays.field != nil, input.format != .ndjson {
      throw ValidationError("--overlay-field needs --format ndjson: a line of text has no fields")
    }
    if running.summaryIsStandardOutput, let other = output.targets.first(where: \.isStandardOutput) {
      throw ValidationError(
        "--summary - and \(other.option) both write standard output; add --emit none, or give one of them a file")
    }
  }

  func run() throws {
    Signals.holdReloads()
    let sources = RuleSources(packs: packs, overlays: overlays)
    let rules = try sources.loadReporting()
    Descriptor.ignoreBrokenPipes()
    let log = Logger.stream(level: running.logLevel.level)
    let status: ExitCode?
    do throws(StreamError) {
      status = try run(sources, rules, log)
    } catch {
      log.report(error)
      throw ExitStatus.inputOutput
    }
    if let status { throw status }
  }

  /// - Returns: the exit status, if it is not 0.
  private func run(_ sources: RuleSources, _ rules: StreamRules, _ log: Logger) throws(StreamError) -> ExitCode? {
    // All outputs are opened before anything is read: a wrong name is found at once.
    let checkpoint = try running.checkpoint.map { (path) throws(StreamError) in
      try CheckpointKeeper(path, interval: .seconds(running.checkpointInterval ?? 1), options: fingerprint)
    }
    let outputs = try output.open(resuming: checkpoint?.found, isResumable: checkpoint != nil)
    let summaryFile = try running.summary.map { (path) throws(StreamError) in
      running.summaryIsStandardOutput ? Descriptor.standardOutput : try Descriptor.writing(path)
    }
    let service = try makeMetricsService(log)

    let control = try StreamControl()
    let cell = FilterCell(rules.filter, overlays: rules.overlays)
    let signals = try Signals(
      control, Reloader(sources: sources, cell: cell, log: log, metrics: ReloadMetrics()))
    let monitor = RunMonitor(
      progress: Progress(isShown: !running.quiet, totalBytes: InputOptions.totalBytes(of: files)),
      checkpoint: checkpoint,
      metrics: service == nil ? nil : StreamMetrics(start: time(nil), outputs: outputs, rules: rules),
      outputs: outputs, cell, log)

    let start = checkpoint?.found?.progress ?? StreamProgress()
    try monitor.begin(start)
    try service?.begin()
    let sharded = ShardedFilter(cell, configuration, shards: running.shards ?? availableProcessors)
    let report = sharded.run(
      files.map { $0 == "-" ? StreamInput(.standardInput) : StreamInput(path: $0) }, into: outputs,
      control: control, from: start
    ) { (progress, moment) throws(StreamError) in try monitor.update(progress, moment) }
    let duration = monitor.end()
    service?.end()

    let summary = Summary(
      report: report, outputs: outputs, signal: signals.received, duration: duration, filter: cell.current)
    if !running.quiet { Console.error(summary.text) }
    if running.stats { Console.error(summary.rules) }
    if let summaryFile {
      do throws(StreamError) {
        try summaryFile.write(summary.json.bytes.span)
      } catch {
        // Whoever closes standard output wants no more of it.
        if !(running.summaryIsStandardOutput && error.isBrokenPipe) { throw error }
      }
      try summaryFile.close()
    }
    if let failure = report.failure {
      // Whoever mends one path wants to know of the others.
      for other in InputFile.unreadable(among: files) where other.path != failure.file {
        log.error("\(other)", metadata: other.path.map { ["file": "\($0)"] })
      }
      throw failure
    }
    // The shell's convention for a process that a signal ended.
    return report.ending == .stopped ? ExitCode(128 + signals.received) : nil
  }

  private var configuration: StreamConfiguration {
    var configuration = input.configuration
    configuration.overlayField = overlays.field
    configuration.spanUnit = output.spanUnit
    configuration.namesFiles = files.count > 1
    configuration.countsRules = running.stats
    return configuration
  }

  /// Makes what metrics go to. To be called before the first metric is made: what is made before goes nowhere.
  private func makeMetricsService(_ log: Logger) throws(StreamError) -> MetricsService? {
    guard running.metrics != nil || running.metricsSocket != nil else { return nil }
    let metrics = PrometheusMetrics(help: StreamMetrics.help)
    MetricsSystem.bootstrap(metrics)
    return try MetricsService(metrics, file: running.metrics, socket: running.metricsSocket, log: log)
  }

  /// Everything that makes a difference to what stands in the outputs. Rules may be edited between two runs, as they may while
  /// one runs.
  private var fingerprint: String {
    let targets = output.targets.map { "\($0.form.rawValue)=\($0.path)" }
    var reading = [input.format.rawValue, input.configuration.delimiter.rawValue, "field=\(input.field ?? "text")"]
    if let field = overlays.overlayField { reading.append("overlay-field=\(field)") }
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
