internal import Synchronization

/// Numbers compiled packs, so that what was made for one is never used with another.
enum PackSerial {
  private static let last = Atomic<UInt64>(0)

  /// A number that no pack of this process has.
  static func next() -> UInt64 {
    last.wrappingAdd(1, ordering: .relaxed).newValue
  }
}
