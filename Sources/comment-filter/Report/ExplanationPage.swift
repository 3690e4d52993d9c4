internal import CommentSafety

/// What `check` prints: the comment with its matches underlined, and the reason for the action.
struct ExplanationPage {
  var comment: String
  var explanation: Explanation
  var style: Style

  private var verdict: Verdict { explanation.verdict }

  var text: String {
    var lines = [headline, ""]
    lines += underlinedComment
    lines.append("  seen as: \(DisplayText(explanation.folded).text)")
    lines += verdict.matches.flatMap(paragraph)
    if verdict.unlistedMatches > 0 {
      lines += [
        "", "  and \(grouped(verdict.unlistedMatches)) more matches, counted but not listed",
      ]
    }
    lines += explanation.weakened.flatMap(sentence)
    lines += explanation.suppressed.flatMap(paragraph)
    lines += ["", style.dim("  pack \(verdict.pack)")]
    return lines.map { $0 + "\n" }.joined()
  }

  private var headline: String {
    let action = verdict.action
    let name = action.isShown ? style.green(action.name) : style.red(action.name)
    let rules = explanation.unfinishedRules.joined(separator: ", ")
    let undecided =
      !verdict.isUndecided
      ? ""
      : rules.isEmpty
        ? ": undecided, a budget was spent before everything was looked at"
        : ": undecided, the match limit was spent before these rules had looked at everything: \(rules)"
    let help = verdict.offersSupport && action != .support ? "; its author is to be offered help all the same" : ""
    return style.bold(name) + style.dim(" (\(ExplanationPage.meaning(of: action)))") + undecided + help
  }

  private static func meaning(of action: Action) -> String {
    switch action {
    case .allow: "show it"
    case .support: "show it, and offer its author help"
    case .review: "hold it until a person has looked"
    case .filter: "hide it from others"
    case .remove: "take it down"
    }
  }

  // MARK: - Matches

  private func paragraph(for match: Match) -> [String] {
    var facts = [
      match.category.rawValue, match.severity.name, match.how.names.joined(separator: " + "),
    ]
    if match.isWeak { facts.append("weak evidence") }
    if match.isShadow { facts.append("shadow: without effect") }
    let line = match.policyLine.isEmpty ? "the policy" : "policy line '\(match.policyLine)'"
    return [
      "",
      "  \(style.bold(quoted(match.range))) is \(match.rule): \(facts.joined(separator: ", "))",
      "      bytes \(match.range.lowerBound)..<\(match.range.upperBound); \(line) → \(match.action.name)",
    ]
  }

  private func sentence(for weakened: Suppressed) -> [String] {
    ["", "  \(quoted(weakened.match.range)) is weak evidence here: the context \(weakened.by)"]
  }

  private func paragraph(for suppressed: Suppressed) -> [String] {
    let match = suppressed.match
    return ["", "  \(quoted(match.range)) is no match of \(match.rule): \(suppressed.by)"]
  }

  private func quoted(_ range: Range<Int>) -> String {
    let bytes = Array(comment.utf8)
    let part = bytes[range.clamped(to: 0..<bytes.count)]
    return "\"\(DisplayText(String(decoding: part, as: UTF8.self)).text)\""
  }

  // MARK: - Underlines

  /// Each line of the comment, with a row of underlines for each set of matches that do not overlap.
  private var underlinedComment: [String] {
    var lines: [String] = []
    var start = 0
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      let shown = DisplayText(line)
      let end = start + line.utf8.count
      lines.append("  " + shown.text)
      let parts = verdict.matches.map { $0.range.clamped(to: start..<end) }.filter { !$0.isEmpty }
      lines += rows(
        of: parts.map {
          shown.columns[$0.lowerBound - start]..<shown.columns[$0.upperBound - start]
        })
      start = end + 1
    }
    return lines
  }

  private func rows(of spans: [Range<Int>]) -> [String] {
    var rows: [(text: String, end: Int)] = []
    for span in spans {
      let marks = style.red(String(repeating: "^", count: max(1, span.count)))
      let row = rows.firstIndex { $0.end <= span.lowerBound }
      let index = row ?? rows.count
      if row == nil { rows.append(("  ", 0)) }
      rows[index].text += String(repeating: " ", count: span.lowerBound - rows[index].end) + marks
      rows[index].end = span.lowerBound + max(1, span.count)
    }
    return rows.map(\.text)
  }
}
