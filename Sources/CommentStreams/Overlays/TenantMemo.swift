internal import CommentSafety

/// The overlay that a worker asked for last: lines of one tenant often follow each other.
struct TenantMemo: Sendable {
  private var name: [UInt8] = []
  private var overlay: Overlay?
  private var source: (any OverlaySource)?

  /// The overlay of a tenant; nil if it has none.
  mutating func overlay(named wanted: [UInt8], from source: any OverlaySource) -> Overlay? {
    if source === self.source, wanted == name { return overlay }
    self.source = source
    name.removeAll(keepingCapacity: true)
    name += wanted
    overlay = source.overlay(named: String(decoding: wanted, as: UTF8.self))
    return overlay
  }
}
