package import CommentSafety

/// Reads term lists; `Wordlists/README.md` describes the format.
package enum WordlistParser {
  /// The terms of one list, in its order, each with the place of its first byte.
  ///
  /// - Throws: every error of the list, in the order of its lines.
  /// - Complexity: O(bytes)
  package static func parse(_ bytes: [UInt8], file: String) throws(BuildErrors) -> [Term] {
    var places = TermPlaces()
    let list = ParsedWordlist(SourceText(bytes, file: file), places: &places)
    guard list.errors.isEmpty else { throw BuildErrors(list.errors) }
    return list.terms
  }
}

/// A list that was read as far as its errors allow.
struct ParsedWordlist {
  /// The terms whose lines have no error. Empty if the header has one.
  private(set) var terms: [Term] = []
  /// In the order of the lines.
  private(set) var errors: [BuildError] = []

  private let text: SourceText
  private var header = WordlistHeader()
  /// Terms of lines with other mistakes: looked at only for standing twice.
  private var faultyTerms: [Term] = []

  /// - Parameter places: The terms of the lists before this one; those of this list are added.
  init(_ text: SourceText, places: inout TermPlaces) {
    self.text = text
    let unreadable = text.encodingErrors()
    guard !text.isUTF16 else {
      errors = Array(unreadable.values)
      return
    }
    let body = readHeader(skipping: unreadable)
    let isHeaderSound = errors.isEmpty && unreadable.keys.allSatisfy { $0 >= body.lowerBound }
    for number in body where unreadable[number] == nil {
      let line = ListLine(text, number)
      if !line.isEmpty { readTerm(line, number) }
    }
    let written =
      faultyTerms.isEmpty
      ? terms : (terms + faultyTerms).sorted { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) }
    if header.namesTerms {
      errors += written.compactMap { places.note($0) }
    } else {
      // The terms' language or category is unknown: compare them with each other only.
      var own = TermPlaces()
      errors += written.compactMap { own.note($0) }
    }
    if !isHeaderSound { terms = [] }
    errors = (errors + unreadable.values).inSourceOrder()
  }

  /// Reads the header and returns the numbers of the lines behind it.
  ///
  /// Without a line `---` the first line that is no header line is taken for a term, so that one forgotten line
  /// gives one error.
  private mutating func readHeader(skipping unreadable: [Int: BuildError]) -> Range<Int> {
    let numbers = 1..<(text.lineCount + 1)
    let readable = numbers.filter { unreadable[$0] == nil }
    let separator = readable.first { ListLine(text, $0).isSeparator }
    var end = separator ?? numbers.upperBound
    for number in readable where number < end {
      let line = ListLine(text, number)
      if line.isEmpty { continue }
      if separator == nil, !text.bytes[line.content].contains(UInt8(ascii: ":")) {
        end = number
        break
      }
      do throws(Complaint) {
        try header.read(line.content, of: text)
      } catch {
        errors.append(error.error(at: text.location(of: line.content.lowerBound)))
      }
    }
    let last = min(end, text.lineCount)
    let place = text.location(of: text.line(last).lowerBound)
    if separator == nil {
      errors.append(
        BuildError(
          .badSyntax, "no line --- ends the header",
          advice: "write a line --- between the header and the terms", at: place))
    }
    errors += header.missingKeys(at: place)
    return (separator.map { $0 + 1 } ?? end)..<numbers.upperBound
  }

  private mutating func readTerm(_ line: ListLine, _ number: Int) {
    let fields = ListLine.fields(text, line.content, separator: "|")
    let place = text.location(of: line.content.lowerBound)
    guard !line.isSeparator else {
      errors.append(
        BuildError(
          .badSyntax, "a second line ---", advice: "one line --- ends the header; delete this one",
          at: place))
      return
    }
    var attributes = TermAttributes()
    var pattern: String?
    let errorCount = errors.count
    collect(fields[0]) { text, field throws(Complaint) in
      pattern = try TermPattern.parse(text.bytes[field], in: .list)
    }
    for field in fields.dropFirst() {
      collect(field) { text, field throws(Complaint) in try attributes.read(field, of: text) }
    }
    guard let pattern else { return }
    let category = attributes.category ?? header.category
    let term = Term(
      pattern, id: "\(header.language)/\(category.rawValue)/\(pattern)", category: category,
      severity: attributes.severity ?? header.severity, language: header.language,
      exceptions: attributes.exceptions, isWeak: attributes.isWeak, isFinal: header.isFinal,
      isShadow: header.isShadow, requiresDiacritics: header.requiresDiacritics,
      sounds: header.sounds, location: place)
    if errors.count == errorCount { terms.append(term) } else { faultyTerms.append(term) }
  }

  private mutating func collect(
    _ field: Range<Int>, _ read: (SourceText, Range<Int>) throws(Complaint) -> Void
  ) {
    do throws(Complaint) {
      try read(text, field)
    } catch {
      errors.append(error.error(at: text.location(of: field.lowerBound)))
    }
  }
}
