/// A pattern that PCRE2 refuses.
///
/// This is the only error of the module. Matching never throws: what a text holds can lead to a
/// ``Matcher/Outcome`` other than match or no match, never to an error.
public struct CompileError: Error, Sendable, Hashable {
  /// PCRE2's number for the fault, for example 114 for a missing closing parenthesis.
  public let code: Int32

  /// Where PCRE2 stopped, in UTF-8 bytes from the start of the pattern; at most the pattern's
  /// length.
  ///
  /// The fault lies at or before this place. An unclosed group, for example, is noticed only at the
  /// end.
  public let offset: Int

  /// PCRE2's text for ``code``.
  public let message: String

  public init(code: Int32, offset: Int, message: String) {
    self.code = code
    self.offset = offset
    self.message = message
  }
}

extension CompileError: CustomStringConvertible {
  public var description: String {
    "\(message) at byte \(offset) of the pattern (PCRE2 error \(code))"
  }
}
