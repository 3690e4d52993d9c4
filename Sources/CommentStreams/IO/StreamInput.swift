/// An input of a stream: opened when its turn comes, read once, and closed.
public final class StreamInput: Sendable {
  public let name: String
  private let source: Monitor<Source>

  private struct Source: ~Copyable {
    var descriptor: Descriptor?
    var path: String?
  }

  /// A file that is opened when its turn comes.
  public init(path: String) {
    name = path
    source = Monitor(Source(descriptor: nil, path: path))
  }

  /// A file, pipe or socket that is open.
  public init(_ descriptor: consuming Descriptor) {
    name = descriptor.name
    source = Monitor(Source(descriptor: descriptor, path: nil))
  }

  /// - Returns: the open input; nil when it was given out before.
  func open() throws(StreamError) -> Descriptor? {
    try source.withLock { (source) throws(StreamError) in
      if let descriptor = source.descriptor.take() { return descriptor }
      guard let path = source.path.take() else { return nil }
      return try .reading(path)
    }
  }
}

extension Descriptor {
  /// Brings an input to the place where a stream is to go on: by seeking, or, where that cannot be, by reading up to it.
  ///
  /// - Throws: when the input is not the one that the place is from, as far as that shows.
  borrowing func advance(
    to position: StreamPosition, _ delimiter: Delimiter, _ control: StreamControl?
  ) throws(StreamError) {
    guard position.offset > 0 else { return }
    let advice = "give the same input from its start, or delete the checkpoint"
    if let size = size() {
      guard size >= position.offset else {
        throw StreamError(
          .resume, file: name,
          reason: "it has \(size) bytes, and the checkpoint says that \(position.offset) were read; \(advice)")
      }
      if size > position.offset, let terminator = delimiter.terminator, byte(before: position.offset) != terminator {
        throw StreamError(
          .resume, file: name,
          reason: "byte \(position.offset) is inside a line; \(advice)")
      }
      return try seek(to: position.offset)
    }
    var left = position.offset
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while left > 0 {
      let count = min(left, buffer.count)
      var span = buffer.mutableSpan
      // SAFETY: slicing checks the range; the pointer is used inside the closure only.
      let read = try span.withUnsafeMutableBytes { (bytes) throws(StreamError) in
        try self.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), control)
      }
      guard let read else { return }
      guard read > 0 else {
        throw StreamError(
          .resume, file: name,
          reason: "it ends before byte \(position.offset), up to which it was read, says the checkpoint; \(advice)")
      }
      left -= read
    }
  }
}
