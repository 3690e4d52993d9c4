public import CommentSafety

/// What a pack looks for, as material for comments: the terms, and what its lists allow.
///
/// The generator has no abusive words of its own.
public struct Abuse: Sendable {
  /// Terms as they are written in comments, by language and category.
  private var terms: [String: [String: [String]]]
  /// Harmless words and phrases that look like terms.
  var nearMisses: [String]

  /// - Parameter pack: its terms of the generator's languages are used. Terms with wildcards stand there without them.
  public init(_ pack: RulePack) {
    terms = [:]
    for term in pack.terms where !term.isShadow {
      let plain = Self.plain(term.pattern)
      guard plain.utf8.count >= 2, plain.utf8.count <= 48 else { continue }
      terms[term.language, default: [:]][term.category.rawValue, default: []].append(plain)
    }
    nearMisses = pack.allowPhrases.map { Self.plain($0.pattern) }.filter { (2...48).contains($0.utf8.count) }
  }

  /// A pattern without its wildcards and escapes.
  public static func plain(_ pattern: String) -> String {
    var text = ""
    var isEscaped = false
    for character in pattern {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if character != "*" || isEscaped { text.append(character) }
      isEscaped = false
    }
    return text
  }

  /// Terms of a language, each as often as its category's share asks. A language without any borrows those of English, or of any
  /// language.
  func terms(of language: String, categories: [String: Double]) -> [String] {
    let found = [language, "en", "und"].lazy.compactMap { terms[$0] }.first ?? terms.min { $0.key < $1.key }?.value
    guard let found else { return ["grolk"] }
    let shares = found.keys.map { categories[$0] ?? 0 }
    let total = shares.reduce(0, +)
    var result: [String] = []
    for (category, list) in found.sorted(by: { $0.key < $1.key }) {
      // With no share for any of its categories, a list is used as it is.
      let share = total > 0 ? (categories[category] ?? 0) / total : 1 / Double(found.count)
      let count = Int((share * Double(Self.drawnTerms)).rounded())
      result += (0..<count).map { list.count > count ? list[$0 * list.count / count] : list[$0 % list.count] }
    }
    return result.isEmpty ? ["grolk"] : result
  }

  /// Terms of one language that are drawn from.
  private static let drawnTerms = 1 << 15
}
