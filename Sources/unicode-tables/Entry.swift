/// Kinds of result; the numbers are those of `CS_KIND_*` in fold_tables.h.
enum Kind: UInt64 {
  case other, letter, digit, space, invisible, mark, expand, hangul, regional
}

/// What the table says of one code point.
struct Entry {
  var scalars: [UInt32]
  var kind: Kind
  var techniques: Technique
  var script: UInt8
  var lookAlike: UInt32
  var flags: Flags

  /// Bits 56…61 of an entry.
  struct Flags: OptionSet {
    var rawValue: UInt8
    static let upper = Flags(rawValue: 1 << 0)
    static let extender = Flags(rawValue: 1 << 1)
    static let unspaced = Flags(rawValue: 1 << 2)
    static let emoji = Flags(rawValue: 1 << 3)
    static let bidiOverride = Flags(rawValue: 1 << 4)
    static let bidiPop = Flags(rawValue: 1 << 5)
  }
}

/// Makes the entry of each code point from the rules and the properties.
struct EntryBuilder {
  let rules: FoldRules
  let lookAlikes: LookAlikes

  private static let unspacedScripts: Set<String> = [
    "Han", "Hiragana", "Katakana", "Bopomofo", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan",
    "Javanese", "Balinese", "Tai_Tham", "Tai_Viet", "Tai_Le", "New_Tai_Lue", "Tangut", "Nushu",
    "Khitan_Small_Script",
  ]

  func entry(_ cp: UInt32) -> Entry {
    let database = rules.database
    let folding = rules.fold(cp)
    let kind = kind(cp, folding)
    let result = folding.scalars.first ?? cp
    let scriptName = database.script[result] ?? "Unknown"
    var flags: Entry.Flags = []
    if database.has("Uppercase", cp) || database.category(cp) == "Lt" { flags.insert(.upper) }
    if rules.deletion.extendsGrapheme(cp) { flags.insert(.extender) }
    if kind == .letter || kind == .expand, isUnspaced(result, scriptName) {
      flags.insert(.unspaced)
    }
    if database.has("Extended_Pictographic", cp) || database.has("Emoji_Presentation", cp) {
      flags.insert(.emoji)
    }
    if cp == 0x202E { flags.insert(.bidiOverride) }
    if [0x202C, 0x202D].contains(cp) || (0x2066...0x2069).contains(cp) { flags.insert(.bidiPop) }
    var lookAlike: UInt32 = 0
    if cp >= 0x80, kind == .letter || kind == .other || kind == .digit {
      lookAlike = lookAlikes.letter(of: cp, folded: result)
    }
    return Entry(
      scalars: folding.scalars, kind: kind, techniques: folding.techniques,
      script: ScriptID.number(scriptName), lookAlike: lookAlike, flags: flags)
  }

  private func kind(_ cp: UInt32, _ folding: Folding) -> Kind {
    if rules.deletion.isSpace(cp) { return .space }
    if Hangul.syllables.contains(cp) { return .hangul }
    if (0x1F1E6...0x1F1FF).contains(cp) { return .regional }
    guard let first = folding.scalars.first else {
      return folding.droppedMarks ? .mark : .invisible
    }
    if folding.scalars.count > 1 { return .expand }
    if (0x30...0x39).contains(first) { return .digit }
    return rules.isWordCharacter(first) ? .letter : .other
  }

  private func isUnspaced(_ cp: UInt32, _ script: String) -> Bool {
    if Self.unspacedScripts.contains(script) { return true }
    // ー and the voiced marks are Common, but only kana use them.
    return script == "Common" || script == "Inherited"
      ? rules.database.scriptExtensions[cp]?.contains("Kana") ?? false : false
  }
}
