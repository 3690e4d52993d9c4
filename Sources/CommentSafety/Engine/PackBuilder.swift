internal import PCRE2

/// Builds a compiled pack and collects everything that is wrong with it.
struct PackBuilder: ~Copyable {
  private let pack: RulePack
  private let configuration: Configuration
  private var errors: [BuildError] = []
  private var parts: PackParts
  private var codes: [CompiledRule.Codes] = []
  private var atomOf: [AtomSkeleton: Int] = [:]
  private var text = FoldedText()
  /// Whether the rule that is read reads the original text.
  private var readsOriginal = false
  private let rarities: AtomRarity

  init(_ pack: RulePack, configuration: Configuration) {
    self.pack = pack
    self.configuration = configuration
    parts = PackParts(
      compiler: PatternCompiler(maximumLetters: configuration.maximumTermLetters),
      sources: SourceTableBuilder(pack.policy))
    // Only rules ask for them.
    rarities = AtomRarity(pack.rules.isEmpty ? [] : pack.commonWords)
  }

  /// - Throws: every error found, in the order of the pack.
  /// - Complexity: linear in the pack's text, but for sorting.
  consuming func build() throws(BuildErrors) -> CompiledPack {
    let (memory, codes) = try write(fingerprint: EngineFingerprint.current)
    do {
      let header = try PackHeader(of: memory.bytes, fingerprint: EngineFingerprint.current)
      return try CompiledPack(memory, header, codes: codes)
    } catch {
      preconditionFailure("a pack that was just built cannot be read: \(error)")
    }
  }

  /// Lays the pack out.
  ///
  /// - Throws: every error found, in the order of the pack.
  consuming func write(fingerprint: PackChecksum) throws(BuildErrors) -> (PackMemory, [CompiledRule.Codes]) {
    parts.compiler.reserve(pack.terms.count + pack.allowPhrases.count)
    addTerms()
    addRules()
    addAllowPhrases()
    checkPolicy()
    if !errors.isEmpty { throw BuildErrors(errors) }
    parts.atomRarities = parts.atoms.map { rarity(of: .atom($0)) }
    let hash = PackHash.of(pack, configuration: configuration)
    let codes = codes
    return (CompiledPack.write(parts, of: pack, configuration, hash: hash, fingerprint: fingerprint), codes)
  }

  // MARK: Terms

  /// What may stand once in a pack.
  private struct TermKey: Hashable {
    var language: String
    var category: Category
    var text: String
  }

  private mutating func addTerms() {
    var seen: [TermKey: Int] = [:]
    seen.reserveCapacity(pack.terms.count)
    for (index, term) in pack.terms.enumerated() {
      parts.sources.add(
        id: term.id, category: term.category, severity: term.severity, language: term.language,
        isWeak: term.isWeak, isFinal: term.isFinal, isShadow: term.isShadow, &parts.strings)
      let key = TermKey(language: term.language, category: term.category, text: term.pattern.lowercased())
      if let first = seen.updateValue(index, forKey: key) {
        let place = pack.terms[first].location.map { "first at \($0)" } ?? "it is there already"
        errors.append(
          BuildError(
            .duplicateTerm, "the term '\(term.pattern)' stands twice for \(term.language)/\(term.category); \(place)",
            advice: "remove one of them", at: term.location, rule: term.id))
        continue
      }
      let firstPattern = parts.compiler.patterns.count
      do {
        try parts.compiler.add(
          term.pattern, role: .term, source: UInt32(index), language: term.language,
          sounds: term.sounds, requiresDiacritics: term.requiresDiacritics, at: term.location)
      } catch {
        errors.append(error)
      }
      if term.requiresDiacritics, let wildcards = try? WildcardPattern(term.pattern) {
        for pattern in firstPattern..<Swift.max(firstPattern, parts.compiler.patterns.count) {
          parts.exactSpellings.append((UInt32(pattern), wildcards.text.lowercased()))
        }
      }
      for exception in term.exceptions {
        do {
          try parts.compiler.add(
            exception, role: .exception, source: UInt32(index), at: term.location)
        } catch {
          errors.append(error)
        }
      }
    }
  }

  private mutating func addAllowPhrases() {
    for (index, phrase) in pack.allowPhrases.enumerated() {
      do {
        try parts.compiler.add(
          phrase.pattern, role: .allow, source: UInt32(index), at: phrase.location)
      } catch {
        errors.append(error)
      }
    }
  }

  // MARK: Rules

