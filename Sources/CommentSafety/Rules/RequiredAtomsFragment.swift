/// What is known about a piece of a pattern: the text it consumes and what else the subject must
/// contain.
///
/// `(?:foo|ba)(?=x)r|baz` has two such pieces. The first consumes `foor` or `bar` and needs an `x`.
struct RequiredAtomsFragment {
  /// The literals of which one begins the consumed text. At most ``mostChoices``, and all different.
  var heads: [[UInt8]] = [[]]

  /// The literals of which one ends the consumed text; nil when the text is one of `heads` and
  /// nothing else. All different. May overlap the head.
  var tails: [[UInt8]]?

  /// What the subject must contain besides a head and a tail.
  var needs: [Requirement] = []

  /// The alternatives that stand last in this piece, and which of `needs` tells of them. That one says more where a word ends behind them.
  var lastList: (need: Int, alternatives: [RequiredAtomsFragment])?

  /// Where a word begins in front of this piece, one begins behind it, or none stands there; though its tails do not say so.
  var keptBoundary: WordMark?

  /// How many ASCII digits the consumed text holds at least.
  var digits = 0

  /// Whether `digits` counts any that are not part of a literal. Without them the literals say it
  /// all.
  var hasDigitClass = false

  /// How often each byte of ASCII punctuation stands in the consumed text at least; none that may be missing.
  var punctuation: [UInt8: Int] = [:]

  /// White space of any length, where the caller joins over it.
  var isWhiteSpace = false

  /// How far what it consumes may stretch.
  var reach = PatternReach()

  /// A letter of ASCII that it consumes any number of times, if it consumes nothing else, or nothing.
  var optionalLetter: UInt8?

  /// Consumes nothing: anchors, comments, negative look-around.
  static let empty = RequiredAtomsFragment()

  /// Consumes nothing, and what stands far away may matter.
  static let farReaching = RequiredAtomsFragment(reach: .unbounded)

  /// Consumes anything or nothing.
  static let unknown = RequiredAtomsFragment(tails: [[]], reach: .unbounded)

  /// Consumes one character of some kinds.
  static func character(_ kinds: PatternReach.Kinds) -> RequiredAtomsFragment {
    RequiredAtomsFragment(tails: [[]], reach: .character(kinds))
  }

  /// Consumes one ASCII digit.
  static let digit = RequiredAtomsFragment(
    tails: [[]], digits: 1, hasDigitClass: true, reach: .character(.other))

  /// Consumes white space, which the caller deletes from both sides before it compares.
  static let whiteSpace = RequiredAtomsFragment(
    heads: [[0x20]], isWhiteSpace: true, reach: .character(.white))

  /// The byte that marks in a literal that the letter of ASCII in front of it may stand there several times.
  static let runMark: UInt8 = 3

  /// Consumes nothing, where a word begins or none stands.
  static func boundary(_ mark: WordMark) -> RequiredAtomsFragment { RequiredAtomsFragment(heads: [[mark.rawValue]]) }

  /// Consumes one character that is no part of a word.
  static func separator(_ mark: WordMark) -> RequiredAtomsFragment {
    RequiredAtomsFragment(heads: [[mark.rawValue]], tails: [[mark.rawValue]], reach: .character(.both))
  }

  /// Consumes at least one character of white space; what follows begins a word.
  static let sureWhiteSpace = RequiredAtomsFragment(
    heads: [[0x20, WordMark.ofAny.rawValue]], isWhiteSpace: true, reach: .character(.white))

  /// Consumes exactly this text.
  static func literal(_ bytes: [UInt8]) -> RequiredAtomsFragment {
    RequiredAtomsFragment(
      heads: [bytes], digits: bytes.count(where: \.isASCIIDigit), punctuation: punctuation(of: bytes),
      reach: .literal(bytes))
  }

  private static func punctuation(of bytes: [UInt8]) -> [UInt8: Int] {
    var counts: [UInt8: Int] = [:]
    for byte in bytes where byte.isASCIIPunctuation { counts[byte, default: 0] += 1 }
    return counts
  }

  /// Consumes nothing, and the subject holds a piece here: positive look-ahead.
  static func lookahead(_ piece: RequiredAtomsFragment) -> RequiredAtomsFragment {
    RequiredAtomsFragment(needs: [piece.requirement], reach: piece.reach)
  }

