internal import CommentSafety

/// The working memory of one worker: what judging and writing a line needs, reused from line to line.
public struct LineScratch: ~Copyable, Sendable {
  var engine: Scratch
  var found = FoundText()
  var judgement = Judgement()
  /// Ranges to be masked, in bytes of the text of one value.
  var masked: [Range<Int>] = []

  init(engine: consuming Scratch) {
    self.engine = engine
  }
}

/// What the lines of a chunk come to: bytes for the outputs, and counts.
public struct ChunkOutput: Sendable {
  /// For the main output.
  public var main = ByteBuffer()
  /// For the output of lines held back.
  public var rejected = ByteBuffer()
  public var counts = Counts()

  public init() {}

  /// Empties the output and keeps its memory for the next chunk.
  public mutating func clear() {
    main.clear()
    rejected.clear()
    counts = Counts()
  }
}
