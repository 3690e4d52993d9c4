package import CommentSafety

/// Something about a pack that its author should know.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
  package enum Level: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Worth knowing; often meant so.
    case note
    /// Most likely a mistake, without harm.
    case warning
    /// The pack cannot be used, or an entry can never do what it is there for.
    case error

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    package var name: String {
      switch self {
      case .note: "note"
      case .warning: "warning"
      case .error: "error"
      }
    }
  }

  package var level: Level
  /// Stable; messages are for people.
  package var code: String
  package var message: String
  package var advice: String
  package var location: SourceLocation?

  init(_ level: Level, _ code: String, _ message: String, advice: String = "", at location: SourceLocation? = nil) {
    self.level = level
    self.code = code
    self.message = message
    self.advice = advice
    self.location = location
  }

  package init(_ error: BuildError) {
    self.init(.error, error.code.rawValue, error.message, advice: error.advice, at: error.location)
  }

  package var description: String {
    var text = location.map { "\($0): " } ?? ""
    text += "\(level.name): \(message) [\(code)]"
    if !advice.isEmpty { text += "\n  help: \(advice)" }
    return text
  }
}

/// What `lint` found.
package struct LintReport: Sendable {
  /// Sorted by file, line and column; those without a place come first.
  package internal(set) var findings: [Finding] = []
  /// What each rule costs, the dearest first. Empty if it was not measured.
  package internal(set) var costs: [RuleCost] = []
  /// What was looked at.
  package var terms = 0
  package var rules = 0

  package init() {}

  package func count(_ level: Finding.Level) -> Int { findings.count { $0.level == level } }

  mutating func sort() {
    func key(_ finding: Finding) -> (String, Int, Int, String) {
      (finding.location?.file ?? "", finding.location?.line ?? 0, finding.location?.column ?? 0, finding.code)
    }
    findings.sort { key($0) < key($1) }
  }
}
