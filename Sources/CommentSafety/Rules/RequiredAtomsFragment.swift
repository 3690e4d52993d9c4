/// What is known about a piece of a pattern: the text it consumes and what else the subject must
/// contain.
///
/// `foo(?=x)bar|baz` has two such pieces. The first consumes exactly `foobar` and needs an `x`.
struct RequiredAtomsFragment {
  /// The literal that the consumed text starts with.
  var head: [UInt8] = []

  /// The literal that the consumed text ends with; nil when it is `head` and nothing else. May
  /// overlap `head`.
  var tail: [UInt8]?

  /// What the subject must contain besides `head` and `tail`.
  var needs: [Requirement] = []

  /// How many ASCII digits the consumed text holds at least.
  var digits = 0

  /// Whether `digits` counts any that are not part of a literal. Without them the literals say it
  /// all.
  var hasDigitClass = false

  /// Consumes nothing: anchors, comments, negative look-around.
  static let empty = RequiredAtomsFragment()

  /// Consumes anything or nothing.
  static let unknown = RequiredAtomsFragment(tail: [])

  /// Consumes one ASCII digit.
  static let digit = RequiredAtomsFragment(tail: [], digits: 1, hasDigitClass: true)

  /// Consumes exactly this text.
  static func literal(_ bytes: [UInt8]) -> RequiredAtomsFragment {
    RequiredAtomsFragment(head: bytes, digits: bytes.count(where: \.isASCIIDigit))
  }

  /// Consumes nothing, and the subject meets a requirement: positive look-around.
  static func lookaround(_ requirement: Requirement) -> RequiredAtomsFragment {
    RequiredAtomsFragment(needs: [requirement])
  }

  /// Consumes what one of several pieces consumes.
  static func alternation(_ branches: [RequiredAtomsFragment]) -> RequiredAtomsFragment {
    if branches.count == 1 { return branches[0] }
    return RequiredAtomsFragment(
      tail: [],
      needs: [.disjunction(branches.map(\.requirement))],
      digits: branches.map(\.digits).min() ?? 0,
      hasDigitClass: branches.contains(where: \.hasDigitClass))
  }

  /// The requirement of the piece on its own.
  var requirement: Requirement {
    var parts = [.literal(head)] + needs
    if let tail { parts.append(.literal(tail)) }
    if hasDigitClass, digits > 0 { parts.append(.digits(digits)) }
    return .conjunction(parts)
  }

  /// Puts another piece behind this one.
  mutating func append(_ next: RequiredAtomsFragment) {
    if let end = tail {
      if let nextEnd = next.tail {
        addNeed(end + next.head)
        tail = nextEnd
      } else {
        tail = end + next.head
      }
    } else {
      head += next.head
      tail = next.tail
    }
    needs += next.needs
    digits = min(digits + next.digits, Self.mostDigits)
    hasDigitClass = hasDigitClass || next.hasDigitClass
  }

  /// Repeats this piece.
  ///
  /// `a{3}` is a literal, `a{2,}b` starts with `aa` and ends with `aab`. Long repeats are cut:
  /// `a{500}` starts and ends with as many as ``longestRepeat`` allows.
  func repeated(_ count: RequiredAtomsQuantifier) -> RequiredAtomsFragment {
    if count.least == 0 { return .unknown }
    if count.isExactlyOnce { return self }
    var result = self
    result.digits = min(digits * min(count.least, Self.mostDigits), Self.mostDigits)
    if let tail {
      if count.least > 1 { result.addNeed(tail + head) }
    } else if !head.isEmpty {
      let copies = min(count.least, max(1, Self.longestRepeat / head.count))
      let unit = Array(repeatElement(head, count: copies).joined())
      result.head = unit
      result.tail = count.isExact && copies == count.least ? nil : unit
    }
    return result
  }

  private mutating func addNeed(_ literal: [UInt8]) {
    if !literal.isEmpty { needs.append(.literal(literal)) }
  }

  /// Bounds the product of nested repeats.
  private static let mostDigits = 1 << 16

  /// How long a literal may grow by repetition, in bytes.
  private static let longestRepeat = 64
}

/// How often an item is repeated.
struct RequiredAtomsQuantifier {
  var least: Int
  /// Whether it is repeated `least` times and never more.
  var isExact: Bool

  var isExactlyOnce: Bool { least == 1 && isExact }
}
