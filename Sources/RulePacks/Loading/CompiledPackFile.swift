public import CommentSafety

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Compiled packs in files: a filter that is ready in milliseconds.
///
/// ```swift
/// try CompiledPackFile.write(CommentFilter(pack), to: "community.cspack")  // once
/// let filter = try CompiledPackFile.load(path: "community.cspack")  // wherever it is used
/// ```
///
/// The file is read, not mapped: whoever writes into a file that is in use (`cp`, `rsync --inplace`) would change what a process has mapped under its
/// feet, and a shorter file would end it. Reading one takes a few milliseconds.
public enum CompiledPackFile {
  /// Reads a file and makes a filter of it.
  ///
  /// - Throws: ``BuildErrors`` for a file that cannot be read, is no compiled pack, is cut off or altered, or was built by another version.
  /// - Complexity: linear in the file, at the speed of memory.
  public static func load(path: String) throws(BuildErrors) -> CommentFilter {
    do throws(BuildErrors) {
      let file: FileBytes?
      let bytes: [UInt8]
      do throws(BuildError) {
        file = try FileBytes(path)
        // A pipe or a device has no size.
        bytes = file == nil ? try FileSystem.bytes(of: path) : []
      } catch {
        throw BuildErrors([error])
      }
      if let file { return try CommentFilter(compiledPack: file.bytes, owner: file) }
      return try CommentFilter(compiledPack: bytes)
    } catch {
      throw BuildErrors(
        error.errors.map { error in
          var error = error
          error.location = error.location ?? SourceLocation(file: path, line: 1)
          return error
        })
    }
  }

  /// Writes what a filter was compiled to: beside the file at first, which it then replaces, so that readers see the old pack or the new one.
  ///
  /// - Throws: ``BuildErrors`` with the error of the file system.
  public static func write(_ filter: CommentFilter, to path: String) throws(BuildErrors) {
    do throws(BuildError) {
      try filter.withCompiledPack { (bytes) throws(BuildError) in try FileSystem.replace(path, with: bytes) }
    } catch {
      throw BuildErrors([error])
    }
  }

  /// Whether a file begins as compiled packs do; false if it cannot be read.
  public static func isCompiledPack(path: String) -> Bool {
    guard let status = try? FileSystem.status(of: path), case .file = status.kind else { return false }
    return (try? FileSystem.bytes(of: path, atMost: CommentFilter.compiledPackMark.count))
      == CommentFilter.compiledPackMark
  }
}

/// A file's bytes, read into memory that a pack can be used in as it is.
private final class FileBytes: Sendable {
  // SAFETY: allocated and filled by `init`, freed by `deinit`, and never written to in between.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// Nil for what has no size: a pipe, a device, an empty file. A file that becomes shorter while it is read is taken as far as it goes.
  init?(_ path: String) throws(BuildError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure(path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileSystem.failure(path) }
    guard info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 else { return nil }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(info.st_size), alignment: 64)
    var count = 0
    while count < room.count {
      let part = read(descriptor, room.baseAddress! + count, room.count - count)
      if part < 0, errno == EINTR { continue }
      guard part >= 0 else {
        let failure = FileSystem.failure(path)
        room.deallocate()
        throw failure
      }
      if part == 0 { break }
      count += part
    }
    bytes = UnsafeRawBufferPointer(start: room.baseAddress, count: count)
  }

  deinit {
    UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.deallocate()
  }
}
