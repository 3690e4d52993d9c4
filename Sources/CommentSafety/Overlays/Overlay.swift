/// A creator's, channel's or tenant's own terms on top of a shared pack.
///
/// An overlay is compiled by itself and works with every filter: the pack is neither rebuilt nor copied.
///
/// ```swift
/// let overlay = try Overlay(name: "channel-7", blocked: ["wombat*", "dry river"], allowed: ["damn"])
/// filter.check("a wombat", overlay: overlay).action  // filter
/// ```
///
/// - **Blocked** terms are found as the pack's are, disguises and all. The filter's policy decides about them; unless a term says
///   otherwise they are of the category ``Category/custom`` and moderate. The pack's allow phrases do not lift them: who
///   blocks a word means it.
/// - **Allowed** terms lift matches of the pack and of the overlay that lie inside them, but not those of terms and rules that the
///   platform marks final.
///
/// Immutable; share it among all threads. 50 terms take about 9 KB.
public final class Overlay: Sendable {
  /// What matches call it: `overlay/<name>/<term>`.
  public let name: String
  /// The content hash of its terms, 32 hexadecimal digits: verdicts name it, so that they can be replayed.
  public let version: String

  let terms: [OverlayTerm]
  let categories: [Category]
  let languages: [String]
  /// Allowed terms, as written.
  let allowPhrases: [String]
  /// Patterns that begin at a word's start, and those that may begin anywhere, by their skeletons.
  let anchored: SortedKeys
  let floating: SortedKeys
  /// Nil where no term is of a kind that can be masked.
  let maskIndex: MaskIndex?
  let symbolIndex: SymbolIndex?
  /// Lower-case spellings of terms whose accents must agree, by pattern.
  let exactSpellings: [UInt32: String]

  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to.
  nonisolated(unsafe) let patterns: UnsafePointer<Pattern>
  nonisolated(unsafe) let letters: PatternLetters
  let patternCount: Int

  /// Compiles plain terms of one category and severity.
  ///
  /// - Parameters:
  ///   - name: not empty, without `/` and white space.
  ///   - blocked: terms as ``Term/pattern`` has them: `word`, `word*`, `*word`, `*word*`, phrases.
  ///   - allowed: terms in which nothing is a match.
  ///   - configuration: of the filters it will be used with.
  /// - Throws: ``BuildErrors`` with everything that is wrong.
  public convenience init(
    name: String, blocked: [String] = [], allowed: [String] = [], category: Category = .custom,
    severity: Severity = .moderate, configuration: Configuration = Configuration()
  ) throws(BuildErrors) {
    try self.init(
      name: name, terms: blocked.map { Term($0, category: category, severity: severity) },
      allowPhrases: allowed.map { AllowPhrase($0) }, configuration: configuration)
  }

  /// Compiles terms with attributes of their own.
  ///
  /// A term's id is not used, for matches are called `overlay/<name>/<term>`, and no overlay's term is final.
  ///
  /// - Throws: ``BuildErrors`` with everything that is wrong: terms without letters, terms that stand twice, terms that are both
  ///   blocked and allowed, more than ``Configuration/maximumOverlayTerms``.
  /// - Complexity: O(n log n) for n terms.
  public init(
    name: String, terms: [Term], allowPhrases: [AllowPhrase] = [],
    configuration: Configuration = Configuration()
  ) throws(BuildErrors) {
    var builder = OverlayBuilder(name: name, configuration: configuration)
    try builder.build(terms, allowPhrases)
    self.name = name
    self.terms = builder.terms
    categories = builder.categories
    languages = builder.languages
    self.allowPhrases = allowPhrases.map(\.pattern)
    version = builder.version(terms, allowPhrases)
    exactSpellings = builder.exactSpellings
    let memory = Self.write(builder.compiler)
    do {
      var reader = try PackReader(memory)
      let patterns = try reader.take(.patterns, as: Pattern.self)
      self.patterns = patterns.start
      patternCount = patterns.count
      letters = try PatternLetters(&reader)
      anchored = try SortedKeys(&reader)
      floating = try SortedKeys(&reader)
      let masks = try MaskIndex(&reader, patterns: patterns)
      maskIndex = masks.isEmpty ? nil : masks
      let symbols = try SymbolIndex(&reader, sources: builder.terms.count)
      symbolIndex = symbols.isEmpty ? nil : symbols
    } catch {
      preconditionFailure("an overlay that was just built cannot be read: \(error)")
    }
    self.memory = memory
  }

  /// Lays out the tables, all in one run of memory.
  private static func write(_ compiler: borrowing PatternCompiler) -> PackMemory {
    var writer = PackWriter()
    let letters = PatternLettersLayout(compiler.patterns, compiler.letters)
    writer.add(.patterns, letters.patterns)
    letters.write(to: &writer)
    for isAnchored in [true, false] {
      var keys = ByteKeys()
      var ids: [UInt32] = []
      for id in compiler.patterns.indices where compiler.isAnchored(id) == isAnchored {
        keys.append(compiler.keys[id])
        ids.append(UInt32(id))
      }
      SortedKeys.write(keys, ids: ids, to: &writer)
    }
    MaskIndex.write(compiler.patterns, compiler.letters, to: &writer)
    SymbolIndex.write(compiler.symbolTerms, to: &writer)
    return writer.finishTables()
  }

  /// How many terms it blocks.
  public var blockedCount: Int { terms.count }

  /// How many terms it allows.
  public var allowedCount: Int { allowPhrases.count }

  /// About how many bytes of memory it holds.
  public var memorySize: Int {
    func size(_ text: String) -> Int { text.utf8.count > 15 ? text.utf8.count + 48 : 0 }
    var bytes = memory.bytes.count + 512
    bytes += terms.reduce(0) { $0 + MemoryLayout<OverlayTerm>.stride + size($1.text) }
    bytes += allowPhrases.reduce(0) { $0 + MemoryLayout<String>.stride + size($1) }
    return bytes
  }

  /// The id that matches of a term have.
  func id(of term: Int) -> String { "overlay/\(name)/\(terms[term].text)" }
}

/// What an overlay keeps of a blocked term. Category and language stand in lists, since most terms share them.
struct OverlayTerm: Sendable {
  var text: String
  var category: UInt16
  var language: UInt16
  var severity: Severity
  var isWeak: Bool
  var isShadow: Bool
}
