/// Everything a filter is built from: terms, rules, allow phrases, a policy.
///
/// A pure value. ``CommentFilter`` compiles and checks it.
public struct RulePack: Sendable, Hashable {
  /// A name for people; it is not part of the content hash.
  public var name: String
  public var terms: [Term]
  public var rules: [Rule]
  public var allowPhrases: [AllowPhrase]
  public var policy: Policy
  /// Common short words, the commonest first as far as that is known. Two of them with punctuation between are two words, never one
  /// split word; and rules wait for rarer words than these.
  public var commonWords: [String]

  public init(
    name: String = "pack", terms: [Term] = [], rules: [Rule] = [], allowPhrases: [AllowPhrase] = [],
    policy: Policy = .standard, commonWords: [String] = []
  ) {
    self.name = name
    self.terms = terms
    self.rules = rules
    self.allowPhrases = allowPhrases
    self.policy = policy
    self.commonWords = commonWords
  }

  /// The pack in shadow mode: all its terms and rules are matched, counted and reported, and none has an effect on an action; its allow
  /// phrases lift matches in shadow mode only. For trying a pack beside the one in use.
  public func shadowed() -> RulePack {
    var pack = self
    for index in pack.terms.indices { pack.terms[index].isShadow = true }
    for index in pack.rules.indices { pack.rules[index].isShadow = true }
    for index in pack.allowPhrases.indices { pack.allowPhrases[index].isShadow = true }
    return pack
  }

  /// Adds another pack's terms, rules, allow phrases and common words. The policy stays.
  public mutating func append(_ other: RulePack) {
    terms += other.terms
    rules += other.rules
    allowPhrases += other.allowPhrases
    commonWords += other.commonWords
  }

  /// Lays another pack over this one: its terms take the place of ours of the same language, category and spelling (case does not
  /// count), its rules that of ours of the same id. All else is added as ``append(_:)`` does. The policy stays.
  ///
  /// - Complexity: linear in both packs.
  public mutating func override(with other: RulePack) {
    struct Key: Hashable {
      var language: String
      var category: Category
      var text: String

      init(_ term: Term) {
        language = term.language
        category = term.category
        text = term.pattern.lowercased()
      }
    }
    if !terms.isEmpty && !other.terms.isEmpty {
      let overridden = Set(other.terms.map { Key($0) })
      terms.removeAll { overridden.contains(Key($0)) }
    }
    if !rules.isEmpty && !other.rules.isEmpty {
      let replaced = Set(other.rules.map(\.id))
      rules.removeAll { replaced.contains($0.id) }
    }
    append(other)
  }
}
