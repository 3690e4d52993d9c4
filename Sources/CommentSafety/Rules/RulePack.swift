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
  /// Common short words. Two of them with punctuation between are two words, never one split word.
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

  /// Adds another pack's terms, rules, allow phrases and common words. The policy stays.
  public mutating func append(_ other: RulePack) {
    terms += other.terms
    rules += other.rules
    allowPhrases += other.allowPhrases
    commonWords += other.commonWords
  }
}
