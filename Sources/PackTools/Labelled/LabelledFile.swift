internal import Foundation

/// A file of labelled comments, read whole.
package struct LabelledFile: Sendable {
  /// How rows are written.
  package enum Format: String, Sendable, CaseIterable {
    /// NDJSON for names that end in `.ndjson`, `.jsonl` or `.json`, CSV for those in `.csv`, else TSV.
    case auto
    /// `label<TAB>language<TAB>text`; in the text `\n`, `\r`, `\t` and `\\` stand for the characters. Lines that begin
    /// with `#` are comments; below one that says `label<TAB>language<TAB>category<TAB>text` rows have a category too.
    case tsv
    /// One JSON object per line.
    case ndjson
    /// A header line with the columns of ``Fields``; commas, semicolons or tabs between, quotes as RFC 4180 says.
    case csv
  }

  /// Which members of a JSON object hold what, dots lead into nested objects; or which columns of CSV.
  package struct Fields: Sendable {
    package var text: String
    package var label: String
    /// Objects without it have the language `und`.
    package var language: String

    package init(text: String = "text", label: String = "label", language: String = "lang") {
      self.text = text
      self.label = label
      self.language = language
    }
  }

  /// A line that is no row.
  package struct Refused: Sendable, Hashable {
    /// Counted from 1.
    package var line: Int
    package var reason: String
  }

  /// The path without its folders.
  package var name: String
  package private(set) var rows: [LabelledRow] = []
  /// Rows without a judgement, which tell nothing.
  package private(set) var unlabelled = 0
  /// Rows that ask for an offer of support, which are neither bad nor clean.
  package private(set) var support = 0
  /// In the order of their lines.
  package private(set) var refused: [Refused] = []

  package init(name: String, rows: [LabelledRow]) {
    self.name = name
    self.rows = rows
  }

  /// Reads a file; `-` is standard input.
  ///
  /// - Throws: for a file that cannot be read, or of which no line can be understood.
  /// - Complexity: O(bytes)
  package init(path: String, format: Format = .auto, fields: Fields = Fields()) throws(ToolError) {
    let name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    let bytes = try InputFile.bytes(of: path)
    // Rows of label, language and text are what they are under any name.
    let isTSV = bytes.prefix { $0 != UInt8(ascii: "\n") }.count { $0 == UInt8(ascii: "\t") } >= 2
    if format == .csv || (format == .auto && name.hasSuffix(".csv") && !isTSV) {
      try self.init(name: name, csv: bytes, fields: fields)
    } else {
      try self.init(name: name, lines: InputFile.lines(in: bytes), format: format, fields: fields)
    }
  }

  /// Reads a table with a header line.
  package init(name: String, csv bytes: [UInt8], fields: Fields = Fields()) throws(ToolError) {
    self.name = name
    let table = TableImporter.rows(bytes, separator: TableImporter.separator(of: bytes))
    guard let header = table.first?.cells.map({ $0.lowercased().trimmingCharacters(in: .whitespaces) }) else { return }
    guard let text = header.firstIndex(of: fields.text.lowercased()),
      let label = header.firstIndex(of: fields.label.lowercased())
    else {
      throw ToolError(
        .content,
        "\(name): the header has no columns \"\(fields.text)\" and \"\(fields.label)\": \(header.joined(separator: ", "))",
        advice: "name them with --text-field and --label-field; for rows label<TAB>language<TAB>text give --format tsv")
    }
    let language = header.firstIndex(of: fields.language.lowercased())
    for row in table.dropFirst() {
      let reason =
        row.cells.count <= max(text, label)
        ? "\(Figures.count(row.cells.count, "column")) instead of \(header.count)"
        : add(row.cells[text], label: row.cells[label], language: language.map { row.cell($0) } ?? "")
      if let reason { refused.append(Refused(line: row.line, reason: reason)) }
    }
    if rows.isEmpty, unlabelled + support == 0, let first = refused.first {
      throw ToolError(.content, "\(name):\(first.line): \(first.reason); no other line can be read either")
    }
  }

  package init(name: String, lines: [String], format: Format, fields: Fields = Fields()) throws(ToolError) {
    self.name = name
    let endings = [".ndjson", ".jsonl", ".json"]
    let isJSON = format == .ndjson || (format == .auto && endings.contains { name.hasSuffix($0) })
    var hasCategory = false
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if !isJSON, line.hasPrefix("#") {
        hasCategory = hasCategory || Self.namesCategory(line)
        continue
      }
      let reason = isJSON ? readObject(line, fields) : readColumns(line, hasCategory: hasCategory)
      if let reason { refused.append(Refused(line: index + 1, reason: reason)) }
    }
    if rows.isEmpty, unlabelled + support == 0, let first = refused.first {
      throw ToolError(
        .content, "\(name):\(first.line): \(first.reason); no other line can be read either",
        advice: isJSON
          ? "name the members with --text-field, --label-field and --language-field"
          : "a row is label<TAB>language<TAB>text; for one JSON object per line give --format ndjson, for a table with a header --format csv"
      )
    }
  }

  // MARK: - Lines

  /// Whether a comment line names the columns of rows with a category, between tabs or the word for one.
  private static func namesCategory(_ line: String) -> Bool {
    line.replacing("<TAB>", with: "\t").contains("label\tlanguage\tcategory\ttext")
  }

  private mutating func readColumns(_ line: String, hasCategory: Bool) -> String? {
    let expected = hasCategory ? 4 : 3
    let columns = line.split(separator: "\t", maxSplits: expected - 1, omittingEmptySubsequences: false)
    guard columns.count == expected else {
      return "\(Figures.count(columns.count, "column")) instead of \(expected)"
    }
    return add(
      Self.unescaped(columns[expected - 1]), label: String(columns[0]), language: String(columns[1]),
      category: hasCategory ? String(columns[2]) : "")
  }

  private mutating func readObject(_ line: String, _ fields: Fields) -> String? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
      return "not a JSON object"
    }
    guard let text = Self.value(fields.text, in: object) as? String else {
      return "no text in the member \"\(fields.text)\""
    }
    let label: String
    switch Self.value(fields.label, in: object) {
    case let string as String: label = string
    // A boolean is a number here; true is 1.
    case let number as NSNumber: label = number.doubleValue >= 0.5 ? "1" : "0"
    case nil, is NSNull: label = "na"
    default: return "the member \"\(fields.label)\" is neither text nor a number"
    }
    return add(text, label: label, language: Self.value(fields.language, in: object) as? String ?? "")
  }

  private mutating func add(_ text: String, label: String, language: String, category: String = "") -> String? {
    guard let (judgement, detail) = Judgement.read(label) else {
      return "the label \"\(Figures.line(label, limit: 20))\" begins neither with 1 nor with 0"
    }
    switch judgement {
    case .unlabelled:
      unlabelled += 1
      return nil
    case .support:
      support += 1
      return nil
    case .bad, .clean: break
    }
    rows.append(
      LabelledRow(
        text, isBad: judgement == .bad, detail: [detail, category].filter { !$0.isEmpty }.joined(separator: "/"),
        language: language.isEmpty || language == "na" ? "und" : language))
    return nil
  }

  private static func value(_ path: String, in object: [String: Any]) -> Any? {
    var value: Any? = object
    for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
    return value
  }

  /// The text of a column; other escapes stay as they are.
  static func unescaped(_ column: Substring) -> String {
    guard column.utf8.contains(UInt8(ascii: "\\")) else { return String(column) }
    var text: [UInt8] = []
    var isEscaped = false
    for byte in column.utf8 {
      guard isEscaped else {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else { text.append(byte) }
        continue
      }
      isEscaped = false
      switch byte {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "\\"): text.append(byte)
      default: text += [UInt8(ascii: "\\"), byte]
      }
    }
    if isEscaped { text.append(UInt8(ascii: "\\")) }
    return String(decoding: text, as: UTF8.self)
  }
}
