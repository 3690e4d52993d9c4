internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams

/// `comment-filter sweep`: what a pack flags among words that are clean, or ought to be.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Find false positives: words of dictionaries, and pairs of words, that a pack flags.",
    discussion: """
      A tool for developers of lists. Each line of the files is judged as one comment. With --pairs the commonest words of a file \
      (one a line, commonest first) that are clean by themselves are joined in pairs, with a space and with nothing between: all \
      of them, or with --sample some at random. Prints what leads to review or more, by rule and by technique. Exit status: 0, \
      or 1 if --expected names a file that differs from what was flagged.
      """)

  @OptionGroup var packs: PackOptions

  @Argument(help: ArgumentHelp("Files of words or sentences, one a line; - is standard input.", valueName: "file"))
  var files: [String] = []

  @Option(help: ArgumentHelp("A file of words, commonest first, to be joined in pairs.", valueName: "file"))
  var pairs: String?

  @Option(help: ArgumentHelp("How many of its words.", valueName: "n"))
  var words = 10_000

  @Option(help: ArgumentHelp("Take so many pairs at random; 0 takes all.", valueName: "n"))
  var sample = 0

  @Option(help: ArgumentHelp("Where random choices start.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Threads for the pairs.", valueName: "n"))
  var threads = 2

  @Flag(help: "Print only the flagged texts, sorted, with action and rule: the form that --expected takes.")
  var list = false

  @Flag(
    help:
      "With --list leave out pairs that are entries of the lists, with an ending at most, and those that rules flag.")
  var accidents = false

  @Option(help: ArgumentHelp("A list of what may be flagged; the difference is printed.", valueName: "file"))
  var expected: String?

  @Option(
    help: ArgumentHelp(
      "Write the shortest phrases that hold the false hits as allow phrases, by rule.", valueName: "file"))
  var allow: String?

  func validate() throws {
    if files.isEmpty && pairs == nil { throw ValidationError("name a file, or --pairs") }
    if words < 1 || sample < 0 || threads < 1 { throw ValidationError("--words, --sample and --threads count") }
  }

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    var sweep = Sweep(filter)
    do throws(StreamError) {
      for path in files { sweep.add(try load(path, filter)) }
      if let pairs {
        sweep.addPairs(try load(pairs, filter, limit: words), sample: sample, seed: seed, threads: threads)
      }
      if let allow { try Descriptor.writing(allow).write(Array(sweep.allowPhrases.utf8).span) }
    } catch {
      throw Console.failure(error)
    }
    if let expected {
      let difference = sweep.difference(from: try loadOrFail(expected, filter))
      try Console.write(difference)
      if !difference.isEmpty { throw ExitStatus.found }
    } else {
      try Console.write(list ? sweep.list(withoutMeant: accidents) : sweep.text)
    }
  }

  private func loadOrFail(_ path: String, _ filter: CommentFilter) throws -> [String] {
    do throws(StreamError) {
      return try load(path, filter).filter { !$0.isEmpty && !$0.hasPrefix("#") }
    } catch {
      throw Console.failure(error)
    }
  }

  private func load(
    _ path: String, _ filter: CommentFilter, limit: Int = .max
  ) throws(StreamError) -> [String] {
    var corpus = Corpus()
    try corpus.load(
      InputOptions.open(path), LineProcessor(filter, StreamConfiguration()), limit: limit)
    var start = 0
    return corpus.ends.map { end in
      defer { start = end + 1 }
      return String(decoding: corpus.bytes[start..<end], as: UTF8.self)
    }
  }
}
