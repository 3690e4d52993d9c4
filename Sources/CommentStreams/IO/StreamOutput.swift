/// An output of a stream. What is written goes to the file at once: the chunk's buffer is the only one.
public final class StreamOutput: Sendable {
  public let form: OutputForm
  public let name: String
  /// A reader that goes away ends the stream quietly, as is usual for standard output.
  public let endsQuietly: Bool
  private let sink: Monitor<Sink>

  /// How far an output is.
  public struct State: Sendable, Hashable {
    /// Bytes in the file, or written to the pipe.
    public var bytes = 0
    /// Whole lines written.
    public var lines = 0
    /// What was written ends inside a line: the input's last line had no delimiter.
    public var endsInsideLine = false

    public init() {}

    public init(bytes: Int, lines: Int, endsInsideLine: Bool) {
      self.bytes = bytes
      self.lines = lines
      self.endsInsideLine = endsInsideLine
    }
  }

  private struct Sink: ~Copyable {
    var file: Descriptor?
    var state: State
    var owesDelimiter = false
  }

  /// - Parameter state: how far the output is already, if a stream goes on.
  public init(
    _ form: OutputForm, to file: consuming Descriptor, endsQuietly: Bool = false, at state: State = State()
  ) {
    self.form = form
    self.endsQuietly = endsQuietly
    name = file.name
    sink = Monitor(Sink(file: file, state: state))
  }

  /// How far the output is.
  public var state: State { sink.withLock { $0.state } }

  /// Writes what a chunk came to.
  ///
  /// - Parameter lines: whole lines in the buffer; a last one without delimiter counts.
  /// - Throws: when not everything could be written. ``state`` then says how much was.
  func write(
    _ buffer: borrowing ByteBuffer, lines: Int, startsInput: Bool, _ delimiter: Delimiter
  ) throws(StreamError) {
    try sink.withLock { (sink) throws(StreamError) in
      // A last line without a delimiter must not run into the first one of the next input.
      if startsInput { sink.owesDelimiter = sink.state.endsInsideLine }
      guard let last = buffer.bytes.last else { return }
      if sink.owesDelimiter, let terminator = delimiter.terminator {
        sink.owesDelimiter = false
        let (written, failure) = sink.file?.writing([terminator].span) ?? (0, 0)
        sink.state.bytes += written
        guard failure == 0 else { throw StreamError(.write, file: name, number: failure) }
        sink.state.endsInsideLine = false
      }
      let (written, failure) = sink.file?.writing(buffer.bytes.span) ?? (0, 0)
      sink.state.bytes += written
      guard failure == 0 else {
        let part = buffer.bytes.span.extracting(..<written)
        sink.state.lines +=
          delimiter.terminator.map { part.occurrences(of: $0) } ?? part.wholeFrames(from: 0).count
        throw StreamError(.write, file: name, number: failure)
      }
      sink.state.lines += lines
      if let terminator = delimiter.terminator { sink.state.endsInsideLine = last != terminator }
    }
  }

  /// Waits until what was written is on the disk.
  public func synchronize() throws(StreamError) {
    try sink.withLock { (sink) throws(StreamError) in try sink.file?.synchronize() }
  }

  /// Closes the file, which may be the first sign of a full disk.
  func close() throws(StreamError) {
    try sink.withLock { (sink) throws(StreamError) in try sink.file.take()?.close() }
  }
}
