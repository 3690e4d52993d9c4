internal import CommentSafety
internal import Foundation

/// CSV and TSV with a header line.
struct TableImporter {
  let vocabulary: ImportVocabulary

  /// Names of columns and members that hold a word, the likeliest first.
  static let textNames = ["text", "term", "word", "match", "phrase", "keyword", "pattern", "profanity", "name"]
  static let categoryNames = ["category_1", "category", "categories", "tags", "tag", "type", "class", "group", "topic"]
  static let languageNames = ["language", "lang"]
  static let severityNames = [
    "severity_description", "severity", "severity_rating", "level", "rating", "score", "weight", "strength",
  ]

  /// - Parameter separator: nil for comma-separated values, which many spreadsheets write with another sign.
  func table(_ bytes: [UInt8], separator: UInt8? = nil) throws(ToolError) -> ImportedFile {
    var file = ImportedFile()
    let separator = separator ?? TableImporter.separator(of: bytes)
    let rows = TableImporter.rows(bytes, separator: separator)
    guard let header = rows.first?.cells.map({ $0.lowercased().trimmingCharacters(in: .whitespaces) }) else {
      return file
    }
    let settings = vocabulary.settings
    func column(_ own: String?, _ names: [String]) throws(ToolError) -> Int? {
      if let own {
        if let index = header.firstIndex(of: own.lowercased()) { return index }
        throw ToolError(
          .content, "there is no column \"\(own)\"", advice: "the columns are \(header.joined(separator: ", "))")
      }
      return names.lazy.compactMap { name in header.firstIndex(of: name) }.first
    }
    guard let textColumn = try column(settings.textColumn, TableImporter.textNames) else {
      throw ToolError(
        .content, "no column of the header is known to hold words: \(header.joined(separator: ", "))",
        advice: "name it with --text-column")
    }
    let categoryColumn = try column(settings.categoryColumn, TableImporter.categoryNames)
    let severityColumn = try column(settings.severityColumn, TableImporter.severityNames)
    let languageColumn = try column(nil, TableImporter.languageNames)
    let most =
      rows.dropFirst().compactMap { row in
        severityColumn.flatMap { Double(row.cell($0).trimmingCharacters(in: .whitespaces)) }
      }.max() ?? 0
    for row in rows.dropFirst() {
      let text = row.cell(textColumn).trimmingCharacters(in: .whitespaces)
      if text.isEmpty {
        if row.cells.count > 1 { file.refuse(row.cells.joined(separator: ","), "no word in the row", place: row.line) }
        continue
      }
      var entry = ImportedEntry.term(wildcards: text, place: row.line)
      if let categoryColumn {
        let name = row.cell(categoryColumn)
        entry.category = vocabulary.category(name)
        if entry.category == nil, !name.isEmpty { file.unknownCategories[name, default: 0] += 1 }
      }
      if let languageColumn {
        let name = row.cell(languageColumn).trimmingCharacters(in: .whitespaces)
        if !name.isEmpty { entry.language = name }
      }
      if let severityColumn {
        let name = row.cell(severityColumn).trimmingCharacters(in: .whitespaces)
        entry.severity =
          vocabulary.severity(name) ?? Double(name).map { vocabulary.severity($0, upTo: most) }
        if entry.severity == nil, !name.isEmpty { file.unknownSeverities[name, default: 0] += 1 }
      }
      file.entries.append(entry)
    }
    return file
  }

  /// The sign that makes the most columns of the header: a comma, a semicolon or a tab; a comma where they are even.
  static func separator(of bytes: [UInt8]) -> UInt8 {
    func columns(_ separator: UInt8) -> Int {
      // A header may have line feeds in quotes, so the end of the first line is not its end.
      rows(Array(bytes.prefix(1 << 16)), separator: separator).first?.cells.count ?? 0
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let counts = candidates.map(columns)
    return zip(candidates, counts).first { $0.1 == counts.max() }?.0 ?? candidates[0]
  }

  /// A row, and the line that it begins in.
  struct Row {
    var line: Int
    var cells: [String]

    func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
  }

  /// Reads separated values with quotes as RFC 4180 says.
  static func rows(_ bytes: [UInt8], separator: UInt8) -> [Row] {
    var rows: [Row] = []
    var row = Row(line: 1, cells: [])
    var cell: [UInt8] = []
    var line = 1
    var isQuoted = false
    var index = 0
    func close() {
      row.cells.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < bytes.count, bytes[index + 1] == byte {
            cell.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          cell.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), cell.isEmpty {
        isQuoted = true
      } else if byte == separator {
        close()
      } else if byte == UInt8(ascii: "\n") {
        close()
        if row.cells != [""] { rows.append(row) }
        row = Row(line: line, cells: [])
      } else if byte != UInt8(ascii: "\r") {
        cell.append(byte)
      }
      index += 1
    }
    if !cell.isEmpty || !row.cells.isEmpty {
      close()
      rows.append(row)
    }
    return rows
  }
}
