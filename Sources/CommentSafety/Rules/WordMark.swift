/// The byte that marks in a literal where a word begins or ends, or none stands: nothing of a word stands on both sides of it.
///
/// What a word consists of differs. `\b` knows the letters, digits and `_` of ASCII alone, unless the pattern asks for Unicode's
/// properties; `(?<![\p{L}\p{N}])` and white space part words of all letters.
enum WordMark: UInt8, Comparable, CaseIterable {
  case ofASCII = 1
  case ofAny = 2

  /// - Parameter isUnicode: whether all letters and digits are parts of words, those beyond ASCII too.
  init(isUnicode: Bool) { self = isUnicode ? .ofAny : .ofASCII }

  static func < (left: WordMark, right: WordMark) -> Bool { left.rawValue < right.rawValue }

  /// The weakest of the marks that all of some elements have; nil if one has none.
  static func weakest<Elements: Sequence>(
    of elements: Elements, _ mark: (Elements.Element) -> WordMark?
  ) -> WordMark? {
    var weakest: WordMark? = .ofAny
    for element in elements { weakest = mark(element).flatMap { mark in weakest.map { min(mark, $0) } } }
    return weakest
  }
}
