/// The bytes of a compiled pack, and what keeps them in place.
///
/// All tables of a pack stand in one run of bytes and point into it; each table holds on to the memory. It was written by a
/// ``PackWriter``, or it is somebody else's, such as a mapped file.
final class PackMemory: Sendable {
  /// Tables begin at multiples of this: a line of the cache, and of any vector.
  static let alignment = 64

  // SAFETY: never written to once the memory exists; `deinit` frees what was allocated, else `owner` keeps it in place.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let owner: (any AnyObject & Sendable)?

  /// - Parameter owned: allocated with ``alignment``, freed with this object.
  init(owned: UnsafeRawBufferPointer) {
    bytes = owned
    owner = nil
  }

  /// Bytes of its own, equal to others.
  convenience init(copying bytes: UnsafeRawBufferPointer) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: Self.alignment)
    copy.copyMemory(from: bytes)
    self.init(owned: UnsafeRawBufferPointer(copy))
  }

  /// - Parameter borrowed: unchanged and in place as long as the owner lives.
  init(borrowed: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
    bytes = borrowed
    self.owner = owner
  }

  deinit {
    if owner == nil { bytes.deallocate() }
  }
}
