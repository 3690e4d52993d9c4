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

  /// Bytes that lead to each state.
  private(set) var depths: [UInt16] = [0]
  private let keys: ByteKeys

  /// Builds the trie of `keys`; pattern `i` is `keys[i]`, of at most 65,535 bytes. Empty keys are left out.
  ///
  /// - Parameter hasTails: a path that leads to one key alone is not spelt out in states: the rest of the key is the tail of the
  ///   state where it parts from all others. Most states of a trie of phrases are such paths.
  /// - Complexity: O(total length × log(keys)) for the sort, then linear.
  init(keys: ByteKeys, hasTails: Bool = false) {
    self.keys = keys
    let order = keys.sortedIndices()
    // Each state covers a range of `order` whose keys share the state's path.
    var ranges: [(start: UInt32, end: UInt32)] = [(0, UInt32(order.count))]
    patterns.reserveCapacity(order.count)
    // As many states as bytes at most. Large tries share many, and with tails they have about two for each key.
    let room = Swift.min(keys.bytes.count + 1, 2 * order.count + 1 << 12)
    ranges.reserveCapacity(room)
    labels.reserveCapacity(room)
    firstChild.reserveCapacity(room)
    childCount.reserveCapacity(room)
    parent.reserveCapacity(room)
    depths.reserveCapacity(room)
    patternStart.reserveCapacity(room + 1)
    // Where the keys stand, in their order.
    let places = order.map { (start: Int32(keys.range(Int($0)).lowerBound), count: Int32(keys.range(Int($0)).count)) }
    keys.bytes.withUnsafeBufferPointer { bytes in
      places.withUnsafeBufferPointer { places in
        var state = 0
        patternStart.append(0)
        while state < labels.count {
          let depth = Int(depths[state])
          var index = Int(ranges[state].start)
          let end = Int(ranges[state].end)
          firstChild[state] = StateID(labels.count)
          if hasTails, state > 0 {
            let (first, last) = (places[index], places[end - 1])
            // Sorted, so with the first and the last all of them are the same key.
            let isOneKey =
              first.count == last.count
              && (end - index == 1
                || (0..<Int(first.count)).allSatisfy { bytes[Int(first.start) + $0] == bytes[Int(last.start) + $0] })
            if isOneKey {
              patterns += order[index..<end]
              patternStart.append(UInt32(patterns.count))
              state += 1
              continue
            }
          }
          // Keys that end here come first in the sorted range.
          while index < end && Int(places[index].count) == depth {
            patterns.append(order[index])
            index += 1
          }
          patternStart.append(UInt32(patterns.count))
          var children = 0
          while index < end {
            let byte = bytes[Int(places[index].start) + depth]
            var next = index + 1
            while next < end && bytes[Int(places[next].start) + depth] == byte { next += 1 }
            labels.append(byte)
            firstChild.append(0)
            childCount.append(0)
            parent.append(StateID(state))
            depths.append(UInt16(depth + 1))
            ranges.append((UInt32(index), UInt32(next)))
            children += 1
            index = next
          }
          childCount[state] = UInt16(children)
          state += 1
        }
      }
    }
  }

  /// Bytes that must follow a state before its patterns end there; empty but for the leaves of a trie with tails.
  func tail(of state: Int) -> ArraySlice<UInt8> {
    guard patternStart[state] < patternStart[state + 1] else { return [] }
    return keys[Int(patterns[Int(patternStart[state])])].dropFirst(Int(depths[state]))
  }

  /// The patterns that end at a state.
  func ownPatterns(of state: Int) -> ArraySlice<UInt32> {
    patterns[Int(patternStart[state])..<Int(patternStart[state + 1])]
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