  /// Consumes nothing, and the subject holds a piece in front: positive look-behind.
  static func lookbehind(_ piece: RequiredAtomsFragment) -> RequiredAtomsFragment {
    RequiredAtomsFragment(needs: [piece.requirement], reach: piece.reach.asLookbehind)
  }

  /// Consumes what one of several pieces consumes.
  static func alternation(_ branches: [RequiredAtomsFragment]) -> RequiredAtomsFragment {
    if branches.count == 1 { return branches[0] }
    let digits = branches.map(\.digits).min() ?? 0
    let hasDigitClass = branches.contains(where: \.hasDigitClass)
    var punctuation = branches.first?.punctuation ?? [:]
    for branch in branches {
      for (byte, count) in punctuation { punctuation[byte] = branch.punctuation[byte].map { min($0, count) } }
    }
    let reach = PatternReach.longest(branches.lazy.map(\.reach))
    if branches.allSatisfy({ $0.tails == nil && $0.needs.isEmpty }) {
      let choices = distinct(branches.flatMap(\.heads))
      if choices.count <= mostChoices {
        return RequiredAtomsFragment(
          heads: choices, digits: digits, hasDigitClass: hasDigitClass, punctuation: punctuation, reach: reach)
      }
    }
    var result = RequiredAtomsFragment(
      tails: [[]],
      needs: [.disjunction(branches.map(\.requirement))],
      lastList: (0, branches),
      digits: digits,
      hasDigitClass: hasDigitClass,
      punctuation: punctuation,
      reach: reach)
    if let mark = WordMark.weakest(of: branches, \.boundaryBehind) { result.tails = [[mark.rawValue]] }
    return result
  }

  /// How a word begins, or none stands, behind whatever this consumes; nil if one may go on there.
  var boundaryBehind: WordMark? { WordMark.weakest(of: tails ?? heads) { $0.last.flatMap(WordMark.init(rawValue:)) } }

  /// How a word ends, or none stands, in front of whatever this consumes; nil if one may go on there.
  private var boundaryInFront: WordMark? {
    WordMark.weakest(of: heads) { head in
      let first = head.first == 0x20 ? head.dropFirst().first : head.first
      return first.flatMap(WordMark.init(rawValue:))
    }
  }

  /// The requirement of the piece on its own.
  var requirement: Requirement {
    if tails == nil, needs.isEmpty, !hasDigitClass { return Self.anyOf(heads) }
    var parts = [Self.anyOf(heads)] + needs
    if let tails { parts.append(Self.anyOf(tails)) }
    if hasDigitClass, digits > 0 { parts.append(.digits(digits)) }
    for (byte, count) in punctuation.sorted(by: { $0.key < $1.key }) where count > 1 {
      parts.append(.repeats(byte, count))
    }
    return .conjunction(parts)
  }

  /// Puts another piece behind this one.
  mutating func append(_ next: RequiredAtomsFragment) {
    if next.isOneLiteral, next.heads[0].isEmpty {
      reach = reach.followed(by: next.reach)
      return
    }
    endLastList(before: next)
    if next.isOneLiteral {
      append(literal: next)
      return
    }
    if let letter = next.optionalLetter, let ends = Self.marking(letter, atEndsOf: tails ?? heads) {
      if tails == nil { heads = ends } else { tails = ends }
      reach = reach.followed(by: next.reach)
      return
    }
    isWhiteSpace = isWhiteSpace && next.isWhiteSpace
    reach = reach.followed(by: next.reach)
    var next = next
    let end = tails ?? heads
    let boundary = boundaryBehind
    if let boundary, let kept = next.keptBoundary { next.tails = [[min(boundary, kept).rawValue]] }
    if let joined = Self.product(end, next.heads) {
      if tails == nil {
        heads = joined
        tails = next.tails
      } else if let nextTails = next.tails {
        needs.append(Self.anyOf(joined))
        tails = nextTails
      } else {
        tails = joined
      }
    } else {
      // Too many combinations: each side stands for itself, its shortest literals but with what follows.
      let end = Self.lengthening(end, by: next.heads)
      if tails != nil { needs.append(Self.anyOf(end)) } else { heads = end }
      let start = boundary.map { mark in next.heads.map { Self.joined([mark.rawValue], $0) } } ?? next.heads
      if next.tails != nil { needs.append(Self.anyOf(start)) }
      tails = next.tails ?? start
    }
    lastList = next.lastList.map { ($0.need + needs.count, $0.alternatives) }
    needs += next.needs
    keptBoundary = nil
    add(next)
  }

