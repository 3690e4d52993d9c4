package import CommentSafety

/// How right a filter is on labelled comments.
///
/// *Flagged* is a comment with any action but allow and support.
package struct Evaluation: Sendable {
  /// The four kinds of rows.
  package struct Counts: Sendable, Hashable {
    /// Bad and flagged.
    package var hits = 0
    /// Bad and not flagged.
    package var misses = 0
    /// Clean and flagged.
    package var falseAlarms = 0
    /// Clean and not flagged.
    package var passes = 0

    package init() {}

    mutating func add(isBad: Bool, isFlagged: Bool) {
      switch (isBad, isFlagged) {
      case (true, true): hits += 1
      case (true, false): misses += 1
      case (false, true): falseAlarms += 1
      case (false, false): passes += 1
      }
    }

    static func += (left: inout Counts, right: Counts) {
      left.hits += right.hits
      left.misses += right.misses
      left.falseAlarms += right.falseAlarms
      left.passes += right.passes
    }

    package var rows: Int { hits + misses + falseAlarms + passes }
    package var bad: Int { hits + misses }
    package var clean: Int { falseAlarms + passes }
    package var recall: Proportion { Proportion(hits, of: bad) }
    package var precision: Proportion { Proportion(hits, of: hits + falseAlarms) }
    package var falsePositiveRate: Proportion { Proportion(falseAlarms, of: clean) }
    /// The harmonic mean of precision and recall; nil without bad rows.
    package var f1: Double? {
      bad == 0 ? nil : Double(2 * hits) / Double(2 * hits + falseAlarms + misses)
    }
  }

  /// Rows that a rule or category flagged.
  package struct Flags: Sendable, Hashable {
    package var bad = 0
    package var clean = 0
    /// Clean rows that nothing else flagged: what would pass without it.
    package var cleanAlone = 0
    package var precision: Proportion { Proportion(bad, of: bad + clean) }
  }

  /// A row that was judged wrongly.
  package struct Sample: Sendable, Hashable {
    package var text: String
    package var language: String
    /// What flagged it; of a miss what matched, but leads to nothing, such as mild words.
    package var rules: [String]
    /// Orders samples as if drawn by lot, the same way each time.
    var lot: UInt64
  }

  package var name: String
  package private(set) var counts = Counts()
  package private(set) var byLanguage: [String: Counts] = [:]
  /// By the parts of the labels' details.
  package private(set) var byKind: [String: Counts] = [:]
  package private(set) var byCategory: [String: Flags] = [:]
  package private(set) var byRule: [String: Flags] = [:]
  package private(set) var falseAlarms: [Sample] = []
  package private(set) var misses: [Sample] = []
  package private(set) var undecided = 0
  package private(set) var unlabelled = 0
  /// Rows that ask for an offer of support, which are left out.
  package private(set) var support = 0
  package private(set) var refused: [LabelledFile.Refused] = []
  private let sampleLimit: Int

  package init(name: String, samples: Int = 0) {
    self.name = name
    sampleLimit = samples
  }

  /// Judges the rows of a file.
  ///
  /// - Parameter samples: How many rows of each kind of error are kept.
  /// - Complexity: O(bytes of the rows), apart from samples.
  package init(_ file: LabelledFile, with filter: CommentFilter, samples: Int = 0) {
    self.init(name: file.name, samples: samples)
    unlabelled = file.unlabelled
    support = file.support
    refused = file.refused
    var scratch = filter.makeScratch()
    for row in file.rows { judge(row, filter, &scratch) }
  }

  /// Adds the counts of another file.
  package mutating func merge(_ other: Evaluation) {
    counts += other.counts
    byLanguage.merge(other.byLanguage, uniquingKeysWith: Self.sum)
    byKind.merge(other.byKind, uniquingKeysWith: Self.sum)
    byCategory.merge(other.byCategory, uniquingKeysWith: Self.sum)
    byRule.merge(other.byRule, uniquingKeysWith: Self.sum)
    for sample in other.falseAlarms { Self.keep(sample, in: &falseAlarms, limit: sampleLimit) }
    for sample in other.misses { Self.keep(sample, in: &misses, limit: sampleLimit) }
    undecided += other.undecided
    unlabelled += other.unlabelled
    support += other.support
    refused += other.refused
  }

  private static func sum(_ left: Counts, _ right: Counts) -> Counts {
    var sum = left
    sum += right
    return sum
  }

  private static func sum(_ left: Flags, _ right: Flags) -> Flags {
    Flags(
      bad: left.bad + right.bad, clean: left.clean + right.clean,
      cleanAlone: left.cleanAlone + right.cleanAlone)
  }

  // MARK: - Judging

  private mutating func judge(_ row: LabelledRow, _ filter: CommentFilter, _ scratch: inout Scratch) {
    var text = row.text
    let outcome = text.withUTF8 { filter.evaluate(UnsafeRawBufferPointer($0), using: &scratch) }
    let isFlagged = !outcome.action.isShown
    counts.add(isBad: row.isBad, isFlagged: isFlagged)
    byLanguage[row.language, default: Counts()].add(isBad: row.isBad, isFlagged: isFlagged)
    for kind in row.kinds { byKind[kind, default: Counts()].add(isBad: row.isBad, isFlagged: isFlagged) }
    if outcome.isUndecided { undecided += 1 }
    guard isFlagged else {
      if row.isBad {
        let idle = (0..<outcome.hitCount).map { filter.match(for: scratch.hit(at: $0)).rule }
        keep(row, rules: Set(idle).sorted(), in: \.misses)
      }
      return
    }
    var rules: Set<String> = []
    var categories: Set<String> = []
    for index in 0..<outcome.hitCount {
      let match = filter.match(for: scratch.hit(at: index))
      if match.action.isShown || match.isShadow { continue }
      rules.insert(match.rule)
      categories.insert(match.category.rawValue)
    }
    if rules.isEmpty { rules.insert(outcome.isUndecided ? "(undecided)" : "(a threshold of the policy)") }
    for rule in rules { count(row.isBad, isAlone: rules.count == 1, in: &byRule[rule, default: Flags()]) }
    for category in categories {
      count(row.isBad, isAlone: categories.count == 1, in: &byCategory[category, default: Flags()])
    }
    if !row.isBad { keep(row, rules: rules.sorted(), in: \.falseAlarms) }
  }

  private func count(_ isBad: Bool, isAlone: Bool, in flags: inout Flags) {
    if isBad { flags.bad += 1 } else { flags.clean += 1 }
    if !isBad && isAlone { flags.cleanAlone += 1 }
  }

  // MARK: - Samples

  private mutating func keep(
    _ row: LabelledRow, rules: [String], in samples: WritableKeyPath<Evaluation, [Sample]>
  ) {
    guard sampleLimit > 0 else { return }
    // FNV-1a, mixed: which rows are shown depends on the rows alone.
    var lot: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in row.text.utf8 { lot = (lot ^ UInt64(byte)) &* 0x100_0000_01b3 }
    lot = (lot ^ (lot >> 29)) &* 0xbf58_476d_1ce4_e5b9
    let sample = Sample(text: row.text, language: row.language, rules: rules, lot: lot)
    Self.keep(sample, in: &self[keyPath: samples], limit: sampleLimit)
  }

  /// Keeps the `limit` samples with the lowest lots, in their order.
  private static func keep(_ sample: Sample, in samples: inout [Sample], limit: Int) {
    if samples.count == limit, let last = samples.last, last.lot <= sample.lot { return }
    let index = samples.firstIndex { $0.lot > sample.lot } ?? samples.endIndex
    samples.insert(sample, at: index)
    if samples.count > limit { samples.removeLast() }
  }

  // MARK: - Rankings

  /// Rules that flag clean rows, the worst first: by rows that they alone flag, then by all clean rows.
  package func worstRules(_ limit: Int) -> [(rule: String, flags: Flags)] {
    byRule.filter { $0.value.clean > 0 }.map { (rule: $0.key, flags: $0.value) }
      .sorted { left, right in
        (right.flags.cleanAlone, right.flags.clean, left.rule)
          < (left.flags.cleanAlone, left.flags.clean, right.rule)
      }.prefix(limit).map { $0 }
  }
}
