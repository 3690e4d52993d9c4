/// Lays tables one behind the other into the bytes of a compiled pack.
///
/// The layout has no addresses: tables refer to each other by index, so the bytes mean the same wherever they stand. A header,
/// the tables, then their directory. Tables are kept as they were given until all of them are known, and copied once.
struct PackWriter: ~Copyable {
  private var count = PackHeader.size
  private var directory: [PackDirectoryEntry] = []
  /// Lend the bytes of the tables, in the order of the directory.
  private var tables: [(_ body: (UnsafeRawBufferPointer) -> Void) -> Void] = []

  init() {}

  /// Adds a table.
  ///
  /// - Parameter elements: of a type without padding, so that equal packs have equal bytes.
  /// - Complexity: O(1).
  mutating func add<Element: BitwiseCopyable>(_ section: PackSection, _ elements: [Element]) {
    let stride = MemoryLayout<Element>.stride
    align()
    directory.append(
      PackDirectoryEntry(
        section: section.rawValue, stride: UInt32(stride), offset: UInt64(count), count: UInt64(elements.count)))
    tables.append { body in elements.withUnsafeBytes { body($0) } }
    count += elements.count * stride
  }

  /// Adds a table of one element.
  mutating func add<Element: BitwiseCopyable>(_ section: PackSection, value: Element) {
    add(section, [value])
  }

  /// Writes the directory and the header, and gives the memory away.
  ///
  /// - Parameter hash: the content hash of the pack; `fingerprint`: of the engine.
  /// - Complexity: linear in the tables.
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
    count += directory.count * MemoryLayout<PackDirectoryEntry>.stride
    align()
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: PackMemory.alignment)
    var end = 0
    /// Copies bytes to a place, with zeros between what was written and them.
    func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
      for index in end..<offset { memory[index] = 0 }
      // SAFETY: the sizes of all tables were added up to the memory's.
      UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).copyMemory(from: bytes)
      end = offset + bytes.count
    }
    for (entry, lend) in zip(directory, tables) { lend { put($0, at: Int(entry.offset)) } }
    directory.withUnsafeBytes { put($0, at: start) }
    put(UnsafeRawBufferPointer(start: nil, count: 0), at: count)
    storeHeader(memory, UInt64(start), UInt32(directory.count))
    return PackMemory(owned: UnsafeRawBufferPointer(memory))
  }

  private mutating func align() {
    count += -count & (PackMemory.alignment - 1)
  }
}
