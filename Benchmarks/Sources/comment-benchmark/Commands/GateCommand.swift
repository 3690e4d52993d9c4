internal import ArgumentParser
internal import CAllocations
internal import CPeers
internal import CommentCorpus
@_spi(Benchmarks) internal import CommentSafety
internal import CommentStreams
internal import Foundation
internal import RulePacks

/// `comment-benchmark gate`: fails when the engine has become slower, by counts that do not depend on how busy the machine is.
struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Check counts and ratios against committed limits; for continuous integration.",
    discussion: """
      Counts allocations by a malloc of its own and instructions with valgrind's callgrind, on comments that are always the same. Speed \
      is judged as a ratio only: to splitting the same lines, and to the plain reference evaluator, in the same run. Limits stand in \
      Benchmarks/gate.txt; --update writes them anew, with 5 % to spare for instructions.
      """)

  @Option(help: "The file with the limits.") var limits = Paths.package + "/gate.txt"
  @Flag(help: "Write the limits instead of checking them.") var update = false
  @Flag(help: "Count what another process measures; for use by the command itself.") var work = false

  /// Enough for each of the usual kinds of comment, few enough for callgrind.
  private static let comments = 4000

  private struct Measure {
    var name: String
    var value: Double
    /// The limit that `--update` writes.
    var limit: Double
    /// Whether less is worse.
    var isLeast = false

    func fits(_ limit: Double) -> Bool { isLeast ? value >= limit : value <= limit }
  }

  func run() throws {
    let pack = PackMaker.make(terms: 10_000, rules: 100, from: try DefaultPack.load())
    let filter = try CommentFilter(pack)
    let vocabulary = try Vocabulary(abuse: Abuse(pack), seed: 20_261_122)
    let text = try Corpus(Generator(vocabulary, seed: 20_261_122, format: .text), comments: Self.comments, threads: 1)
    if work {
      countInstructions(filter, text)
      return
    }
    let machine = Machine.current()
    Output.write(machine.text)
    let ndjson = try Corpus(
      Generator(vocabulary, seed: 20_261_122, format: .ndjson), comments: Self.comments, threads: 1)
    var measures: [Measure] = []
    if let found = Allocations.perCleanComment(filter, text) {
      let value = Double(found.allocations) / Double(max(found.comments, 1))
      measures.append(Measure(name: "allocations-per-clean-comment", value: value, limit: 0))
      let lines = Self.allocations(filter, ndjson)
      measures.append(
        Measure(name: "allocations-per-1000-NDJSON-lines", value: lines, limit: (lines * 1.05).rounded(.up)))
    } else {
      Output.note("gate: allocations cannot be counted on this system")
    }
    if let instructions = try Self.instructions() {
      let value = instructions / Double(Self.comments)
      measures.append(Measure(name: "instructions-per-comment", value: value, limit: (value * 1.05).rounded(.up)))
    } else {
      Output.note("gate: valgrind or its header was not found; instructions are not counted")
    }
    measures += try Self.ratios(filter, text)
    if update { try write(measures) } else { try check(measures) }
  }

  // MARK: - Measures

  /// What callgrind is to count: one pass, after one to warm up.
  private func countInstructions(_ filter: CommentFilter, _ text: Corpus) {
    var scratch = filter.makeScratch()
    let expected = filter.judge(text, text.count, using: &scratch)
    cs_callgrind_start()
    let found = filter.judge(text, text.count, using: &scratch)
    cs_callgrind_stop()
    precondition(found == expected)
  }

  /// Runs this command under callgrind.
  ///
  /// - Returns: instructions of one pass over all comments, or nil without valgrind.
  private static func instructions() throws -> Double? {
    guard let valgrind = Tool.find("valgrind"), cs_can_count_instructions() != 0 else { return nil }
    let file = NSTemporaryDirectory() + "/comment-benchmark-callgrind-\(ProcessInfo.processInfo.processIdentifier)"
    let program = file + "-program"
    defer {
      try? FileManager.default.removeItem(atPath: file)
      try? FileManager.default.removeItem(atPath: program)
    }
    // Valgrind gives up on debug information that is newer than itself.
    guard let strip = Tool.find("strip") ?? Tool.find("llvm-strip") else { return nil }
    _ = try Tool.output(strip, ["-g", "-o", program, CommandLine.arguments[0]])
    // Without this, sets and dictionaries are laid out differently in each process.
    _ = try Tool.output(
      "/usr/bin/env",
      [
        "SWIFT_DETERMINISTIC_HASHING=1", valgrind, "--tool=callgrind", "--instr-atstart=no",
        "--callgrind-out-file=\(file)",
        program, "gate", "--work",
      ])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("totals:") }
    guard let words = line?.split(separator: " "), words.count > 1, let count = Double(words[1]), count > 0 else {
      throw Failure("callgrind counted nothing")
    }
    return count
  }

  /// Allocations of the line processor for a thousand lines, abusive ones included, which make verdicts.
  private static func allocations(_ filter: CommentFilter, _ ndjson: Corpus) -> Double {
    var configuration = StreamConfiguration()
    configuration.format = .ndjson
    let processor = LineProcessor(filter, configuration)
    let chunk = Chunk(Array(ndjson.bytes))
    var scratch = processor.makeScratch()
    var output = ChunkOutput()
    var allocations = 0
    for _ in 0..<2 {
      output.clear()
      let before = cs_allocations()
      processor.process(chunk, using: &scratch, into: &output)
      allocations = Int(cs_allocations() - before)
    }
    return 1000 * Double(allocations) / Double(ndjson.count)
  }

  /// Our time as times of line splitting's, and the reference evaluator's as times of ours.
  private static func ratios(_ filter: CommentFilter, _ text: Corpus) throws -> [Measure] {
    let few = 40
    var contest = Contest()
    contest.add(.ours("ours", filter, text))
    contest.add(.lineSplitting("memchr", text))
    contest.add(
      Contest.Entry(name: "oracle", comments: few, bytes: text.ends[few - 1] + 1) {
        var flagged = 0
        let time = seconds {
          for index in 0..<few {
            let verdict = filter.judgeByReference(utf8: Array(text[index]))
            if !verdict.matches.isEmpty || verdict.isUndecided { flagged += 1 }
          }
        }
        return Contest.Pass(seconds: time, flagged: flagged)
      })
    let results = try contest.run(repetitions: 7)
    var scratch = filter.makeScratch()
    guard try results.named("oracle").flagged == filter.judge(text, few, using: &scratch) else {
      throw Failure("the engine and the reference evaluator flag different comments")
    }
    let splitting = results.ratio("ours", to: "memchr")?.median ?? .nan
    let oracle = results.ratio("oracle", to: "ours")?.median ?? .nan
    return [
      Measure(name: "times-of-line-splitting", value: splitting, limit: (splitting * 2).rounded()),
      Measure(name: "times-faster-than-the-oracle", value: oracle, limit: (oracle / 2).rounded(), isLeast: true),
    ]
  }

  // MARK: - Limits

  private func write(_ measures: [Measure]) throws {
    var text = """
      # Limits of `Benchmarks/run gate`, written by `Benchmarks/run gate --update`. The first two and the instructions are counts, the others
      # ratios with a factor of 2 to spare, since they are times.

      """
    for measure in measures { text += "\(measure.name) \(measure.isLeast ? ">=" : "<=") \(plain(measure.limit))\n" }
    try text.write(toFile: limits, atomically: true, encoding: .utf8)
    Output.write("wrote \(limits)")
  }

  private func plain(_ number: Double) -> String { number == number.rounded() ? String(Int(number)) : String(number) }

  private func check(_ measures: [Measure]) throws {
    guard let text = try? String(contentsOfFile: limits, encoding: .utf8) else {
      throw Failure("\(limits): cannot be read")
    }
    var table = Table("The gate", ["measure", "limit", "measured", ""])
    var failed: [String] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard words.count == 3, let limit = Double(words[2]) else { throw Failure("\(limits): '\(line)' is no limit") }
      guard let measure = measures.first(where: { $0.name == words[0] }) else {
        table.add(String(words[0]), "\(words[1]) \(words[2])", "not measured", "")
        continue
      }
      let fits = measure.fits(limit)
      if !fits { failed.append(measure.name) }
      table.add(measure.name, "\(words[1]) \(grouped(Int(limit)))", short(measure.value), fits ? "ok" : "FAILED")
    }
    Output.write(table.text)
    guard failed.isEmpty else {
      throw Failure(
        "beyond the limit: \(failed.joined(separator: ", ")). If that is meant, run 'Benchmarks/run gate --update' and say why"
      )
    }
  }
}
