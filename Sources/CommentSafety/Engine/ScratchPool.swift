internal import Synchronization

/// Scratches for the convenience methods that are given none.
///
/// The pool grows with the calls that run at one time, not with the threads that ever called, and keeps no more than it has places. Nobody waits: who finds all
/// places empty makes a scratch, who finds all of them full gives it up.
final class ScratchPool: Sendable {
  private static let placeCount = 64

  private let pack: CompiledPack
  // SAFETY: allocated and initialised by `init`, changed by atomic operations only, freed by `deinit`.
  nonisolated(unsafe) private let places: UnsafeMutablePointer<Atomic<Unmanaged<Box>?>>

  /// Carries a scratch through the pool.
  // SAFETY: a box is in the pool or with the one caller that took it, never both, so its scratch has one user at a time.
  private final class Box: @unchecked Sendable {
    var scratch: Scratch
    init(_ scratch: consuming Scratch) { self.scratch = scratch }
  }

  init(_ pack: CompiledPack) {
    self.pack = pack
    places = .allocate(capacity: Self.placeCount)
    for index in 0..<Self.placeCount { (places + index).initialize(to: Atomic(nil)) }
  }

  deinit {
    while take() != nil {}
    places.deinitialize(count: Self.placeCount)
    places.deallocate()
  }

  func make() -> Scratch {
    Scratch(
      pack: pack.serial, atoms: pack.atomCount, rules: pack.rules.count,
      sharedGates: pack.gates.sharedCount, matchLimit: pack.configuration.matchLimit)
  }

  /// Runs `body` with a scratch that nothing else uses.
  func withScratch<Result>(_ body: (inout Scratch) -> Result) -> Result {
    let box = take() ?? Box(make())
    defer { give(box) }
    return body(&box.scratch)
  }

  /// A scratch of the pool; nil if there is none.
  private func take() -> Box? {
    for index in 0..<Self.placeCount {
      let place = places + index
      // A look before the exchange: it leaves the line to whoever needs it.
      guard place.pointee.load(ordering: .relaxed) != nil else { continue }
      // SAFETY: whoever takes the pointer out of its place takes the count that `give` put there.
      if let box = place.pointee.exchange(nil, ordering: .acquiring) { return box.takeRetainedValue() }
    }
    return nil
  }

  private func give(_ box: Box) {
    let given = Unmanaged.passRetained(box)
    for index in 0..<Self.placeCount {
      let place = places + index
      guard place.pointee.load(ordering: .relaxed) == nil else { continue }
      if place.pointee.compareExchange(expected: nil, desired: given, ordering: .releasing).exchanged { return }
    }
    // SAFETY: no place took the count.
    given.release()
  }
}
