/// How one comment of a stream is told from the next, in inputs and outputs alike.
public enum Delimiter: String, Sendable, Hashable, CaseIterable {
  /// A line feed behind each. A carriage return before it is no part of a comment.
  case lineFeed = "line-feed"
  /// A NUL byte behind each, so that comments may hold line feeds.
  case nul
  /// Four bytes before each: the length of what follows, in bytes, as an unsigned big-endian number.
  case frame

  /// Bytes of a frame's length.
  static let frameHeaderBytes = 4

  /// The byte behind each comment; nil for frames.
  var terminator: UInt8? {
    switch self {
    case .lineFeed: UInt8(ascii: "\n")
    case .nul: 0
    case .frame: nil
    }
  }
}

extension Span<UInt8> {
  /// The length that stands in the four bytes at `offset`.
  ///
  /// - Precondition: there are four bytes.
  func frameLength(at offset: Int) -> Int {
    var length = 0
    for i in offset..<offset + Delimiter.frameHeaderBytes { length = length << 8 | Int(self[i]) }
    return length
  }

  /// Walks over whole frames from `start` on.
  ///
  /// - Returns: the offset behind the last whole frame, and how many there are.
  /// - Complexity: O(frames).
  func wholeFrames(from start: Int) -> (end: Int, count: Int) {
    var end = start
    var frames = 0
    while count - end >= Delimiter.frameHeaderBytes {
      let next = end + Delimiter.frameHeaderBytes + frameLength(at: end)
      guard next <= count else { break }
      end = next
      frames += 1
    }
    return (end, frames)
  }
}
