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
  /// The descriptor is a regular file: reading it never waits, and it can be cut.
  public let isRegular: Bool
  private var isOwned: Bool

  /// - Parameter isOwned: whether the descriptor is closed with this value.
  public init(_ number: Int32, name: String, isOwned: Bool) {
    self.number = number
    self.name = name
    self.isOwned = isOwned
    var status = stat()
    isRegular = fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
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

  /// Opens a file for writing behind what it holds, or creates it.
  public static func continuing(_ path: String) throws(StreamError) -> Descriptor {
    try opening(path, O_RDWR | O_CREAT | O_CLOEXEC)
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
  /// - Returns: the number of bytes read, 0 at the end of the file; nil when `control` was stopped before that.
  borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer, _ control: StreamControl? = nil
  ) throws(StreamError) -> Int? {
    while true {
      if let control {
        if control.isStopped { return nil }
        // Nobody can end a read that waits: what is waited for is input or the stop, whichever comes first.
        if !isRegular, !waitForInput(control) { return nil }
      }
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
      case EAGAIN, EWOULDBLOCK: if control == nil { wait(for: Int16(POLLIN)) }
      case let failure: throw StreamError(.read, file: name, number: failure)
      }
    }
  }

  /// Waits for input, its end or a failure.
  ///
  /// - Returns: false when the control was stopped.
  private borrowing func waitForInput(_ control: StreamControl) -> Bool {
    while true {
      var requests = (
        pollfd(fd: number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: control.wakeDescriptor, events: Int16(POLLIN), revents: 0)
      )
      // SAFETY: a tuple of two equal members is laid out as an array of two, and two is the count.
      let ready = withUnsafeMutableBytes(of: &requests) {
        poll($0.assumingMemoryBound(to: pollfd.self).baseAddress, 2, -1)
      }
      if control.isStopped { return false }
      // A process that was stopped and goes on is woken without input (EINTR): a read would then wait where no stop reaches it.
      if requests.0.revents != 0 || ready < 0 && errno != EINTR { return true }
    }
  }

  /// Writes everything, however many calls that takes, waiting where a non-blocking descriptor is full.
  public borrowing func write(_ bytes: Span<UInt8>) throws(StreamError) {
    let failure = writing(bytes).failure
    if failure != 0 { throw StreamError(.write, file: name, number: failure) }
  }

  /// Writes as much as can be written.
  ///
  /// - Returns: how many bytes that was, and the `errno` of what stopped it, or 0.
  borrowing func writing(_ bytes: Span<UInt8>) -> (written: Int, failure: Int32) {
    bytes.withUnsafeBytes { buffer in
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
        case let failure: return (buffer.count - rest.count, failure)
        }
      }
      return (buffer.count, 0)
    }
  }

  /// Waits until a non-blocking descriptor is ready, or has failed: the next call tells.
  private borrowing func wait(for events: Int16) {
    var request = pollfd(fd: number, events: events, revents: 0)
    // SAFETY: one request, and its count.
    _ = poll(&request, 1, -1)
  }

  /// Makes writing to a closed pipe, or beyond the largest size that a file may have, an error of the call instead of the death of the process.
  public static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }
}

// MARK: - Places in files

extension Descriptor {
  /// Bytes of a regular file; nil for anything else.
  public borrowing func size() -> Int? {
    var status = stat()
    guard isRegular, fstat(number, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// Bytes of a regular file, which is not opened; nil for anything else.
  public static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Moves to an offset from the file's start.
  borrowing func seek(to offset: Int) throws(StreamError) {
    if lseek(number, off_t(offset), SEEK_SET) < 0 { throw StreamError(.seek, file: name, number: errno) }
  }

  /// Cuts the file off at a size and goes on from there.
  public borrowing func resume(at size: Int) throws(StreamError) {
    guard let present = self.size() else {
      throw StreamError(.resume, file: name, reason: "a stream can go on only in a regular file")
    }
    guard present >= size else {
      throw StreamError(
        .resume, file: name,
        reason: """
          it has \(present) bytes, and the checkpoint says that \(size) were written; give the same output (for standard \
          output use >>, since > empties the file), or delete the checkpoint
          """)
    }
    try truncate(to: size)
    try seek(to: size)
  }

  /// Cuts the file off at a size.
  borrowing func truncate(to size: Int) throws(StreamError) {
    while ftruncate(number, off_t(size)) != 0 {
      if errno != EINTR { throw StreamError(.write, file: name, number: errno) }
    }
  }

  /// The byte before an offset of a regular file, or nil.
  borrowing func byte(before offset: Int) -> UInt8? {
    var byte: UInt8 = 0
    return offset > 0 && pread(number, &byte, 1, off_t(offset - 1)) == 1 ? byte : nil
  }

  /// Waits until what was written is on the disk. Does nothing for what has no disk.
  public borrowing func synchronize() throws(StreamError) {
    guard isRegular else { return }
    while fsync(number) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, ENOTSUP: return
      case let failure: throw StreamError(.write, file: name, number: failure)
      }
    }
  }
}
