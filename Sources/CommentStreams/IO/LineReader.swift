/// Reads a file, pipe or socket as chunks of whole lines.
///
/// A chunk is what one `read` returned, cut at the last line feed, so lines of a slow producer are never kept waiting; what
/// stands behind the cut begins the next chunk. A line longer than the limit is dropped while it is read, except for its
/// beginning, and becomes a chunk of its own.
///
/// Memory: a block and a line of the greatest length, whatever the input holds.
public struct LineReader: ~Copyable, Sendable {
  private let input: Descriptor
  private let maximumLineBytes: Int
  private let blockBytes: Int
  /// What stood behind the last cut: the beginning of a line, no longer than a block and a line.
  private var rest: [UInt8] = []
  private var nextLine = 1
  private var isAtEnd = false

  /// - Parameters:
  ///   - maximumLineBytes: the longest line, without its line feed.
  ///   - blockBytes: the most that one `read` asks for.
  public init(_ input: consuming Descriptor, maximumLineBytes: Int, blockBytes: Int = 1 << 18) {
    self.input = input
    self.maximumLineBytes = max(1, maximumLineBytes)
    self.blockBytes = max(1, blockBytes)
  }

  /// Reads the next chunk. Its memory is used again.
  ///
  /// - Returns: false at the end of the input, with an empty chunk.
  /// - Throws: when the input cannot be read. An over-long line is not an error.
  public mutating func next(into chunk: inout Chunk) throws(StreamError) -> Bool {
    start(&chunk)
    // What is there already holds no line feed: only what is added is searched.
    while !isAtEnd {
      if chunk.count > maximumLineBytes {
        try skipLine(&chunk)
        return true
      }
      let old = chunk.count
      let added = try fill(&chunk)
      guard let cut = chunk.storage.span.lastOffset(of: lineFeed, in: old..<old + added) else {
        continue
      }
      finish(&chunk, cut: cut + 1)
      return true
    }
    // The last line has no line feed.
    chunk.inputBytes = chunk.count
    return chunk.count > 0
  }

  private mutating func start(_ chunk: inout Chunk) {
    chunk.file = input.name
    chunk.firstLine = nextLine
    chunk.overlongBytes = nil
    chunk.inputBytes = 0
    chunk.reserve(rest.count + blockBytes)
    chunk.storage.replaceSubrange(..<rest.count, with: rest)
    chunk.count = rest.count
    rest.removeAll(keepingCapacity: true)
  }

  /// Appends what one `read` returns.
  private mutating func fill(_ chunk: inout Chunk) throws(StreamError) -> Int {
    let room = chunk.count..<chunk.count + blockBytes
    chunk.reserve(room.upperBound)
    let added = try read(into: &chunk.storage, room)
    chunk.count += added
    if added == 0 { isAtEnd = true }
    return added
  }

  private borrowing func read(
    into storage: inout [UInt8], _ room: Range<Int>
  ) throws(StreamError) -> Int {
    var span = storage.mutableSpan
    // SAFETY: slicing checks the range; the pointer is used inside the closure only.
    return try span.withUnsafeMutableBytes { (buffer) throws(StreamError) in
      try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[room]))
    }
  }

  /// Cuts a chunk behind its last line feed and counts its lines.
  private mutating func finish(_ chunk: inout Chunk, cut: Int) {
    rest.append(contentsOf: chunk.storage[cut..<chunk.count])
    chunk.count = cut
    chunk.inputBytes = cut
    nextLine += chunk.storage.span.extracting(..<cut).occurrences(of: lineFeed)
  }

  /// Reads on to the end of a line that is too long, keeping only its beginning.
  private mutating func skipLine(_ chunk: inout Chunk) throws(StreamError) {
    var length = chunk.count
    chunk.count = min(length, Chunk.excerptBytes)
    var hasLineFeed = false
    while !hasLineFeed {
      let kept = chunk.count
      chunk.reserve(kept + blockBytes)
      let added = try read(into: &chunk.storage, kept..<kept + blockBytes)
      if added == 0 {
        isAtEnd = true
        break
      }
      let read = kept + added
      let end = chunk.storage.span.extracting(..<read).offset(of: lineFeed, from: kept)
      if let end {
        rest.append(contentsOf: chunk.storage[end + 1..<read])
        hasLineFeed = true
      }
      length += (end ?? read) - kept
      chunk.count = min(end ?? read, Chunk.excerptBytes)
    }
    chunk.overlongBytes = length
    chunk.inputBytes = length + (hasLineFeed ? 1 : 0)
    nextLine += 1
  }
}

let lineFeed = UInt8(ascii: "\n")
