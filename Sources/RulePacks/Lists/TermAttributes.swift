internal import CommentSafety

/// What stands behind a term, each behind a `|`.
struct TermAttributes {
  static let names = Severity.allCases.map(\.name) + ["review", "except", "category"]

  var severity: Severity?
  var category: Category?
  var exceptions: [String] = []
  var isWeak = false

  /// Reads one attribute.
  /// - Parameter others: attributes that the caller reads itself, named in advice.
  /// - Throws: what is wrong with it, at its offset in bytes from its start.
  mutating func read(
    _ range: Range<Int>, of text: SourceText, besides others: [String] = []
  ) throws(Complaint) {
    guard !range.isEmpty else {
      throw Complaint(
        code: .badSyntax, message: "nothing stands behind a '|'",
        advice: "delete the '|', or write '\\|' for the character")
    }
    let nameEnd = text.bytes[range].firstIndex(where: isBlank) ?? range.upperBound
    let name = text.string(range.lowerBound..<nameEnd)
    let argument = text.trimmed(nameEnd..<range.upperBound)
    guard TermAttributes.names.contains(name) else {
      throw Vocabulary.unknown("attribute", name, TermAttributes.names + others)
    }
    do throws(Complaint) {
      try set(name, argument, text)
    } catch {
      var complaint = error
      if !argument.isEmpty { complaint.offset += argument.lowerBound - range.lowerBound }
      throw complaint
    }
  }

  private mutating func set(_ name: String, _ argument: Range<Int>, _ text: SourceText)
    throws(Complaint)
  {
    let takesArgument = name == "except" || name == "category"
    guard argument.isEmpty != takesArgument else {
      if takesArgument {
        let example = name == "except" ? "except cocktail*, peacock" : "category insult"
        throw Complaint(
          message: "nothing stands behind \"\(name)\"", advice: "write for example '| \(example)'")
      }
      throw Complaint(
        code: .badSyntax, message: "\"\(text.string(argument))\" behind \"\(name)\"",
        advice: "each attribute stands behind a '|' of its own")
    }
    switch name {
    case "review":
      try refuse(isWeak, name)
      isWeak = true
    case "except":
      try refuse(!exceptions.isEmpty, name)
      exceptions = try TermAttributes.exceptions(argument, text)
    case "category":
      try refuse(category != nil, name)
      category = try Vocabulary.category(text.string(argument))
    default:
      try refuse(severity != nil, "severity")
      severity = Severity(name: name)
    }
  }

  private func refuse(_ isSecond: Bool, _ name: String) throws(Complaint) {
    guard isSecond else { return }
    throw Complaint(
      message: "a second \(name) for one term",
      advice: name == "except" ? "write one list: except a, b" : "keep one of the two")
  }

  private static func exceptions(_ range: Range<Int>, _ text: SourceText) throws(Complaint)
    -> [String]
  {
    var exceptions: [String] = []
    for field in ListLine.fields(text, range, separator: ",") {
      do throws(Complaint) {
        guard !field.isEmpty else {
          throw Complaint(
            code: .emptyTerm, message: "an empty word in the exceptions",
            advice: "delete one of the commas")
        }
        exceptions.append(try TermPattern.parse(text.bytes[field], in: .list))
      } catch {
        var complaint = error
        complaint.offset += field.lowerBound - range.lowerBound
        throw complaint
      }
    }
    return exceptions
  }
}
