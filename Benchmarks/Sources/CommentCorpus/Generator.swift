internal import Dispatch
internal import Foundation
internal import Synchronization

/// Makes comments: the same for the same seed, vocabulary and terms, however many threads make them.
public struct Generator: Sendable {
  /// Comments that one thread makes at a time; each such block has random numbers of its own.
  public static let blockComments = 16_384

  public let vocabulary: Vocabulary
  public let seed: UInt64
  public let format: LineFormat

  public init(_ vocabulary: Vocabulary, seed: UInt64, format: LineFormat) {
    self.vocabulary = vocabulary
    self.seed = seed
    self.format = format
  }

  /// Calls `body` with the lines of each block, in order, one call at a time.
  ///
  /// - Parameters:
  ///   - body: gets whole lines with their line feeds, and the number of comments in them. An error ends the generation.
  /// - Complexity: O(bytes), in memory for two blocks of each thread.
  public func generate(
    comments: Int, threads: Int, _ body: @Sendable (UnsafeRawBufferPointer, Int) throws -> Void
  ) throws {
    let blocks = (comments + Self.blockComments - 1) / Self.blockComments
    let next = Atomic(0)
    let turn = Turn()
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      var lines = LineBuffer()
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block < blocks else { return }
        let count = min(Self.blockComments, comments - block * Self.blockComments)
        fill(&lines, block: block, comments: count)
        let isGoing = turn.take(block) { try lines.withBytes { try body($0, count) } }
        guard isGoing else { return }
      }
    }
    if let error = turn.error { throw error }
  }

  /// Makes the lines of a block.
  private func fill(_ lines: inout LineBuffer, block: Int, comments: Int) {
    var composer = Composer(vocabulary, seed: seed, block: block)
    let writer = LineWriter(format: format)
    let first = block * Self.blockComments
    lines.clear()
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Composer.maximumBytes) { text in
      // SAFETY: the composer writes no more than `maximumBytes`, the writer no more than its own limit.
      guard let comment = text.baseAddress else { return }
      for index in first..<first + comments {
        let length = composer.compose(index: index, to: comment)
        let escapes = composer.drawsEscapes()
        lines.append(atMost: LineWriter.maximumBytes) {
          writer.write(comment, length, index: index, escapes: escapes, to: $0)
        }
      }
    }
  }
}

/// Lines of one block: grows, and keeps its memory.
private struct LineBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8> = .allocate(capacity: 1 << 21)
  private var capacity = 1 << 21
  private var count = 0

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func append(atMost room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    if count + room > capacity { grow(to: max(2 * capacity, count + room)) }
    count += write(base + count)
  }

  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  deinit { base.deallocate() }
}

/// Lets threads act in the order of their blocks.
private final class Turn: Sendable {
  private struct State {
    var block = 0
    var error: (any Error)?
  }
  private let state = Mutex(State())
  private let moved = NSConditionHolder()

  var error: (any Error)? { state.withLock { $0.error } }

  /// Waits for the block's turn, acts, and passes the turn on.
  ///
  /// - Returns: false when this or an earlier block failed.
  func take(_ block: Int, _ act: () throws -> Void) -> Bool {
    moved.wait { state.withLock { $0.block == block || $0.error != nil } }
    guard error == nil else { return false }
    var failure: (any Error)?
    do { try act() } catch { failure = error }
    let caught = failure
    state.withLock {
      $0.block = block + 1
      if let caught { $0.error = caught }
    }
    moved.broadcast()
    return caught == nil
  }
}

/// A condition variable.
private final class NSConditionHolder: @unchecked Sendable {
  // SAFETY: `@unchecked` since NSCondition is made for use by many threads and is not marked so everywhere.
  private let condition = NSCondition()

  func wait(until isTrue: () -> Bool) {
    condition.lock()
    while !isTrue() { condition.wait() }
    condition.unlock()
  }

  func broadcast() {
    condition.lock()
    condition.broadcast()
    condition.unlock()
  }
}
