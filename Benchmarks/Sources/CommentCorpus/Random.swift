/// SplitMix64: the same seed gives the same numbers everywhere.
///
/// Not for secrets. Equidistributed over 64 bits, with any seed, so that streams can be numbered.
public struct Random: Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  /// The stream of that number: streams of one seed have nothing in common.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = Random(seed: seed ^ stream &* 0xD134_2543_DE82_EF95)
    state = mixer.next() ^ stream
  }

  @inline(__always)
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }

  /// A number below `bound`, which is not 0. Off from even by less than `bound / 2^32`.
  @inline(__always)
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() &>> 32) &* UInt64(truncatingIfNeeded: bound)) &>> 32)
  }

  /// Whether something of that probability happens.
  @inline(__always)
  public mutating func chance(_ odds: Odds) -> Bool {
    odds.holds(next())
  }
}

/// A probability, ready to be compared with a random number.
public struct Odds: Sendable, Hashable, BitwiseCopyable {
  let threshold: UInt32

  public init(_ probability: Double) {
    threshold = UInt32(clamping: Int((min(max(probability, 0), 1) * 0x1p32).rounded()))
  }

  /// Whether something of that probability happens, by the upper half of a random number.
  @inline(__always)
  func holds(_ bits: UInt64) -> Bool { UInt32(truncatingIfNeeded: bits &>> 32) < threshold || threshold == .max }
}
