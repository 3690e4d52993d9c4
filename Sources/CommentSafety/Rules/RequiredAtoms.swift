/// What every text that a PCRE2 pattern matches must contain.
///
/// A rule's pattern runs only on comments that meet its requirement, so a requirement may be too
/// weak, which costs time, and must never be too strong, which would lose a match. Wherever the
/// syntax leaves a doubt the answer is ``always``. (The idea is RE2's `FilteredRE2`; its atoms are
/// lower-cased, these are not.)
///
/// ```swift
/// Requirement.of(pattern: #"(?:buy|sell)\s+followers? \d{2,}"#)
/// // ("buy" or "sell") and "follower" and 2 digits
/// ```
///
/// **Case.** Atoms are the pattern's own bytes in the pattern's own spelling, whether or not it is
/// caseless. Whoever looks for them must fold both the atom and the text by Unicode *simple case
/// folding* (at least). That keeps them sound for every pattern: a caseless `k` also matches U+212A
/// (Kelvin sign) and `s` also U+017F (long s), and both fold to the ASCII letter; `ß` and `ẞ` fold
/// together; nothing that PCRE2 takes for equal folds apart. ASCII lower-casing alone would lose
/// matches. Folding a case-sensitive pattern only weakens its requirement.
///
/// **More folding.** A search that folds more than case (confusables, diacritics, dropped or
/// doubled characters) must treat the atoms with the same code as the text, and split them at every
/// character which that code may make disappear or read in two ways. Atoms therefore come whole and
/// raw, punctuation and spaces included.
enum Requirement: Sendable, Hashable {
  /// Nothing is known: the pattern must be run on every text.
  case always

  /// The text contains these bytes (UTF-8, at least one character), up to simple case folding.
  case atom([UInt8])

  /// The text contains at least so many ASCII digits, not necessarily together.
  case digits(Int)

  /// The text contains this byte of ASCII punctuation.
  case byte(UInt8)

  /// The text contains this byte of ASCII punctuation at least so many times, two or more.
  case repeats(UInt8, Int)

  /// All of these hold; at least two.
  case all([Requirement])

  /// At least one of these holds; at least two.
  case any([Requirement])

  /// The requirement of a pattern.
  ///
  /// It holds for the UTF-8 text as a whole, including what look-around sees outside of the match,
  /// under PCRE2 10.42 and later; where releases read a pattern differently, the requirement is one
  /// that is true for all.
  ///
  /// - Parameters:
  ///   - pattern: PCRE2 syntax, compiled in UTF mode and not as a literal. Patterns that PCRE2
  ///     refuses get some
  ///     answer.
  ///   - caseless: whether the pattern is compiled caseless. It changes nothing today, see the note
  ///     on case above;
  ///     callers state it all the same so that they need not know that.
  ///   - extended: whether it is compiled with white space and `#` comments ignored. `(?x)` and
  ///     `(?xx)`
  ///     inside are understood; the option "extended more" is not, since it makes `[ a]` mean `a`.
  ///   - ucp: whether it is compiled with Unicode properties for `\d`; then `\d` says nothing about
  ///     ASCII digits.
  ///   - joinsWhiteSpace: whether `\s` and `\h`, however often repeated, count as one space of a literal. For callers that delete
  ///     white space from the text and from the atoms before they compare them: `rot\s+in` then is the atom `rot in`.
  ///   - marksBoundaries: whether a ``WordMark`` stands in a literal wherever the pattern asks for a word boundary, the start of the text,
  ///     surely white space or another character that parts words, or that no letter or digit stands there: what follows it begins
  ///     a word. And whether U+0003 stands behind a letter of ASCII that may be repeated: `go+l` and `goo?l` then are one literal.
  /// - Complexity: O(n) for a pattern of n bytes, plus at most 512 groups that are read again where they are called or repeated,
  ///   and O(k²) comparisons to simplify lists of k ≤ 64 parts.
  static func of(
    pattern: String, caseless: Bool = false, extended: Bool = false, ucp: Bool = false,
    joinsWhiteSpace: Bool = false, marksBoundaries: Bool = false
  ) -> Requirement {
    read(
      pattern: pattern, extended: extended, ucp: ucp, joinsWhiteSpace: joinsWhiteSpace,
      marksBoundaries: marksBoundaries
    ).requirement
  }

