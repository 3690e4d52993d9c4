#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A value that one thread at a time may use, and that threads may wait on: a lock with a condition.
///
/// It takes the place of `Synchronization.Mutex` in this module too: the thread sanitizer knows the system's locks and not that one's, and reports a race for
/// each use of what it guards.
// SAFETY (`@unchecked Sendable`): `value` is touched only between locking and unlocking the mutex; the mutex and the condition stand in memory
// of their own, which never moves and lives as long as the monitor.
final class Monitor<Value: ~Copyable & Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  init(_ value: consuming Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    precondition(pthread_mutex_init(mutex, nil) == 0 && pthread_cond_init(condition, nil) == 0)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` with the value. Whoever waits looks again afterwards, if `body` changed what it waits for and `wakes` is set.
  func withLock<Result: ~Copyable, Failure: Error>(
    wakes: Bool = false, _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      if wakes { pthread_cond_broadcast(condition) }
      pthread_mutex_unlock(mutex)
    }
    return try body(&value)
  }

  /// Waits until `body` gives a result. It is asked again whenever another thread woke those who wait.
  func wait<Result>(for body: (inout Value) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      pthread_cond_wait(condition, mutex)
    }
  }
}
