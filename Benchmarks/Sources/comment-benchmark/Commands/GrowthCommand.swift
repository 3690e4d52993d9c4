internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import Dispatch
internal import Foundation
internal import RulePacks

/// `comment-benchmark growth`: how time and memory grow with what there is of everything.
struct GrowthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth", abstract: "Measure how time and memory grow: terms, rules, length, abuse, cores.",
    discussion: """
      One thing grows at a time; the rest stays at 10,000 terms, 100 rules and the default mix. Points of a curve are measured in turns. \
      Terms and rules beyond those of the default pack are made up: words of random syllables, patterns of common words. With --lines real \
      comments take the place of generated ones. Beside the medians stand the fastest passes, which a busy machine disturbs least. \
      Short: --comments 20000 --repetitions 5 --maximum-terms 100000.
      """)

  @OptionGroup var corpus: CorpusChoice
  @Option(help: "Comments in memory.") var comments = 50_000
  @OptionGroup var real: RealComments
  @Option(help: "Only this: terms, rules, lengths, abuse or cores. The record is then growth-terms.json and so on.")
  var only: Subject?
  @Option(help: "Passes for each point, in turns.") var repetitions = 5
  @Option(help: "The most terms.") var maximumTerms = 1_000_000
  @Option(help: "The folder for the record and the plots.") var output = Paths.results
  @Flag(inversion: .prefixedNo, help: "Draw the plots.") var plots = true

  func validate() throws {
    if comments < 1000 { throw ValidationError("--comments is at least 1000") }
    if repetitions < 1 { throw ValidationError("--repetitions is at least 1") }
    if maximumTerms < 1000 { throw ValidationError("--maximum-terms is at least 1000") }
    if only == .abuse, real.lines != nil {
      throw ValidationError("the share of abusive comments is set by the generator; leave out --lines")
    }
  }

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case terms, rules, lengths, abuse, cores
  }

  struct Point: Codable, Sendable {
    var x: Double
    var sample: Sample
    var note = ""
  }

  struct Panel: Codable, Sendable {
    var title: String
    var xLabel: String
    var yLabel: String
    var isLogarithmic: Bool
    /// Whether more is better.
    var isRate = false
    var points: [Point]

    var table: Table {
      var table = Table(title, [xLabel, yLabel, "spread", "to the first", "fastest", "to the first", "note"])
      guard let first = points.first?.sample else { return table }
      for point in points {
        let sample = point.sample
        table.add(
          grouped(Int(point.x)), short(sample.median), "± " + percent(sample.spread, 0),
          short(sample.median / first.median) + " ×", short(fastest(sample)),
          short(fastest(sample) / fastest(first)) + " ×", point.note)
      }
      return table
    }

    private func fastest(_ sample: Sample) -> Double {
      (isRate ? sample.values.max() : sample.values.min()) ?? .nan
    }
  }

  struct Results: Codable, Sendable {
    /// What the comments are; those of the share of abusive ones are always made up.
    var corpus: String
    var panels: [Panel]
  }

  func run() throws {
    let machine = Machine.current()
    let path = output + "/growth\(only.map { "-" + $0.rawValue } ?? "").json"
    try Paths.prepare(path)
    Output.write(machine.text)
    let whole = try DefaultPack.load()
    let usual = PackMaker.make(terms: 10_000, rules: 100, from: whole)
    let text = try makeText(usual)
    func wants(_ subject: Subject) -> Bool { only == nil || only == subject }
    var panels: [Panel] = []
    func add(_ panel: Panel) {
      panels.append(panel)
      Output.write(panel.table.text)
    }
    if wants(.terms) { for panel in try terms(whole, text) { add(panel) } }
    if wants(.rules) { add(try rules(whole, text)) }
    let filter = try CommentFilter(usual)
    if wants(.lengths) {
      add(try lengths("Length of comments", usual, text))
      add(
        try lengths("Length of comments, no rules", PackMaker.make(terms: 10_000, rules: 0, from: whole), text))
    }
    if wants(.abuse) { add(try abuse(filter, usual)) }
    if wants(.cores) { add(try cores(filter, text)) }
    try Record(machine, Results(corpus: real.name, panels: panels)).write(to: path)
    if plots { try Plot.draw(path) }
  }

  private func makeText(_ pack: RulePack) throws -> Corpus {
    try real.read(comments) ?? Corpus(corpus.generator(pack, .text), comments: comments, threads: 2)
  }

  private func terms(_ whole: RulePack, _ text: Corpus) throws -> [Panel] {
    var contest = Contest()
    var sizes: [(Int, CommentFilter.Size)] = []
    var builds: [Point] = []
    for count in [400, 1000, 10_000, 100_000, 1_000_000] where count <= maximumTerms {
      let pack = PackMaker.make(terms: count, rules: 100, from: whole)
      var made: CommentFilter?
      var build = Sample()
      for _ in 0..<(count > 100_000 ? 1 : 3) { build.add(try seconds { made = try CommentFilter(pack) } * 1000) }
      guard let filter = made else { continue }
      sizes.append((count, filter.size))
      builds.append(Point(x: Double(count), sample: build))
      contest.add(.ours("\(count)", filter, text))
    }
    let results = try contest.run(repetitions: repetitions)
    let times = zip(sizes, results).map { size, result in
      Point(
        x: Double(size.0), sample: result.perComment,
        note: "\(grouped(size.1.states)) states, \(grouped(size.1.bytes / 1024)) KiB")
    }
    let memory = sizes.map { count, size in
      Point(
        x: Double(count), sample: Sample(values: [Double(size.bytes) / Double(count)]),
        note: "\(short(Double(size.states) / Double(count))) states per term; allow phrases and rules included")
    }
    return [
      Panel(title: "Terms", xLabel: "terms", yLabel: "ns per comment", isLogarithmic: true, points: times),
      Panel(title: "Memory", xLabel: "terms", yLabel: "bytes per term", isLogarithmic: true, points: memory),
      Panel(title: "Building a pack", xLabel: "terms", yLabel: "ms", isLogarithmic: true, points: builds),
    ]
  }

  private func rules(_ whole: RulePack, _ text: Corpus) throws -> Panel {
    let counts = [0, 20, 50, 100, 200, 350, 500]
    var contest = Contest()
    for count in counts {
      contest.add(.ours("\(count)", try CommentFilter(PackMaker.make(terms: 10_000, rules: count, from: whole)), text))
    }
    let results = try contest.run(repetitions: repetitions)
    return Panel(
      title: "Rules", xLabel: "rules", yLabel: "ns per comment", isLogarithmic: false,
      points: zip(counts, results).map {
        Point(
          x: Double($0), sample: $1.perComment,
          note: $0 > whole.rules.count ? "beyond \(whole.rules.count) made up" : "")
      })
  }

  private func lengths(_ title: String, _ pack: RulePack, _ text: Corpus) throws -> Panel {
    // A rule that is set aside for its costs would make passes differ.
    var configuration = Configuration()
    configuration.quarantineLimitHits = 0
    let filter = try CommentFilter(pack, configuration: configuration)
    var scratch = filter.makeScratch()
    let lengths = [10, 30, 100, 300, 1000, 10_000, 100_000, 1_000_000]
    var contest = Contest()
    var notes: [String] = []
    for length in lengths {
      let corpus = text.recut(bytes: length, atMost: max(2_000_000, length))
      contest.add(.ours("\(length)", filter, corpus))
      var undecided = 0
      for index in 0..<corpus.count where filter.evaluate(corpus[index], using: &scratch).isUndecided { undecided += 1 }
      notes.append("\(percent(Double(undecided) / Double(corpus.count), 2)) undecided")
    }
    let results = try contest.run(repetitions: repetitions)
    return Panel(
      title: title, xLabel: "bytes in a comment", yLabel: "ns per byte", isLogarithmic: true,
      points: lengths.indices.map { index in
        let result = results[index]
        return Point(
          x: Double(lengths[index]),
          sample: Sample(values: result.passes.values.map { $0 / Double(result.bytes) * 1e9 }),
          note: "\(percent(Double(result.flagged) / Double(result.comments))) with a match, " + notes[index])
      })
  }

  private func abuse(_ filter: CommentFilter, _ pack: RulePack) throws -> Panel {
    let shares = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 1]
    var contest = Contest()
    for share in shares {
      var choice = corpus
      choice.abusive = share
      contest.add(.ours("\(share)", filter, try Corpus(choice.generator(pack, .text), comments: comments, threads: 2)))
    }
    let results = try contest.run(repetitions: repetitions)
    return Panel(
      title: "Share of abusive comments (made-up)", xLabel: "percent", yLabel: "ns per comment", isLogarithmic: false,
      points: zip(shares, results).map { share, result in
        Point(
          x: 100 * share, sample: result.perComment,
          note: "\(percent(Double(result.flagged) / Double(result.comments))) with a match")
      })
  }

  private func cores(_ filter: CommentFilter, _ text: Corpus) throws -> Panel {
    let all = ProcessInfo.processInfo.activeProcessorCount
    let counts = (0...10).map { 1 << $0 }.filter { $0 < all } + [all]
    var samples = [Sample](repeating: Sample(), count: counts.count)
    var used = [Sample](repeating: Sample(), count: counts.count)
    for repetition in 0...repetitions {
      for (index, count) in counts.enumerated() {
        let before = Usage.now
        let time = seconds {
          DispatchQueue.concurrentPerform(iterations: count) { _ in
            var scratch = filter.makeScratch()
            _ = filter.judge(text, text.count, using: &scratch)
          }
        }
        let after = Usage.now
        guard repetition > 0 else { continue }
        samples[index].add(Double(count * text.count) / time / 1e6)
        used[index].add(
          (after.userSeconds + after.systemSeconds - before.userSeconds - before.systemSeconds) / time)
      }
    }
    return Panel(
      title: "Cores", xLabel: "threads", yLabel: "million comments per second", isLogarithmic: false, isRate: true,
      points: counts.indices.map { index in
        Point(
          x: Double(counts[index]), sample: samples[index],
          note: "\(fixed(used[index].median, 2)) of \(all) cores were to be had; "
            + "\(short(samples[index].median / used[index].median)) for each")
      })
  }
}

extension Contest.Result {
  /// Nanoseconds for a comment in each pass.
  var perComment: Sample { Sample(values: passes.values.map { $0 / Double(comments) * 1e9 }) }
}
