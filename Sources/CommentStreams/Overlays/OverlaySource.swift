public import CommentSafety

/// Where the overlays of a stream come from: a folder, a database, a table in memory.
///
/// A stream asks for each line that names a tenant, from several threads. What a source answers must not change while it is in use: then the verdicts do
/// not depend on the order in which lines are judged. To take up changes, put another source in its place (``FilterCell``).
public protocol OverlaySource: AnyObject, Sendable {
  /// Names what all overlays hold: reports tell by it which ones judged which lines.
  var version: String { get }

  /// The overlay of a tenant; nil if it has none.
  func overlay(named name: String) -> Overlay?
}

/// What lines are judged with.
public struct StreamRules: Sendable {
  public var filter: CommentFilter
  /// Overlays of the tenants that lines name in ``StreamConfiguration/overlayField``.
  public var overlays: (any OverlaySource)?

  public init(_ filter: CommentFilter, overlays: (any OverlaySource)? = nil) {
    self.filter = filter
    self.overlays = overlays
  }

  /// Whether two are the same objects.
  static func === (left: StreamRules, right: StreamRules) -> Bool {
    left.filter === right.filter && left.overlays === right.overlays
  }
}
