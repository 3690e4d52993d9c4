/// Reads a file, pipe or socket as chunks of whole lines.
///
/// A chunk is what one `read` returned, cut at the last delimiter, so lines of a slow producer are never kept waiting; what
/// stands behind the cut begins the next chunk. A line longer than the limit is dropped while it is read, except for its
/// beginning, and becomes a chunk of its own.
///
/// Memory: a block and a line of the greatest length, whatever the input holds.
public struct LineReader: ~Copyable, Sendable {
  private let input: Descriptor
  private let maximumLineBytes: Int
  private let blockBytes: Int
  private let delimiter: Delimiter
  private let control: StreamControl?
  /// What stood behind the last cut: the beginning of a line, no longer than a block and a line.
  private var rest: [UInt8] = []
  /// The last cut was the end of an overlong line: whole lines may stand behind it.
  private var restHoldsLines = false
  private var startsInput: Bool
  private var isAtEnd = false
  /// The place behind the last chunk.
  public private(set) var position: StreamPosition
  /// The control said to stop before the end of the input.
  public private(set) var isStopped = false
  /// Bytes of a line that was read in part when reading was stopped.
  public private(set) var unfinishedBytes = 0

  /// - Parameters:
  ///   - maximumLineBytes: the longest line, without its delimiter.
  ///   - blockBytes: the most that one `read` asks for.
  ///   - position: the place in the input where the descriptor stands.
  ///   - control: ends waiting for input when it is stopped.
  public init(
    _ input: consuming Descriptor, maximumLineBytes: Int, blockBytes: Int = 1 << 18,
    delimiter: Delimiter = .lineFeed, at position: StreamPosition = StreamPosition(),
    control: StreamControl? = nil
  ) {
    self.input = input
    self.maximumLineBytes = max(1, maximumLineBytes)
    self.blockBytes = max(1, blockBytes)
    self.delimiter = delimiter
    self.position = position
    self.control = control
    startsInput = position.offset == 0
  }

  /// Reads the next chunk. Its memory is used again.
  ///
  /// - Returns: false at the end of the input or when stopped, with an empty chunk.
  /// - Throws: when the input cannot be read. An over-long line is not an error.
  public mutating func next(into chunk: inout Chunk) throws(StreamError) -> Bool {
    start(&chunk)
    if restHoldsLines {
      restHoldsLines = false
      if let (end, lines) = cut(chunk, from: 0, chunk.count) {
        finish(&chunk, at: end, lines: lines)
        return true
      }
    }
    // What is there now holds no whole line: only what is added is searched.
    while !isAtEnd {
      if let header = overlongHeader(chunk) {
        guard try skipLine(&chunk, header: header) else { return false }
        finish(&chunk, lines: 1)
        return true
      }
      let old = chunk.count
      guard let added = try fill(&chunk) else { return false }
      guard let (end, lines) = cut(chunk, from: old, added) else { continue }
      finish(&chunk, at: end, lines: lines)
      return true
    }
    guard chunk.count > 0 else { return false }
    // The last line has no delimiter.
    finish(&chunk, at: chunk.count, lines: 1)
    return true
  }

  private mutating func start(_ chunk: inout Chunk) {
    chunk.shrink(to: blockBytes)
    chunk.file = input.name
    chunk.firstLine = position.line
    chunk.delimiter = delimiter
    chunk.overlongBytes = nil
    chunk.inputBytes = 0
    chunk.lines = 0
    chunk.count = 0
    chunk.reserve(rest.count + blockBytes)
    chunk.storage.replaceSubrange(..<rest.count, with: rest)
    chunk.count = rest.count
    rest.removeAll(keepingCapacity: true)
  }

  /// Cuts the chunk behind its last whole line.
  private mutating func finish(_ chunk: inout Chunk, at end: Int, lines: Int) {
    rest.append(contentsOf: chunk.storage[end..<chunk.count])
    chunk.count = end
    chunk.inputBytes = end
    finish(&chunk, lines: lines)
  }

