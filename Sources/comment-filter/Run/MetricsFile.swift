internal import CommentSafety
internal import CommentStreams

/// The counts in Prometheus' text format, in a file that is replaced as a whole, as the textfile collector of the node exporter wants it.
///
/// There is no metrics library below: the counts are there already, and what is left to do is to spell them.
struct MetricsFile: Sendable {
  private let file: AtomicFile
  private let cell: FilterCell
  private let reloader: Reloader
  private let start = ContinuousClock.now
  private var next = ContinuousClock.now

  init(_ path: String, _ cell: FilterCell, _ reloader: Reloader) {
    file = AtomicFile(path)
    self.cell = cell
    self.reloader = reloader
  }

  /// Writes the file, at most once a second.
  mutating func update(
    _ progress: borrowing StreamProgress, _ outputs: [StreamOutput], isLast: Bool
  ) throws(StreamError) {
    guard isLast || ContinuousClock.now >= next else { return }
    next = .now + .seconds(1)
    let text = text(progress, outputs, isLast: isLast)
    try file.replace(with: Array(text.utf8).span, isDurable: false)
  }

  private func text(_ progress: borrowing StreamProgress, _ outputs: [StreamOutput], isLast: Bool) -> String {
    let counts = progress.counts
    let reloads = reloader.reloads
    let filter = cell.current
    var page = MetricsPage()
    page.add(
      "lines_total", .counter, "Lines read, by what became of them.",
      Action.allCases.map { ([("outcome", $0.name)], counts[$0]) }
        + [([("outcome", "malformed")], counts.malformedLines)])
    page.add(
      "malformed_total", .counter, "Malformed lines by reason.",
      Malformed.Kind.allCases.map { ([("reason", $0.rawValue)], counts.malformed[$0] ?? 0) })
    page.add(
      "matches_total", .counter, "Matches by category, without those in shadow mode.",
      counts.matches.map { ([("category", $0.key.rawValue)], $0.value) }.sorted { $0.0[0].1 < $1.0[0].1 })
    page.add("shadow_matches_total", .counter, "Matches in shadow mode.", [([], counts.shadowMatches)])
    page.add("undecided_total", .counter, "Lines with a spent budget.", [([], counts.undecided)])
    page.add("read_bytes_total", .counter, "Bytes read.", [([], counts.bytes)])
    page.add(
      "written_lines_total", .counter, "Lines written.",
      outputs.map { ([("output", $0.name), ("form", $0.form.rawValue)], $0.state.lines) })
    page.add(
      "reloads_total", .counter, "Reloads of the packs.",
      [([("result", "succeeded")], reloads.succeeded), ([("result", "failed")], reloads.failed)])
    let uptime = Int((ContinuousClock.now - start) / .seconds(1))
    page.add("uptime_seconds", .gauge, "Seconds since the stream began.", [([], uptime)])
    page.add("running", .gauge, "1 while the stream runs.", [([], isLast ? 0 : 1)])
    page.add(
      "pack_info", .gauge, "The pack in use.", [([("pack", filter.version), ("policy", filter.policy.name)], 1)])
    return page.text
  }
}

/// A page in Prometheus' text format, version 0.0.4.
private struct MetricsPage {
  enum Kind: String {
    case counter, gauge
  }

  private(set) var text = ""

  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: [(String, String)], value: Int)]
  ) {
    text += "# HELP comment_filter_\(name) \(help)\n# TYPE comment_filter_\(name) \(kind.rawValue)\n"
    for (labels, value) in samples {
      let list = labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
      text += "comment_filter_\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }
  }

  private func escaped(_ value: String) -> String {
    var result = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
