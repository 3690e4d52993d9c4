/// Decides what to do with comments.
///
/// A filter is compiled once from a ``RulePack`` and is immutable: share one among all threads. Checking never throws, traps or
/// hangs because of what a comment holds; errors belong to building.
///
/// ```swift
/// let filter = try CommentFilter(pack)
/// let verdict = filter.check("nice video")
/// if verdict.action.isShown { publish() }
/// ```
///
/// For streams and other hot paths use ``evaluate(_:using:)``, which allocates nothing for a clean comment.
public final class CommentFilter: Sendable {
  let pack: CompiledPack
  let scratches: ScratchPool

  /// Compiles and checks a pack.
  ///
  /// - Throws: ``BuildErrors`` with everything wrong with the pack: terms without letters, duplicates, patterns that PCRE2 refuses,
  ///   examples that do not hold.
  /// - Complexity: linear in the size of the pack, but for sorting its terms.
  public init(
    _ pack: RulePack, configuration: Configuration = Configuration()
  ) throws(BuildErrors) {
    let compiled: CompiledPack
    do {
      let builder = PackBuilder(pack, configuration: configuration)
      compiled = try builder.build()
    } catch {
      throw BuildErrors(error.errors + Self.exampleErrors(in: pack, besides: error.errors, configuration))
    }
    self.pack = compiled
    scratches = ScratchPool(compiled)
    if configuration.checksExamples {
      let errors = ExampleCheck(compiled, rules: pack.rules).run()
      if !errors.isEmpty { throw BuildErrors(errors) }
    }
  }

  init(_ pack: CompiledPack) {
    self.pack = pack
    scratches = ScratchPool(pack)
  }

  /// Examples that do not hold, of the rules that have no other error: what is wrong with a pack is told at once.
  private static func exampleErrors(
    in pack: RulePack, besides errors: [BuildError], _ configuration: Configuration
  ) -> [BuildError] {
    guard configuration.checksExamples else { return [] }
    let faulty = Set(errors.compactMap(\.rule))
    let places = Set(errors.compactMap(\.location))
    // A rule's examples are decided by the rule itself and by what allow phrases lift; those of a context by what terms and rules find, too.
    let sound = RulePack(
      rules: pack.rules.filter { !faulty.contains($0.id) && !$0.isContext },
      allowPhrases: pack.allowPhrases.filter { $0.location.map { !places.contains($0) } ?? true },
      commonWords: pack.commonWords)
    let builder = PackBuilder(sound, configuration: configuration)
    guard let compiled = try? builder.build() else { return [] }
    return ExampleCheck(compiled, rules: sound.rules).run()
  }

  /// The content hash of the pack: 32 hexadecimal digits. The same hash gives the same verdicts.
  public var version: String { pack.version }

  public var policy: Policy { pack.policy.policy }

  /// The size of what the filter was compiled to.
  public var size: Size {
    Size(
      terms: pack.termCount, rules: pack.rules.count, patterns: pack.patternCount,
      states: pack.patternSets.reduce(0) { $0 + $1.stateCount },
      bytes: pack.memory.bytes.count)
  }

  /// Ids of rules that may run on comments without any of their literals: they are asked on every comment.
  public var restlessRules: [String] {
    (0..<pack.restlessCount).map { pack.sources[pack.termCount + Int(pack.restless[$0].rule)].id }
  }

  /// How large a compiled pack is.
  public struct Size: Sendable, Hashable {
    public var terms: Int
    public var rules: Int
    /// Spellings of terms, exceptions, allow phrases, and atoms of rules.
    public var patterns: Int
    /// States of the automata.
    public var states: Int
    /// Bytes of all tables: the compiled pack.
    public var bytes: Int
  }

