/// What a builder made of a pack, before it is laid out.
struct PackParts: ~Copyable {
  var compiler: PatternCompiler
  var strings = StringTableBuilder()
  var sources: SourceTableBuilder
  var rules: [RulePart] = []
  var atoms: [AtomSkeleton] = []
  /// How rare a comment is that holds each atom, in bits.
  var atomRarities: [Double] = []
  /// By pattern, in order.
  var exactSpellings: [(pattern: UInt32, spelling: String)] = []

  struct RulePart {
    var rule: Rule
    var gate: Gate
    var reach: PatternReach
    var exclusions: [Exclusion]
    var spanGroup: Int

    struct Exclusion {
      var frame: ExclusionFrame
      var reach: PatternReach
    }

    /// Whether every match holds an atom that wakes the rule, and how far from it a match may start is known.
    var isLocal: Bool { gate.withoutAtoms == nil && !reach.isUnbounded && !rule.isContext }
  }
}

extension CompiledPack {
  /// Lays a pack out.
  ///
  /// - Parameter fingerprint: of the engine.
  /// - Complexity: linear in the pack's text, but for sorting.
  static func write(
    _ parts: consuming PackParts, of pack: RulePack, _ configuration: Configuration, hash: String,
    fingerprint: PackChecksum
  ) -> PackMemory {
    var parts = parts
    var writer = PackWriter()
    var strings = parts.strings
    var policy = PolicyEncoder()
    policy.add(pack.policy, &strings)
    let names = (parts.sources.categories.map(\.rawValue) + parts.sources.languages).map { strings.add($0) }
    let phrases = pack.allowPhrases.map {
      AllowPhraseTable.Record(pattern: strings.add($0.pattern), isShadow: $0.isShadow ? 1 : 0)
    }
    let spellings = parts.exactSpellings.map {
      ExactSpellings.Record(pattern: $0.pattern, spelling: strings.add($0.spelling))
    }
    var exclusions: [CompiledRule.Exclusion] = []
    let rules = parts.rules.map { part in
      let first = exclusions.count
      for exclusion in part.exclusions {
        exclusions.append(
          CompiledRule.Exclusion(
            pattern: strings.add(exclusion.frame.core),
            stretches: exclusion.reach.isUnbounded ? 0 : UInt32(exclusion.reach.stretches),
            before: exclusion.frame.before, after: exclusion.frame.after))
      }
      return CompiledRule.Record(
        pattern: strings.add(part.rule.pattern), firstExclusion: UInt32(first),
        exclusionCount: UInt32(exclusions.count - first), spanGroup: UInt32(part.spanGroup),
        view: UInt32(Rule.View.allCases.firstIndex(of: part.rule.view)!),
        stretches: part.isLocal ? UInt16(part.reach.stretches) : 0,
        behind: part.isLocal ? UInt16(part.reach.behind) : 0,
        effect: part.rule.effect.number)
    }
    let gates = parts.rules.map(\.gate)
    // Contexts are woken by what was found, not by what they ask for.
    let wakersOfRules = parts.rules.map { part in
      part.rule.isContext ? [] : Set(part.gate.wakers(rarities: parts.atomRarities)).sorted()
    }
    let wakers = Set(wakersOfRules.joined())
    let asked = GatesToAsk(gates, wakers: wakers, parts)
    for atom in wakers.sorted() {
      parts.compiler.addAtom(parts.atoms[atom], source: asked.numbers[atom])
    }
    writer.add(.strings, strings.bytes)
    writer.add(
      .facts,
      value: Facts(
        configuration, terms: pack.terms.count, atoms: asked.atoms.count,
        categories: parts.sources.categories.count))
    writer.add(.names, names)
    writer.add(.policy, policy.words)
    writer.add(.sourceKinds, parts.sources.kinds)
    writer.add(.sources, parts.sources.records + [parts.sources.end])
    writer.add(.policyMasks, parts.sources.masks)
    writer.add(.phrases, phrases)
    writer.add(.rules, rules)
    writer.add(.exclusions, exclusions)
    let letters = PatternLettersLayout(parts.compiler.patterns, parts.compiler.letters)
    writer.add(.patterns, letters.patterns)
    letters.write(to: &writer)
    writer.add(.exactSpellings, spellings)
    write(
      parts.compiler, parts.exactSpellings, isForeignAtom: asked.atoms.map { parts.atoms[$0].isForeign }, to: &writer)
    CommonWords.write(pack.commonWords, to: &writer)
    write(asked, wakersOfRules, parts, to: &writer)
    AtomTable.write(asked.atoms.map { parts.atoms[$0] }, isWaker: asked.atoms.map { wakers.contains($0) }, to: &writer)
    return writer.finish(hash: hash, fingerprint: fingerprint)
  }

