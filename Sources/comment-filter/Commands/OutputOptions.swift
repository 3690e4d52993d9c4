public import ArgumentParser
internal import CommentStreams

/// What is written to standard output.
enum EmitMode: String, ExpressibleByArgument, CaseIterable {
  case allowed, rejected, masked, annotated, none

  var form: OutputForm? { OutputForm(rawValue: rawValue) }
}

extension SpanUnit: ExpressibleByArgument {}

/// Options that say what is written where.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to write to standard output: lines that may be shown (the default), the others, all with matches covered, all as JSON with a verdict, or nothing.",
      valueName: "allowed|rejected|masked|annotated|none"))
  var emit: EmitMode?

  @Option(
    help: ArgumentHelp(
      "Write every line held back or malformed to a file, as JSON with verdict or reason; - is standard output, here and below.",
      valueName: "file"))
  var rejected: String?

  @Option(help: ArgumentHelp("Write the lines that may be shown to a file.", valueName: "file"))
  var allowed: String?

  @Option(help: ArgumentHelp("Write all lines to a file, with matches covered.", valueName: "file"))
  var masked: String?

  @Option(help: ArgumentHelp("Write all lines to a file, as JSON with a verdict.", valueName: "file"))
  var annotated: String?

  @Option(
    help: ArgumentHelp("What the offsets of matches count.", valueName: "utf8|utf16|scalar"))
  var spanUnit = SpanUnit.utf8

  /// An output by its option.
  struct Target {
    var option: String
    var form: OutputForm
    /// `-` is standard output.
    var path: String

    var isStandardOutput: Bool { path == "-" }
  }

  /// All outputs, in the order in which a chunk is written to them: records first, so that a line that is held back is on record before the lines
  /// behind it are shown; standard output last.
  var targets: [Target] {
    var targets: [Target] = []
    func add(_ option: String, _ form: OutputForm, _ path: String?) {
      if let path { targets.append(Target(option: option, form: form, path: path)) }
    }
    add("--rejected", .records, rejected)
    add("--allowed", .allowed, allowed)
    add("--masked", .masked, masked)
    add("--annotated", .annotated, annotated)
    if let emit {
      add("--emit", emit.form ?? .allowed, emit == .none ? nil : "-")
    } else if allowed == nil, masked == nil, annotated == nil, rejected != "-" {
      add("--emit", .allowed, "-")
    }
    return targets.filter { !$0.isStandardOutput } + targets.filter(\.isStandardOutput)
  }

  func validate() throws {
    let standard = targets.filter(\.isStandardOutput)
    if standard.count > 1 {
      throw ValidationError(
        "\(standard.map(\.option).joined(separator: " and ")) both write standard output; give one of them a file")
    }
  }

  /// The files that are written, by their options.
  var files: [(String, String)] {
    targets.filter { !$0.isStandardOutput }.map { ($0.option, $0.path) }
  }

  /// Opens all outputs.
  ///
  /// - Parameter checkpoint: where they are to go on.
  func open(resuming checkpoint: Checkpoint?, isResumable: Bool) throws(StreamError) -> [StreamOutput] {
    var outputs: [StreamOutput] = []
    for (index, target) in targets.enumerated() {
      let file: Descriptor
      if target.isStandardOutput {
        file = .standardOutput
      } else if checkpoint == nil {
        file = try .writing(target.path)
      } else {
        file = try .continuing(target.path)
      }
      var state = StreamOutput.State()
      if isResumable {
        guard let size = file.size() else {
          throw StreamError(.resume, file: file.name, reason: "with --checkpoint an output is a regular file")
        }
        state.bytes = size
      }
      if let checkpoint {
        state = checkpoint.outputs[index]
        try file.resume(at: state.bytes)
      }
      outputs.append(
        StreamOutput(target.form, to: file, endsQuietly: target.isStandardOutput, at: state))
    }
    return outputs
  }
}
