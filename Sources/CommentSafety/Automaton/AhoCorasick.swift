/// An Aho-Corasick automaton over bytes, as a double array with failure links.
///
/// A state's transitions stand at `base + class`, where a byte's class is its rank among the bytes that patterns use; a cell
/// belongs to a state if its `check` names it (Aoe, 1989). 8 bytes a cell, and 4 more for a failure link where there are any: a 10,000-term
/// pack stays below a megabyte where a dense table would take tens. The root's transitions are a dense table: half of all steps start there.
///
/// States that put something out are numbered in the order of their cells. A leaf's number stands in its cell, which needs no children; that of
/// another state is counted when it is asked for. Most put out one pattern, which stands in their output itself.
///
/// Immutable after building, and shared by all workers.
final class AhoCorasick: Sendable {
  /// Eight bytes, so that a line of the cache holds eight of them.
  struct Cell: BitwiseCopyable {
    /// Where this state's children stand, less their class; and flags. A leaf that puts something out has the number of its output here.
    var base: Int32
    /// The state that this cell is a child of, -1 for a free cell.
    var check: Int32

    /// The state puts something out.
    static let outputFlag = Int32.min
    /// It does, and `base` is the number of its output.
    static let leafFlags = Int32.min | 1 << 30
    static let numberMask: Int32 = 1 << 30 - 1

    @inline(__always) var hasOutput: Bool { base < 0 }
    @inline(__always) var isLeafWithOutput: Bool { base & Self.leafFlags == Self.leafFlags }
    /// The children's place. That of a leaf is some place inside, where no cell names it.
    @inline(__always) var children: Int32 { base & Self.numberMask }
  }

  /// Which of 32 cells put something out. A number for each cell would be a third of an automaton of words.
  struct OutputGroup: BitwiseCopyable {
    static let size = 32
    /// A bit for each cell.
    var cells: UInt32
    /// How many cells before these do.
    var before: UInt32
  }

  /// What a state puts out.
  struct Output: BitwiseCopyable {
    /// The pattern that ends there; or, with ``listFlag``, where in `lists` the number of patterns stands, and they behind it.
    var pattern: UInt32
    /// Where the bytes that must follow the state stand in `tails`; they end where those of the next output begin.
    var tailStart: UInt32
  }

  /// Marks an output that does not put out exactly one pattern. Bits above it belong to whoever gave the patterns their numbers.
  static let listFlag: UInt32 = 1 << 30

  /// What an output also puts out, in an automaton that is run over a text: the patterns of a suffix.
  struct Suffix: BitwiseCopyable {
    /// The output of the longest suffix that has patterns of its own, -1 for none.
    var next: Int32
    /// Bytes that lead to the state.
    var length: UInt32
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
  nonisolated(unsafe) private let outputGroups: UnsafePointer<OutputGroup>
  /// By number, and one more, which says where the tails end.
  nonisolated(unsafe) private let outputs: UnsafePointer<Output>
  /// By number, of an automaton that is not anchored.
  nonisolated(unsafe) private let suffixes: UnsafePointer<Suffix>
  nonisolated(unsafe) private let lists: UnsafePointer<UInt32>
  nonisolated(unsafe) private let tails: UnsafePointer<UInt8>
  /// Class of each byte; 0 for bytes that no pattern holds.
  nonisolated(unsafe) let classes: UnsafePointer<Int32>
  /// The root's transition by byte.
  nonisolated(unsafe) let rootNext: UnsafePointer<Int32>

  let cellCount: Int
  let outputCount: Int
  let stateCount: Int
  let classCount: Int
  /// Whether it has no failure links: ``next(_:_:)`` must not be asked.
  let isAnchored: Bool

  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  /// - Complexity: linear in the tables.
  init(_ reader: inout PackReader) throws(PackDamage) {
    memory = reader.memory
    let facts = try reader.value(.automaton, as: Facts.self)
    let cells = try reader.take(.cells, as: Cell.self)
    let failures = try reader.take(.failures, as: Int32.self)
    let outputGroups = try reader.take(.outputGroups, as: OutputGroup.self)
    let outputs = try reader.take(.outputs, as: Output.self)
    let suffixes = try reader.take(.outputSuffixes, as: Suffix.self)
    let lists = try reader.take(.outputLists, as: UInt32.self)
    let tails = try reader.take(.tails, as: UInt8.self)
    let classes = try reader.take(.classes, as: Int32.self)
    let rootNext = try reader.take(.rootTransitions, as: Int32.self)
    (self.cells, self.failures, self.outputGroups) = (cells.start, failures.start, outputGroups.start)
    (self.outputs, self.suffixes, self.lists, self.tails) = (outputs.start, suffixes.start, lists.start, tails.start)
    (self.classes, self.rootNext) = (classes.start, rootNext.start)
    (cellCount, outputCount) = (cells.count, outputs.count - 1)
    stateCount = Int(facts.stateCount)
    classCount = Int(facts.classCount)
    isAnchored = facts.isAnchored != 0
    let groupSize = OutputGroup.size
    guard failures.count == (isAnchored ? 0 : cellCount), suffixes.count == (isAnchored ? 0 : outputCount),
      outputGroups.count == (cellCount + groupSize - 1) / groupSize, outputCount >= 0,
      classes.count == 256, rootNext.count == 256, cellCount > classCount, classCount > 0
    else { throw PackDamage("the tables of an automaton have sizes that do not fit") }
    let (states, letters) = (Int32(cellCount), Int32(classCount))
    let areInside =
      cells.holds { $0.children <= states - letters && $0.check >= -1 && $0.check < states }
      && failures.holds { $0 >= 0 && $0 < states }
      && classes.holds { $0 >= 0 && $0 < letters } && rootNext.holds { $0 >= 0 && $0 < states }
    guard areInside else { throw PackDamage("an automaton leads outside its tables") }
    var counted: UInt32 = 0
    for (index, group) in outputGroups.enumerated() {
      var bits: UInt32 = 0
      let before = counted
      var areLeavesRight = true
      for cell in (index * groupSize)..<Swift.min((index + 1) * groupSize, cellCount) where cells[cell].hasOutput {
        bits |= 1 << UInt32(cell % groupSize)
        if cells[cell].isLeafWithOutput { areLeavesRight = areLeavesRight && UInt32(cells[cell].children) == counted }
        counted += 1
      }
      guard group.cells == bits, group.before == before, areLeavesRight else {
        throw PackDamage("the outputs of an automaton are counted wrongly")
      }
    }
    var areRight = counted == UInt32(outputCount) && outputs[0].tailStart == 0
    for index in 0..<outputCount where areRight {
      let (here, next) = (outputs[index], outputs[index + 1])
      areRight = here.tailStart <= next.tailStart
      if here.pattern & Self.listFlag != 0 {
        let start = Int(here.pattern & (Self.listFlag - 1))
        areRight = areRight && start < lists.count && Int(lists[start]) < lists.count - start
      }
    }
    areRight = areRight && outputs[outputCount].tailStart == UInt32(tails.count)
    areRight =
      areRight
      && suffixes.holds {
        $0.next >= -1 && $0.next < Int32(outputCount) && ($0.next < 0 || suffixes[Int($0.next)].length < $0.length)
      }
    guard areRight, isAnchored || tails.isEmpty else { throw PackDamage("an automaton puts out what it has not") }
  }

