/// A bar on the terminal with the time that is left. Silent when standard error is no terminal.
struct ProgressBar {
  private let label: String
  private let total: Int
  private let start = nanoseconds()
  private var next: UInt64 = 0
  private let isShown = Output.isTerminal

  init(_ label: String, total: Int) {
    self.label = label
    self.total = max(total, 1)
  }

  /// Shows how far it is, at most four times a second.
  mutating func update(_ done: Int, _ unit: String = "comments") {
    let now = nanoseconds()
    guard isShown, now >= next else { return }
    next = now + 250_000_000
    let elapsed = Double(now - start) / 1e9
    let part = min(Double(done) / Double(total), 1)
    let filled = Int(part * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let left = part > 0.001 ? duration((elapsed / part - elapsed).rounded()) + " left" : "…"
    Output.note(
      "\r\(label) \(bar) \(percent(part)), \(grouped(Int(Double(done) / max(elapsed, 0.001)))) \(unit)/s, \(left)\u{1B}[K",
      terminator: "")
  }

  func finish() {
    if isShown { Output.note("\r\u{1B}[K", terminator: "") }
  }
}
