internal import CommentStreams

/// Writes a checkpoint now and then.
struct CheckpointKeeper: Sendable {
  /// The checkpoint that was there when the run began.
  let found: Checkpoint?
  private let file: AtomicFile
  private let interval: Duration
  private let options: String
  private var next = ContinuousClock.now
  /// Where the stream stood when a chunk had been written in full.
  private var last: Checkpoint?

  init(_ path: String, interval: Duration, options: String) throws(StreamError) {
    file = AtomicFile(path)
    self.interval = interval
    self.options = options
    found = try Checkpoint.load(from: file)
    if let found, found.options != options {
      throw StreamError(
        .resume, file: path,
        reason: """
          it was made with other options: '\(found.options)', and now '\(options)'; use the same ones, or delete it to \
          start anew
          """)
    }
  }

  /// Notes how far the stream is, and writes it down if it is time.
  mutating func update(
    _ progress: borrowing StreamProgress, _ outputs: [StreamOutput], isLast: Bool
  ) throws(StreamError) {
    // At the end an output may have been written in part: then what counts is the last whole chunk.
    if !isLast || last == nil {
      last = Checkpoint(options: options, progress: copy progress, outputs: outputs.map(\.state))
    }
    guard let last, isLast || ContinuousClock.now >= next else { return }
    for output in outputs { try output.synchronize() }
    try last.save(to: file)
    next = .now + interval
  }
}
