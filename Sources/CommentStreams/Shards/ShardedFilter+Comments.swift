public import CommentSafety
internal import Synchronization

extension ShardedFilter {
  /// Comments that a worker takes at one time: enough to make taking them cheap, few enough to share the work evenly.
  private static let batch = 256

  /// Judges comments in memory, on the calling thread and, where there is enough to do, `shards` - 1 others.
  ///
  /// - Returns: verdict `i` is that of comment `i`.
  /// - Complexity: O(bytes of the comments).
  public func check(_ comments: [String]) -> [Verdict] {
    let filter = cell.current
    let batches = (comments.count + Self.batch - 1) / Self.batch
    let next = Atomic(0)
    let done = Monitor([Int: [Verdict]](minimumCapacity: batches))
    let work = { @Sendable in
      while true {
        let batch = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard batch < batches else { return }
        let range = batch * Self.batch..<min((batch + 1) * Self.batch, comments.count)
        let verdicts = filter.check(Array(comments[range]))
        done.withLock { $0[batch] = verdicts }
      }
    }
    // Where the system gives fewer threads, those that it gives do the work.
    let threads = (1..<max(1, min(shards, batches))).compactMap { _ in try? WorkerThread(work) }
    work()
    for thread in threads { thread.join() }
    return done.withLock { done in (0..<batches).flatMap { done[$0] ?? [] } }
  }

  /// Judges the comments of a sequence as they come, several at one time, in order.
  ///
  /// ```swift
  /// for try await judged in sharded.verdicts(for: socket.comments) {
  ///   if judged.verdict.action.isShown { publish(judged.comment) }
  /// }
  /// ```
  ///
  /// The sequence is read by one task, which begins with the first verdict asked for. It waits when `shards` × 64 comments have been read whose
  /// verdicts were not taken. Cancelling the task that asks for verdicts, or letting go of the iterator, ends it.
  public func verdicts<Comments: AsyncSequence & Sendable>(
    for comments: Comments
  ) -> JudgedComments<Comments> where Comments.Element == String {
    JudgedComments(comments: comments, cell: cell, shards: shards)
  }
}

/// A comment with its verdict.
public struct JudgedComment: Sendable {
  public var comment: String
  public var verdict: Verdict
}

/// The verdicts of an asynchronous sequence of comments, in their order.
public struct JudgedComments<Comments: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Comments.Element == String {
  public typealias Element = JudgedComment

  let comments: Comments
  let cell: FilterCell
  let shards: Int

  public func makeAsyncIterator() -> Iterator {
    Iterator(comments, cell, shards: shards)
  }

  public struct Iterator: AsyncIteratorProtocol {
    private let window: Window
    private let comments: Comments
    private let cell: FilterCell
    private var isStarted = false

    init(_ comments: Comments, _ cell: FilterCell, shards: Int) {
      self.comments = comments
      self.cell = cell
      window = Window(limit: shards * 64, shards: shards)
    }

    /// - Returns: the next verdict; nil at the end of the comments, or when the task is cancelled.
    /// - Throws: what the sequence of comments throws, behind the verdicts of all comments before.
    public mutating func next() async throws -> JudgedComment? {
      if !isStarted {
        isStarted = true
        window.start(comments, cell)
      }
      return try await window.state.next()
    }
  }

  /// Ends the tasks when the iterator is gone.
  private final class Window: Sendable {
    let state: JudgingWindow
    private let task = Monitor<Task<Void, Never>?>(nil)
    private let shards: Int

    init(limit: Int, shards: Int) {
      state = JudgingWindow(limit: limit)
      self.shards = shards
    }

    deinit {
      task.withLock { $0?.cancel() }
      state.close()
    }

    func start(_ comments: Comments, _ cell: FilterCell) {
      let (state, shards) = (state, shards)
      task.withLock {
        $0 = Task {
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<shards { group.addTask { await state.judge(with: cell) } }
            do {
              for try await comment in comments {
                guard await state.add(comment) else { break }
              }
              state.end(nil)
            } catch {
              state.end(error)
            }
            await group.waitForAll()
          }
        }
      }
    }
  }
}
