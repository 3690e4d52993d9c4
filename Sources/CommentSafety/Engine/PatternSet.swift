/// Patterns that are looked for together: automata to walk down, and sieves that say from where.
final class PatternSet: Sendable {
  /// Patterns that begin at a word's start, and atoms that do: walked down from there.
  let anchored: AhoCorasick
  let anchoredSieve: PrefixSieve
  /// Patterns that may begin anywhere: walked down from every suspicious place, or, where these are too many, run
  /// over the whole skeleton.
  let floating: AhoCorasick
  let floatingSieve: PrefixSieve
  let isEmpty: Bool

  /// Marks a pattern id of the floating automaton as an atom's number: most suspects are atoms, and need no look at a pattern.
  static let atomFlag: UInt32 = 1 << 31

  /// - Parameters:
  ///   - patterns: those of the pack.
  ///   - atoms: how many atoms the pack has.
  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  init(_ reader: inout PackReader, patterns: UnsafeBufferPointer<Pattern>, atoms: Int) throws(PackDamage) {
    anchored = try AhoCorasick(&reader)
    anchoredSieve = try PrefixSieve(&reader, depths: anchored.depths())
    floating = try AhoCorasick(&reader)
    floatingSieve = try PrefixSieve(&reader, depths: floating.depths())
    isEmpty = anchored.outputCount + floating.outputCount == 0
    for automaton in [anchored, floating] {
      for output in 0..<Int32(automaton.outputCount) {
        let areThere = automaton.patterns(of: output).holds { id in
          // An atom has no letters that could be laid on a comment, and goes by its number.
          id & Self.atomFlag == 0
            ? id < UInt32(patterns.count) && patterns[Int(id)].role != .atom : id & ~Self.atomFlag < UInt32(atoms)
        }
        guard areThere else {
          throw PackDamage("an automaton puts out a pattern that is not there")
        }
      }
    }
    guard anchored.isAnchored, !floating.isAnchored else { throw PackDamage("an automaton is of the wrong kind") }
  }

  /// Lays out the automata and sieves of some patterns.
  ///
  /// - Parameter ids: the patterns' numbers among the compiler's.
  /// - Complexity: linear in the patterns' letters, but for sorting.
  static func write(_ ids: [Int], of compiler: borrowing PatternCompiler, to writer: inout PackWriter) {
    var anchoredIDs: [UInt32] = []
    var anchoredKeys = ByteKeys()
    var anchoredEndWords: [Bool] = []
    var floatingIDs: [UInt32] = []
    var floatingKeys = ByteKeys()
    var floatingEndWords: [Bool] = []
    for id in ids {
      let pattern = compiler.patterns[id]
      let isAtom = pattern.role == .atom
      let isAnchored =
        pattern.flags.contains(.startsWord)
        && (isAtom || !compiler.letters[Int(pattern.firstLetter)].isNoSpaces)
      let output = isAtom ? pattern.source | atomFlag : UInt32(id)
      if isAnchored {
        anchoredIDs.append(output)
        anchoredKeys.append(compiler.keys[id])
        anchoredEndWords.append(pattern.flags.contains(.endsWord))
      } else {
        floatingIDs.append(output)
        floatingKeys.append(compiler.keys[id])
        floatingEndWords.append(pattern.flags.contains(.endsWord))
      }
    }
    let anchored = AutomatonTables(
      Trie(keys: anchoredKeys, hasTails: true), isAnchored: true, ids: anchoredIDs)
    anchored.write(to: &writer)
    SieveTables(anchoredKeys, endWords: anchoredEndWords, anchored).write(to: &writer)
    let floating = AutomatonTables(Trie(keys: floatingKeys), ids: floatingIDs)
    floating.write(to: &writer)
    SieveTables(floatingKeys, endWords: floatingEndWords, floating).write(to: &writer)
  }

  var stateCount: Int { anchored.stateCount + floating.stateCount }
}