  /// Bytes that lead from the root to each state; -1 for free cells. For checking tables.
  /// - Throws: ``PackDamage`` if there is no such number, or a failure link or an output does not fit it.
  /// - Complexity: linear in the cells.
  func depths() throws(PackDamage) -> [Int32] {
    var depths = [Int32](repeating: -1, count: cellCount)
    depths[0] = 0
    for cell in 1..<cellCount where cells[cell].check >= 0 && depths[cell] < 0 {
      // Up to a state whose depth is known, then the same way again. Most have it at once: their parents stand in front of them.
      var state = Int32(cell)
      var steps: Int32 = 0
      while depths[Int(state)] < 0 {
        state = cells[Int(state)].check
        steps += 1
        guard state >= 0, Int(steps) <= cellCount else {
          throw PackDamage("an automaton has states that nothing leads to")
        }
      }
      var depth = depths[Int(state)] + steps
      state = Int32(cell)
      while depths[Int(state)] < 0 {
        depths[Int(state)] = depth
        depth -= 1
        state = cells[Int(state)].check
      }
    }
    for cell in 0..<cellCount where depths[cell] >= 0 {
      if !isAnchored, cell > 0, depths[Int(failures[cell])] >= depths[cell] || depths[Int(failures[cell])] < 0 {
        throw PackDamage("a failure link of an automaton does not lead up")
      }
      if !isAnchored, cells[cell].hasOutput, suffixes[Int(output(Int32(cell)))].length != UInt32(depths[cell]) {
        throw PackDamage("an automaton puts out patterns of another length than what leads to them")
      }
    }
    return depths
  }

  /// The number of a state's output, -1 for none.
  /// - Complexity: O(1).
  @inline(__always)
  func output(_ state: Int32) -> Int32 {
    let cell = cells[Int(state)]
    if !cell.hasOutput { return -1 }
    if cell.isLeafWithOutput { return cell.children }
    let group = outputGroups[Int(state) / OutputGroup.size]
    let before = group.cells & (1 << UInt32(Int(state) % OutputGroup.size) - 1)
    return Int32(truncatingIfNeeded: Int(group.before) + before.nonzeroBitCount)
  }

  /// The patterns that end at a state alone, by the number of its output; not those of its suffixes.
  @inline(__always)
  func patterns(of output: Int32) -> UnsafeBufferPointer<UInt32> {
    let place = outputs + Int(output)
    let pattern = place.pointee.pattern
    if pattern & Self.listFlag == 0 {
      // SAFETY: an output begins with its pattern.
      return UnsafeBufferPointer(start: UnsafeRawPointer(place).assumingMemoryBound(to: UInt32.self), count: 1)
    }
    let list = lists + Int(pattern & (Self.listFlag - 1))
    return UnsafeBufferPointer(start: list + 1, count: Int(list.pointee))
  }

  /// Bytes that must follow a state for its patterns to end behind them.
  @inline(__always)
  func tail(of output: Int32) -> UnsafeBufferPointer<UInt8> {
    let (start, end) = (outputs[Int(output)].tailStart, outputs[Int(output) + 1].tailStart)
    return UnsafeBufferPointer(start: tails + Int(start), count: Int(end &- start))
  }

  /// The suffix whose patterns end where those of an output do.
  /// - Precondition: the automaton is not anchored.
  @inline(__always)
  func suffix(of output: Int32) -> Suffix { suffixes[Int(output)] }

  /// The child of `state` by `byte`, or 0 for none.
  /// - Complexity: O(1).
  @inline(__always)
  func descend(_ state: Int32, _ byte: UInt8) -> Int32 {
    let target = cells[Int(state)].children &+ classes[Int(byte)]
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
      let target = cells[Int(state)].children &+ letter
      // SAFETY: the layout pads the cells by one alphabet, so `target` is in bounds for every state and class.
      if cells[Int(target)].check == state { return target }
      state = failures[Int(state)]
    }
    return rootNext[Int(byte)]
  }
}
