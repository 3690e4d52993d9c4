internal import PCRE2

/// A pack made ready: automaton, patterns, rules, policy. Immutable, shared by all workers.
final class CompiledPack: Sendable {
  /// Tells it from every other pack of the process, so that a scratch made for another one is recognised.
  let serial = PackSerial.next()
  /// Which rules hit their limits; the one part that changes while the pack is used.
  let health: RuleHealth
  let configuration: Configuration
  let version: String
  let sources: [Source]
  let termCount: Int
  let allowPhrases: [String]
  /// Allow phrases in shadow mode.
  let shadowPhrases: Set<UInt32>

  /// Terms and atoms that a comment of ASCII alone may hold: looked for in every comment.
  let plain: PatternSet
  /// Terms and atoms of other scripts, and terms whose accents must be written: looked for where there is more than ASCII. Their
  /// tables stay out of the caches while plain comments pass.
  let foreign: PatternSet
  /// The atoms of `plain` that begin a word, wherever they stand: looked for in comments that are not screened.
  let unanchoredAtoms: PatternSet
  /// Atoms that wake no rule but are asked for by rules that woke, in screened comments and in others: looked for once such a rule woke.
  let askedAtoms: PatternSet
  let unanchoredAskedAtoms: PatternSet
  /// Whether a rule's gate, once it woke, asks for atoms.
  let gateAsksAtoms: [Bool]
  /// Allow phrases and exceptions: looked for where there is something to lift.
  let lifting: PatternSet
  var patternSets: [PatternSet] {
    [plain, unanchoredAtoms, foreign, askedAtoms, unanchoredAskedAtoms, lifting]
  }
  /// Sets that hold all atoms, wherever they stand.
  var atomSets: [PatternSet] { [plain, unanchoredAtoms, foreign, unanchoredAskedAtoms] }
  let maskIndex: MaskIndex
  let symbolIndex: SymbolIndex
  let commonWords: CommonWords
  let rules: [CompiledRule]
  /// What each rule asks for once one of its atoms was seen.
  let gates: GateTable
  /// Rules that may run on a comment in which no atom was seen, and what they then ask for; those that need fewest digits first.
  nonisolated(unsafe) let restless: UnsafeMutablePointer<RestlessRule>
  let restlessCount: Int
  let restlessGates: GateTable
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
    allowPhrases: [AllowPhrase], compiler: borrowing PatternCompiler, commonWords: CommonWords,
    rules: [CompiledRule], atomRarities: [Double], policy: Policy, exactSpellings: [UInt32: String]
  ) {
    self.configuration = configuration
    self.version = version
    self.sources = sources
    self.termCount = termCount
    self.allowPhrases = allowPhrases.map(\.pattern)
    shadowPhrases = Set(allowPhrases.indices.filter { allowPhrases[$0].isShadow }.map(UInt32.init))
    self.commonWords = commonWords
    self.rules = rules
    health = RuleHealth(rules: rules.count, tolerated: configuration.quarantineLimitHits)
    self.exactSpellings = exactSpellings
    let wakers = Set(rules.flatMap { $0.gate.wakers(rarities: atomRarities) }.map(UInt32.init))
    func patternSet(anchorsAtoms: Bool = false, _ isWanted: (Int, Pattern) -> Bool) -> PatternSet {
      PatternSet(
        compiler.patterns.indices.filter { isWanted($0, compiler.patterns[$0]) }, of: compiler,
        anchorsAtoms: anchorsAtoms)
    }
    func isForeign(_ id: Int) -> Bool {
      compiler.keys[id].contains { $0 >= 0x80 }
        || exactSpellings[UInt32(id)].map { $0.utf8.contains { $0 >= 0x80 } } ?? false
    }
    func isSought(_ pattern: Pattern) -> Bool {
      pattern.role == .term || pattern.role == .atom && wakers.contains(pattern.source)
    }
    func isAsked(_ pattern: Pattern) -> Bool { pattern.role == .atom && !wakers.contains(pattern.source) }
    plain = patternSet(anchorsAtoms: true) { id, pattern in isSought(pattern) && !isForeign(id) }
    unanchoredAtoms = patternSet { id, pattern in
      pattern.role == .atom && isSought(pattern) && pattern.flags.contains(.startsWord) && !isForeign(id)
    }
    foreign = patternSet { id, pattern in isSought(pattern) && isForeign(id) }
    askedAtoms = patternSet(anchorsAtoms: true) { id, pattern in isAsked(pattern) && !isForeign(id) }
    unanchoredAskedAtoms = patternSet { _, pattern in isAsked(pattern) }
    lifting = patternSet { _, pattern in pattern.role == .allow || pattern.role == .exception }
    symbolIndex = SymbolIndex(compiler.symbolTerms)
    maskIndex = MaskIndex(patterns: compiler.patterns, letters: compiler.letters)
    let gatesAfterWaking = rules.map { $0.gate.afterWaking(rarities: atomRarities) }
    gates = GateTable(gatesAfterWaking)
    gateAsksAtoms = gatesAfterWaking.map(\.asksAtoms)
    var restless: [(rule: UInt32, gate: Gate)] = []
    var rulesOfAtom = [[UInt32]](repeating: [], count: atomRarities.count)
    for (index, rule) in rules.enumerated() {
      if let gate = rule.gate.withoutAtoms {
        restless.append((UInt32(index), gate))
      }
      for atom in Set(rule.gate.wakers(rarities: atomRarities)).sorted() {
        rulesOfAtom[atom].append(UInt32(index))
      }
    }
    restless.sort { ($0.gate.leastDigits, $0.rule) < ($1.gate.leastDigits, $1.rule) }
    restlessGates = GateTable(restless.map(\.gate))
    restlessCount = restless.count
    self.restless = .allocate(capacity: Swift.max(restless.count, 1))
    for (index, entry) in restless.enumerated() {
      (self.restless + index).initialize(
        to: RestlessRule(
          rule: entry.rule, digits: entry.gate.leastDigits, bytes: entry.gate.necessaryBytes ?? (~0, ~0),
          needsBytes: entry.gate.necessaryBytes != nil))
    }
    atomCount = atomRarities.count
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

  /// A rule that needs no atom, and what shuts its gate at a glance: most comments have few digits and little punctuation.
  struct RestlessRule: BitwiseCopyable {
    var rule: UInt32
    var digits: Int
    /// One of these must be present, if any is needed.
    var bytes: (UInt64, UInt64)
    var needsBytes: Bool
  }

  /// What an allow phrase lifts.
  func lift(ofPhrase phrase: UInt32) -> UInt32 {
    shadowPhrases.isEmpty || !shadowPhrases.contains(phrase)
      ? Scratch.Lift.everything : Scratch.Lift.shadow
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
    restless.deallocate()
    wokenRules.deallocate()
  }
}
