internal import Foundation
internal import Synchronization

/// Lines in memory, one behind the other, each with its line feed. Immutable; share one among all threads.
public final class Corpus: @unchecked Sendable {
  // SAFETY: `@unchecked` for the pointers: filled by the initializers, read-only afterwards, freed by `deinit`.
  private let storage: Storage

  public init(_ generator: Generator, comments: Int, threads: Int) throws {
    let building = Mutex(Storage(bytes: comments * 128, lines: comments))
    try generator.generate(comments: comments, threads: threads) { lines, _ in
      building.withLock { $0.append(lines: lines) }
    }
    storage = building.withLock { $0 }
  }

  /// The lines of a text.
  public init(lines: UnsafeRawBufferPointer) {
    var storage = Storage(bytes: lines.count + 1, lines: lines.count / 32 + 1)
    storage.append(lines: lines)
    self.storage = storage
  }

  /// The comments of a labelled set: `label TAB language TAB text`, with `\n`, `\t`, `\r` and `\\` for what they stand for. A line
  /// feed inside a comment becomes a space.
  ///
  /// - Parameters:
  ///   - language: only comments of this language; all if nil.
  ///   - limit: the most comments to read.
  public init(labelled path: String, language: String?, limit: Int) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CorpusError("\(path): cannot be read")
    }
    var text: [UInt8] = []
    text.reserveCapacity(data.count)
    var count = 0
    for line in data.split(separator: UInt8(ascii: "\n")) where count < limit {
      let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, language.map({ fields[1].elementsEqual($0.utf8) }) ?? true else { continue }
      var isEscaped = false
      for byte in fields[2] {
        if isEscaped {
          isEscaped = false
          text.append(byte == UInt8(ascii: "\\") ? byte : UInt8(ascii: " "))
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          text.append(byte)
        }
      }
      text.append(UInt8(ascii: "\n"))
      count += 1
    }
    guard count > 0 else { throw CorpusError("\(path): there are no comments in it") }
    storage = text.withUnsafeBytes { bytes in
      var storage = Storage(bytes: bytes.count, lines: count)
      storage.append(lines: bytes)
      return storage
    }
  }

  deinit { storage.free() }

  public var count: Int { storage.lineCount }

  /// All lines with their line feeds.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: storage.bytes, count: storage.byteCount)
  }

  /// Bytes of the lines without their line feeds.
  public var commentBytes: Int { storage.byteCount - storage.lineCount }

  /// Where each line ends, before its line feed; the next begins one byte behind.
  public var ends: UnsafeBufferPointer<Int> {
    UnsafeBufferPointer(start: storage.ends, count: storage.lineCount)
  }

  /// A line without its line feed.
  public subscript(index: Int) -> UnsafeRawBufferPointer {
    let start = index == 0 ? 0 : ends[index - 1] + 1
    return UnsafeRawBufferPointer(rebasing: bytes[start..<ends[index]])
  }

  /// The same text in comments of about that many bytes: lines are joined by spaces, and cut at spaces or between code points.
  public func recut(bytes length: Int, atMost total: Int) -> Corpus {
    var text: [UInt8] = []
    text.reserveCapacity(min(total, bytes.count) + length)
    var room = length
    while text.count < total {
      for byte in bytes {
        // A continuation byte is never cut off.
        if room <= 0, byte & 0xC0 != 0x80 {
          text.append(UInt8(ascii: "\n"))
          room = length
          if text.count >= total { break }
        }
        text.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
        room -= 1
      }
    }
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    return text.withUnsafeBytes { Corpus(lines: $0) }
  }
}

/// The memory of a corpus.
private struct Storage: @unchecked Sendable {
  // SAFETY: `@unchecked` for the pointers, which one owner at a time writes through.
  var bytes: UnsafeMutableRawPointer
  var byteCount = 0
  var byteCapacity: Int
  var ends: UnsafeMutablePointer<Int>
  var lineCount = 0
  var lineCapacity: Int

  /// Bytes behind the end that may be read: kernels load blocks.
  static let slack = 64

  init(bytes capacity: Int, lines: Int) {
    byteCapacity = max(capacity, 1)
    lineCapacity = max(lines, 1)
    bytes = .allocate(byteCount: byteCapacity + Self.slack, alignment: 64)
    ends = .allocate(capacity: lineCapacity)
  }

  func free() {
    bytes.deallocate()
    ends.deallocate()
  }

  mutating func append(lines more: UnsafeRawBufferPointer) {
    guard let base = more.baseAddress else { return }
    if byteCount + more.count > byteCapacity {
      byteCapacity = max(byteCapacity + byteCapacity / 2, byteCount + more.count)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: byteCapacity + Self.slack, alignment: 64)
      larger.copyMemory(from: bytes, byteCount: byteCount)
      bytes.deallocate()
      bytes = larger
    }
    (bytes + byteCount).copyMemory(from: base, byteCount: more.count)
    var position = byteCount
    byteCount += more.count
    while position < byteCount, let feed = memchr(bytes + position, 0x0A, byteCount - position) {
      if lineCount == lineCapacity {
        lineCapacity *= 2
        let larger = UnsafeMutablePointer<Int>.allocate(capacity: lineCapacity)
        larger.update(from: ends, count: lineCount)
        ends.deallocate()
        ends = larger
      }
      let end = UnsafeRawPointer(feed) - UnsafeRawPointer(bytes)
      ends[lineCount] = end
      lineCount += 1
      position = end + 1
    }
    if position < byteCount {
      // A last line without a line feed is left out: generated text has none.
      byteCount = position
    }
  }
}
