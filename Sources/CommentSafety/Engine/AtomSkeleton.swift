/// What a literal of a pattern looks like in a comment.
struct AtomSkeleton: Hashable {
  /// Its part of the comment's skeleton.
  var classes: [UInt8]
  /// The small letters and digits themselves; none if one of them is not ASCII. The top bit is set where a letter may be repeated.
  var letters: [UInt8]
  /// Whether it begins a word: one of all letters (``WordMark/ofAny``), or, if its own are of ASCII, one of ASCII at least.
  var startsWord: Bool
  /// Whether it ends one, likewise.
  var endsWord = false
  /// Whether one of its letters is none of ASCII, not even in another case, so that no comment of ASCII alone holds it.
  var isForeign = false

  static let runMark = RequiredAtomsFragment.runMark
  static let runBit: UInt8 = 0x80

  // In one piece: arrays hash byte by byte.
  func hash(into hasher: inout Hasher) {
    (letters.isEmpty ? classes : letters).withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(startsWord)
    hasher.combine(endsWord)
  }

  /// Letters and runs that an atom needs to be worth a place in the automaton (`kill` has four letters and two runs, since i and
  /// l are of one class).
  static let minimumLetters = 3
  static let minimumRuns = 2
  /// Letters that are enough at the beginning of a word; of ASCII, if so few words begin with them (`dm`, `tg`), in bits.
  static let fewLetters = 2
  static let rareBits = 5.0
  /// How rare it is at one place of a text, in bits, by the frequency of letters in English.
  var letterBits: Double {
    (letters.isEmpty ? classes : letters.map { $0 & ~Self.runBit }).reduce(startsWord ? 2 : 0) { $0 + Self.bits($1) }
  }

  static func bits(_ byte: UInt8) -> Double {
    switch Unicode.Scalar(byte) {
    case "e": 3.0
    case "i": 3.2
    case "t", "a", "o": 3.6
    case "n", "s", "h", "r", "u": 4.0
    case "d", "l": 4.6
    case "c", "m", "f", "g", "y", "p", "w": 5.5
    case "b", "v": 6.0
    case "k": 7.0
    case "j", "x", "q", "z": 9.5
    // Letters beyond ASCII: their first bytes, and those that follow.
    case "\u{C0}"..."\u{FF}": 4.5
    case "\u{80}"..."\u{BF}": 0
    default: 6.0
    }
  }

  /// Which words do not go on over a byte of a literal: it is a mark that says so, or punctuation that stands in no word and is never read as a
  /// letter. nil if words may go on.
  static func partsWords(_ byte: UInt8) -> WordMark? {
    if let mark = WordMark(rawValue: byte) { return mark }
    let parts = byte.isASCIIPunctuation && byte != 0x5F && byte != 0x27 && LetterClass.table[Int(byte)] == 0
    return parts ? .ofAny : nil
  }

  /// Whether a letter beyond ASCII is one of ASCII in another case: the Kelvin sign, and the long s.
  private static func foldsToASCII(_ letter: ArraySlice<UInt8>) -> Bool {
    letter.elementsEqual([0xE2, 0x84, 0xAA]) || letter.elementsEqual([0xC5, 0xBF])
  }

  /// The parts of a literal that read the same wherever they stand. A symbol that may or may not read as a
  /// letter, and what may begin an escape, parts the literal.
  static func all(of bytes: [UInt8]) -> [AtomSkeleton] {
    var text = FoldedText()
    return all(of: bytes, &text)
  }

  /// The same, in a text that is used again.
  static func all(of bytes: [UInt8], _ text: inout FoldedText) -> [AtomSkeleton] {
    bytes.withUnsafeBytes { Normalizer.fold($0, into: &text) }
    if text.traits.contains(.invalidUTF8) { return [] }
    var parts: [AtomSkeleton] = []
    var current = AtomSkeleton(classes: [], letters: [], startsWord: false)
    var letters = 0
    var runs = 0
    var isPlain = true
    // Which words it begins and ends.
    var (start, end): (WordMark?, WordMark?)
    var last: UInt32 = 0
    // Which words surely end there: white space that may be missing has no mark behind it.
    func wordsEnding(at end: UInt32) -> WordMark? {
      var next = Int(end)
      if next < bytes.count, bytes[next] == runMark { next += 1 }
      let end = next
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      guard next < bytes.count else { return nil }
      return next == end ? partsWords(bytes[next]) : WordMark(rawValue: bytes[next])
    }
    func close() {
      let least = isPlain ? WordMark.ofASCII : .ofAny
      current.startsWord = start.map { $0 >= least } ?? false
      current.endsWord = end.map { $0 >= least } ?? false
      if !isPlain { current.letters = [] }
      let fewest = current.startsWord ? fewLetters : minimumLetters
      if runs >= minimumRuns && letters >= fewest { parts.append(current) }
      isPlain = true
      (start, end) = (nil, nil)
      current = AtomSkeleton(classes: [], letters: [], startsWord: false)
      letters = 0
      runs = 0
      last = 0
    }
    for index in 0..<text.unitCount {
      let unit = text.units[index]
      guard unit.isWord else {
        let base = unit.base
        if base != 0, LetterClass.table[Int(base)] != 0 || base == 0x26 || base == 0x25 { close() }
        continue
      }
      let key = Skeleton.key(unit)
      let byte = UInt8(truncatingIfNeeded: unit.scalar)
      // The same letter behind a repeated one is one of its repetitions; so a text may hold the atom that lacks the literal, not the other way round.
      if let last = current.letters.last, last & runBit != 0, last & ~runBit == byte, unit.end - unit.start == 1 {
        continue
      }
      letters += 1
      if letters == 1, unit.start > 0 { start = partsWords(bytes[Int(unit.start) - 1]) }
      // Its very letters are known if all of them are ASCII, whatever stands between.
      if unit.end - unit.start > 1 {
        isPlain = false
        if !foldsToASCII(bytes[Int(unit.start)..<Int(unit.end)]) { current.isForeign = true }
      }
      let isRepeated = Int(unit.end) < bytes.count && bytes[Int(unit.end)] == runMark
      current.letters.append(isRepeated ? byte | runBit : byte)
      end = wordsEnding(at: unit.end)
      if key == last || key == 0 { continue }
      last = key
      runs += 1
      let encoded = UTF8Decoder.encode(key)
      for position in 0..<encoded.count {
        current.classes.append(UInt8(truncatingIfNeeded: encoded.bits >> UInt32(8 * position)))
      }
    }
    close()
    return parts
  }
}
