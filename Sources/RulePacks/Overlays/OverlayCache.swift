internal import CommentSafety

/// Compiled overlays, as many as a bound allows. Those that were not asked for lately go first.
///
/// The clock algorithm: a hand goes round the slots, spares each that was asked for since it came by, and empties the first that was not.
struct OverlayCache {
  private struct Slot {
    var key: Int
    var overlay: Overlay
    var size: Int
    var wasAsked: Bool
  }

  private let limit: Int
  private var slots: [Slot] = []
  private var places: [Int: Int] = [:]
  private var hand = 0
  /// Bytes of all overlays that are kept.
  private(set) var size = 0

  var count: Int { slots.count }

  /// - Parameter limit: bytes; one overlay is kept whatever its size.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func overlay(for key: Int) -> Overlay? {
    guard let place = places[key] else { return nil }
    slots[place].wasAsked = true
    return slots[place].overlay
  }

  /// - Complexity: amortised O(1).
  mutating func add(_ overlay: Overlay, for key: Int) {
    guard places[key] == nil else { return }
    let more = overlay.memorySize
    while size + more > limit, !slots.isEmpty { removeOne() }
    places[key] = slots.count
    slots.append(Slot(key: key, overlay: overlay, size: more, wasAsked: false))
    size += more
  }

  private mutating func removeOne() {
    while true {
      if hand >= slots.count { hand = 0 }
      guard slots[hand].wasAsked else { break }
      slots[hand].wasAsked = false
      hand += 1
    }
    let last = slots.count - 1
    size -= slots[hand].size
    places[slots[hand].key] = nil
    if hand < last {
      slots[hand] = slots[last]
      places[slots[hand].key] = hand
    }
    slots.removeLast()
  }
}
