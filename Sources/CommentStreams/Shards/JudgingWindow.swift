internal import CommentSafety

/// Comments on their way through several workers: read, being judged, judged and not yet taken. Their number is bounded.
///
/// Nothing here waits on a lock for longer than it takes to look; tasks that have nothing to do are suspended.
final class JudgingWindow: Sendable {
  private struct State {
    var limit: Int
    /// Comments that no worker has taken, the oldest first; the first has the number `firstWaiting`.
    var waiting: [String] = []
    var taken = 0
    var judged: [Int: JudgedComment] = [:]
    /// Numbers of comments: those read, and those whose verdicts were taken.
    var read = 0
    var delivered = 0
    var isEnded = false
    var isClosed = false
    var failure: (any Error)?
    // Who waits: the reader for room, workers for comments, the consumer for a verdict.
    var reader: CheckedContinuation<Void, Never>?
    var workers: [CheckedContinuation<Void, Never>] = []
    var consumer: CheckedContinuation<Void, Never>?

    /// Comments in a worker's hands or waiting for one.
    var unjudged: Int { waiting.count - taken }
  }

  private let state: Monitor<State>

  init(limit: Int) {
    state = Monitor(State(limit: max(1, limit)))
  }

  // MARK: - The reader

  /// Adds a comment, after waiting for room.
  ///
  /// - Returns: false when no more comments are wanted.
  func add(_ comment: String) async -> Bool {
    while true {
      let (added, worker) = state.withLock { state -> (Bool?, CheckedContinuation<Void, Never>?) in
        if state.isClosed { return (false, nil) }
        guard state.read - state.delivered < state.limit else { return (nil, nil) }
        state.waiting.append(comment)
        state.read += 1
        return (true, state.workers.popLast())
      }
      worker?.resume()
      if let added { return added }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isClosed || state.read - state.delivered < state.limit { return true }
          state.reader = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  /// No more comments come, because of an error or because there are none.
  func end(_ failure: (any Error)?) {
    finish {
      $0.isEnded = true
      $0.failure = failure
    }
  }

  /// No more verdicts are wanted.
  func close() {
    finish {
      $0.isEnded = true
      $0.isClosed = true
    }
  }

  private func finish(_ change: (inout State) -> Void) {
    let sleepers = state.withLock { state in
      change(&state)
      let sleepers = state.workers + [state.reader.take(), state.consumer.take()].compactMap(\.self)
      state.workers = []
      return sleepers
    }
    for sleeper in sleepers { sleeper.resume() }
  }

  // MARK: - Workers

  /// Judges comments until there are no more.
  func judge(with cell: FilterCell) async {
    while let (number, comment) = await take() {
      let judged = JudgedComment(comment: comment, verdict: cell.current.check(comment))
      let consumer = state.withLock { state in
        state.judged[number] = judged
        return number == state.delivered ? state.consumer.take() : nil
      }
      consumer?.resume()
    }
  }

  /// Takes the oldest comment that no worker has, after waiting for one.
  private func take() async -> (Int, String)? {
    while true {
      let (job, isOver) = state.withLock { state -> ((Int, String)?, Bool) in
        if state.isClosed { return (nil, true) }
        guard state.unjudged > 0 else { return (nil, state.isEnded) }
        let number = state.read - state.unjudged
        let comment = state.waiting[state.taken]
        state.taken += 1
        // The front is cut off now and then, which costs little for each comment.
        if state.taken >= state.limit || state.taken == state.waiting.count {
          state.waiting.removeFirst(state.taken)
          state.taken = 0
        }
        return ((number, comment), false)
      }
      if let job { return job }
      if isOver { return nil }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isEnded || state.unjudged > 0 { return true }
          state.workers.append(continuation)
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  // MARK: - The consumer

  /// The next verdict in order, after waiting for it.
  func next() async throws -> JudgedComment? {
    while true {
      let (judged, isOver, failure, reader) = state.withLock { state in
        guard let judged = state.judged.removeValue(forKey: state.delivered) else {
          let isOver = state.isClosed || state.isEnded && state.delivered == state.read
          return (
            JudgedComment?.none, isOver, isOver ? state.failure.take() : nil, CheckedContinuation<Void, Never>?.none
          )
        }
        state.delivered += 1
        return (judged, false, nil, state.reader.take())
      }
      reader?.resume()
      if let judged { return judged }
      if let failure { throw failure }
      if isOver { return nil }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isReady = state.withLock { state in
            if state.isClosed || state.judged[state.delivered] != nil { return true }
            if state.isEnded, state.delivered == state.read { return true }
            state.consumer = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        close()
      }
    }
  }
}
