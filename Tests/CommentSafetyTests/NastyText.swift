/// Random text over what people disguise words with.
enum NastyText {
  /// Fragments that exercise every kind of the fold.
  static let foldFragments: [[UInt8]] =
    [
      "a", "Z", "5", " ", "\n", "\u{0}", "!", "@", "$", "*", "_", "'", "&amp;", "&#102;", "&#x1F600;", "&#65", "&",
      "&#", "%66",
      "%C3%A9", "%E2%82%AC", "%", "%6", "é", "ß", "ﬁ", "Ǆ", "İ", "ｆ", "Ａ", "𝓐", "ⓐ", "🅰", "㍿", "ﷺ", "각", "가", "한", "ᄀ",
      "ᅡ",
      "а", "Α", "И", "ت", "ـ", "َ", "ک", "क", "़", "ड़", "が", "カ", "ﾞ", "中", "ไ", "่", "\u{301}", "\u{489}", "\u{200B}",
      "\u{200D}",
      "\u{FE0F}", "\u{202E}", "\u{202C}", "\u{2067}", "\u{E0041}", "\u{AD}", "😀", "🏽", "🇵", "🇰", "ɟ", "ǝ", "…", "™",
      "€", "²", "½",
      "＠", "＇", "．", "＊", "()", "b()b", " ! ", " + ",
    ].map { Array($0.utf8) }
    + [
      [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80],
    ]

  static func fold(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...24, using: &random) {
      if random.once(in: 4) {
        let plane: ClosedRange<UInt32> = random.once(in: 3) ? 0x80...0x1FFFF : 0x80...0x33FF
        if let scalar = Unicode.Scalar(UInt32.random(in: plane, using: &random)) {
          bytes += Array(String(scalar).utf8)
        }
      } else {
        bytes += foldFragments.randomElement(using: &random)!
      }
      // Zalgo.
      if random.once(in: 12) {
        for _ in 0..<Int.random(in: 1...20, using: &random) {
          bytes += Array(String(Unicode.Scalar(UInt32.random(in: 0x300...0x36F, using: &random))!).utf8)
        }
      }
    }
    return bytes
  }
}
