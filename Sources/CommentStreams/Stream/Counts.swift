public import CommentSafety

/// What became of the lines of a stream.
///
/// Every line is counted once, under its action or under the reason why it is malformed: see ``isBalanced``.
public struct Counts: Sendable, Hashable {
  public var lines = 0
  /// Bytes of the input, line feeds included.
  public var bytes = 0
  public var allowed = 0
  public var supported = 0
  public var reviewed = 0
  public var filtered = 0
  public var removed = 0
  /// Malformed lines by reason.
  public var malformed: [Malformed.Kind: Int] = [:]
  /// Lines with a spent budget. They are counted under their action too.
  public var undecided = 0
  /// Lines whose comment held an escaped surrogate without its partner, read as U+FFFD. They are counted under their action too.
  public var loneSurrogates = 0
  /// Matches by category, without those in shadow mode.
  public var matches: [Category: Int] = [:]
  /// Matches in shadow mode: without effect.
  public var shadowMatches = 0
  /// Matches beyond the number that one verdict lists.
  public var unlistedMatches = 0
  /// Matches by rule, shadow mode included; empty unless ``StreamConfiguration/countsRules`` is set.
  public var rules: [String: Int] = [:]

  public init() {}

  /// Lines with an action.
  public subscript(action: Action) -> Int {
    get {
      switch action {
      case .allow: allowed
      case .support: supported
      case .review: reviewed
      case .filter: filtered
      case .remove: removed
      }
    }
    set {
      switch action {
      case .allow: allowed = newValue
      case .support: supported = newValue
      case .review: reviewed = newValue
      case .filter: filtered = newValue
      case .remove: removed = newValue
      }
    }
  }

  /// Malformed lines of all reasons.
  public var malformedLines: Int { malformed.values.reduce(0, +) }

  /// Whether every line is accounted for.
  public var isBalanced: Bool {
    lines == Action.allCases.reduce(malformedLines) { $0 + self[$1] }
  }

  /// Adds the counts of other lines. The order in which counts are added makes no difference.
  public mutating func add(_ other: Counts) {
    lines += other.lines
    bytes += other.bytes
    for action in Action.allCases { self[action] += other[action] }
    malformed.merge(other.malformed, uniquingKeysWith: +)
    undecided += other.undecided
    loneSurrogates += other.loneSurrogates
    matches.merge(other.matches, uniquingKeysWith: +)
    shadowMatches += other.shadowMatches
    unlistedMatches += other.unlistedMatches
    rules.merge(other.rules, uniquingKeysWith: +)
  }
}