  /// Lays out where patterns are looked for.
  private static func write(
    _ compiler: borrowing PatternCompiler, _ exactSpellings: [(pattern: UInt32, spelling: String)],
    isForeignAtom: [Bool], to writer: inout PackWriter
  ) {
    var isForeign = compiler.keys.indices.map { id in compiler.keys[id].contains { $0 >= 0x80 } }
    for (pattern, spelling) in exactSpellings where spelling.utf8.contains(where: { $0 >= 0x80 }) {
      isForeign[Int(pattern)] = true
    }
    var (plain, foreign, lifting): ([Int], [Int], [Int]) = ([], [], [])
    for (id, pattern) in compiler.patterns.enumerated() {
      switch pattern.role {
      case .term, .atom:
        if isForeign[id] || pattern.role == .atom && isForeignAtom[Int(pattern.source)] {
          foreign.append(id)
        } else {
          plain.append(id)
        }
      case .allow, .exception: lifting.append(id)
      }
    }
    PatternSet.write(plain, of: compiler, to: &writer)
    PatternSet.write(foreign, of: compiler, to: &writer)
    PatternSet.write(lifting, of: compiler, to: &writer)
    MaskIndex.write(compiler.patterns, compiler.letters, to: &writer)
    SymbolIndex.write(compiler.symbolTerms, to: &writer)
  }

  /// What is asked of comments for rules to run.
  private struct GatesToAsk {
    /// Of each rule once it woke.
    var awake: [Gate]
    /// Of rules that may run without an atom, in the order of the digits that they need; and without long lists.
    var restless: [(rule: UInt32, gate: Gate, asked: Gate)]
    /// The atoms that any of these asks for or that wake a rule: long lists are asked for by how words begin, and their atoms are not needed.
    var atoms: [Int]
    /// The number of each of the builder's atoms among ``atoms``.
    var numbers: [UInt32]

    init(_ gates: [Gate], wakers: Set<Int>, _ parts: borrowing PackParts) {
      let (rarities, skeletons) = (parts.atomRarities, parts.atoms)
      func withoutLongLists(_ gate: Gate) -> Gate {
        gate.withoutLongLists(isAsked: { !wakers.contains($0) }, startsWord: { skeletons[$0].startsWord })
      }
      awake = zip(gates, parts.rules).map { gate, part in
        withoutLongLists(part.rule.isContext ? gate : gate.afterWaking(rarities: rarities))
      }
      restless = zip(gates, parts.rules).enumerated().compactMap { index, rule in
        rule.1.rule.isContext ? nil : rule.0.withoutAtoms.map { (UInt32(index), $0, withoutLongLists($0)) }
      }
      restless.sort { ($0.gate.leastDigits, $0.rule) < ($1.gate.leastDigits, $1.rule) }
      atoms = wakers.union(awake.flatMap(\.atoms)).union(restless.flatMap(\.asked.atoms)).sorted()
      numbers = [UInt32](repeating: .max, count: skeletons.count)
      for (number, atom) in atoms.enumerated() { numbers[atom] = UInt32(number) }
    }
  }

  /// Lays out what wakes the rules.
  /// - Parameter wakersOfRules: for each rule the atoms that wake it.
  private static func write(
    _ asked: GatesToAsk, _ wakersOfRules: [[Int]], _ parts: borrowing PackParts, to writer: inout PackWriter
  ) {
    GateTable.write(asked.awake, parts.atoms, numbers: asked.numbers, keepsAnswers: true, to: &writer)
    var rulesOfAtom = [[UInt32]](repeating: [], count: asked.atoms.count)
    for (index, wakers) in wakersOfRules.enumerated() {
      for atom in wakers { rulesOfAtom[Int(asked.numbers[atom])].append(UInt32(index)) }
    }
    writer.add(
      .restlessRules,
      asked.restless.map { entry in
        RestlessRule(
          rule: entry.rule, needs: entry.gate.necessaryBytes == nil ? 0 : 1, digits: entry.gate.leastDigits,
          bytes: entry.gate.necessaryBytes ?? (~0, ~0))
      })
    GateTable.write(
      asked.restless.map(\.asked), parts.atoms, numbers: asked.numbers, keepsAnswers: false, to: &writer)
    var starts: [UInt32] = [0]
    for rules in rulesOfAtom { starts.append(starts.last! + UInt32(rules.count)) }
    writer.add(.wakeStarts, starts)
    writer.add(.wokenRules, rulesOfAtom.flatMap(\.self))
  }
}

extension CompiledPack.Facts {
  init(_ configuration: Configuration, terms: Int, atoms: Int, categories: Int) {
    func bound(_ value: some BinaryInteger) -> Int64 { Swift.min(Swift.max(Int64(clamping: value), 0), Self.largest) }
    self.init(
      maximumTermLetters: bound(configuration.maximumTermLetters),
      maximumMatches: bound(configuration.maximumMatches),
      candidatesPerBlock: bound(configuration.candidatesPerBlock),
      maskedWordBudget: bound(configuration.maskedWordBudget), matchLimit: bound(configuration.matchLimit),
      maximumLimitHits: bound(configuration.maximumLimitHits),
      maximumCostlyCalls: bound(configuration.maximumCostlyCalls),
      quarantineLimitHits: bound(configuration.quarantineLimitHits),
      maximumCommentBytes: bound(configuration.maximumCommentBytes),
      maximumOverlayTerms: bound(configuration.maximumOverlayTerms),
      checksExamples: configuration.checksExamples ? 1 : 0, termCount: Int64(terms), atomCount: Int64(atoms),
      categoryCount: Int64(categories))
  }
}
