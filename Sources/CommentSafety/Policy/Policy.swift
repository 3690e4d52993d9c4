/// Which match leads to which action.
///
/// Lines are read from top to bottom; for each match the first line that fits wins. A comment's action is the highest of its
/// matches' actions.
public struct Policy: Sendable, Hashable {
  public var name: String
  public var lines: [PolicyLine]
  public var thresholds: [PolicyThreshold]
  /// The action for a match that no line fits.
  public var defaultAction: Action
  /// The least action for a comment whose budget was spent before everything was looked at.
  public var undecidedAction: Action

  public init(
    name: String, lines: [PolicyLine], thresholds: [PolicyThreshold] = [],
    defaultAction: Action = .allow, undecidedAction: Action = .review
  ) {
    self.name = name
    self.lines = lines
    self.thresholds = thresholds
    self.defaultAction = defaultAction
    self.undecidedAction = undecidedAction
  }

  /// A plain policy for packs made in code: crisis language is supported, weak evidence reviewed, severe matches removed,
  /// moderate ones filtered, mild ones allowed.
  public static let standard = Policy(
    name: "standard",
    lines: [
      PolicyLine("crisis-support", PolicyCondition(categories: [.selfHarm]), .support),
      PolicyLine("mild", PolicyCondition(severities: [.mild]), .allow),
      PolicyLine("weak-evidence", PolicyCondition(evidence: .weak), .review),
      PolicyLine("severe", PolicyCondition(severities: [.severe]), .remove),
    ],
    defaultAction: .filter)
}

/// One line of a policy.
public struct PolicyLine: Sendable, Hashable {
  /// What explanations call it.
  public var name: String
  public var condition: PolicyCondition
  public var action: Action
  /// The line's matches are counted and reported, without effect.
  public var isShadow: Bool
  public var location: SourceLocation?

  public init(
    _ name: String, _ condition: PolicyCondition, _ action: Action, isShadow: Bool = false,
    location: SourceLocation? = nil
  ) {
    self.name = name
    self.condition = condition
    self.action = action
    self.isShadow = isShadow
    self.location = location
  }
}

/// What a match must be for a policy line to fit. Nil fits everything.
public struct PolicyCondition: Sendable, Hashable {
  /// How direct the evidence is.
  public enum Evidence: String, Sendable, Hashable, CaseIterable {
    case weak, plain
  }

  public var categories: Set<Category>?
  public var severities: Set<Severity>?
  /// BCP 47 tags; `ur` fits `ur` and `ur-Latn`.
  public var languages: Set<String>?
  public var evidence: Evidence?
  /// Fits a match that used one of these techniques; `exact` is the empty set.
  public var techniques: Set<Technique>?
  /// Ids of terms and rules.
  public var rules: Set<String>?
  /// Fits a match if the comment holds another one of one of these categories, around it or apart from it: an oath beside words of a person in crisis. Of
  /// lines alone; a threshold does not look at it.
  public var beside: Set<Category>?

  public init(
    categories: Set<Category>? = nil, severities: Set<Severity>? = nil,
    languages: Set<String>? = nil, evidence: Evidence? = nil, techniques: Set<Technique>? = nil,
    rules: Set<String>? = nil, beside: Set<Category>? = nil
  ) {
    self.categories = categories
    self.severities = severities
    self.languages = languages
    self.evidence = evidence
    self.techniques = techniques
    self.rules = rules
    self.beside = beside
  }
}

/// Several matches that each are harmless lead to an action together.
public struct PolicyThreshold: Sendable, Hashable {
  public var name: String
  public var condition: PolicyCondition
  /// How many matches of the condition a comment needs.
  public var count: Int
  public var action: Action
  public var location: SourceLocation?

  public init(
    _ name: String, _ condition: PolicyCondition, atLeast count: Int, _ action: Action,
    location: SourceLocation? = nil
  ) {
    self.name = name
    self.condition = condition
    self.count = count
    self.action = action
    self.location = location
  }
}
