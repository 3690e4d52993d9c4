internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools
internal import RulePacks

/// `comment-filter lint`: what is wrong, useless or risky in a pack.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check lists, rules and policies for mistakes.",
    discussion: """
      Without a path or --resources the built-in pack and services are checked. Exit status: 0 no errors, 1 errors, or warnings with --strict.
      """)

  @Option(help: ArgumentHelp("Words, one in a line; wildcards that hit many of them are reported.", valueName: "file"))
  var dictionary: String?

  @Option(help: ArgumentHelp("How many words of the dictionary a wildcard may hit.", valueName: "n"))
  var maxWords = Lint.Options().maximumWords

  @Option(help: ArgumentHelp("The most microseconds a rule may take for a comment.", valueName: "µs"))
  var maxRuleCost = Lint.Options().maximumRuleCost / 1000

  @Option(help: ArgumentHelp("Comments, one in a line, to measure rules on besides their examples.", valueName: "file"))
  var comments: String?

  @Flag(help: "Also show the cost of each rule.")
  var costs = false

  @Flag(help: "Also show notes: what is worth knowing, and often meant so.")
  var notes = false

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @Flag(help: "Check the paths on top of the built-in pack, as --rules adds them; shows what they repeat.")
  var overDefault = false

  @Option(
    help: ArgumentHelp(
      "Services for people in crisis: warns of those that were never confirmed, or more than a year ago. May be repeated.",
      valueName: "file"))
  var resources: [String] = []

  @Argument(help: ArgumentHelp("Folders, lists or rules.", valueName: "path"))
  var paths: [String] = []

  func validate() throws {
    if maxWords < 0 { throw ValidationError("--max-words is at least 0") }
    if !(maxRuleCost > 0) { throw ValidationError("--max-rule-cost is more than 0") }
    if overDefault, paths.isEmpty { throw ValidationError("--over-default needs a path") }
  }

  func run() throws {
    try Console.requireReadable([dictionary, comments].compactMap { $0 })
    Descriptor.ignoreBrokenPipes()
    var options = Lint.Options()
    options.maximumWords = maxWords
    options.maximumRuleCost = maxRuleCost * 1000
    try Console.reporting {
      if let dictionary { options.dictionary = try InputFile.lines(of: dictionary) }
      if let comments { options.comments = try InputFile.lines(of: comments) }
    }
    var report = check(options)
    let services = checkServices(&report)
    let shown = report.findings.filter { notes || $0.level > .note }
    var text = shown.map { "\($0)\n" }.joined()
    if costs, !report.costs.isEmpty { text += (text.isEmpty ? "" : "\n") + costTable(report.costs).text + "\n" }
    text += summary(of: report, services)
    try Console.write(text)
    if report.count(.error) > 0 || (strict && report.count(.warning) > 0) { throw ExitStatus.found }
  }

  /// - Returns: how many services there are.
  private func checkServices(_ report: inout LintReport) -> Int {
    var count = 0
    func check(_ file: String, _ load: () throws(BuildErrors) -> SupportResources) {
      do throws(BuildErrors) {
        let services = try load()
        count += services.all.count
        report.add(Lint.check(services, file: file))
      } catch {
        report.add(error.errors.map { Finding($0) })
      }
    }
    for path in resources { check(path) { () throws(BuildErrors) in try SupportResources.load(paths: [path]) } }
    if paths.isEmpty, resources.isEmpty {
      check("support/resources.yaml") { () throws(BuildErrors) in try SupportResources.load() }
    }
    return count
  }

  private func check(_ options: Lint.Options) -> LintReport {
    if paths.isEmpty, !resources.isEmpty { return LintReport() }
    if paths.isEmpty {
      let (partial, policies) = PackLoader.readWithPolicies(sources: DefaultPack.sources)
      return Lint.run(partial, policies: policies, options: options)
    }
    let (own, policies) = PackLoader.readWithPolicies(paths: paths)
    guard overDefault else { return Lint.run(own, policies: policies, options: options) }
    return Lint.run(own, over: DefaultPack.read(), policies: policies, options: options)
  }

  private func costTable(_ costs: [PackTools.RuleCost]) -> TextTable {
    var table = TextTable(["rule", "run on", "ns for each", "ns for any comment"])
    for cost in costs {
      table.add([
        cost.rule, Figures.share(cost.share), fixed(cost.nanoseconds, 0), fixed(cost.nanoseconds * cost.share, 0),
      ])
    }
    return table
  }

  private func summary(of report: LintReport, _ services: Int) -> String {
    let counts = Finding.Level.allCases.reversed().map { Figures.count(report.count($0), $0.name) }
    let hidden = !notes && report.count(.note) > 0 ? " (--notes shows them)" : ""
    let kinds = [Figures.count(report.terms, "term"), Figures.count(report.rules, "rule")]
    let parts =
      services == 0
      ? kinds.joined(separator: " and ") : kinds.joined(separator: ", ") + " and \(Figures.count(services, "service"))"
    return "\(counts.joined(separator: ", "))\(hidden) in \(parts)\n"
  }
}
