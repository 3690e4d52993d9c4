/// A place in a pack's source: a file, a line and a column, both counted from 1.
///
/// Columns count UTF-8 bytes. Terms and rules made in code have no location.
public struct SourceLocation: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  public var description: String { "\(file):\(line):\(column)" }
}

/// One thing wrong with a pack.
///
/// A pack is checked when it is built; an error never depends on a comment's text.
public struct BuildError: Error, Sendable, Hashable {
  /// What kind of error it is. Codes are stable; messages are for people.
  public struct Code: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A term with no letters or digits left after folding.
    public static let emptyTerm = Code(rawValue: "empty-term")
    /// A term longer than ``Configuration/maximumTermLetters``.
    public static let termTooLong = Code(rawValue: "term-too-long")
    /// The same term twice for one language and category.
    public static let duplicateTerm = Code(rawValue: "duplicate-term")
    /// Two rules with one id.
    public static let duplicateRule = Code(rawValue: "duplicate-rule")
    /// A wildcard anywhere but at the ends of a term.
    public static let badWildcard = Code(rawValue: "bad-wildcard")
    /// A pattern that PCRE2 refuses.
    public static let badPattern = Code(rawValue: "bad-pattern")
    /// A pattern without a required atom that is not marked `unfiltered`.
    public static let unfilteredRule = Code(rawValue: "unfiltered-rule")
    /// A `match:` example that does not match, or a `clean:` example that does.
    public static let failedExample = Code(rawValue: "failed-example")
    /// A rule without examples.
    public static let missingExample = Code(rawValue: "missing-example")
    /// An unknown severity, category, action, language or key, or a value of the wrong kind.
    public static let badValue = Code(rawValue: "bad-value")
    /// A file that is not what it should be.
    public static let badSyntax = Code(rawValue: "bad-syntax")
    /// A file that could not be read.
    public static let unreadable = Code(rawValue: "unreadable")
    /// A compiled pack that is cut off, altered, or made for another program.
    public static let badCompiledPack = Code(rawValue: "bad-compiled-pack")
    /// More states, terms or rules than 32-bit identifiers can name.
    public static let tooLarge = Code(rawValue: "too-large")
  }

  public var code: Code
  /// What is wrong, with the offending text.
  public var message: String
  /// The way out.
  public var advice: String
  /// Where; nil for things made in code.
  public var location: SourceLocation?
  /// The term or rule concerned.
  public var rule: String?

  public init(
    _ code: Code, _ message: String, advice: String = "", at location: SourceLocation? = nil,
    rule: String? = nil
  ) {
    self.code = code
    self.message = message
    self.advice = advice
    self.location = location
    self.rule = rule
  }
}

extension BuildError: CustomStringConvertible {
  public var description: String {
    var text = ""
    if let location { text += "\(location): " }
    text += "error: \(message) [\(code.rawValue)]"
    if let rule { text += "\n  rule: \(rule)" }
    if !advice.isEmpty { text += "\n  help: \(advice)" }
    return text
  }
}

/// Everything wrong with a pack, in the order of its sources.
public struct BuildErrors: Error, Sendable, Hashable {
  public var errors: [BuildError]

  public init(_ errors: [BuildError]) {
    self.errors = errors
  }
}

extension BuildErrors: CustomStringConvertible {
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
