public import CommentSafety

/// Filters streams on several cores, in order and in bounded memory.
///
/// ```swift
/// Descriptor.ignoreBrokenPipes()
/// let sharded = ShardedFilter(filter)
/// let report = sharded.run(
///   [StreamInput(.standardInput)], into: [StreamOutput(.allowed, to: .standardOutput)])
/// ```
///
/// Each worker reads a chunk, judges it with a scratch of its own, and hands it in; the worker that hands in the chunk whose turn it is writes it, and what
/// others have handed in behind it. There is no thread that only reads or writes, so one shard is one core's work, and the thread that calls is a worker too.
/// What is written is the same for any number of shards and any cutting of the input.
///
/// Workers are threads of their own: they wait in system calls, which Swift's tasks must not. From a server use the `async` forms.
public struct ShardedFilter: Sendable {
  /// The filter, which may be exchanged while streams run.
  public let cell: FilterCell
  /// ``StreamConfiguration/outputs`` is overridden by the outputs of a run.
  public let configuration: StreamConfiguration
  /// Workers; at least 1.
  public let shards: Int

  public init(
    _ cell: FilterCell, _ configuration: StreamConfiguration = StreamConfiguration(), shards: Int = availableProcessors
  ) {
    self.cell = cell
    self.configuration = configuration
    self.shards = max(1, shards)
  }

  public init(
    _ filter: CommentFilter, _ configuration: StreamConfiguration = StreamConfiguration(),
    shards: Int = availableProcessors
  ) {
    self.init(FilterCell(filter), configuration, shards: shards)
  }

  /// Filters inputs one after the other, on the calling thread and `shards` - 1 others.
  ///
  /// - Parameters:
  ///   - inputs: each is read to its end and closed.
  ///   - outputs: each chunk is written to them in this order, and they are closed at the end.
  ///   - control: stops the run from outside. A run stops it itself when an output fails.
  ///   - start: where to go on, if the stream was begun before.
  ///   - observer: told of the run's progress.
  /// - Returns: what was done. Failures are reported, not thrown, since there is something to say of what came before them.
  /// - Complexity: O(bytes of the inputs), in memory for `shards` × ``StreamConfiguration/chunksPerShard`` chunks and what they come to.
  public func run(
    _ inputs: [StreamInput], into outputs: [StreamOutput], control: StreamControl? = nil,
    from start: StreamProgress = StreamProgress(),
    observer: StreamObserver? = nil
  ) -> StreamReport {
    run(inputs, into: outputs, control: control, from: start, observer: observer, fault: nil)
  }

  /// - Parameter fault: asked before each chunk is judged, by its number from 0; what it throws is the worker's failure. For tests.
  func run(
    _ inputs: [StreamInput], into outputs: [StreamOutput], control: StreamControl? = nil,
    from start: StreamProgress = StreamProgress(),
    observer: StreamObserver? = nil,
    fault: (@Sendable (Int) throws(StreamError) -> Void)?
  ) -> StreamReport {
    let pipeline = Pipeline(
      self, inputs, outputs, control: control, from: start, observer: observer, fault: fault)
    var threads: [WorkerThread] = []
    // Where the system gives fewer threads, those that it gives do the work.
    for _ in 1..<shards {
      guard let thread = try? WorkerThread({ pipeline.work() }) else { break }
      threads.append(thread)
    }
    pipeline.work()
    for thread in threads { thread.join() }
    return pipeline.finish()
  }

  /// Filters inputs one after the other, on threads of its own; the calling task is suspended meanwhile.
  ///
  /// Cancelling the task stops the run: what was read is judged and written, and the report says ``StreamReport/Ending/stopped``.
  ///
  /// - Throws: when no thread could be started. Everything else is reported.
  public func run(
    _ inputs: [StreamInput], into outputs: [StreamOutput], from start: StreamProgress = StreamProgress(),
    observer: StreamObserver? = nil
  ) async throws -> StreamReport {
    let control = try StreamControl()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        do {
          try WorkerThread {
            let report = run(inputs, into: outputs, control: control, from: start, observer: observer)
            continuation.resume(returning: report)
          }.detach()
        } catch {
          continuation.resume(throwing: error)
        }
      }
    } onCancel: {
      control.stop()
    }
  }
}
