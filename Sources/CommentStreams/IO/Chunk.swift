/// Whole lines of an input, or the beginning of one line that is too long.
///
/// A line is what stands between two delimiters, or in a frame: see ``Delimiter``.
public struct Chunk: Sendable {
  /// Bytes of an overlong line that are kept.
  public static let excerptBytes = 4096

  /// The file the lines are from.
  public internal(set) var file = ""
  /// The number of the first line in its input, from 1.
  public internal(set) var firstLine = 1
  /// Lines of the chunk.
  public internal(set) var lines = 0
  /// How lines are told apart.
  public internal(set) var delimiter = Delimiter.lineFeed
  /// The chunk is the first of its input.
  var startsInput = false
  /// The place behind the chunk.
  var end = StreamPosition()
  /// The bytes up to `count`. All lines end with their delimiter, except perhaps the last of the input.
  var storage: [UInt8] = []
  /// Bytes of the chunk.
  public internal(set) var count = 0
  /// Nil for whole lines. Otherwise the chunk stands for one line of that many bytes, without its delimiter, and holds its first
  /// ``excerptBytes`` bytes.
  public internal(set) var overlongBytes: Int?
  /// Bytes of the input that the chunk stands for.
  public internal(set) var inputBytes = 0

  public init() {}

  /// A chunk of lines that are already in memory.
  public init(_ bytes: [UInt8], file: String = "", firstLine: Int = 1, delimiter: Delimiter = .lineFeed) {
    self.file = file
    self.firstLine = firstLine
    self.delimiter = delimiter
    storage = bytes
    count = bytes.count
    inputBytes = bytes.count
    var lines = 0
    forEachLine { _, _ in lines += 1 }
    self.lines = lines
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

  /// Gives memory back after an unusually long line: the next chunk needs no more than `capacity` bytes, as a rule.
  mutating func shrink(to capacity: Int) {
    guard storage.count > 4 * capacity else { return }
    count = 0
    storage = []
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
  /// Without its delimiter or length.
  var bytes: Range<Int>
  /// With its delimiter or length, if it has one.
  var whole: Range<Int>
  /// Its number in the input, from 1.
  var number: Int
  /// The input ended inside of a frame.
  var isTruncated = false

  /// False only for the last line of an input, and for frames.
  var endsInDelimiter: Bool { whole.upperBound > bytes.upperBound }
}

extension Chunk {
  /// Calls `body` with each line, in order, and the chunk's bytes. Not for the chunk of an overlong line.
  ///
  /// - Complexity: O(bytes), apart from `body`.
  borrowing func forEachLine(_ body: (Line, Span<UInt8>) -> Void) {
    let bytes = storage.span.extracting(..<count)
    guard let terminator = delimiter.terminator else { return forEachFrame(in: bytes, body) }
    var start = 0
    var number = firstLine
    while start < bytes.count {
      let feed = bytes.offset(of: terminator, from: start)
      let next = feed.map { $0 + 1 } ?? bytes.count
      body(Line(bytes: start..<(feed ?? next), whole: start..<next, number: number), bytes)
      start = next
      number += 1
    }
  }

  private borrowing func forEachFrame(in bytes: Span<UInt8>, _ body: (Line, Span<UInt8>) -> Void) {
    var start = 0
    var number = firstLine
    while start < bytes.count {
      let text = min(start + Delimiter.frameHeaderBytes, bytes.count)
      let hasLength = bytes.count - start >= Delimiter.frameHeaderBytes
      let end = hasLength ? text + bytes.frameLength(at: start) : Int.max
      let line = Line(
        bytes: text..<min(end, bytes.count), whole: start..<min(end, bytes.count), number: number,
        isTruncated: end > bytes.count)
      body(line, bytes)
      start = line.whole.upperBound
      number += 1
    }
  }
}
