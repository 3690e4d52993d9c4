internal import CommentStreams

/// Comments in memory, one behind the other.
struct Corpus {
  /// The comments' bytes, each followed by a line feed.
  private var buffer = ByteBuffer()
  /// Where each comment ends, without its line feed.
  private(set) var ends: [Int] = []

  var bytes: [UInt8] { buffer.bytes }
  var count: Int { ends.count }
  /// Bytes of all comments, without line feeds.
  var commentBytes: Int { buffer.count - ends.count }

  /// Adds the comments of an input until there are `limit`. Malformed lines are passed over.
  mutating func load(
    _ input: consuming Descriptor, _ processor: LineProcessor, limit: Int
  ) throws(StreamError) {
    var reader = LineReader(input, maximumLineBytes: processor.configuration.maximumLineBytes)
    var scratch = processor.makeScratch()
    var chunk = Chunk()
    while count < limit, try reader.next(into: &chunk) {
      processor.forEachComment(in: chunk, using: &scratch) { text in
        guard count < limit else { return }
        buffer.append(text)
        ends.append(buffer.count)
        buffer.append(UInt8(ascii: "\n"))
      }
    }
  }
}
