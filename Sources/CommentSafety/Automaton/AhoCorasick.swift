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
    /// Where the bytes that must follow the state stand in `tails`.
    var tailStart: UInt32
    /// Bytes of these patterns: the depth of their state and the length of its tail.
    var length: UInt16
    var tailLength: UInt16
  }

  /// What the arrays do not tell.
  struct Facts: BitwiseCopyable {
    var stateCount: UInt32
    var classCount: UInt32
    var isAnchored: UInt32
  }

  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to; so sharing them among threads is safe.
  nonisolated(unsafe) let cells: UnsafePointer<Cell>
  /// Of an automaton that is not anchored.
  nonisolated(unsafe) let failures: UnsafePointer<Int32>
  /// Index of each state's first output, -1 for none.
  nonisolated(unsafe) let outputOfState: UnsafePointer<Int32>
  nonisolated(unsafe) let outputs: UnsafePointer<Output>
  nonisolated(unsafe) let patterns: UnsafePointer<UInt32>
  nonisolated(unsafe) let tails: UnsafePointer<UInt8>
  /// Class of each byte; 0 for bytes that no pattern holds.
  nonisolated(unsafe) let classes: UnsafePointer<Int32>
  /// The root's transition by byte.
  nonisolated(unsafe) let rootNext: UnsafePointer<Int32>

  let cellCount: Int
  let outputCount: Int
  let patternCount: Int
  let tailCount: Int
  let stateCount: Int
  let classCount: Int
  /// Whether it has no failure links: ``next(_:_:)`` must not be asked.
  let isAnchored: Bool

  /// Bytes of memory held.
  var memorySize: Int {
    cellCount * (MemoryLayout<Cell>.stride + (isAnchored ? 4 : 8)) + outputCount * MemoryLayout<Output>.stride
      + patternCount * 4 + tailCount + 256 * 8
  }

  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  /// - Complexity: linear in the tables.
  init(_ reader: inout PackReader) throws(PackDamage) {
    memory = reader.memory
    let facts = try reader.value(.automaton, as: Facts.self)
    let cells = try reader.take(.cells, as: Cell.self)
    let failures = try reader.take(.failures, as: Int32.self)
    let outputOfState = try reader.take(.outputOfState, as: Int32.self)
    let outputs = try reader.take(.outputs, as: Output.self)
    let patterns = try reader.take(.outputPatterns, as: UInt32.self)
    let tails = try reader.take(.tails, as: UInt8.self)
    let classes = try reader.take(.classes, as: Int32.self)
    let rootNext = try reader.take(.rootTransitions, as: Int32.self)
    (self.cells, self.failures, self.outputOfState) = (cells.start, failures.start, outputOfState.start)
    (self.outputs, self.patterns, self.tails) = (outputs.start, patterns.start, tails.start)
    (self.classes, self.rootNext) = (classes.start, rootNext.start)
    (cellCount, outputCount, patternCount) = (cells.count, outputs.count, patterns.count)
    tailCount = tails.count
    stateCount = Int(facts.stateCount)
    classCount = Int(facts.classCount)
    isAnchored = facts.isAnchored != 0
    guard failures.count == (isAnchored ? 0 : cellCount), outputOfState.count == cellCount,
      classes.count == 256, rootNext.count == 256, cellCount > classCount, classCount > 0
    else { throw PackDamage("the tables of an automaton have sizes that do not fit") }
    let (states, letters) = (Int32(cellCount), Int32(classCount))
    let areInside =
      cells.holds { ($0.base ^ $0.base >> 31) <= states - letters && $0.check >= -1 && $0.check < states }
      && failures.holds { $0 >= 0 && $0 < states }
      && classes.holds { $0 >= 0 && $0 < letters } && rootNext.holds { $0 >= 0 && $0 < states }
      && outputOfState.holds { $0 >= -1 && $0 < Int32(outputs.count) }
    guard areInside else { throw PackDamage("an automaton leads outside its tables") }
    for (index, output) in outputs.enumerated() {
      guard UInt64(output.first) + UInt64(output.count) <= UInt64(patterns.count),
        UInt64(output.tailStart) + UInt64(output.tailLength) <= UInt64(tails.count),
        output.next >= -1, output.next < Int32(index), output.length >= output.tailLength,
        isAnchored || output.tailLength == 0,
        output.next < 0 || outputs[Int(output.next)].length < output.length
      else { throw PackDamage("an automaton puts out what it has not") }
    }
  }

  /// Bytes that lead from the root to each state; -1 for free cells. For checking tables.
  /// - Throws: ``PackDamage`` if there is no such number, or a failure link or an output does not fit it.
  /// - Complexity: linear in the cells.
  func depths() throws(PackDamage) -> [Int32] {
    var depths = [Int32](repeating: -1, count: cellCount)
    depths[0] = 0
    var path: [Int32] = []
    for cell in 1..<cellCount where cells[cell].check >= 0 && depths[cell] < 0 {
      var state = Int32(cell)
      path.removeAll(keepingCapacity: true)
      while depths[Int(state)] < 0 {
        path.append(state)
        state = cells[Int(state)].check
        guard state >= 0, path.count <= cellCount else {
          throw PackDamage("an automaton has states that nothing leads to")
        }
      }
      var depth = depths[Int(state)]
      for state in path.reversed() {
        depth += 1
        depths[Int(state)] = depth
      }
    }
    for cell in 0..<cellCount where depths[cell] >= 0 {
      if !isAnchored, cell > 0, depths[Int(failures[cell])] >= depths[cell] || depths[Int(failures[cell])] < 0 {
        throw PackDamage("a failure link of an automaton does not lead up")
      }
      if cells[cell].base < 0, outputOfState[cell] >= 0 {
        let output = outputs[Int(outputOfState[cell])]
        guard Int32(output.length) - Int32(output.tailLength) <= depths[cell] else {
          throw PackDamage("an automaton puts out patterns longer than what leads to them")
        }
      }
    }
    return depths
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
