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
    let processor = LineProcessor(filter, configuration)
    var counts = Counts()
    let time = try seconds {
      var stream = StreamFilter(processor, output: try .writing("/dev/null"))
      try stream.consume(.reading(file))
      counts = try stream.finish()
    }
    Output.write("\(time) \(counts.lines) \(counts.lines - counts.allowed - counts.supported)")
  }
}
