#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A small file that is written anew again and again: readers see the old content or the new one, never a part.
public struct AtomicFile: Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// Replaces the content. A path that is something other than a regular file, such as a device, is written to as it is.
  ///
  /// - Parameter isDurable: whether the content is on the disk when the call returns.
  /// - Throws: when the file cannot be written; the old content is then still there.
  public func replace(with bytes: Span<UInt8>, isDurable: Bool) throws(StreamError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let file = try Descriptor.writing(path)
      try file.write(bytes)
      return try file.close()
    }
    let temporary = path + ".new"
    do throws(StreamError) {
      let file = try Descriptor.writing(temporary)
      try file.write(bytes)
      if isDurable { try file.synchronize() }
      try file.close()
      guard rename(temporary, path) == 0 else { throw StreamError(.rename, file: path, number: errno) }
    } catch {
      // A part of it is of no use to anybody.
      _ = unlink(temporary)
      throw error
    }
    if isDurable { synchronizeFolder() }
  }

  /// Makes the new name durable. Not all file systems can do that for folders; those that cannot need not be asked.
  private func synchronizeFolder() {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let number = open(folder, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return }
    _ = fsync(number)
    _ = close(number)
  }

  /// The content, or nil when there is no such file.
  public func read() throws(StreamError) -> [UInt8]? {
    do throws(StreamError) {
      return try content(of: .reading(path))
    } catch {
      if error.number == ENOENT { return nil }
      throw error
    }
  }

  private func content(of file: borrowing Descriptor) throws(StreamError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var span = buffer.mutableSpan
      // SAFETY: the pointer is used inside the closure only.
      let count = try span.withUnsafeMutableBytes { (room) throws(StreamError) in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[...]))
      }
      guard let count, count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
