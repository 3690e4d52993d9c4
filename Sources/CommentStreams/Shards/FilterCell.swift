public import CommentSafety
internal import Synchronization

/// Holds the filter that a stream uses now, and lets another take its place while the stream runs.
///
/// A stream asks once for each chunk, when it is read: so each chunk is judged by one filter, and all chunks behind a change by the new one.
public final class FilterCell: Sendable {
  private let filter: Mutex<CommentFilter>

  public init(_ filter: CommentFilter) {
    self.filter = Mutex(filter)
  }

  public var current: CommentFilter { filter.withLock { $0 } }

  /// Puts another filter in place. Chunks that were read before are judged by the old one.
  public func replace(with other: CommentFilter) {
    filter.withLock { $0 = other }
  }
}
