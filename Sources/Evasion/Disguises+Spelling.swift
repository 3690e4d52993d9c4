/// Disguises that change the spelling: leet, repeats, separators, masks.
extension Disguise {
  static let leet: [Disguise] = [
    Disguise("leet: a digit") { $0.replaced(Alphabets.digits, most: 1, &$1) },
    Disguise("leet: a symbol") { word, random in
      // A bracket or a bar in front of a word is one.
      guard let symbol = word.replaced(Alphabets.symbols, most: 1, &random), !"(|+".contains(symbol.first!) else {
        return nil
      }
      return symbol
    },
    Disguise("leet: a digit and a symbol") { word, random in
      guard word.count >= 6, let first = word.replaced(Alphabets.digits, most: 1, &random) else { return nil }
      guard let both = Array(first).replaced(Alphabets.symbols, most: 1, &random), !"(|+".contains(both.first!) else {
        return nil
      }
      return both
    },
    Disguise("leet: ph for f") { word, _ in substitute("f", "ph", in: word) },
    Disguise("leet: vv for w") { word, _ in substitute("w", "vv", in: word) },
    Disguise("leet: () for o") { word, _ in
      guard let place = word.dropFirst().dropLast().firstIndex(of: "o") else { return nil }
      return word[..<place].text + "()" + word[(place + 1)...].text
    },
    Disguise("leet: v for u") { word, _ in
      word.filter { $0 == "u" }.count == 1 ? substitute("u", "v", in: word) : nil
    },
    Disguise("letters turned into capitals at random", .latin) { word, random in
      word.map { Bool.random(using: &random) ? $0.uppercased() : String($0) }.joined()
    },
  ]

  private static func substitute(_ letter: Character, _ by: String, in word: [Character]) -> String? {
    word.contains(letter) ? word.map { $0 == letter ? by : String($0) }.joined() : nil
  }

  static let repeats: [Disguise] = [
    Disguise("repeats: one letter four times", keepsWord: false) { word, random in
      let place = word.indices.randomElement(using: &random)!
      return word.indices.map { String(repeating: word[$0], count: $0 == place ? 4 : 1) }.joined()
    },
    Disguise("repeats: every letter twice", keepsWord: false) { word, _ in
      word.map { "\($0)\($0)" }.joined()
    },
    Disguise("repeats: a consonant twice", .english, keepsWord: false) { word, random in
      // A letter that stands there twice already would stand there three times.
      let places = word.indices.filter { place in
        !"aeiou".contains(word[place]) && (place == 0 || word[place - 1] != word[place])
          && (place + 1 == word.count || word[place + 1] != word[place])
      }
      guard let place = places.randomElement(using: &random) else { return nil }
      return word[...place].text + word[place...].text
    },
    Disguise("repeats: every letter three times", keepsWord: false) { word, _ in
      word.map { String(repeating: $0, count: 3) }.joined()
    },
    Disguise("repeats: the last letter nine times", keepsWord: false) { word, _ in
      word.string + String(repeating: word.last!, count: 8)
    },
  ]

  private static let compoundParts: Set<String> = [
    "low", "life", "wind", "bag", "half", "wit", "jack", "ass", "dick", "head", "scum", "blow", "job", "dumb", "dip",
    "hole", "klo", "zak",
    "ass", "kut", "wijf", "kanker", "lijer", "mother", "cock", "sucker",
  ]

  private static let kinds: [(String, String)] = [
    ("dots", "."), ("hyphens", "-"), ("underscores", "_"), ("stars", "*"), ("slashes", "/"), ("commas", ","),
    ("tildes", "~"),
    ("bullets", "•"), ("plus signs", "+"), ("equals signs", "="), ("bars", "|"), ("hashes", "#"),
    ("pairs of dots", ".."),
    ("emoji", "😀"), ("hearts", "❤️"), ("hyphens of another block", "\u{2010}"), ("middle dots", "·"), ("quotes", "\""),
    ("colons", ":"), ("brackets", ")("), ("backslashes", "\\"),
  ]

