@testable import CommentSafety

// Tables on their own, each in memory of its own: written and read as those of a pack are.

extension AhoCorasick {
  convenience init(_ trie: Trie, isAnchored: Bool = false) {
    var reader = laidOut { AutomatonTables(trie, isAnchored: isAnchored).write(to: &$0) }
    do {
      try self.init(&reader)
      _ = try depths()
    } catch {
      fatalError("an automaton cannot be read: \(error)")
    }
  }
}

extension PrefixSieve {
  /// - Parameter endWords: of each key, whether a word ends with it; of none if it is nil.
  convenience init(_ keys: [[UInt8]], endWords: [Bool]? = nil, _ automaton: AutomatonTables) {
    var reader = laidOut {
      automaton.write(to: &$0)
      SieveTables(ByteKeys(keys), endWords: endWords ?? keys.map { _ in false }, automaton).write(to: &$0)
    }
    do {
      let automaton = try AhoCorasick(&reader)
      try self.init(&reader, depths: automaton.depths())
    } catch {
      fatalError("a sieve cannot be read: \(error)")
    }
  }
}

extension SortedKeys {
  convenience init(_ keys: ByteKeys, ids: [UInt32]) {
    var reader = laidOut { SortedKeys.write(keys, ids: ids, to: &$0) }
    do {
      try self.init(&reader)
    } catch {
      fatalError("sorted keys cannot be read: \(error)")
    }
  }
}

func laidOut(_ write: (inout PackWriter) -> Void) -> PackReader {
  var writer = PackWriter()
  write(&writer)
  do {
    return try PackReader(writer.finishTables())
  } catch {
    fatalError("tables cannot be read: \(error)")
  }
}
