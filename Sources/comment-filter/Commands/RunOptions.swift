internal import ArgumentParser
internal import CommentStreams

/// Options of a run as a whole.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Workers; as many as there are processors unless said.", valueName: "n"))
  var shards: Int?

  @Option(
    help: ArgumentHelp(
      "Note in a file how far the stream is; if the file exists, go on from there. Outputs must be files.",
      valueName: "file"))
  var checkpoint: String?

  @Option(help: ArgumentHelp("How often the checkpoint is written.", valueName: "s"))
  var checkpointInterval = 1.0

  @Option(help: ArgumentHelp("Write the counts to a file, as JSON.", valueName: "file"))
  var summary: String?

  @Option(
    help: ArgumentHelp(
      "Write the counts to a file every second while running, in Prometheus' text format.", valueName: "file"))
  var metrics: String?

  @Flag(help: "Count hits, runs, spent budgets and time by rule.")
  var stats = false

  @Flag(name: .shortAndLong, help: "No progress and no summary on standard error.")
  var quiet = false

  func validate() throws {
    if let shards, shards < 1 || shards > 1024 { throw ValidationError("--shards is from 1 to 1024") }
    if !(checkpointInterval >= 0 && checkpointInterval < 86400) {
      throw ValidationError("--checkpoint-interval is from 0 seconds to a day")
    }
  }

  /// The files that are written, by their options.
  var files: [(String, String)] {
    [("--summary", summary), ("--metrics", metrics), ("--checkpoint", checkpoint)]
      .compactMap { option, path in path.map { (option, $0) } }
  }
}
