package import CommentSafety

/// One thing that a foreign list says, in our terms.
package struct ImportedEntry: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// A word or phrase, plain, and whether it also counts inside words.
    case term(text: String, isOpenBefore: Bool, isOpenAfter: Bool)
    /// A regular expression.
    case pattern(String)
    /// What must not be flagged; wildcards as for terms.
    case allow(text: String, isOpenBefore: Bool, isOpenAfter: Bool)
  }

  package var content: Content
  /// Nil where the list says nothing.
  package var category: Category?
  package var severity: Severity?
  package var language: String?
  /// Words in which a term is none, in our syntax.
  package var exceptions: [String] = []
  /// Where it stood: a line, or the number of an element; counted from 1.
  package var place: Int

  init(
    _ content: Content, category: Category? = nil, severity: Severity? = nil, language: String? = nil, place: Int
  ) {
    self.content = content
    self.category = category
    self.severity = severity
    self.language = language
    self.place = place
  }

  /// A term with the wildcards that moderators know: `word*`, `*word`, `*word*`.
  static func term(wildcards text: String, place: Int) -> ImportedEntry {
    let (text, before, after) = split(text)
    return ImportedEntry(.term(text: text, isOpenBefore: before, isOpenAfter: after), place: place)
  }

  static func allow(wildcards text: String, place: Int) -> ImportedEntry {
    let (text, before, after) = split(text)
    return ImportedEntry(.allow(text: text, isOpenBefore: before, isOpenAfter: after), place: place)
  }

  private static func split(_ text: String) -> (String, Bool, Bool) {
    var rest = text[...]
    let before = rest.hasPrefix("*")
    let after = rest.hasSuffix("*") && rest.count > 1
    if before { rest = rest.dropFirst() }
    if after { rest = rest.dropLast() }
    return (String(rest), before, after)
  }
}

/// Something that could not be taken over.
package struct ImportRefusal: Sendable, Hashable {
  package var place: Int
  package var text: String
  package var reason: String
}

/// What one foreign file holds.
package struct ImportedFile: Sendable {
  package var entries: [ImportedEntry] = []
  package var refusals: [ImportRefusal] = []
  /// Names of categories that the list uses and we have no place for.
  package var unknownCategories: [String: Int] = [:]
  /// Names of severities that the list uses and we do not know.
  package var unknownSeverities: [String: Int] = [:]

  mutating func refuse(_ text: String, _ reason: String, place: Int) {
    refusals.append(ImportRefusal(place: place, text: text, reason: reason))
  }
}
