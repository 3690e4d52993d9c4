internal import ArgumentParser
internal import CommentSafety
internal import RulePacks

/// Options that say which rules and which policy are used.
struct PackOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rule pack to add: a folder, a word list (.txt) or rules (.yaml). May be repeated.",
      discussion: "A policy in it is used only if --policy names its file.", valueName: "path"))
  var rules: [String] = []

  @Flag(help: "Leave the default pack out.")
  var noDefaultRules = false

  @Option(
    help: ArgumentHelp(
      "The policy: a .yaml file, or the name of a built-in one.", valueName: "file or name"))
  var policy: String?

  func validate() throws {
    if noDefaultRules, rules.isEmpty {
      throw ValidationError("--no-default-rules needs --rules: there would be nothing to look for")
    }
  }

  /// Loads the packs and compiles them.
  ///
  /// Reports every error of all packs on standard error.
  ///
  /// - Throws: the exit status for errors in a pack.
  func makeFilter() throws(ExitCode) -> CommentFilter {
    var errors: [BuildError] = []
    let pack = loadPack(&errors)
    var filter: CommentFilter?
    do throws(BuildErrors) {
      filter = try CommentFilter(pack)
    } catch {
      errors += error.errors
    }
    guard let filter, errors.isEmpty else {
      for error in errors { Console.error("\(error)") }
      Console.error(
        "comment-filter: \(errors.count) \(errors.count == 1 ? "error" : "errors") in the rules; nothing was filtered"
      )
      throw ExitStatus.usage
    }
    return filter
  }

  /// Everything that could be loaded; what could not is in `errors`.
  private func loadPack(_ errors: inout [BuildError]) -> RulePack {
    func attempt(_ load: () throws(BuildErrors) -> RulePack) -> RulePack? {
      do throws(BuildErrors) {
        return try load()
      } catch {
        errors += error.errors
        return nil
      }
    }
    var pack = RulePack(name: "none", policy: .standard)
    let isFile =
      policy.map { $0.contains("/") || $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") } ?? false
    let builtIn = isFile ? nil : policy
    if !noDefaultRules || builtIn != nil {
      let standard = attempt { () throws(BuildErrors) in
        try DefaultPack.load(policy: builtIn ?? "standard")
      }
      if let standard {
        if noDefaultRules { pack.policy = standard.policy } else { pack = standard }
      }
    }
    if let policy, isFile {
      let own = attempt { () throws(BuildErrors) in try PackLoader.load(paths: [policy]) }
      // Policies of files know their place; the one of a pack without any does not.
      if let own, own.policy == .standard {
        errors.append(
          BuildError(
            .badValue, "the file holds no policy", advice: "see Wordlists/policy for an example",
            at: SourceLocation(file: policy, line: 1)))
      } else if let own {
        pack.policy = own.policy
      }
    }
    if !rules.isEmpty,
      let added = attempt({ () throws(BuildErrors) in try PackLoader.load(paths: rules) })
    {
      pack.append(added)
    }
    return pack
  }
}
