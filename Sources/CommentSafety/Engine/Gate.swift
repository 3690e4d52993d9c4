/// What a comment must hold for a rule to run: the rule's requirement, with atoms as indices.
indirect enum Gate: Hashable, Sendable {
  case always
  case atom(Int)
  case digits(Int)
  case byte(UInt8)
  case repeats(RepeatedByte)
  case written(WrittenLiteral)
  /// A word begins as one of these atoms does.
  case beginnings([Int])
  /// One of these atoms stands there, each of which begins a word.
  case words([Int])
  /// One of these atoms stands there.
  case pieces([Int])
  case all([Gate])
  case any([Gate])

  /// Digits that are rarer in a comment than any atom.
  private static let manyDigits = 6

  /// Whether so many digits are needed that its atoms are asked for only where they are.
  private var restsOnDigits: Bool { leastDigits >= Self.manyDigits }

  /// What is left of the gate on a comment without any atom that wakes its rule; nil if it is then shut.
  var withoutAtoms: Gate? {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: return self
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
    case .always, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: return []
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

  /// What an atom in the automata costs each comment, as the share of comments that would have to wake a rule to cost as much.
  private static let costOfWaker = 0x1p-17

  /// Of parts that need atoms, the one that costs least: by how many comments wake it, and by how many atoms it has.
  private static func waker(among needy: [Gate], _ rarities: [Double]) -> Int {
    let costs = needy.map { part in
      // What several alternatives need counts once; in order, on which sums depend.
      Set(part.wakers(rarities: rarities)).sorted().reduce(0.0) {
        $0 + costOfWaker + 1 / Double(UInt64(1) << UInt64(Swift.min(rarities[$1], 60)))
      }
    }
    return costs.indices.min { costs[$0] < costs[$1] } ?? 0
  }

  /// What is still to be asked when one of ``wakers(rarities:)`` was seen.
  func afterWaking(rarities: [Double]) -> Gate {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: return self
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

  /// Atoms of a list up to which each is asked for by itself, and up to which the others are asked for together, those that begin words word by word.
  private static let shortAskedList = 3
  private static let longestList = 1024
  /// Atoms inside words that a list asks for one by one, each of which takes a look at all of a comment.
  private static let mostLonePieces = 40

  /// The gate with lists whose atoms are asked for together; and without lists so long that asking costs more than a run of the pattern.
  /// - Parameters:
  ///   - isAsked: whether the automata do not tell of an atom, so that a gate has to ask for it.
  ///   - startsWord: whether an atom begins a word.
  func withoutLongLists(isAsked: (Int) -> Bool, startsWord: (Int) -> Bool) -> Gate {
    switch self {
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: return self
    case .all(let parts):
      let left = parts.map { $0.withoutLongLists(isAsked: isAsked, startsWord: startsWord) }
        .filter { if case .always = $0 { false } else { true } }
      return left.isEmpty ? .always : left.count == 1 ? left[0] : .all(left)
    case .any(let parts):
      var asked: [Int] = []
      var others: [Gate] = []
      for part in parts {
        if case .atom(let atom) = part, isAsked(atom) {
          asked.append(atom)
        } else {
          others.append(part.withoutLongLists(isAsked: isAsked, startsWord: startsWord))
        }
      }
      if asked.count <= Self.shortAskedList { return .any(others + asked.map { .atom($0) }) }
      let words = asked.filter(startsWord)
      let pieces = asked.filter { !startsWord($0) }
      if words.count > Self.longestList { return beginnings(startsWord).map { .beginnings($0) } ?? .always }
      if pieces.count > Self.longestList { return .always }
      let list = Gate.any(others + Self.together(words) { .words($0) } + Self.together(pieces) { .pieces($0) })
      return list.loneAtoms.count { isAsked($0) && !startsWord($0) } > Self.mostLonePieces ? .always : list
    }
  }

  /// Atoms of which one must be there, as one part, or each as one if they are few.
  private static func together(_ atoms: [Int], _ list: ([Int]) -> Gate) -> [Gate] {
    atoms.count > shortAskedList ? [list(atoms)] : atoms.map { .atom($0) }
  }

  /// Atoms that begin words, of which one must be there for the gate to open; nil if it may open without.
  private func beginnings(_ startsWord: (Int) -> Bool) -> [Int]? {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .pieces: return nil
    case .beginnings(let atoms), .words(let atoms): return atoms
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

  /// The atoms that are asked for, but for those of which only how they begin is.
  var atoms: [Int] {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings: []
    case .atom(let atom): [atom]
    case .words(let atoms), .pieces(let atoms): atoms
    case .all(let parts), .any(let parts): parts.flatMap(\.atoms)
    }
  }

  /// The atoms that are asked for one by one.
  private var loneAtoms: [Int] {
    switch self {
    case .always, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: []
    case .atom(let atom): [atom]
    case .all(let parts), .any(let parts): parts.flatMap(\.loneAtoms)
    }
  }

  /// Digits without which the gate is shut.
  var leastDigits: Int {
    switch self {
    case .always, .atom, .byte, .repeats, .written, .beginnings, .words, .pieces: 0
    case .digits(let count): count
    case .all(let parts): parts.map(\.leastDigits).max() ?? 0
    case .any(let parts): parts.map(\.leastDigits).min() ?? 0
    }
  }

  /// Bytes of which a comment must hold one for the gate to open; nil if it may open without.
  var necessaryBytes: (UInt64, UInt64)? {
    switch self {
    case .always, .atom, .digits, .written, .beginnings, .words, .pieces: return nil
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

  /// Whether it is made of other gates.
  var hasParts: Bool {
    switch self {
    case .all, .any: true
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: false
    }
  }

  /// How much it costs to ask: parts are asked in this order.
  var cost: Int {
    switch self {
    case .always: 0
    case .digits, .byte: 1
    case .atom: 2
    case .written, .repeats: 3
    case .beginnings, .words: 20
    case .pieces: 40
    case .all(let parts), .any(let parts): parts.reduce(2) { $0 + $1.cost }
    }
  }

  /// Calls `body` with the gate and its parts, and theirs.
  func walk(_ body: (Gate) -> Void) {
    body(self)
    switch self {
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: break
    case .all(let parts), .any(let parts): for part in parts { part.walk(body) }
    }
  }

  /// The gate with alternatives inside alternatives made one list.
  var flattened: Gate {
    switch self {
    case .always, .atom, .digits, .byte, .repeats, .written, .beginnings, .words, .pieces: return self
    case .all(let parts): return .all(parts.map(\.flattened))
    case .any(let parts):
      return .any(
        parts.map(\.flattened).flatMap { part in
          if case .any(let inner) = part { inner } else { [part] }
        })
    }
  }

  /// Parts in the order in which asking them is cheapest.
  static func ordered(_ parts: [Gate]) -> [Gate] {
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
    // How often a repeated letter stands there is not known.
    if bytes.contains(RequiredAtomsFragment.runMark) { return nil }
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
