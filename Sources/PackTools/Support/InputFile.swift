internal import Foundation

/// Reads whole files; the tools look at their input more than once.
package enum InputFile {
  /// A file's bytes; `-` is standard input. A byte-order mark is dropped.
  ///
  /// - Throws: a ``ToolError`` that names the file and the reason.
  package static func bytes(of path: String) throws(ToolError) -> [UInt8] {
    func failure() -> ToolError {
      ToolError(
        .file, "cannot read \"\(path)\": \(String(cString: strerror(errno)))", advice: "check the path and its rights")
    }
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { if path != "-" { close(descriptor) } }
    // To the end, not by size: a pipe such as a shell's <(…) has none.
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count == 0 { break }
      if count > 0 {
        bytes += block[..<count]
      } else if errno != EINTR {
        throw failure()
      }
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// A file's lines without LF or CR LF; bytes that are no UTF-8 are read as U+FFFD.
  package static func lines(of path: String) throws(ToolError) -> [String] {
    lines(in: try bytes(of: path))
  }

  package static func lines(in bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }

  /// Complains of every path that cannot be read, so that all of them are told at once.
  package static func unreadable(among paths: [String]) -> [ToolError] {
    paths.filter { $0 != "-" && access($0, R_OK) != 0 }.map { path in
      _ = access(path, R_OK)
      return ToolError(
        .file, "cannot read \"\(path)\": \(String(cString: strerror(errno)))", advice: "check the path and its rights",
        path: path)
    }
  }

  /// Writes a text file.
  package static func write(_ text: String, to path: String) throws(ToolError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
      throw ToolError(
        .file, "cannot write \"\(path)\": \(reason(error, parent))", advice: "check the folder and its rights")
    }
  }

  /// The system's words for a failure, without Foundation's frame where the system has any.
  private static func reason(_ error: any Error, _ path: String) -> String {
    if path != "-", access(path, F_OK) != 0 { return String(cString: strerror(errno)) }
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let failure = underlying ?? (error as NSError)
    if failure.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(failure.code))) }
    return failure.localizedDescription
  }
}
