/// Bounds on everything that the writer of a comment controls, with their defaults.
public struct Configuration: Sendable, Hashable {
  /// Letters in a term after folding; a longer one is a build error. At most 63.
  public var maximumTermLetters = 63
  /// Matches listed in one verdict; the rest are counted.
  public var maximumMatches = 64
  /// Candidates verified in one comment, for each 64 bytes of it (at least 64 candidates in all).
  /// Beyond it the comment is undecided.
  public var candidatesPerBlock = 512
  /// Trie nodes visited to resolve one masked word such as `f**k`. Beyond it the comment is undecided.
  public var maskedWordBudget = 4096
  /// PCRE2's match limit for one call. Beyond it the comment is undecided.
  public var matchLimit: UInt32 = 10_000
  /// PCRE2 calls that may hit the match limit in one comment; then its other rules are skipped and it is undecided.
  public var maximumLimitHits = 4
  /// PCRE2 calls of one comment that may take more than a sixteenth of ``matchLimit``. Calls beyond have that sixteenth, and a comment on
  /// which one of them hits it is undecided. Together with ``maximumLimitHits`` this bounds what all rules cost on one comment.
  public var maximumCostlyCalls = 5
  /// Comments on which a rule may hit a limit before it is quarantined, if they are at least one in a hundred of those it was run on. A
  /// quarantined rule is run no more; comments that would have woken it are undecided. 0 quarantines none.
  ///
  /// Quarantine is the one thing by which a verdict depends on more than the comment and the pack. It never clears a comment: it makes
  /// undecided what the rule might have decided.
  public var quarantineLimitHits = 100
  /// Comments longer than this many bytes are undecided, and only this much of them is looked at. At most 1 GiB.
  public var maximumCommentBytes = 16 << 20
  /// Terms that one overlay may block and allow; more are a build error.
  public var maximumOverlayTerms = 10_000
  /// Whether rules must have examples, and whether these are checked.
  public var checksExamples = true

  public init() {}
}
