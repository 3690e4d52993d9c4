/// A PCRE2 pattern with its meaning, for what lists cannot say.
public struct Rule: Sendable, Hashable {
  /// The text a rule reads.
  public enum View: String, Sendable, Hashable, CaseIterable {
    /// The original bytes.
    case text
    /// The folded text: lower case, compatibility forms and accents folded, look-alike letters plain, invisible characters gone.
    case folded
  }

  /// What a match of a rule does.
  public enum Effect: Sendable, Hashable {
    /// It is a match of the verdict.
    case flags
    /// It flags nothing: what terms and other rules of the rule's language find inside it is weak evidence, such as words that somebody
    /// reports.
    case weakens
    /// It flags nothing: what terms and other rules of the rule's language find inside it is no match, as inside an allow phrase.
    case lifts
  }

  /// The id that verdicts name.
  public var id: String
  /// PCRE2 syntax, compiled for UTF-8.
  public var pattern: String
  public var category: Category
  public var severity: Severity
  public var language: String
  public var view: View
  /// A match that lies inside a match of one of these patterns is dropped.
  public var exclusions: [String]
  /// The group of the pattern whose span is the match, by name or number; nil for the group called `span`, or the whole match. Where the
  /// group takes no part in a match, the whole match counts.
  public var spanGroup: String?
  public var isWeak: Bool
  public var isFinal: Bool
  public var isShadow: Bool
  /// The rule may run on every comment: it has nothing by which comments could be passed over.
  public var isUnfiltered: Bool
  /// A rule that weakens or lifts is for what is of its language, one of the language `und` for what is of any. It is run only on comments in
  /// which such is found, so it needs nothing by which comments could be passed over.
  public var effect: Effect
  /// Comments that must match; checked when the pack is built.
  public var matchExamples: [String]
  /// Comments that must not match; checked when the pack is built.
  public var cleanExamples: [String]
  public var location: SourceLocation?
  package var origin = RuleOrigin()

  public init(
    id: String, pattern: String, category: Category, severity: Severity = .moderate,
    language: String = "und", view: View = .text, exclusions: [String] = [], spanGroup: String? = nil,
    isWeak: Bool = false, isFinal: Bool = false, isShadow: Bool = false, isUnfiltered: Bool = false,
    effect: Effect = .flags, matchExamples: [String] = [], cleanExamples: [String] = [], location: SourceLocation? = nil
  ) {
    self.id = id
    self.pattern = pattern
    self.category = category
    self.severity = severity
    self.language = language
    self.view = view
    self.exclusions = exclusions
    self.spanGroup = spanGroup
    self.isWeak = isWeak
    self.isFinal = isFinal
    self.isShadow = isShadow
    self.isUnfiltered = isUnfiltered
    self.effect = effect
    self.matchExamples = matchExamples
    self.cleanExamples = cleanExamples
    self.location = location
  }

  /// Whether the rule flags nothing, and is asked about what others find: its ``effect`` is another than to flag.
  public var isContext: Bool { effect != .flags }
}
