/// Disguises by characters that look alike, are not seen, or stand for others.
extension Disguise {
  static let alphabets: [Disguise] =
    Alphabets.compatible.map { name, table in Disguise(name) { $0.replaced(table, &$1) } }
    + Alphabets.lookAlikes.flatMap { name, table in
      [
        Disguise("\(name): one letter", keepsWord: !name.hasPrefix("CJK")) { $0.replaced(table, most: 1, &$1) },
        Disguise("\(name): every letter it has", keepsWord: !name.hasPrefix("CJK")) { $0.replaced(table, &$1) },
      ]
    } + [
      Disguise("mixed alphabets", keepsWord: false) { word, random in
        word.map { letter in
          (Alphabets.compatible + Alphabets.lookAlikes).randomElement(using: &random)!.1[letter] ?? String(letter)
        }.joined()
      },
      Disguise("upside down") { word, _ in word.reversed().map { Alphabets.turned[$0]! }.joined() },
    ]

  static let marks: [Disguise] =
    [
      ("long stroke overlay", "\u{336}"), ("solidus overlay", "\u{338}"), ("enclosing circle", "\u{20DD}"),
      ("enclosing square", "\u{20DE}"), ("enclosing keycap", "\u{20E3}"), ("Cyrillic millions sign", "\u{489}"),
      ("low line", "\u{332}"), ("tilde overlay", "\u{334}"),
    ].map { name, mark in Disguise("combining \(name)") { word, _ in word.map { "\($0)\(mark)" }.joined() } }
    + [5, 50, 300].map { count in
      Disguise("Zalgo, \(count) marks a letter") { word, random in
        word.map { letter in
          var text = String(letter)
          for _ in 0..<count {
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0x300...0x36F, using: &random))!)
          }
          return text
        }.joined()
      }
    } + [
      Disguise("tatweel", .arabic) { word, _ in word.joined("\u{640}") },
      Disguise("harakat", .arabic) { word, random in
        word.map { "\($0)" + ["\u{64E}", "\u{650}", "\u{64F}", "\u{651}"].randomElement(using: &random)! }.joined()
      },
    ]

  static let controls: [Disguise] =
    [
      ("zero-width space", "\u{200B}"), ("zero-width non-joiner", "\u{200C}"), ("zero-width joiner", "\u{200D}"),
      ("word joiner", "\u{2060}"), ("byte order mark", "\u{FEFF}"), ("soft hyphen", "\u{AD}"),
      ("variation selector", "\u{FE0F}"),
      ("tag characters", "\u{E0061}"), ("Hangul filler", "\u{3164}"), ("left-to-right mark", "\u{200E}"),
      ("combining grapheme joiner", "\u{34F}"), ("null", "\u{0}"), ("backspace", "\u{8}"),
    ].map { name, control in
      Disguise("invisible: \(name)", .spaced) { word, _ in
        // Between the scalars: a grapheme may be of several.
        word.string.unicodeScalars.map { "\($0)" }.joined(separator: control)
      }
    } + [
      Disguise("right-to-left override") { word, _ in "\u{202E}\(word.reversed().map { "\($0)" }.joined())\u{202C}" },
      Disguise("right-to-left override without an end") { word, _ in
        "\u{202E}\(word.reversed().map { "\($0)" }.joined())"
      },
    ]

  static let escapes: [Disguise] = [
    Disguise("HTML references, decimal", .spaced) { word, _ in
      word.string.unicodeScalars.map { "&#\($0.value);" }.joined()
    },
    Disguise("HTML references, hexadecimal", .spaced) { word, _ in
      word.string.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined()
    },
    Disguise("HTML reference, one letter") { word, random in
      let place = word.indices.randomElement(using: &random)!
      return word.indices.map { $0 == place ? "&#\(word[$0].unicodeScalars.first!.value);" : String(word[$0]) }.joined()
    },
    Disguise("percent escapes", .spaced) { word, _ in
      word.string.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    },
    Disguise("percent escape, one letter") { word, random in
      let place = word.indices.randomElement(using: &random)!
      return word.indices.map {
        $0 == place ? "%" + String(word[$0].unicodeScalars.first!.value, radix: 16) : String(word[$0])
      }.joined()
    },
    Disguise("escape of a programming language, one letter", .spaced) { word, random in
      let place = word.indices.randomElement(using: &random)!
      return word.indices.map { $0 == place ? escaped(word[$0]) : String(word[$0]) }.joined()
    },
    Disguise("HTML tags", .spaced) { word, random in
      let place = Int.random(in: 1..<(word.count - 1), using: &random)
      let name = ["b", "i", "em", "strong", "span class=\"a\""].randomElement(using: &random)!
      return word[..<place].text + "<\(name)>" + String(word[place]) + "</\(name.prefix { $0 != " " })>"
        + word[(place + 1)...].text
    },
    Disguise("tags of forums", .spaced) { word, random in
      let place = Int.random(in: 1..<(word.count - 1), using: &random)
      let name = ["b", "i", "color=red", "size=9"].randomElement(using: &random)!
      return word[..<place].text + "[\(name)]" + String(word[place]) + "[/\(name.prefix { $0 != "=" })]"
        + word[(place + 1)...].text
    },
  ]

  private static func escaped(_ letter: Character) -> String {
    letter.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }.joined()
  }

  /// Words of common words: in a row of those they are read as these.
  private static let tagCompounds: Set<String> = ["lowlife", "bollocks", "halfwit", "windbag"]

  static let tags: [Disguise] = [
    Disguise("hashtag", .spaced) { word, _ in "#" + word.string },
    Disguise("mention with a number") { word, _ in "@\(word.string)99" },
    Disguise("hashtag in camel case") { word, _ in "#You" + word.string.prefix(1).uppercased() + word.string.dropFirst()
    },
    Disguise("hashtag, a word before", .english) { word, random in
      tagCompounds.contains(word.string)
        ? nil : "#" + ["dirty", "my", "that", "these", "ugly"].randomElement(using: &random)! + word.string
    },
    Disguise("hashtag, a word behind", .english) { word, random in
      tagCompounds.contains(word.string)
        ? nil : "#" + word.string + ["people", "girls", "alert", "party"].randomElement(using: &random)!
    },
    Disguise("camel case") { word, _ in "my" + word.string.prefix(1).uppercased() + word.string.dropFirst() + "Friend"
    },
    Disguise("underscores around", .latin) { word, _ in "__\(word.string)__" },
    Disguise("stars around", .latin) { word, _ in "**\(word.string)**" },
  ]

  /// Two of the others at once: the first on the letters, the second on the whole.
  static let mixtures: [Disguise] = [
    mixture("leet: a digit", "separators: dots"), mixture("leet: a symbol", "spaces"),
    mixture("leet: a digit", "invisible: zero-width space"),
    mixture("leet: a symbol", "repeats: one letter four times"),
    mixture("Cyrillic look-alikes: one letter", "separators: hyphens"),
    mixture("Cyrillic look-alikes: one letter", "leet: a digit"), mixture("Greek look-alikes: one letter", "spaces"),
    mixture("full width", "separators: dots"), mixture("mathematical bold", "spaces"),
    mixture("circled", "invisible: zero-width joiner"),
    mixture("repeats: one letter four times", "separators: dots"), mixture("repeats: one letter four times", "spaces"),
    mixture("mask: a star for a vowel", "invisible: zero-width space"),
    mixture("mask: a star for a vowel", "Cyrillic look-alikes: one letter"),
    mixture("mask: a star for a vowel", "repeats: the last letter nine times"),
    mixture("Zalgo, 5 marks a letter", "separators: dots"), mixture("leet: a digit", "Zalgo, 5 marks a letter"),
    mixture("spaces", "invisible: zero-width space"), mixture("leet: a digit", "hashtag"),
    mixture("separators: dots", "stars around"),
    mixture("leet: a digit", "percent escape, one letter"),
  ]

  private static func mixture(_ first: String, _ second: String) -> Disguise {
    let parts = leet + repeats + separators + masks + alphabets + marks + controls + escapes + tags
    guard let inner = parts.first(where: { $0.name == first }), let outer = parts.first(where: { $0.name == second })
    else { preconditionFailure("there is no disguise '\(first)' or '\(second)'") }
    return Disguise("\(first) + \(second)", .latin, keepsWord: inner.keepsWord && outer.keepsWord) { word, random in
      guard let once = inner.apply(word.string, &random) else { return nil }
      return outer.change(Array(once), &random).flatMap { $0 == once ? nil : $0 }
    }
  }
}
