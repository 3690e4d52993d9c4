/// The filter that a service uses now, to be replaced by a new one while others use it: a hot swap.
///
/// ```swift
/// let current = CurrentFilter(try CommentFilter(pack))
/// // Workers, for each comment or batch:
/// let filter = current.filter
/// let outcome = filter.evaluate(bytes, using: &scratch)
/// // Whoever loads rules:
/// current.replace(with: try CommentFilter(newPack))
/// ```
///
/// Readers never wait, neither for each other nor for a replacement. A filter lives as long as somebody uses it: the old one is freed
/// when its last reader is done. Build the new filter beside the old one and replace it only when it is whole; one with errors
/// throws before anything changes.
///
/// A verdict names the pack that decided. A worker keeps its scratch: the new filter makes it its own at the first comment.
public final class CurrentFilter: Sendable {
  private let reference: SwappedReference<CommentFilter>

  public init(_ filter: CommentFilter) {
    reference = SwappedReference(filter)
  }

  /// The filter to use from now on. Take it once for each comment or batch, so that its parts agree.
  /// - Complexity: O(1): two additions in memory that few threads share, and the counting of the reference. Never waits.
  public var filter: CommentFilter { reference.load() }

  /// Puts a new filter in the place of the present one.
  ///
  /// - Returns: the old filter, which goes on for those who hold it.
  /// - Complexity: waits until nobody is in the middle of taking the old filter, which takes some nanoseconds; not until they are done
  ///   with it. Replacements wait for each other.
  @discardableResult
  public func replace(with filter: CommentFilter) -> CommentFilter {
    reference.exchange(filter)
  }
}
