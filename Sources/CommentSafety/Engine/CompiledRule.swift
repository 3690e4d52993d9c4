internal import PCRE2

/// A rule with its patterns compiled.
final class CompiledRule: Sendable {
  let code: Code
  let exclusions: [Code]
  let view: Rule.View
  let gate: Gate
  /// Group whose span is the match: the one that the rule names, else the group named `span`, else the whole match.
  let spanGroup: Int

  /// - Parameter spanGroup: nil for the group named `span`.
  init(code: Code, exclusions: [Code], view: Rule.View, gate: Gate, spanGroup: Int? = nil) {
    self.code = code
    self.exclusions = exclusions
    self.view = view
    self.gate = gate
    self.spanGroup = spanGroup ?? code.names["span"] ?? 0
  }
}
