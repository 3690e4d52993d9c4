internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams

/// `comment-filter filter`: a stream in, a stream out.
struct FilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Filter a stream of comments (the default).")

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "What to write: lines that may be shown, the others, all with matches covered, all as JSON with a verdict, or nothing.",
      valueName: "allowed|rejected|masked|annotated|none"))
  var emit = EmitMode.allowed

  @Option(
    help: ArgumentHelp(
      "Also write every line held back or malformed to a file, as JSON with verdict or reason.",
      valueName: "file"))
  var rejected: String?

  @OptionGroup var packs: PackOptions

  @Option(help: ArgumentHelp("Write the counts to a file, as JSON.", valueName: "file"))
  var summary: String?

  @Flag(name: .shortAndLong, help: "No progress and no summary on standard error.")
  var quiet = false

  @Argument(help: ArgumentHelp("Files to read, in order; - is standard input.", valueName: "file"))
  var files: [String] = ["-"]

  func validate() throws {
    let outputs = [("--rejected", rejected), ("--summary", summary)]
    try OutputGuard.check(
      outputs: outputs.compactMap { option, path in path.map { (option, $0) } }, inputs: files)
  }

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    do throws(StreamError) {
      try run(with: filter)
    } catch {
      throw Console.failure(error)
    }
  }

  private func run(with filter: CommentFilter) throws(StreamError) {
    var configuration = input.configuration
    configuration.emit = emit
    configuration.recordsRejected = rejected != nil
    configuration.namesFiles = files.count > 1
    // All outputs are opened before anything is read: a wrong name is found at once.
    let records = try rejected.map { (path) throws(StreamError) in try Descriptor.writing(path) }
    let summaryFile = try summary.map { (path) throws(StreamError) in try Descriptor.writing(path) }

    var progress = Progress(isShown: !quiet)
    var stream = StreamFilter(
      LineProcessor(filter, configuration), output: .standardOutput, rejected: records)
    var failure: StreamError?
    do throws(StreamError) {
      for path in files where !stream.isOutputClosed {
        try stream.consume(InputOptions.open(path)) { progress.update($0) }
      }
    } catch {
      failure = error
    }
    let isComplete = failure == nil && !stream.isOutputClosed
    var counts = stream.counts
    do throws(StreamError) {
      counts = try stream.finish()
    } catch {
      failure = failure ?? error
    }
    progress.finish()

    let report = Summary(
      counts: counts, isComplete: isComplete, duration: progress.elapsed, filter: filter)
    if !quiet { Console.error(report.text) }
    if let summaryFile {
      try summaryFile.write(report.json.bytes.span)
      try summaryFile.close()
    }
    if let failure { throw failure }
  }
}
