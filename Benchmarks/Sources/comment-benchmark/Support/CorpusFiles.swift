internal import CommentCorpus
internal import Foundation
internal import Synchronization

/// A generated corpus on disk, in parts of some ten megabytes.
struct CorpusFiles: Sendable {
  struct Part: Sendable {
    var path: String
    var comments: Int
    var bytes: Int
  }

  /// Comments of a part at most.
  private static let partComments = 1 << 18

  let folder: String
  let parts: [Part]
  let seconds: Double

  var comments: Int { parts.reduce(0) { $0 + $1.comments } }
  var bytes: Int { parts.reduce(0) { $0 + $1.bytes } }

  /// Generates and writes a corpus.
  ///
  /// - Parameters:
  ///   - cut: one part ends behind this many comments, so that a last pass can stop there.
  ///   - threads: that write the corpus.
  init(_ generator: Generator, comments: Int, cut: Int, folder: String, threads: Int) throws {
    try Paths.createFolder(folder)
    let state = Mutex(Writing(folder: folder, cut: cut))
    self.folder = folder
    seconds = try comment_benchmark.seconds {
      try generator.generate(comments: comments, threads: threads) { lines, count in
        try state.withLock { try $0.write(lines, count) }
      }
      try state.withLock { try $0.close() }
    }
    parts = state.withLock { $0.parts }
  }

  /// Deletes the files; the folder only if nothing else is in it.
  func remove() {
    for part in parts { try? FileManager.default.removeItem(atPath: part.path) }
    rmdir(folder)
  }

  private struct Writing {
    let folder: String
    let cut: Int
    var parts: [Part] = []
    var written = 0
    var descriptor: Int32 = -1

    mutating func write(_ lines: UnsafeRawBufferPointer, _ count: Int) throws {
      let beforeCut = cut - written
      if beforeCut > 0, beforeCut < count {
        let split = try offset(ofLine: beforeCut, in: lines)
        try write(UnsafeRawBufferPointer(rebasing: lines[..<split]), beforeCut)
        try write(UnsafeRawBufferPointer(rebasing: lines[split...]), count - beforeCut)
        return
      }
      if descriptor < 0 || written == cut || parts[parts.count - 1].comments >= CorpusFiles.partComments { try open() }
      let index = parts.count - 1
      try writeAll(lines, to: descriptor, named: parts[index].path)
      parts[index].comments += count
      parts[index].bytes += lines.count
      written += count
    }

    private func offset(ofLine line: Int, in lines: UnsafeRawBufferPointer) throws -> Int {
      var left = line
      for (offset, byte) in lines.enumerated() where byte == 0x0A {
        left -= 1
        if left == 0 { return offset + 1 }
      }
      throw Failure("a block holds fewer lines than it says")
    }

    private mutating func open() throws {
      try close()
      let path = "\(folder)/part-\(parts.count)"
      descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
      guard descriptor >= 0 else { throw Failure("\(path): cannot be written: \(String(cString: strerror(errno)))") }
      parts.append(Part(path: path, comments: 0, bytes: 0))
    }

    mutating func close() throws {
      guard descriptor >= 0 else { return }
      let failed = Foundation.close(descriptor) != 0
      descriptor = -1
      if failed { throw Failure("\(folder): cannot be written: \(String(cString: strerror(errno)))") }
    }
  }
}
