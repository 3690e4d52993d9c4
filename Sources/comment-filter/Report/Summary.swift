internal import CommentSafety
internal import CommentStreams

/// What became of a stream, for people and for programs.
struct Summary {
  var counts: Counts
  /// False when a file failed or the reader of the output went away before the end.
  var isComplete: Bool
  var duration: Duration
  var filter: CommentFilter

  /// A few lines for standard error.
  var text: String {
    let actions = Action.allCases.map { "\(grouped(counts[$0])) \($0.name)" }.joined(
      separator: ", ")
    var lines = [
      "\(grouped(counts.lines)) comments in \(fixed(duration.seconds, 2)) s: \(actions), \(grouped(counts.malformedLines)) malformed"
    ]
    if !counts.malformed.isEmpty { lines.append("malformed: \(list(reasons))") }
    if !counts.matches.isEmpty { lines.append("matches: \(list(categories))") }
    if counts.undecided > 0 {
      lines.append("undecided (a budget was spent): \(grouped(counts.undecided))")
    }
    if !isComplete { lines.append("stopped before the end of the input") }
    return lines.joined(separator: "\n")
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
    json.append(isComplete ? "true" : "false")
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
