internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools

/// `comment-filter evaluate`: how right the pack is on labelled comments.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how right the pack is on labelled comments.",
    discussion: """
      A file holds rows label<TAB>language<TAB>text, one JSON object per line, or a table (CSV) with columns text and label. A label that begins with 1 is bad, with 0 clean; \
      what stands behind a | tells kinds of rows apart. Below a line # label<TAB>language<TAB>category<TAB>text rows have a category too; rows \
      labelled s, which ask for support, are counted and left out. Flagged is any action but allow and support. Intervals are Wilson's, at 95 %.

      Exit status: 0 evaluated, 1 a figure is worse than --min-recall, --min-f1 or --max-false-positives allows, \
      2 there is no row to measure with.
      """)

  @OptionGroup var packs: PackOptions

  @OptionGroup var labels: LabelOptions

  @Option(help: ArgumentHelp("How many of the worst rules to show.", valueName: "n"))
  var rulesShown = 15

  @Option(help: ArgumentHelp("How many rows of each kind of error to show.", valueName: "n"))
  var samples = 5

  @Option(help: ArgumentHelp("Write the figures to a file as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write a page with plots to a file: HTML that needs nothing else.", valueName: "file"))
  var html: String?

  @Flag(help: "Print only the table of files, in Markdown.")
  var markdown = false

  @Option(help: ArgumentHelp("Fail if the recall of any file is lower.", valueName: "share"))
  var minRecall: Double?

  @Option(help: ArgumentHelp("Fail if the F1 of any file is lower.", valueName: "share"))
  var minF1: Double?

  @Option(help: ArgumentHelp("Fail if the false-positive rate of any file is higher.", valueName: "share"))
  var maxFalsePositives: Double?

  @Argument(help: ArgumentHelp("Files of labelled comments; - is standard input.", valueName: "file"))
  var files: [String]

  func validate() throws {
    for share in [minRecall, minF1, maxFalsePositives].compactMap({ $0 }) where !(0...1).contains(share) {
      throw ValidationError("a share is from 0 to 1, such as 0.95")
    }
    if samples < 0 || rulesShown < 0 { throw ValidationError("--samples and --rules-shown are at least 0") }
    let outputs = [("--json", json), ("--html", html)]
    try OutputGuard.check(
      outputs: outputs.compactMap { option, path in path.map { (option, $0) } }, inputs: files)
  }

  func run() throws {
    try Console.requireReadable(files)
    let filter = try packs.makeFilter()
    Descriptor.ignoreBrokenPipes()
    var report = EvaluationReport(pack: filter.version, policy: filter.policy.name, samples: samples)
    try Console.reporting {
      for path in files {
        report.add(Evaluation(try labels.read(path), with: filter, samples: samples))
      }
      try requireRows(report)
      if let json { try InputFile.write(report.json(rules: rulesShown), to: json) }
      if let html { try InputFile.write(EvaluationPage(report, rules: rulesShown).html, to: html) }
    }
    // The table alone does not say what it lacks.
    if markdown { for note in report.leftOut { Console.error("comment-filter: \(note)") } }
    try Console.write(markdown ? report.fileTable.markdown : report.text(rules: rulesShown))
    let failures = report.files.flatMap(failures)
    for failure in failures { Console.error("comment-filter: \(failure)") }
    if !failures.isEmpty { throw ExitStatus.found }
  }

  /// Without rows there are no figures, and a bound that nothing is held against would pass.
  ///
  /// - Throws: for no rows at all, a file without any where there is a bound, and a bound for which no file has a row.
  private func requireRows(_ report: EvaluationReport) throws(ToolError) {
    let total = report.total.counts
    let bounds = [
      ("--min-recall", minRecall, total.bad, "bad"), ("--min-f1", minF1, total.bad, "bad"),
      ("--max-false-positives", maxFalsePositives, total.clean, "clean"),
    ].filter { $0.1 != nil }
    for file in report.files where file.counts.rows == 0 && (total.rows == 0 || !bounds.isEmpty) {
      let leftOut = file.unlabelled + file.support
      throw ToolError(
        .content,
        "\(file.name): no row that is labelled bad or clean" + (leftOut == 0 ? "" : ", \(leftOut) of other labels"),
        advice: "a row is label<TAB>language<TAB>text, its label begins with 1 or 0; leave files without such rows away"
      )
    }
    for (option, _, rows, kind) in bounds where rows == 0 {
      throw ToolError(
        .content, "\(option): no file has a row that is labelled \(kind), so there is nothing to hold against it",
        advice: "add such rows, or leave the option away")
    }
  }

  /// What is worse than asked for. A file without bad rows has no recall to miss, one without clean rows no false positives.
  private func failures(of file: Evaluation) -> [String] {
    var failures: [String] = []
    func check(_ name: String, _ value: Double?, _ bound: Double?, isLeast: Bool) {
      guard let value, let bound, isLeast ? value < bound : value > bound else { return }
      failures.append("\(file.name): \(name) \(Figures.share(value)), \(isLeast ? "less" : "more") than \(bound)")
    }
    check("recall", file.counts.recall.value, minRecall, isLeast: true)
    check("F1", file.counts.f1, minF1, isLeast: true)
    check("false-positive rate", file.counts.falsePositiveRate.value, maxFalsePositives, isLeast: false)
    return failures
  }
}
