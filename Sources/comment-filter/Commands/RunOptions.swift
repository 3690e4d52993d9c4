internal import ArgumentParser
internal import CommentStreams
internal import Logging

/// Options of a run as a whole.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Workers; as many as there are processors unless said.", valueName: "n"))
  var shards: Int?

  @Option(
    help: ArgumentHelp(
      "Note in a file how far the stream is; if the file exists, go on from there. Outputs must be files.",
      valueName: "file"))
  var checkpoint: String?

  @Option(help: ArgumentHelp("How often the checkpoint is written; every second unless said.", valueName: "s"))
  var checkpointInterval: Double?

  @Option(
    help: ArgumentHelp(
      "Write the counts to a file, as JSON; - is standard output, if nothing else is written there.", valueName: "file")
  )
  var summary: String?

  @Option(
    help: ArgumentHelp(
      "Write metrics to a file every second while running, in Prometheus' text format.", valueName: "file"))
  var metrics: String?

  @Option(
    help: ArgumentHelp(
      "Make a local socket and hand out metrics there, in Prometheus' text format.", valueName: "path"))
  var metricsSocket: String?

  @Option(
    help: ArgumentHelp(
      "What is logged on standard error: this and what is worse.",
      valueName: "trace|debug|info|notice|warning|error|critical"))
  var logLevel = LogLevel.notice

  @Flag(help: "Count hits, runs, spent budgets and time by rule.")
  var stats = false

  @Flag(name: .shortAndLong, help: "No progress and no summary on standard error.")
  var quiet = false

  func validate() throws {
    if let shards, shards < 1 || shards > 1024 { throw ValidationError("--shards is from 1 to 1024") }
    if let checkpointInterval {
      if !(checkpointInterval >= 0 && checkpointInterval < 86400) {
        throw ValidationError("--checkpoint-interval is from 0 seconds to a day")
      }
      if checkpoint == nil { throw ValidationError("--checkpoint-interval needs --checkpoint, the file to write") }
    }
    for (option, path) in [("--checkpoint", checkpoint), ("--metrics", metrics), ("--metrics-socket", metricsSocket)]
    where path == "-" {
      throw ValidationError("\(option) cannot be standard output; give it a file (one called - is ./-)")
    }
  }

  var summaryIsStandardOutput: Bool { summary == "-" }

  /// The files that are written, by their options.
  var files: [(String, String)] {
    [
      ("--summary", summaryIsStandardOutput ? nil : summary), ("--metrics", metrics),
      ("--metrics-socket", metricsSocket), ("--checkpoint", checkpoint),
    ].compactMap { option, path in path.map { (option, $0) } }
  }
}

/// The levels of swift-log.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case trace, debug, info, notice, warning, error, critical

  var level: Logger.Level {
    switch self {
    case .trace: .trace
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    case .critical: .critical
    }
  }
}
