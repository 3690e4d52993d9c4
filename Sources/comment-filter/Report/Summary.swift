internal import CommentSafety
internal import CommentStreams

/// What became of a stream, for people and for programs.
struct Summary {
  var report: StreamReport
  var outputs: [StreamOutput]
  /// The signal that stopped the stream, or 0.
  var signal: Int32
  var duration: Duration
  /// The filter that was in use at the end.
  var filter: CommentFilter

  private var counts: Counts { report.counts }
  private var packs: [PackUse] { report.progress.packs }

  /// Why the stream ended, in a word.
  private var ending: String {
    switch report.ending {
    case .complete: "complete"
    case .stopped: "stopped"
    case .outputClosed: "output-closed"
    case .failed: "failed"
    }
  }

  /// A few lines for standard error.
  var text: String {
    let actions = Action.allCases.map { "\(grouped(counts[$0])) \($0.name)" }.joined(
      separator: ", ")
    var lines = [
      "\(grouped(counts.lines)) \(counts.lines == 1 ? "comment" : "comments") in \(fixed(duration.seconds, 2)) s: \(actions), \(grouped(counts.malformedLines)) malformed"
    ]
    if !counts.malformed.isEmpty { lines.append("malformed: \(list(reasons))") }
    if !counts.matches.isEmpty { lines.append("matches: \(list(categories))") }
    if counts.undecided > 0 {
      lines.append("undecided (a budget was spent): \(grouped(counts.undecided))")
    }
    let hits = filter.ruleLimitHits.map { (name: $0.rule, count: $0.comments) }
    if !hits.isEmpty { lines.append("rules that hit a limit: \(list(hits))") }
    let quarantined = filter.quarantinedRules
    if !quarantined.isEmpty {
      lines.append("quarantined, run no more: \(quarantined.joined(separator: ", "))")
    }
    if packs.count > 1 {
      lines.append(
        "packs: "
          + packs.map { use in
            "\(use.pack)\(use.overlays.map { " with overlays \($0)" } ?? "") for lines \(grouped(use.firstLine)) to \(grouped(use.lastLine))"
          }.joined(separator: ", "))
    }
    if !report.isComplete {
      lines.append("stopped before the end of the input\(signal == 0 ? "" : " by \(signalName)")")
      lines += outputs.map {
        "written: \(grouped($0.state.lines)) \($0.state.lines == 1 ? "line" : "lines") to \($0.name)"
      }
    }
    if report.unfinishedBytes > 0 {
      lines.append("left out: \(grouped(report.unfinishedBytes)) bytes of a line that had not been read to its end")
    }
    return lines.joined(separator: "\n")
  }

  private var signalName: String { signal == 2 ? "SIGINT" : signal == 15 ? "SIGTERM" : "signal \(signal)" }

