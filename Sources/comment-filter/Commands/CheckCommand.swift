internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools
internal import RulePacks

/// `comment-filter check`: explains what is done with one comment, and why.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Explain what is done with one comment, and why.",
    discussion: """
      Several words are one comment; - reads it from standard input. Exit status: 0 it is allowed and nothing is to be done, 1 anything else: \
      support, review, filter or remove.
      """)

  @OptionGroup var packs: PackOptions

  @Option(
    help: ArgumentHelp(
      "Where the author is (ISO 3166-1, such as PK): which help would be offered, if any.", valueName: "code"))
  var region: String?

  @Option(help: ArgumentHelp("The author's language (BCP 47), for the help offered.", valueName: "tag"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "A file of services to offer, instead of the built-in ones, which are unconfirmed. May be repeated.",
      valueName: "file"))
  var resources: [String] = []

  @Argument(help: "The comment; - is standard input. Write -- before one that begins with a hyphen.")
  var text: [String]

  func validate() throws {
    if let region, region.utf8.count != 2 || !region.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) {
      throw ValidationError("--region '\(region)': write an ISO 3166-1 code of two letters, such as PK")
    }
    if region == nil, language != nil || !resources.isEmpty {
      throw ValidationError("--language and --resources need --region")
    }
  }

  func run() throws {
    let services = try loadServices()
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    let comment = text == ["-"] ? try readComment() : text.joined(separator: " ")
    let explanation = filter.explain(comment)
    let page = ExplanationPage(
      comment: comment, explanation: explanation, style: Style(isColored: Console.hasColor))
    try Console.write(page.text)
    if let region, let services, explanation.verdict.offersSupport {
      let offer = SupportOffer(services, region: region, language: language, isOwn: !resources.isEmpty)
      try Console.write(offer.text)
    }
    if explanation.verdict.action != .allow { throw ExitStatus.found }
  }

  /// The services to choose from; nil if none are asked for.
  private func loadServices() throws -> SupportResources? {
    guard region != nil else { return nil }
    do throws(BuildErrors) {
      return try resources.isEmpty ? SupportResources.load() : SupportResources.load(paths: resources)
    } catch {
      for error in error.errors { Console.error("\(error)") }
      throw ExitStatus.usage
    }
  }

  /// All of standard input; a line feed at its end is no part of the comment.
  private func readComment() throws -> String {
    let bytes = try Console.reporting { try InputFile.bytes(of: "-") }
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}
