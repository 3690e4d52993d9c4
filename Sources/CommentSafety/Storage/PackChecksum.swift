/// A checksum of 128 bits, at the speed of memory.
///
/// Four lanes take eight bytes each; every step is one to one for the lane's state and for the word that it takes, so a change of one
/// word always changes the sum. It finds damage; it is no signature.
struct PackChecksum: Equatable {
  var low: UInt64
  var high: UInt64

  private static let odd: [UInt64] = [
    0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0xD6E8_FEB8_6659_FD93,
  ]

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// - Complexity: linear.
  init(of bytes: UnsafeRawBufferPointer) {
    self.init(bytes, seed: UInt64(bytes.count))
  }

  private init(_ bytes: UnsafeRawBufferPointer, seed: UInt64) {
    var (a, b, c, d) = (seed ^ Self.odd[0], seed ^ Self.odd[1], seed ^ Self.odd[2], seed ^ Self.odd[3])
    let (m0, m1, m2, m3) = (Self.odd[0], Self.odd[1], Self.odd[2], Self.odd[3])
    var position = 0
    while position + 32 <= bytes.count {
      a = Self.step(a, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self), m0)
      b = Self.step(b, bytes.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self), m1)
      c = Self.step(c, bytes.loadUnaligned(fromByteOffset: position + 16, as: UInt64.self), m2)
      d = Self.step(d, bytes.loadUnaligned(fromByteOffset: position + 24, as: UInt64.self), m3)
      position += 32
    }
    while position < bytes.count {
      a = Self.step(a, UInt64(bytes[position]), m0)
      position += 1
    }
    low = Self.mixed(a) &+ Self.mixed(b &+ 1) &* m0 ^ Self.mixed(c &+ 2) &* m1 ^ Self.mixed(d &+ 3) &* m2
    high = Self.mixed(a &* m1 ^ b) ^ Self.mixed(b &* m2 ^ c) &* m3 ^ Self.mixed(c &* m3 ^ d) &* m0 &+ d
  }

  @inline(__always)
  private static func step(_ state: UInt64, _ word: UInt64, _ odd: UInt64) -> UInt64 {
    let mixed = (state ^ UInt64(littleEndian: word)) &* odd
    return mixed << 29 | mixed >> 35
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let first = (word ^ word >> 31) &* 0x7FB5_D329_728E_A185
    let second = (first ^ first >> 27) &* 0x81DA_DEF4_BC2D_D44D
    return second ^ second >> 33
  }
}
