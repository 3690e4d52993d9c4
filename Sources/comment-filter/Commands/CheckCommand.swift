internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams

/// `comment-filter check`: explains what is done with one comment, and why.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Explain what is done with one comment, and why.",
    discussion: """
      Several words are one comment. Exit status: 0 it is allowed and nothing is to be done, 1 anything else: \
      support, review, filter or remove.
      """)

  @OptionGroup var packs: PackOptions

  @Argument(help: "The comment. Write -- before one that begins with a hyphen.")
  var text: [String]

  func run() throws {
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    let comment = text.joined(separator: " ")
    let explanation = filter.explain(comment)
    let page = ExplanationPage(
      comment: comment, explanation: explanation, style: Style(isColored: Console.hasColor))
    try Console.write(page.text)
    if explanation.verdict.action != .allow { throw ExitStatus.found }
  }
}
