/// Patterns that are looked for together: automata to walk down, and sieves that say from where.
final class PatternSet: Sendable {
  /// Patterns that begin at a word's start: walked down from there.
  let anchored: AhoCorasick
  let anchoredSieve: PrefixSieve
  /// Patterns that may begin anywhere, and atoms: walked down from every suspicious place, or, where these are too many, run
  /// over the whole skeleton.
  let floating: AhoCorasick
  let floatingSieve: PrefixSieve
  let isEmpty: Bool

  /// Marks a pattern id of the floating automaton as an atom's number: most suspects are atoms, and need no look at a pattern.
  static let atomFlag: UInt32 = 1 << 31

  /// - Parameter ids: the patterns' numbers among the compiler's.
  /// - Parameter anchorsAtoms: whether atoms that begin a word are looked for only where a word begins. What PCRE2 takes for a word's
  ///   start is one here too in a screened comment; elsewhere characters that the fold deletes may part a word for PCRE2.
  /// - Complexity: linear in the patterns' letters, but for sorting.
  init(_ ids: [Int], of compiler: borrowing PatternCompiler, anchorsAtoms: Bool = false) {
    var anchoredIDs: [UInt32] = []
    var anchoredKeys: [[UInt8]] = []
    var floatingIDs: [UInt32] = []
    var floatingKeys: [[UInt8]] = []
    for id in ids {
      let pattern = compiler.patterns[id]
      if pattern.role == .atom, anchorsAtoms, pattern.flags.contains(.startsWord) {
        anchoredIDs.append(pattern.source | Self.atomFlag)
        anchoredKeys.append(compiler.keys[id])
      } else if pattern.role == .atom {
        floatingIDs.append(pattern.source | Self.atomFlag)
        floatingKeys.append(compiler.keys[id])
      } else if pattern.flags.contains(.startsWord)
        && !compiler.letters[Int(pattern.firstLetter)].isNoSpaces
      {
        anchoredIDs.append(UInt32(id))
        anchoredKeys.append(compiler.keys[id])
      } else {
        floatingIDs.append(UInt32(id))
        floatingKeys.append(compiler.keys[id])
      }
    }
    anchored = AhoCorasick(
      Trie(keys: anchoredKeys, hasTails: true), isAnchored: true, ids: anchoredIDs)
    anchoredSieve = PrefixSieve(anchoredKeys, anchored)
    floating = AhoCorasick(Trie(keys: floatingKeys), ids: floatingIDs)
    floatingSieve = PrefixSieve(floatingKeys, floating)
    isEmpty = ids.isEmpty
  }

  var stateCount: Int { anchored.stateCount + floating.stateCount }

  /// Bytes of memory held by the automata.
  var memorySize: Int { anchored.memorySize + floating.memorySize }
}
