/// SHA-256 (FIPS 180-4), for the content hash that names a pack.
///
/// Sixty lines instead of a dependency: a cryptography package would be the largest thing an embedder builds, for one hash at
/// build time. Checked against the standard's test vectors.
struct SHA256 {
  private var state: InlineArray<8, UInt32> = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
    0x5BE0_CD19,
  ]
  /// A block that is not full yet.
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0

  init() {}

  /// Adds bytes.
  mutating func update(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  private mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += 8 * UInt64(bytes.count)
    var position = 0
    while position < bytes.count {
      if pendingCount == 0, bytes.count - position >= 64 {
        Self.compress(UnsafeRawBufferPointer(rebasing: bytes[position..<(position + 64)]), &state)
        position += 64
        continue
      }
      let taken = Swift.min(64 - pendingCount, bytes.count - position)
      let filled = pendingCount
      withUnsafeMutableBytes(of: &pending) { pending in
        // SAFETY: both have `taken` bytes from there on.
        (pending.baseAddress! + filled).copyMemory(from: bytes.baseAddress! + position, byteCount: taken)
      }
      pendingCount += taken
      position += taken
      if pendingCount == 64 { compressPending() }
    }
  }

  /// Adds a string and a terminator, so that neighbouring fields cannot run together.
  mutating func update(field: String) {
    update(part: field)
    endField()
  }

  /// Adds a string that is part of a field.
  mutating func update(part: String) {
    var part = part
    part.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Ends a field.
  mutating func endField() {
    length += 8
    add(0xFF)
  }

  /// The 32 bytes of the digest.
  consuming func finish() -> [UInt8] {
    let bits = length
    add(0x80)
    while pendingCount != 56 { add(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      add(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for index in state.indices {
      for shift in [24, 16, 8, 0] as [UInt32] { digest.append(UInt8(truncatingIfNeeded: state[index] >> shift)) }
    }
    return digest
  }

  private mutating func add(_ byte: UInt8) {
    pending[pendingCount] = byte
    pendingCount += 1
    if pendingCount == 64 { compressPending() }
  }

  private mutating func compressPending() {
    withUnsafeBytes(of: pending) { Self.compress($0, &state) }
    pendingCount = 0
  }

  /// - Parameter block: 64 bytes.
  private static func compress(_ block: UnsafeRawBufferPointer, _ state: inout InlineArray<8, UInt32>) {
    var words = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 {
      words[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    for index in 16..<64 {
      // SAFETY: `index` runs from 16 up to 63; below it from 0 up to 63.
      let a = words[unchecked: index - 15]
      let b = words[unchecked: index - 2]
      let s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)
      let s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10)
      words[unchecked: index] = words[unchecked: index - 16] &+ s0 &+ words[unchecked: index - 7] &+ s1
    }
    // Eight variables, not an array: an array of each round would be an allocation of each round.
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ constants[unchecked: index] &+ words[unchecked: index]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    let sums: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
    for index in sums.indices { state[index] &+= sums[index] }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let constants: InlineArray<64, UInt32> = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
    0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
    0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
    0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
    0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
    0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
    0xC671_78F2,
  ]
}
