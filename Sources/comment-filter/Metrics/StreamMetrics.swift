internal import CommentSafety
internal import CommentStreams
internal import CoreMetrics

/// Tells swift-metrics of a stream: what changed since it was told before.
struct StreamMetrics {
  /// What the metrics mean.
  static let help = [
    "lines_total": "Lines read, by what became of them.",
    "malformed_total": "Malformed lines by reason.",
    "matches_total": "Matches by category, without those in shadow mode.",
    "shadow_matches_total": "Matches in shadow mode.",
    "undecided_total": "Lines with a spent budget.",
    "read_bytes_total": "Bytes read.",
    "written_lines_total": "Lines written.",
    "chunk_seconds": "From reading a chunk to its being written.",
    "reloads_total": "Reloads of the rules.",
    "reload_seconds": "How long reloads took.",
    "quarantined_rules": "Rules that hit their limits too often and are run no more.",
    "start_time_seconds": "When the stream began, in seconds since 1970.",
    "running": "1 while the stream runs.",
    "pack_info": "The rules in use.",
  ].reduce(into: [String: String]()) { $0[name($1.key)] = $1.value }

  static func name(_ name: String) -> String { "comment_filter_" + name }

  /// A counter and what it was told.
  private struct Tally {
    var counter: Counter
    var told = 0

    mutating func tell(_ count: Int) {
      guard count != told else { return }
      counter.increment(by: Int64(count - told))
      told = count
    }
  }

  private var tallies: [String: Tally] = [:]
  private let chunks = Timer(label: name("chunk_seconds"))
  private let running = Gauge(label: name("running"))
  private let quarantined = Gauge(label: name("quarantined_rules"))
  private var packInfo: Gauge?
  private var packNames: [String] = []

  /// - Parameter start: seconds since 1970.
  init(start: Int, outputs: [StreamOutput], rules: StreamRules) {
    Gauge(label: Self.name("start_time_seconds")).record(start)
    running.record(1)
    // All names are there from the first page on, so that rates can be taken.
    tell(Counts(), outputs)
    tell(rules)
  }

  /// How far the stream is.
  mutating func update(_ counts: Counts, _ outputs: [StreamOutput], _ rules: StreamRules, _ moment: StreamMoment) {
    tell(counts, outputs)
    tell(rules)
    switch moment {
    case .chunk(let duration): chunks.recordNanoseconds(duration.nanoseconds)
    case .end: running.record(0)
    }
  }

  /// Rules that are quarantined.
  func update(quarantined count: Int) {
    quarantined.record(count)
  }

  private mutating func tell(_ counts: Counts, _ outputs: [StreamOutput]) {
    for action in Action.allCases { tell("lines_total", ("outcome", action.name), counts[action]) }
    tell("lines_total", ("outcome", "malformed"), counts.malformedLines)
    for kind in Malformed.Kind.allCases {
      tell("malformed_total", ("reason", kind.rawValue), counts.malformed[kind] ?? 0)
    }
    for (category, count) in counts.matches { tell("matches_total", ("category", category.rawValue), count) }
    tell("shadow_matches_total", nil, counts.shadowMatches)
    tell("undecided_total", nil, counts.undecided)
    tell("read_bytes_total", nil, counts.bytes)
    for output in outputs {
      let dimensions = [("output", output.name), ("form", output.form.rawValue)]
      tell("written_lines_total", dimensions, key: "\(output.name) \(output.form)", output.state.lines)
    }
  }

  private mutating func tell(_ name: String, _ dimension: (String, String)?, _ count: Int) {
    tell(name, dimension.map { [$0] } ?? [], key: dimension?.1 ?? "", count)
  }

  private mutating func tell(_ name: String, _ dimensions: [(String, String)], key: String, _ count: Int) {
    tallies[name + " " + key, default: Tally(counter: Counter(label: Self.name(name), dimensions: dimensions))].tell(
      count)
  }

  private mutating func tell(_ rules: StreamRules) {
    let names = [rules.filter.version, rules.filter.policy.name] + [rules.overlays?.version].compactMap(\.self)
    guard names != packNames else { return }
    packNames = names
    packInfo?.destroy()
    let info = Gauge(
      label: Self.name("pack_info"), dimensions: Array(zip(["pack", "policy", "overlays"], names)))
    info.record(1)
    packInfo = info
  }
}

/// Counts reloads.
struct ReloadMetrics: Sendable {
  private let succeeded = Counter(label: StreamMetrics.name("reloads_total"), dimensions: [("result", "succeeded")])
  private let failed = Counter(label: StreamMetrics.name("reloads_total"), dimensions: [("result", "failed")])
  private let time = Timer(label: StreamMetrics.name("reload_seconds"))

  func note(succeeded isGood: Bool, after duration: Duration) {
    (isGood ? succeeded : failed).increment()
    time.recordNanoseconds(duration.nanoseconds)
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
