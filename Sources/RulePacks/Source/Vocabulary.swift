internal import CommentSafety

/// Why a value was refused; becomes a ``BuildError`` once its place is known.
struct Complaint: Error {
  var code = BuildError.Code.badValue
  var message: String
  var advice: String
  /// Bytes from the start of the value to the offending place.
  var offset = 0

  func error(at location: SourceLocation?, rule: String? = nil) -> BuildError {
    var place = location
    place?.column += offset
    return BuildError(code, message, advice: advice, at: place, rule: rule)
  }
}

/// The words that lists and pack files share, and what to say about words that are none of them.
enum Vocabulary {
  static func severity(_ text: String) throws(Complaint) -> Severity {
    guard let severity = Severity(name: text) else {
      throw unknown("severity", text, Severity.allCases.map(\.name))
    }
    return severity
  }

  /// Severities as one name, or as `>=name` or `<=name`.
  static func severities(_ text: String) throws(Complaint) -> Set<Severity> {
    guard let sign = text.first, sign == ">" || sign == "<" else { return [try severity(text)] }
    let rest = text.dropFirst()
    guard rest.first == "=" else {
      throw Complaint(
        message: "\"\(text)\" is not a range of severities",
        advice: "write a severity, \">=moderate\" or \"<=moderate\"")
    }
    let bound = try severity(String(rest.dropFirst().drop { $0 == " " }))
    return Set(Severity.allCases.filter { sign == ">" ? $0 >= bound : $0 <= bound })
  }

  static func action(_ text: String) throws(Complaint) -> Action {
    guard let action = Action(name: text) else {
      throw unknown("action", text, Action.allCases.map(\.name))
    }
    return action
  }

  static func technique(_ text: String) throws(Complaint) -> Technique {
    guard let technique = Technique(name: text) else {
      let all = (0..<32).map { Technique(rawValue: 1 << $0) }.flatMap(\.names)
      throw unknown("value of \"how\":", text, ["exact"] + all)
    }
    return technique
  }

  static func evidence(_ text: String) throws(Complaint) -> PolicyCondition.Evidence {
    guard let evidence = PolicyCondition.Evidence(rawValue: text) else {
      throw unknown("kind of evidence", text, PolicyCondition.Evidence.allCases.map(\.rawValue))
    }
    return evidence
  }

  static func view(_ text: String) throws(Complaint) -> Rule.View {
    guard let view = Rule.View(rawValue: text) else {
      throw unknown("value of \"on\":", text, Rule.View.allCases.map(\.rawValue))
    }
    return view
  }

  static func boolean(_ text: String) throws(Complaint) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default:
      throw Complaint(
        message: "\"\(text)\" is neither true nor false", advice: "write true or false")
    }
  }

  /// A standard category or one of the pack's own. Misspellings of standard categories are refused: a list in `insutl`
  /// would otherwise fall through every policy line.
  static func category(_ text: String) throws(Complaint) -> Category {
    let standard = Category.standard.map(\.rawValue)
    if standard.contains(text) { return Category(rawValue: text) }
    if let closest = Suggestion.closest(to: text, in: standard),
      Suggestion.distance(closest.lowercased(), text.lowercased()) <= 1
    {
      throw unknown("category", text, standard)
    }
    guard text.utf8.first.map(isLetter) == true, text.utf8.allSatisfy(isIdentifier) else {
      throw Complaint(
        message: "\"\(text)\" cannot be the name of a category",
        advice: "a category is a letter followed by letters, digits, '-' or '_'")
    }
    return Category(rawValue: text)
  }

  /// A BCP 47 tag in its usual case (RFC 5646, 2.1.1), or `und`.
  ///
  /// The case matters here since policies compare tags: `ur-latn` and `ur-Latn` must not be two languages.
  static func language(_ text: String) throws(Complaint) -> String {
    let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(subtags[0].utf8.count) && subtags[0].utf8.allSatisfy(isLetter)
      && subtags.dropFirst().allSatisfy {
        (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { isLetter($0) || isDigit($0) }
      }
    let advice = "a language is a BCP 47 tag such as en, ur, ur-Latn or pt-BR; und stands for any"
    guard isTag else {
      let repaired = String(text.map { $0 == "_" ? "-" : $0 })
      if repaired != text, let tag = try? language(repaired) {
        throw Complaint(
          message: "\"\(text)\" is not a language tag", advice: "did you mean \(tag)? (\(advice))")
      }
      throw Complaint(message: "\"\(text)\" is not a language tag", advice: advice)
    }
    let usual = subtags.enumerated().map { index, subtag in
      let letters = subtag.utf8.allSatisfy(isLetter)
      switch (index, subtag.utf8.count) {
      case (1..., 2) where letters: return subtag.uppercased()
      case (1..., 4) where letters:
        return subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased()
      default: return subtag.lowercased()
      }
    }.joined(separator: "-")
    guard usual == text else {
      throw Complaint(
        message: "the language \"\(text)\" is not in its usual case", advice: "write \(usual)")
    }
    return text
  }

  /// An id or name: not empty, without white space.
  static func identifier(_ text: String) throws(Complaint) -> String {
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
      throw Complaint(
        message: "\"\(text)\" cannot be an id",
        advice: "an id has no spaces, such as spam/contact-me")
    }
    return text
  }

  static func unknown(_ kind: String, _ text: String, _ known: [String]) -> Complaint {
    Complaint(
      message: "unknown \(kind) \"\(text)\"", advice: Suggestion.advice(for: text, in: known))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
