internal import PCRE2

/// A pack made ready: automata, patterns, rules, policy, as tables in one run of bytes. Immutable, shared by all workers.
///
/// Built and loaded packs are the same thing: the builder writes the bytes, and this reads them.
final class CompiledPack: Sendable {
  /// Tells it from every other pack of the process, so that a scratch made for another one is recognised.
  let serial = PackSerial.next()
  /// Which rules hit their limits; the one part that changes while the pack is used.
  let health: RuleHealth
  let memory: PackMemory
  let configuration: Configuration
  let version: String
  let sources: SourceTable
  let termCount: Int
  let allowPhrases: AllowPhraseTable

  /// Terms and atoms that a comment of ASCII alone may hold: looked for in every comment.
  let plain: PatternSet
  /// Terms and atoms of other scripts, and terms whose accents must be written: looked for where there is more than ASCII. Their
  /// tables stay out of the caches while plain comments pass.
  let foreign: PatternSet
  /// Allow phrases and exceptions: looked for where there is something to lift.
  let lifting: PatternSet
  var patternSets: [PatternSet] {
    [plain, foreign, lifting]
  }
  /// Sets that hold all atoms that wake rules.
  var atomSets: [PatternSet] { [plain, foreign] }
  let maskIndex: MaskIndex
  let symbolIndex: SymbolIndex
  /// Whether a term begins with a mark that ``PlainPunctuation`` takes for another.
  let hasPunctuationTerms: Bool
  let commonWords: CommonWords
  let rules: [CompiledRule]
  /// The rules that weaken what others find.
  let contexts: [UInt32]
  /// The languages of what they are for, as bits.
  let contextLanguages: UInt64
  /// What each rule asks for once one of its atoms was seen.
  let gates: GateTable
  /// Whether a rule's gate, once the rule woke, asks for atoms that wake no rule.
  let gateAsksAtoms: [Bool]
  /// Digits of a comment from which on gates of rules that nothing wakes may ask for atoms.
  let askingDigits: Int
  // SAFETY: these point into `memory`, which is never written to.
  /// What is known of each rule.
  nonisolated(unsafe) let ruleRecords: UnsafePointer<CompiledRule.Record>
  /// Rules that may run on a comment in which no atom was seen, and what they then ask for; those that need fewest digits first.
  nonisolated(unsafe) let restless: UnsafePointer<RestlessRule>
  nonisolated(unsafe) let patterns: UnsafePointer<Pattern>
  nonisolated(unsafe) let letters: PatternLetters
  /// For each atom where the rules that it wakes stand in `wokenRules`, and one end more.
  nonisolated(unsafe) private let wakeStarts: UnsafePointer<UInt32>
  nonisolated(unsafe) private let wokenRules: UnsafePointer<UInt32>
  let restlessCount: Int
  let restlessGates: GateTable
  let atomCount: Int
  let atoms: AtomTable
  let policy: CompiledPolicy
  /// Lower-case spellings of terms whose accents must agree, by pattern.
  let exactSpellings: ExactSpellings
  let patternCount: Int

  /// Numbers of the pack.
  struct Facts: BitwiseCopyable {
    var maximumTermLetters: Int64
    var maximumMatches: Int64
    var candidatesPerBlock: Int64
    var maskedWordBudget: Int64
    var matchLimit: Int64
    var maximumLimitHits: Int64
    var maximumCostlyCalls: Int64
    var quarantineLimitHits: Int64
    var maximumCommentBytes: Int64
    var maximumOverlayTerms: Int64
    var checksExamples: Int64
    var termCount: Int64
    var atomCount: Int64
    var categoryCount: Int64

    /// What no number of a configuration is larger than: as good as no bound, and nothing overflows that it is multiplied with.
    static let largest: Int64 = 1 << 40

    /// Whether the configuration's numbers are ones that can be counted up to.
    var areBounds: Bool {
      [
        maximumTermLetters, maximumMatches, candidatesPerBlock, maskedWordBudget, matchLimit, maximumLimitHits,
        maximumCostlyCalls, quarantineLimitHits, maximumCommentBytes, maximumOverlayTerms,
      ].allSatisfy { (0...Self.largest).contains($0) }
    }
  }

  /// A rule that needs no atom, and what shuts its gate at a glance: most comments have few digits and little punctuation.
  struct RestlessRule: BitwiseCopyable {
    var rule: UInt32
    /// Whether bytes are needed.
    var needs: UInt32
    var digits: Int
    /// One of these must be present, if any is needed.
    var bytes: (UInt64, UInt64)

