internal import CommentSafety

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Times of passes over a corpus: the evaluator, and line splitting as the floor.
struct Measurement {
  private(set) var comments: Int
  private(set) var bytes: Int
  private(set) var passes = 0
  /// The fastest pass of each.
  private(set) var evaluation = Duration.seconds(1 << 30)
  private(set) var splitting = Duration.seconds(1 << 30)
  /// Comments by action.
  private(set) var actions: [Action: Int] = [:]
  private(set) var undecided = 0
  private let size: CommentFilter.Size
  private let restless: [String]
  private let kernel: String
  /// Pattern runs for each comment, and the rules that were run most, with their share of comments.
  private var ruleRuns = 0.0
  private var busiest: [(rule: String, share: Double)] = []
  /// The rules whose patterns took longest in a pass of their own, with nanoseconds for each comment, and those of all rules.
  private var slowest: [(rule: String, nanoseconds: Double)] = []
  private var ruleNanoseconds = 0.0
  /// Every pass gave the same counts: a fast wrong answer is none.
  private(set) var isStable = true

  init(_ corpus: Corpus, _ filter: CommentFilter, seconds: Double, kernel kind: Scratch.ScreenKind) {
    size = filter.size
    restless = filter.restlessRules
    comments = corpus.count
    bytes = corpus.commentBytes
    let clock = ContinuousClock()
    let start = clock.now
    var scratch = filter.makeScratch()
    scratch.use(kind)
    kernel = scratch.screenKind.rawValue
    repeat {
      var tally = Tally()
      evaluation = min(evaluation, clock.measure { tally.evaluate(corpus, filter, &scratch) })
      if passes == 0 {
        for action in Action.allCases { actions[action] = tally.actions[Int(action.rawValue)] }
        undecided = tally.undecided
      } else if actions != tally.byAction || undecided != tally.undecided {
        isStable = false
      }
      var lines = 0
      splitting = min(splitting, clock.measure { lines = countLines(corpus.bytes) })
      if lines < comments { isStable = false }
      passes += 1
    } while clock.now - start < .seconds(seconds)
    let total = Double(passes * comments)
    ruleRuns = Double(scratch.ruleActivity.reduce(0) { $0 + $1.runs }) / total
    busiest = scratch.ruleActivity.enumerated().sorted { $0.element.runs > $1.element.runs }
      .prefix(8).map { index, activity in
        (filter.ruleID(for: UInt32(size.terms + index)), Double(activity.runs) / total)
      }
    timeRules(corpus, filter, &scratch)
  }

  /// Clocks every run of a rule, which makes the pass slower, so in one that is not measured.
  private mutating func timeRules(_ corpus: Corpus, _ filter: CommentFilter, _ scratch: inout Scratch) {
    scratch.measuresRuleTime = true
    var tally = Tally()
    tally.evaluate(corpus, filter, &scratch)
    scratch.measuresRuleTime = false
    let times = scratch.ruleActivity.map { Double($0.nanoseconds) / Double(comments) }
    ruleNanoseconds = times.reduce(0, +)
    slowest = times.enumerated().filter { $0.element > 0 }.sorted { $0.element > $1.element }.prefix(8).map {
      (filter.ruleID(for: UInt32(size.terms + $0.offset)), $0.element)
    }
  }

  var text: String {
    let ratio = evaluation / splitting
    let shares = Action.allCases.map { action in
      "\(action.name) \(fixed(100 * Double(actions[action] ?? 0) / Double(comments), 2)) %"
    }
    let rules = busiest.map { "\($0.rule) \(fixed($0.share, 3))" }
    let times = slowest.map { "\($0.rule) \(fixed($0.nanoseconds, 1))" }
    return """
      pack       \(grouped(size.terms)) terms, \(grouped(size.rules)) rules, \(grouped(size.patterns)) patterns, \(grouped(size.states)) states, \(grouped(size.bytes / 1024)) KiB
      comments   \(grouped(comments)) of \(fixed(Double(bytes) / Double(comments), 1)) bytes; best of \(passes) passes on one core, kernel \(kernel)
      evaluate   \(speed(evaluation))
      memchr     \(speed(splitting))
      ratio      \(fixed(ratio, 1)) times the time of splitting lines
      actions    \(shares.joined(separator: ", ")); \(grouped(undecided)) undecided
      restless   \(restless.count) rules asked on every comment: \(restless.joined(separator: ", "))
      rules      \(fixed(ruleRuns, 2)) patterns run for each comment; most often \(rules.joined(separator: ", "))
      clocked    \(fixed(ruleNanoseconds, 1)) ns/comment in rules, with the clock's own time; most in \(times.joined(separator: ", "))

      """
  }

  private func speed(_ duration: Duration) -> String {
    let seconds = duration.seconds
    let perComment = 1e9 * seconds / Double(comments)
    return
      "\(fixed(Double(comments) / seconds, 0)) comments/s, \(fixed(Double(bytes) / 1e6 / seconds, 0)) MB/s, \(fixed(perComment, 1)) ns/comment"
  }
}

/// Counts of one pass.
private struct Tally {
  /// By raw value of the action.
  var actions = InlineArray<5, Int>(repeating: 0)
  var undecided = 0

  var byAction: [Action: Int] {
    Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0, actions[Int($0.rawValue)]) })
  }

  mutating func evaluate(
    _ corpus: borrowing Corpus, _ filter: CommentFilter, _ scratch: inout Scratch
  ) {
    corpus.bytes.withUnsafeBytes { bytes in
      var start = 0
      for end in corpus.ends {
        // SAFETY: the ends rise and lie inside the bytes; slicing checks it.
        let outcome = filter.evaluate(
          UnsafeRawBufferPointer(rebasing: bytes[start..<end]), using: &scratch)
        actions[Int(outcome.action.rawValue)] += 1
        if outcome.isUndecided { undecided += 1 }
        start = end + 1
      }
    }
  }
}

/// Line feeds, found one after the other as a line filter finds them.
private func countLines(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBytes { buffer in
    guard var position = buffer.baseAddress else { return 0 }
    // SAFETY: the position moves only behind bytes that memchr found inside the buffer.
    let end = position + buffer.count
    var lines = 0
    while position < end, let feed = memchr(position, 0x0A, end - position) {
      lines += 1
      position = UnsafeRawPointer(feed) + 1
    }
    return lines
  }
}
