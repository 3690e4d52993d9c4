/// An automaton as it is built: the arrays that a compiled pack takes.
struct AutomatonTables {
  private(set) var cells: [AhoCorasick.Cell]
  private(set) var failures: [Int32] = []
  private(set) var outputOfState: [Int32]
  private(set) var outputs: [AhoCorasick.Output] = []
  private(set) var patterns: [UInt32]
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

    // Failure links and outputs, translated from trie states to cells.
    let failure =
      isAnchored ? [Int32](repeating: 0, count: trie.stateCount) : trie.failureLinks()
    cells = layout.cells
    if !isAnchored { failures = [Int32](repeating: 0, count: cells.count) }
    outputOfState = [Int32](repeating: -1, count: cells.count)
    var outputOf = [Int32](repeating: -1, count: trie.stateCount)
    for state in 0..<trie.stateCount {
      let cell = Int(layout.cellOf[state])
      let fail = Int(failure[state])
      if !isAnchored { failures[cell] = layout.cellOf[fail] }
      let first = trie.patternStart[state]
      let count = trie.patternStart[state + 1] - first
      let inherited = state == 0 || isAnchored ? -1 : outputOf[fail]
      if count > 0 {
        let tail = trie.tail(of: state)
        outputOf[state] = Int32(outputs.count)
        outputs.append(
          AhoCorasick.Output(
            first: first, count: count, next: inherited, tailStart: UInt32(tails.count),
            length: trie.depths[state] + UInt16(tail.count), tailLength: UInt16(tail.count)))
        tails += tail
      } else {
        outputOf[state] = inherited
      }
      outputOfState[cell] = outputOf[state]
      if outputOf[state] >= 0 { cells[cell].base = ~cells[cell].base }
    }
    patterns = ids.map { ids in trie.patterns.map { ids[Int($0)] } } ?? trie.patterns
    classes = layout.classes
    rootNext = (0..<256).map { byte in
      trie.child(of: 0, by: UInt8(byte)).map { layout.cellOf[Int($0)] } ?? 0
    }
  }

  func write(to writer: inout PackWriter) {
    writer.add(
      .automaton,
      value: AhoCorasick.Facts(
        stateCount: UInt32(stateCount), classCount: UInt32(classCount), isAnchored: isAnchored ? 1 : 0))
    writer.add(.cells, cells)
    writer.add(.failures, failures)
    writer.add(.outputOfState, outputOfState)
    writer.add(.outputs, outputs)
    writer.add(.outputPatterns, patterns)
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
      let base = cells[Int(state)].base
      let target = (base ^ base >> 31) + letter
      guard letter != 0, target != 0, cells[Int(target)].check == state else { return (state, depth) }
      state = target
    }
    return (state, count)
  }
}
