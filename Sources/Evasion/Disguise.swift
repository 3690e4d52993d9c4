/// One way to disguise a word: a row of the matrix.
public struct Disguise: Sendable {
  /// Of which words it can be made.
  public enum Reach: Sendable {
    /// Words in plain Latin letters.
    case latin
    /// Words of scripts with letters of their own that put spaces between words.
    case spaced
    /// Arabic script.
    case arabic
    /// English words.
    case english
  }

  public let name: String
  public let reach: Reach
  /// Whether a disguised clean word is still that word to a reader. A mask hides what tells two words apart, and a letter more
  /// may make another word.
  public let keepsWord: Bool
  let change: @Sendable ([Character], inout SplitMix) -> String?

  init(
    _ name: String, _ reach: Reach = .latin, keepsWord: Bool = true,
    _ change: @escaping @Sendable ([Character], inout SplitMix) -> String?
  ) {
    self.name = name
    self.reach = reach
    self.keepsWord = keepsWord
    self.change = change
  }

  /// The word in disguise, or nil if it has no letter that this disguise changes.
  public func apply(_ word: String, _ random: inout SplitMix) -> String? {
    let letters = Array(word)
    guard letters.count >= 4 else { return nil }
    switch reach {
    case .latin, .english: guard letters.allSatisfy({ ("a"..."z").contains($0) }) else { return nil }
    case .arabic: guard word.unicodeScalars.allSatisfy({ (0x620...0x6FF).contains($0.value) }) else { return nil }
    case .spaced: break
    }
    guard let changed = change(letters, &random), changed != word else { return nil }
    return changed
  }

  public static let all =
    leet + repeats + separators + pages + masks + alphabets + marks + controls + escapes + tags + mixtures
}

extension [Character] {
  var string: String { String(self) }

  func joined(_ separator: String) -> String { map(String.init).joined(separator: separator) }

  /// The word with each letter of the table replaced, or the first `most` of them from a random place on.
  func replaced(_ table: Alphabets.Table, most: Int = .max, _ random: inout SplitMix) -> String? {
    var places = indices.filter { table[self[$0]] != nil }
    guard !places.isEmpty else { return nil }
    if most < places.count { places = [Int](places.shuffled(using: &random).prefix(most)) }
    return indices.map { places.contains($0) ? table[self[$0]]! : String(self[$0]) }.joined()
  }

  var innerVowels: [Int] { indices.dropFirst().dropLast().filter { "aeiou".contains(self[$0]) } }
}
