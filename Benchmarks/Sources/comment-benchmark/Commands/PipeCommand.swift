internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams
internal import RulePacks

/// `comment-benchmark pipe`: a stream filter with a compiled pack, for comparing whole processes.
struct PipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe", abstract: "Filter a file as comment-filter does; print lines and lines held back.",
    shouldDisplay: false)

  @Option var format = LineFormat.ndjson
  @Argument var pack: String
  @Argument var file: String

  func run() throws {
    let filter = try CompiledPackFile.load(path: pack)
    var configuration = StreamConfiguration()
    configuration.format = format == .text ? .text : .ndjson
    let report = ShardedFilter(filter, configuration, shards: 1)
      .run([StreamInput(path: file)], into: [StreamOutput(.allowed, to: try .writing("/dev/null"))])
    guard report.isComplete else { throw Failure("\(file): cannot be filtered") }
    let counts = report.counts
    Output.write("\(counts.lines) \(counts.lines - counts.allowed - counts.supported)")
  }
}
