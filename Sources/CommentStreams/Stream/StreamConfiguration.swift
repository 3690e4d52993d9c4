/// How comments stand in a stream.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
  /// Each line is a comment. A carriage return before the line feed is no part of it.
  case text
  /// Each line is a JSON object with the comment in a string field.
  case ndjson
}

/// What is written to the main output.
public enum EmitMode: String, Sendable, Hashable, CaseIterable {
  /// Lines that may be shown (allow, support), byte for byte, in order.
  case allowed
  /// Lines that are held back (review, filter, remove), byte for byte, in order.
  case rejected
  /// All lines that could be read, with each match that leads to review or higher covered: one `*` for each code point.
  ///
  /// Only matches are covered. A line that is held back for another reason (undecided, or several mild matches together) stays
  /// readable: where that matters, pass on the lines of ``allowed`` only.
  case masked
  /// All lines that could be read, as JSON with a verdict.
  case annotated
  case none
}

/// How a stream is read and what is written.
public struct StreamConfiguration: Sendable, Hashable {
  public var format = InputFormat.text
  /// Where the comment stands in an NDJSON line.
  public var field = JSONField.text
  public var emit = EmitMode.allowed
  /// Whether lines that are held back or malformed are written to a second output, as JSON with a verdict or reason.
  public var recordsRejected = false
  /// Whether the records of malformed lines name their file.
  public var namesFiles = false
  /// The longest line in bytes, without its line feed. Longer ones are malformed.
  public var maximumLineBytes = 1 << 20
  /// The most that one `read` asks for, in bytes.
  public var blockBytes = 1 << 18

  public init() {}
}
