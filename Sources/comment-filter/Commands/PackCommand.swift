internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools
internal import RulePacks

/// `comment-filter pack`: compiled packs.
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Build compiled packs, which start in milliseconds, and look at them.",
    subcommands: [PackBuildCommand.self, PackInfoCommand.self, PackGatesCommand.self])
}

/// `comment-filter pack build`: writes the compiled form of a pack.
struct PackBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Write the compiled form of a pack.",
    discussion: """
      The paths come on top of the built-in pack, as --rules takes them, unless --no-default-rules is given. Use the file with --pack; it \
      gives the same verdicts as its sources, and has the same hash. It is for this version of the program.

        comment-filter pack build our-community/ --policy strict --output community.cspack
        comment-filter --pack community.cspack < comments.txt
      """)

  // Not the options of other commands: those have no paths, and a compiled pack is none of its own sources.
  @Option(
    help: ArgumentHelp(
      "A rule pack to add: a folder, a word list (.txt) or rules (.yaml). May be repeated.", valueName: "path"))
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "A rule pack to try: its matches are counted and reported, without effect. May be repeated.", valueName: "path"))
  var shadow: [String] = []

  @Flag(help: "Leave the built-in pack out.")
  var noDefaultRules = false

  @Option(help: ArgumentHelp("The policy: a .yaml file, or the name of a built-in one.", valueName: "file or name"))
  var policy: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; it is replaced as a whole.", valueName: "file"))
  var output: String

  @Argument(help: ArgumentHelp("Folders, lists or rules.", valueName: "path"))
  var paths: [String] = []

  private var sources: PackOptions {
    var sources = PackOptions()
    // Every option must be given a value: none of them was parsed.
    sources.rules = rules + paths
    sources.shadow = shadow
    sources.noDefaultRules = noDefaultRules
    sources.policy = policy
    sources.pack = nil
    return sources
  }

  func validate() throws {
    if noDefaultRules, rules.isEmpty, paths.isEmpty {
      throw ValidationError("--no-default-rules needs a path: there would be nothing to look for")
    }
    try OutputGuard.check(outputs: [("--output", output)], inputs: paths + rules + shadow)
  }

  func run() throws {
    let filter = try sources.makeFilter(orElse: "nothing was written")
    do throws(BuildErrors) {
      try CompiledPackFile.write(filter, to: output)
    } catch {
      for error in error.errors { Console.error("\(error)") }
      throw ExitStatus.inputOutput
    }
    Descriptor.ignoreBrokenPipes()
    try Console.write("\(output): \(PackFacts.line(filter))\n")
  }
}

/// `comment-filter pack info`: what a compiled pack holds.
struct PackInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Check compiled packs, and tell what they hold.",
    discussion: "Exit status: 0 all of them can be used, 2 one cannot.")

  @Argument(help: ArgumentHelp("Compiled packs.", valueName: "file"))
  var files: [String]

  func run() throws {
    Descriptor.ignoreBrokenPipes()
    var isWhole = true
    for file in files {
      let filter: CommentFilter
      do throws(BuildErrors) {
        filter = try CompiledPackFile.load(path: file)
      } catch {
        isWhole = false
        for error in error.errors { Console.error("\(error)") }
        continue
      }
      try Console.write("\(file): \(PackFacts.line(filter))\n")
    }
    if !isWhole { throw ExitStatus.usage }
  }
}

/// `comment-filter pack gates`: what comments must hold for rules to run.
struct PackGatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gates",
    abstract: "Show what a comment must hold for a rule to run.",
    discussion: """
      A rule that runs on many clean comments costs time; 'measure' names those that run most often. Here is why: the literals that wake it, \
      and what is asked for then. | stands where a word begins or ends, + behind a letter that may be repeated.

        comment-filter pack gates aimed-person-is
        comment-filter pack gates --rules our-community/ our-rule
      """)

  @OptionGroup(title: "Rule packs")
  var packs: PackOptions

  @Option(help: "How many literals of a list are named.")
  var longest = 24

  @Argument(help: ArgumentHelp("Rules; all of them, unless said.", valueName: "rule"))
  var rules: [String] = []

  func validate() throws {
    guard longest >= 1 else { throw ValidationError("--longest is at least 1") }
  }

  func run() throws {
    let filter = try packs.makeFilter(orElse: "nothing was shown")
    let gates = filter.gateDescriptions(longest: longest)
    let known = Set(gates.map(\.rule))
    for rule in rules where !known.contains(rule) {
      Console.error("no rule '\(rule)' in the pack; 'comment-filter pack gates' without a name shows all")
      throw ExitStatus.usage
    }
    Descriptor.ignoreBrokenPipes()
    for gate in gates where rules.isEmpty || rules.contains(gate.rule) { try Console.write(page(of: gate)) }
  }

  private func page(of gate: GateDescription) -> String {
    var page = "\(gate.rule)\n"
    if !gate.wakers.isEmpty {
      let rest = gate.wakers.count - longest
      page +=
        "  woken by \(gate.wakers.prefix(longest).joined(separator: " "))\(rest > 0 ? " and \(rest) others" : "")\n"
      page += "  then asks for \(gate.asks ?? "nothing")\n"
      page +=
        gate.words.map { "  reads up to \(Figures.count($0, "word")) around them in a long comment\n" }
        ?? "  reads all of a long comment: its pattern may reach any number of words\n"
    }
    if let asks = gate.asksWithoutWakers { page += "  \(gate.wakers.isEmpty ? "" : "else ")asks for \(asks)\n" }
    if gate.wakers.isEmpty, gate.asksWithoutWakers == nil {
      page += "  asks for \(gate.asks ?? "nothing") where something was found\n"
    }
    return page
  }
}

/// What a pack is, in a line.
enum PackFacts {
  static func line(_ filter: CommentFilter) -> String {
    let size = filter.size
    return "pack \(filter.version), policy '\(filter.policy.name)', \(Figures.count(size.terms, "term")), "
      + "\(Figures.count(size.rules, "rule")), \(Figures.count(size.bytes, "byte"))"
  }
}
