/// Filters inputs one after the other into one output, in order, on the calling thread.
///
/// ```swift
/// Descriptor.ignoreBrokenPipes()
/// var stream = StreamFilter(LineProcessor(filter), output: .standardOutput)
/// try stream.consume(.standardInput)
/// let counts = try stream.finish()
/// ```
///
/// What a chunk comes to is written before the next chunk is read: lines of a slow producer are answered at once. A line's record in
/// `rejected` is written before the lines behind it go to the output.
public struct StreamFilter: ~Copyable, Sendable {
  public let processor: LineProcessor
  /// What was read so far.
  public private(set) var counts = Counts()
  /// The reader of the main output has gone; nothing more need be read.
  public private(set) var isOutputClosed = false

  private var main: Sink
  private var rejected: Sink?
  private var scratch: LineScratch
  private var chunk = Chunk()
  private var output = ChunkOutput()

  /// - Parameter rejected: receives the records of lines held back or malformed, if the processor writes them.
  public init(
    _ processor: LineProcessor, output: consuming Descriptor, rejected: consuming Descriptor? = nil
  ) {
    self.processor = processor
    self.main = Sink(output)
    if let rejected { self.rejected = Sink(rejected) } else { self.rejected = nil }
    self.scratch = processor.makeScratch()
  }

  /// Filters an input to its end, or until the reader of the output goes away.
  ///
  /// - Parameter progress: called after each chunk.
  /// - Throws: when a file cannot be read or written. `counts` then includes the chunk that failed.
  /// - Complexity: O(bytes of the input), in bounded memory.
  public mutating func consume(
    _ input: consuming Descriptor, progress: (borrowing Counts) -> Void = { _ in }
  ) throws(StreamError) {
    let configuration = processor.configuration
    var reader = LineReader(
      input, maximumLineBytes: configuration.maximumLineBytes, blockBytes: configuration.blockBytes)
    // A last line without a line feed must not run into the first one of the next input.
    main.endsLineBeforeMore()
    while !isOutputClosed, try reader.next(into: &chunk) {
      output.clear()
      processor.process(chunk, using: &scratch, into: &output)
      counts.add(output.counts)
      try rejected?.write(output.rejected)
      do throws(StreamError) {
        try main.write(output.main)
      } catch {
        guard error.isBrokenPipe else { throw error }
        isOutputClosed = true
      }
      progress(counts)
    }
  }

  /// Closes the outputs.
  ///
  /// - Returns: what was read.
  /// - Throws: when an output cannot be closed, which may be the first sign of a full disk, or the counts do not add up.
  public consuming func finish() throws(StreamError) -> Counts {
    let counts = counts
    if let rejected { try rejected.close() }
    try main.close()
    guard counts.isBalanced else { throw StreamError(.accounting, file: "stream", number: 0) }
    return counts
  }
}

/// An output. What is written goes to the file at once: the chunk's buffer is the only one.
struct Sink: ~Copyable, Sendable {
  private let file: Descriptor
  private var endsInsideLine = false
  private var owesLineFeed = false

  init(_ file: consuming Descriptor) {
    self.file = file
  }

  /// From now on, more output goes on a line of its own.
  mutating func endsLineBeforeMore() {
    owesLineFeed = endsInsideLine
  }

  mutating func write(_ buffer: borrowing ByteBuffer) throws(StreamError) {
    guard let last = buffer.bytes.last else { return }
    if owesLineFeed {
      owesLineFeed = false
      try file.write([lineFeed].span)
    }
    try file.write(buffer.bytes.span)
    endsInsideLine = last != lineFeed
  }

  consuming func close() throws(StreamError) {
    try file.close()
  }
}
