internal import Foundation

/// The words that comments are made of, and how. Immutable; share one among all threads.
public final class Vocabulary: Sendable {
  public let mix: Mix
  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) let languages: UnsafeMutableBufferPointer<Language>
  /// For each of 1024 slots the number of a language: drawn by ten random bits.
  nonisolated(unsafe) let languageSlots: UnsafeMutablePointer<UInt8>
  let emoji: WordTable
  let hosts: WordTable
  let paths: WordTable
  let nearMisses: WordTable
  let isAbusive: Odds
  let isDisguised: Odds
  let isNearMiss: Odds
  let isEscaped: Odds

  /// A language, ready to be drawn from. Holds no references, for the reason that ``WordTable`` gives.
  struct Language: BitwiseCopyable, @unchecked Sendable {
    var words: WordTable
    /// The same words with typographic apostrophes.
    var typographicWords: WordTable
    var stems: WordTable?
    var endings: WordTable?
    var names: WordTable?
    var terms: WordTable
    var disguisedTerms: WordTable
    var hasSpaces: Bool
    /// Comments with fewer words than this are not distinct by themselves.
    var distinctWords: Int
    var isInflected: Odds
    var isName: Odds
    /// Lengths in bytes at 4096 evenly spaced quantiles.
    // SAFETY: `@unchecked` for this pointer, which the vocabulary owns; read-only.
    var lengths: UnsafeMutablePointer<UInt16>
    var hasEmoji: Odds
    var hasLink: Odds
    var hasTag: Odds
    var isCapitals: Odds
    var isTypographic: Odds
  }

  /// The folder of this package's vocabulary.
  public static let folder = String(
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Vocabulary")

  /// - Parameters:
  ///   - folder: holds `mix.txt`, `emoji.txt`, `links.txt`, and `languages` with a file for each language of the mix.
  ///   - change: changes the mix before it is used.
  /// - Throws: ``CorpusError`` for a file that is missing or not understood.
  public init(
    folder: String = Vocabulary.folder, abuse: Abuse, seed: UInt64, change: (inout Mix) -> Void = { _ in }
  ) throws {
    var mix = try Mix(SectionedFile(path: folder + "/mix.txt"))
    change(&mix)
    self.mix = mix
    var random = Random(seed: seed, stream: .max)
    // What can fail comes before anything is allocated.
    let emojiWords = try Self.plainWords(folder + "/emoji.txt")
    let links = try SectionedFile(path: folder + "/links.txt")
    let hostWords = try links.requiredWords("hosts")
    let pathWords = try links.requiredWords("paths")
    let files = try mix.languages.map { language in
      let file = try SectionedFile(path: "\(folder)/languages/\(language.tag).txt")
      _ = try file.requiredWords("words")
      return (language, file)
    }
    languages = .allocate(capacity: files.count)
    _ = languages.initialize(
      from: files.map { language, file in Self.makeLanguage(language, file, abuse, mix.categories, &random) })
    let total = mix.languages.reduce(0) { $0 + $1.share }
    var slots: [UInt8] = []
    var reached = 0.0
    for (number, language) in mix.languages.enumerated() {
      reached += language.share / total
      while Double(slots.count) + 0.5 < reached * 1024 { slots.append(UInt8(number)) }
    }
    while slots.count < 1024 { slots.append(UInt8(mix.languages.count - 1)) }
    languageSlots = .allocate(capacity: slots.count)
    languageSlots.initialize(from: slots, count: slots.count)

    emoji = WordTable(emojiWords, isRanked: true)
    hosts = WordTable(hostWords, isRanked: true)
    paths = WordTable(pathWords, isRanked: true)
    let looks = [
      "a55-b", "4050035", "$$3x^2", "A 4 a 4", "soooooo", "yesssss", "o k a y", "w.w.w", "h e y", "100%", "C++",
      "10:30",
    ]
    nearMisses = WordTable(Array((abuse.nearMisses + looks).prefix(1 << 16)), isRanked: false)
    isAbusive = Odds(mix.abusive)
    isDisguised = Odds(mix.disguised)
    isNearMiss = Odds(mix.nearMiss)
    isEscaped = Odds(mix.escaped)
  }

  deinit {
    for language in languages {
      for table in [
        language.words, language.typographicWords, language.terms, language.disguisedTerms,
      ] { table.deallocate() }
      for table in [language.stems, language.endings, language.names] { table?.deallocate() }
      language.lengths.deallocate()
    }
    for table in [emoji, hosts, paths, nearMisses] { table.deallocate() }
    languages.deallocate()
    languageSlots.deallocate()
  }

  private static func makeLanguage(
    _ language: Mix.Language, _ file: SectionedFile, _ abuse: Abuse, _ categories: [String: Double],
    _ random: inout Random
  ) -> Language {
    let words = file.words("words")
    let stems = file.words("stems")
    let endings = file.words("endings")
    let names = file.words("names")
    let terms = abuse.terms(of: language.tag, categories: categories)
    let disguised = (0..<1 << 14).map { _ in
      let disguise = Disguise.allCases[random.below(Disguise.allCases.count)]
      return disguise.apply(to: terms[random.below(terms.count)], &random)
    }
    let hasSpaces = !["zh", "ja"].contains(language.tag)
    return Language(
      words: WordTable(words, isRanked: true),
      typographicWords: WordTable(
        words.map { $0.replacingOccurrences(of: "'", with: "\u{2019}") }, isRanked: true),
      stems: stems.isEmpty || endings.isEmpty ? nil : WordTable(stems, isRanked: false),
      endings: stems.isEmpty || endings.isEmpty ? nil : WordTable(endings, isRanked: false),
      names: names.isEmpty ? nil : WordTable(names, isRanked: true),
      terms: WordTable(terms, isRanked: false), disguisedTerms: WordTable(disguised, isRanked: false),
      hasSpaces: hasSpaces, distinctWords: hasSpaces ? 5 : 7,
      isInflected: Odds(stems.isEmpty || endings.isEmpty ? 0 : file.values["inflected"].flatMap(Double.init) ?? 0.1),
      isName: Odds(names.isEmpty ? 0 : 0.03),
      lengths: lengths(median: language.medianLength, spread: language.spread),
      hasEmoji: Odds(language.emoji), hasLink: Odds(language.links), hasTag: Odds(language.tags),
      isCapitals: Odds(language.capitals), isTypographic: Odds(language.typographic))
  }

  /// The quantiles of the lengths: log-normal, cut at what a composer writes at most.
  private static func lengths(median: Double, spread: Double) -> UnsafeMutablePointer<UInt16> {
    let lengths = UnsafeMutablePointer<UInt16>.allocate(capacity: 4096)
    for slot in 0..<4096 {
      let length = median * exp(spread * normalQuantile((Double(slot) + 0.5) / 4096))
      (lengths + slot).initialize(to: UInt16(min(max(length, 2), 4000)))
    }
    return lengths
  }

  /// The inverse of the normal distribution, by bisection of `erfc`.
  private static func normalQuantile(_ probability: Double) -> Double {
    var low = -8.0
    var high = 8.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return low
  }

  private static func plainWords(_ path: String) throws -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CorpusError("\(path): cannot be read as UTF-8 text")
    }
    let words = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .flatMap { $0.split(separator: " ") }.map(String.init)
    guard !words.isEmpty else { throw CorpusError("\(path): there are no words in it") }
    return words
  }
}
