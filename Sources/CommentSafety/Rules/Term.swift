/// A word or phrase that a pack looks for.
public struct Term: Sendable, Hashable {
  /// The term as a moderator writes it: `word`, `word*`, `*word`, `*word*`, or a phrase with spaces.
  /// A backslash takes the special meaning from the character behind it.
  public var pattern: String
  /// The id that verdicts name.
  public var id: String
  public var category: Category
  public var severity: Severity
  /// A BCP 47 tag, `und` for any.
  public var language: String
  /// Words (with wildcards) in which this term is not a match.
  public var exceptions: [String]
  /// A match is weak evidence: clean comments often hold this term.
  public var isWeak: Bool
  /// An overlay's allow phrase cannot lift a match of this term.
  public var isFinal: Bool
  /// Matched and counted, without effect on the action.
  public var isShadow: Bool
  /// Accents and tone marks must agree with the term's.
  public var requiresDiacritics: Bool
  /// The respellings the term's list declares.
  public var sounds: SoundClasses
  public var location: SourceLocation?

  public init(
    _ pattern: String, id: String? = nil, category: Category, severity: Severity = .moderate,
    language: String = "und", exceptions: [String] = [], isWeak: Bool = false,
    isFinal: Bool = false, isShadow: Bool = false, requiresDiacritics: Bool = false,
    sounds: SoundClasses = .none, location: SourceLocation? = nil
  ) {
    self.pattern = pattern
    self.id = id ?? "\(category.rawValue)/\(pattern)"
    self.category = category
    self.severity = severity
    self.language = language
    self.exceptions = exceptions
    self.isWeak = isWeak
    self.isFinal = isFinal
    self.isShadow = isShadow
    self.requiresDiacritics = requiresDiacritics
    self.sounds = sounds
    self.location = location
  }
}

/// Groups of spellings that sound alike in a romanised language.
public struct SoundClasses: Sendable, Hashable {
  /// Each group lists the spellings that stand for each other, such as `["u", "oo"]`.
  public var groups: [[String]]

  public init(_ groups: [[String]]) {
    self.groups = groups
  }

  public static let none = SoundClasses([])
}

/// A word or phrase that must not be flagged, whatever matches inside it.
public struct AllowPhrase: Sendable, Hashable {
  /// Written as a ``Term/pattern``.
  public var pattern: String
  /// It lifts matches in shadow mode only, those without effect.
  public var isShadow: Bool
  public var location: SourceLocation?

  public init(_ pattern: String, isShadow: Bool = false, location: SourceLocation? = nil) {
    self.pattern = pattern
    self.isShadow = isShadow
    self.location = location
  }
}
