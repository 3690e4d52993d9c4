internal import ArgumentParser

@main
struct CommentBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment-benchmark",
    abstract: "Measures Comment Safety: alone, against others, and as it grows.",
    subcommands: [
      GenerateCommand.self, FiguresCommand.self, QuarterCommand.self, CompareCommand.self, GrowthCommand.self,
      TargetsCommand.self, GateCommand.self, PipeCommand.self,
    ])
}
