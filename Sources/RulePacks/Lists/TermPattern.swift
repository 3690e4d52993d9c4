internal import CommentSafety

/// A term as moderators write it, checked and in its normal form.
///
/// The normal form has single spaces, and backslashes only where they are needed: before `*` and `\`.
enum TermPattern {
  /// Where a pattern was written; decides which characters need a backslash.
  enum Context {
    /// A line of a list, in which `#` and `|` have a meaning of their own.
    case list
    /// A YAML string.
    case yaml
  }

  /// - Throws: what is wrong, with its offset in bytes from the start of the pattern.
  static func parse(_ pattern: some RandomAccessCollection<UInt8>, in context: Context)
    throws(Complaint) -> String
  {
    let source = Array(pattern)
    var result: [UInt8] = []
    var hasContent = false
    var index = 0
    var wildcard: Int?
    while index < source.count {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "\\"):
        let escaped = try escape(in: source, at: index)
        if escaped == UInt8(ascii: "*") || escaped == UInt8(ascii: "\\") { result.append(byte) }
        result.append(escaped)
        hasContent = true
        index += 1
      case UInt8(ascii: "*"):
        let isAtEnd = index == 0 || index == source.count - 1
        let touchesSpace =
          index == 0
          ? source.count > 1 && isBlank(source[1]) : source.count > 1 && isBlank(source[index - 1])
        if !isAtEnd || touchesSpace { wildcard = wildcard ?? index }
        result.append(byte)
      case UInt8(ascii: "#") where context == .list:
        throw Complaint(
          code: .badSyntax, message: "a '#' inside \"\(text(source))\"",
          advice: "write '\\#' for the character, ' # ' before a comment", offset: index)
      case _ where isBlank(byte):
        if result.last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
      default:
        result.append(byte)
        hasContent = true
      }
      index += 1
    }
    guard hasContent else {
      throw Complaint(
        code: .emptyTerm, message: "\"\(text(source))\" holds no word",
        advice: "write a word, or delete the entry")
    }
    if let wildcard {
      throw Complaint(
        code: .badWildcard, message: "a '*' inside \"\(text(source))\"",
        advice: "'*' stands at the start or the end of a term; write '\\*' for the character",
        offset: wildcard)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func escape(in source: [UInt8], at index: Int) throws(Complaint) -> UInt8 {
    let allowed = "#|*\\".utf8
    if index + 1 < source.count, allowed.contains(source[index + 1]) { return source[index + 1] }
    let rest = String(decoding: source[(index + 1)...], as: UTF8.self)
    throw Complaint(
      code: .badSyntax,
      message: rest.isEmpty
        ? "a '\\' at the end of \"\(text(source))\"" : "unknown escape \"\\\(rest.prefix(1))\"",
      advice: "known: '\\#', '\\|', '\\*' and '\\\\'", offset: index)
  }

  private static func text(_ source: [UInt8]) -> String { String(decoding: source, as: UTF8.self) }
}