    /// Whether a comment's punctuation lets it run.
    @inline(__always)
    func mayOpen(_ present: (UInt64, UInt64)) -> Bool {
      needs == 0 || present.0 & bytes.0 | present.1 & bytes.1 != 0
    }
  }

  /// - Parameter header: of the memory, and checked.
  /// - Parameter codes: the rules' patterns, if they were compiled already.
  /// - Throws: ``PackDamage`` if tables do not fit each other.
  /// - Complexity: linear in the tables, for they are checked; nothing is copied but the rules' patterns and the policy.
  init(_ memory: PackMemory, _ header: PackHeader, codes: [CompiledRule.Codes]? = nil) throws(PackDamage) {
    self.memory = memory
    version = header.hash
    var reader = try PackReader(memory)
    let strings = StringTable(try reader.take(.strings, as: UInt8.self))
    let facts = try reader.value(.facts, as: Facts.self)
    guard facts.areBounds else { throw PackDamage("a bound of the configuration is negative, or beyond all measure") }
    configuration = Configuration(facts)
    let names = try reader.take(.names, as: StringPlace.self)
    guard names.holds({ strings.holds($0) }), (0...Int64(names.count)).contains(facts.categoryCount) else {
      throw PackDamage("a name lies outside its table")
    }
    let categoryCount = Int(facts.categoryCount)
    var decoder = PolicyDecoder(try reader.take(.policy, as: UInt32.self), strings)
    let policy = try decoder.policy()
    sources = try SourceTable(
      &reader, strings: strings, categories: names[..<categoryCount].map { Category(rawValue: strings[$0]) },
      languages: names[categoryCount...].map { strings[$0] })
    self.policy = try CompiledPolicy(&reader, policy, sources)
    allowPhrases = try AllowPhraseTable(&reader, strings)
    let ruleRecords = try reader.take(.rules, as: CompiledRule.Record.self)
    self.ruleRecords = ruleRecords.start
    rules = try Self.rules(ruleRecords, &reader, strings)
    if let codes { for (rule, codes) in zip(rules, codes) { rule.prepare(codes) } }
    guard facts.termCount >= 0, facts.termCount + Int64(rules.count) == Int64(sources.count),
      (0...Int64(Int32.max)).contains(facts.atomCount)
    else { throw PackDamage("there are not as many terms and rules as the pack says") }
    termCount = Int(facts.termCount)
    contexts = ruleRecords.indices.filter { ruleRecords[$0].isContext }.map { UInt32($0) }
    var contextLanguages: UInt64 = 0
    for index in contexts { contextLanguages |= sources[termCount + Int(index)].contextLanguages }
    self.contextLanguages = contextLanguages
    atomCount = Int(facts.atomCount)
    health = RuleHealth(rules: rules.count, tolerated: configuration.quarantineLimitHits)

    let patterns = try reader.take(.patterns, as: Pattern.self)
    letters = try PatternLetters(&reader)
    try Self.check(patterns, letters, terms: termCount, phrases: allowPhrases.count, atoms: atomCount)
    self.patterns = patterns.start
    patternCount = patterns.count
    exactSpellings = try ExactSpellings(&reader, strings)
    plain = try PatternSet(&reader, patterns: patterns, atoms: atomCount)
    foreign = try PatternSet(&reader, patterns: patterns, atoms: atomCount)
    lifting = try PatternSet(&reader, patterns: patterns, atoms: atomCount)
    maskIndex = try MaskIndex(&reader, patterns: patterns)
    let symbolIndex = try SymbolIndex(&reader, sources: termCount)
    self.symbolIndex = symbolIndex
    hasPunctuationTerms = PlainPunctuation.marksByThemselves.contains { symbolIndex.begins(with: $0) }
    commonWords = try CommonWords(&reader)

    let gates = try GateTable(&reader, count: rules.count, atoms: atomCount)
    self.gates = gates
    let restless = try reader.take(.restlessRules, as: RestlessRule.self)
    restlessGates = try GateTable(&reader, count: restless.count, atoms: atomCount)
    // Answers are kept for the other table's parts alone.
    guard restlessGates.sharedCount == 0 else { throw PackDamage("a rule's gate leads outside its table") }
    let wakeStarts = try reader.take(.wakeStarts, as: UInt32.self)
    let wokenRules = try reader.take(.wokenRules, as: UInt32.self)
    let ruleCount = UInt32(rules.count)
    var isInOrder =
      wakeStarts.count == atomCount + 1 && wakeStarts.first == 0 && wakeStarts.last == UInt32(wokenRules.count)
    for atom in 0..<atomCount where isInOrder { isInOrder = wakeStarts[atom] <= wakeStarts[atom + 1] }
    guard isInOrder, wokenRules.holds({ $0 < ruleCount }), restless.holds({ $0.rule < ruleCount }) else {
      throw PackDamage("an atom wakes rules that are not there")
    }
    self.restless = restless.start
    restlessCount = restless.count
    self.wakeStarts = wakeStarts.start
    self.wokenRules = wokenRules.start
    let atoms = try AtomTable(&reader, count: atomCount)
    self.atoms = atoms
    gateAsksAtoms = rules.indices.map { rule in gates.asksAtoms(rule) { atoms.isAsked($0) } }
    let restlessGates = restlessGates
    askingDigits =
      restless.enumerated().filter { place, _ in restlessGates.asksAtoms(place) { atoms.isAsked($0) } }
      .map { Int($0.element.digits) }.min() ?? .max
    try reader.finish()
  }

