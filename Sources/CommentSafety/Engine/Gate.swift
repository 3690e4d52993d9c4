/// What a comment must hold for a rule to run: the rule's requirement, with atoms as indices.
indirect enum Gate: Sendable {
  case always
  case atom(Int)
  case digits(Int)
  case byte(UInt8)
  case all([Gate])
  case any([Gate])

  /// The atoms of which one must be in the comment for the gate to open, chosen to be rare: of parts that all must hold, the one
  /// whose shortest atom is the longest. Nil if the gate can open without any.
  func wakers(atomLengths: [Int]) -> [Int]? {
    switch self {
    case .always, .digits, .byte: return nil
    case .atom(let index): return [index]
    case .any(let parts):
      var result: [Int] = []
      for part in parts {
        guard let atoms = part.wakers(atomLengths: atomLengths) else { return nil }
        result += atoms
      }
      return result
    case .all(let parts):
      let choices = parts.compactMap { $0.wakers(atomLengths: atomLengths) }
      return choices.max { left, right in
        let leftShortest = left.map { atomLengths[$0] }.min() ?? 0
        let rightShortest = right.map { atomLengths[$0] }.min() ?? 0
        return (leftShortest, right.count) < (rightShortest, left.count)
      }
    }
  }
}

/// All rules' gates in one flat array: no references, so asking costs no counting.
final class GateTable: Sendable {
  struct Node: BitwiseCopyable {
    enum Operation: UInt8 { case always, atom, digits, byte, all, any }

    var operation: Operation
    /// The atom, the number of digits, the byte.
    var value: UInt32
    /// Index behind this node's subtree.
    var end: UInt32
  }

  // SAFETY: allocated and filled by `init`, read-only afterwards, freed by `deinit`.
  nonisolated(unsafe) private let nodes: UnsafeMutablePointer<Node>
  private let roots: [UInt32]

  init(_ gates: [Gate]) {
    var flat: [Node] = []
    var roots: [UInt32] = []
    for gate in gates {
      roots.append(UInt32(flat.count))
      Self.append(gate, to: &flat)
    }
    self.roots = roots
    nodes = .allocate(capacity: Swift.max(flat.count, 1))
    nodes.initialize(from: flat, count: flat.count)
  }

  deinit {
    nodes.deallocate()
  }

  private static func append(_ gate: Gate, to nodes: inout [Node]) {
    let index = nodes.count
    nodes.append(Node(operation: .always, value: 0, end: 0))
    switch gate {
    case .always: break
    case .atom(let atom):
      nodes[index].operation = .atom
      nodes[index].value = UInt32(atom)
    case .digits(let count):
      nodes[index].operation = .digits
      nodes[index].value = UInt32(count)
    case .byte(let byte):
      nodes[index].operation = .byte
      nodes[index].value = UInt32(byte)
    case .all(let parts):
      nodes[index].operation = .all
      for part in parts { append(part, to: &nodes) }
    case .any(let parts):
      nodes[index].operation = .any
      for part in parts { append(part, to: &nodes) }
    }
    nodes[index].end = UInt32(nodes.count)
  }

  /// Whether a rule's gate is open.
  /// - Complexity: O(size of the gate).
  func isOpen(_ rule: Int, _ facts: borrowing CommentFacts) -> Bool {
    isOpen(node: Int(roots[rule]), facts)
  }

  private func isOpen(node index: Int, _ facts: borrowing CommentFacts) -> Bool {
    let node = nodes[index]
    switch node.operation {
    case .always: return true
    case .atom: return facts.hasAtom(Int(node.value))
    case .digits: return facts.digitCount >= Int(node.value)
    case .byte: return facts.hasByte(UInt8(truncatingIfNeeded: node.value))
    case .all, .any:
      let wanted = node.operation == .any
      var part = index + 1
      while part < Int(node.end) {
        if isOpen(node: part, facts) == wanted { return wanted }
        part = Int(nodes[part].end)
      }
      return !wanted
    }
  }
}

/// What the scan learnt of a comment that gates ask for.
struct CommentFacts: ~Copyable {
  // SAFETY: points to the scratch's atom bits, which outlive the facts.
  let atoms: UnsafePointer<UInt64>
  let digitCount: Int
  let present: (UInt64, UInt64)

  func hasAtom(_ index: Int) -> Bool {
    atoms[index >> 6] & (1 << UInt64(index & 63)) != 0
  }

  func hasByte(_ byte: UInt8) -> Bool {
    byte < 64 ? present.0 & (1 << UInt64(byte)) != 0 : present.1 & (1 << UInt64(byte & 63)) != 0
  }
}
