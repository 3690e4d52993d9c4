internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import Evasion

/// `comment-filter matrix`: how many disguises of how many words the pack sees through.
struct MatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Print how many disguised words are caught, by technique.",
    discussion: """
      A tool for developers. Writes words of the default pack in every disguise, in several sentences, and clean look-alike \
      words in the same ones. Exit status: 0, or 1 if less than 98 % of all or 95 % of one technique is caught, or a clean \
      comment is flagged.
      """)

  @OptionGroup var packs: PackOptions

  @Option(help: ArgumentHelp("Where random choices start.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "Also list what was missed, and the false hits.")
  var misses = false

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    let matrix = Matrix(filter, seed: seed)
    try Console.write(MatrixPage(matrix: matrix, listsMisses: misses).text)
    if !matrix.holds { throw ExitStatus.found }
  }
}
