/// The build-time form of the automaton: a trie of byte strings in breadth-first order.
///
/// Built from sorted keys, so children of a node are contiguous and states near the root, which a scan visits most, are
/// neighbours in memory.
struct Trie {
  /// 32-bit ids: half the memory of pointers; more states than that are a build error.
  typealias StateID = Int32

  /// The byte on the edge into each state; unused for the root, state 0.
  private(set) var labels: [UInt8] = [0]
  /// First child and number of children of each state. Children have consecutive ids.
  private(set) var firstChild: [StateID] = [0]
  private(set) var childCount: [UInt16] = [0]
  private(set) var parent: [StateID] = [0]
  /// For each state the range of `patterns` that end there.
  private(set) var patternStart: [UInt32] = []
  /// Pattern ids in the order of the states they end at.
  private(set) var patterns: [UInt32] = []

  var stateCount: Int { labels.count }

  /// Bytes that must follow a state before its patterns end there; empty but for the leaves of a trie with tails.
  private(set) var tails: [ArraySlice<UInt8>] = []

  /// Builds the trie of `keys`; pattern `i` is `keys[i]`. Empty keys are left out.
  ///
  /// - Parameter hasTails: a path that leads to one key alone is not spelt out in states: the rest of the key is the tail of the
  ///   state where it parts from all others. Most states of a trie of phrases are such paths.
  /// - Complexity: O(total length × log(keys)) for the sort, then linear.
  init(keys: [[UInt8]], hasTails: Bool = false) {
    let order = keys.indices.filter { !keys[$0].isEmpty }.sorted {
      keys[$0].lexicographicallyPrecedes(keys[$1]) || (keys[$0] == keys[$1] && $0 < $1)
    }
    // Each state covers a range of `order` whose keys share the state's path.
    var ranges: [Range<Int>] = [0..<order.count]
    var depths: [Int] = [0]
    var state = 0
    patternStart.append(0)
    while state < labels.count {
      let depth = depths[state]
      var index = ranges[state].lowerBound
      let end = ranges[state].upperBound
      if hasTails, state > 0, keys[order[index]] == keys[order[end - 1]] {
        // Sorted, so all of them are the same key.
        patterns += order[index..<end].map(UInt32.init)
        patternStart.append(UInt32(patterns.count))
        firstChild[state] = StateID(labels.count)
        tails.append(keys[order[index]][depth...])
        state += 1
        continue
      }
      tails.append([])
      // Keys that end here come first in the sorted range.
      while index < end && keys[order[index]].count == depth {
        patterns.append(UInt32(order[index]))
        index += 1
      }
      patternStart.append(UInt32(patterns.count))
      firstChild[state] = StateID(labels.count)
      var children = 0
      while index < end {
        let byte = keys[order[index]][depth]
        var next = index + 1
        while next < end && keys[order[next]][depth] == byte { next += 1 }
        labels.append(byte)
        firstChild.append(0)
        childCount.append(0)
        parent.append(StateID(state))
        ranges.append(index..<next)
        depths.append(depth + 1)
        children += 1
        index = next
      }
      childCount[state] = UInt16(children)
      state += 1
    }
  }

  /// The child of `state` by `byte`, or nil.
  /// - Complexity: O(children).
  func child(of state: StateID, by byte: UInt8) -> StateID? {
    let first = firstChild[Int(state)]
    for offset in 0..<StateID(childCount[Int(state)]) where labels[Int(first + offset)] == byte {
      return first + offset
    }
    return nil
  }

  /// Failure links: for each state the state of its longest proper suffix that is in the trie (Aho and Corasick, 1975).
  /// - Complexity: linear in the states for a bounded alphabet.
  func failureLinks() -> [StateID] {
    var failure = [StateID](repeating: 0, count: stateCount)
    // Breadth-first order: a state's parent and every shorter path are done before it.
    for state in 1..<Swift.max(stateCount, 1) {
      let up = parent[state]
      if up == 0 { continue }
      var candidate = failure[Int(up)]
      while true {
        if let next = child(of: candidate, by: labels[state]) {
          failure[state] = next
          break
        }
        if candidate == 0 { break }
        candidate = failure[Int(candidate)]
      }
    }
    return failure
  }
}
