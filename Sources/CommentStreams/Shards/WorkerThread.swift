#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A thread of the system. Workers wait in system calls, which tasks of Swift's own pool must not.
package struct WorkerThread {
  private let handle: pthread_t

  /// Room for PCRE2's and the normaliser's frames, on systems whose threads have little by default (macOS: 512 KiB, musl: 128 KiB).
  private static let stackBytes = 4 << 20

  /// Starts a thread that runs `body`.
  ///
  /// - Throws: when the system allows no more threads.
  package init(_ body: @escaping @Sendable () -> Void) throws(StreamError) {
    let box = Unmanaged.passRetained(Body(body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    #if canImport(Darwin)
      var handle: pthread_t?
      let failure = pthread_create(&handle, &attributes, { WorkerThread.enter($0) }, box.toOpaque())
    #elseif canImport(Musl)
      var handle: pthread_t?
      let failure = pthread_create(&handle, &attributes, { WorkerThread.enter($0) }, box.toOpaque())
    #else
      var handle: pthread_t? = pthread_t()
      let failure = pthread_create(&handle!, &attributes, { WorkerThread.enter($0) }, box.toOpaque())
    #endif
    guard failure == 0, let handle else {
      box.release()
      throw StreamError(.start, file: "thread", number: failure)
    }
    self.handle = handle
  }

  /// Waits until the thread has ended. To be called once.
  package func join() {
    pthread_join(handle, nil)
  }

  /// Lets the thread go: it takes itself away when it ends. To be called once, instead of ``join()``.
  package func detach() {
    pthread_detach(handle)
  }

  private static func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // SAFETY: the argument is the box that was retained for this thread.
    if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// Processors that may run threads now; at least 1.
public var availableProcessors: Int {
  // With glibc this is what the process may use, which in a container is less than what the machine has.
  max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
