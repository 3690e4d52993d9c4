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
/// The file is mapped, so processes that load one file share its memory. Replace a file, as ``write(_:to:)`` does; never write into
/// one that is in use: what a process has mapped would change under its feet.
public enum CompiledPackFile {
  /// Maps a file and makes a filter of it.
  ///
  /// - Throws: ``BuildErrors`` for a file that cannot be read, is no compiled pack, is cut off or altered, or was built by another version.
  /// - Complexity: linear in the file, at the speed of memory.
  public static func load(path: String) throws(BuildErrors) -> CommentFilter {
    do throws(BuildErrors) {
      let file: MappedFile?
      do throws(BuildError) {
        file = try MappedFile(path)
      } catch {
        throw BuildErrors([error])
      }
      if let file { return try CommentFilter(compiledPack: file.bytes, owner: file) }
      // A pipe or a device cannot be mapped.
      let bytes: [UInt8]
      do throws(BuildError) {
        bytes = try FileSystem.bytes(of: path)
      } catch {
        throw BuildErrors([error])
      }
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

/// A file's bytes in memory that is shared with whoever maps the file.
private final class MappedFile: Sendable {
  // SAFETY: mapped for reading by `init`, unmapped by `deinit`.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// Nil for what cannot be mapped: a pipe, a device, an empty file.
  init?(_ path: String) throws(BuildError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure(path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileSystem.failure(path) }
    guard info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 else { return nil }
    let size = Int(info.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw FileSystem.failure(path)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
