/// Counts of durations in buckets that are at most 1/32 wide of what they hold.
struct Histogram: Sendable {
  private var buckets = [Int](repeating: 0, count: 64 * 32)
  private(set) var count = 0
  private(set) var maximum: UInt64 = 0

  @inline(__always)
  mutating func add(_ nanoseconds: UInt64) {
    buckets[Self.bucket(nanoseconds)] += 1
    count += 1
    if nanoseconds > maximum { maximum = nanoseconds }
  }

  mutating func add(_ other: Histogram) {
    for index in buckets.indices { buckets[index] += other.buckets[index] }
    count += other.count
    maximum = max(maximum, other.maximum)
  }

  /// The duration that a part of all durations does not exceed, in nanoseconds, rounded up by at most 1/32.
  func quantile(_ part: Double) -> Double {
    let rank = Int((part * Double(count)).rounded(.up))
    var seen = 0
    for (index, number) in buckets.enumerated() {
      seen += number
      if seen >= rank, number > 0 { return min(Self.upperBound(index), Double(maximum)) }
    }
    return Double(maximum)
  }

  private static func bucket(_ value: UInt64) -> Int {
    guard value >= 32 else { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    return (exponent - 4) * 32 + Int(value >> UInt64(exponent - 5) & 31)
  }

  private static func upperBound(_ bucket: Int) -> Double {
    guard bucket >= 32 else { return Double(bucket) }
    let exponent = bucket / 32 + 4
    return Double(UInt64(32 + bucket % 32 + 1) << UInt64(exponent - 5))
  }
}
