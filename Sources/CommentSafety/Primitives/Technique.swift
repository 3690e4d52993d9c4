/// How a comment's spelling differs from the term that it matched.
///
/// The empty set is an exact match. Techniques are evidence: a policy may ask for review where a match needed much reading.
public struct Technique: OptionSet, Sendable, Hashable, BitwiseCopyable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  // The first seven bits are in the order of the generated fold table.

  /// Letters of another case.
  public static let casing = Technique(rawValue: 1 << 0)
  /// Full-width or half-width forms.
  public static let width = Technique(rawValue: 1 << 1)
  /// Other compatibility forms: mathematical, enclosed, superscript, presentation forms, digits of other scripts.
  public static let compatibility = Technique(rawValue: 1 << 2)
  /// Accents or stacked combining marks.
  public static let diacritics = Technique(rawValue: 1 << 3)
  /// Letters that look alike, of another script or the same one.
  public static let confusable = Technique(rawValue: 1 << 4)
  /// Turned or upside-down letters.
  public static let rotated = Technique(rawValue: 1 << 5)
  /// Variants of a letter that readers take as one (Arabic yeh and kaf, kana).
  public static let variant = Technique(rawValue: 1 << 6)

  /// Digits or symbols that stand for letters.
  public static let leet = Technique(rawValue: 1 << 7)
  /// Invisible characters inside the word.
  public static let invisible = Technique(rawValue: 1 << 8)
  /// Letters repeated.
  public static let repeated = Technique(rawValue: 1 << 9)
  /// Punctuation, symbols or emoji between letters.
  public static let separated = Technique(rawValue: 1 << 10)
  /// Single letters with white space between them.
  public static let spaced = Technique(rawValue: 1 << 11)
  /// Letters hidden behind a mask character.
  public static let masked = Technique(rawValue: 1 << 12)
  /// Characters written as HTML entities or percent escapes.
  public static let encoded = Technique(rawValue: 1 << 13)
  /// Words of a phrase run together.
  public static let joined = Technique(rawValue: 1 << 14)
  /// Letters in reverse order that a bidi control or turned letters show the right way round.
  public static let reversed = Technique(rawValue: 1 << 15)
  /// A declared respelling: sound classes and `ph` for `f`.
  public static let respelled = Technique(rawValue: 1 << 16)

  /// Techniques that ordinary writing uses: they are no sign of evasion.
  public static let ordinary: Technique = [.casing, .width, .compatibility, .diacritics, .variant]

  static let named: [(Technique, String)] = [
    (.casing, "case"), (.width, "width"), (.compatibility, "compatibility"),
    (.diacritics, "diacritics"), (.confusable, "confusable"), (.rotated, "rotated"),
    (.variant, "variant"), (.leet, "leet"), (.invisible, "invisible"), (.repeated, "repeated"),
    (.separated, "separated"), (.spaced, "spaced"), (.masked, "masked"), (.encoded, "encoded"),
    (.joined, "joined"), (.reversed, "reversed"), (.respelled, "respelled"),
  ]

  /// The names used in policies and verdicts; `["exact"]` for the empty set.
  public var names: [String] {
    if isEmpty { return ["exact"] }
    return Technique.named.filter { contains($0.0) }.map(\.1)
  }

  /// The technique of that name (`exact` is the empty set), or nil.
  public init?(name: String) {
    if name == "exact" {
      self = []
      return
    }
    guard let match = Technique.named.first(where: { $0.1 == name }) else { return nil }
    self = match.0
  }
}
