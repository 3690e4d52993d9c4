internal import CommentStreams
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Takes signals on a thread of its own: SIGTERM and SIGINT end the stream in order, a second one ends the process at once, and SIGHUP reloads the packs.
///
/// To be made before other threads, which inherit the mask.
final class Signals: Sendable {
  private let first: Atomic<Int32>

  /// The signal that stopped the stream; 0 if there was none.
  var received: Int32 { first.load(ordering: .acquiring) }

  /// - Throws: when there is no thread for it.
  init(_ control: StreamControl, _ reloader: Reloader) throws(StreamError) {
    first = Atomic(0)
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGHUP] where !Self.isIgnored(number) || number == SIGHUP {
      sigaddset(&set, number)
    }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let signals = set
    _ = try WorkerThread { [self] in wait(for: signals, control, reloader) }
  }

  /// Keeps a SIGHUP that comes before there are ``Signals`` until then: it asks for a reload, and must not end the process while packs are
  /// still being loaded.
  static func holdReloads() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private func wait(for signals: sigset_t, _ control: StreamControl, _ reloader: Reloader) {
    var set = signals
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      if number == SIGHUP {
        reloader.reload()
      } else if control.isStopped, received != 0 {
        _exit(128 + number)
      } else {
        first.store(number, ordering: .releasing)
        control.stop()
      }
    }
  }

  /// Whether the process was started with the signal ignored, as shells do with SIGINT for commands in the background.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #elseif canImport(Glibc)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #else
      let handler = unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self)
    #endif
    // SAFETY: an optional function pointer has the size of Int; SIG_IGN is the address 1.
    return handler == 1
  }
}
