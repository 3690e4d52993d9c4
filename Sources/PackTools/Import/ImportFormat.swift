internal import Foundation

/// The list formats that people have.
package enum ImportFormat: String, Sendable, CaseIterable {
  /// By the file's name and its first bytes.
  case auto
  /// One word or phrase in a line, as the lists of LDNOOBW.
  case lines
  /// Comma-separated values with a header line; the comma may be a semicolon or a tab.
  case csv
  /// Tab-separated values with a header line.
  case tsv
  /// Arrays or objects of words, or of objects that hold words.
  case json
  /// Rules of Discord's AutoMod, as its API gives them.
  case automod
  /// One regular expression in a line.
  case regex
  /// Phrase lists of e2guardian and DansGuardian.
  case e2guardian

  /// What a file is. Regular expressions are never guessed: as words they would mean something else.
  static func detect(name: String, bytes: [UInt8]) -> ImportFormat {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let head = bytes.prefix(1 << 16)
    let first = head.first { !" \t\r\n".utf8.contains($0) }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    if ending == "json" || (isJSON && ending != "txt") {
      let text = String(decoding: head, as: UTF8.self)
      return text.contains("\"trigger_metadata\"") || text.contains("\"keyword_filter\"") ? .automod : .json
    }
    if ending == "csv" { return .csv }
    if ending == "tsv" || ending == "tab" { return .tsv }
    let lines = InputFile.lines(in: Array(head)).filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix(".") }
    if !lines.isEmpty, lines.allSatisfy({ $0.hasPrefix("<") && $0.hasSuffix(">") }) { return .e2guardian }
    return .lines
  }
}

/// What a foreign list's words for categories and severities mean.
package struct ImportSettings: Sendable {
  /// For entries of lists that say nothing themselves.
  package var language = "und"
  package var category = "profanity"
  package var severity = "moderate"
  /// Own translations of category names, in lower case.
  package var categories: [String: String] = [:]
  /// Columns or members that hold what; nil to find them by their names.
  package var textColumn: String?
  package var categoryColumn: String?
  package var severityColumn: String?

  package init() {}
}
