import CommentSafety
import CommentStreams
import Foundation
import Testing

@Suite("Comments in memory and from sequences")
struct CommentsInMemoryTests {
  private let comments = (0..<3000).map { number in
    ["nice \(number)", "a \(Word.moderate) \(number)", "\(Word.severe)", ""][number % 4]
  }

  @Test("arrays: the verdicts of one after the other", arguments: [1, 2, 7])
  func arrays(shards: Int) {
    let sharded = ShardedFilter(testFilter, shards: shards)
    #expect(sharded.check(comments) == testFilter.check(comments))
    #expect(sharded.check([]) == [])
    #expect(sharded.check(["a"]).count == 1)
  }

  @Test("sequences: the same verdicts, in order", .timeLimit(.minutes(1)), arguments: [1, 2, 7])
  func sequences(shards: Int) async throws {
    let stream = AsyncStream { continuation in
      for comment in comments { continuation.yield(comment) }
      continuation.finish()
    }
    var judged: [JudgedComment] = []
    for try await one in ShardedFilter(testFilter, shards: shards).verdicts(for: stream) { judged.append(one) }
    #expect(judged.map(\.comment) == comments)
    #expect(judged.map(\.verdict) == testFilter.check(comments))
  }

  @Test("a slow sequence has each verdict at once", .timeLimit(.minutes(1)))
  func slowSequence() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    var verdicts = ShardedFilter(testFilter, shards: 3).verdicts(for: stream).makeAsyncIterator()
    // Were a verdict to wait for the next comment, this would hang.
    for number in 0..<20 {
      continuation.yield("comment \(number)")
      #expect(try await verdicts.next()?.comment == "comment \(number)")
    }
    continuation.finish()
    #expect(try await verdicts.next() == nil)
  }

  struct Lost: Error {}

  @Test("an error of the sequence comes behind the verdicts of what came before", .timeLimit(.minutes(1)))
  func failures() async throws {
    let stream = AsyncThrowingStream<String, any Error> { continuation in
      for comment in comments.prefix(100) { continuation.yield(comment) }
      continuation.finish(throwing: Lost())
    }
    var count = 0
    await #expect(throws: Lost.self) {
      for try await _ in ShardedFilter(testFilter, shards: 2).verdicts(for: stream) { count += 1 }
    }
    #expect(count == 100)
  }

  /// Counts how many comments were asked for.
  private struct Counted: AsyncSequence, Sendable {
    let asked: Counter

    final class Counter: Sendable {
      private let lock = NSLock()
      nonisolated(unsafe) private var value = 0  // Read and written under the lock.
      var count: Int { lock.withLock { value } }
      func add() { lock.withLock { value += 1 } }
    }

    struct Iterator: AsyncIteratorProtocol {
      let asked: Counter
      mutating func next() async -> String? {
        asked.add()
        return "comment"
      }
    }

    func makeAsyncIterator() -> Iterator { Iterator(asked: asked) }
  }

  @Test("a slow consumer stops the reading", .timeLimit(.minutes(1)))
  func backPressure() async throws {
    let counter = Counted.Counter()
    var verdicts = ShardedFilter(testFilter, shards: 2).verdicts(for: Counted(asked: counter)).makeAsyncIterator()
    #expect(try await verdicts.next() != nil)
    // Time enough to read much more, if nothing held the reader back.
    try await Task.sleep(for: .milliseconds(100))
    #expect(counter.count <= 2 * 64 + 3)
  }

  @Test("cancelling the consumer ends it", .timeLimit(.minutes(1)))
  func cancellation() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      var count = 0
      for try await _ in ShardedFilter(testFilter, shards: 2).verdicts(for: stream) { count += 1 }
      return count
    }
    continuation.yield("one")
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    #expect(try await task.value <= 1)
  }
}
