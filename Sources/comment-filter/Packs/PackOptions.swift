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

  @Option(
    help: ArgumentHelp(
      "A rule pack to try: its matches are counted and reported, without effect. May be repeated.",
      valueName: "path"))
  var shadow: [String] = []

  @Flag(help: "Leave the default pack out.")
  var noDefaultRules = false

  @Option(
    help: ArgumentHelp(
      "A compiled pack to use alone: it holds its policy, and starts in milliseconds ('comment-filter pack build' makes one).",
      valueName: "file"))
  var pack: String?

  @Option(
    help: ArgumentHelp(
      "The policy: a .yaml file, or the name of a built-in one.", valueName: "file or name"))
  var policy: String?

  func validate() throws {
    if pack != nil {
      let others = [
        ("--rules", !rules.isEmpty), ("--shadow", !shadow.isEmpty), ("--policy", policy != nil),
        ("--no-default-rules", noDefaultRules),
      ]
      if let other = others.first(where: \.1)?.0 {
        throw ValidationError(
          "\(other) does not go with --pack: a compiled pack is whole; give \(other) to 'comment-filter pack build' instead"
        )
      }
    }
    if noDefaultRules, rules.isEmpty {
      throw ValidationError("--no-default-rules needs --rules: there would be nothing to look for")
    }
  }

  /// Loads the packs and compiles them, and reports every error of all packs on standard error.
  ///
  /// - Throws: the exit status for errors in a pack.
  func makeFilter(orElse consequence: String = "nothing was filtered") throws(ExitCode) -> CommentFilter {
    do throws(PackErrors) {
      return try loadFilter()
    } catch {
      error.report(consequence: consequence)
      throw ExitStatus.usage
    }
  }

  /// Loads the packs and compiles them.
  ///
  /// What the files hold is compiled as far as it could be read, so that errors of the files and errors of the engine come together.
  ///
  /// - Throws: every error of all packs.
  func loadFilter() throws(PackErrors) -> CommentFilter {
    if let pack {
      do throws(BuildErrors) {
        return try CompiledPackFile.load(path: pack)
      } catch {
        throw PackErrors(errors: error.errors)
      }
    }
    var partial = readPack()
    var filter: CommentFilter?
    do throws(BuildErrors) {
      filter = try CommentFilter(partial.pack)
    } catch {
      partial.add(error.errors)
    }
    guard let filter, partial.errors.isEmpty else { throw PackErrors(errors: partial.errors) }
    return filter
  }

  /// Everything that the options name, as far as it could be read.
  private func readPack() -> PartialPack {
    var result = PartialPack(pack: RulePack(name: "none", policy: .standard), errors: [])
    let isFile =
      policy.map { $0.contains("/") || $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") } ?? false
    let builtIn = isFile ? nil : policy
    if !noDefaultRules || builtIn != nil {
      let standard = DefaultPack.read(policy: builtIn ?? "standard")
      result.add(standard.errors)
      if noDefaultRules {
        result.pack.policy = standard.pack.policy
      } else {
        result.pack = standard.pack
      }
    }
    if let policy, isFile {
      let own = PackLoader.read(paths: [policy])
      result.add(own.errors)
      result.pack.policy = own.pack.policy
      // Policies of files know their place; the one of a pack without any does not.
      if own.pack.policy == .standard, own.errors.isEmpty {
        result.add([
          BuildError(
            .badValue, "the file holds no policy", advice: "see Wordlists/policy for an example",
            at: SourceLocation(file: policy, line: 1))
        ])
      }
    }
    if !rules.isEmpty {
      let added = PackLoader.read(paths: rules)
      result.add(added.errors)
      // An own entry says better what a community means than the default one.
      result.pack.override(with: added.pack)
    }
    if !shadow.isEmpty {
      let added = PackLoader.read(paths: shadow)
      result.add(added.errors)
      result.pack.append(added.pack.shadowed())
    }
    return result
  }
}

/// Everything that is wrong with the packs.
struct PackErrors: Error {
  var errors: [BuildError]

  /// Writes the errors to standard error, and what follows from them.
  func report(consequence: String) {
    for error in errors { Console.error("\(error)") }
    Console.error(
      "comment-filter: \(errors.count) \(errors.count == 1 ? "error" : "errors") in the rules; \(consequence)")
  }
}
