/// Compiles an overlay's terms and collects everything that is wrong with them.
struct OverlayBuilder: ~Copyable {
  private let name: String
  private let configuration: Configuration
  private(set) var compiler: PatternCompiler
  private(set) var terms: [OverlayTerm] = []
  private(set) var categories: [Category] = []
  private(set) var languages: [String] = []
  private(set) var exactSpellings: [UInt32: String] = [:]
  private var errors: [BuildError] = []

  init(name: String, configuration: Configuration) {
    self.name = name
    self.configuration = configuration
    compiler = PatternCompiler(maximumLetters: configuration.maximumTermLetters)
  }

  /// - Throws: every error, in the order of the terms.
  mutating func build(_ terms: [Term], _ allowPhrases: [AllowPhrase]) throws(BuildErrors) {
    checkName()
    let limit = configuration.maximumOverlayTerms
    if terms.count + allowPhrases.count > limit {
      errors.append(
        BuildError(
          .tooLarge, "the overlay '\(name)' has \(terms.count + allowPhrases.count) terms; the limit is \(limit)",
          advice: "put what all tenants share into a pack, or raise Configuration.maximumOverlayTerms"))
      throw BuildErrors(errors)
    }
    compiler.reserve(terms.count + allowPhrases.count)
    var places: [String: SourceLocation?] = [:]
    places.reserveCapacity(terms.count + allowPhrases.count)
    for term in terms { add(term, &places) }
    for (index, phrase) in allowPhrases.enumerated() { add(phrase, index, &places) }
    if !errors.isEmpty { throw BuildErrors(errors) }
  }

  private mutating func checkName() {
    let isPlain = name.unicodeScalars.allSatisfy { $0 != "/" && !$0.properties.isWhitespace }
    if name.isEmpty || !isPlain {
      errors.append(
        BuildError(
          .badValue, "'\(name)' cannot be the name of an overlay",
          advice: "a name has no '/' and no white space, such as channel-7"))
    }
  }

  private mutating func add(_ term: Term, _ places: inout [String: SourceLocation?]) {
    if let first = places.updateValue(term.location, forKey: term.pattern.lowercased()) {
      let place = first.map { "first at \($0)" } ?? "it is there already"
      errors.append(
        BuildError(
          .duplicateTerm, "the overlay '\(name)' blocks '\(term.pattern)' twice; \(place)",
          advice: "remove one of them", at: term.location, rule: "overlay/\(name)/\(term.pattern)"))
      return
    }
    let index = terms.count
    terms.append(
      OverlayTerm(
        text: term.pattern, category: Self.number(of: term.category, in: &categories),
        language: Self.number(of: term.language, in: &languages), severity: term.severity,
        isWeak: term.isWeak, isShadow: term.isShadow))
    let firstPattern = compiler.patterns.count
    do {
      try compiler.add(
        term.pattern, role: .term, source: UInt32(index), language: term.language,
        sounds: term.sounds, requiresDiacritics: term.requiresDiacritics, at: term.location)
    } catch {
      report(error, term.pattern)
    }
    if term.requiresDiacritics, let wildcards = try? WildcardPattern(term.pattern) {
      for pattern in firstPattern..<compiler.patterns.count {
        exactSpellings[UInt32(pattern)] = wildcards.text.lowercased()
      }
    }
    for exception in term.exceptions {
      do {
        try compiler.add(exception, role: .exception, source: UInt32(index), at: term.location)
      } catch {
        report(error, term.pattern)
      }
    }
  }

  private mutating func add(
    _ phrase: AllowPhrase, _ index: Int, _ places: inout [String: SourceLocation?]
  ) {
    if let first = places[phrase.pattern.lowercased()] {
      let place = first.map { " at \($0)" } ?? ""
      errors.append(
        BuildError(
          .duplicateTerm,
          "the overlay '\(name)' allows '\(phrase.pattern)', which stands in it already\(place)",
          advice: "block it or allow it, once", at: phrase.location,
          rule: "overlay/\(name)/\(phrase.pattern)"))
      return
    }
    places[phrase.pattern.lowercased()] = phrase.location
    do {
      try compiler.add(phrase.pattern, role: .allow, source: UInt32(index), at: phrase.location)
    } catch {
      report(error, phrase.pattern)
    }
  }

  private mutating func report(_ error: BuildError, _ term: String) {
    var error = error
    error.rule = error.rule ?? "overlay/\(name)/\(term)"
    errors.append(error)
  }

  /// The number of a value in a list of few, added if it is new.
  private static func number<Value: Equatable>(of value: Value, in list: inout [Value]) -> UInt16 {
    // Neighbours are mostly alike.
    if let index = list.lastIndex(of: value) { return UInt16(index) }
    list.append(value)
    return UInt16(list.count - 1)
  }

  /// The content hash: all that can change a verdict.
  func version(_ terms: [Term], _ allowPhrases: [AllowPhrase]) -> String {
    var hash = SHA256()
    hash.update(field: "overlay \(PackHash.engineRevision) \(configuration.maximumTermLetters)")
    hash.update(field: name)
    // Matches are called by the overlay's name and the term.
    for term in terms { PackHash.add(term, withID: false, to: &hash) }
    hash.update(field: "\(terms.count) \(allowPhrases.count)")
    for phrase in allowPhrases { hash.update(field: phrase.pattern) }
    return PackHash.digits(of: &hash)
  }
}

extension PatternCompiler {
  /// Whether a pattern can begin at a word's start only.
  func isAnchored(_ id: Int) -> Bool {
    let pattern = patterns[id]
    return pattern.flags.contains(.startsWord) && pattern.role != .atom
      && !letters[Int(pattern.firstLetter)].isNoSpaces
  }
}