  /// Says more of the alternatives that stand last, if a word ends in front of the next piece, and forgets them.
  private mutating func endLastList(before next: RequiredAtomsFragment) {
    guard let list = lastList else { return }
    lastList = nil
    guard let mark = next.boundaryInFront else { return }
    let ending = list.alternatives.map { alternative in
      var ending = alternative
      ending.append(.boundary(mark))
      return ending.requirement
    }
    needs[list.need] = .disjunction(ending)
  }

  /// Adds what another piece consumes besides literals.
  private mutating func add(_ next: RequiredAtomsFragment) {
    digits = min(digits + next.digits, Self.mostDigits)
    hasDigitClass = hasDigitClass || next.hasDigitClass
    if next.punctuation.isEmpty { return }
    punctuation.merge(next.punctuation) { min($0 + $1, Self.mostPunctuation) }
  }

  /// Whether it consumes one text and asks for nothing else: so do most items of a pattern.
  private var isOneLiteral: Bool {
    tails == nil && heads.count == 1 && needs.isEmpty && keptBoundary == nil && !isWhiteSpace
  }

  /// Literals that all end with a letter, with the mark that it may stand there several times; nil if one of them does not.
  private static func marking(_ letter: UInt8, atEndsOf literals: [[UInt8]]) -> [[UInt8]]? {
    var marked = literals
    for index in literals.indices {
      let isMarked = literals[index].last == runMark
      guard literals[index].dropLast(isMarked ? 1 : 0).last == letter else { return nil }
      if !isMarked { marked[index].append(runMark) }
    }
    return marked
  }

  /// What ``append(_:)`` does with a piece that is one literal, in place.
  private mutating func append(literal next: RequiredAtomsFragment) {
    let bytes = next.heads[0]
    reach = reach.followed(by: next.reach)
    if tails == nil {
      for index in heads.indices { Self.append(bytes, to: &heads[index]) }
    } else {
      for index in tails!.indices { Self.append(bytes, to: &tails![index]) }
    }
    isWhiteSpace = false
    keptBoundary = nil
    add(next)
  }

  /// Repeats this piece.
  ///
  /// `a{3}` is a literal, `a{2,}b` starts with `aa` and ends with `aab`, `(?:ab|c)?` is one of
  /// three literals. Long repeats are cut: `a{500}` starts and ends with as many as ``longestRepeat`` allows.
  /// - Parameter marksRuns: whether one letter that is repeated stands in the literal once, marked: `go+l` then is one literal.
  func repeated(_ count: RequiredAtomsQuantifier, marksRuns: Bool = false) -> RequiredAtomsFragment {
    let letter = marksRuns && !count.isExact ? self.letter : nil
    var result = letter.map { count.least > 0 ? Self.run(of: $0) : consumed(count) } ?? consumed(count)
    if count.least == 0 { result.optionalLetter = letter }
    result.reach = reach.repeated(atMost: count.most)
    if !count.isExactlyOnce { result.lastList = nil }
    return result
  }

  /// The one letter of ASCII that it consumes; nil if it consumes anything else.
  private var letter: UInt8? {
    guard tails == nil, needs.isEmpty, heads.count == 1, heads[0].count == 1, optionalLetter == nil else { return nil }
    let byte = heads[0][0]
    return (0x61...0x7A).contains(byte | 0x20) ? byte : nil
  }

  /// Consumes a letter of ASCII once or several times.
  private static func run(of letter: UInt8) -> RequiredAtomsFragment {
    RequiredAtomsFragment(heads: [[letter, runMark]])
  }

