import Foundation

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed everywhere.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// True once in `count` calls.
  mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}

/// How long random tests run and where they start.
enum Fuzz {
  /// `COMMENT_SAFETY_FUZZ=n` makes random tests n times as long.
  static let factor = Int(ProcessInfo.processInfo.environment["COMMENT_SAFETY_FUZZ"] ?? "") ?? 1

  /// `COMMENT_SAFETY_SEED=n` repeats a run; else each run differs.
  static func seed(_ test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["COMMENT_SAFETY_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0..<(1 << 32))
    print("\(test): COMMENT_SAFETY_SEED=\(seed) COMMENT_SAFETY_FUZZ=\(factor)")
    return seed
  }
}

/// Bytes for a failure message: every scalar that is not plain ASCII as `\u{...}`, stray bytes as `\xNN`.
func visible(_ bytes: [UInt8]) -> String {
  var result = ""
  var index = 0
  while index < bytes.count {
    guard let (scalar, length) = decodeSlowly(bytes, at: index) else {
      result += "\\x" + String(bytes[index], radix: 16, uppercase: true)
      index += 1
      continue
    }
    if scalar.isASCII && scalar.value >= 0x20 && scalar != "\\" && scalar != "\"" {
      result.unicodeScalars.append(scalar)
    } else {
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
    index += length
  }
  return "\"\(result)\""
}

/// The scalar at `index` by the standard library's validation, which shares nothing with the engine's decoder.
func decodeSlowly(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
  for length in 1...4 where index + length <= bytes.count {
    if let text = String(validating: bytes[index..<(index + length)], as: UTF8.self) {
      return (text.unicodeScalars.first!, length)
    }
  }
  return nil
}