  private mutating func addRules() {
    var seen: [String: SourceLocation?] = [:]
    let memo = RequiredAtomsMemo()
    for rule in pack.rules {
      parts.sources.add(
        id: rule.id, category: rule.category, severity: rule.severity, language: rule.language,
        isWeak: rule.isWeak, isFinal: rule.isFinal, isShadow: rule.isShadow, &parts.strings)
      if let first = seen.updateValue(rule.location, forKey: rule.id) {
        errors.append(
          BuildError(
            .duplicateRule, "the rule '\(rule.id)' stands twice\(first.map { "; first at \($0)" } ?? "")",
            advice: "give one of them another id", at: rule.location, rule: rule.id))
      }
      let compiled = compile(ExclusionFrame(none: rule.pattern), of: rule, rule.pattern, rule.origin.pattern)
      var exclusionCodes: [Code] = []
      var exclusions: [PackParts.RulePart.Exclusion] = []
      for (index, exclusion) in rule.exclusions.enumerated() {
        let origins = rule.origin.exclusions
        let origin = origins.indices.contains(index) ? origins[index] : PatternOrigin()
        let frame = ExclusionFrame(of: exclusion)
        if let code = compile(frame, of: rule, exclusion, origin) { exclusionCodes.append(code) }
        exclusions.append(
          PackParts.RulePart.Exclusion(frame: frame, reach: Requirement.reach(ofPattern: exclusion, memo: memo)))
      }
      guard let code = compiled else { continue }
      let (requirement, reach) = Requirement.read(
        pattern: rule.pattern, joinsWhiteSpace: true, marksBoundaries: true, memo: memo)
      readsOriginal = rule.view == .text
      let gate = Gate(self.gate(for: requirement), atom: { number(ofAtom: $0) }).flattened
      if case .always = gate, !rule.isUnfiltered, !rule.isContext {
        errors.append(
          BuildError(
            .unfilteredRule,
            "the rule '\(rule.id)' has no literal of three letters, no digits and no punctuation that every match must hold, so it would run on every comment",
            advice: "add a literal to the pattern, or mark the rule `unfiltered: true`",
            at: rule.location, rule: rule.id))
      }
      let spanGroup = spanGroup(of: rule, code) ?? code.names["span"] ?? 0
      parts.rules.append(
        PackParts.RulePart(
          rule: rule, gate: gate, reach: reach, exclusions: exclusions, spanGroup: spanGroup))
      codes.append(CompiledRule.Codes(pattern: code, exclusions: exclusionCodes))
    }
  }

  /// The number of the group that the rule names.
  private mutating func spanGroup(of rule: Rule, _ code: Code) -> Int? {
    guard let name = rule.spanGroup else { return nil }
    if let number = code.names[name] ?? Int(name), (0...code.captureCount).contains(number) {
      return number
    }
    let known = code.names.keys.sorted() + (code.captureCount > 0 ? ["1 to \(code.captureCount)"] : [])
    errors.append(
      BuildError(
        .badValue, "the pattern of '\(rule.id)' has no group '\(name)' for its span",
        advice: known.isEmpty
          ? "put parentheses around the part that is the match" : "known: \(known.joined(separator: ", "))",
        at: rule.origin.spanGroup ?? rule.location, rule: rule.id))
    return nil
  }

  /// - Parameter frame: of the pattern; its core alone is compiled.
  private mutating func compile(
    _ frame: ExclusionFrame, of rule: Rule, _ pattern: String, _ origin: PatternOrigin
  ) -> Code? {
    do {
      return try Code(pattern: frame.core, options: CompiledRule.options)
    } catch {
      var offset = error.offset
      if offset >= frame.cut.lowerBound { offset += frame.cut.count }
      var location = rule.location
      location?.column += offset
      location = origin.location(at: offset) ?? location
      errors.append(
        BuildError(
          .badPattern, "PCRE2 refuses the pattern of '\(rule.id)' at byte \(offset): \(error.message)",
          advice: "mend the pattern '\(pattern)'; PCRE2's syntax is in `man pcre2pattern`",
          at: location, rule: rule.id))
      return nil
    }
  }

