/// Many byte strings in one buffer: an array of arrays would be an allocation for each.
struct ByteKeys {
  private(set) var bytes: [UInt8] = []
  /// Where each key ends; the next one begins there.
  private(set) var ends: [UInt32] = []

  init() {}

  init(_ keys: some Sequence<[UInt8]>) {
    for key in keys { append(key) }
  }

  var count: Int { ends.count }
  var indices: Range<Int> { ends.indices }

  mutating func reserveCapacity(_ keys: Int, bytes: Int) {
    ends.reserveCapacity(keys)
    self.bytes.reserveCapacity(bytes)
  }

  mutating func append(_ key: some Sequence<UInt8>) {
    bytes.append(contentsOf: key)
    ends.append(UInt32(bytes.count))
  }

  /// Adds the bytes that a closure appends as one key.
  /// - Returns: its length.
  mutating func append(_ write: (inout [UInt8]) -> Void) -> Int {
    let start = bytes.count
    write(&bytes)
    ends.append(UInt32(bytes.count))
    return bytes.count - start
  }

  /// Where a key stands in ``bytes``.
  func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

  /// The indices of the keys that are not empty, in the order of their bytes; equal ones in the order of their indices.
  ///
  /// - Complexity: O(n log n) comparisons, most of them of one integer.
  func sortedIndices() -> [UInt32] {
    bytes.withUnsafeBufferPointer { bytes in
      var order: [(head: UInt64, index: UInt32)] = []
      order.reserveCapacity(count)
      for index in indices {
        let range = range(index)
        if !range.isEmpty { order.append((Self.head(bytes, range), UInt32(index))) }
      }
      order.sort { left, right in
        if left.head != right.head { return left.head < right.head }
        let (first, second) = (range(Int(left.index)), range(Int(right.index)))
        // Heads of shorter keys are filled up with zeros, which no key holds; equal heads of short keys are equal keys.
        var offset = 8
        while offset < first.count && offset < second.count {
          let (a, b) = (bytes[first.lowerBound + offset], bytes[second.lowerBound + offset])
          if a != b { return a < b }
          offset += 1
        }
        return first.count != second.count ? first.count < second.count : left.index < right.index
      }
      return order.map(\.index)
    }
  }

  /// Up to eight bytes, the first one highest, zeros behind the end.
  static func head(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var head: UInt64 = 0
    for offset in 0..<8 {
      head = head << 8 | (offset < range.count ? UInt64(bytes[range.lowerBound + offset]) : 0)
    }
    return head
  }
}
