/// A growable buffer of plain values that a worker owns and uses again for every comment.
///
/// Growing keeps no contents: callers reserve before they write. Elements must be trivial (no references inside).
struct WorkBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = Swift.max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit {
    base.deallocate()
  }

  /// Makes room for `count` elements. Contents are lost when it grows.
  /// - Complexity: O(1), and one allocation when it grows; it grows at least twofold.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    if count > capacity { grow(to: count, keeping: 0) }
  }

  /// Makes room for `count` elements and keeps the first `kept` of them.
  @inline(__always)
  mutating func reserve(_ count: Int, keeping kept: Int) {
    if count > capacity { grow(to: count, keeping: kept) }
  }

  @inline(never)
  private mutating func grow(to count: Int, keeping kept: Int) {
    let newCapacity = Swift.max(count, capacity * 2)
    let newBase = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    // SAFETY: both buffers hold at least `kept` trivial elements, and they do not overlap.
    newBase.update(from: base, count: kept)
    base.deallocate()
    base = newBase
    capacity = newCapacity
  }

  /// Gives memory back after an unusually long comment.
  mutating func shrink(to count: Int) {
    guard capacity > count else { return }
    base.deallocate()
    capacity = Swift.max(count, 1)
    base = .allocate(capacity: capacity)
  }

  // SAFETY: callers index below what they reserved; debug builds check it.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity)
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < capacity)
      base[index] = newValue
    }
  }
}
