internal import CommentSafety

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The few calls that reading a pack needs.
enum FileSystem {
  enum Kind {
    case file, directory, other
  }

  /// What stands at a path, links followed, and which file it is.
  struct Status {
    var kind: Kind
    var identity: Identity
  }

  /// Equal for two paths that lead to one file.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  static func status(of path: String) throws(BuildError) -> Status {
    var info = stat()
    guard stat(path, &info) == 0 else { throw failure(path) }
    let kind: Kind
    switch info.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: info.st_dev),
      inode: UInt64(truncatingIfNeeded: info.st_ino))
    return Status(kind: kind, identity: identity)
  }

  /// The names in a directory, without hidden ones, in the order of their bytes.
  static func names(in path: String) throws(BuildError) -> [String] {
    guard let directory = opendir(path) else { throw failure(path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      // SAFETY: `readdir` ends the name with a NUL inside the entry, which lives until the next call.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A file's bytes, or the first of them.
  static func bytes(of path: String, atMost most: Int = .max) throws(BuildError) -> [UInt8] {
    withExtendedLifetime(try alignedBytes(of: path, atMost: most)) { Array($0.bytes) }
  }

  /// A file's bytes, or the first of them, read to where they stay: at a multiple of 64.
  static func alignedBytes(of path: String, atMost most: Int = .max) throws(BuildError) -> AlignedBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var info = stat()
    // A pipe has no size. One byte more than a file has, so that its end is seen without more room.
    let size = fstat(descriptor, &info) == 0 ? max(Int(info.st_size), 0) : 0
    var bytes = AlignedBytes(capacity: min(max(size, 1 << 16) + 1, most))
    while bytes.count < most {
      if bytes.count == bytes.capacity { bytes = AlignedBytes(copying: bytes, capacity: 2 * bytes.capacity) }
      let count = read(descriptor, bytes.end, min(bytes.capacity, most) - bytes.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.count += count
      } else if errno != EINTR {
        throw failure(path)
      }
    }
    return bytes
  }

  /// Replaces a file's content: what was there stays until all of the new is on the disk. A device or pipe is written to as it is.
  static func replace(_ path: String, with bytes: UnsafeRawBufferPointer) throws(BuildError) {
    var info = stat()
    guard stat(path, &info) != 0 || info.st_mode & S_IFMT == S_IFREG else {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw writeFailure(path) }
      defer { close(descriptor) }
      return try write(bytes, to: descriptor, path)
    }
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw writeFailure(temporary) }
    do throws(BuildError) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, temporary)
      guard fsync(descriptor) == 0 else { throw writeFailure(temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let error = writeFailure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(BuildError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, part.baseAddress, part.count)
      #else
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #endif
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw writeFailure(path)
      }
    }
  }

  private static func writeFailure(_ path: String) -> BuildError {
    BuildError(
      .unreadable, "cannot write \"\(path)\": \(String(cString: strerror(errno)))",
      advice: "check the path, the rights and the disk", at: SourceLocation(file: path, line: 1))
  }

  static func failure(_ path: String) -> BuildError {
    let code = errno
    let advice =
      switch code {
      case ENOENT: "check the path"
      case EACCES: "give the program the right to read it"
      default: "check the path and the disk"
      }
    return BuildError(
      .unreadable, "cannot read \"\(path)\": \(String(cString: strerror(code)))", advice: advice,
      at: SourceLocation(file: path, line: 1))
  }
}
