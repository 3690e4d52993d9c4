internal import CommentStreams

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A local socket that gives a page to each who connects: after an HTTP request as HTTP, to anyone else as it is.
///
/// One client at a time, each for a second at most: a client that stands still keeps the next one waiting, never the stream.
struct MetricsSocket: Sendable {
  let number: Int32
  private let path: String

  /// A request's header that is longer is not read to its end.
  private static let maximumRequestBytes = 8192

  /// Makes the socket. One that a dead process left behind gives way.
  ///
  /// - Throws: when the path is taken by something else or cannot be made.
  init(_ path: String) throws(StreamError) {
    self.path = path
    var address = sockaddr_un()
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else {
      throw StreamError(
        .start, file: path, reason: "a socket's path has at most \(room - 1) bytes; give a shorter one")
    }
    address.sun_family = sa_family_t(AF_UNIX)
    // SAFETY: the path and its NUL fit, as was checked.
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    number = try Self.open(path)
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFSOCK else {
        close(number)
        throw StreamError(.start, file: path, reason: "the file is there and is no socket; give another path")
      }
      if Self.withAddress(&address, { connect(number, $0, $1) }) == 0 {
        close(number)
        throw StreamError(.start, file: path, reason: "another process serves it; give another path")
      }
      unlink(path)
    }
    guard Self.withAddress(&address, { bind(number, $0, $1) }) == 0, listen(number, 8) == 0 else {
      let failure = errno
      close(number)
      throw StreamError(.open, file: path, number: failure)
    }
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  private static func open(_ path: String) throws(StreamError) -> Int32 {
    #if canImport(Glibc)
      let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let number = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard number >= 0 else { throw StreamError(.open, file: path, number: errno) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return number
  }

  private static func withAddress(
    _ address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    // SAFETY: the system takes any kind of address by a pointer to its common beginning, with its true size.
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
    }
  }

  func remove() {
    unlink(path)
    close(number)
  }

  /// Answers one client, if there is one.
  func answer(_ page: () -> String) {
    let client = accept(number, nil, nil)
    guard client >= 0 else { return }
    _ = fcntl(client, F_SETFD, FD_CLOEXEC)
    _ = fcntl(client, F_SETFL, fcntl(client, F_GETFL) & ~O_NONBLOCK)
    // Who only connects gets the page as it is, after a moment in which nothing was asked.
    let request = Self.request(of: client, until: .now + .milliseconds(300))
    let body = page()
    var answer = ""
    if request.starts(with: "GET ".utf8) || request.starts(with: "HEAD ".utf8) {
      answer = """
        HTTP/1.0 200 OK\r
        Content-Type: text/plain; version=0.0.4; charset=utf-8\r
        Content-Length: \(body.utf8.count)\r
        Connection: close\r
        \r

        """
    }
    if !request.starts(with: "HEAD ".utf8) { answer += body }
    Self.send(Array(answer.utf8), to: client, until: .now + .seconds(1))
    close(client)
  }

  /// What a client says, to the end of its header, the end of what it sends, or the deadline.
  private static func request(of client: Int32, until deadline: ContinuousClock.Instant) -> [UInt8] {
    var request: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1024)
    while request.count < maximumRequestBytes, wait(client, Int16(POLLIN), until: deadline) {
      let count = recv(client, &part, part.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      request += part[..<count]
      if request.suffix(4).elementsEqual("\r\n\r\n".utf8) || request.suffix(2).elementsEqual("\n\n".utf8) { break }
    }
    return request
  }

  private static func send(_ bytes: [UInt8], to client: Int32, until deadline: ContinuousClock.Instant) {
    _ = fcntl(client, F_SETFL, fcntl(client, F_GETFL) | O_NONBLOCK)
    var rest = bytes[...]
    while !rest.isEmpty, wait(client, Int16(POLLOUT), until: deadline) {
      let count = rest.withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// - Returns: false at the deadline.
  private static func wait(_ client: Int32, _ events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = (deadline - .now).seconds
      guard left > 0 else { return false }
      var request = pollfd(fd: client, events: events, revents: 0)
      // SAFETY: one request, and its count.
      let ready = poll(&request, 1, Int32(left * 1000) + 1)
      if ready > 0 { return true }
      if ready < 0, errno != EINTR { return false }
    }
  }
}
