/// What a line says of its tenant. Reused from line to line.
struct Tenant: Sendable {
  private enum State {
    /// The line has not said anything yet.
    case unsaid
    case none, name
  }

  private var state = State.unsaid
  /// The name in UTF-8; of no meaning without one.
  private var bytes: [UInt8] = []
  /// It says different things, or something that is no name.
  var isUnclear = false

  /// The name, if the line gives one.
  var name: [UInt8]? { state == .name ? bytes : nil }

  mutating func clear() {
    state = .unsaid
    isUnclear = false
  }

  /// A key that is given twice may say the same twice.
  mutating func set(_ name: Span<UInt8>) {
    if state == .none || state == .name && !isEqual(bytes.span, name) { isUnclear = true }
    state = .name
    bytes.removeAll(keepingCapacity: true)
    // SAFETY: the pointer is used inside the closure only.
    name.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  mutating func setNone() {
    if state == .name { isUnclear = true }
    state = .none
  }
}
