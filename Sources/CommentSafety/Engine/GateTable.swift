internal import CommentKernels

/// All rules' gates in one flat array: no references, so asking costs no counting.
struct GateTable: Sendable {
  struct Node: BitwiseCopyable {
    enum Operation: UInt8, CaseIterable {
      case always, atom, atoms, digits, byte, repeats, written, beginnings, words, all, any
    }

    var operation: Operation
    var unused: (UInt8, UInt8, UInt8) = (0, 0, 0)
    /// The atom, the number of digits, the byte, the bytes of a literal, the list of words. For `all` and `any` that several gates
    /// share, its number among these, from 1; else 0.
    var value: UInt32
    /// Index behind this node's subtree.
    var end: UInt32
    /// For `repeats` and `written`: whether the bytes are looked for in comments that are not plain, too. For `words`: whether they stand inside words
    /// too.
    var more: UInt32 = 0
    /// For `atoms`: any of these bits in the word `value` of the atom bits. For `repeats`: how often. For `written`: the literal. For `beginnings`
    /// and `words`: bit n if any has n bytes.
    var mask: UInt64 = 0
  }

  // SAFETY: point into the pack's memory, which is never written to and which the pack holds.
  nonisolated(unsafe) private let nodes: UnsafePointer<Node>
  nonisolated(unsafe) private let roots: UnsafePointer<UInt32>
  private let lists: WordLists
  /// The highest number of what gates share.
  let sharedCount: Int

  /// - Throws: ``PackDamage`` if there are not `count` gates, or one leads outside its table or asks for an atom that is not there.
  init(_ reader: inout PackReader, count: Int, atoms: Int) throws(PackDamage) {
    let roots = try reader.take(.gateRoots, as: UInt32.self)
    let bytes = try reader.take(.gateNodes, as: Node.self)
    lists = try WordLists(&reader, atoms: atoms)
    guard roots.count == count,
      bytes.holds(byteAt: MemoryLayout<Node>.offset(of: \.operation)!, below: Node.Operation.allCases.count)
    else { throw PackDamage("the gates of the rules are not as many as the rules") }
    let nodes = bytes
    var isInside = roots.holds { $0 < UInt32(nodes.count) }
    var shared: UInt32 = 0
    for (index, node) in nodes.enumerated() where isInside {
      isInside = Int(node.end) > index && Int(node.end) <= nodes.count
      if node.operation == .atom { isInside = isInside && node.value < UInt32(atoms) }
      if node.operation == .written {
        isInside = isInside && (1...UInt32(WrittenLiteral.mostBytes)).contains(node.value)
      }
      if node.operation == .repeats { isInside = isInside && node.mask <= UInt64(UInt32.max) }
      if node.operation == .beginnings || node.operation == .words {
        isInside = isInside && node.value < UInt32(lists.count)
      }
      if node.operation == .atoms { isInside = isInside && UInt64(node.value) * 64 < UInt64(atoms) }
      if node.operation == .all || node.operation == .any { shared = Swift.max(shared, node.value) }
    }
    isInside = isInside && shared <= UInt32(nodes.count)
    guard isInside else { throw PackDamage("a rule's gate leads outside its table") }
    self.nodes = nodes.start
    self.roots = roots.start
    sharedCount = Int(shared)
  }

  /// - Parameter numbers: of the atoms in the pack; those that are only in lists of how words begin have none.
  /// - Parameter keepsAnswers: whether what several gates share is asked once for a comment (``GateAnswers``): for one of a pack's tables.
  static func write(
    _ gates: [Gate], _ atoms: [AtomSkeleton], numbers: [UInt32], keepsAnswers: Bool, to writer: inout PackWriter
  ) {
    var layout = GateLayout(atoms, numbers)
    if keepsAnswers { layout.share(gates) }
    for gate in gates { layout.add(gate) }
    writer.add(.gateRoots, layout.roots)
    writer.add(.gateNodes, layout.nodes)
    WordLists.write(layout.lists, atoms, numbers: numbers, to: &writer)
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
      case .words: return lists.atoms(of: Int(node.value)).contains { isOfKind(Int($0.atom)) }
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
    case .words:
      return "(\(Self.list(lists.atoms(of: Int(node.value)).map { name(Int($0.atom)) }, longest)))"
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
    case .beginnings: return lists.mayHold(Int(node.value), lengths: node.mask, facts)
    case .words: return lists.holds(Int(node.value), lengths: node.mask, anywhere: node.more != 0, facts)
    case .all, .any:
      guard node.value > 0 else { return isOpen(partsOf: index, facts) }
      if let answer = facts.answers[node.value] { return answer }
      let answer = isOpen(partsOf: index, facts)
      facts.answers[node.value] = answer
      return answer
    }
  }

  @inline(__always)
  private func isOpen(partsOf index: Int, _ facts: borrowing CommentFacts) -> Bool {
    let node = nodes[index]
    let wanted = node.operation == .any
    var part = index + 1
    while part < Int(node.end) {
      if isOpen(node: part, facts) == wanted { return wanted }
      part = Int(nodes[part].end)
    }
    return !wanted
  }
}

