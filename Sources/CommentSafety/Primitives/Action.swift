/// What to do with a comment. Actions are ordered: a comment's action is the highest of its matches' actions.
public enum Action: UInt8, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// Show it.
  case allow = 0
  /// Show it, and offer its author help. Never counted as a violation.
  case support = 1
  /// Hold it until a person has looked.
  case review = 2
  /// Hide it from others.
  case filter = 3
  /// Take it down.
  case remove = 4

  /// The name used in policies and verdicts.
  public var name: String {
    switch self {
    case .allow: "allow"
    case .support: "support"
    case .review: "review"
    case .filter: "filter"
    case .remove: "remove"
    }
  }

  /// The action of that name, or nil.
  public init?(name: String) {
    guard let match = Action.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// Whether a comment with this action may be shown to others.
  public var isShown: Bool { self <= .support }
}

extension Action: Comparable {
  public static func < (left: Action, right: Action) -> Bool { left.rawValue < right.rawValue }
}

extension Action: CustomStringConvertible {
  public var description: String { name }
}
