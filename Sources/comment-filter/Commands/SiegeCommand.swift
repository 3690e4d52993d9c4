internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import Dispatch
internal import Evasion
internal import Synchronization

/// `comment-filter siege`: random hostile comments, and what must hold of every verdict.
struct SiegeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "siege",
    abstract: "Judge millions of random hostile comments, and check what must hold of every verdict.",
    discussion: """
      A tool for developers. Spans lie inside the comment, on code-point borders and in order; the action is no lower than a \
      match's; masking changes what was matched and nothing else. With --oracle the pack is a small one with entries of all \
      kinds, and the reference evaluator, every kernel that the processor has and the whole fold must give the same verdicts. Exit \
      status: 0, or 1 if something did not hold.
      """)

  @OptionGroup var packs: PackOptions

  @Option(help: ArgumentHelp("How many comments.", valueName: "n"))
  var comments = 1_000_000

  @Option(help: ArgumentHelp("Where random choices start.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Threads.", valueName: "n"))
  var threads = 2

  @Flag(help: "Compare with the reference evaluator, on a small pack.")
  var oracle = false

  func validate() throws {
    if comments < 1 || threads < 1 { throw ValidationError("--comments and --threads count") }
  }

  func run() throws {
    let filter: CommentFilter
    if oracle {
      do throws(BuildErrors) {
        filter = try CommentFilter(OraclePack.pack)
      } catch {
        preconditionFailure("the oracle's pack does not build: \(error)")
      }
    } else {
      filter = try packs.makeFilter()
    }
    Descriptor.ignoreBrokenPipes()
    let texts = HostileText(words: OraclePack.words)
    let total = Mutex(Siege())
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      // Threads take every so many thousand comments, each with its own seed: the same comments whatever the number of threads.
      var siege = Siege()
      var block = thread
      while block * Self.block < comments {
        let count = min(Self.block, comments - block * Self.block)
        siege.run(filter, texts, count: count, seed: seed &* 1_000_003 &+ UInt64(block), comparesReference: oracle)
        block += threads
      }
      total.withLock { $0.add(siege) }
    }
    let result = total.withLock { $0 }
    for flaw in result.flaws { try Console.write("\(DisplayText(flaw).text)\n") }
    try Console.write(
      """
      \(grouped(result.comments)) comments of \(grouped(result.bytes)) bytes, \(grouped(result.matches)) matches, seed \(seed)\
      \(oracle ? ", compared with the reference evaluator" : ""): \(grouped(result.flawCount)) flaws

      """)
    if result.flawCount > 0 { throw ExitStatus.found }
  }

  private static let block = 10_000
}
