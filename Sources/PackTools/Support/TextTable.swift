internal import Foundation

/// Columns of text, aligned by their widest cell: the first to the left, the others to the right.
package struct TextTable {
  private(set) var rows: [[String]]

  package init(_ header: [String]) {
    rows = [header]
  }

  package mutating func add(_ row: [String]) { rows.append(row) }

  package var isEmpty: Bool { rows.count == 1 }

  /// Lines that end with a line feed.
  package var text: String {
    let columns = rows[0].indices
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = columns.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// The same as a table of Markdown.
  package var markdown: String {
    let bar = rows[0].indices.map { $0 == 0 ? "---" : "---:" }
    var lines = rows.map { row in
      "| " + row.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    lines.insert("|" + bar.joined(separator: "|") + "|", at: 1)
    return lines.map { $0 + "\n" }.joined()
  }
}
