extension Matcher {
  /// What one call of the matcher found.
  public enum Outcome: Sendable, Hashable {
    /// A match; ``Matcher/range(ofGroup:)`` tells where.
    case match

    /// The text was searched to its end and holds no match.
    case noMatch

    /// The search was given up. The text may or may not hold a match: never treat this as
    /// ``noMatch``.
    case limitExceeded(Limit)

    /// PCRE2 refused the call; ``Library/message(forCode:)`` has the text. With valid arguments
    /// only a pattern that recurses without end at one place of the text (-52) leads here. As
    /// undecided as ``limitExceeded(_:)``.
    case error(Int32)
  }

  /// Which bound stopped a search.
  public enum Limit: Sendable, Hashable, CaseIterable {
    /// The backtracking count, ``Matcher/matchLimit``.
    case match
    /// The interpreter's memory for backtracking. Not used by machine code.
    case heap
    /// The interpreter's depth of backtracking. Not used by machine code.
    case depth
    /// The stack of the machine code.
    case jitStack
  }
}
