/// An Aho-Corasick automaton over bytes, as a double array with failure links.
///
/// A state's transitions stand at `base + class`, where a byte's class is its rank among the bytes that patterns use; a cell
/// belongs to a state if its `check` names it (Aoe, 1989). 8 bytes a cell, and 8 more for failure link and output, which a walk
/// rarely needs: a 10,000-term pack stays near a megabyte where a dense table would take tens. The root's transitions are a dense table: half of all steps start there.
///
/// Immutable after building, and shared by all workers.
final class AhoCorasick: Sendable {
  /// Eight bytes, so that a line of the cache holds eight of them.
  struct Cell: BitwiseCopyable {
    /// Where this state's children stand, less their class; its complement if the state puts something out.
    var base: Int32
    /// The state that this cell is a child of, -1 for a free cell.
    var check: Int32
  }

  /// Patterns that end at a state, and the next shorter suffix that has some.
  struct Output: BitwiseCopyable {
    var first: UInt32
    var count: UInt32
    var next: Int32
    /// Bytes of these patterns: the depth of their state and the length of its tail.
    var length: UInt32
    /// The bytes that must follow the state: where they stand in `tails`, and how many.
    var tailStart: UInt32
    var tailLength: UInt32
  }

  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`; so sharing them among threads is safe.
  nonisolated(unsafe) let cells: UnsafeMutablePointer<Cell>
  nonisolated(unsafe) let failures: UnsafeMutablePointer<Int32>
  /// Index of each state's first output, -1 for none.
  nonisolated(unsafe) let outputOfState: UnsafeMutablePointer<Int32>
  nonisolated(unsafe) let outputs: UnsafeMutablePointer<Output>
  nonisolated(unsafe) let patterns: UnsafeMutablePointer<UInt32>
  nonisolated(unsafe) let tails: UnsafeMutablePointer<UInt8>
  /// Class of each byte; 0 for bytes that no pattern holds.
  nonisolated(unsafe) let classes: UnsafeMutablePointer<Int32>
  /// The root's transition by byte.
  nonisolated(unsafe) let rootNext: UnsafeMutablePointer<Int32>

  let cellCount: Int
  let outputCount: Int
  let patternCount: Int
  let tailCount: Int
  let stateCount: Int
  let classCount: Int

  /// Bytes of memory held.
  var memorySize: Int {
    cellCount * (MemoryLayout<Cell>.stride + 8) + outputCount * MemoryLayout<Output>.stride
      + patternCount * 4 + tailCount + 256 * 8
  }

  /// - Parameter isAnchored: the automaton is only walked down from chosen places with ``descend(_:_:)``; it needs no failure links,
  ///   and a state puts out its own patterns alone.
  /// - Parameter ids: what to put out for each pattern of the trie; its number if nil.
  init(_ trie: Trie, isAnchored: Bool = false, ids: [UInt32]? = nil) {
    let layout = DoubleArrayLayout(trie)
    stateCount = trie.stateCount
    classCount = layout.classCount
    cellCount = layout.cells.count

    // Failure links and outputs, translated from trie states to cells.
    let failure =
      isAnchored ? [Int32](repeating: 0, count: trie.stateCount) : trie.failureLinks()
    var cells = layout.cells
    failures = .allocate(capacity: cells.count)
    failures.initialize(repeating: 0, count: cells.count)
    outputOfState = .allocate(capacity: cells.count)
    outputOfState.initialize(repeating: -1, count: cells.count)
    var outputs: [Output] = []
    var tailBytes: [UInt8] = []
    var depth = [UInt32](repeating: 0, count: trie.stateCount)
    for state in 1..<Swift.max(trie.stateCount, 1) {
      depth[state] = depth[Int(trie.parent[state])] + 1
    }
    var outputOf = [Int32](repeating: -1, count: trie.stateCount)
    for state in 0..<trie.stateCount {
      let cell = Int(layout.cellOf[state])
      let fail = Int(failure[state])
      failures[cell] = layout.cellOf[fail]
      let first = trie.patternStart[state]
      let count = trie.patternStart[state + 1] - first
      let inherited = state == 0 || isAnchored ? -1 : outputOf[fail]
      if count > 0 {
        outputOf[state] = Int32(outputs.count)
        outputs.append(
          Output(
            first: first, count: count, next: inherited,
            length: depth[state] + UInt32(trie.tails[state].count),
            tailStart: UInt32(tailBytes.count), tailLength: UInt32(trie.tails[state].count)))
        tailBytes += trie.tails[state]
      } else {
        outputOf[state] = inherited
      }
      outputOfState[cell] = outputOf[state]
      if outputOf[state] >= 0 { cells[cell].base = ~cells[cell].base }
    }
    outputCount = outputs.count
    patternCount = trie.patterns.count

    self.cells = .allocate(capacity: Swift.max(cells.count, 1))
    self.cells.initialize(from: cells, count: cells.count)
    self.outputs = .allocate(capacity: Swift.max(outputs.count, 1))
    self.outputs.initialize(from: outputs, count: outputs.count)
    tails = .allocate(capacity: Swift.max(tailBytes.count, 1))
    tails.initialize(from: tailBytes, count: tailBytes.count)
    tailCount = tailBytes.count
    patterns = .allocate(capacity: Swift.max(trie.patterns.count, 1))
    let put = ids.map { ids in trie.patterns.map { ids[Int($0)] } } ?? trie.patterns
    patterns.initialize(from: put, count: put.count)
    classes = .allocate(capacity: 256)
    classes.initialize(from: layout.classes, count: 256)
    rootNext = .allocate(capacity: 256)
    for byte in 0..<256 {
      let next = trie.child(of: 0, by: UInt8(byte)).map { layout.cellOf[Int($0)] }
      (rootNext + byte).initialize(to: next ?? 0)
    }
  }

  deinit {
    cells.deallocate()
    failures.deallocate()
    outputOfState.deallocate()
    outputs.deallocate()
    patterns.deallocate()
    tails.deallocate()
    classes.deallocate()
    rootNext.deallocate()
  }

  /// The first output of a state, -1 for none.
  @inline(__always)
  func output(_ state: Int32) -> Int32 {
    cells[Int(state)].base < 0 ? outputOfState[Int(state)] : -1
  }

  /// The child of `state` by `byte`, or 0 for none.
  /// - Complexity: O(1).
  @inline(__always)
  func descend(_ state: Int32, _ byte: UInt8) -> Int32 {
    let base = cells[Int(state)].base
    let target = (base ^ base >> 31) &+ classes[Int(byte)]
    // SAFETY: in bounds for every state and class, see `next`. Class 0 leads to a state's base, which is never its child.
    return cells[Int(target)].check == state && target != 0 && classes[Int(byte)] != 0 ? target : 0
  }

  /// The last state on the path of `bytes` from the root, and how many of them lead there.
  /// - Complexity: linear in the bytes.
  func descend(_ bytes: ArraySlice<UInt8>) -> (state: Int32, depth: Int) {
    var state: Int32 = 0
    var depth = 0
    for byte in bytes {
      let next = descend(state, byte)
      if next == 0 { break }
      state = next
      depth += 1
    }
    return (state, depth)
  }

  /// The state after reading `byte` in `state`. The root is state 0.
  /// - Complexity: amortised O(1).
  @inline(__always)
  func next(_ state: Int32, _ byte: UInt8) -> Int32 {
    let letter = classes[Int(byte)]
    if letter == 0 { return 0 }
    var state = state
    while state != 0 {
      let base = cells[Int(state)].base
      let target = (base ^ base >> 31) &+ letter
      // SAFETY: the layout pads the cells by one alphabet, so `target` is in bounds for every state and class.
      if cells[Int(target)].check == state { return target }
      state = failures[Int(state)]
    }
    return rootNext[Int(byte)]
  }
}
