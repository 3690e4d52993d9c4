/// The short form of a verdict: what the hot path returns, with no allocation.
///
/// The matches behind it stand in ``Scratch/hits`` until the scratch is used again.
public struct Outcome: Sendable, Hashable {
  public var action: Action
  public var isUndecided: Bool
  /// Hits in the scratch.
  public var hitCount: Int
  /// Hits beyond ``Configuration/maximumMatches``.
  public var unlistedCount: Int
}

/// A match in compact form; ``CommentFilter/match(for:)`` spells it out.
public struct Hit: Sendable, Hashable, BitwiseCopyable {
  /// The term or rule: an index into the pack's terms, followed by its rules; or, with ``overlayFlag``, an overlay's term.
  public var source: UInt32
  /// UTF-8 byte offset of the first byte.
  public var start: UInt32
  /// UTF-8 byte offset behind the last byte.
  public var end: UInt32
  public var how: Technique
  public var isWeak: Bool
  public var isShadow: Bool
  public var action: Action
  /// Index of the policy line that fits, or -1 for the default.
  public var policyLine: Int16

  /// Marks a ``source`` as a term of the overlay.
  public static let overlayFlag: UInt32 = 1 << 31

  /// The overlay's term, nil for a term or rule of the pack.
  @inline(__always)
  var overlayTerm: Int? {
    source & Self.overlayFlag != 0 ? Int(source & ~Self.overlayFlag) : nil
  }
}
