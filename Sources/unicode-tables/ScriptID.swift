/// Numbers of the scripts; the same as `CS_SCRIPT_*` in fold_tables.h (the emitted file asserts it).
///
/// Numbers are never reused. A script that a later Unicode version adds goes to the end; until then it is OTHER.
enum ScriptID {
  static let other: UInt8 = 63

  static func number(_ name: String) -> UInt8 { numbers[name] ?? other }

  /// Names as fold_tables.h spells them, apart from case.
  static let all: [(String, UInt8)] =
    (first + ["Other"] + rest).enumerated().map { index, name in
      (name == "Canadian_Aboriginal" ? "Canadian" : name, UInt8(index))
    }

  private static let numbers: [String: UInt8] = Dictionary(
    uniqueKeysWithValues: (first + ["Other"] + rest).enumerated().map { ($1, UInt8($0)) })

  /// 0…62: scripts that comments are written in, or disguised with.
  private static let first: [String] = words(
    """
    Common Inherited Latin Cyrillic Greek Arabic Devanagari Han Hiragana Katakana Hangul Thai Lao Khmer
    Myanmar Armenian Hebrew Georgian Bengali Gurmukhi Tamil Telugu Kannada Malayalam Gujarati Cherokee
    Canadian_Aboriginal Lisu Coptic Oriya Sinhala Tibetan Ethiopic Mongolian Bopomofo Yi Syriac Thaana Nko
    Tifinagh Vai Javanese Balinese Sundanese Buginese Batak Tai_Le New_Tai_Lue Tai_Tham Tai_Viet Cham
    Meetei_Mayek Ol_Chiki Adlam Osage Deseret Runic Gothic Old_Italic Glagolitic Bamum Miao Warang_Citi
    """)

  /// From 64: the others, in alphabetical order.
  private static let rest: [String] = words(
    """
    Ahom Anatolian_Hieroglyphs Avestan Bassa_Vah Bhaiksuki Brahmi Braille Buhid Carian Caucasian_Albanian
    Chakma Chorasmian Cuneiform Cypriot Cypro_Minoan Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan
    Elymaic Grantha Gunjala_Gondi Hanifi_Rohingya Hanunoo Hatran Imperial_Aramaic Inscriptional_Pahlavi
    Inscriptional_Parthian Kaithi Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khojki Khudawadi Lepcha Limbu
    Linear_A Linear_B Lycian Lydian Mahajani Makasar Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin
    Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Modi Mro Multani Nabataean Nag_Mundari Nandinagari
    Newa Nushu Nyiakeng_Puachue_Hmong Ogham Old_Hungarian Old_North_Arabian Old_Permic Old_Persian
    Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa
    Phoenician Psalter_Pahlavi Rejang Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sogdian
    Sora_Sompeng Soyombo Syloti_Nagri Tagalog Tagbanwa Takri Tangsa Tangut Tirhuta Toto Ugaritic Vithkuqi
    Wancho Yezidi Zanabazar_Square
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
