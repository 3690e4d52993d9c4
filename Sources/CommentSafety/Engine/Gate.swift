internal import CommentKernels

/// What a comment must hold for a rule to run: the rule's requirement, with atoms as indices.
indirect enum Gate: Sendable {
  case always
  case atom(Int)
  case digits(Int)
  case byte(UInt8)
  case repeats(RepeatedByte)
  case written(WrittenLiteral)
  /// A word begins as one of these atoms does.
  case beginnings([Int])
  case all([Gate])
  case any([Gate])

  /// Digits that are rarer in a comment than any atom.
  private static let manyDigits = 6

  /// Whether so many digits are needed that its atoms are asked for only where they are.
  private var restsOnDigits: Bool { leastDigits >= Self.manyDigits }

  /// What is left of the gate on a comment without any atom that wakes its rule; nil if it is then shut.
  var withoutAtoms: Gate? {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings: return self
    case .atom: return nil
    case .all(let parts):
      if restsOnDigits { return self }
      let left = parts.compactMap(\.withoutAtoms)
      return left.count == parts.count ? .all(left) : nil
    case .any(let parts):
      let left = parts.compactMap(\.withoutAtoms)
      return left.isEmpty ? nil : left.count == 1 ? left[0] : .any(left)
    }
  }

  /// The atoms of which one must be in the comment for the gate to open, unless it opens without any. Of parts that all must
  /// hold and need atoms, the one that the fewest comments wake answers for all.
  /// - Parameter rarities: of each atom how rare a comment is that holds it, in bits.
  func wakers(rarities: [Double]) -> [Int] {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings: return []
    case .atom(let index): return [index]
    case .any(let parts): return parts.flatMap { $0.wakers(rarities: rarities) }
    case .all(let parts):
      if restsOnDigits { return [] }
      let needy = parts.filter { $0.withoutAtoms == nil }
      // Without such a part, some part must be opened by an atom wherever the gate opens and its rest without atoms does not.
      if needy.isEmpty { return parts.flatMap { $0.wakers(rarities: rarities) } }
      return needy[Self.waker(among: needy, rarities)].wakers(rarities: rarities)
    }
  }

  /// Of parts that need atoms, the one that the fewest comments wake.
  private static func waker(among needy: [Gate], _ rarities: [Double]) -> Int {
    let shares = needy.map { part in
      part.wakers(rarities: rarities).reduce(0.0) { $0 + 1 / Double(UInt64(1) << UInt64(Swift.min(rarities[$1], 60))) }
    }
    return shares.indices.min { shares[$0] < shares[$1] } ?? 0
  }

  /// What is still to be asked when one of ``wakers(rarities:)`` was seen.
  func afterWaking(rarities: [Double]) -> Gate {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings: return self
    case .atom: return .always
    case .any(let parts):
      // Each waker must open its part by itself, else the whole is asked.
      let isPlain = parts.allSatisfy { part in
        if part.wakers(rarities: rarities).isEmpty { return true }
        if case .always = part.afterWaking(rarities: rarities) { return true }
        return false
      }
      return isPlain ? .always : self
    case .all(let parts):
      if restsOnDigits { return self }
      var needy: [Gate] = []
      var rest: [Gate] = []
      for part in parts {
        if part.withoutAtoms == nil { needy.append(part) } else { rest.append(part) }
      }
      if needy.isEmpty { return self }
      let waker = Self.waker(among: needy, rarities)
      for (index, part) in needy.enumerated() where index != waker { rest.append(part) }
      let left = needy[waker].afterWaking(rarities: rarities)
      if case .always = left {} else { rest.append(left) }
      return rest.isEmpty ? .always : rest.count == 1 ? rest[0] : .all(rest)
    }
  }

  /// Atoms of a list up to which each is asked for at once, and up to which each is asked for where words begin like some.
  private static let shortAskedList = 8
  private static let longestAskedList = 128
  /// The same where nobody tells how words begin.
  private static let longestUnguardedList = 40

  /// The gate with lists of how words begin in front of long lists of atoms, where that can be; and without lists so long that asking for each
  /// atom costs more than a run of the pattern.
  /// - Parameters:
  ///   - isAsked: whether the automata do not tell of an atom, so that a gate has to ask for it.
  ///   - startsWord: whether an atom begins a word.
  func withoutLongLists(isAsked: (Int) -> Bool, startsWord: (Int) -> Bool) -> Gate {
    switch self {
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings: return self
    case .all(let parts):
      let left = parts.map { $0.withoutLongLists(isAsked: isAsked, startsWord: startsWord) }
        .filter { if case .always = $0 { false } else { true } }
      return left.isEmpty ? .always : left.count == 1 ? left[0] : .all(left)
    case .any(let parts):
      let asked = parts.count { if case .atom(let atom) = $0 { isAsked(atom) } else { false } }
      let short = Gate.any(parts.map { $0.withoutLongLists(isAsked: isAsked, startsWord: startsWord) })
      if asked <= Self.shortAskedList { return short }
      guard let beginnings = beginnings(startsWord) else { return asked <= Self.longestUnguardedList ? short : .always }
      return asked <= Self.longestAskedList ? .all([.beginnings(beginnings), short]) : .beginnings(beginnings)
    }
  }

  /// Atoms that begin words, of which one must be there for the gate to open; nil if it may open without.
  private func beginnings(_ startsWord: (Int) -> Bool) -> [Int]? {
    switch self {
    case .always, .digits, .byte, .repeats, .written: return nil
    case .beginnings(let atoms): return atoms
    case .atom(let atom): return startsWord(atom) ? [atom] : nil
    case .all(let parts): return parts.map { $0.beginnings(startsWord) }.compactMap(\.self).min { $0.count < $1.count }
    case .any(let parts):
      var all: [Int] = []
      for part in parts {
        guard let atoms = part.beginnings(startsWord) else { return nil }
        all += atoms
      }
      return all
    }
  }

  /// Digits without which the gate is shut.
  var leastDigits: Int {
    switch self {
    case .always, .atom, .byte, .repeats, .written, .beginnings: 0
    case .digits(let count): count
    case .all(let parts): parts.map(\.leastDigits).max() ?? 0
    case .any(let parts): parts.map(\.leastDigits).min() ?? 0
    }
  }

  /// Bytes of which a comment must hold one for the gate to open; nil if it may open without.
  var necessaryBytes: (UInt64, UInt64)? {
    switch self {
    case .always, .atom, .digits, .written, .beginnings: return nil
    case .byte(let byte): return Self.bit(of: byte)
    case .repeats(let repeated): return Self.bit(of: repeated.byte)
    case .all(let parts):
      return parts.lazy.compactMap(\.necessaryBytes).first
    case .any(let parts):
      var union: (UInt64, UInt64) = (0, 0)
      for part in parts {
        guard let bytes = part.necessaryBytes else { return nil }
        union = (union.0 | bytes.0, union.1 | bytes.1)
      }
      return union
    }
  }

  private static func bit(of byte: UInt8) -> (UInt64, UInt64) {
    byte < 64 ? (1 << UInt64(byte), 0) : (0, 1 << UInt64(byte & 63))
  }

  /// How much it costs to ask: parts are asked in this order.
  private var cost: Int {
    switch self {
    case .always: 0
    case .digits, .byte: 1
    case .atom: 2
    case .written, .repeats: 3
    case .beginnings: 20
    case .all(let parts), .any(let parts): parts.reduce(2) { $0 + $1.cost }
    }
  }

  /// The gate with alternatives inside alternatives made one list.
  var flattened: Gate {
    switch self {
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings: return self
    case .all(let parts): return .all(parts.map(\.flattened))
    case .any(let parts):
      return .any(
        parts.map(\.flattened).flatMap { part in
          if case .any(let inner) = part { inner } else { [part] }
        })
    }
  }

  /// Parts in the order in which asking them is cheapest.
  fileprivate static func ordered(_ parts: [Gate]) -> [Gate] {
    parts.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
  }
}

