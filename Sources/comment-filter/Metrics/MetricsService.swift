internal import CommentStreams
internal import Logging
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Hands out the page of metrics, on a thread of its own: to a file once a second, and to whoever connects to a local socket.
///
/// After the start nothing that goes wrong here ends the stream: it is logged.
final class MetricsService: Sendable {
  private let metrics: PrometheusMetrics
  private let file: AtomicFile?
  private let socket: MetricsSocket?
  private let log: Logger
  /// Readable when the service is to end.
  private let stop: StreamControl
  private let thread = Mutex<WorkerThread?>(nil)
  /// What the file could not be written for, so that it is said once.
  private let failure = Mutex<StreamError?>(nil)

  /// - Throws: when the file or the socket cannot be made.
  init(_ metrics: PrometheusMetrics, file: String?, socket: String?, log: Logger) throws(StreamError) {
    self.metrics = metrics
    self.file = file.map { AtomicFile($0) }
    self.socket = try socket.map { (path) throws(StreamError) in try MetricsSocket(path) }
    self.log = log
    stop = try StreamControl()
  }

  /// Writes the file for the first time and begins.
  ///
  /// - Throws: when the file cannot be written.
  func begin() throws(StreamError) {
    try file?.replace(with: Array(metrics.page.utf8).span, isDurable: false)
    let started = try WorkerThread { [self] in serve() }
    thread.withLock { $0 = started }
  }

  /// Writes the file for the last time and takes the socket away.
  func end() {
    stop.stop()
    thread.withLock { $0.take() }?.join()
    writeFile()
    socket?.remove()
  }

  private func serve() {
    let clock = ContinuousClock()
    var next = clock.now + .seconds(1)
    while !stop.isStopped {
      let left = max(0, (next - clock.now).seconds)
      if stop.waitsForStop(or: socket?.number, seconds: left) {
        socket?.answer { metrics.page }
      }
      if clock.now >= next {
        next = clock.now + .seconds(1)
        writeFile()
      }
    }
  }

  private func writeFile() {
    guard let file else { return }
    do throws(StreamError) {
      try file.replace(with: Array(metrics.page.utf8).span, isDurable: false)
      failure.withLock { $0 = nil }
    } catch {
      let isNew = failure.withLock { old in
        defer { old = error }
        return old != error
      }
      if isNew { log.report(error, consequence: "the metrics there are old") }
    }
  }
}
