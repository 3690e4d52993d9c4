internal import Evasion

/// The evasion matrix as a Markdown table.
struct MatrixPage {
  var matrix: Matrix
  var listsMisses: Bool

  var text: String {
    var lines = ["| technique | comments | caught |", "|---|---|---|"]
    for row in matrix.rows {
      lines.append("| \(row.name.replacing("|", with: "\\|")) | \(grouped(row.tried)) | \(percent(row.share)) |")
    }
    lines.append("| **all** | \(grouped(matrix.tried)) | **\(percent(matrix.share))** |")
    lines.append("")
    lines.append("\(grouped(matrix.falseHits.count)) hits in \(grouped(matrix.cleanComments)) clean comments")
    if !matrix.unknown.isEmpty { lines.append("not in the pack: \(matrix.unknown.joined(separator: ", "))") }
    if listsMisses {
      for row in matrix.rows where !row.missed.isEmpty {
        lines.append("")
        lines.append("missed, \(row.name) (\(grouped(row.tried - row.caught)) in all):")
        lines += row.missed.map { "  " + shown($0) }
      }
      if !matrix.falseHits.isEmpty {
        lines += ["", "false hits:"]
        lines += matrix.falseHits.map { "  \($0.disguise): \(shown($0.comment)): \($0.rule)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ comment: String) -> String {
    DisplayText(comment.count > 200 ? comment.prefix(200) + "…" : comment[...]).text
  }

  private func percent(_ share: Double) -> String { fixed(100 * share, 1) + " %" }
}
