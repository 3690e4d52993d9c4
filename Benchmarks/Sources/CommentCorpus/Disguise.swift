/// Ways in which people write a word so that a filter may miss it.
enum Disguise: CaseIterable {
  case leet, stretched, dotted, spaced, masked, lookAlike, wide, invisible, accented, capitals

  /// Writes a word that way. Words that have no letters for it stay as they are.
  func apply(to word: String, _ random: inout Random) -> String {
    let letters = word.unicodeScalars.filter { $0.properties.isAlphabetic }.count
    switch self {
    case .leet: return map(word) { Self.digits[$0] }
    case .stretched:
      let place = random.below(max(letters, 1))
      var seen = -1
      return map(word) { scalar in
        guard scalar.properties.isAlphabetic else { return nil }
        seen += 1
        return seen == place ? String(repeating: Character(scalar), count: 4) : nil
      }
    case .dotted: return word.map(String.init).joined(separator: ".")
    case .spaced: return word.map(String.init).joined(separator: " ")
    case .masked:
      var seen = 0
      return map(word) { scalar in
        guard scalar.properties.isAlphabetic else { return nil }
        seen += 1
        return seen == 2 ? "*" : nil
      }
    case .lookAlike: return map(word) { Self.lookAlikes[$0] }
    case .wide:
      return map(word) { scalar in
        (0x61...0x7A).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0).map { String(Character($0)) } : nil
      }
    case .invisible: return word.map(String.init).joined(separator: "\u{200B}")
    case .accented: return map(word) { $0.properties.isAlphabetic ? "\($0)\u{0301}" : nil }
    case .capitals: return word.uppercased()
    }
  }

  private func map(_ word: String, _ change: (Unicode.Scalar) -> String?) -> String {
    var text = ""
    for scalar in word.unicodeScalars {
      if let other = change(scalar) { text += other } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  private static let digits: [Unicode.Scalar: String] = [
    "a": "@", "e": "3", "i": "1", "o": "0", "s": "$", "t": "7",
  ]
  private static let lookAlikes: [Unicode.Scalar: String] = [
    "a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у",
  ]
}
