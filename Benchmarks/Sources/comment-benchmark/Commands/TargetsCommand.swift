internal import ArgumentParser
internal import CAllocations
internal import CommentCorpus
internal import CommentSafety
internal import Foundation
internal import RulePacks

/// `comment-benchmark targets`: what was aimed at, and what is reached.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", abstract: "Measure what the project aims at, in one run, and print what is reached.",
    discussion: """
      10,000 terms and 100 rules with full normalisation, unless a row says otherwise. Everything is measured in turns on the same \
      made-up comments, or with --lines on real ones. Ratios are medians over the turns; beside them stand their spread and the ratio \
      of the fastest passes, which a busy machine disturbs least. Short: --comments 20000 --quarter 200000 --repetitions 5.
      """)

  @OptionGroup var corpus: CorpusChoice
  @OptionGroup var real: RealComments
  @Option(help: "Comments in memory.") var comments = 200_000
  @Option(help: "Comments of the quarter that are passed through the pipeline.") var quarter = 2_000_000
  @Option(help: "Passes of each engine, in turns.") var repetitions = 7
  @Option(help: "Where the record is written.") var record = Paths.results + "/targets.json"

  func validate() throws {
    if comments < 10_000 { throw ValidationError("--comments is at least 10,000") }
    if repetitions < 1 { throw ValidationError("--repetitions is at least 1") }
    if quarter < 1_000 { throw ValidationError("--quarter is at least 1,000") }
  }

  struct Row: Codable, Sendable {
    var measure: String
    var target: String
    var reached: String
    /// Nil where there is nothing to reach, or it could not be measured.
    var isReached: Bool?
  }

  func run() throws {
    let machine = Machine.current()
    try Paths.prepare(record)
    Output.write(machine.text)
    let whole = try DefaultPack.load()
    let pack = PackMaker.make(terms: 10_000, rules: 100, from: whole)
    let field = try Field(
      pack, corpus, comments: comments, real: real.read(comments), folder: Paths.results + "/targets")
    defer { field.remove() }
    var rows: [Row] = []

    // Packs of other sizes.
    let hundredThousand = PackMaker.make(terms: 100_000, rules: 100, from: whole)
    var builds: [Double] = []
    for pack in [pack, hundredThousand] { builds.append(try Self.fastest(3) { _ = try CommentFilter(pack) }) }
    let large = try CommentFilter(hundredThousand)
    let small = try CommentFilter(PackMaker.make(terms: 400, rules: 100, from: whole))
    let ruleless = try CommentFilter(PackMaker.make(terms: 10_000, rules: 0, from: whole))
    let ruleful = try CommentFilter(PackMaker.make(terms: 10_000, rules: 500, from: whole))
    var choice = corpus
    choice.abusive = 1
    let abusive = try Corpus(
      choice.generator(pack, .text), comments: max(10_000, comments / 5),
      threads: ProcessInfo.processInfo.activeProcessorCount)

    var contest = Contest()
    contest.add(.ours(Field.ours, field.filter, field.corpus))
    contest.add(.lineSplitting("memchr", field.corpus))
    contest.add("Vectorscan") { try .vectorscan("Vectorscan", field.terms, field.corpus, inBlocks: false) }
    contest.add("ripgrep") {
      try .ripgrep(
        "ripgrep", terms: field.shortFile, file: field.textFile, field.corpus, comments: comments,
        repeated: Field.manyComments)
    }
    field.addProcesses(to: &contest)
    contest.add(.ours("400 terms", small, field.corpus))
    contest.add(.ours("100,000 terms", large, field.corpus))
    contest.add(.ours("0 rules", ruleless, field.corpus))
    contest.add(.ours("500 rules", ruleful, field.corpus))
    contest.add(.ours("all abusive", field.filter, abusive))
    let results = try contest.run(repetitions: repetitions)
    Output.write(results.table("Measured in turns", base: Field.ours).text)
    for absent in contest.absent { Output.write("left out: \(absent)") }

    func reached(_ one: String, to base: String) -> String {
      guard let ratio = results.ratio(one, to: base), let fastest = results.fastestRatio(one, to: base) else {
        return "not measured"
      }
      return "\(short(ratio.median)) × (± \(percent(ratio.spread, 0)); fastest passes \(short(fastest)) ×)"
    }
    /// A row for `other` taking at least `factor` times the time of `mine`.
    func faster(_ measure: String, _ mine: String, than other: String, by factor: Double) {
      rows.append(
        Row(
          measure: measure, target: "≥ \(short(factor)) ×", reached: reached(other, to: mine),
          isReached: results.ratio(other, to: mine).map { $0.median >= factor }))
    }
    func slower(_ measure: String, _ one: String, than base: String, atMost factor: Double) {
      rows.append(
        Row(
          measure: measure, target: "≤ \(short(factor)) ×", reached: reached(one, to: base),
          isReached: results.ratio(one, to: base).map { $0.median <= factor }))
    }
    faster(
      "in memory, one core, against Vectorscan per comment with literals only", Field.ours, than: "Vectorscan", by: 3)
    faster("the same against ripgrep, one thread, \(field.shortTerms.count) terms", Field.ours, than: "ripgrep", by: 4)
    let ours = try results.named(Field.ours)
    rows.append(
      Row(
        measure: "the same against rustrict's published 3 MB/s", target: "state it",
        reached: "\(short(ours.megabytesPerSecond)) MB/s: \(short(ours.megabytesPerSecond / 3)) ×"))
    faster(
      "NDJSON filter, whole process, against ripgrep -c on the same bytes", "NDJSON filter", than: "ripgrep, NDJSON",
      by: 2)
    faster("against line splitting alone (memchr)", Field.ours, than: "memchr", by: 0.2)
    rows.append(try quarterRow(pack, field.filter))
    slower("400 → 100,000 terms, time of a comment", "100,000 terms", than: "400 terms", atMost: 1.6)
    slower("0 → 500 rules", "500 rules", than: "0 rules", atMost: 1.3)
    let hostile = try Self.hostile(pack)
    // The fastest pass, as hostile comments are measured.
    let mean = (ours.passes.values.min() ?? .nan) / Double(ours.bytes) * 1e9
    let worst = hostile.max { $0.perByte < $1.perByte }
    if let worst {
      rows.append(Self.worstRow("worst hostile comment, per byte against the mean", worst, mean))
    }
    // The pack has a hundred of the rules; the others are written by people too.
    let everything = try CommentFilter(whole)
    var scratch = everything.makeScratch()
    let pass = Self.fastest(3) { _ = everything.judge(field.corpus, field.corpus.count, using: &scratch) }
    if let worst = try Self.hostile(whole).max(by: { $0.perByte < $1.perByte }) {
      rows.append(
        Self.worstRow("the same with the default pack, against its own mean", worst, pass / Double(ours.bytes) * 1e9))
    }
    slower("100 % abusive comments against the comments measured", "all abusive", than: Field.ours, atMost: 8)
    rows.append(Self.allocations(field))
    rows.append(
      Row(
        measure: "building a pack of 10,000 / 100,000 terms", target: "≤ 0.1 s / 1 s",
        reached: builds.map(duration).joined(separator: " / "), isReached: builds[0] <= 0.1 && builds[1] <= 1))
    rows.append(try Self.loading(whole))
    let perTerm = Double(large.size.bytes) / Double(large.size.terms)
    rows.append(
      Row(
        measure: "memory for each of 100,000 terms", target: "≤ 160 bytes", reached: "\(short(perTerm)) bytes",
        isReached: perTerm <= 160))

    var table = Table(
      "Hostile comments, of 300 bytes to a megabyte: time for each byte against the mean of the comments measured, at the length where it is longest; the 50 worst",
      ["comment", "bytes", "ns/byte", "ratio"])
    for comment in hostile.sorted(by: { $0.perByte > $1.perByte }).prefix(50) {
      table.add(
        comment.name, grouped(comment.bytes), short(comment.perByte),
        short(comment.perByte / mean) + " ×")
    }
    Output.write(table.text)
    var summary = Table("Targets", ["measure", "aim", "reached", ""])
    for row in rows {
      summary.add(row.measure, row.target, row.reached, row.isReached.map { $0 ? "reached" : "missed" } ?? "")
    }
    Output.write(summary.text)
    try Record(machine, rows).write(to: record)
  }

  private static func worstRow(_ measure: String, _ worst: Measured, _ mean: Double) -> Row {
    let ratio = worst.perByte / mean
    return Row(
      measure: measure, target: "≤ 20 ×", reached: "\(short(ratio)) × (\(worst.name), \(grouped(worst.bytes)) bytes)",
      isReached: ratio <= 20)
  }

  private static func fastest(_ times: Int, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<times { best = min(best, try seconds(body)) }
    return best
  }

  /// Mapping, checking and setting up the whole default pack, from a file that is in the cache of the system.
  private static func loading(_ pack: RulePack) throws -> Row {
    let file = Paths.results + "/targets.cspack"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try CompiledPackFile.write(CommentFilter(pack), to: file)
    let time = try fastest(7) { _ = try CompiledPackFile.load(path: file) }
    return Row(
      measure: "loading the compiled default pack", target: "≤ 10 ms", reached: duration(time), isReached: time <= 0.01)
  }

  /// A shorter run of the quarter, as NDJSON on all cores.
  private func quarterRow(_ pack: RulePack, _ filter: CommentFilter) throws -> Row {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let files = try CorpusFiles(
      corpus.generator(pack, .ndjson), comments: quarter, cut: 0, folder: Paths.results + "/targets-quarter",
      threads: threads)
    defer { files.remove() }
    let result = try QuarterRun(
      filter: filter, files: files, format: .ndjson, comments: quarter, threads: threads, output: "/dev/null"
    ).run()
    let expected = Double(QuarterCommand.quarter) / (Double(quarter) / result.seconds)
    return Row(
      measure: "the quarter on \(threads) cores, NDJSON", target: "state it; < 60 s",
      reached:
        "\(duration(expected)), reckoned from \(grouped(quarter)) comments, \(fixed(result.coresUsed, 2)) cores used; \(duration(expected * result.coresUsed / Double(threads))) with all of \(threads) cores",
      isReached: expected < 60)
  }

  private struct Measured {
    var name: String
    var bytes: Int
    var perByte: Double
  }

  /// Lengths up to which hostile comments are cut besides; the whole of budgets is spent on comments of some length.
  private static let hostileLengths = [300, 380, 1_000, 3_000, 10_000]

  /// Each hostile comment with the length at which a byte of it takes longest.
  private static func hostile(_ pack: RulePack) throws -> [Measured] {
    var configuration = Configuration()
    // A rule in quarantine would cost nothing.
    configuration.quarantineLimitHits = 0
    let filter = try CommentFilter(pack, configuration: configuration)
    var scratch = filter.makeScratch()
    return (Hostile.all(pack) + Hostile.examples(pack)).map { comment in
      let lengths = hostileLengths.filter { $0 < comment.bytes.count } + [comment.bytes.count]
      return lengths.map { length in
        let bytes = comment.beginning(length)
        let time = fastest(5) { bytes.withUnsafeBytes { _ = filter.evaluate($0, using: &scratch) } }
        return Measured(name: comment.name, bytes: bytes.count, perByte: time * 1e9 / Double(bytes.count))
      }.max { $0.perByte < $1.perByte }!
    }
  }

  private static func allocations(_ field: Field) -> Row {
    let found = Allocations.perCleanComment(field.filter, field.corpus)
    return Row(
      measure: "allocations for each clean comment", target: "0",
      reached: found.map { "\($0.allocations) for \(grouped($0.comments)) clean comments" }
        ?? "cannot be counted on this system",
      isReached: found.map { $0.allocations == 0 && $0.comments > 0 })
  }
}

/// Allocations counted for real: malloc itself counts.
enum Allocations {
  /// - Returns: what the clean comments of a second pass allocated, or nil where it cannot be counted.
  static func perCleanComment(_ filter: CommentFilter, _ corpus: Corpus) -> (allocations: Int, comments: Int)? {
    guard cs_allocations() >= 0 else { return nil }
    var scratch = filter.makeScratch()
    // The buffers grow to their size.
    _ = filter.judge(corpus, corpus.count, using: &scratch)
    var allocations = 0
    var comments = 0
    for index in 0..<corpus.count {
      let before = cs_allocations()
      let outcome = filter.evaluate(corpus[index], using: &scratch)
      let after = cs_allocations()
      guard outcome.hitCount == 0, !outcome.isUndecided else { continue }
      comments += 1
      allocations += Int(after - before)
    }
    return (allocations, comments)
  }
}
