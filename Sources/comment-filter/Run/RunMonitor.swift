internal import CommentStreams
internal import Synchronization

/// Watches a run: progress on the terminal, checkpoint, metrics.
final class RunMonitor: Sendable {
  private struct Watchers: Sendable {
    var progress: Progress
    var checkpoint: CheckpointKeeper?
    var metrics: MetricsFile?
  }

  private let watchers: Mutex<Watchers>
  private let outputs: [StreamOutput]

  init(progress: Progress, checkpoint: CheckpointKeeper?, metrics: MetricsFile?, outputs: [StreamOutput]) {
    watchers = Mutex(Watchers(progress: progress, checkpoint: checkpoint, metrics: metrics))
    self.outputs = outputs
  }

  /// Before anything is read. A checkpoint of the start makes sure that whatever is written from now on can be taken back.
  func begin(_ progress: StreamProgress) throws(StreamError) {
    watchers.withLock { $0.progress.begin(progress.counts) }
    try update(progress, isLast: false)
  }

  func update(_ progress: borrowing StreamProgress, isLast: Bool) throws(StreamError) {
    let now = copy progress
    try watchers.withLock { (watchers) throws(StreamError) in
      watchers.progress.update(now.counts)
      try watchers.metrics?.update(now, outputs, isLast: isLast)
      try watchers.checkpoint?.update(now, outputs, isLast: isLast)
    }
  }

  /// - Returns: how long the run took.
  func end() -> Duration {
    watchers.withLock {
      $0.progress.finish()
      return $0.progress.elapsed
    }
  }
}
