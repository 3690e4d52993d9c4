/// Spaces, punctuation, digits and enclosed letters.
extension FoldRules {
  /// Spaces become U+0020, line breaks outside ASCII U+000A. ASCII white space stands.
  func space(_ cp: UInt32) -> Folding? {
    if cp < 0x80 { return nil }
    let isBreak = [0x85, 0x2028, 0x2029].contains(cp)
    let isWide = cp == 0x3000
    return Folding(scalars: [isBreak ? 0x0A : 0x20], techniques: isWide ? .width : .compatibility)
  }

  /// What people type for an apostrophe, a dash, or the marks used to mask letters (`f∗ck`).
  func punctuation(_ cp: UInt32) -> Folding? {
    if cp < 0x80 { return nil }
    if let ascii = Self.asciiPunctuation[cp] {
      return Folding(scalars: [ascii], techniques: .confusable)
    }
    // U+FF40 and U+1FEF are the ASCII grave accent itself; the decomposition says so.
    if confusables.prototype[cp] == [0x27], cp != 0x1FEF, database.record(cp)?.tag != "wide",
      Self.isApostrophe(database.category(cp), database.script[cp] ?? "")
    {
      return Folding(scalars: [0x27], techniques: .confusable)
    }
    if database.has("Dash", cp) || cp == 0x2043 {
      return Folding(scalars: [0x2D], techniques: .confusable)
    }
    return nil
  }

  /// UTS #39 gives ' for letters too (Hebrew yod, Canadian ᑊ); those stay letters.
  private static func isApostrophe(_ category: String, _ script: String) -> Bool {
    category.hasPrefix("P") || category == "Sk" || (category == "Lm" && script == "Common")
  }

  private static let asciiPunctuation: [UInt32: UInt32] = [
    0x2053: 0x7E, 0x223C: 0x7E,  // ~
    0x2044: 0x2F, 0x2215: 0x2F, 0x27CB: 0x2F, 0x29F8: 0x2F, 0x2571: 0x2F,  // /
    0x2216: 0x5C, 0x27CD: 0x5C, 0x29F5: 0x5C, 0x29F9: 0x5C,  // \
    0x204E: 0x2A, 0x2217: 0x2A, 0x066D: 0x2A, 0x2731: 0x2A,  // *
    0x2223: 0x7C, 0x23FD: 0x7C,  // |
    0x2236: 0x3A, 0xA789: 0x3A, 0x205A: 0x3A,  // :
    0x01C3: 0x21,  // ǃ retroflex click
    0xA78B: 0x27, 0xA78C: 0x27, 0x02BF: 0x27, 0x02B9: 0x27,  // saltillo, half ring, prime
  ]

  /// Decimal digits of every script, and symbols that hold a number (❶, ➀, ⓴).
  func digit(_ cp: UInt32) -> Folding? {
    if cp < 0x80 { return nil }
    if (0x1CCF0...0x1CCF9).contains(cp) {  // outlined digits, Unicode 16
      return Folding(scalars: [0x30 + cp - 0x1CCF0], techniques: .compatibility)
    }
    guard let record = database.record(cp), record.tag != "wide" else { return nil }
    if let value = record.digit, record.decomposition.isEmpty {
      return Folding(scalars: [0x30 + value], techniques: .compatibility)
    }
    let isDingbatNumber = (0x2460...0x24FF).contains(cp) || (0x2776...0x2793).contains(cp)
    if isDingbatNumber, record.category == "No", record.decomposition.isEmpty,
      let value = record.number
    {
      let digits = String(value).unicodeScalars.map(\.value)
      return Folding(scalars: digits, techniques: .compatibility)
    }
    return nil
  }

  /// Letters in circles, squares and brackets which NFKD leaves, or spells with its brackets.
  func enclosed(_ cp: UInt32) -> Folding? {
    func letter(_ first: UInt32) -> Folding {
      Folding(scalars: [0x61 + cp - first], techniques: .compatibility)
    }
    func capital(_ first: UInt32) -> Folding {
      Folding(scalars: [0x61 + cp - first], techniques: [.compatibility, .casing])
    }
    switch cp {
    case 0x1F1E6...0x1F1FF: return letter(0x1F1E6)  // regional indicators
    case 0x1F150...0x1F169: return capital(0x1F150)  // negative circled
    case 0x1F170...0x1F189: return capital(0x1F170)  // negative squared
    // crossed negative squared P, in use beside the plain one
    case 0x1F18A: return Folding(scalars: [0x70], techniques: [.compatibility, .casing])
    case 0x1CCD6...0x1CCEF: return capital(0x1CCD6)  // outlined, Unicode 16
    // NFKD gives "(a)"; a word spelt ⒡⒰⒞⒦ is read without the brackets.
    case 0x249C...0x24B5: return letter(0x249C)
    case 0x1F110...0x1F129: return capital(0x1F110)
    case 0x1F12A: return Folding(scalars: [0x73], techniques: [.compatibility, .casing])
    default: return nil
    }
  }
}
