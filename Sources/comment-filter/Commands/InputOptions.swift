public import ArgumentParser
public import CommentStreams

/// Options that say how comments stand in the input.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text: one comment per line; ndjson: one JSON object per line.", valueName: "text|ndjson"))
  var format = InputFormat.text

  @Option(
    help: ArgumentHelp(
      "The field that holds the comment in NDJSON; dots lead into nested objects. text unless said.",
      valueName: "path"))
  var field: String?

  @Flag(name: [.customShort("0"), .customLong("null")], help: "A NUL byte ends each line, in inputs and outputs.")
  var isNul = false

  @Flag(help: "Each line is a frame, in inputs and outputs: its length as four bytes, big-endian, and its bytes.")
  var frames = false

  @Flag(
    help: "Check the whole NDJSON line, not only the field. This is always done; a script may say that it relies on it."
  )
  var strict = false

  @Option(
    help: ArgumentHelp("The longest line; longer ones are malformed.", valueName: "n"))
  var maxLineBytes = StreamConfiguration().maximumLineBytes

  func validate() throws {
    if let field {
      if JSONField(path: field) == nil {
        throw ValidationError(
          "--field '\(field)' is not a path: write a key, or keys with dots between")
      }
      if format != .ndjson { throw ValidationError("--field needs --format ndjson: a line of text has no fields") }
    }
    if maxLineBytes < 1 || maxLineBytes > 1 << 30 {
      throw ValidationError("--max-line-bytes is from 1 to \(1 << 30)")
    }
    if isNul && frames { throw ValidationError("-0 and --frames exclude each other") }
  }

  /// The configuration that the options ask for; nothing is emitted yet.
  var configuration: StreamConfiguration {
    var configuration = StreamConfiguration()
    configuration.format = format
    configuration.delimiter = frames ? .frame : isNul ? .nul : .lineFeed
    configuration.field = field.flatMap { JSONField(path: $0) } ?? .text
    configuration.maximumLineBytes = maxLineBytes
    configuration.outputs = []
    return configuration
  }

  /// Opens an input; `-` is standard input.
  static func open(_ path: String) throws(StreamError) -> Descriptor {
    path == "-" ? .standardInput : try .reading(path)
  }
}

extension InputFormat: ExpressibleByArgument {}
