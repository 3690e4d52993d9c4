internal import ArgumentParser

/// `comment-filter`: decides what to do with each comment of a stream.
@main
struct CommentFilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment-filter",
    abstract: "Decides what to do with user comments: allow, support, review, filter or remove.",
    discussion: """
      Reads one comment per line (or NDJSON) and writes the comments that may be shown.

        comment-filter < comments.txt > shown.txt
        comment-filter --format ndjson --emit annotated comments.ndjson
        comment-filter check "is this one all right?"

      The options of the stream filter: comment-filter filter --help

      Exit status: 0 the input was read to its end, or the reader of the output went away; 1 'check' found something to act on; \
      2 wrong usage or a rule pack with errors; 74 a file could not be read or written; 130 and 143 SIGINT and SIGTERM stopped the filter, \
      and what it had read is judged and written.
      """,
    version: "0.1.0",
    subcommands: [
      FilterCommand.self, CheckCommand.self, MeasureCommand.self, EvaluateCommand.self,
      LintCommand.self, DiffCommand.self, ImportCommand.self, MineCommand.self, PackCommand.self,
      MatrixCommand.self, SweepCommand.self, SiegeCommand.self,
    ],
    defaultSubcommand: FilterCommand.self)

  static func main() {
    Console.occupyClosedDescriptors()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      if exitCode(for: error) == .validationFailure {
        Console.error(fullMessage(for: error))
        exit(withError: ExitStatus.usage)
      }
      // Help is printed here: the library would not notice that it could not be.
      if exitCode(for: error) == .success {
        do {
          try Console.write(fullMessage(for: error) + "\n")
        } catch {
          exit(withError: error)
        }
        exit()
      }
      exit(withError: error)
    }
  }
}

/// The exit statuses of all commands.
enum ExitStatus {
  /// `check` found something to act on.
  static let found = ExitCode(1)
  /// Wrong usage, or a rule pack with errors.
  static let usage = ExitCode(2)
  /// A file could not be read or written (EX_IOERR).
  static let inputOutput = ExitCode(74)
}
