/// What kind of harm a term or rule speaks of.
///
/// The set is open: a pack may use categories of its own. The names of the static members are what word lists,
/// rules, policies and verdicts spell.
public struct Category: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Vulgar words with no target.
  public static let profanity = Category(rawValue: "profanity")
  /// Insults and bullying of a person.
  public static let insult = Category(rawValue: "insult")
  /// Slurs and attacks on groups of people.
  public static let hate = Category(rawValue: "hate")
  /// Sexual language and solicitation.
  public static let sexual = Category(rawValue: "sexual")
  /// Threats, wishes of harm, and telling others to harm themselves.
  public static let violence = Category(rawValue: "violence")
  /// Language of a person in crisis. Leads to support, never counted as a violation.
  public static let selfHarm = Category(rawValue: "selfHarm")
  /// Unwanted advertising, scams and contact solicitation.
  public static let spam = Category(rawValue: "spam")
  /// Phone numbers, addresses, identity numbers and the like.
  public static let personalInfo = Category(rawValue: "personalInfo")
  /// Trade in drugs, weapons and other regulated goods.
  public static let regulated = Category(rawValue: "regulated")

  /// What an overlay blocks, where it names no category of its own.
  public static let custom = Category(rawValue: "custom")

  /// The categories the default pack knows.
  public static let standard: [Category] = [
    .profanity, .insult, .hate, .sexual, .violence, .selfHarm, .spam, .personalInfo, .regulated,
  ]
}

extension Category: CustomStringConvertible {
  public var description: String { rawValue }
}