  /// Ties a requirement to the automaton. What cannot be tied is open.
  private mutating func gate(for requirement: Requirement) -> AtomTree {
    switch requirement {
    case .always: return .always
    case .digits(let count): return count > 0 ? .digits(count) : .always
    case .byte(let byte):
      // Word bytes and white space are everywhere.
      let isPunctuation = byte > 0x20 && byte < 0x7F && !ASCIITable.isWordByte(byte)
      return isPunctuation ? .byte(byte) : .always
    case .repeats(let byte, let count):
      guard case .byte = gate(for: .byte(byte)) else { return .always }
      return .repeats(RepeatedByte(byte: byte, count: count, isOriginal: readsOriginal))
    case .atom(let bytes): return atomGate(bytes)
    case .all(let parts):
      var gates: [AtomTree] = []
      for part in parts {
        let gate = gate(for: part)
        if case .always = gate { continue }
        gates.append(gate)
      }
      return gates.isEmpty ? .always : gates.count == 1 ? gates[0] : .all(gates)
    case .any(let parts):
      var gates: [AtomTree] = []
      for part in parts {
        let gate = gate(for: part)
        if case .always = gate { return .always }
        gates.append(gate)
      }
      return gates.isEmpty ? .always : gates.count == 1 ? gates[0] : .any(gates)
    }
  }

  /// How rare a comment is that holds what the tree asks for, in bits; 0 if the tree can hold without an atom.
  private func rarity(of tree: AtomTree) -> Double {
    switch tree {
    case .always, .digits, .byte, .repeats, .written: 0
    case .atom(let skeleton): rarities.bits(of: skeleton)
    case .all(let parts): parts.map { rarity(of: $0) }.max() ?? 0
    case .any(let parts): -log2OfSum(parts.map { -rarity(of: $0) })
    }
  }

  /// log2 of the sum of powers of two: how probable one of several things is.
  private func log2OfSum(_ exponents: [Double]) -> Double {
    guard let most = exponents.max() else { return 0 }
    var sum = 0.0
    for exponent in exponents {
      // 2 to the power of a difference that is never positive; whole steps are exact enough for a ranking.
      sum += exponent - most < -60 ? 0 : 1 / Double(UInt64(1) << UInt64(most - exponent))
    }
    return most + Double(UInt64(sum).bitWidth - UInt64(sum).leadingZeroBitCount - 1)
  }

  private mutating func atomGate(_ bytes: [UInt8]) -> AtomTree {
    let skeletons = AtomSkeleton.all(of: bytes, &text).filter {
      $0.letters.count != AtomSkeleton.fewLetters || rarities.bits(of: $0) >= AtomSkeleton.rareBits
    }
    let written =
      bytes.contains { $0.isASCIIPunctuation || $0 >= 0x80 }
      ? WrittenLiteral(bytes, readsOriginal: readsOriginal).map(AtomTree.written) : nil
    guard let skeleton = skeletons.max(by: { $0.classes.count < $1.classes.count }) else {
      let rest = Requirement.withoutLetters(bytes)
      if case .atom = rest { return .always }
      let gate = gate(for: rest)
      guard case .always = gate else { return written.map { .all([gate, $0]) } ?? gate }
      return written ?? gate
    }
    // Punctuation of the literal costs nothing to ask for.
    let punctuation = Set(bytes.filter(\.isASCIIPunctuation)).sorted().map(AtomTree.byte)
    return punctuation.isEmpty ? .atom(skeleton) : .all([.atom(skeleton)] + punctuation + (written.map { [$0] } ?? []))
  }

  private mutating func number(ofAtom skeleton: AtomSkeleton) -> Int {
    if let atom = atomOf[skeleton] { return atom }
    let atom = parts.atoms.count
    atomOf[skeleton] = atom
    parts.atoms.append(skeleton)
    return atom
  }

  private mutating func checkPolicy() {
    if pack.policy.lines.count > CompiledPolicy.maximumLines
      || pack.policy.thresholds.count > CompiledPolicy.maximumLines
    {
      errors.append(
        BuildError(
          .tooLarge, "the policy '\(pack.policy.name)' has more than \(CompiledPolicy.maximumLines) lines",
          advice: "merge lines: a condition takes lists"))
    }
  }
}

/// A rule's requirement with atoms as skeletons, before they are numbered.
enum AtomTree {
  case always
  case atom(AtomSkeleton)
  case digits(Int)
  case byte(UInt8)
  case repeats(RepeatedByte)
  case written(WrittenLiteral)
  case all([AtomTree])
  case any([AtomTree])
}

extension Gate {
  /// Numbers a tree's atoms.
  init(_ tree: AtomTree, atom: (AtomSkeleton) -> Int) {
    switch tree {
    case .always: self = .always
    case .atom(let skeleton): self = .atom(atom(skeleton))
    case .digits(let count): self = .digits(count)
    case .byte(let byte): self = .byte(byte)
    case .repeats(let repeated): self = .repeats(repeated)
    case .written(let literal): self = .written(literal)
    case .all(let parts): self = .all(parts.map { Gate($0, atom: atom) })
    case .any(let parts): self = .any(parts.map { Gate($0, atom: atom) })
    }
  }
}
