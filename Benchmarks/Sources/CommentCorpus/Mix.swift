/// What generated comments are made of: shares and lengths. Read from `Vocabulary/mix.txt`; any of it may be changed afterwards.
public struct Mix: Sendable {
  /// Languages in the order of the file; shares need not add up to 1.
  public var languages: [Language]
  /// Of which category the terms are, by the category's name.
  public var categories: [String: Double]
  /// The share of comments with a term of the pack.
  public var abusive: Double
  /// The share of the abusive comments in which the term is disguised.
  public var disguised: Double
  /// The share of comments that look like abuse and are none.
  public var nearMiss: Double
  /// The share of NDJSON lines whose text is escaped to ASCII.
  public var escaped: Double

  public struct Language: Sendable {
    public var tag: String
    public var share: Double
    /// Bytes.
    public var medianLength: Double
    /// The standard deviation of the lengths' natural logarithm.
    public var spread: Double
    public var emoji: Double
    public var links: Double
    public var tags: Double
    public var capitals: Double
    public var typographic: Double
  }

  init(_ file: SectionedFile) throws {
    languages = []
    for line in file.sections["languages"] ?? [] {
      let numbers = line.words.dropFirst().compactMap(Double.init)
      guard line.words.count == 9, numbers.count == 8, numbers[1] > 0 else {
        throw CorpusError("\(file.path):\(line.number): a language needs its tag and eight numbers")
      }
      languages.append(
        Language(
          tag: line.words[0], share: numbers[0], medianLength: numbers[1], spread: numbers[2], emoji: numbers[3],
          links: numbers[4], tags: numbers[5], capitals: numbers[6], typographic: numbers[7]))
    }
    guard !languages.isEmpty, languages.count < 64 else {
      throw CorpusError("\(file.path): [languages] needs 1 to 63 languages")
    }
    categories = try Self.shares("categories", file)
    let kinds = try Self.shares("kinds", file)
    guard let abusive = kinds["abusive"], let disguised = kinds["disguised"],
      let nearMiss = kinds["nearmiss"], let escaped = kinds["escaped"]
    else { throw CorpusError("\(file.path): [kinds] needs abusive, disguised, nearmiss and escaped") }
    self.abusive = abusive
    self.disguised = disguised
    self.nearMiss = nearMiss
    self.escaped = escaped
  }

  private static func shares(_ section: String, _ file: SectionedFile) throws -> [String: Double] {
    var shares: [String: Double] = [:]
    for line in file.sections[section] ?? [] {
      guard line.words.count == 2, let share = Double(line.words[1]), (0...1).contains(share) else {
        throw CorpusError("\(file.path):\(line.number): expected a name and a share from 0 to 1")
      }
      shares[line.words[0]] = share
    }
    return shares
  }
}
