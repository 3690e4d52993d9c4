#if canImport(Musl)
  internal import Musl
#elseif canImport(Glibc)
  internal import Glibc
#endif

/// Memory that a file is read to, and in which a compiled pack is then used as it stands.
final class AlignedBytes: @unchecked Sendable {
  // SAFETY: written to, and `count` changed, by who made it, before it is shared; freed by `deinit` alone.
  private let memory: UnsafeMutableRawBufferPointer
  var count = 0

  private static let alignment = 64
  /// What Linux can give memory in at once.
  private static let hugePage = 2 << 20

  init(capacity: Int) {
    memory = Self.allocate(capacity)
  }

  /// The same bytes with more room behind them.
  init(copying other: AlignedBytes, capacity: Int) {
    memory = Self.allocate(capacity)
    count = other.count
    memory.copyMemory(from: other.bytes)
  }

  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    guard count >= hugePage else { return .allocate(byteCount: count, alignment: alignment) }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: hugePage)
    #if os(Linux)
      // A wish, which need not be granted: a page of 4 KB at a time, getting the memory takes as long as copying a file into it.
      _ = madvise(memory.baseAddress, count, MADV_HUGEPAGE)
    #endif
    return memory
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
