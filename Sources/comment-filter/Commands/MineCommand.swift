internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools

/// `comment-filter mine`: what labelled comments say about a pack's gaps.
struct MineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mine",
    abstract: "Find words of bad comments that the pack misses, and entries whose hits are mostly clean.",
    discussion: """
      Files are those of 'evaluate'. Scores are log-odds with an informative Dirichlet prior, in standard deviations. Judge what is found by \
      its sense: a word that bad comments hold more often is not a bad word for that.
      """)

  @OptionGroup var packs: PackOptions
  @OptionGroup var labels: LabelOptions

  @Option(help: ArgumentHelp("How many n-grams and entries to show.", valueName: "n"))
  var limit = 50

  @Option(help: ArgumentHelp("Rows that must hold an n-gram.", valueName: "n"))
  var minRows = Mining.Options().minimumRows

  @Option(help: ArgumentHelp("Words in an n-gram, at most.", valueName: "n"))
  var words = Mining.Options().maximumWords

  @Argument(help: ArgumentHelp("Files of labelled comments; - is standard input.", valueName: "file"))
  var files: [String]

  func validate() throws {
    if limit < 1 || minRows < 1 { throw ValidationError("--limit and --min-rows are at least 1") }
    if !(1...5).contains(words) { throw ValidationError("--words is from 1 to 5") }
  }

  func run() throws {
    try Console.requireReadable(files)
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    var options = Mining.Options()
    options.minimumRows = minRows
    options.maximumWords = words
    let rows = try Console.reporting { try files.map { try labels.read($0) } }
    try Console.write(Mining(rows, with: filter, options: options).text(limit))
  }
}
