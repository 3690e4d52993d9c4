/// Which code points the fold deletes, and which combining marks it keeps.
///
/// Latin, Greek, Cyrillic, Hebrew and Arabic marks are optional in writing, and a common noise ("Zalgo"); they go.
/// The vowel signs, viramas and tone marks of Indic and South-East Asian scripts *are* the word; they stay.
struct Deletion {
  let database: CharacterDatabase

  /// Scripts in which every combining mark goes, vowel points included.
  static let pointedScripts: Set<String> = [
    "Inherited", "Common", "Latin", "Greek", "Cyrillic", "Coptic", "Glagolitic", "Old_Permic",
    "Hebrew", "Arabic", "Syriac", "Samaritan", "Mandaic", "Manichaean", "Sogdian", "Old_Uyghur",
    "SignWriting", "Hangul", "Han",
  ]

  /// Kana voiced and semi-voiced marks: they make another letter (か, が) and are kept.
  static let kanaVoicing: ClosedRange<UInt32> = 0x3099...0x309A

  /// By category a symbol and letters; they show as a space: the braille blank, and the Hangul fillers.
  static let blanks: Set<UInt32> = [0x2800, 0x3164, 0xFFA0]

  func isSpace(_ cp: UInt32) -> Bool {
    database.has("White_Space", cp) || Self.blanks.contains(cp)
  }

  /// Format characters, default-ignorable ones and controls: nothing a reader sees.
  func isInvisible(_ cp: UInt32) -> Bool {
    if isSpace(cp) { return false }
    if cp == 0x0640 { return true }  // Arabic tatweel stretches a word and says nothing.
    if database.has("Default_Ignorable_Code_Point", cp) { return true }
    return ["Cc", "Cf"].contains(database.category(cp))
  }

  /// A combining mark that is deleted.
  func isDroppedMark(_ cp: UInt32) -> Bool {
    let category = database.category(cp)
    guard category.hasPrefix("M"), !isInvisible(cp), !Self.kanaVoicing.contains(cp)
    else { return false }
    let script = database.script[cp] ?? "Unknown"
    if Self.pointedScripts.contains(script) { return true }
    let syllabic = database.syllabic[cp]
    if syllabic == "Nukta" || syllabic == "Cantillation_Mark" { return true }
    if category == "Mc" { return false }
    // Tone and length marks of scripts without an Indic model (N'Ko, Adlam, Ethiopic gemination).
    return syllabic == nil && !database.has("Other_Alphabetic", cp)
  }

  /// A combining mark that is a part of the word.
  func isKeptMark(_ cp: UInt32) -> Bool {
    database.category(cp).hasPrefix("M") && !isInvisible(cp) && !isDroppedMark(cp)
  }

  /// UAX #29 Extend, SpacingMark, ZWJ; emoji modifiers and tags are Grapheme_Extend or listed here.
  func extendsGrapheme(_ cp: UInt32) -> Bool {
    if database.has("Grapheme_Extend", cp) || database.has("Emoji_Modifier", cp) { return true }
    switch cp {
    case 0x200D, 0x0E33, 0x0EB3, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: return true
    // Mc which UAX #29 excludes from SpacingMark.
    case 0x102B, 0x102C, 0x1038, 0x1062...0x1064, 0x1067...0x106D, 0x1083, 0x1087...0x108C, 0x108F,
      0x109A...0x109C, 0x1A61, 0x1A63, 0x1A64, 0xAA7B, 0xAA7D, 0x11720, 0x11721:
      return false
    default: return database.category(cp) == "Mc"
    }
  }
}