  /// The literals of ``repeated(_:)``.
  private func consumed(_ count: RequiredAtomsQuantifier) -> RequiredAtomsFragment {
    // However often white space is repeated, the caller deletes it.
    if isWhiteSpace { return count.least == 0 ? .whiteSpace : self }
    if count.least == 0 {
      guard count.isAtMostOnce, tails == nil, needs.isEmpty, heads.count < Self.mostChoices else {
        var unknown = RequiredAtomsFragment.unknown
        unknown.keptBoundary = boundaryBehind
        return unknown
      }
      return RequiredAtomsFragment(heads: Self.distinct(heads + [[]]))
    }
    if count.isExactlyOnce { return self }
    var result = self
    result.digits = min(digits * min(count.least, Self.mostDigits), Self.mostDigits)
    result.punctuation = punctuation.mapValues {
      min($0 * min(count.least, Self.mostPunctuation), Self.mostPunctuation)
    }
    if let tails {
      if count.least > 1, let joined = Self.product(tails, heads) {
        result.needs.append(Self.anyOf(joined))
      }
      return result
    } else if heads.count == 1, !heads[0].isEmpty {
      let copies = min(count.least, max(1, Self.longestRepeat / heads[0].count))
      let unit = Array(repeatElement(heads[0], count: copies).joined())
      result.heads = [unit]
      result.tails = count.isExact && copies == count.least ? nil : [unit]
    } else if heads != [[]] {
      result.tails = heads
    }
    return result
  }

  /// One of some literals; nothing is known if one of them is empty.
  private static func anyOf(_ literals: [[UInt8]]) -> Requirement {
    if literals.contains(where: { $0.isEmpty || $0.count == 1 && WordMark(rawValue: $0[0]) != nil }) { return .always }
    return literals.count == 1 ? .literal(literals[0]) : .disjunction(literals.map { .literal($0) })
  }

  /// Two literals as one: between them stands one mark of a boundary at most.
  private static func joined(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var joined = left
    append(right, to: &joined)
    return joined
  }

  private static func append(_ right: [UInt8], to left: inout [UInt8]) {
    if let behind = left.last.flatMap(WordMark.init(rawValue:)),
      let inFront = right.first.flatMap(WordMark.init(rawValue:))
    {
      left[left.count - 1] = max(behind, inFront).rawValue
      left += right.dropFirst()
    } else {
      left += right
    }
  }

  private static func product(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]]? {
    guard left.count * right.count <= mostChoices else { return nil }
    if left == [[]] { return right }
    if right == [[]] { return left }
    if left.count == 1 { return right.map { joined(left[0], $0) } }
    if right.count == 1 { return left.map { joined($0, right[0]) } }
    return distinct(left.flatMap { start in right.map { joined(start, $0) } })
  }

  /// Literals of which the shortest, which stand in many texts, go on: as many as there may be.
  private static func lengthening(_ literals: [[UInt8]], by next: [[UInt8]]) -> [[UInt8]] {
    guard next.allSatisfy({ !$0.isEmpty }) else { return literals }
    let byLength = literals.map { literal in (literal, count: literal.count { $0 > runMark }) }.sorted {
      $0.count < $1.count
    }
    var more = 0
    var result: [[UInt8]] = []
    for (literal, count) in byLength {
      let goesOn = count < shortLiteral && literals.count + more + next.count - 1 <= mostChoices
      if goesOn { more += next.count - 1 }
      result += goesOn ? next.map { joined(literal, $0) } : [literal]
    }
    return distinct(result)
  }

  private static func distinct(_ literals: [[UInt8]]) -> [[UInt8]] {
    var seen: Set<Literal> = []
    seen.reserveCapacity(literals.count)
    return literals.filter { seen.insert(Literal(bytes: $0)).inserted }
  }

  /// A literal that is hashed in one piece: an array hashes byte by byte.
  private struct Literal: Hashable {
    var bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  /// Bounds the product of nested repeats.
  private static let mostDigits = 1 << 16
  private static let mostPunctuation = 1 << 8

  /// How long a literal may grow by repetition, in bytes.
  private static let longestRepeat = 64

  /// How many literals a piece may consume one of; bounds the combinations.
  private static let mostChoices = 64

  /// Literals of fewer letters are lengthened where not all can be.
  private static let shortLiteral = 4
}

/// How often an item is repeated.
struct RequiredAtomsQuantifier {
  var least: Int
  /// How often at most; nil if there is no end to it.
  var most: Int?
  /// Whether it is repeated `least` times and never more.
  var isExact: Bool
  /// Whether it is never repeated more than once.
  var isAtMostOnce = false

  var isExactlyOnce: Bool { least == 1 && isExact }
}
