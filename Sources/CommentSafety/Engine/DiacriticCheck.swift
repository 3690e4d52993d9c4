/// Whether a match has the accents and tone marks of its term.
enum DiacriticCheck {
  /// Compares the original bytes, in lower case, with the term's spelling by canonical equivalence. A list that asks for exact
  /// accents takes no disguise but case and width.
  static func agrees(
    _ id: UInt32, _ bytes: UnsafeRawBufferPointer, how: Technique, pack: CompiledPack
  ) -> Bool {
    guard let spelling = pack.exactSpellings[id] else { return true }
    guard how.isSubset(of: [.casing, .diacritics, .width]) else { return false }
    // Words without their accents are what clean comments hold: strings, which allocate, are for the others.
    if bytes.allSatisfy({ $0 < 0x80 }), !mayDecomposeToASCII(spelling) {
      return bytes.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.elementsEqual(spelling)
    }
    return plainWidth(String(decoding: bytes, as: UTF8.self)).lowercased() == String(decoding: spelling, as: UTF8.self)
  }

  /// Whether a text in lower case holds a character that is not ASCII and canonically equivalent to one that is: U+037E (`;`) and U+1FEF (a grave
  /// accent). The third one, the Kelvin sign, is no small letter.
  private static func mayDecomposeToASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var last = (UInt8(0), UInt8(0))
    for byte in text {
      if last.1 == 0xCD && byte == 0xBE || last == (0xE1, 0xBF) && byte == 0xAF { return true }
      last = (last.1, byte)
    }
    return false
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
