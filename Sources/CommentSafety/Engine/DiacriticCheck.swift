/// Whether a match has the accents and tone marks of its term.
enum DiacriticCheck {
  /// Compares the original bytes, in lower case, with the term's spelling by canonical equivalence. A list that asks for exact
  /// accents takes no disguise but case and width.
  static func agrees(
    _ id: UInt32, _ bytes: UnsafeRawBufferPointer, how: Technique, pack: CompiledPack
  ) -> Bool {
    guard let spelling = pack.exactSpellings[id] else { return true }
    guard how.isSubset(of: [.casing, .diacritics, .width]) else { return false }
    return plainWidth(String(decoding: bytes, as: UTF8.self)).lowercased() == spelling
  }

  /// The text with full-width forms of ASCII characters, the space's included, as these.
  private static func plainWidth(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3000: result.unicodeScalars.append(" ")
      case 0xFF01...0xFF5E: result.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
