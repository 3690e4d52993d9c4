internal import CommentSafety

/// Where each term of a pack was written, to find terms that stand in it twice.
///
/// Two terms are the same if language, category and spelling agree; case does not count.
struct TermPlaces {
  // One string as key: hashing three took a quarter of the time to load a pack.
  private var places: [String: SourceLocation] = [:]

  /// - Parameter capacity: Terms to make room for.
  init(capacity: Int = 0) {
    places.reserveCapacity(capacity)
  }

  /// Notes a term's place; an error if the term was met before.
  mutating func note(_ term: Term) -> BuildError? {
    guard let place = term.location else { return nil }
    let key = TermPlaces.key(of: term)
    guard let first = places[key] else {
      places[key] = place
      return nil
    }
    let name = "the \(term.language) term \"\(term.pattern)\" (\(term.category))"
    let message =
      first.file == place.file
      ? "\(name) stands in line \(place.line) and in line \(first.line)"
      : "\(name) stands here and at \(first)"
    return BuildError(.duplicateTerm, message, advice: "delete one of the two", at: place)
  }

  /// The term's id; neither language nor category holds a '/'.
  private static func key(of term: Term) -> String {
    let lower = term.pattern.lowercased()
    return lower == term.pattern ? term.id : "\(term.language)/\(term.category)/\(lower)"
  }
}
