internal import PCRE2

/// A rule with its patterns compiled.
final class CompiledRule: Sendable {
  let code: Code
  let exclusions: [Code]
  let view: Rule.View
  let gate: Gate
  /// Group whose span is the match: the group named `span`, else the whole match.
  let spanGroup: Int

  init(code: Code, exclusions: [Code], view: Rule.View, gate: Gate) {
    self.code = code
    self.exclusions = exclusions
    self.view = view
    self.gate = gate
    spanGroup = code.names["span"] ?? 0
  }
}
