/// One spelling of a term, exception or allow phrase, compiled.
struct Pattern: BitwiseCopyable {
  enum Role: UInt8 {
    /// Flags what it matches.
    case term
    /// Lifts every match that lies inside its own.
    case allow
    /// Lifts matches of one term that lie inside its own.
    case exception
    /// A regex rule's required atom.
    case atom
  }

  /// Where its letters stand in the pack's letters, and how many there are.
  var firstLetter: UInt32
  var letterCount: UInt8
  /// Bytes of its skeleton.
  var skeletonLength: UInt8
  var role: Role
  var flags: Flags
  /// The term of a term or exception, the phrase of an allow phrase, the atom's index.
  var source: UInt32

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// The match must begin at a word's start.
    static let startsWord = Flags(rawValue: 1 << 0)
    /// The match must stop at a word's end.
    static let endsWord = Flags(rawValue: 1 << 1)
    /// A respelling of the term.
    static let respelled = Flags(rawValue: 1 << 2)
    /// Has a gap between words.
    static let phrase = Flags(rawValue: 1 << 3)
    /// Accents must agree.
    static let exactDiacritics = Flags(rawValue: 1 << 4)
    /// Elision (`l'`, `d'`) may stand before it.
    static let elides = Flags(rawValue: 1 << 5)
    /// One word without punctuation in it.
    static let gapless = Flags(rawValue: 1 << 6)
  }
}

/// One letter of a pattern.
struct PatternLetter: BitwiseCopyable {
  /// The folded scalar.
  var scalar: UInt32
  /// The ASCII letter or digit that it looks like, 0 for none.
  var base: UInt8
  /// What may stand before it.
  var gap: Gap
  /// Its script.
  var script: UInt8
  var traits: Traits

  struct Traits: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// Of a script that puts no spaces between words.
    static let noSpaces = Traits(rawValue: 1 << 0)
    /// The term itself has an accent or mark here.
    static let accented = Traits(rawValue: 1 << 1)
  }

  @inline(__always) var isNoSpaces: Bool { traits.contains(.noSpaces) }

  enum Gap: UInt8 {
    /// Nothing, unless somebody hides the word.
    case none
    /// Separators, or none in a hashtag.
    case words
    /// Separators or none: punctuation in the term.
    case optional
  }
}

/// A term's text with its wildcards read.
struct WildcardPattern {
  var text: String
  var matchesInsideBefore: Bool
  var matchesInsideAfter: Bool

  /// Reads `word`, `word*`, `*word`, `*word*`. A backslash takes the meaning from the next character.
  /// - Throws: `badWildcard` for a star inside the text.
  init(_ pattern: String, at location: SourceLocation? = nil) throws(BuildError) {
    if !pattern.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "\\") }) {
      self.text = pattern
      matchesInsideBefore = false
      matchesInsideAfter = false
      return
    }
    var text = ""
    var before = false
    var after = false
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar)
        isEscaped = false
        continue
      }
      if scalar == "\\" {
        isEscaped = true
        continue
      }
      if scalar == "*" {
        if text.isEmpty && !before {
          before = true
        } else {
          after = true
        }
        continue
      }
      if after {
        throw BuildError(
          .badWildcard, "a '*' stands inside the term '\(pattern)'",
          advice: "put '*' at the start or end only, or write '\\*' for the character", at: location)
      }
      text.unicodeScalars.append(scalar)
    }
    self.text = text
    matchesInsideBefore = before
    matchesInsideAfter = after
  }
}
