/// Places a trie's states in a double array.
struct DoubleArrayLayout {
  private(set) var cells: [AhoCorasick.Cell] = []
  /// The cell of each trie state; the root's is 0.
  private(set) var cellOf: [Int32]
  /// Class of each byte, 1 and up for bytes in use.
  private(set) var classes = [Int32](repeating: 0, count: 256)
  private(set) var classCount = 1

  /// The first free cell, and for each free cell the next one.
  private var nextFree: [Int32] = []
  private var previousFree: [Int32] = []
  private var firstFree: Int32 = -1
  private var lastFree: Int32 = -1

  /// Free cells tried for a state before it goes to the end of the array: bounds the build at a small cost in space.
  private static let tries = 128

  init(_ trie: Trie) {
    cellOf = [Int32](repeating: 0, count: trie.stateCount)
    var counts = [Int](repeating: 0, count: 256)
    for state in 1..<Swift.max(trie.stateCount, 1) { counts[Int(trie.labels[state])] += 1 }
    // The commonest bytes get the smallest classes, which packs the array tighter.
    let used = (0..<256).filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }
    for byte in used {
      classes[byte] = Int32(classCount)
      classCount += 1
    }

    grow(to: 2 * classCount + 1024)
    occupy(0, check: 0)
    var scratch: [Int32] = []
    for state in 0..<trie.stateCount {
      let count = Int(trie.childCount[state])
      let cell = Int(cellOf[state])
      guard count > 0 else {
        // A leaf: its base points at the padding, where no check can name it.
        cells[cell].base = 0
        continue
      }
      scratch.removeAll(keepingCapacity: true)
      let first = Int(trie.firstChild[state])
      for child in first..<(first + count) { scratch.append(classes[Int(trie.labels[child])]) }
      let base = findBase(scratch)
      cells[cell].base = base
      for (index, letter) in scratch.enumerated() {
        let target = base + letter
        occupy(target, check: Int32(cell))
        cellOf[first + index] = target
      }
    }
    // Pad, so that `base + class` is in bounds for every state.
    let last = cells.lastIndex { $0.check >= 0 } ?? 0
    let needed = last + 2 * classCount + 2
    if cells.count > needed { cells.removeLast(cells.count - needed) } else { grow(to: needed) }
    for index in cells.indices where cells[index].check < 0 {
      cells[index] = AhoCorasick.Cell(base: 0, check: -1)
    }
  }

  private mutating func findBase(_ letters: [Int32]) -> Int32 {
    let lowest = letters.min()!
    var candidate = firstFree
    var tried = 0
    while candidate >= 0 && tried < Self.tries {
      let base = candidate - lowest
      if base >= 1 && fits(letters, base) { return base }
      candidate = nextFree[Int(candidate)]
      tried += 1
    }
    // At the end nothing is in the way.
    let base = Int32(cells.count)
    grow(to: cells.count + classCount + 2)
    if tried == Self.tries { dropFullStart() }
    return base
  }

  /// Cells at the start of the free list that many states could not use are given up.
  private mutating func dropFullStart() {
    for _ in 0..<Self.tries / 8 where firstFree >= 0 { unlink(firstFree) }
  }

  private mutating func fits(_ letters: [Int32], _ base: Int32) -> Bool {
    let highest = Int(base) + classCount
    if highest >= cells.count { grow(to: highest + classCount) }
    for letter in letters where cells[Int(base + letter)].check != -1 { return false }
    return true
  }

  private mutating func occupy(_ cell: Int32, check: Int32) {
    unlink(cell)
    cells[Int(cell)].check = check
  }

  private mutating func unlink(_ cell: Int32) {
    let index = Int(cell)
    guard cells[index].base != Int32.min else { return }
    cells[index].base = Int32.min  // marks a cell that left the free list
    let next = nextFree[index]
    let previous = previousFree[index]
    if previous >= 0 { nextFree[Int(previous)] = next } else { firstFree = next }
    if next >= 0 { previousFree[Int(next)] = previous } else { lastFree = previous }
  }

  private mutating func grow(to count: Int) {
    let old = cells.count
    guard count > old else { return }
    for index in old..<count {
      cells.append(AhoCorasick.Cell(base: 0, check: -1))
      nextFree.append(index + 1 < count ? Int32(index + 1) : -1)
      previousFree.append(Int32(index - 1))
    }
    // Join the new free cells to the end of the list.
    if firstFree < 0 {
      firstFree = Int32(old)
      previousFree[old] = -1
    } else {
      previousFree[old] = lastFree
      nextFree[Int(lastFree)] = Int32(old)
    }
    lastFree = Int32(count - 1)
  }
}
