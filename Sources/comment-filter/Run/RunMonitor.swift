internal import CommentSafety
internal import CommentStreams
internal import Logging
internal import Synchronization

/// Watches a run: progress on the terminal, checkpoint, metrics, and what is to be logged.
final class RunMonitor: Sendable {
  private struct Watchers {
    var progress: Progress
    var checkpoint: CheckpointKeeper?
    var metrics: StreamMetrics?
    /// What was logged: rules in quarantine, and undecided lines.
    var quarantined: [String] = []
    var undecided = 0
    var nextLook = ContinuousClock.now
  }

  private let watchers: Mutex<Watchers>
  private let outputs: [StreamOutput]
  private let cell: FilterCell
  private let log: Logger

  init(
    progress: Progress, checkpoint: CheckpointKeeper?, metrics: sending StreamMetrics?, outputs: [StreamOutput],
    _ cell: FilterCell, _ log: Logger
  ) {
    watchers = Mutex(Watchers(progress: progress, checkpoint: checkpoint, metrics: metrics))
    self.outputs = outputs
    self.cell = cell
    self.log = log
  }

  /// Before anything is read. A checkpoint of the start makes sure that whatever is written from now on can be taken back.
  func begin(_ progress: StreamProgress) throws(StreamError) {
    try watchers.withLock { (watchers) throws(StreamError) in
      watchers.progress.begin(progress.counts)
      watchers.undecided = progress.counts.undecided
      try watchers.checkpoint?.update(progress, outputs, isLast: false)
    }
  }

  func update(_ progress: borrowing StreamProgress, _ moment: StreamMoment) throws(StreamError) {
    let now = copy progress
    try watchers.withLock { (watchers) throws(StreamError) in
      watchers.progress.update(now.counts)
      watchers.metrics?.update(now.counts, outputs, cell.rules, moment)
      look(now.counts, moment, &watchers)
      try watchers.checkpoint?.update(now, outputs, isLast: moment == .end)
    }
  }

  /// Logs spent budgets, once a second at most.
  private func look(_ counts: Counts, _ moment: StreamMoment, _ watchers: inout Watchers) {
    guard counts.undecided > watchers.undecided else { return }
    guard moment == .end || ContinuousClock.now >= watchers.nextLook else { return }
    watchers.nextLook = .now + .seconds(1)
    let more = counts.undecided - watchers.undecided
    watchers.undecided = counts.undecided
    let filter = cell.current
    let rules = filter.ruleLimitHits.prefix(3).map { "\($0.rule)" }.joined(separator: " ")
    log.notice(
      "a budget was spent: lines are undecided",
      metadata: ["lines": "\(more)", "total": "\(counts.undecided)", "rules": "\(rules)"])
    // A rule gets into quarantine only by spending budgets.
    let quarantined = filter.quarantinedRules
    for rule in quarantined where !watchers.quarantined.contains(rule) {
      log.warning(
        "a rule hits its limit again and again: it is run no more, and comments that would wake it are undecided",
        metadata: ["rule": "\(rule)", "pack": "\(filter.version)"])
    }
    watchers.quarantined = quarantined
    watchers.metrics?.update(quarantined: quarantined.count)
  }

  /// - Returns: how long the run took.
  func end() -> Duration {
    watchers.withLock {
      $0.progress.finish()
      return $0.progress.elapsed
    }
  }
}
