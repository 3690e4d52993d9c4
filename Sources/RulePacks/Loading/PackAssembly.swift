internal import CommentSafety

/// Puts the parts of several sources together and finds what no single source can know: things that stand in two of them.
struct PackAssembly {
  private(set) var pack = RulePack()
  private(set) var errors: [BuildError]
  /// The name that the first of the sources gives.
  private(set) var name: String?

  private var terms: TermPlaces
  private var rules: [String: SourceLocation] = [:]
  private var words: Set<String> = []
  /// Common words at the beginning whose order says how common they are.
  private var rankedWords = 0
  private var policies: [LocatedPolicy] = []

  /// - Parameters:
  ///   - errors: What was wrong before any source was read.
  ///   - byteCount: About how many bytes of sources will come.
  init(errors: [BuildError], byteCount: Int) {
    self.errors = errors
    terms = TermPlaces(capacity: byteCount / 16)
  }

  /// Reads a source and adds what it holds.
  mutating func add(name: String, bytes: [UInt8]) {
    let text = SourceText(bytes, file: name)
    switch SourceKind(name: name) {
    case .terms: add(ParsedWordlist(text, places: &terms))
    case .commonWords: add(ParsedCommonWords(text))
    case .packFile: add(ParsedPackFile(text))
    case nil: errors.append(SourceKind.unknown(name))
    }
  }

  private mutating func add(_ list: ParsedWordlist) {
    errors += list.errors
    guard !list.errors.isEmpty else {
      pack.terms += list.terms
      return
    }
    // A term that stands twice is reported once: the pack keeps the first.
    let faulty = Set(list.errors.compactMap(\.location))
    pack.terms += list.terms.filter { $0.location.map { !faulty.contains($0) } ?? true }
  }

  private mutating func add(_ list: ParsedCommonWords) {
    errors += list.errors
    let new = list.words.filter { words.insert($0).inserted }
    guard list.isRanked else {
      pack.commonWords += new
      return
    }
    // Before those of which nobody says how common they are.
    pack.commonWords.insert(contentsOf: new, at: rankedWords)
    rankedWords += new.count
  }

  private mutating func add(_ parsed: ParsedPackFile) {
    errors += parsed.errors
    name = name ?? parsed.file.name
    for rule in parsed.file.rules {
      if let first = rules[rule.id], let place = rule.location {
        errors.append(
          BuildError(
            .duplicateRule, "the rule \"\(rule.id)\" stands here and at \(first)",
            advice: "give one of the two another id", at: place, rule: rule.id))
        continue
      }
      rules[rule.id] = rule.location
      pack.rules.append(rule)
    }
    pack.allowPhrases += parsed.file.allowPhrases
    if let policy = parsed.file.policy { policies.append(policy) }
  }

  /// Chooses the policy: the only one, or the one of that name. Without any policy the pack keeps ``Policy/standard``.
  mutating func choosePolicy(named name: String?) {
    let candidates = name.map { name in policies.filter { $0.policy.name == name } } ?? policies
    for second in candidates.dropFirst() {
      errors.append(
        BuildError(
          .badValue,
          "a second policy, \"\(second.policy.name)\"; the first is at \(candidates[0].location)",
          advice: name == nil
            ? "a pack has one policy: choose one, or delete the others"
            : "give one of the two another name",
          at: second.location))
    }
    if let first = candidates.first {
      pack.policy = first.policy
    } else if let name {
      let known = policies.map(\.policy.name)
      errors.append(
        BuildError(
          .badValue, "there is no policy \"\(name)\"",
          advice: known.isEmpty
            ? "no file of the pack holds a policy" : Suggestion.advice(for: name, in: known)))
    }
  }

  /// Uses the first policy, and gives back all of them.
  mutating func takePolicies() -> [Policy] {
    if let first = policies.first { pack.policy = first.policy }
    return policies.map(\.policy)
  }

  /// What could be read, and every error of all sources, sorted by file, line and column.
  consuming func finish(name fallback: String) -> PartialPack {
    pack.name = name ?? fallback
    return PartialPack(pack: pack, errors: errors.inSourceOrder())
  }
}
