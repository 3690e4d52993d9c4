/// Which script each word of a comment is written in, where letters of several scripts look alike.
///
/// A word may hide behind letters of another script (`shооt` with Cyrillic ones), and whole words look like words of another one (`сосо`). A word
/// tells its script by the letters that look like none of the other. One that does not is taken for a Latin one if it stands alone among these, nothing
/// else tells of its script, and Latin letters prevail. So a comment in two languages keeps the words of both.
struct WordSpellings: ~Copyable {
  /// Letters in a row.
  struct Word: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    var spelling: Spelling
    /// The script of its letters that are not Latin: of the last one, if there are several.
    var script: UInt8
  }

  /// How the letters of a word are read.
  enum Spelling: UInt8 {
    /// As they stand: letters of one script other than Latin.
    case own
    case latin, cyrillic, greek
    /// Letters that all look like Latin ones, of another script: not known yet.
    case unknown
  }

  private(set) var words = WorkBuffer<Word>(capacity: 64)
  /// 0 if all letters are of one script, or none looks like one of another.
  private(set) var count = 0

  /// - Complexity: linear in the units.
  mutating func find(in text: borrowing FoldedText) {
    count = 0
    guard text.traits.contains(.foreignLookalike), Self.hasLatin(text) else { return }
    // Words part them, so they are at most half as many.
    words.reserve(text.unitCount / 2 + 1)
    var index = 0
    while index < text.unitCount {
      guard text.units[index].isLetter else {
        index += 1
        continue
      }
      var letters = Letters()
      let start = index
      while index < text.unitCount, text.units[index].isLetter {
        letters.add(text.units[index])
        index += 1
      }
      words[count] = Word(start: UInt32(start), end: UInt32(index), spelling: letters.spelling, script: letters.script)
      count += 1
    }
    settle()
  }

  private static func hasLatin(_ text: borrowing FoldedText) -> Bool {
    for index in 0..<text.unitCount where text.units[index].isLetter && text.units[index].script == Script.latin {
      return true
    }
    return false
  }

  /// Takes words that tell nothing for Latin ones, if others do not tell that the comment is written in their script.
  private mutating func settle() {
    var latin = 0
    var foreign = 0
    var scripts: UInt64 = 0
    for index in 0..<count {
      let word = words[index]
      switch word.spelling {
      case .latin: latin += Int(word.end - word.start)
      case .unknown: foreign += Int(word.end - word.start)
      case .own, .cyrillic, .greek: scripts |= 1 << UInt64(word.script)
      }
    }
    var isBehindUnknown = false
    for index in 0..<count {
      let isUnknown = words[index].spelling == .unknown
      if isUnknown {
        let stands = isBehindUnknown || index + 1 < count && words[index + 1].spelling == .unknown
        let isTold = scripts & 1 << UInt64(words[index].script) != 0
        words[index].spelling = stands || isTold || latin <= foreign ? .own : .latin
      }
      isBehindUnknown = isUnknown
    }
  }

  /// What a word is made of.
  private struct Letters {
    private var latin = 0
    /// Latin letters that look like Cyrillic ones, and like Greek ones.
    private var (likeCyrillic, likeGreek) = (0, 0)
    private var (cyrillic, greek, others) = (0, 0, 0)
    /// Letters of other scripts that look like Latin ones.
    private var likeLatin = 0
    private(set) var script: UInt8 = 0

    mutating func add(_ unit: Unit) {
      if unit.script != Script.latin { script = unit.script }
      switch unit.script {
      case Script.latin:
        latin += 1
        likeCyrillic += Spelling.cyrillic.lookalike(of: unit.scalar) != nil ? 1 : 0
        likeGreek += Spelling.greek.lookalike(of: unit.scalar) != nil ? 1 : 0
        return
      case Script.cyrillic: cyrillic += 1
      case Script.greek: greek += 1
      default: others += 1
      }
      likeLatin += unit.scalar >= 0x80 && unit.base != 0 ? 1 : 0
    }

    var spelling: Spelling {
      let foreign = cyrillic + greek + others
      let mayBeLatin = likeLatin == foreign
      if foreign == 0 { return .latin }
      if latin == 0 { return mayBeLatin ? .unknown : .own }
      // Of scripts that are written side by side with Latin letters (`Tシャツ`) only whole words are look-alikes.
      if others > 0 { return mayBeLatin && latin >= foreign ? .latin : .own }
      let own: Spelling = greek == 0 ? .cyrillic : cyrillic == 0 ? .greek : .own
      let mayBeOwn = own == .cyrillic ? likeCyrillic == latin : own == .greek && likeGreek == latin
      if mayBeLatin != mayBeOwn { return mayBeLatin ? .latin : own }
      return latin >= foreign ? .latin : own
    }
  }
}

extension WordSpellings.Spelling {
  /// A letter as it is read in a word.
  @inline(__always)
  func scalar(of unit: Unit) -> UInt32 {
    switch self {
    case .own, .unknown: unit.scalar
    case .latin: unit.scalar >= 0x80 && unit.base != 0 ? UInt32(unit.base) : unit.scalar
    case .cyrillic, .greek: lookalike(of: unit.scalar) ?? unit.scalar
    }
  }

  /// For each small Latin letter the Cyrillic one, and the Greek one, that it looks like as a small letter or as a capital; 0 for none.
  private static let cyrillicLetters: [UInt32] = [
    0x430, 0x432, 0x441, 0, 0x435, 0, 0, 0x43D, 0x456, 0, 0x43A, 0, 0x43C,
    0, 0x43E, 0x440, 0, 0, 0, 0x442, 0, 0, 0, 0x445, 0x443, 0,
  ]
  private static let greekLetters: [UInt32] = [
    0x3B1, 0x3B2, 0, 0, 0x3B5, 0, 0, 0x3B7, 0x3B9, 0, 0x3BA, 0, 0x3BC,
    0x3BD, 0x3BF, 0x3C1, 0, 0, 0, 0x3C4, 0x3C5, 0x3BD, 0, 0x3C7, 0x3C5, 0x3B6,
  ]

  /// The letter of this script that a folded Latin letter looks like; nil if there is none.
  func lookalike(of letter: UInt32) -> UInt32? {
    guard self == .cyrillic || self == .greek, (0x61...0x7A).contains(letter) else { return nil }
    let found = (self == .cyrillic ? Self.cyrillicLetters : Self.greekLetters)[Int(letter - 0x61)]
    return found == 0 ? nil : found
  }
}
