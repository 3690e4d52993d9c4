/// Memory that a file is read to, and in which a compiled pack is then used as it stands.
final class AlignedBytes: @unchecked Sendable {
  // SAFETY: written to, and `count` changed, by who made it, before it is shared; freed by `deinit` alone.
  private let memory: UnsafeMutableRawBufferPointer
  var count = 0

  private static let alignment = 64

  init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: Self.alignment)
  }

  /// The same bytes with more room behind them.
  init(copying other: AlignedBytes, capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: Self.alignment)
    count = other.count
    memory.copyMemory(from: other.bytes)
  }

  deinit {
    memory.deallocate()
  }

  var capacity: Int { memory.count }

  /// Where the next bytes go.
  var end: UnsafeMutableRawPointer { memory.baseAddress! + count }

  /// What was read.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}
