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
      Benchmarks/gate.txt; --update writes them anew, with some to spare. A limit for what was not measured fails, unless \
      --quick left it out.
      """)

  @Option(help: "The file with the limits.") var limits = Paths.package + "/gate.txt"
  @Flag(help: "Write the limits instead of checking them.") var update = false
  @Flag(help: "Count allocations only: some seconds.") var quick = false
  @Flag(help: "Count what another process measures; for use by the command itself.") var work = false

  /// What takes more than some seconds to measure.
  private enum Name {
    static let allocations = "allocations-per-clean-comment"
    static let instructions = "instructions-per-comment"
    static let splitting = "times-of-line-splitting"
    static let oracle = "times-faster-than-the-oracle"
  }

  /// Enough for each of the usual kinds of comment, few enough for callgrind.
  private static let comments = 4000

  func validate() throws {
    if quick, update { throw ValidationError("--update measures everything; leave out --quick") }
  }

  func run() throws {
    // A mistake in the file shows before minutes are spent.
    let written = work || update ? nil : try GateLimits(path: limits)
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
    var measures: [GateLimits.Measure] = []
    if let found = Allocations.perCleanComment(filter, text) {
      // Of no comment no allocation would be counted.
      guard found.comments > Self.comments / 2 else {
        throw Failure("of \(Self.comments) comments \(found.comments) are clean")
      }
      let value = Double(found.allocations) / Double(found.comments)
      measures.append(.init(name: Name.allocations, value: value, limit: 0))
      let lines = Self.allocations(filter, ndjson)
      measures.append(
        .init(name: "allocations-per-1000-NDJSON-lines", value: lines, limit: (lines * 1.25).rounded(.up)))
    } else {
      Output.note("gate: allocations cannot be counted on this system")
    }
    if !quick {
      if let instructions = try Self.instructions() {
        let value = instructions / Double(Self.comments)
        measures.append(.init(name: Name.instructions, value: value, limit: (value * 1.25).rounded(.up)))
      } else {
        Output.note("gate: valgrind or its header was not found; instructions are not counted")
      }
      measures += try Self.ratios(filter, text)
    }
    // What depends on the machine: the rest is always measured.
    let isComplete = [Name.allocations, Name.instructions].allSatisfy { name in measures.contains { $0.name == name } }
    if update, !isComplete { throw Failure("not everything could be measured, so \(limits) is left as it is") }
    if let written {
      try written.check(measures, leftOut: quick ? [Name.instructions, Name.splitting, Name.oracle] : [])
    } else {
      try GateLimits(measures).write(to: limits)
    }
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
  ///
  /// From the fastest pass of each, taken in turns: what else the machine does makes passes slower, never faster.
  private static func ratios(_ filter: CommentFilter, _ text: Corpus) throws -> [GateLimits.Measure] {
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
    let results = try contest.run(repetitions: 15)
    var scratch = filter.makeScratch()
    guard try results.named("oracle").flagged == filter.judge(text, few, using: &scratch) else {
      throw Failure("the engine and the reference evaluator flag different comments")
    }
    func fastest(_ name: String) throws -> Double {
      let result = try results.named(name)
      return (result.passes.values.min() ?? .nan) / Double(result.comments)
    }
    let splitting = try fastest("ours") / fastest("memchr")
    let oracle = try fastest("oracle") / fastest("ours")
    return [
      .init(name: Name.splitting, value: splitting, limit: (splitting * 3).rounded()),
      .init(name: Name.oracle, value: oracle, limit: (oracle / 2).rounded(), isLeast: true),
    ]
  }
}