  /// A table of what rules found and what they cost, the most time first.
  var rules: String {
    let rows = ruleRows.map { rule, hits, cost in
      [
        grouped(hits), grouped(cost.runs), grouped(cost.limitHits), fixed(Double(cost.nanoseconds) / 1e6, 1), rule,
      ]
    }
    let table = [["hits", "runs", "undecided", "ms", "rule"]] + rows
    let widths = (0..<4).map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      (0..<4).map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }.joined(separator: "  ")
        + "  " + row[4]
    }.joined(separator: "\n")
  }

  private var ruleRows: [(rule: String, hits: Int, cost: RuleCost)] {
    let names = Set(counts.rules.keys).union(report.ruleCosts.keys)
    return names.map { ($0, counts.rules[$0] ?? 0, report.ruleCosts[$0] ?? RuleCost()) }
      .sorted { ($1.cost.nanoseconds, $1.hits, $0.rule) < ($0.cost.nanoseconds, $0.hits, $1.rule) }
  }

  private func list(_ entries: [(name: String, count: Int)]) -> String {
    entries.map { "\($0.name) \(grouped($0.count))" }.joined(separator: ", ")
  }

  private var reasons: [(name: String, count: Int)] {
    counts.malformed.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
  }

  private var categories: [(name: String, count: Int)] {
    counts.matches.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// One JSON object on one line.
  var json: ByteBuffer {
    var json = ByteBuffer()
    json.append(literal: "{\"complete\":")
    json.append(report.isComplete ? "true" : "false")
    json.appendMember("lines", counts.lines)
    json.appendMember("bytes", counts.bytes)
    json.appendMember("milliseconds", Int(duration / .milliseconds(1)))
    json.append(literal: ",\"pack\":")
    json.append(jsonString: filter.version)
    json.append(literal: ",\"policy\":")
    json.append(jsonString: filter.policy.name)
    json.appendMember("actions", Action.allCases.map { ($0.name, counts[$0]) })
    json.appendMember("malformed", counts.malformedLines)
    json.appendMember("malformedReasons", reasons)
    json.appendMember("undecided", counts.undecided)
    json.appendMember("loneSurrogates", counts.loneSurrogates)
    json.appendMember("matches", categories)
    json.appendMember("shadowMatches", counts.shadowMatches)
    json.appendMember("unlistedMatches", counts.unlistedMatches)
    json.appendList("limitHits", filter.ruleLimitHits) { json, row in
      json.append(literal: "{\"rule\":")
      json.append(jsonString: row.rule)
      json.appendMember("comments", row.comments)
      json.append(UInt8(ascii: "}"))
    }
    json.appendList("quarantined", filter.quarantinedRules) { json, rule in json.append(jsonString: rule) }
    json.append(literal: ",\"ending\":")
    json.append(jsonString: ending)
    if signal != 0 { json.appendMember("signal", Int(signal)) }
    json.appendMember("unfinishedBytes", report.unfinishedBytes)
    json.appendList("written", outputs) { json, output in
      json.append(literal: "{\"output\":")
      json.append(jsonString: output.name)
      json.append(literal: ",\"form\":")
      json.append(jsonString: output.form.rawValue)
      json.appendMember("lines", output.state.lines)
      json.append(UInt8(ascii: "}"))
    }
    json.appendList("packs", packs) { json, use in
      json.append(literal: "{\"pack\":")
      json.append(jsonString: use.pack)
      if let overlays = use.overlays {
        json.append(literal: ",\"overlays\":")
        json.append(jsonString: overlays)
      }
      json.appendMember("firstLine", use.firstLine)
      json.appendMember("lastLine", use.lastLine)
      json.append(UInt8(ascii: "}"))
    }
    if !ruleRows.isEmpty {
      json.appendList("rules", ruleRows) { json, row in
        json.append(literal: "{\"rule\":")
        json.append(jsonString: row.rule)
        json.appendMember("hits", row.hits)
        json.appendMember("runs", row.cost.runs)
        json.appendMember("undecided", row.cost.limitHits)
        json.appendMember("microseconds", row.cost.nanoseconds / 1000)
        json.append(UInt8(ascii: "}"))
      }
    }
    json.append(literal: "}\n")
    return json
  }
}

extension ByteBuffer {
  fileprivate mutating func appendMember(_ name: String, _ value: Int) {
    append(literal: ",")
    append(jsonString: name)
    append(literal: ":")
    append(decimal: value)
  }

  fileprivate mutating func appendList<Element>(
    _ name: String, _ elements: [Element], _ body: (inout ByteBuffer, Element) -> Void
  ) {
    append(literal: ",")
    append(jsonString: name)
    append(literal: ":[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(literal: ",") }
      body(&self, element)
    }
    append(literal: "]")
  }

  fileprivate mutating func appendMember(_ name: String, _ values: [(name: String, count: Int)]) {
    append(literal: ",")
    append(jsonString: name)
    append(literal: ":{")
    for (index, value) in values.enumerated() {
      if index > 0 { append(literal: ",") }
      append(jsonString: value.name)
      append(literal: ":")
      append(decimal: value.count)
    }
    append(literal: "}")
  }
}