  private mutating func finish(_ chunk: inout Chunk, lines: Int) {
    position.offset += chunk.inputBytes
    position.line += lines
    chunk.lines = lines
    chunk.end = position
    chunk.startsInput = startsInput
    startsInput = false
  }

  /// Appends what one `read` returns.
  ///
  /// - Returns: how much that is; nil when reading was stopped.
  private mutating func fill(_ chunk: inout Chunk) throws(StreamError) -> Int? {
    let room = chunk.count..<chunk.count + blockBytes
    chunk.reserve(room.upperBound)
    guard let added = try read(into: &chunk.storage, room) else {
      stop(&chunk, unfinished: chunk.count)
      return nil
    }
    chunk.count += added
    if added == 0 { isAtEnd = true }
    return added
  }

  private mutating func stop(_ chunk: inout Chunk, unfinished: Int) {
    isStopped = true
    unfinishedBytes = unfinished
    chunk.count = 0
  }

  private borrowing func read(
    into storage: inout [UInt8], _ room: Range<Int>
  ) throws(StreamError) -> Int? {
    var span = storage.mutableSpan
    // SAFETY: slicing checks the range; the pointer is used inside the closure only.
    return try span.withUnsafeMutableBytes { (buffer) throws(StreamError) in
      try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[room]), control)
    }
  }

  /// Where the chunk's whole lines end, and how many there are; nil when there is none.
  private borrowing func cut(
    _ chunk: borrowing Chunk, from old: Int, _ added: Int
  ) -> (end: Int, lines: Int)? {
    let bytes = chunk.storage.span.extracting(..<(old + added))
    guard let terminator = delimiter.terminator else {
      let (end, count) = bytes.wholeFrames(from: 0)
      return count > 0 ? (end, count) : nil
    }
    guard let last = bytes.lastOffset(of: terminator, in: old..<old + added) else { return nil }
    return (last + 1, bytes.extracting(..<(last + 1)).occurrences(of: terminator))
  }

  /// Whether the line at hand, of which there is a part, is too long.
  ///
  /// - Returns: the bytes before the line's own.
  private borrowing func overlongHeader(_ chunk: borrowing Chunk) -> Int? {
    if delimiter.terminator != nil { return chunk.count > maximumLineBytes ? 0 : nil }
    guard chunk.count >= Delimiter.frameHeaderBytes else { return nil }
    let length = chunk.storage.span.frameLength(at: 0)
    return length > maximumLineBytes ? Delimiter.frameHeaderBytes : nil
  }

  /// Reads on to the end of a line that is too long, keeping only its beginning.
  ///
  /// - Returns: false when reading was stopped before that.
  private mutating func skipLine(_ chunk: inout Chunk, header: Int) throws(StreamError) -> Bool {
    let frameLength = header > 0 ? chunk.storage.span.frameLength(at: 0) : nil
    if header > 0 { chunk.storage.removeSubrange(..<header) }
    var length = chunk.count - header
    chunk.count = min(length, Chunk.excerptBytes)
    var hasEnd = false
    while !hasEnd {
      let kept = chunk.count
      chunk.reserve(kept + blockBytes)
      guard let added = try read(into: &chunk.storage, kept..<kept + blockBytes) else {
        stop(&chunk, unfinished: header + length)
        return false
      }
      if added == 0 {
        isAtEnd = true
        break
      }
      let read = kept + added
      var end: Int?
      if let frameLength {
        if length + added >= frameLength { end = kept + frameLength - length }
        if let end { rest.append(contentsOf: chunk.storage[end..<read]) }
      } else if let terminator = delimiter.terminator {
        end = chunk.storage.span.extracting(..<read).offset(of: terminator, from: kept)
        if let end { rest.append(contentsOf: chunk.storage[(end + 1)..<read]) }
      }
      hasEnd = end != nil
      restHoldsLines = hasEnd
      length += (end ?? read) - kept
      chunk.count = min(end ?? read, Chunk.excerptBytes)
    }
    chunk.overlongBytes = length
    chunk.inputBytes = header + length + (hasEnd && header == 0 ? 1 : 0)
    return true
  }
}
