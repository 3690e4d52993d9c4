internal import CommentSafety

/// The `key: value` lines at the head of a list.
struct WordlistHeader {
  /// Every key; the first four are required.
  static let keys = [
    "language", "category", "severity", "licence", "sounds", "diacritics", "final", "shadow",
  ]
  static let required = keys.prefix(4)

  var language = "und"
  var category = Category(rawValue: "")
  var severity = Severity.moderate
  var sounds = SoundClasses.none
  var requiresDiacritics = false
  var isFinal = false
  var isShadow = false

  /// The lines that keys were read from.
  private(set) var lines: [String: Int] = [:]
  /// The keys that were read without a mistake.
  private var sound: Set<String> = []

  /// Whether it tells what tells terms apart besides their spelling.
  var namesTerms: Bool { sound.isSuperset(of: ["language", "category"]) }

  /// Reads one line.
  /// - Throws: what is wrong with it, at its offset in bytes from the start of the line's content.
  mutating func read(_ range: Range<Int>, of text: SourceText) throws(Complaint) {
    guard let colon = text.bytes[range].firstIndex(of: UInt8(ascii: ":")) else {
      throw Complaint(
        code: .badSyntax, message: "\"\(text.string(range))\" is not a 'key: value' line",
        advice: "write 'key: value', or end the header with a line ---")
    }
    let key = text.string(text.trimmed(range.lowerBound..<colon))
    guard WordlistHeader.keys.contains(key) else {
      throw Vocabulary.unknown("header key", key, WordlistHeader.keys)
    }
    if let line = lines[key] {
      throw Complaint(
        message: "the header key \"\(key)\" stands here for the second time",
        advice: "it stands in line \(line) already; keep one of the two")
    }
    // Noted before the value is looked at: a wrong value is not a missing key as well.
    lines[key] = text.lineNumber(of: range.lowerBound)
    let value = text.trimmed((colon + 1)..<range.upperBound)
    do throws(Complaint) {
      guard !value.isEmpty else {
        throw Complaint(
          message: "the header key \"\(key)\" has no value", advice: "write \(key): value")
      }
      try set(key, to: text.string(value))
      sound.insert(key)
    } catch {
      var complaint = error
      complaint.offset += value.lowerBound - range.lowerBound
      throw complaint
    }
  }

  /// Errors for required keys that no line named.
  func missingKeys(at location: SourceLocation) -> [BuildError] {
    WordlistHeader.required.filter { lines[$0] == nil }.map { key in
      BuildError(
        .badValue, "the header has no \"\(key)\"",
        advice: "write \"\(key): \(WordlistHeader.example(of: key))\" above the line ---",
        at: location)
    }
  }

  private mutating func set(_ key: String, to value: String) throws(Complaint) {
    switch key {
    case "language": language = try Vocabulary.language(value)
    case "category": category = try Vocabulary.category(value)
    case "severity": severity = try Vocabulary.severity(value)
    case "sounds": sounds = try WordlistHeader.sounds(value)
    case "final": isFinal = try Vocabulary.boolean(value)
    case "shadow": isShadow = try Vocabulary.boolean(value)
    case "diacritics":
      guard value == "exact" || value == "any" else {
        throw Vocabulary.unknown("value of \"diacritics\":", value, ["exact", "any"])
      }
      requiresDiacritics = value == "exact"
    default: break  // The licence is for people.
    }
  }

  /// Reads `u=oo, i=ee=e`.
  private static func sounds(_ value: String) throws(Complaint) -> SoundClasses {
    var groups: [[String]] = []
    for part in value.split(separator: ",", omittingEmptySubsequences: false) {
      let group = trimmed(part)
      let spellings = group.split(separator: "=", omittingEmptySubsequences: false).map {
        String(trimmed($0))
      }
      let isGroup =
        spellings.count > 1 && Set(spellings).count == spellings.count
        && spellings.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
      guard isGroup else {
        throw Complaint(
          message: "\"\(group)\" is not a group of sounds",
          advice: "a group is two or more different spellings with '=' between: u=oo, i=ee=e",
          offset: value.utf8.distance(from: value.startIndex, to: group.startIndex))
      }
      groups.append(spellings)
    }
    return SoundClasses(groups)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func example(of key: String) -> String {
    switch key {
    case "language": "en"
    case "category": "insult"
    case "severity": "moderate"
    default: "Apache-2.0"
    }
  }
}
