internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import PackTools
internal import RulePacks

/// `comment-filter diff`: which verdicts change with a pack.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which verdicts change between two packs.",
    discussion: """
      OLD and NEW are paths as for --rules, joined with commas if there are several; 'none' is the built-in pack alone. Both come on \
      top of the built-in pack unless --no-default-rules is given. A compiled pack stands for itself, with its own policy.

        comment-filter diff none our-list.txt < comments.txt
        comment-filter diff old/ new/ comments.txt

      Exit status: 0 no action changes, 1 some do.
      """)

  @Argument(help: ArgumentHelp("The pack in use: paths, or none.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The pack to compare: paths, or none.", valueName: "new"))
  var new: String

  @Argument(help: ArgumentHelp("Files of comments; - is standard input.", valueName: "file"))
  var files: [String] = ["-"]

  @OptionGroup var input: InputOptions

  @Flag(help: "Leave the built-in pack out of both.")
  var noDefaultRules = false

  @Option(
    help: ArgumentHelp("The policy of both: a .yaml file, or the name of a built-in one.", valueName: "file or name"))
  var policy: String?

  @Option(help: ArgumentHelp("Another policy for NEW.", valueName: "file or name"))
  var newPolicy: String?

  @Option(help: ArgumentHelp("How many comments of each change to show.", valueName: "n"))
  var samples = 5

  @Option(help: ArgumentHelp("How many rules of each kind to show.", valueName: "n"))
  var rulesShown = 20

  func validate() throws {
    if samples < 0 || rulesShown < 0 { throw ValidationError("--samples and --rules-shown are at least 0") }
    if noDefaultRules, old == "none" || new == "none" {
      throw ValidationError("--no-default-rules leaves nothing for 'none'")
    }
    for (path, policy) in [(old, policy), (new, newPolicy ?? policy)] where CompiledPackFile.isCompiledPack(path: path)
    {
      if policy != nil || noDefaultRules {
        throw ValidationError("'\(path)' is a compiled pack, which is whole: leave --policy and --no-default-rules out")
      }
    }
  }

  func run() throws {
    try Console.requireReadable(files)
    let before = try packs(old, policy).makeFilter()
    let after = try packs(new, newPolicy ?? policy).makeFilter()
    Descriptor.ignoreBrokenPipes()
    var diff = PackDiff(from: before, to: after, samples: samples)
    do throws(StreamError) {
      let processor = LineProcessor(before, input.configuration)
      for path in files {
        var reader = LineReader(
          try InputOptions.open(path), maximumLineBytes: processor.configuration.maximumLineBytes)
        var scratch = processor.makeScratch()
        var chunk = Chunk()
        while try reader.next(into: &chunk) {
          var comments: [String] = []
          processor.forEachComment(in: chunk, using: &scratch) {
            comments.append($0.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
          }
          diff.compare(comments)
        }
      }
    } catch {
      throw Console.failure(error)
    }
    try Console.write(diff.text(rules: rulesShown))
    if diff.changed > 0 { throw ExitStatus.found }
  }

  private func packs(_ paths: String, _ policy: String?) -> PackOptions {
    var options = PackOptions()
    // Every option must be given a value: none of them was parsed.
    options.shadow = []
    options.pack = CompiledPackFile.isCompiledPack(path: paths) ? paths : nil
    options.rules = paths == "none" || options.pack != nil ? [] : paths.split(separator: ",").map(String.init)
    options.noDefaultRules = noDefaultRules
    options.policy = policy
    return options
  }
}
