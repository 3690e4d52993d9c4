internal import CommentStreams

/// A line on the terminal that says how far a stream is. Silent when standard error is no terminal.
struct Progress {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private let isShown: Bool
  private var isOnScreen = false

  init(isShown: Bool) {
    start = clock.now
    next = start + .milliseconds(500)
    self.isShown = isShown && Descriptor.standardError.isTerminal
  }

  var elapsed: Duration { clock.now - start }

  /// Shows the counts, at most four times a second.
  mutating func update(_ counts: borrowing Counts) {
    guard isShown, clock.now >= next else { return }
    next = clock.now + .milliseconds(250)
    isOnScreen = true
    let rate = Double(counts.lines) / elapsed.seconds
    // To the line's start, and clear to its end.
    Console.error(
      "\r\(grouped(counts.lines)) comments, \(fixed(rate, 0)) comments/s\u{1B}[K", terminator: "")
  }

  /// Takes the line off the screen.
  mutating func finish() {
    if isOnScreen { Console.error("\r\u{1B}[K", terminator: "") }
    isOnScreen = false
  }
}
