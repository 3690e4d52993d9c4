internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A strong reference that is exchanged while others load it. Loading never waits.
///
/// What must not happen is that a writer gives up the last count of an object between a reader's load of the pointer and its retain.
/// So a reader says that it is about to take the reference, by adding one to a counter, and takes that back when it has its own
/// count; a writer that has put a new object in place waits until every counter was zero once, and only then gives up the old
/// object. All steps are sequentially consistent, so a reader whose addition the writer did not see loads the new
/// object. There are two counters, and a writer turns new readers away from the one that it waits for: so readers that come without
/// a break cannot keep it waiting. (The scheme is that of sleepable read-copy-update, McKenney 2006.)
///
/// The counters are spread over several lines of the cache, so that readers on many cores do not fight for one.
final class SwappedReference<Object: AnyObject & Sendable>: Sendable {
  /// Pairs of counters; each counter has 128 bytes for itself, the stretch that processors fetch together.
  private static var shardCount: Int { 16 }
  private static var stride: Int { 128 / MemoryLayout<Atomic<Int>>.stride }

  private let current: Atomic<Unmanaged<Object>>
  /// Which of each pair readers use, as the lowest bit.
  private let turn = Atomic<Int>(0)
  // SAFETY: allocated and initialised by `init`, changed by atomic operations only, freed by `deinit`.
  nonisolated(unsafe) private let counters: UnsafeMutablePointer<Atomic<Int>>
  private let writer = Mutex(())

  init(_ object: Object) {
    current = Atomic(Unmanaged.passRetained(object))
    let count = 2 * Self.shardCount * Self.stride
    counters = .allocate(capacity: count)
    for index in 0..<count { (counters + index).initialize(to: Atomic(0)) }
  }

  deinit {
    // SAFETY: nobody else holds the object any more, so nobody loads or exchanges.
    current.load(ordering: .sequentiallyConsistent).release()
    counters.deinitialize(count: 2 * Self.shardCount * Self.stride)
    counters.deallocate()
  }

  /// - Complexity: O(1), without waiting.
  func load() -> Object {
    let turn = turn.load(ordering: .sequentiallyConsistent)
    let counter = counters + (Self.shard() << 1 | turn & 1) * Self.stride
    counter.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
    // SAFETY: while the counter says so no writer gives up the object that was current at any time since; the optimiser moves no
    // retain over an atomic operation, which may release for all it knows.
    let object = current.load(ordering: .sequentiallyConsistent).retain()
    counter.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    return object.takeRetainedValue()
  }

  /// Puts an object in place and returns the one before.
  func exchange(_ object: Object) -> Object {
    writer.withLock { _ in
      let old = current.exchange(
        Unmanaged.passRetained(object), ordering: .sequentiallyConsistent)
      for _ in 0..<2 {
        let side = turn.load(ordering: .sequentiallyConsistent) & 1
        turn.store(side ^ 1, ordering: .sequentiallyConsistent)
        for shard in 0..<Self.shardCount { wait(for: counters + (shard << 1 | side) * Self.stride) }
      }
      // SAFETY: the count that `init` or an earlier exchange took; no reader is about to add its own.
      return old.takeRetainedValue()
    }
  }

  private func wait(for counter: UnsafeMutablePointer<Atomic<Int>>) {
    var tries = 0
    while counter.pointee.load(ordering: .sequentiallyConsistent) != 0 {
      tries += 1
      // A reader is between two instructions, or was put to sleep there.
      if tries > 64 { _ = sched_yield() }
    }
  }

  /// A number that differs between threads, mostly: their stacks lie apart.
  @inline(__always)
  private static func shard() -> Int {
    var marker: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &marker) { UInt64(UInt(bitPattern: $0)) }
    return Int(truncatingIfNeeded: ((address >> 16) &* 0x9E37_79B9_7F4A_7C15) >> 60)
  }
}
