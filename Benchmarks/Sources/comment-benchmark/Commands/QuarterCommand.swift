internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams
internal import Foundation

/// `comment-benchmark quarter`: as many comments as one platform acted on in a quarter of a year.
struct QuarterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarter",
    abstract: "Pass a quarter's comments (976,479,946) through the whole pipeline.",
    discussion: """
      The comments are generated into files first. Then they are one stream, which goes through the pipeline that programs embed \
      (`ShardedFilter`): read in blocks, judged line by line, and the lines that may be shown written in their order. The files are \
      read again and again until the number is reached; they stay in the system's file cache if there is room. What part of the time \
      is input and output is measured beforehand, for two seconds on one thread, and a comment's own time on the first file. Every \
      pass over all files must come to the same counts, and all counts must add up, or the command fails.
      """)

  /// What one platform removed and filtered in one quarter.
  static let quarter = 976_479_946

  @OptionGroup var pack: PackChoice
  @OptionGroup var corpus: CorpusChoice
  @Option(help: "How many comments to judge.") var comments = QuarterCommand.quarter
  @Option(help: "How many distinct comments to generate; fewer if --comments is less.") var distinct = 20_000_000
  @Option(help: "text or ndjson; may be repeated. Both if not given.") var format: [LineFormat] = []
  @Option(help: "Threads; all cores if not given.") var threads: Int?
  @Option(
    help:
      "Where lines that may be shown are written: FILE.ndjson and FILE.text. /dev/null keeps nothing, and no disk is measured."
  )
  var output = "/dev/null"
  @Option(help: "The folder for the generated comments. Their files are deleted at the end.")
  var folder = Paths.results + "/quarter"
  @Option(help: "Where the record is written.") var record = Paths.results + "/quarter.json"

  func validate() throws {
    if comments < 1 { throw ValidationError("--comments is at least 1") }
    if distinct < 1 || distinct > 1_000_000_000 { throw ValidationError("--distinct is 1 to 1,000,000,000") }
    if let threads, threads < 1 { throw ValidationError("--threads is at least 1") }
  }

  func run() throws {
    let machine = Machine.current()
    try Paths.prepare(record)
    let rules = try pack.load()
    let filter = try CommentFilter(rules)
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    Output.write(machine.text)
    var results: [QuarterResult] = []
    for format in format.isEmpty ? [.ndjson, .text] : format {
      let files = try CorpusFiles(
        corpus.generator(rules, format), comments: min(distinct, comments), cut: comments % min(distinct, comments),
        folder: folder, threads: threads)
      defer { files.remove() }
      let run = QuarterRun(
        filter: filter, files: files, format: format, comments: comments, threads: threads, output: output)
      let result = try run.run()
      results.append(result)
      Output.write(result.table(machine, filter).text)
    }
    try Record(machine, results).write(to: record)
  }
}