  /// Judges one comment.
  /// - Complexity: linear in the comment's length.
  public func check(_ comment: String) -> Verdict {
    var comment = comment
    return comment.withUTF8 { check(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Judges one comment given as bytes, which need not be valid UTF-8.
  /// - Complexity: linear in the comment's length.
  public func check(utf8 comment: [UInt8]) -> Verdict {
    comment.withUnsafeBytes { check(bytes: $0) }
  }

  /// Judges one comment given as bytes, which need not be valid UTF-8.
  /// - Complexity: linear in the comment's length.
  public func check(utf8 comment: Span<UInt8>) -> Verdict {
    comment.withUnsafeBytes { check(bytes: $0) }
  }

  /// Judges several comments; verdict `i` is that of comment `i`.
  public func check(_ comments: [String]) -> [Verdict] {
    scratches.withScratch { scratch in
      comments.map { comment in
        var comment = comment
        return comment.withUTF8 { bytes in
          let outcome = evaluate(UnsafeRawBufferPointer(bytes), using: &scratch)
          return verdict(outcome, from: scratch)
        }
      }
    }
  }

  private func check(bytes: UnsafeRawBufferPointer) -> Verdict {
    scratches.withScratch { scratch in
      let outcome = evaluate(bytes, using: &scratch)
      return verdict(outcome, from: scratch)
    }
  }

  /// Working memory for one worker.
  public func makeScratch() -> Scratch {
    scratches.make()
  }

  /// Judges one comment in a worker's own memory: the hot path.
  ///
  /// - Parameter comment: the comment's bytes, which need not be valid UTF-8 and are read only during the call.
  /// - Parameter scratch: made by ``makeScratch()``. One that another filter made is made anew, which costs an allocation and its
  ///   ``Scratch/ruleActivity``: so a worker that is handed a new filter goes on with the scratch it has.
  /// - Returns: the outcome; its hits stand in the scratch until its next use.
  /// - Complexity: linear in the comment's length. No allocation for a clean comment no longer than those before it.
  public func evaluate(
    _ comment: UnsafeRawBufferPointer, using scratch: inout Scratch
  ) -> Outcome {
    prepare(&scratch, overlay: nil)
    return Evaluator(pack: pack).evaluate(comment, &scratch)
  }

  /// Makes a scratch this filter's own, and notes the overlay.
  @inline(__always)
  func prepare(_ scratch: inout Scratch, overlay: Overlay?) {
    if scratch.pack != pack.serial { scratch = scratches.make() }
    // A store of a reference counts it; most streams have no overlays, or the same one for many comments.
    if scratch.overlay !== overlay { scratch.overlay = overlay }
  }

  /// Spells out an outcome.
  /// - Precondition: the outcome is this filter's, and the scratch's last.
  public func verdict(_ outcome: Outcome, from scratch: borrowing Scratch) -> Verdict {
    precondition(
      outcome.hitCount == 0 || scratch.pack == pack.serial, "the scratch holds another filter's hits")
    var matches: [Match] = []
    matches.reserveCapacity(outcome.hitCount)
    for index in 0..<outcome.hitCount { matches.append(match(for: scratch.hit(at: index), overlay: scratch.overlay)) }
    return Verdict(
      action: outcome.action, matches: matches, isUndecided: outcome.isUndecided,
      unlistedMatches: outcome.unlistedCount, pack: pack.version,
      overlay: scratch.overlay?.version)
  }

  /// Spells out a hit of this filter.
  /// - Parameter overlay: the one that the comment was judged with.
  public func match(for hit: Hit, overlay: Overlay? = nil) -> Match {
    let (rule, category, severity) = HitSources(pack, overlay).names(hit)
    return Match(
      rule: rule, category: category, severity: severity,
      range: Int(hit.start)..<Int(hit.end), how: hit.how, isWeak: hit.isWeak, action: hit.action,
      policyLine: pack.policy.name(ofLine: hit.policyLine), isShadow: hit.isShadow)
  }

  /// The id of a term or rule by its number in ``Hit/source``.
  public func ruleID(for source: UInt32) -> String { pack.sources[Int(source)].id }

  /// The id of a rule by its place in ``Scratch/ruleActivity``.
  public func ruleID(forActivity index: Int) -> String { pack.sources[pack.termCount + index].id }
}