/// A byte of ASCII punctuation that a comment holds several times.
struct RepeatedByte: Hashable, Sendable {
  let byte: UInt8
  let count: Int
  /// Whether the pattern reads the original text, so that the comment's bytes tell it whatever they are, not plain ones alone.
  let isOriginal: Bool
}

/// A short literal with punctuation, such as `.ru`, or with a symbol beyond ASCII, that a comment holds as it is written: but for case and for
/// white space inside.
struct WrittenLiteral: Hashable, Sendable {
  static let mostBytes = 8
  /// The first byte lowest.
  let bits: UInt64
  let count: UInt32
  /// Whether it stands so in whatever the comment's bytes are, not in plain ones alone.
  let isOriginal: Bool

  /// - Parameter readsOriginal: whether the pattern reads the original text.
  /// - Returns: nil for what cannot be told of bytes: letters of other scripts, one byte alone, too many of them.
  init?(_ bytes: [UInt8], readsOriginal: Bool = false) {
    let written = bytes.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard (2...Self.mostBytes).contains(written.count) else { return nil }
    // Only in the original text do symbols stand as they are written.
    let isToldByBytes = String(decoding: written, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.value < 0x7F || readsOriginal && Self.hasNoCase($0)
    }
    guard isToldByBytes else { return nil }
    // Characters beyond ASCII are the same as these to a pattern without case.
    isOriginal = readsOriginal && !written.contains(UInt8(ascii: "k")) && !written.contains(UInt8(ascii: "s"))
    bits = written.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    count = UInt32(written.count)
  }

