internal import CommentKernels

/// All rules' gates in one flat array: no references, so asking costs no counting.
struct GateTable: Sendable {
  struct Node: BitwiseCopyable {
    enum Operation: UInt8, CaseIterable {
      case always, atom, atoms, digits, byte, repeats, written, beginnings, all, any
    }

    var operation: Operation
    var unused: (UInt8, UInt8, UInt8) = (0, 0, 0)
    /// The atom, the number of digits, the byte, the bytes of a literal, the list of how words begin.
    var value: UInt32
    /// Index behind this node's subtree.
    var end: UInt32
    /// For `repeats` and `written`: whether the bytes are looked for in comments that are not plain, too.
    var more: UInt32 = 0
    /// For `atoms`: any of these bits in the word `value` of the atom bits. For `repeats`: how often. For `written`: the literal. For `beginnings`:
    /// bit n if any has n bytes.
    var mask: UInt64 = 0
  }

  // SAFETY: point into the pack's memory, which is never written to and which the pack holds.
  nonisolated(unsafe) private let nodes: UnsafePointer<Node>
  nonisolated(unsafe) private let roots: UnsafePointer<UInt32>
  private let beginnings: WordBeginnings

  /// - Throws: ``PackDamage`` if there are not `count` gates, or one leads outside its table or asks for an atom that is not there.
  init(_ reader: inout PackReader, count: Int, atoms: Int) throws(PackDamage) {
    let roots = try reader.take(.gateRoots, as: UInt32.self)
    let bytes = try reader.take(.gateNodes, as: Node.self)
    beginnings = try WordBeginnings(&reader)
    guard roots.count == count,
      bytes.holds(byteAt: MemoryLayout<Node>.offset(of: \.operation)!, below: Node.Operation.allCases.count)
    else { throw PackDamage("the gates of the rules are not as many as the rules") }
    let nodes = bytes
    var isInside = roots.holds { $0 < UInt32(nodes.count) }
    for (index, node) in nodes.enumerated() where isInside {
      isInside = Int(node.end) > index && Int(node.end) <= nodes.count
      if node.operation == .atom { isInside = isInside && node.value < UInt32(atoms) }
      if node.operation == .written {
        isInside = isInside && (1...UInt32(WrittenLiteral.mostBytes)).contains(node.value)
      }
      if node.operation == .repeats { isInside = isInside && node.mask <= UInt64(UInt32.max) }
      if node.operation == .beginnings { isInside = isInside && node.value < UInt32(beginnings.count) }
      if node.operation == .atoms { isInside = isInside && UInt64(node.value) * 64 < UInt64(atoms) }
    }
    guard isInside else { throw PackDamage("a rule's gate leads outside its table") }
    self.nodes = nodes.start
    self.roots = roots.start
  }

  /// - Parameter numbers: of the atoms in the pack; those that are only in lists of how words begin have none.
  static func write(_ gates: [Gate], _ atoms: [AtomSkeleton], numbers: [UInt32], to writer: inout PackWriter) {
    var nodes: [Node] = []
    var roots: [UInt32] = []
    var lists: [[Int]] = []
    for gate in gates {
      roots.append(UInt32(nodes.count))
      append(gate, atoms, numbers, to: &nodes, &lists)
    }
    writer.add(.gateRoots, roots)
    writer.add(.gateNodes, nodes)
    writer.add(.gateBeginnings, lists.flatMap { list in WordBeginnings.bitmap(of: list.map { atoms[$0] }) })
  }

  private static func append(
    _ gate: Gate, _ skeletons: [AtomSkeleton], _ numbers: [UInt32], to nodes: inout [Node], _ lists: inout [[Int]]
  ) {
    let index = nodes.count
    nodes.append(Node(operation: .always, value: 0, end: 0))
    switch gate {
    case .always: break
    case .atom(let atom):
      nodes[index].operation = .atom
      nodes[index].value = numbers[atom]
    case .digits(let count):
      nodes[index].operation = .digits
      nodes[index].value = UInt32(count)
    case .byte(let byte):
      nodes[index].operation = .byte
      nodes[index].value = UInt32(byte)
    case .repeats(let repeated):
      nodes[index].operation = .repeats
      nodes[index].value = UInt32(repeated.byte)
      nodes[index].more = repeated.isOriginal ? 1 : 0
      nodes[index].mask = UInt64(repeated.count)
    case .written(let literal):
      nodes[index].operation = .written
      nodes[index].value = literal.count
      nodes[index].more = literal.isOriginal ? 1 : 0
      nodes[index].mask = literal.bits
    case .beginnings(let atoms):
      nodes[index].operation = .beginnings
      nodes[index].value = UInt32(lists.count)
      nodes[index].mask = WordBeginnings.lengths(of: atoms.map { skeletons[$0] })
      lists.append(atoms)
    case .all(let parts):
      nodes[index].operation = .all
      for part in Gate.ordered(parts) { append(part, skeletons, numbers, to: &nodes, &lists) }
    case .any(let parts):
      nodes[index].operation = .any
      // Atoms of one pattern are numbered one after the other, so one word holds most of a list's.
      var words: [UInt32: UInt64] = [:]
      for part in Gate.ordered(parts) {
        if case .atom(let atom) = part {
          words[numbers[atom] >> 6, default: 0] |= 1 << UInt64(numbers[atom] & 63)
        } else {
          append(part, skeletons, numbers, to: &nodes, &lists)
        }
      }
      for (word, mask) in words.sorted(by: { $0.key < $1.key }) {
        nodes.append(
          Node(operation: .atoms, value: word, end: UInt32(nodes.count + 1), mask: mask))
      }
    }
    nodes[index].end = UInt32(nodes.count)
  }

