internal import ArgumentParser
internal import CommentStreams
internal import PackTools

/// `comment-filter import`: takes foreign lists over.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn lists of other formats into a pack.",
    discussion: """
      Writes lists (and rules, and allow phrases) below a folder, and a report of what was taken, merged and refused to standard error. \
      Mind the licence of the lists: it is written into the files.

        comment-filter import --language en --category insult --licence CC-BY-4.0 --output our-pack words.txt

      Formats: lines (LDNOOBW and the like), csv, tsv, json, automod (Discord), regex (one in a line), e2guardian.
      """)

  @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("The format; auto goes by name and content, and never means regex.", valueName: "format"))
  var format = ImportFormat.auto

  @Option(help: ArgumentHelp("The language of entries that name none (BCP 47).", valueName: "tag"))
  var language = "und"

  @Option(help: ArgumentHelp("The category of entries that name none.", valueName: "category"))
  var category = "profanity"

  @Option(help: ArgumentHelp("The severity of entries that name none.", valueName: "severity"))
  var severity = "moderate"

  @Option(help: ArgumentHelp("The licence of the lists, as an SPDX identifier.", valueName: "licence"))
  var licence = "NOASSERTION"

  @Option(help: ArgumentHelp("What a category of the lists means here; may be repeated.", valueName: "name=category"))
  var map: [String] = []

  @Option(help: ArgumentHelp("The column or member that holds the word.", valueName: "name"))
  var textColumn: String?

  @Option(help: ArgumentHelp("The column or member that holds the category.", valueName: "name"))
  var categoryColumn: String?

  @Option(help: ArgumentHelp("The column or member that holds the severity.", valueName: "name"))
  var severityColumn: String?

  @Option(help: ArgumentHelp("How many refusals of each file to tell.", valueName: "n"))
  var refusalsShown = 20

  @Argument(help: ArgumentHelp("The lists; - is standard input.", valueName: "file"))
  var files: [String]

  func validate() throws {
    for entry in map where entry.split(separator: "=").count != 2 {
      throw ValidationError("--map '\(entry)': write NAME=CATEGORY, such as shock=sexual")
    }
    if refusalsShown < 0 { throw ValidationError("--refusals-shown is at least 0") }
  }

  func run() throws {
    try Console.requireReadable(files)
    Descriptor.ignoreBrokenPipes()
    var settings = ImportSettings()
    settings.language = language
    settings.category = category
    settings.severity = severity
    settings.textColumn = textColumn
    settings.categoryColumn = categoryColumn
    settings.severityColumn = severityColumn
    for entry in map {
      let parts = entry.split(separator: "=")
      settings.categories[parts[0].lowercased()] = String(parts[1])
    }
    try Console.reporting {
      var pack = try PackImport(settings, licence: licence)
      for file in files { try pack.add(path: file, format: format) }
      Console.error(pack.text(refusals: refusalsShown), terminator: "")
      guard !pack.files.isEmpty else {
        throw ToolError(.content, "nothing was taken, so nothing was written", advice: "name the format with --format")
      }
      try pack.write(to: output)
      try Console.write(pack.files.map { "\(output)/\($0.path)\n" }.joined())
    }
  }
}

extension ImportFormat: ExpressibleByArgument {}