  /// The requirement of a pattern, see ``of(pattern:caseless:extended:ucp:joinsWhiteSpace:marksBoundaries:)``, and how far what it asks for
  /// may lie from where a match starts.
  /// - Parameter memo: of patterns that were read before, and of this one.
  static func read(
    pattern: String, extended: Bool = false, ucp: Bool = false, joinsWhiteSpace: Bool = false,
    marksBoundaries: Bool = false, memo: RequiredAtomsMemo? = nil
  ) -> (requirement: Requirement, reach: PatternReach) {
    var parser = RequiredAtomsParser(
      pattern, extended: extended, ucp: ucp, joinsWhiteSpace: joinsWhiteSpace,
      marksBoundaries: marksBoundaries)
    parser.memo = memo
    do {
      let pattern = try parser.parse()
      return (pattern.requirement, pattern.reach)
    } catch {
      return (.always, .unbounded)
    }
  }

  /// How far a match of a pattern may stretch.
  static func reach(ofPattern pattern: String, memo: RequiredAtomsMemo? = nil) -> PatternReach {
    var parser = RequiredAtomsParser(pattern, extended: false, ucp: false)
    parser.memo = memo
    parser.readsOnlyReach = true
    return (try? parser.parse().reach) ?? .unbounded
  }

  /// The requirement that a text contains a literal; ``always`` for the empty one.
  static func literal(_ bytes: [UInt8]) -> Requirement {
    if bytes.isEmpty { return .always }
    if bytes.count == 1, bytes[0].isASCIIPunctuation { return .byte(bytes[0]) }
    return .atom(bytes)
  }

  /// What an atom still says to a search that cannot use its letters: its punctuation and its
  /// digits.
  ///
  /// For atoms such as `t.me/`, whose words are too short to look for: `'.' and '/'`.
  static func withoutLetters(_ atom: [UInt8]) -> Requirement {
    let digits = atom.count(where: \.isASCIIDigit)
    let bytes = atom.filter(\.isASCIIPunctuation).map { Requirement.byte($0) }
    return conjunction(bytes + (digits > 0 ? [.digits(digits)] : []))
  }
}

extension Requirement {
  // A literal in one piece: an array hashes byte by byte, and lists of words are long.
  func hash(into hasher: inout Hasher) {
    switch self {
    case .always: hasher.combine(0)
    case .atom(let bytes):
      hasher.combine(1)
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    case .digits(let count):
      hasher.combine(2)
      hasher.combine(count)
    case .byte(let byte):
      hasher.combine(3)
      hasher.combine(byte)
    case .repeats(let byte, let count):
      hasher.combine(6)
      hasher.combine(byte)
      hasher.combine(count)
    case .all(let parts):
      hasher.combine(4)
      hasher.combine(parts)
    case .any(let parts):
      hasher.combine(5)
      hasher.combine(parts)
    }
  }
}

extension Requirement: CustomStringConvertible {
  /// For reports and test failures, for example `("buy" or "sell") and 2 digits`.
  var description: String {
    switch self {
    case .always: "always"
    case .atom(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
    case .digits(let count): "\(count) digits"
    case .byte(let byte): "'\(Unicode.Scalar(byte))'"
    case .repeats(let byte, let count): "\(count) of '\(Unicode.Scalar(byte))'"
    case .all(let parts): parts.map(\.nestedDescription).joined(separator: " and ")
    case .any(let parts): parts.map(\.nestedDescription).joined(separator: " or ")
    }
  }

  private var nestedDescription: String {
    switch self {
    case .all, .any: "(\(description))"
    default: description
    }
  }
}

extension UInt8 {
  /// Whether this is one of the 32 ASCII characters that are neither letter, digit, space nor
  /// control.
  var isASCIIPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  var isASCIIDigit: Bool {
    (0x30...0x39).contains(self)
  }
}
