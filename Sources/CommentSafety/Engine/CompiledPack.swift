internal import PCRE2

/// A pack made ready: automaton, patterns, rules, policy. Immutable, shared by all workers.
final class CompiledPack: Sendable {
  let configuration: Configuration
  let version: String
  let sources: [Source]
  let termCount: Int
  let allowPhrases: [String]

  /// Patterns that begin at a word's start: walked down from there.
  let anchored: AhoCorasick
  let anchoredSieve: PrefixSieve
  /// Patterns that may begin anywhere, and atoms: walked down from every suspicious place, or, where these are too many, run over the
  /// whole skeleton.
  let floating: AhoCorasick
  let floatingSieve: PrefixSieve
  let maskIndex: MaskIndex
  let symbolIndex: SymbolIndex
  let commonWords: CommonWords
  let rules: [CompiledRule]
  let gates: GateTable
  /// Rules that may run on a comment in which no atom was seen.
  let restlessRules: [UInt32]
  /// For each atom the rules that it wakes.
  let rulesOfAtom: [[UInt32]]
  let policy: CompiledPolicy
  /// Lower-case spellings of terms whose accents must agree, by pattern.
  let exactSpellings: [UInt32: String]

  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) let patterns: UnsafeMutablePointer<Pattern>
  nonisolated(unsafe) let letters: UnsafeMutablePointer<PatternLetter>
  let patternCount: Int
  let letterCount: Int

  /// A term or rule, as matches name it.
  struct Source: Sendable {
    var id: String
    var category: Category
    var severity: Severity
    var language: String
    var isWeak: Bool
    var isFinal: Bool
    var isShadow: Bool
    /// The category as a small number, for comparing.
    var categoryNumber: UInt16
    var location: SourceLocation?
  }

  init(
    configuration: Configuration, version: String, sources: [Source], termCount: Int,
    allowPhrases: [String], compiler: borrowing PatternCompiler, commonWords: CommonWords,
    rules: [CompiledRule], atomLengths: [Int], policy: Policy, exactSpellings: [UInt32: String]
  ) {
    self.configuration = configuration
    self.version = version
    self.sources = sources
    self.termCount = termCount
    self.allowPhrases = allowPhrases
    self.commonWords = commonWords
    self.rules = rules
    self.exactSpellings = exactSpellings
    let keys = compiler.keys
    let isAnchored = compiler.patterns.map { pattern in
      pattern.flags.contains(.startsWord) && pattern.role != .atom
        && !compiler.letters[Int(pattern.firstLetter)].isNoSpaces
    }
    let anchoredKeys = keys.indices.map { isAnchored[$0] ? keys[$0] : [] }
    let floatingKeys = keys.indices.map { isAnchored[$0] ? [] : keys[$0] }
    anchored = AhoCorasick(Trie(keys: anchoredKeys), isAnchored: true)
    anchoredSieve = PrefixSieve(anchoredKeys)
    floating = AhoCorasick(Trie(keys: floatingKeys))
    floatingSieve = PrefixSieve(floatingKeys)
    symbolIndex = SymbolIndex(compiler.symbolTerms)
    maskIndex = MaskIndex(patterns: compiler.patterns, letters: compiler.letters)
    gates = GateTable(rules.map(\.gate))
    var restless: [UInt32] = []
    var rulesOfAtom = [[UInt32]](repeating: [], count: atomLengths.count)
    for (index, rule) in rules.enumerated() {
      guard let wakers = rule.gate.wakers(atomLengths: atomLengths) else {
        restless.append(UInt32(index))
        continue
      }
      for atom in Set(wakers).sorted() { rulesOfAtom[atom].append(UInt32(index)) }
    }
    restlessRules = restless
    self.rulesOfAtom = rulesOfAtom
    self.policy = CompiledPolicy(
      policy,
      sources: sources.map {
        .init(id: $0.id, category: $0.category, severity: $0.severity, language: $0.language)
      })
    patternCount = compiler.patterns.count
    letterCount = compiler.letters.count
    patterns = .allocate(capacity: Swift.max(patternCount, 1))
    patterns.initialize(from: compiler.patterns, count: patternCount)
    letters = .allocate(capacity: Swift.max(letterCount, 1))
    letters.initialize(from: compiler.letters, count: letterCount)
  }

  /// Wakes the rules that an atom gates.
  @inline(__always)
  func wake(atom: UInt32, _ scratch: inout Scratch) {
    for rule in rulesOfAtom[Int(atom)] { scratch.wake(rule: rule) }
  }

  deinit {
    patterns.deallocate()
    letters.deallocate()
  }
}
