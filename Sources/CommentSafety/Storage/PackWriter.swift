/// Lays tables one behind the other into the bytes of a compiled pack.
///
/// The layout has no addresses: tables refer to each other by index, so the bytes mean the same wherever they stand. A header,
/// the tables, then their directory.
struct PackWriter: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private var count: Int
  private var directory: [PackDirectoryEntry] = []

  /// - Parameter capacity: bytes to begin with.
  init(capacity: Int = 1 << 16) {
    self.capacity = Swift.max(capacity, PackHeader.size)
    count = PackHeader.size
    base = .allocate(byteCount: capacity, alignment: PackMemory.alignment)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
  }

  deinit {
    base.deallocate()
  }

  /// Adds a table.
  ///
  /// - Parameter elements: of a type without padding, so that equal packs have equal bytes.
  /// - Complexity: linear in the elements.
  mutating func add<Element: BitwiseCopyable>(_ section: PackSection, _ elements: [Element]) {
    elements.withUnsafeBytes { add(section, bytes: $0, stride: MemoryLayout<Element>.stride) }
  }

  /// Adds a table of one element.
  mutating func add<Element: BitwiseCopyable>(_ section: PackSection, value: Element) {
    add(section, CollectionOfOne(value).map(\.self))
  }

  /// Adds a table given as bytes.
  mutating func add(_ section: PackSection, bytes: UnsafeRawBufferPointer, stride: Int) {
    align()
    directory.append(
      PackDirectoryEntry(
        section: section.rawValue, stride: UInt32(stride), offset: UInt64(count),
        count: UInt64(bytes.count / stride)))
    append(bytes)
  }

  /// Writes the directory and the header, and gives the memory away.
  ///
  /// - Parameter hash: the content hash of the pack; `fingerprint`: of the engine.
  consuming func finish(hash: String, fingerprint: PackChecksum) -> PackMemory {
    var header = PackHeader(hash: hash, fingerprint: fingerprint)
    return finish { bytes, directoryOffset, sectionCount in
      header.length = UInt64(bytes.count)
      header.directoryOffset = directoryOffset
      header.sectionCount = sectionCount
      header.store(in: bytes)
    }
  }

  /// Gives the tables away without a header that says what they are: for tables that are never written to a file.
  consuming func finishTables() -> PackMemory {
    finish { PackHeader.storeDirectory(offset: $1, count: $2, in: $0) }
  }

  private consuming func finish(
    _ storeHeader: (_ bytes: UnsafeMutableRawBufferPointer, _ directory: UInt64, _ sections: UInt32) -> Void
  ) -> PackMemory {
    align()
    let start = count
    directory.withUnsafeBytes { append($0) }
    align()
    // Not more memory than the pack has bytes.
    let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: PackMemory.alignment)
    exact.copyMemory(from: UnsafeRawBufferPointer(start: base, count: count))
    storeHeader(exact, UInt64(start), UInt32(directory.count))
    return PackMemory(owned: UnsafeRawBufferPointer(exact))
  }

  private mutating func align() {
    let rest = count % PackMemory.alignment
    guard rest > 0 else { return }
    let gap = PackMemory.alignment - rest
    reserve(gap)
    (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: gap)
    count += gap
  }

  private mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  private mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = Swift.max(2 * capacity, count + more)
    let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: PackMemory.alignment)
    grown.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = grown
  }
}
