/// Turns terms, exceptions, allow phrases and atoms into patterns and their skeletons, through the comments' own normaliser.
struct PatternCompiler: ~Copyable {
  private(set) var patterns: [Pattern] = []
  private(set) var letters: [PatternLetter] = []
  /// The skeleton of each pattern.
  private(set) var keys = ByteKeys()
  /// Terms made of symbols alone.
  private(set) var symbolTerms: [SymbolIndex.Entry] = []
  private var text = FoldedText()
  private var respelling = Respelling()
  private let maximumLetters: Int
  /// Lists name one language for many terms.
  private var lastLanguage = (name: "", elides: false)

  init(maximumLetters: Int) {
    self.maximumLetters = Swift.min(maximumLetters, 63)
  }

  /// Makes room for that many terms of common length.
  mutating func reserve(_ terms: Int) {
    patterns.reserveCapacity(terms + terms / 2)
    letters.reserveCapacity(16 * terms)
    keys.reserveCapacity(terms + terms / 2, bytes: 16 * terms)
  }

  /// Languages that put an article with an apostrophe before a word (`l'idiot`).
  private static let elidingLanguages: Set<String> = ["fr", "it", "ca", "oc"]

  mutating func add(
    _ pattern: String, role: Pattern.Role, source: UInt32, language: String = "und",
    sounds: SoundClasses = .none, requiresDiacritics: Bool = false, at location: SourceLocation?
  ) throws(BuildError) {
    let wildcards = try WildcardPattern(pattern, at: location)
    var flags: Pattern.Flags = []
    if !wildcards.matchesInsideBefore { flags.insert(.startsWord) }
    if !wildcards.matchesInsideAfter { flags.insert(.endsWord) }
    if requiresDiacritics { flags.insert(.exactDiacritics) }
    if elides(language) { flags.insert(.elides) }

    let count = compile(wildcards.text)
    if count == 0, role == .term {
      let scalars = symbols()
      if !scalars.isEmpty {
        symbolTerms.append(SymbolIndex.Entry(scalars: scalars, source: source))
        return
      }
    }
    guard count > 0 else {
      throw BuildError(
        .emptyTerm, "the term '\(pattern)' has no letters or digits",
        advice: "write a word, or a PCRE2 rule for symbols", at: location)
    }
    guard count <= maximumLetters else {
      letters.removeLast(count)
      throw BuildError(
        .termTooLong, "the term '\(pattern)' has \(count) letters; the limit is \(maximumLetters)",
        advice: "use a shorter part of it, or a PCRE2 rule", at: location)
    }
    append(count, role: role, source: source, flags: flags)

    let others = respelling.others(of: wildcards.text, sounds: role == .term ? sounds : .none)
    if others.isEmpty { return }
    // Few enough that comparing is faster than hashing.
    var spellings = [(letters.count - count)..<letters.count]
    flags.insert(.respelled)
    for spelling in others {
      let count = compile(spelling)
      let added = (letters.count - count)..<letters.count
      guard count > 0, count <= maximumLetters, !spellings.contains(where: { isSame($0, added) }) else {
        letters.removeLast(count)
        continue
      }
      spellings.append(added)
      append(count, role: role, source: source, flags: flags)
    }
  }

  /// Whether two runs of letters spell the same word.
  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { letters[$0].scalar == letters[$1].scalar }
  }

  private mutating func elides(_ language: String) -> Bool {
    if lastLanguage.name != language {
      lastLanguage = (language, Self.elidingLanguages.contains(String(language.prefix { $0 != "-" })))
    }
    return lastLanguage.elides
  }

  /// Makes a pattern of the last `count` letters.
  private mutating func append(_ count: Int, role: Pattern.Role, source: UInt32, flags: Pattern.Flags) {
    var flags = flags
    let added = letters[(letters.count - count)...]
    if added.contains(where: { $0.gap == .words }) { flags.insert(.phrase) }
    if added.allSatisfy({ $0.gap == .none }) { flags.insert(.gapless) }
    let length = keys.append { Self.appendSkeleton(of: added, to: &$0) }
    patterns.append(
      Pattern(
        firstLetter: UInt32(letters.count - count), letterCount: UInt8(count),
        skeletonLength: UInt8(truncatingIfNeeded: Swift.min(length, 255)), role: role,
        flags: flags, source: source))
  }

  /// Adds a skeleton with no letters to verify: an atom is a suspicion that its rule answers.
  ///
  /// - Parameter source: its number in the pack.
  mutating func addAtom(_ atom: AtomSkeleton, source: UInt32) {
    var flags: Pattern.Flags = []
    if atom.startsWord { flags.insert(.startsWord) }
    if atom.endsWord { flags.insert(.endsWord) }
    patterns.append(
      Pattern(
        firstLetter: 0, letterCount: 0, skeletonLength: UInt8(Swift.min(atom.classes.count, 255)),
        role: .atom, flags: flags, source: source))
    keys.append(atom.classes)
  }

  /// Folds a spelling and adds its letters.
  /// - Returns: how many there are.
  private mutating func compile(_ spelling: String) -> Int {
    var spelling = spelling
    spelling.withUTF8 { Normalizer.fold(UnsafeRawBufferPointer($0), into: &text) }
    let first = letters.count
    var gap = PatternLetter.Gap.none
    for index in 0..<text.unitCount {
      let unit = text.units[index]
      if unit.isWord || unit.isLeetActive {
        var scalar = unit.scalar
        var base = unit.base
        if !unit.isWord, base != 0 {
          // A symbol in a term that stands for a letter is that letter.
          base = LetterClass.table[Int(base)]
          scalar = UInt32(base)
        }
        var traits: PatternLetter.Traits = unit.isNoSpaces ? .noSpaces : []
        if unit.techniques.contains(.diacritics) { traits.insert(.accented) }
        letters.append(
          PatternLetter(
            scalar: scalar, base: base, gap: letters.count == first ? .none : gap, script: unit.script, traits: traits))
        gap = .none
      } else if unit.isSpace {
        gap = .words
      } else if gap == .none {
        gap = .optional
      }
    }
    return letters.count - first
  }

  /// The symbols of the folded spelling; empty if one of them is ASCII punctuation, which is everywhere, or white space.
  private func symbols() -> [UInt32] {
    var scalars: [UInt32] = []
    for index in 0..<text.unitCount {
      let scalar = text.units[index].scalar
      if SymbolIndex.isModifier(scalar) { continue }
      if scalar < 0x80 { return [] }
      scalars.append(scalar)
    }
    return scalars
  }

  /// The skeleton of a pattern's letters: what the comment's skeleton holds wherever the pattern matches.
  private static func appendSkeleton(of letters: ArraySlice<PatternLetter>, to key: inout [UInt8]) {
    var last: UInt32 = 0
    for letter in letters {
      let current =
        letter.base != 0 ? UInt32(LetterClass.table[Int(letter.base)]) : letter.scalar
      if current == last { continue }
      last = current
      let bytes = UTF8Decoder.encode(current)
      for position in 0..<bytes.count {
        key.append(UInt8(truncatingIfNeeded: bytes.bits >> UInt32(8 * position)))
      }
    }
  }
}
