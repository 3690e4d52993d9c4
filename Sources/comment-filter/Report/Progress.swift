internal import CommentSafety
internal import CommentStreams

/// A line on the terminal that says how far a stream is. Silent when standard error is no terminal.
struct Progress: Sendable {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private let isShown: Bool
  private var isOnScreen = false
  /// Bytes of all inputs, if that is known.
  private let totalBytes: Int?
  /// What an earlier run had done.
  private var before = Counts()

  init(isShown: Bool, totalBytes: Int?) {
    start = clock.now
    next = start + .milliseconds(500)
    self.isShown = isShown && Descriptor.standardError.isTerminal
    self.totalBytes = totalBytes
  }

  var elapsed: Duration { clock.now - start }

  mutating func begin(_ counts: Counts) {
    before = counts
  }

  /// Shows the counts, at most four times a second.
  mutating func update(_ counts: borrowing Counts) {
    guard isShown, clock.now >= next else { return }
    next = clock.now + .milliseconds(250)
    isOnScreen = true
    let line = Self.line(copy counts, since: before, after: elapsed, of: totalBytes)
    // To the line's start, and clear to its end.
    Console.error("\r\(line)\u{1B}[K", terminator: "")
  }

  /// Count, rate, share of each action, and the time left where the inputs' sizes are known.
  static func line(_ counts: Counts, since before: Counts, after elapsed: Duration, of totalBytes: Int?) -> String {
    let seconds = max(elapsed.seconds, 0.001)
    var parts = [
      "\(grouped(counts.lines)) comments, \(fixed(Double(counts.lines - before.lines) / seconds, 0))/s"
    ]
    let shares = Action.allCases.map { ($0.name, counts[$0]) } + [("malformed", counts.malformedLines)]
    parts += shares.filter { $0.1 > 0 }.map { "\($0.0) \(fixed(100 * Double($0.1) / Double(counts.lines), 1)) %" }
    let read = counts.bytes - before.bytes
    if let totalBytes, totalBytes >= counts.bytes, read > 0 {
      let left = Int(Double(totalBytes - counts.bytes) * seconds / Double(read))
      parts.append("\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left")
    }
    return parts.joined(separator: ", ")
  }

  /// Takes the line off the screen.
  mutating func finish() {
    if isOnScreen { Console.error("\r\u{1B}[K", terminator: "") }
    isOnScreen = false
  }
}
