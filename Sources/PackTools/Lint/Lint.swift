package import CommentSafety
package import RulePacks

/// Looks for what is wrong, useless or risky in a pack although it may load.
///
/// What an entry does is asked of the engine itself: each term's own spelling, each exception and each example is laid before the compiled
/// pack. So the checks hold for whatever the engine reads as the same.
package struct Lint {
  package struct Options: Sendable {
    /// Words that are no abuse as a rule. Wildcards that hit many of them are reported.
    package var dictionary: [String] = []
    /// How many words a wildcard may hit without a warning.
    package var maximumWords = 25
    /// Whether the cost of rules is measured.
    package var measuresRules = true
    /// Nanoseconds that a rule may take for each comment it is run on, without a warning.
    package var maximumRuleCost = 20_000.0
    /// Comments to measure rules on, besides their examples.
    package var comments: [String] = []

    package init() {}
  }

  let pack: RulePack
  let options: Options
  var report = LintReport()

  /// Checks a pack.
  ///
  /// - Parameters:
  ///   - partial: The pack with what is wrong with its files. With errors the engine is not asked.
  ///   - policies: All policies of the files.
  /// - Complexity: linear in the pack and the dictionary, but for sorting; measuring takes some milliseconds for each rule.
  package static func run(
    _ partial: PartialPack, policies: [Policy], options: Options = Options()
  ) -> LintReport {
    var lint = Lint(pack: partial.pack, options: options)
    lint.report.terms = partial.pack.terms.count
    lint.report.rules = partial.pack.rules.count
    var partial = partial
    do throws(BuildErrors) {
      let filter = try CommentFilter(partial.pack)
      if partial.errors.isEmpty { lint.checkEntries(with: filter) }
    } catch {
      partial.add(error.errors)
    }
    lint.report.findings += partial.errors.map { Finding($0) }
    lint.checkFolds()
    lint.checkAllowPhrases()
    lint.checkLetters()
    for policy in policies { lint.check(policy) }
    if partial.errors.isEmpty { lint.checkRules() }
    lint.report.sort()
    return lint.report
  }

  /// Checks what a pack adds to another one. Findings in the other pack's own files are left out.
  package static func run(
    _ partial: PartialPack, over base: PartialPack, policies: [Policy], options: Options = Options()
  ) -> LintReport {
    var whole = base
    whole.pack.override(with: partial.pack)
    whole.add(partial.errors)
    var report = run(whole, policies: policies, options: options)
    let files = Set(
      (base.pack.terms.compactMap(\.location) + base.pack.rules.compactMap(\.location)
        + base.pack.allowPhrases.compactMap(\.location)).map(\.file))
    report.findings.removeAll { finding in finding.location.map { files.contains($0.file) } ?? false }
    let rules = Set(partial.pack.rules.map(\.id))
    report.costs.removeAll { !rules.contains($0.rule) }
    report.terms = partial.pack.terms.count
    report.rules = partial.pack.rules.count
    return report
  }

  mutating func report(
    _ level: Finding.Level, _ code: String, _ message: String, advice: String, at location: SourceLocation?
  ) {
    report.findings.append(Finding(level, code, message, advice: advice, at: location))
  }

  /// Where an entry stands, for messages about another one.
  static func place(_ location: SourceLocation?, near other: SourceLocation?) -> String {
    guard let location else { return "" }
    return location.file == other?.file ? " in line \(location.line)" : " at \(location)"
  }

  // MARK: - Policies

  /// Entries that a policy names and that are not there.
  private mutating func checkNames(in policy: Policy) {
    let known = pack.terms.map(\.id) + pack.rules.map(\.id)
    let ids = Set(known)
    let conditions =
      policy.lines.map { ("line", $0.name, $0.condition, $0.location) }
      + policy.thresholds.map { ("threshold", $0.name, $0.condition, $0.location) }
    for (kind, name, condition, location) in conditions {
      for id in condition.rules?.sorted() ?? [] where !ids.contains(id) {
        report(
          .warning, "unknown-entry",
          "the \(kind) \"\(name)\" of the policy \(policy.name) is for '\(id)', and this pack has no such entry",
          advice: Suggestion.closest(to: id, in: known).map { "did you mean '\($0)'?" }
            ?? "fine if it is meant for lists that are added later", at: location)
      }
    }
  }

  /// Lines that nothing can reach, since earlier lines take all that they are for; and lines for which this pack has nothing.
  private mutating func check(_ policy: Policy) {
    checkNames(in: policy)
    if policy.undecidedAction == .allow || policy.undecidedAction == .support {
      report(
        .warning, "undecided-shown",
        "the policy \(policy.name) shows comments that were not wholly looked at: whoever writes a costly one gets past all lists",
        advice: "write `undecided: review`, or leave it out", at: policy.lines.first?.location)
    }
    let possible = policy.reachableLines()
    let reached = policy.reachableLines(in: pack)
    for (index, line) in policy.lines.enumerated() where !reached.contains(index) {
      if possible.contains(index) {
        report(
          .note, "idle-line", "no entry of this pack reaches the line \"\(line.name)\" of the policy \(policy.name)",
          advice: "fine if it is meant for lists that are added later", at: line.location)
      } else {
        report(
          .warning, "unreachable-line", "nothing can reach the line \"\(line.name)\" of the policy \(policy.name)",
          advice: "earlier lines take all that it is for: delete it, or move it up", at: line.location)
      }
    }
  }
}
