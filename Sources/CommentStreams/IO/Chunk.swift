/// Whole lines of an input, or the beginning of one line that is too long.
public struct Chunk: Sendable {
  /// Bytes of an overlong line that are kept.
  public static let excerptBytes = 4096

  /// The file the lines are from.
  public internal(set) var file = ""
  /// The number of the first line in its input, from 1.
  public internal(set) var firstLine = 1
  /// The bytes up to `count`. All lines end with a line feed, except perhaps the last of the input.
  var storage: [UInt8] = []
  /// Bytes of the chunk.
  public internal(set) var count = 0
  /// Nil for whole lines. Otherwise the chunk stands for one line of that many bytes, without its line feed, and holds its first
  /// ``excerptBytes`` bytes.
  public internal(set) var overlongBytes: Int?
  /// Bytes of the input that the chunk stands for.
  public internal(set) var inputBytes = 0

  public init() {}

  /// A chunk of lines that are already in memory.
  public init(_ bytes: [UInt8], file: String = "", firstLine: Int = 1) {
    self.file = file
    self.firstLine = firstLine
    storage = bytes
    count = bytes.count
    inputBytes = bytes.count
  }

  /// Calls `body` with the chunk's bytes.
  public func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(..<count))
  }

  /// Makes room for `capacity` bytes or more, keeping the first `count`.
  ///
  /// Grows to twice the size at least: a long line that comes byte by byte is not copied each time.
  mutating func reserve(_ capacity: Int) {
    guard storage.count < capacity else { return }
    let room = max(capacity, 2 * storage.count)
    storage = withBytes { copied($0, room) }
  }
}

/// An array of `room` bytes that begins with the given ones, and has zeros behind them.
private func copied(_ bytes: Span<UInt8>, _ room: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
    // SAFETY: both calls are bounds-checked, and together they reach every byte of the buffer.
    bytes.withUnsafeBufferPointer { _ = buffer.initialize(fromContentsOf: $0) }
    buffer[bytes.count...].initialize(repeating: 0)
    initialized = room
  }
}

// MARK: - Lines

/// A line of a chunk.
struct Line {
  /// Without its line feed.
  var bytes: Range<Int>
  /// With its line feed, if it has one.
  var whole: Range<Int>
  /// Its number in the input, from 1.
  var number: Int

  /// False only for the last line of an input.
  var endsInFeed: Bool { whole.upperBound > bytes.upperBound }
}

extension Chunk {
  /// Calls `body` with each line, in order, and the chunk's bytes. Not for the chunk of an overlong line.
  ///
  /// - Complexity: O(bytes), apart from `body`.
  borrowing func forEachLine(_ body: (Line, Span<UInt8>) -> Void) {
    let bytes = storage.span.extracting(..<count)
    var start = 0
    var number = firstLine
    while start < bytes.count {
      let feed = bytes.offset(of: lineFeed, from: start)
      let next = feed.map { $0 + 1 } ?? bytes.count
      body(Line(bytes: start..<(feed ?? next), whole: start..<next, number: number), bytes)
      start = next
      number += 1
    }
  }
}
