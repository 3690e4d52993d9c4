/// How comments stand in a stream.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
  /// Each line is a comment. A carriage return before the line feed is no part of it.
  case text
  /// Each line is a JSON object with the comment in a string field.
  case ndjson
}

/// What is written to an output.
public enum OutputForm: String, Sendable, Hashable, CaseIterable {
  /// Lines that may be shown (allow, support), byte for byte, in order.
  case allowed
  /// Lines that are held back (review, filter, remove), byte for byte, in order.
  case rejected
  /// All lines that could be read, with each match that leads to review or higher covered: one `*` for each code point.
  ///
  /// Only matches are covered. A line that is held back for another reason (undecided, or several mild matches together) stays
  /// readable: where that matters, pass on the lines of ``allowed`` only.
  case masked
  /// All lines that could be read, as JSON with a verdict. For frames also the records of those that could not, so that each
  /// frame has its answer.
  case annotated
  /// Lines that are held back or malformed, as JSON with a verdict or the reason.
  case records
}

/// In what the offsets of matches are counted.
public enum SpanUnit: String, Sendable, Hashable, CaseIterable {
  /// Bytes of UTF-8, as Swift, Rust and Go count.
  case utf8
  /// Code units of UTF-16, as Java, JavaScript and C# count.
  case utf16
  /// Code points, as Python counts.
  case scalar
}

/// How a stream is read and what is written. All limits of streams stand here.
public struct StreamConfiguration: Sendable, Hashable {
  public var format = InputFormat.text
  public var delimiter = Delimiter.lineFeed
  /// Where the comment stands in an NDJSON line.
  public var field = JSONField.text
  /// Where an NDJSON line names the tenant whose overlay it is judged with: text, or a number, which is taken as it is written. A line without it, or
  /// with null, has no overlay. A line where it is anything else, or has several values, is malformed.
  public var overlayField: JSONField?
  /// What is written, one form for each output.
  public var outputs: [OutputForm] = [.allowed]
  public var spanUnit = SpanUnit.utf8
  /// Whether the records of malformed lines name their file.
  public var namesFiles = false
  /// Whether hits are counted by rule: see ``Counts/rules``.
  public var countsRules = false
  /// The longest line in bytes, without its delimiter. Longer ones are malformed.
  public var maximumLineBytes = 1 << 20
  /// The most that one `read` asks for, in bytes.
  public var blockBytes = 1 << 18
  /// What a chunk may come to, in bytes of all outputs, before a worker waits for its turn and writes a part of it. Comments full of matches come to many
  /// times their own size.
  public var outputBytes = 1 << 20
  /// Chunks that are read and not yet written, for each shard. More of them even out chunks that take long.
  public var chunksPerShard = 3

  public init() {}
}
