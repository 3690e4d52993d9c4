/// How bad a match is, on a scale that every list and rule shares.
public enum Severity: UInt8, Sendable, Hashable, CaseIterable {
  /// Crude or rude; most communities let it pass.
  case mild = 1
  /// A clear insult or vulgarity.
  case moderate = 2
  /// Slurs, threats, abuse.
  case severe = 3

  /// The name used in lists, policies and verdicts.
  public var name: String {
    switch self {
    case .mild: "mild"
    case .moderate: "moderate"
    case .severe: "severe"
    }
  }

  /// The severity of that name, or nil.
  public init?(name: String) {
    guard let match = Severity.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

extension Severity: Comparable {
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

extension Severity: CustomStringConvertible {
  public var description: String { name }
}
