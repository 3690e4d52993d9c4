/// The content hash of a pack: everything that can change a verdict, nothing else.
enum PackHash {
  /// 32 hexadecimal digits: the first half of a SHA-256 over the pack's contents in their order, and the engine's revision.
  static func of(_ pack: RulePack, configuration: Configuration) -> String {
    var hash = SHA256()
    hash.update(field: "comment-safety \(engineRevision)")
    // By their places: a copy of a term counts a dozen references.
    pack.terms.withUnsafeBufferPointer { terms in
      for index in terms.indices { add(terms[index], to: &hash) }
    }
    for rule in pack.rules {
      hash.update(field: rule.id)
      hash.update(field: rule.pattern)
      hash.update(
        field: "\(rule.category) \(rule.severity) \(rule.language) \(rule.view.rawValue)")
      hash.update(field: "\(rule.isWeak) \(rule.isFinal) \(rule.isShadow)")
      hash.update(field: "\(rule.exclusions.count) \(rule.spanGroup ?? "")\(rule.effect.mark)")
      for exclusion in rule.exclusions { hash.update(field: exclusion) }
    }
    hash.update(
      field:
        "\(pack.terms.count) \(pack.rules.count) \(pack.allowPhrases.count) \(pack.commonWords.count)"
    )
    for phrase in pack.allowPhrases {
      hash.update(field: phrase.pattern)
      // A mark of its own length, which no phrase is.
      if phrase.isShadow { hash.update(field: "") }
    }
    for word in pack.commonWords { hash.update(field: word) }
    add(pack.policy, to: &hash)
    hash.update(
      field:
        "\(configuration.maximumTermLetters) \(configuration.maximumMatches) \(configuration.candidatesPerBlock) \(configuration.maskedWordBudget) \(configuration.matchLimit) \(configuration.maximumLimitHits) \(configuration.maximumCostlyCalls) \(configuration.quarantineLimitHits) \(configuration.maximumCommentBytes)"
    )
    return digits(of: &hash)
  }

  static func add(_ term: Term, withID: Bool = true, to hash: inout SHA256) {
    if withID { hash.update(field: term.id) }
    hash.update(field: term.pattern)
    // Fields in parts: a string for each would be much of the time that a large pack takes to build.
    hash.update(part: term.category.rawValue)
    hash.update(part: " ")
    hash.update(part: term.severity.name)
    hash.update(part: " ")
    hash.update(field: term.language)
    hash.update(part: term.isWeak ? "true " : "false ")
    hash.update(part: term.isFinal ? "true " : "false ")
    hash.update(part: term.isShadow ? "true " : "false ")
    hash.update(field: term.requiresDiacritics ? "true" : "false")
    // Counts keep neighbouring lists apart.
    if term.exceptions.isEmpty && term.sounds.groups.isEmpty {
      hash.update(field: "0 0")
    } else {
      hash.update(field: "\(term.exceptions.count) \(term.sounds.groups.count)")
    }
    for exception in term.exceptions { hash.update(field: exception) }
    for group in term.sounds.groups { hash.update(field: group.joined(separator: "=")) }
  }

  /// The first half of the digest in hexadecimal.
  static func digits(of hash: inout SHA256) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = hash.finish().prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Counts changes of the engine that can change a verdict.
  static let engineRevision = 11

  private static func add(_ policy: Policy, to hash: inout SHA256) {
    hash.update(field: "policy \(policy.defaultAction) \(policy.undecidedAction)")
    for line in policy.lines {
      hash.update(field: "\(line.name) \(line.action) \(line.isShadow)")
      hash.update(field: text(of: line.condition))
    }
    for threshold in policy.thresholds {
      hash.update(field: "\(threshold.name) \(threshold.count) \(threshold.action)")
      hash.update(field: text(of: threshold.condition))
    }
  }

  private static func text(of condition: PolicyCondition) -> String {
    func list(_ values: [String]?) -> String {
      values.map { $0.sorted().joined(separator: ",") } ?? "*"
    }
    return [
      list(condition.categories?.map(\.rawValue)), list(condition.severities?.map(\.name)),
      list(condition.languages.map(Array.init)), condition.evidence?.rawValue ?? "*",
      list(condition.techniques?.map { String($0.rawValue) }),
      list(condition.rules.map(Array.init)), list(condition.beside?.map(\.rawValue)),
    ].joined(separator: ";")
  }
}

extension Rule.Effect {
  fileprivate var mark: String {
    switch self {
    case .flags: ""
    case .weakens: " context"
    case .lifts: " allow"
    }
  }
}