/// Lays out gates.
private struct GateLayout {
  /// What a part costs at least for its answer to be kept, if several gates share it.
  private static let costlyPart = 20

  var nodes: [GateTable.Node] = []
  var roots: [UInt32] = []
  var lists: [WordLists.List] = []
  private let skeletons: [AtomSkeleton]
  private let numbers: [UInt32]
  private var listNumbers: [WordLists.List: UInt32] = [:]
  private var sharedNumbers: [Gate: UInt32] = [:]

  init(_ skeletons: [AtomSkeleton], _ numbers: [UInt32]) {
    (self.skeletons, self.numbers) = (skeletons, numbers)
  }

  /// Numbers the costly parts that stand in several gates.
  mutating func share(_ gates: [Gate]) {
    var seen: Set<Gate> = []
    for gate in gates {
      gate.walk { part in
        guard part.hasParts, part.cost >= Self.costlyPart, !seen.insert(part).inserted else { return }
        if sharedNumbers[part] == nil { sharedNumbers[part] = UInt32(sharedNumbers.count + 1) }
      }
    }
  }

  mutating func add(_ gate: Gate) {
    roots.append(UInt32(nodes.count))
    append(gate)
  }

  private mutating func append(_ gate: Gate) {
    let index = nodes.count
    nodes.append(GateTable.Node(operation: .always, value: 0, end: 0))
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
      add(WordLists.List(atoms: atoms, isExact: false), at: index)
    case .words(let atoms), .pieces(let atoms):
      nodes[index].operation = .words
      if case .pieces = gate { nodes[index].more = 1 }
      add(WordLists.List(atoms: atoms, isExact: true), at: index)
    case .all(let parts):
      nodes[index].operation = .all
      nodes[index].value = sharedNumbers[gate] ?? 0
      for part in Gate.ordered(parts) { append(part) }
    case .any(let parts):
      nodes[index].operation = .any
      nodes[index].value = sharedNumbers[gate] ?? 0
      // Atoms of one pattern are numbered one after the other, so one word holds most of a list's.
      var words: [UInt32: UInt64] = [:]
      for part in Gate.ordered(parts) {
        if case .atom(let atom) = part {
          words[numbers[atom] >> 6, default: 0] |= 1 << UInt64(numbers[atom] & 63)
        } else {
          append(part)
        }
      }
      for (word, mask) in words.sorted(by: { $0.key < $1.key }) {
        nodes.append(GateTable.Node(operation: .atoms, value: word, end: UInt32(nodes.count + 1), mask: mask))
      }
    }
    nodes[index].end = UInt32(nodes.count)
  }

  private mutating func add(_ list: WordLists.List, at index: Int) {
    let number = listNumbers[list] ?? UInt32(lists.count)
    if listNumbers.updateValue(number, forKey: list) == nil { lists.append(list) }
    nodes[index].value = number
    nodes[index].mask = WordLists.lengths(of: list.atoms.map { skeletons[$0] })
  }
}

/// What parts that several gates share answered for one comment.
struct GateAnswers: BitwiseCopyable {
  // SAFETY: the scratch's, a byte for each shared part and one in front, which holds the last mark.
  private let bytes: UnsafeMutablePointer<UInt8>
  /// Twice this is what the bytes of parts hold that were asked, and one more where they are open. It is another for each comment, so that they
  /// need not be cleared.
  private let mark: UInt8

  /// - Parameter room: a byte for each of `count` shared parts and one more, zeros at first.
  init(in room: UnsafeMutablePointer<UInt8>, count: Int) {
    bytes = room
    if room[0] == UInt8.max / 2 { room.update(repeating: 0, count: count + 1) }
    room[0] += 1
    mark = room[0]
  }

  subscript(part: UInt32) -> Bool? {
    @inline(__always) get {
      let byte = bytes[Int(part)]
      return byte >> 1 == mark ? byte & 1 != 0 : nil
    }
    @inline(__always) nonmutating set {
      bytes[Int(part)] = mark << 1 | (newValue == true ? 1 : 0)
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
  let comment: UnsafeRawBufferPointer
  let answers: GateAnswers
  let listKeys: ListKeys
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
