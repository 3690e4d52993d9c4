/// A policy with each source's fitting lines worked out beforehand.
struct CompiledPolicy: Sendable {
  /// Lines a policy may have; their sets are bit masks.
  static let maximumLines = 64

  let policy: Policy
  /// For each term and rule, the lines and thresholds that fit by category, severity, language and id.
  private let lineMasks: [UInt64]
  private let thresholdMasks: [UInt64]

  /// What the lines need to know of a term or rule.
  struct Source {
    var id: String
    var category: Category
    var severity: Severity
    var language: String
  }

  init(_ policy: Policy, sources: [Source]) {
    self.policy = policy
    let lines = policy.lines.prefix(Self.maximumLines).map(\.condition)
    let thresholds = policy.thresholds.prefix(Self.maximumLines).map(\.condition)
    lineMasks = sources.map { Self.mask(Array(lines), for: $0) }
    thresholdMasks = sources.map { Self.mask(Array(thresholds), for: $0) }
  }

  /// The lines and thresholds that fit a source which is not the pack's.
  func masks(for source: Source) -> (lines: UInt64, thresholds: UInt64) {
    (
      Self.mask(policy.lines.prefix(Self.maximumLines).map(\.condition), for: source),
      Self.mask(policy.thresholds.prefix(Self.maximumLines).map(\.condition), for: source)
    )
  }

  private static func mask(_ conditions: [PolicyCondition], for source: Source) -> UInt64 {
    var mask: UInt64 = 0
    for (index, condition) in conditions.enumerated()
    where fits(condition, source) {
      mask |= 1 << UInt64(index)
    }
    return mask
  }

  private static func fits(_ condition: PolicyCondition, _ source: Source) -> Bool {
    if let categories = condition.categories, !categories.contains(source.category) { return false }
    if let severities = condition.severities, !severities.contains(source.severity) { return false }
    if let rules = condition.rules, !rules.contains(source.id) { return false }
    if let languages = condition.languages {
      let primary = String(source.language.prefix { $0 != "-" })
      if !languages.contains(source.language) && !languages.contains(primary) { return false }
    }
    return true
  }

  private static func fits(_ condition: PolicyCondition, how: Technique, isWeak: Bool) -> Bool {
    if let evidence = condition.evidence, (evidence == .weak) != isWeak { return false }
    if let techniques = condition.techniques {
      // `exact`, the empty set, fits a match by ordinary means alone.
      return techniques.contains { technique in
        technique.isEmpty ? how.isSubset(of: .ordinary) : !how.isDisjoint(with: technique)
      }
    }
    return true
  }

  /// The first line that fits a match, -1 for none, and its action.
  /// - Complexity: O(lines).
  func decide(source: Int, how: Technique, isWeak: Bool) -> (
    action: Action, line: Int16, isShadow: Bool
  ) {
    decide(lines: lineMasks[source], how: how, isWeak: isWeak)
  }

  /// The first of some lines that fits a match.
  func decide(lines: UInt64, how: Technique, isWeak: Bool) -> (
    action: Action, line: Int16, isShadow: Bool
  ) {
    var mask = lines
    while mask != 0 {
      let index = mask.trailingZeroBitCount
      mask &= mask - 1
      let line = policy.lines[index]
      if Self.fits(line.condition, how: how, isWeak: isWeak) {
        return (line.action, Int16(index), line.isShadow)
      }
    }
    return (policy.defaultAction, -1, false)
  }

  /// Whether a match counts towards a threshold.
  func counts(towards threshold: Int, source: Int, how: Technique, isWeak: Bool) -> Bool {
    counts(towards: threshold, of: thresholdMasks[source], how: how, isWeak: isWeak)
  }

  /// Whether a match of a source with these thresholds counts towards one of them.
  func counts(towards threshold: Int, of thresholds: UInt64, how: Technique, isWeak: Bool) -> Bool {
    thresholds & (1 << UInt64(threshold)) != 0
      && Self.fits(policy.thresholds[threshold].condition, how: how, isWeak: isWeak)
  }

  /// The name of a line, for explanations.
  func name(ofLine line: Int16) -> String {
    line < 0 ? "default" : policy.lines[Int(line)].name
  }
}
