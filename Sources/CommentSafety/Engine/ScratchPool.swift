internal import Synchronization

/// Scratches for the convenience methods that are given none.
///
/// The pool grows with the calls that run at one time, not with the threads that ever called.
final class ScratchPool: Sendable {
  private let pack: CompiledPack
  private let free = Mutex<[Box]>([])

  /// Carries a scratch through the pool.
  // SAFETY: a box is in the pool or with the one caller that took it, never both, so its scratch has one user at a time.
  private final class Box: @unchecked Sendable {
    var scratch: Scratch
    init(_ scratch: consuming Scratch) { self.scratch = scratch }
  }

  init(_ pack: CompiledPack) {
    self.pack = pack
  }

  func make() -> Scratch {
    Scratch(
      pack: pack.serial, atoms: pack.atomCount, rules: pack.rules.count,
      matchLimit: pack.configuration.matchLimit)
  }

  /// Runs `body` with a scratch that nothing else uses.
  func withScratch<Result>(_ body: (inout Scratch) -> Result) -> Result {
    let box = free.withLock { $0.popLast() } ?? Box(make())
    defer { free.withLock { $0.append(box) } }
    return body(&box.scratch)
  }
}