  /// Symbols that are the same as nothing else to a pattern without case; ``PlainPunctuation`` has none of them.
  private static func hasNoCase(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20D0...0x20FF, 0x2190...0x24B5, 0x2500...0x2BFF, 0x1F000...0x1FAFF: true
    default: false
    }
  }
}

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

  static func write(_ gates: [Gate], _ atoms: [AtomSkeleton], to writer: inout PackWriter) {
    var nodes: [Node] = []
    var roots: [UInt32] = []
    var lists: [[Int]] = []
    for gate in gates {
      roots.append(UInt32(nodes.count))
      append(gate, atoms, to: &nodes, &lists)
    }
    writer.add(.gateRoots, roots)
    writer.add(.gateNodes, nodes)
    writer.add(.gateBeginnings, lists.flatMap { list in WordBeginnings.bitmap(of: list.map { atoms[$0] }) })
  }

  private static func append(
    _ gate: Gate, _ skeletons: [AtomSkeleton], to nodes: inout [Node], _ lists: inout [[Int]]
  ) {
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
      for part in Gate.ordered(parts) { append(part, skeletons, to: &nodes, &lists) }
    case .any(let parts):
      nodes[index].operation = .any
      // Atoms of one pattern are numbered one after the other, so one word holds most of a list's.
      var words: [UInt32: UInt64] = [:]
      for part in Gate.ordered(parts) {
        if case .atom(let atom) = part {
          words[UInt32(atom >> 6), default: 0] |= 1 << UInt64(atom & 63)
        } else {
          append(part, skeletons, to: &nodes, &lists)
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
  /// Of a plain comment, which says what its bytes say.
  // SAFETY: the scratch's, which outlives the facts.
  let screen: UnsafePointer<cs_screen>?

  /// Whether a comment may hold a literal: surely not, if this says no.
  /// - Parameter isOriginal: whether the comment's bytes tell it even where they are not plain.
  /// - Complexity: linear in the comment's length.
  func isWritten(_ literal: UInt64, count: UInt32, isOriginal: Bool) -> Bool {
    guard screen != nil || isOriginal, let start = comment.baseAddress else { return true }
    return cs_has_literal(start.assumingMemoryBound(to: UInt8.self), comment.count, literal, count)
  }

  /// Whether a comment may hold a byte of punctuation so often: surely not, if this says no.
  /// - Parameter isOriginal: see ``isWritten(_:count:isOriginal:)``.
  /// - Complexity: linear in the comment's length.
  func repeats(_ byte: UInt8, _ count: Int, isOriginal: Bool) -> Bool {
    hasByte(byte) && (screen == nil && !isOriginal || comment.count { $0 == byte } >= count)
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
