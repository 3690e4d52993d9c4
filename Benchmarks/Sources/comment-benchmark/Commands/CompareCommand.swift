internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import Foundation
internal import RulePacks

/// `comment-benchmark compare`: our engine and others on the same comments and terms.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Measure other engines and our stages in one run, in turns.",
    discussion: """
      Other engines get the pack's terms as plain words: most of them know no disguise, no word borders, no rules and no policy. \
      `Benchmarks/run compare` installs what is missing first; what cannot be installed is named and left out. Passes are made in \
      turns; the speed is the median of the ratios of the turns. With --lines real comments take the place of generated ones. \
      Short: --comments 20000 --repetitions 3.
      """)

  @OptionGroup var pack: PackChoice
  @OptionGroup var corpus: CorpusChoice
  @OptionGroup var real: RealComments
  @Option(help: "Comments in memory.") var comments = 300_000
  @Option(help: "Passes of each engine, in turns.") var repetitions = 7
  @Option(help: "The folder for the record and the plots.") var output = Paths.results
  @Flag(inversion: .prefixedNo, help: "Draw the plots.") var plots = true

  func validate() throws {
    if comments < 10_000 { throw ValidationError("--comments is at least 10,000") }
    if repetitions < 1 { throw ValidationError("--repetitions is at least 1") }
  }

  struct Results: Codable, Sendable {
    /// What the comments are.
    var corpus: String
    var terms: Int
    var rules: Int
    var shortTerms: Int
    var engines: [Contest.Result]
    var stages: [Contest.Result]
    var absent: [String]
  }

  func run() throws {
    let machine = Machine.current()
    let path = output + "/compare.json"
    try Paths.prepare(path)
    Output.write(machine.text)
    let field = try Field(
      pack.load(), corpus, comments: comments, real: real.read(comments), folder: Paths.results + "/compare")
    defer { field.remove() }
    var engines = Contest()
    field.addEngines(to: &engines)
    let engineResults = try engines.run(repetitions: repetitions)
    let size = "\(grouped(field.terms.count)) terms"
    Output.write(
      engineResults.table(
        "Engines on \(grouped(field.corpus.count)) \(real.name) in memory; speed as times of \(Field.ours)'s",
        base: Field.ours
      ).text)
    for absent in engines.absent { Output.write("left out: \(absent)") }
    let stageResults = try field.stages().run(repetitions: repetitions)
    Output.write(
      stageResults.table("Our stages, each with the ones before; speed as times of the whole engine's", base: "+ rules")
        .text)
    let results = Results(
      corpus: real.name, terms: field.terms.count, rules: field.filter.size.rules, shortTerms: field.shortTerms.count,
      engines: engineResults,
      stages: stageResults, absent: engines.absent)
    try Record(machine, results).write(to: path)
    Output.note("measured with \(size)")
    if plots { try Plot.draw(path) }
  }
}

/// Draws what a record holds.
enum Plot {
  static func draw(_ record: String) throws {
    guard let python = Tool.find("python3") else { throw Failure("python3 is not installed: no plots") }
    let written = try Tool.output(
      "/usr/bin/env", ["PYTHONPATH=\(Paths.package)/.build/python", python, Paths.package + "/Peers/plot.py", record])
    Output.note(written, terminator: "")
  }
}
