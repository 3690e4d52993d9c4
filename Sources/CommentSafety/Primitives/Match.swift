/// One match of a term or rule in a comment.
public struct Match: Sendable, Hashable {
  /// The id of the term or rule.
  public var rule: String
  public var category: Category
  public var severity: Severity
  /// Where, as UTF-8 byte offsets into the original comment: 0-based, start inclusive, end exclusive,
  /// on code-point borders. Combining marks that stand on the last letter are inside.
  public var range: Range<Int>
  /// How the spelling differs from the term's. Empty for an exact match.
  public var how: Technique
  /// The evidence is indirect (a short term, many substitutions) or the term is marked for review.
  public var isWeak: Bool
  /// What the policy does about this match.
  public var action: Action
  /// The name of the policy line that chose the action.
  public var policyLine: String
  /// The match is counted and reported but has no effect on the comment's action.
  public var isShadow: Bool

  public init(
    rule: String, category: Category, severity: Severity, range: Range<Int>, how: Technique = [],
    isWeak: Bool = false, action: Action = .allow, policyLine: String = "", isShadow: Bool = false
  ) {
    self.rule = rule
    self.category = category
    self.severity = severity
    self.range = range
    self.how = how
    self.isWeak = isWeak
    self.action = action
    self.policyLine = policyLine
    self.isShadow = isShadow
  }
}

/// What the filter says of one comment.
public struct Verdict: Sendable, Hashable {
  /// What to do with it.
  public var action: Action
  /// The matches behind the action, in order of their start.
  public var matches: [Match]
  /// A budget was spent before everything was looked at (a match limit, too many candidates).
  /// The action is then at least the policy's action for undecided comments.
  public var isUndecided: Bool
  /// Matches found beyond ``Configuration/maximumMatches``, counted but not listed.
  public var unlistedMatches: Int
  /// The content hash of the pack that decided, so that the decision can be replayed.
  public var pack: String
  /// The content hash of the overlay that took part, if one did.
  public var overlay: String?

  public init(
    action: Action, matches: [Match], isUndecided: Bool = false, unlistedMatches: Int = 0,
    pack: String, overlay: String? = nil
  ) {
    self.action = action
    self.matches = matches
    self.isUndecided = isUndecided
    self.unlistedMatches = unlistedMatches
    self.pack = pack
    self.overlay = overlay
  }

  /// Whether the author is to be offered help: some match leads to support, whatever else the comment holds. So a comment that is both a
  /// cry for help and a violation has the violation's action, and its author is offered help all the same.
  public var offersSupport: Bool { matches.contains { $0.action == .support && !$0.isShadow } }
}
