/// One kept code point of a folded comment.
///
/// The fold substitutes and deletes code points and never composes them, so the units with their source ranges *are* the offset
/// map. 16 bytes.
struct Unit: BitwiseCopyable {
  /// The folded scalar.
  var scalar: UInt32
  /// Byte offset of the first source byte.
  var start: UInt32
  /// Byte offset behind the last source byte, combining marks that follow included.
  var end: UInt32
  /// Packed properties, see the static masks.
  var meta: UInt32

  // Layout of `meta`:
  //  0..1   kind
  //  2      written in upper case
  //  3      of a script that puts no spaces between words
  //  4      regional indicator
  //  5      first unit of its source character
  //  6      last unit of its source character
  //  7      written as an HTML entity or percent escape
  //  8..14  techniques of the fold, in `Technique`'s order
  //  15     an invisible character was deleted behind it
  //  16..22 the ASCII letter or digit that it looks like, 0 for none
  //  23..28 script
  //  29     a symbol that reads as a letter here
  //  30     a word may begin here though it is inside one: of parted words only
  //  31     a word may end here, likewise
  static let kindMask: UInt32 = 3
  static let symbol: UInt32 = 0
  static let letter: UInt32 = 1
  static let digit: UInt32 = 2
  static let space: UInt32 = 3
  static let upper: UInt32 = 1 << 2
  static let noSpaces: UInt32 = 1 << 3
  static let regional: UInt32 = 1 << 4
  static let first: UInt32 = 1 << 5
  static let last: UInt32 = 1 << 6
  static let encoded: UInt32 = 1 << 7
  static let techniqueShift: UInt32 = 8
  static let techniqueMask: UInt32 = 0x7F
  static let invisibleFollows: UInt32 = 1 << 15
  static let lookalikeShift: UInt32 = 16
  static let scriptShift: UInt32 = 23
  static let leetActive: UInt32 = 1 << 29
  /// It may be written with something that is no letter or digit: with a symbol (`ⓐ`) or an escape.
  static let doubtful: UInt32 =
    (techniqueMask & ~(Technique.diacritics.rawValue | Technique.variant.rawValue | Technique.casing.rawValue))
    << techniqueShift
    | encoded
  /// Something was deleted behind it, or may have been: an invisible character, a mark.
  static let partedBehind: UInt32 = Technique.diacritics.rawValue << techniqueShift | invisibleFollows
  static let wordBegins: UInt32 = 1 << 30
  static let wordEnds: UInt32 = 1 << 31

  @inline(__always) var kind: UInt32 { meta & Unit.kindMask }
  @inline(__always) var isLetter: Bool { kind == Unit.letter }
  @inline(__always) var isDigit: Bool { kind == Unit.digit }
  @inline(__always) var isSpace: Bool { kind == Unit.space }
  @inline(__always) var isWord: Bool { kind == Unit.letter || kind == Unit.digit }
  @inline(__always) var isUpper: Bool { meta & Unit.upper != 0 }
  @inline(__always) var isRegional: Bool { meta & Unit.regional != 0 }
  @inline(__always) var isNoSpaces: Bool { meta & Unit.noSpaces != 0 }
  @inline(__always) var isFirst: Bool { meta & Unit.first != 0 }
  @inline(__always) var isLast: Bool { meta & Unit.last != 0 }
  @inline(__always) var isLeetActive: Bool { meta & Unit.leetActive != 0 }
  @inline(__always) var beginsWord: Bool { meta & Unit.wordBegins != 0 }
  @inline(__always) var endsWord: Bool { meta & Unit.wordEnds != 0 }
  /// Whether it is a vowel sign or virama of an Indic script: their blocks from Devanagari to Sinhala are laid out alike.
  @inline(__always) var isVowelSign: Bool {
    scalar >= 0x900 && scalar < 0xE00 && (0x3E...0x4D).contains(scalar & 0x7F)
  }
  /// Whether it is a mark that the fold keeps, of a script in which marks are letters: it belongs to the letter before it.
  var isKeptMark: Bool {
    if isVowelSign { return true }
    switch scalar {
    // Signs at the beginning of the Indic blocks, vowel signs of Sinhala, Thai and Lao.
    case 0x900..<0xE00: return scalar & 0x7F < 4 || scalar >= 0xDCA
    case 0xE31, 0xE34...0xE3A, 0xE47...0xE4E, 0xEB1, 0xEB4...0xEBC, 0xEC8...0xECE: return true
    // Tibetan, Myanmar, Khmer.
    case 0xF71...0xF84, 0xF8D...0xFBC, 0x102B...0x103E, 0x17B4...0x17D3: return true
    // Voicing marks of kana.
    case 0x3099, 0x309A: return true
    default: return false
    }
  }

  @inline(__always) var script: UInt8 { UInt8(truncatingIfNeeded: meta >> Unit.scriptShift) & 0x3F }
  /// The ASCII letter or digit it looks like: itself for ASCII, 0 for none.
  @inline(__always) var base: UInt8 {
    scalar < 0x80
      ? UInt8(truncatingIfNeeded: scalar)
      : UInt8(truncatingIfNeeded: meta >> Unit.lookalikeShift) & 0x7F
  }
  @inline(__always) var techniques: Technique {
    var set = Technique(rawValue: (meta >> Unit.techniqueShift) & Unit.techniqueMask)
    if meta & Unit.encoded != 0 { set.insert(.encoded) }
    return set
  }
}
