/// A policy with each source's fitting lines worked out beforehand.
struct CompiledPolicy: Sendable {
  /// Lines a policy may have; their sets are bit masks.
  static let maximumLines = 64

  /// The lines and thresholds that fit a term or rule by category, severity, language and id, as bits.
  struct Masks: BitwiseCopyable, Hashable {
    var lines: UInt64
    var thresholds: UInt64
  }

  let policy: Policy
  /// The categories that some line asks for beside a match; at most 64.
  let besides: [Category]
  // SAFETY: points into the memory that `sources` holds on to, which is never written to.
  nonisolated(unsafe) private let masks: UnsafePointer<Masks>
  private let sources: SourceTable

  /// What the lines need to know of a term or rule.
  struct Source {
    var id: String
    var category: Category
    var severity: Severity
    var language: String
  }

  /// - Throws: ``PackDamage`` if a term or rule has masks that are not there, or a mask has more lines than the policy.
  init(_ reader: inout PackReader, _ policy: Policy, _ sources: SourceTable) throws(PackDamage) {
    self.policy = policy
    besides = Self.besides(of: policy)
    self.sources = sources
    let masks = try reader.take(.policyMasks, as: Masks.self)
    self.masks = masks.start
    let (lines, thresholds) = (policy.lines.count, policy.thresholds.count)
    guard sources.holdsMasks(below: masks.count),
      masks.holds({ 64 - $0.lines.leadingZeroBitCount <= lines && 64 - $0.thresholds.leadingZeroBitCount <= thresholds }
      )
    else { throw PackDamage("terms name lines that the policy has not") }
  }

  private static func besides(of policy: Policy) -> [Category] {
    let all = policy.lines.reduce(into: Set<Category>()) { $0.formUnion($1.condition.beside ?? []) }
    return Array(all.sorted { $0.rawValue < $1.rawValue }.prefix(maximumLines))
  }

  /// The bit of a category among ``besides``; 0 if no line asks for it.
  func bit(of category: Category) -> UInt64 { besides.firstIndex(of: category).map { 1 << UInt64($0) } ?? 0 }

  /// The lines and thresholds that fit a source.
  static func masks(_ policy: Policy, for source: Source) -> Masks {
    Masks(
      lines: mask(policy.lines.prefix(maximumLines).map(\.condition), for: source),
      thresholds: mask(policy.thresholds.prefix(maximumLines).map(\.condition), for: source))
  }

  /// The lines and thresholds that fit a source which is not the pack's.
  func masks(for source: Source) -> Masks { Self.masks(policy, for: source) }

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
  /// - Parameter beside: the categories of the comment's matches, as bits of ``besides``.
  func decide(source: Int, how: Technique, isWeak: Bool, beside: UInt64) -> (
    action: Action, line: Int16, isShadow: Bool
  ) {
    decide(lines: masks[sources.masks(of: source)].lines, how: how, isWeak: isWeak, beside: beside)
  }

  /// The first of some lines that fits a match.
  func decide(lines: UInt64, how: Technique, isWeak: Bool, beside: UInt64) -> (
    action: Action, line: Int16, isShadow: Bool
  ) {
    Self.decide(policy, lines: lines, how: how, isWeak: isWeak) { categories in
      categories.contains { bit(of: $0) & beside != 0 }
    }
  }

  /// - Parameter isBeside: whether the comment has a match of one of some categories.
  static func decide(
    _ policy: Policy, lines: UInt64, how: Technique, isWeak: Bool, isBeside: (Set<Category>) -> Bool
  ) -> (
    action: Action, line: Int16, isShadow: Bool
  ) {
    var mask = lines
    while mask != 0 {
      let index = mask.trailingZeroBitCount
      mask &= mask - 1
      let line = policy.lines[index]
      if Self.fits(line.condition, how: how, isWeak: isWeak), line.condition.beside.map(isBeside) ?? true {
        return (line.action, Int16(index), line.isShadow)
      }
    }
    return (policy.defaultAction, -1, false)
  }

  /// Whether a match counts towards a threshold.
  func counts(towards threshold: Int, source: Int, how: Technique, isWeak: Bool) -> Bool {
    counts(
      towards: threshold, of: masks[sources.masks(of: source)].thresholds, how: how, isWeak: isWeak)
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
