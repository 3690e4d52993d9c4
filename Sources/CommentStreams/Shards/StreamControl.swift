internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Stops a stream from outside: what was read is still judged and written, and nothing more is read.
///
/// May be used from any thread. It cannot be taken back.
public final class StreamControl: Sendable {
  private let stopped = Atomic(false)
  private let wakeReader: Int32
  private let wakeWriter: Int32

  /// - Throws: when the process has no descriptors left.
  public init() throws(StreamError) {
    var ends: (Int32, Int32) = (-1, -1)
    // SAFETY: a tuple of two equal members is laid out as an array of two.
    let result = withUnsafeMutableBytes(of: &ends) {
      pipe($0.assumingMemoryBound(to: Int32.self).baseAddress.unsafelyUnwrapped)
    }
    guard result == 0 else { throw StreamError(.start, file: "pipe", number: errno) }
    (wakeReader, wakeWriter) = ends
    for end in [wakeReader, wakeWriter] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    _ = close(wakeReader)
    _ = close(wakeWriter)
  }

  /// Becomes readable when the stream is stopped, and stays so.
  var wakeDescriptor: Int32 { wakeReader }

  /// Waits for the stop, for input on a descriptor, or for the time to pass.
  ///
  /// - Returns: whether there is input.
  package func waitsForStop(or descriptor: Int32?, seconds: Double) -> Bool {
    var requests = (
      pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
      // A negative number is passed over.
      pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)
    )
    // SAFETY: a tuple of two equal members is laid out as an array of two, and two is the count.
    _ = withUnsafeMutableBytes(of: &requests) {
      poll($0.assumingMemoryBound(to: pollfd.self).baseAddress, 2, Int32(min(seconds, 86400) * 1000) + 1)
    }
    return requests.1.revents != 0
  }

  public var isStopped: Bool { stopped.load(ordering: .acquiring) }

  /// Ends reading, also where it waits for input.
  public func stop() {
    guard !stopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 0
    // The pipe is empty: this neither waits nor fails.
    _ = write(wakeWriter, &byte, 1)
  }
}