  /// Whether asking a rule's gate may need to know of atoms of a kind.
  func asksAtoms(_ rule: Int, _ isOfKind: (Int) -> Bool) -> Bool {
    let root = Int(roots[rule])
    return (root..<Int(nodes[root].end)).contains { index in
      let node = nodes[index]
      switch node.operation {
      case .atom: return isOfKind(Int(node.value))
      case .atoms:
        return (0..<64).contains { node.mask & 1 << UInt64($0) != 0 && isOfKind(Int(node.value) * 64 + $0) }
      case .always, .digits, .byte, .repeats, .written, .beginnings, .all, .any: return false
      }
    }
  }

  /// What a rule's gate asks for, in words; nil if nothing.
  /// - Parameters:
  ///   - longest: how many parts of a list are named.
  ///   - name: of an atom.
  func description(of rule: Int, longest: Int, atom name: (Int) -> String) -> String? {
    let root = Int(roots[rule])
    return nodes[root].operation == .always ? nil : description(node: root, longest, name)
  }

  private func description(node index: Int, _ longest: Int, _ name: (Int) -> String) -> String {
    let node = nodes[index]
    switch node.operation {
    case .always: return "nothing"
    case .atom: return name(Int(node.value))
    case .atoms:
      let atoms = (0..<64).filter { node.mask & 1 << UInt64($0) != 0 }.map { name(Int(node.value) * 64 + $0) }
      return Self.list(atoms, longest)
    case .digits: return "\(node.value) digits"
    case .byte: return "'\(Unicode.Scalar(UInt8(truncatingIfNeeded: node.value)))'"
    case .repeats: return "\(node.mask) of '\(Unicode.Scalar(UInt8(truncatingIfNeeded: node.value)))'"
    case .written:
      let bytes = (0..<Int(node.value)).map { UInt8(truncatingIfNeeded: node.mask >> UInt64(8 * $0)) }
      return "'\(String(decoding: bytes, as: UTF8.self))'"
    case .beginnings: return "a word that begins as one of list \(node.value)"
    case .all, .any:
      var parts: [String] = []
      var part = index + 1
      while part < Int(node.end) {
        parts.append(description(node: part, longest, name))
        part = Int(nodes[part].end)
      }
      return node.operation == .all ? "(\(parts.joined(separator: " and ")))" : "(\(Self.list(parts, longest)))"
    }
  }

  private static func list(_ parts: [String], _ longest: Int) -> String {
    let named = parts.prefix(longest).joined(separator: " or ")
    return parts.count > longest ? "\(named) or \(parts.count - longest) others" : named
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
    case .atoms: return facts.hasAtom(ofWord: Int(node.value), node.mask)
    case .digits: return facts.digitCount >= Int(node.value)
    case .byte: return facts.hasByte(UInt8(truncatingIfNeeded: node.value))
    case .repeats:
      return facts.repeats(UInt8(truncatingIfNeeded: node.value), Int(node.mask), isOriginal: node.more != 0)
    case .written: return facts.isWritten(node.mask, count: node.value, isOriginal: node.more != 0)
    case .beginnings: return !facts.tellsWords || beginnings.mayHold(Int(node.value), lengths: node.mask, facts.text)
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
  let table: AtomTable
  /// Where atoms that wake no rule are looked for; nil if they are taken to be there, or none is asked for.
  let pairs: PairSet?
  let text: TextView
  /// Whether words begin in the text where PCRE2 sees them begin.
  let tellsWords: Bool
  let comment: UnsafeRawBufferPointer
  /// Whether the comment is plain, so that its bytes say what it says.
  var isPlain: Bool { text.screen != nil }

  /// Whether a comment may hold a literal: surely not, if this says no.
  /// - Parameter isOriginal: whether the comment's bytes tell it even where they are not plain.
  /// - Complexity: linear in the comment's length.
  func isWritten(_ literal: UInt64, count: UInt32, isOriginal: Bool) -> Bool {
    guard isPlain || isOriginal, let start = comment.baseAddress else { return true }
    return cs_has_literal(start.assumingMemoryBound(to: UInt8.self), comment.count, literal, count)
  }

  /// Whether a comment may hold a byte of punctuation so often: surely not, if this says no.
  /// - Parameter isOriginal: see ``isWritten(_:count:isOriginal:)``.
  /// - Complexity: linear in the comment's length.
  func repeats(_ byte: UInt8, _ count: Int, isOriginal: Bool) -> Bool {
    hasByte(byte) && (!isPlain && !isOriginal || comment.count { $0 == byte } >= count)
  }

  func hasAtom(_ index: Int) -> Bool {
    atoms[index >> 6] & (1 << UInt64(index & 63)) != 0 || looks(for: index)
  }

  /// Whether the comment holds any of the atoms that `mask` names among those from `64 * word` on.
  func hasAtom(ofWord word: Int, _ mask: UInt64) -> Bool {
    if atoms[word] & mask != 0 { return true }
    var rest = mask
    while rest != 0 {
      if looks(for: word * 64 + rest.trailingZeroBitCount) { return true }
      rest &= rest - 1
    }
    return false
  }

  @inline(__always)
  private func looks(for atom: Int) -> Bool {
    guard table.isAsked(atom) else { return false }
    guard let pairs else { return true }
    return table.holds(atom, pairs, text, comment)
  }

  func hasByte(_ byte: UInt8) -> Bool {
    byte < 64 ? present.0 & (1 << UInt64(byte)) != 0 : present.1 & (1 << UInt64(byte & 63)) != 0
  }
}
