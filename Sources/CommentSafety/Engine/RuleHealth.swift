internal import Synchronization

/// Which rules reach their limits, over all workers of a filter.
///
/// A rule that does so again and again is quarantined: it is run no more, and a comment that would have woken it is undecided. It would
/// have been undecided more often than not, at the highest cost a call can have.
///
/// Touched only when a limit was hit, but for one relaxed load before a rule is run.
final class RuleHealth: Sendable {
  /// Of so many comments on which a rule is run, one must reach a limit for it to be quarantined.
  static let share = 100

  private struct Record: ~Copyable {
    /// Comments on which a limit was hit.
    let limitHits = Atomic<Int>(0)
    /// Comments on which the rule was run, as far as told.
    let runs = Atomic<Int>(0)
    let isQuarantined = Atomic<Bool>(false)
  }

  // SAFETY: allocated and initialised by `init`, changed by atomic operations only, freed by `deinit`.
  nonisolated(unsafe) private let records: UnsafeMutablePointer<Record>
  private let count: Int
  /// Limit hits that a rule may have; 0 for any number.
  private let tolerated: Int

  init(rules: Int, tolerated: Int) {
    count = rules
    self.tolerated = tolerated
    records = .allocate(capacity: Swift.max(rules, 1))
    for rule in 0..<rules { (records + rule).initialize(to: Record()) }
  }

  deinit {
    records.deinitialize(count: count)
    records.deallocate()
  }

  @inline(__always)
  func isQuarantined(_ rule: Int) -> Bool {
    records[rule].isQuarantined.load(ordering: .relaxed)
  }

  func limitHits(of rule: Int) -> Int {
    records[rule].limitHits.load(ordering: .relaxed)
  }

  /// Notes that a rule reached a limit on a comment.
  /// - Parameter runs: comments on which the caller ran the rule since it last told.
  func noteLimitHit(of rule: Int, runs: Int) {
    let hits = records[rule].limitHits.wrappingAdd(1, ordering: .relaxed).newValue
    let runs = records[rule].runs.wrappingAdd(runs, ordering: .relaxed).newValue
    if tolerated > 0 && hits >= tolerated && hits >= runs / Self.share {
      records[rule].isQuarantined.store(true, ordering: .relaxed)
    }
  }
}

extension CommentFilter {
  /// Rules that are run no more since they reached their limits too often, by their ids. See ``Configuration/quarantineLimitHits``.
  public var quarantinedRules: [String] {
    pack.rules.indices.filter { pack.health.isQuarantined($0) }.map {
      pack.sources[pack.termCount + $0].id
    }
  }

  /// Rules that reached a limit since the filter was built, with the number of comments on which they did, most first.
  public var ruleLimitHits: [(rule: String, comments: Int)] {
    pack.rules.indices.map { (pack.sources[pack.termCount + $0].id, pack.health.limitHits(of: $0)) }
      .filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
