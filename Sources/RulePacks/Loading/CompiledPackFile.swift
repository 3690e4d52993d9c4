public import CommentSafety

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
      let file: AlignedBytes
      do throws(BuildError) {
        file = try FileSystem.alignedBytes(of: path)
      } catch {
        throw BuildErrors([error])
      }
      return try CommentFilter(compiledPack: file.bytes, owner: file)
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
