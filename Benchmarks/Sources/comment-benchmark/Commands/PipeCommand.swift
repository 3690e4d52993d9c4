internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams

/// `comment-benchmark pipe`: a stream filter with a pack of a given size, for comparing whole processes.
struct PipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe", abstract: "Filter a file as comment-filter does; print seconds, lines and lines held back.",
    shouldDisplay: false)

  @OptionGroup var pack: PackChoice
  @Option var format = LineFormat.ndjson
  @Argument var file: String

  func run() throws {
    let filter = try CommentFilter(pack.load())
    var configuration = StreamConfiguration()
    configuration.format = format == .text ? .text : .ndjson
    let sharded = ShardedFilter(filter, configuration, shards: 1)
    var report: StreamReport?
    let time = try seconds {
      report = sharded.run([StreamInput(path: file)], into: [StreamOutput(.allowed, to: try .writing("/dev/null"))])
    }
    guard let report, report.isComplete else { throw Failure("\(file): cannot be filtered") }
    let counts = report.counts
    Output.write("\(time) \(counts.lines) \(counts.lines - counts.allowed - counts.supported)")
  }
}