  private static func rules(
    _ records: UnsafeBufferPointer<CompiledRule.Record>, _ reader: inout PackReader, _ strings: StringTable
  ) throws(PackDamage) -> [CompiledRule] {
    let exclusions = try reader.take(.exclusions, as: CompiledRule.Exclusion.self)
    let areWhole =
      exclusions.holds { strings.holds($0.pattern) }
      && records.holds {
        strings.holds($0.pattern) && $0.view < UInt32(Rule.View.allCases.count) && $0.spanGroup <= UInt32(UInt16.max)
          && UInt64($0.firstExclusion) + UInt64($0.exclusionCount) <= UInt64(exclusions.count)
      }
    guard areWhole else { throw PackDamage("a rule lies outside its table") }
    return records.map { record in
      let first = Int(record.firstExclusion)
      return CompiledRule(
        pattern: record.pattern,
        exclusions: Array(exclusions[first..<(first + Int(record.exclusionCount))]),
        view: Rule.View.allCases[Int(record.view)], spanGroup: Int(record.spanGroup), strings: strings)
    }
  }

  /// - Throws: ``PackDamage`` if a pattern has letters, or belongs to something, that is not there.
  private static func check(
    _ patterns: UnsafeBufferPointer<Pattern>, _ letters: PatternLetters, terms: Int, phrases: Int, atoms: Int
  ) throws(PackDamage) {
    guard patterns.holds(byteAt: MemoryLayout<Pattern>.offset(of: \.role)!, below: 4)
    else { throw PackDamage("a pattern is of no known kind") }
    let areWhole = patterns.holds { pattern in
      let sources =
        switch pattern.role {
        case .term, .exception: terms
        case .allow: phrases
        case .atom: atoms
        }
      return Int(pattern.source) < sources && pattern.letterCount < 64
        && (pattern.role == .atom || pattern.letterCount > 0)
        && letters.holds(pattern)
    }
    guard areWhole else { throw PackDamage("a pattern has letters or a term that are not there") }
  }

  /// What an allow phrase lifts.
  func lift(ofPhrase phrase: UInt32) -> UInt32 {
    allowPhrases.isShadow(Int(phrase)) ? Scratch.Lift.shadow : Scratch.Lift.everything
  }

  /// The rules that an atom wakes.
  @inline(__always)
  func rules(wokenBy atom: UInt32) -> UnsafeBufferPointer<UInt32> {
    let (first, end) = (Int(wakeStarts[Int(atom)]), Int(wakeStarts[Int(atom) + 1]))
    return UnsafeBufferPointer(start: wokenRules + first, count: end - first)
  }

  /// Wakes the rules that an atom gates.
  @inline(__always)
  func wake(atom: UInt32, _ scratch: inout Scratch) {
    for rule in rules(wokenBy: atom) { scratch.wake(rule: rule) }
  }
}

extension Configuration {
  init(_ facts: CompiledPack.Facts) {
    self.init()
    maximumTermLetters = Int(facts.maximumTermLetters)
    maximumMatches = Int(facts.maximumMatches)
    candidatesPerBlock = Int(facts.candidatesPerBlock)
    maskedWordBudget = Int(facts.maskedWordBudget)
    matchLimit = UInt32(truncatingIfNeeded: facts.matchLimit)
    maximumLimitHits = Int(facts.maximumLimitHits)
    maximumCostlyCalls = Int(facts.maximumCostlyCalls)
    quarantineLimitHits = Int(facts.quarantineLimitHits)
    maximumCommentBytes = Int(facts.maximumCommentBytes)
    maximumOverlayTerms = Int(facts.maximumOverlayTerms)
    checksExamples = facts.checksExamples != 0
  }
}
