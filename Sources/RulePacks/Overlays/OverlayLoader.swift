public import CommentSafety

/// Reads overlays: what a creator, channel or tenant blocks and allows, one term a line.
///
/// ```
/// wombat*        | severe | except wombats united
/// dry river
/// damn           | allow
/// ```
///
/// The lines are those of a term list, with the attribute `allow` besides; a header is not needed. `Wordlists/README.md` describes the
/// format.
public enum OverlayLoader {
  /// Reads a file. The overlay is called like it, without `.txt`.
  ///
  /// - Parameter configuration: of the filters that the overlay will be used with.
  /// - Throws: every error of the file, sorted by line and column.
  public static func load(
    path: String, configuration: Configuration = Configuration()
  ) throws(BuildErrors) -> Overlay {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.hasSuffix(".txt") ? String(file.dropLast(4)) : file
    let bytes: [UInt8]
    do throws(BuildError) {
      bytes = try FileSystem.bytes(of: path)
    } catch {
      throw BuildErrors([error])
    }
    return try parse(bytes, name: name, file: path, configuration: configuration)
  }

  /// Reads lines in memory.
  ///
  /// - Parameters:
  ///   - name: what matches call the overlay.
  ///   - file: what errors call the source.
  /// - Throws: every error of the source, sorted by line and column.
  /// - Complexity: O(bytes), and O(n log n) for n terms.
  public static func parse(
    _ bytes: [UInt8], name: String, file: String = "overlay",
    configuration: Configuration = Configuration()
  ) throws(BuildErrors) -> Overlay {
    let list = ParsedOverlay(SourceText(bytes, file: file))
    var errors = list.errors
    do throws(BuildErrors) {
      let overlay = try Overlay(
        name: name, terms: list.terms, allowPhrases: list.allowPhrases, configuration: configuration)
      if errors.isEmpty { return overlay }
    } catch {
      errors += error.errors
    }
    throw BuildErrors(errors.inSourceOrder())
  }
}

/// An overlay's source that was read as far as its errors allow.
struct ParsedOverlay {
  private(set) var terms: [Term] = []
  private(set) var allowPhrases: [AllowPhrase] = []
  /// In the order of the lines.
  private(set) var errors: [BuildError] = []

  private let text: SourceText
  private var header = WordlistHeader()

  init(_ text: SourceText) {
    self.text = text
    header.category = .custom
    let unreadable = text.encodingErrors()
    errors = Array(unreadable.values)
    guard !text.isUTF16 else { return }
    let numbers = (1..<(text.lineCount + 1)).filter { unreadable[$0] == nil }
    let separator = numbers.first { ListLine(text, $0).isSeparator }
    for number in numbers {
      let line = ListLine(text, number)
      if line.isEmpty || number == separator { continue }
      if let separator, number < separator {
        collect(line.content) { list, field throws(Complaint) in try list.readHeader(field) }
      } else {
        readTerm(line)
      }
    }
    errors = errors.inSourceOrder()
  }

  private mutating func readHeader(_ line: Range<Int>) throws(Complaint) {
    try header.read(line, of: text)
    if header.isFinal {
      header.isFinal = false
      throw Complaint(
        message: "an overlay's terms cannot be final",
        advice: "delete the line: final marks what no overlay may lift")
    }
  }

  private mutating func readTerm(_ line: ListLine) {
    let fields = ListLine.fields(text, line.content, separator: "|")
    let place = text.location(of: line.content.lowerBound)
    let errorCount = errors.count
    var attributes = TermAttributes()
    var pattern: String?
    var isAllowed = false
    collect(fields[0]) { list, field throws(Complaint) in
      guard !line.isSeparator else {
        throw Complaint(
          code: .badSyntax, message: "a second line ---",
          advice: "one line --- ends the header; delete this one")
      }
      pattern = try TermPattern.parse(list.text.bytes[field], in: .list)
    }
    for field in fields.dropFirst() {
      collect(field) { list, field throws(Complaint) in
        guard list.text.string(field) == "allow" else {
          return try attributes.read(field, of: list.text, besides: ["allow"])
        }
        guard fields.count == 2 else {
          throw Complaint(
            message: "an allowed term has no other attributes",
            advice: "write the term and '| allow', or delete 'allow'")
        }
        isAllowed = true
      }
    }
    guard let pattern, errors.count == errorCount else { return }
    if isAllowed {
      allowPhrases.append(AllowPhrase(pattern, location: place))
      return
    }
    terms.append(
      Term(
        pattern, category: attributes.category ?? header.category,
        severity: attributes.severity ?? header.severity, language: header.language,
        exceptions: attributes.exceptions, isWeak: attributes.isWeak, isShadow: header.isShadow,
        requiresDiacritics: header.requiresDiacritics, sounds: header.sounds, location: place))
  }

  private mutating func collect(
    _ field: Range<Int>, _ read: (inout ParsedOverlay, Range<Int>) throws(Complaint) -> Void
  ) {
    do throws(Complaint) {
      try read(&self, field)
    } catch {
      errors.append(error.error(at: text.location(of: field.lowerBound)))
    }
  }
}
