internal import CommentKernels

/// Swift's view of the generated fold table; `fold_tables.h` describes the layout.
enum FoldTable {
  static let other: UInt8 = 0
  static let letter: UInt8 = 1
  static let digit: UInt8 = 2
  static let space: UInt8 = 3
  static let invisible: UInt8 = 4
  static let mark: UInt8 = 5
  static let expand: UInt8 = 6
  static let hangul: UInt8 = 7
  static let regional: UInt8 = 8

  /// The entry of a code point.
  /// - Precondition: `scalar` is below 0x110000.
  /// - Complexity: O(1).
  @inline(__always)
  static func entry(_ scalar: UInt32) -> Entry {
    Entry(bits: cs_fold_entry(scalar))
  }

  /// The letters of a Hangul syllable; 0 for a last one that is not there.
  @inline(__always)
  static func jamo(of syllable: UInt32) -> (first: UInt32, vowel: UInt32, last: UInt32) {
    let index = syllable - 0xAC00
    let last = index % 28
    return (0x1100 + index / 588, 0x1161 + index % 588 / 28, last == 0 ? 0 : 0x11A7 + last)
  }

  /// One of the scalars of an expansion.
  @inline(__always)
  static func expansion(_ index: UInt32) -> UInt32 {
    // SAFETY: indices come from the table's own entries, which the generator checks.
    cs_fold_expansions_base()[Int(index)]
  }

  struct Entry {
    let bits: UInt64

    @inline(__always) var kind: UInt8 { UInt8(truncatingIfNeeded: bits >> 24) & 0xF }
    /// Folded minus original scalar.
    @inline(__always) var delta: Int32 { Int32(truncatingIfNeeded: bits << 8) >> 8 }
    @inline(__always) var expansionStart: UInt32 { UInt32(truncatingIfNeeded: bits) & 0xFFFF }
    @inline(__always) var expansionCount: Int { Int(bits >> 16) & 0xFF }
    @inline(__always) var techniques: UInt32 { UInt32(truncatingIfNeeded: bits >> 28) & 0x7F }
    /// Scripts past 63 are rare and share the last number.
    @inline(__always) var script: UInt8 { Swift.min(UInt8(truncatingIfNeeded: bits >> 40), 63) }
    @inline(__always) var lookalike: UInt8 { UInt8(truncatingIfNeeded: bits >> 48) & 0x7F }
    @inline(__always) var isUpper: Bool { bits & (1 << 56) != 0 }
    @inline(__always) var extendsGrapheme: Bool { bits & (1 << 57) != 0 }
    @inline(__always) var isNoSpaces: Bool { bits & (1 << 58) != 0 }
    @inline(__always) var isOverride: Bool { bits & (1 << 60) != 0 }
    @inline(__always) var endsOverride: Bool { bits & (1 << 61) != 0 }

    /// What a letter folds to, and its unit's properties. The look-alike must follow from the folded scalar alone: else a term and its capitals
    /// would have two skeletons.
    @inline(__always)
    func unit(of scalar: UInt32) -> (folded: UInt32, meta: UInt32) {
      let folded = UInt32(truncatingIfNeeded: Int32(bitPattern: scalar) + delta)
      guard delta != 0 && folded >= 0x80 else { return (folded, meta) }
      let lookalike = UInt32(FoldTable.entry(folded).lookalike)
      return (folded, meta & ~(0x7F << Unit.lookalikeShift) | lookalike << Unit.lookalikeShift)
    }

    /// Unit properties that follow from the entry alone.
    @inline(__always) var meta: UInt32 {
      var meta = techniques << Unit.techniqueShift
      meta |= UInt32(lookalike) << Unit.lookalikeShift
      meta |= UInt32(script) << Unit.scriptShift
      if isUpper { meta |= Unit.upper }
      if isNoSpaces { meta |= Unit.noSpaces }
      switch kind {
      case FoldTable.letter, FoldTable.hangul: meta |= Unit.letter
      case FoldTable.regional: meta |= Unit.letter | Unit.regional
      case FoldTable.digit: meta |= Unit.digit
      case FoldTable.space: meta |= Unit.space
      default: break
      }
      return meta
    }
  }
}

/// Precomputed units of the 128 ASCII characters: bits 0..31 meta, 32..39 scalar, 40..47 letter class, 48..55 handling.
enum ASCIITable {
  /// Letters, digits, plain symbols, spaces.
  static let plain: UInt8 = 0
  /// Deleted.
  static let invisible: UInt8 = 1
  /// May begin an HTML entity or a percent escape.
  static let escape: UInt8 = 2
  /// Reads as a letter where its neighbours say so.
  static let leet: UInt8 = 3
  /// May hide letters.
  static let mask: UInt8 = 4
  /// Other punctuation: noted as present for the rules that need it.
  static let punctuation: UInt8 = 5

  static func entry(_ byte: UInt8) -> UInt64 {
    let fold = FoldTable.entry(UInt32(byte))
    let scalar = UInt8(truncatingIfNeeded: Int32(byte) + fold.delta)
    let letterClass = LetterClass.table[Int(scalar)]
    let isWord = fold.kind == FoldTable.letter || fold.kind == FoldTable.digit
    var handling = plain
    switch Unicode.Scalar(byte) {
    case "&", "%": handling = escape
    case "!", "@", "$", "+", "|", "(", "<": handling = leet
    case "*", "#", "-", "_", ".", "?": handling = mask
    default:
      if fold.kind == FoldTable.invisible {
        handling = invisible
      } else if fold.kind == FoldTable.other {
        handling = punctuation
      }
    }
    let meta =
      (fold.meta & ~(0x7F << Unit.lookalikeShift)) | Unit.first | Unit.last
    return UInt64(meta) | UInt64(scalar) << 32
      | UInt64(isWord || handling == leet ? letterClass : 0) << 40 | UInt64(handling) << 48
  }

  /// The unit that the fold makes of a byte, but for whether a symbol reads as a letter.
  @inline(__always)
  static func unit(_ byte: UInt8, at index: Int) -> Unit { unit(byte, at: index, shared) }

  /// The same with ``shared`` at hand, whose first use is looked for each time.
  @inline(__always)
  static func unit(_ byte: UInt8, at index: Int, _ table: UnsafePointer<UInt64>) -> Unit {
    let entry = table[Int(byte)]
    let place = UInt32(truncatingIfNeeded: index)
    return Unit(
      scalar: UInt32(truncatingIfNeeded: entry >> 32) & 0xFF, start: place, end: place + 1,
      meta: UInt32(truncatingIfNeeded: entry))
  }

  // SAFETY: written once here, never freed, only read afterwards.
  nonisolated(unsafe) static let shared: UnsafePointer<UInt64> = {
    let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 128)
    for byte in UInt8(0)..<128 { table[Int(byte)] = entry(byte) }
    return UnsafePointer(table)
  }()

  /// Whether no word can end between two ASCII bytes that follow each other. Between letters and digits, and where a capital
  /// follows a small letter, one may.
  @inline(__always)
  static func continuesWord(_ byte: UInt8, _ next: UInt8) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    return isWordByte(byte) && isWordByte(next) && isDigit(byte) == isDigit(next)
      && !(isUpper(next) && !isUpper(byte))
  }

  /// Whether a byte can be part of a word: an ASCII letter or digit, or any byte of a longer sequence.
  @inline(__always)
  static func isWordByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte < 0x3A) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
      || byte >= 0x80
  }
}
