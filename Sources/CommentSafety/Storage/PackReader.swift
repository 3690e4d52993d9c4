/// Reads the tables of a compiled pack in the order in which they were written, without copying them.
struct PackReader {
  let memory: PackMemory
  private let directory: UnsafeBufferPointer<PackDirectoryEntry>
  private var position = 0

  /// - Parameter memory: of a header's size at least; written by this process, or with a header that was checked.
  /// - Throws: ``PackDamage`` if the directory does not lie inside the memory.
  init(_ memory: PackMemory) throws(PackDamage) {
    self.memory = memory
    let size = MemoryLayout<PackDirectoryEntry>.stride
    let (offset, entries) = PackHeader.directory(of: memory.bytes)
    let count = UInt64(entries)
    guard offset % UInt64(PackMemory.alignment) == 0, offset <= UInt64(memory.bytes.count),
      count <= (UInt64(memory.bytes.count) - offset) / UInt64(size)
    else { throw PackDamage("the directory lies outside") }
    // SAFETY: the entries lie inside the memory, which is aligned for them.
    directory = UnsafeBufferPointer(
      start: (memory.bytes.baseAddress! + Int(offset)).assumingMemoryBound(to: PackDirectoryEntry.self),
      count: Int(count))
  }

  /// The next table.
  ///
  /// - Throws: ``PackDamage`` if it is another one, has elements of another size, or does not lie inside the memory.
  mutating func take<Element: BitwiseCopyable>(
    _ section: PackSection, as type: Element.Type
  ) throws(PackDamage) -> UnsafeBufferPointer<Element> {
    guard position < directory.count else { throw PackDamage("the table '\(section)' is missing") }
    let entry = directory[position]
    position += 1
    guard entry.section == section.rawValue else {
      throw PackDamage("table \(entry.section) stands where '\(section)' should")
    }
    let stride = UInt64(MemoryLayout<Element>.stride)
    guard UInt64(entry.stride) == stride else {
      throw PackDamage("the table '\(section)' has elements of \(entry.stride) bytes, not \(stride)")
    }
    let size = UInt64(memory.bytes.count)
    guard entry.offset % UInt64(PackMemory.alignment) == 0, entry.offset <= size,
      entry.count <= (size - entry.offset) / stride, entry.count <= UInt64(Int32.max)
    else { throw PackDamage("the table '\(section)' lies outside") }
    // SAFETY: the elements lie inside the memory, and tables are aligned to more than any element. Types whose bytes are not all
    // values, such as enumerations, are checked by who asks for them.
    return UnsafeBufferPointer(
      start: (memory.bytes.baseAddress! + Int(entry.offset)).assumingMemoryBound(to: Element.self),
      count: Int(entry.count))
  }

  /// The one element of the next table.
  mutating func value<Element: BitwiseCopyable>(
    _ section: PackSection, as type: Element.Type
  ) throws(PackDamage) -> Element {
    let elements = try take(section, as: type)
    guard elements.count == 1 else {
      throw PackDamage("the table '\(section)' has \(elements.count) elements instead of one")
    }
    return elements[0]
  }

  /// - Throws: ``PackDamage`` if there are more tables.
  func finish() throws(PackDamage) {
    guard position == directory.count else { throw PackDamage("there are more tables than are known") }
  }
}

/// Why bytes are no compiled pack, although their checksum is right.
struct PackDamage: Error {
  var message: String

  init(_ message: String) {
    self.message = message
  }
}

extension UnsafeBufferPointer {
  /// Where the elements stand.
  ///
  /// - Precondition: made by ``PackReader``: also a table without elements has an address.
  @inline(__always) var start: UnsafePointer<Element> { baseAddress! }

  /// Whether all elements pass a test; for checking tables, so without early exit the loop stays simple.
  /// - Complexity: linear.
  @inline(__always)
  func holds(_ isRight: (Element) -> Bool) -> Bool {
    for element in self where !isRight(element) { return false }
    return true
  }

  /// Whether one byte of all elements is below a limit; for types of which not all bytes are values, before they are looked at.
  func holds(byteAt offset: Int, below limit: Int) -> Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var place = offset
    while place < bytes.count {
      if Int(bytes[place]) >= limit { return false }
      place += MemoryLayout<Element>.stride
    }
    return true
  }
}
