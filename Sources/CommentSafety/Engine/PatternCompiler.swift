/// Turns terms, exceptions, allow phrases and atoms into patterns and their skeletons, through the comments' own normaliser.
struct PatternCompiler: ~Copyable {
  private(set) var patterns: [Pattern] = []
  private(set) var letters: [PatternLetter] = []
  /// The skeleton of each pattern.
  private(set) var keys: [[UInt8]] = []
  /// Terms made of symbols alone.
  private(set) var symbolTerms: [SymbolIndex.Entry] = []
  private var text = FoldedText()
  private let maximumLetters: Int

  init(maximumLetters: Int) {
    self.maximumLetters = Swift.min(maximumLetters, 63)
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
    let primaryLanguage = language.prefix { $0 != "-" }
    if Self.elidingLanguages.contains(String(primaryLanguage)) { flags.insert(.elides) }

    var seen: Set<[UInt32]> = []
    var isFirst = true
    for spelling in Respelling.spellings(of: wildcards.text, sounds: role == .term ? sounds : .none) {
      if !isFirst { flags.insert(.respelled) }
      let added = compile(spelling)
      if isFirst {
        if added.isEmpty, role == .term {
          let scalars = symbols()
          if !scalars.isEmpty {
            symbolTerms.append(SymbolIndex.Entry(scalars: scalars, source: source))
            return
          }
        }
        guard !added.isEmpty else {
          throw BuildError(
            .emptyTerm, "the term '\(pattern)' has no letters or digits",
            advice: "write a word, or a PCRE2 rule for symbols", at: location)
        }
        guard added.count <= maximumLetters else {
          throw BuildError(
            .termTooLong, "the term '\(pattern)' has \(added.count) letters; the limit is \(maximumLetters)",
            advice: "use a shorter part of it, or a PCRE2 rule", at: location)
        }
      }
      isFirst = false
      guard !added.isEmpty, added.count <= maximumLetters,
        seen.insert(added.map(\.scalar)).inserted
      else { continue }
      append(added, role: role, source: source, flags: flags)
    }
  }

  private mutating func append(
    _ added: [PatternLetter], role: Pattern.Role, source: UInt32, flags: Pattern.Flags
  ) {
    var flags = flags
    if added.contains(where: { $0.gap == .words }) { flags.insert(.phrase) }
    if added.allSatisfy({ $0.gap == .none }) { flags.insert(.gapless) }
    let key = Self.skeleton(of: added)
    patterns.append(
      Pattern(
        firstLetter: UInt32(letters.count), letterCount: UInt8(added.count),
        skeletonLength: UInt8(truncatingIfNeeded: Swift.min(key.count, 255)), role: role,
        flags: flags, source: source))
    letters += added
    keys.append(key)
  }

  /// Adds a skeleton with no letters to verify: an atom is a suspicion that its rule answers.
  ///
  /// - Parameter startsWord: whether it begins a word wherever the rule matches.
  mutating func addAtom(skeleton: [UInt8], startsWord: Bool, source: UInt32) {
    patterns.append(
      Pattern(
        firstLetter: 0, letterCount: 0, skeletonLength: UInt8(Swift.min(skeleton.count, 255)),
        role: .atom, flags: startsWord ? .startsWord : [], source: source))
    keys.append(skeleton)
  }

  /// Folds a spelling into pattern letters.
  private mutating func compile(_ spelling: String) -> [PatternLetter] {
    var spelling = spelling
    spelling.withUTF8 { Normalizer.fold(UnsafeRawBufferPointer($0), into: &text) }
    var result: [PatternLetter] = []
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
        result.append(
          PatternLetter(
            scalar: scalar, base: base, gap: result.isEmpty ? .none : gap, script: unit.script,
            isNoSpaces: unit.isNoSpaces))
        gap = .none
      } else if unit.isSpace {
        gap = .words
      } else if gap == .none {
        gap = .optional
      }
    }
    return result
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
  static func skeleton(of letters: [PatternLetter]) -> [UInt8] {
    var key: [UInt8] = []
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
    return key
  }
}
