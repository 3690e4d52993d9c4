/// What the normaliser makes of one comment: units, and the skeleton of their letter classes.
///
/// Owned by a worker's scratch and used again for each comment.
struct FoldedText: ~Copyable {
  /// Units of every kept code point.
  var units: WorkBuffer<Unit>
  var unitCount = 0
  /// The class bytes of letters and digits, runs of one class collapsed; what the automaton reads.
  /// Letters without a class stand as the UTF-8 bytes of their folded scalar.
  var skeleton: WorkBuffer<UInt8>
  /// For each skeleton byte the index of the unit that begins its run.
  var runStarts: WorkBuffer<UInt32>
  /// Skeleton positions of the runs in which a word may begin, in order; a run may be listed twice.
  var wordStarts: WorkBuffer<UInt32>
  var wordStartCount = 0
  var skeletonCount = 0

  /// Things seen on the way that need another look at the comment.
  struct Traits: OptionSet, BitwiseCopyable {
    let rawValue: UInt32
    /// A symbol that read as a letter stands between letters, and may be a separator instead.
    static let ambiguousSymbol = Traits(rawValue: 1 << 0)
    /// A mask character touches a letter.
    static let mask = Traits(rawValue: 1 << 1)
    /// A right-to-left override.
    static let override = Traits(rawValue: 1 << 2)
    /// Turned letters.
    static let rotated = Traits(rawValue: 1 << 3)
    /// Bytes that are no UTF-8.
    static let invalidUTF8 = Traits(rawValue: 1 << 4)
    /// Something but ASCII.
    static let nonASCII = Traits(rawValue: 1 << 5)
    /// Look-alike letters of other scripts than Latin.
    static let foreignLookalike = Traits(rawValue: 1 << 6)
    /// An HTML entity or percent escape was decoded.
    static let escape = Traits(rawValue: 1 << 7)
    /// Words are written with something but letters and digits of ASCII, or something was deleted.
    static let unusualWords = Traits(rawValue: 1 << 8)
    /// A symbol beyond ASCII stands behind a letter and may hide one.
    static let oddMask = Traits(rawValue: 1 << 9)
  }
  var traits: Traits = []
  /// Letters of each script, by script number; see ``countScripts()``.
  var scripts = WorkBuffer<UInt32>(capacity: 64)
  /// Digits in the comment, folded ones included.
  var digitCount = 0
  /// ASCII bytes 0..<64 and 64..<128 present in the comment.
  var asciiPresent: (UInt64, UInt64) = (0, 0)

  /// Where right-to-left overrides begin and end: the index of the next unit, times two, plus one for a begin.
  var overrides: WorkBuffer<UInt32>
  var overrideCount = 0

  init() {
    overrides = WorkBuffer(capacity: 16)
    units = WorkBuffer(capacity: 1024)
    skeleton = WorkBuffer(capacity: 2048)
    runStarts = WorkBuffer(capacity: 2048)
    wordStarts = WorkBuffer(capacity: 2048)
  }
}

extension FoldedText {
  /// Counts the letters of each script, for the question whether a word of look-alikes stands in text of its own script. A
  /// comment of ASCII alone needs no count: all its letters are Latin.
  /// - Complexity: linear in the units.
  mutating func countScripts() {
    for script in 0..<64 { scripts[script] = 0 }
    guard traits.contains(.nonASCII) || traits.contains(.escape) else { return }
    for index in 0..<unitCount where units[index].isLetter { scripts[Int(units[index].script)] += 1 }
  }
}

/// Which symbols of a comment read as letters.
enum SkeletonView {
  /// Symbols that may stand for letters do (`b!tch`).
  case leet
  /// Every symbol is a separator (`b!i!t!c!h`).
  case separators
}
