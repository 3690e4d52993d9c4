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
  /// What each rule asks for once one of its atoms was seen.
  let gates: GateTable
  /// Rules that may run on a comment in which no atom was seen, and what they then ask for.
  let restlessRules: [UInt32]
  let restlessGates: GateTable
  /// Digits without which the restless rules' gates are shut: most comments have none.
  let restlessDigits: [Int]
  let atomCount: Int
  let policy: CompiledPolicy
  /// Lower-case spellings of terms whose accents must agree, by pattern.
  let exactSpellings: [UInt32: String]

  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) let patterns: UnsafeMutablePointer<Pattern>
  nonisolated(unsafe) let letters: UnsafeMutablePointer<PatternLetter>
  /// For each atom where the rules that it wakes stand in `wokenRules`, and one end more.
  nonisolated(unsafe) private let wakeStarts: UnsafeMutablePointer<UInt32>
  nonisolated(unsafe) private let wokenRules: UnsafeMutablePointer<UInt32>
  let patternCount: Int
  let letterCount: Int

  /// Marks a pattern id of the floating automaton as an atom's number: most suspects are atoms, and need no look at a pattern.
  static let atomFlag: UInt32 = 1 << 31

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
    anchored = AhoCorasick(Trie(keys: anchoredKeys, hasTails: true), isAnchored: true)
    anchoredSieve = PrefixSieve(anchoredKeys)
    floating = AhoCorasick(
      Trie(keys: floatingKeys),
      ids: compiler.patterns.enumerated().map { id, pattern in
        pattern.role == .atom ? pattern.source | Self.atomFlag : UInt32(id)
      })
    floatingSieve = PrefixSieve(floatingKeys)
    symbolIndex = SymbolIndex(compiler.symbolTerms)
    maskIndex = MaskIndex(patterns: compiler.patterns, letters: compiler.letters)
    gates = GateTable(rules.map { $0.gate.afterWaking(atomLengths: atomLengths) })
    var restless: [UInt32] = []
    var restlessGates: [Gate] = []
    var rulesOfAtom = [[UInt32]](repeating: [], count: atomLengths.count)
    for (index, rule) in rules.enumerated() {
      if let gate = rule.gate.withoutAtoms {
        restless.append(UInt32(index))
        restlessGates.append(gate)
      }
      for atom in Set(rule.gate.wakers(atomLengths: atomLengths)).sorted() {
        rulesOfAtom[atom].append(UInt32(index))
      }
    }
    self.restlessGates = GateTable(restlessGates)
    restlessDigits = restlessGates.map(\.leastDigits)
    restlessRules = restless
    atomCount = atomLengths.count
    wakeStarts = .allocate(capacity: atomCount + 1)
    let woken = rulesOfAtom.flatMap(\.self)
    wokenRules = .allocate(capacity: Swift.max(woken.count, 1))
    wokenRules.initialize(from: woken, count: woken.count)
    var start: UInt32 = 0
    for atom in 0..<atomCount {
      (wakeStarts + atom).initialize(to: start)
      start += UInt32(rulesOfAtom[atom].count)
    }
    (wakeStarts + atomCount).initialize(to: start)
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
    for index in wakeStarts[Int(atom)]..<wakeStarts[Int(atom) + 1] {
      scratch.wake(rule: wokenRules[Int(index)])
    }
  }

  deinit {
    patterns.deallocate()
    letters.deallocate()
    wakeStarts.deallocate()
    wokenRules.deallocate()
  }
}
