internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams

/// `comment-filter measure`: how fast the evaluator is on one core, with the user's own comments and rules.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measure the speed of the evaluator on one core.",
    discussion: """
      Loads comments into memory and evaluates them again and again on one core. The ratio to splitting the same bytes into \
      lines (memchr), measured in the same run, is what can be compared between machines.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var packs: PackOptions

  @Option(help: ArgumentHelp("The most comments to load.", valueName: "n"))
  var comments = 1_000_000

  @Option(help: ArgumentHelp("How long to measure.", valueName: "s"))
  var seconds = 3.0

  @Option(
    help: ArgumentHelp(
      "The code to screen comments with: portable, avx2, avx512, neon or the best that the processor has; none folds every comment. All give the same verdicts.",
      valueName: "name"))
  var kernel = Scratch.ScreenKind.best

  @Argument(help: ArgumentHelp("Files to read; - is standard input.", valueName: "file"))
  var files: [String]

  func validate() throws {
    if !kernel.isAvailable {
      let known = Scratch.ScreenKind.kernels.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("this processor has no \(kernel.rawValue); it has \(known)")
    }
    if comments < 1 { throw ValidationError("--comments is at least 1") }
    if !(seconds > 0 && seconds < 86400) { throw ValidationError("--seconds is more than 0") }
  }

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    var corpus = Corpus()
    do throws(StreamError) {
      for path in files where corpus.count < comments {
        try corpus.load(
          InputOptions.open(path), LineProcessor(filter, input.configuration), limit: comments)
      }
    } catch {
      throw Console.failure(error)
    }
    guard corpus.count > 0 else {
      Console.error("comment-filter: there are no comments in \(files.joined(separator: ", ")): nothing to measure")
      throw ExitStatus.usage
    }
    let measurement = Measurement(corpus, filter, seconds: seconds, kernel: kernel)
    guard measurement.isStable else {
      let quarantined = filter.quarantinedRules.sorted().joined(separator: ", ")
      Console.error(
        "comment-filter: two passes over the same comments gave different counts"
          + (quarantined.isEmpty
            ? ""
            : ", since rules hit their limits so often that they are no longer run: \(quarantined); leave these comments out, or mend the rules")
      )
      throw ExitCode.failure
    }
    try Console.write(measurement.text)
  }
}

extension Scratch.ScreenKind: ExpressibleByArgument {}
