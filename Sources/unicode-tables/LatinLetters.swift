/// Latin letters that neither case folding nor NFKD brings to ASCII: đ, small capitals, turned letters, IPA.
///
/// In order: the table in `LatinTable.swift`; UTS #39 where its prototype is one ASCII letter; the letter's name
/// ("LATIN SMALL LETTER D WITH TAIL" is a d); UTS #39 without the marks of its prototype.
struct LatinLetters {
  let database: CharacterDatabase
  let confusables: Confusables

  func base(of cp: UInt32) -> Folding? {
    guard cp >= 0x80 else { return nil }
    if let (text, technique) = Self.table[cp] {
      return Folding(scalars: text.unicodeScalars.map(\.value), techniques: technique)
    }
    guard database.script[cp] == "Latin" else { return nil }
    let name = LatinName(database.name(cp))
    if let ascii = confusables.ascii(cp), ascii > 0x39 {
      return Folding(scalars: [ascii], techniques: .confusable)
    }
    if let name, let base = name.base {
      let scalars = base.unicodeScalars.map(\.value)
      return Folding(scalars: scalars, techniques: name.technique)
    }
    if let target = confusables.prototype[cp] {
      let bare = target.filter { !database.category($0).hasPrefix("M") }
      if bare.count == 1, let ascii = asciiLetterOrDigit(bare[0]), ascii > 0x39 {
        return Folding(scalars: [ascii], techniques: .confusable)
      }
    }
    return nil
  }
}

/// What a Unicode character name says about the letter.
struct LatinName {
  /// The ASCII letters that the name names, in lower case; nil when it names none.
  var base: String?
  var technique: Technique

  private static let prefixes = [
    "LATIN LETTER SMALL CAPITAL ", "LATIN SMALL CAPITAL LETTER ", "LATIN SMALL LETTER ",
    "LATIN EPIGRAPHIC LETTER ", "LATIN LETTER ",
    "MODIFIER LETTER SMALL CAPITAL ", "MODIFIER LETTER SMALL ", "MODIFIER LETTER CAPITAL ",
  ]
  private static let adjectives: Set<String> = [
    "DOTLESS", "BARRED", "SCRIPT", "CLOSED", "INSULAR", "BLACKLETTER", "LENIS", "BROKEN",
    "VISIGOTHIC", "STIRRUP", "ANGLICANA", "OLD", "POLISH", "MIDDLE-WELSH", "GLOTTAL", "ARCHAIC",
    "DOUBLE", "HALF", "VOLAPUK", "BASELINE",
  ]
  private static let turns: Set<String> = ["TURNED", "REVERSED", "INVERTED", "SIDEWAYS"]
  private static let named: [String: String] = [
    "ALPHA": "a", "BETA": "b", "OPEN E": "e", "SCHWA": "e", "ETH": "d", "DELTA": "d", "EZH": "z",
    "ENG": "n", "IOTA": "i", "UPSILON": "u", "U BAR": "u", "GAMMA": "y", "KRA": "k", "CHI": "x",
    "OMEGA": "w", "HENG": "h", "OPEN O": "c", "ESH": "l", "THORN": "th", "TH": "th",
    "AA": "aa", "AE": "ae", "AO": "ao", "AU": "au", "AV": "av", "AY": "ay", "OE": "oe", "OO": "oo",
    "OU": "ou", "OPEN OE": "oe", "UE": "ue", "UI": "ui", "UO": "uo", "TZ": "tz", "HV": "hv",
    "LL": "ll", "VY": "vy", "LEZH": "lz",
    "DZ DIGRAPH": "dz", "DEZH DIGRAPH": "dz", "TS DIGRAPH": "ts", "TESH DIGRAPH": "ts",
    "TC DIGRAPH": "tc", "LS DIGRAPH": "ls", "LZ DIGRAPH": "lz", "FENG DIGRAPH": "fn",
    "DB DIGRAPH": "db", "QP DIGRAPH": "qp",
  ]

  init?(_ name: String) {
    guard let prefix = Self.prefixes.first(where: name.hasPrefix) else { return nil }
    let phrase = name.dropFirst(prefix.count)
    let core = phrase.split(separator: " WITH ")[0]
    var words = core.split(separator: " ").map(String.init)
    technique = []
    if words.contains(where: Self.turns.contains) { technique.insert(.rotated) }
    words.removeAll { Self.turns.contains($0) || Self.adjectives.contains($0) }
    let rest = words.joined(separator: " ")
    base = rest.utf8.count == 1 ? rest.lowercased() : Self.named[rest]
    if technique.isEmpty {
      technique = prefix.contains("CAPITAL") || phrase == core ? .confusable : .diacritic
    }
    if prefix.hasPrefix("MODIFIER") { technique.insert(.compatibility) }
  }
}
