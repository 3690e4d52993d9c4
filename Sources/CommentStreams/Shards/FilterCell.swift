public import CommentSafety

/// Holds what a stream judges with now, and lets other rules take their place while the stream runs.
///
/// A stream asks once for each chunk, when it is read: so each chunk is judged by one filter and one set of overlays, and all chunks behind a change by
/// the new ones.
public final class FilterCell: Sendable {
  private let inUse: Monitor<StreamRules>

  public init(_ filter: CommentFilter, overlays: (any OverlaySource)? = nil) {
    inUse = Monitor(StreamRules(filter, overlays: overlays))
  }

  public var current: CommentFilter { rules.filter }
  public var rules: StreamRules { inUse.withLock { $0 } }

  /// Puts another filter in place; overlays stay. Chunks that were read before are judged by the old one.
  public func replace(with other: CommentFilter) {
    inUse.withLock { $0.filter = other }
  }

  /// Puts another filter and other overlays in place. Chunks that were read before are judged by the old ones.
  public func replace(with other: StreamRules) {
    inUse.withLock { $0 = other }
  }
}
