/// Where a string stands among a pack's strings.
struct StringPlace: BitwiseCopyable {
  var start: UInt32
  var count: UInt32
}

/// Lays strings one behind the other.
struct StringTableBuilder {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ string: some StringProtocol) -> StringPlace {
    let start = bytes.count
    bytes.append(contentsOf: string.utf8)
    return StringPlace(start: UInt32(start), count: UInt32(bytes.count - start))
  }
}

/// The strings of a compiled pack.
struct StringTable: @unchecked Sendable {
  // SAFETY: points into the pack's memory, which is never written to; whoever has the table holds on to the memory.
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// - Complexity: linear in the string.
  subscript(place: StringPlace) -> String {
    String(
      decoding: UnsafeBufferPointer(rebasing: bytes[Int(place.start)..<Int(place.start + place.count)]), as: UTF8.self)
  }

  func holds(_ place: StringPlace) -> Bool {
    UInt64(place.start) + UInt64(place.count) <= UInt64(bytes.count)
  }

  func utf8(_ place: StringPlace) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(place.start)..<Int(place.start + place.count)])
  }
}
