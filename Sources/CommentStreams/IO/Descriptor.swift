#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// An open file, pipe or socket with the name that messages give it. Closes it when its life ends, if it owns it.
public struct Descriptor: ~Copyable, Sendable {
  public let name: String
  let number: Int32
  private var isOwned: Bool

  /// - Parameter isOwned: whether the descriptor is closed with this value.
  public init(_ number: Int32, name: String, isOwned: Bool) {
    self.number = number
    self.name = name
    self.isOwned = isOwned
  }

  public static var standardInput: Descriptor {
    Descriptor(0, name: "standard input", isOwned: false)
  }
  public static var standardOutput: Descriptor {
    Descriptor(1, name: "standard output", isOwned: false)
  }
  public static var standardError: Descriptor {
    Descriptor(2, name: "standard error", isOwned: false)
  }

  /// Whether a person reads what is written.
  public var isTerminal: Bool { isatty(number) == 1 }

  /// Opens a file for reading.
  public static func reading(_ path: String) throws(StreamError) -> Descriptor {
    try opening(path, O_RDONLY | O_CLOEXEC)
  }

  /// Creates a file, or empties it, for writing.
  public static func writing(_ path: String) throws(StreamError) -> Descriptor {
    try opening(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
  }

  private static func opening(_ path: String, _ flags: Int32) throws(StreamError) -> Descriptor {
    while true {
      let number = open(path, flags, 0o666)
      if number >= 0 { return Descriptor(number, name: path, isOwned: true) }
      if errno != EINTR { throw StreamError(.open, file: path, number: errno) }
    }
  }

  deinit {
    if isOwned { _ = Self.closing(number) }
  }

  /// Closes an owned descriptor and reports what only shows then: a full disk, a lost server.
  public consuming func close() throws(StreamError) {
    let failure = isOwned ? Self.closing(number) : 0
    isOwned = false
    if failure != 0 { throw StreamError(.close, file: name, number: failure) }
  }

  /// Closes once: after EINTR the descriptor is gone on Linux, and closing again could hit another thread's file.
  private static func closing(_ number: Int32) -> Int32 {
    #if canImport(Darwin)
      let result = Darwin.close(number)
    #elseif canImport(Glibc)
      let result = Glibc.close(number)
    #elseif canImport(Musl)
      let result = Musl.close(number)
    #endif
    return result == 0 || errno == EINTR ? 0 : errno
  }
}

// MARK: - Reading and writing

extension Descriptor {
  /// Reads once, after waiting if there is nothing yet.
  ///
  /// - Returns: the number of bytes read, 0 at the end of the file.
  borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    while true {
      // SAFETY: the call writes at most `count` bytes from the buffer's base on.
      #if canImport(Darwin)
        let result = Darwin.read(number, buffer.baseAddress, buffer.count)
      #elseif canImport(Glibc)
        let result = Glibc.read(number, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let result = Musl.read(number, buffer.baseAddress, buffer.count)
      #endif
      if result >= 0 { return result }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: wait(for: Int16(POLLIN))
      case let failure: throw StreamError(.read, file: name, number: failure)
      }
    }
  }

  /// Writes everything, however many calls that takes, waiting where a non-blocking descriptor is full.
  public borrowing func write(_ bytes: Span<UInt8>) throws(StreamError) {
    let failure = bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        // SAFETY: a slice that is not empty has a base; the call reads inside it.
        let part = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Darwin)
          let result = Darwin.write(number, part.baseAddress, part.count)
        #elseif canImport(Glibc)
          let result = Glibc.write(number, part.baseAddress, part.count)
        #elseif canImport(Musl)
          let result = Musl.write(number, part.baseAddress, part.count)
        #endif
        if result >= 0 {
          rest = rest.dropFirst(result)
          continue
        }
        switch errno {
        case EINTR: continue
        case EAGAIN, EWOULDBLOCK: wait(for: Int16(POLLOUT))
        case let failure: return failure
        }
      }
      return 0
    }
    if failure != 0 { throw StreamError(.write, file: name, number: failure) }
  }

  /// Waits until a non-blocking descriptor is ready, or has failed: the next call tells.
  private borrowing func wait(for events: Int16) {
    var request = pollfd(fd: number, events: events, revents: 0)
    // SAFETY: one request, and its count.
    _ = poll(&request, 1, -1)
  }

  /// Makes writing to a closed pipe an error of the call instead of the death of the process.
  public static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
