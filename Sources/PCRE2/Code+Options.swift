import CPCRE2

extension Code {
  /// How a pattern is to be read. The raw value holds PCRE2's own bits.
  ///
  /// UTF is always on and `\C` (match one byte) is always refused, so neither is an option here:
  /// without them a match could end inside a code point.
  public struct Options: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// Letters match in both cases, by Unicode simple case folding: `k` also matches U+212A (Kelvin
    /// sign).
    public static let caseless = Options(rawValue: PCRE2_CASELESS)

    /// `\d`, `\s`, `\w`, `\b` and the POSIX classes go by Unicode properties instead of ASCII.
    /// Slower.
    public static let ucp = Options(rawValue: PCRE2_UCP)

    /// White space in the pattern is ignored, and `#` starts a comment that ends with the line.
    public static let extended = Options(rawValue: PCRE2_EXTENDED)

    /// As ``extended``; space and tab are ignored inside character classes too.
    public static let extendedMore = Options(rawValue: PCRE2_EXTENDED_MORE)

    /// `^` and `$` also match at line ends inside the text.
    public static let multiline = Options(rawValue: PCRE2_MULTILINE)

    /// `.` also matches a line feed.
    public static let dotAll = Options(rawValue: PCRE2_DOTALL)

    /// The pattern can only match at the start offset.
    public static let anchored = Options(rawValue: PCRE2_ANCHORED)

    /// The pattern can only match up to the end of the text.
    public static let endAnchored = Options(rawValue: PCRE2_ENDANCHORED)

    /// `$` matches only at the very end, not before a line feed at the end.
    public static let dollarEndOnly = Options(rawValue: PCRE2_DOLLAR_ENDONLY)

    /// A match must start in the first line of the text.
    public static let firstLine = Options(rawValue: PCRE2_FIRSTLINE)

    /// Quantifiers are lazy, and greedy when followed by `?`.
    public static let ungreedy = Options(rawValue: PCRE2_UNGREEDY)

    /// A search may be told up to where a match may start.
    public static let offsetLimit = Options(rawValue: PCRE2_USE_OFFSET_LIMIT)

    /// Plain parentheses do not capture; named groups still do.
    public static let noAutoCapture = Options(rawValue: PCRE2_NO_AUTO_CAPTURE)

    /// Several groups may share one name.
    public static let duplicateNames = Options(rawValue: PCRE2_DUPNAMES)

    /// The whole pattern is a literal text; only ``caseless``, ``anchored`` and ``endAnchored`` go
    /// with it.
    public static let literal = Options(rawValue: PCRE2_LITERAL)
  }
}