  static let separators: [Disguise] =
    kinds.map { name, separator in
      Disguise("separators: \(name)", .spaced) { word, _ in word.joined(separator) }
    } + [
      Disguise("separators: mixed", .spaced) { word, random in
        word.dropLast().map { String($0) + [".", "-", "_", "*", "/"].randomElement(using: &random)! }.joined()
          + String(word.last!)
      },
      Disguise("separators: one cut", keepsWord: false) { word, random in
        let place = Int.random(in: 2...(word.count - 2), using: &random)
        // Two words with a hyphen are two words.
        let pieces = [word[..<place].text, word[place...].text]
        if word.count < 5 && word.string != "fuck" || pieces.allSatisfy(compoundParts.contains) { return nil }
        return word[..<place].text + [".", "-", "_"].randomElement(using: &random)! + word[place...].text
      },
      Disguise("separators: one cut by a sign that may be a letter", keepsWord: false) { word, random in
        let place = Int.random(in: 2...(word.count - 2), using: &random)
        let pieces = [word[..<place].text, word[place...].text]
        if word.count < 5 && word.string != "fuck" || pieces.allSatisfy(compoundParts.contains) { return nil }
        return pieces.joined(separator: ["|", "+", "$", "@"].randomElement(using: &random)!)
      },
      Disguise("spaces", .spaced) { word, _ in word.joined(" ") },
      Disguise("spaces, behind words in spaces", .english) { word, random in
        // Before an a nobody writes the article `a`.
        let before = ["y o u", "u r", "y o u a r e a", "s u c h a"].prefix(word[0] == "a" ? 2 : 4)
        return [before.randomElement(using: &random)!, word.joined(" ")].joined(separator: " ")
      },
      Disguise("two spaces", .spaced) { word, _ in word.joined("  ") },
      Disguise("spaces and dots", .spaced) { word, _ in word.joined(" . ") },
      Disguise("spaces and repeats", .latin, keepsWord: false) { word, _ in
        // A letter twice, or three times if it is one that English doubles.
        let place = word.firstIndex(where: { "auihkwy".contains($0) }) ?? 1
        let count = "auihkwy".contains(word[place]) ? 2 : 3
        return word.indices.map { Array(repeating: word[$0], count: $0 == place ? count : 1).joined(" ") }.joined(
          separator: " ")
      },
      Disguise("line breaks", .spaced) { word, _ in word.joined("\n") },
      Disguise("ideographic spaces", .spaced) { word, _ in word.joined("\u{3000}") },
      Disguise("no-break spaces", .spaced) { word, _ in word.joined("\u{A0}") },
    ]

  /// Words whose letters a page shows one below the other.
  static let pages: [Disguise] = [
    Disguise("line breaks of HTML", .spaced) { word, random in
      word.joined(["<br>", "<br/>", "<br />", "</p><p>"].randomElement(using: &random)!)
    }
  ]

  static let masks: [Disguise] = [
    Disguise("mask: a star for a vowel", keepsWord: false) { mask($0, ["*"], &$1) },
    Disguise("mask: a star with a backslash for a vowel", keepsWord: false) { mask($0, ["\\*"], &$1) },
    Disguise("mask: a symbol for a vowel", keepsWord: false) { mask($0, ["#", "@", "!", "%", "&", "?", "$"], &$1) },
    Disguise("mask: a hyphen or underscore for a vowel", keepsWord: false) { mask($0, ["-", "_"], &$1) },
    Disguise("mask: a block or bullet for a vowel", keepsWord: false) {
      mask($0, ["■", "●", "█", "░", "•", "×", "~", "^"], &$1)
    },
    Disguise("mask: an emoji for a vowel", keepsWord: false) { mask($0, ["🔥", "💩", "❤️", "😂"], &$1) },
    Disguise("mask: two stars", keepsWord: false) { word, random in
      guard word.count >= 5 || word.innerVowels.isEmpty == false else { return nil }
      let place = Int.random(in: 1...(word.count - 3), using: &random)
      return word[..<place].text + "**" + word[(place + 2)...].text
    },
    Disguise("mask: comic-strip symbols", keepsWord: false) { word, _ in
      guard word.count >= 5 else { return nil }
      return String(word[0]) + "#@" + word[3...].text
    },
    Disguise("mask: all but the ends", .english, keepsWord: false) { word, random in
      guard (6...8).contains(word.count) else { return nil }
      let mask = ["*", "#", "%"].randomElement(using: &random)!
      return "\(word[0])" + String(repeating: mask, count: word.count - 2) + "\(word.last!)"
    },
    Disguise("mask: the end", keepsWord: false) { word, _ in
      guard word.count >= 5 else { return nil }
      return word.dropLast().text + "*"
    },
  ]

  private static func mask(_ word: [Character], _ masks: [String], _ random: inout SplitMix) -> String? {
    guard let place = word.innerVowels.randomElement(using: &random) else { return nil }
    return word[..<place].text + masks.randomElement(using: &random)! + word[(place + 1)...].text
  }
}

extension ArraySlice<Character> {
  var text: String { String(self) }
}
