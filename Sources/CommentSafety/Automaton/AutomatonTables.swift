/// An automaton as it is built: the arrays that a compiled pack takes.
struct AutomatonTables {
  private(set) var cells: [AhoCorasick.Cell]
  private(set) var failures: [Int32] = []
  private(set) var outputGroups: [AhoCorasick.OutputGroup] = []
  private(set) var outputs: [AhoCorasick.Output] = []
  private(set) var suffixes: [AhoCorasick.Suffix] = []
  private(set) var lists: [UInt32] = []
  private(set) var tails: [UInt8] = []
  private(set) var classes: [Int32]
  private(set) var rootNext: [Int32]
  let stateCount: Int
  let classCount: Int
  let isAnchored: Bool

  /// - Parameter isAnchored: the automaton is only walked down from chosen places with ``AhoCorasick/descend(_:_:)``; it needs no failure
  ///   links, and a state puts out its own patterns alone.
  /// - Parameter ids: what to put out for each pattern of the trie; its number if nil.
  init(_ trie: Trie, isAnchored: Bool = false, ids: [UInt32]? = nil) {
    let layout = DoubleArrayLayout(trie)
    stateCount = trie.stateCount
    classCount = layout.classCount
    self.isAnchored = isAnchored

    cells = layout.cells
    let failure = isAnchored ? [] : trie.failureLinks()
    // The nearest of a state and its suffixes that has patterns of its own, -1 for none.
    var nearest = [Int32](repeating: -1, count: trie.stateCount)
    var stateOf = [Int32](repeating: -1, count: cells.count)
    if !isAnchored { failures = [Int32](repeating: 0, count: cells.count) }
    var outputCount = 0
    // Breadth-first order: a suffix comes before what it is a suffix of.
    for state in 0..<trie.stateCount {
      let cell = Int(layout.cellOf[state])
      stateOf[cell] = Int32(state)
      if trie.patternStart[state] < trie.patternStart[state + 1] {
        nearest[state] = Int32(state)
      } else if !isAnchored, state > 0 {
        nearest[state] = nearest[Int(failure[state])]
      }
      if !isAnchored { failures[cell] = layout.cellOf[Int(failure[state])] }
      if nearest[state] >= 0 {
        cells[cell].base |= AhoCorasick.Cell.outputFlag
        outputCount += 1
      }
    }
    outputs.reserveCapacity(outputCount + 1)
    outputGroups.reserveCapacity(cells.count / AhoCorasick.OutputGroup.size + 1)
    var outputOf = isAnchored ? [] : [Int32](repeating: -1, count: trie.stateCount)
    for cell in cells.indices {
      if cell % AhoCorasick.OutputGroup.size == 0 {
        outputGroups.append(AhoCorasick.OutputGroup(cells: 0, before: UInt32(outputs.count)))
      }
      guard cells[cell].hasOutput else { continue }
      outputGroups[outputGroups.count - 1].cells |= 1 << UInt32(cell % AhoCorasick.OutputGroup.size)
      let state = Int(stateOf[cell])
      if trie.childCount[state] == 0 { cells[cell].base = AhoCorasick.Cell.leafFlags | Int32(outputs.count) }
      if !isAnchored { outputOf[state] = Int32(outputs.count) }
      outputs.append(
        AhoCorasick.Output(
          pattern: Self.output(of: trie.ownPatterns(of: state), ids, &lists), tailStart: UInt32(tails.count)))
      tails += trie.tail(of: state)
    }
    outputs.append(AhoCorasick.Output(pattern: 0, tailStart: UInt32(tails.count)))
    if !isAnchored {
      suffixes = [AhoCorasick.Suffix](repeating: AhoCorasick.Suffix(next: -1, length: 0), count: outputCount)
      for state in 0..<trie.stateCount where outputOf[state] >= 0 {
        let next = state == 0 ? -1 : nearest[Int(failure[state])]
        suffixes[Int(outputOf[state])] = AhoCorasick.Suffix(
          next: next < 0 ? -1 : outputOf[Int(next)], length: UInt32(trie.depths[state]))
      }
    }
    classes = layout.classes
    rootNext = (0..<256).map { byte in
      trie.child(of: 0, by: UInt8(byte)).map { layout.cellOf[Int($0)] } ?? 0
    }
  }

  /// What an output says of its patterns.
  private static func output(of patterns: ArraySlice<UInt32>, _ ids: [UInt32]?, _ lists: inout [UInt32]) -> UInt32 {
    func id(_ pattern: UInt32) -> UInt32 {
      let id = ids.map { $0[Int(pattern)] } ?? pattern
      precondition(id & AhoCorasick.listFlag == 0, "a pattern has a number that is too large")
      return id
    }
    if patterns.count == 1 { return id(patterns.first!) }
    let start = UInt32(lists.count)
    lists.append(UInt32(patterns.count))
    for pattern in patterns { lists.append(id(pattern)) }
    return start | AhoCorasick.listFlag
  }

  func write(to writer: inout PackWriter) {
    writer.add(
      .automaton,
      value: AhoCorasick.Facts(
        stateCount: UInt32(stateCount), classCount: UInt32(classCount), isAnchored: isAnchored ? 1 : 0))
    writer.add(.cells, cells)
    writer.add(.failures, failures)
    writer.add(.outputGroups, outputGroups)
    writer.add(.outputs, outputs)
    writer.add(.outputSuffixes, suffixes)
    writer.add(.outputLists, lists)
    writer.add(.tails, tails)
    writer.add(.classes, classes)
    writer.add(.rootTransitions, rootNext)
  }

  /// The last state on the path of some bytes from the root, and how many of them lead there.
  /// - Parameter bytes: the first one highest.
  func descend(_ bytes: UInt64, count: Int) -> (state: Int32, depth: Int) {
    var state: Int32 = 0
    for depth in 0..<count {
      let letter = classes[Int(bytes >> UInt64(56 - 8 * depth) & 0xFF)]
      let target = cells[Int(state)].children + letter
      guard letter != 0, target != 0, cells[Int(target)].check == state else { return (state, depth) }
      state = target
    }
    return (state, count)
  }
}
