internal import CommentCorpus
internal import CommentSafety

/// Comments written to be slow: what an enemy of the filter would send who has its lists.
struct Hostile {
  var name: String
  var bytes: [UInt8]

  init(_ name: String, _ text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }

  /// About 64 KiB each, and some of a megabyte.
  static func all(_ pack: RulePack) -> [Hostile] {
    let words = PeerTerms.plain(pack)
    func joined(_ separator: String, _ size: Int = 1 << 16, _ change: (String) -> String = { $0 }) -> String {
      var text = ""
      var index = 0
      while text.utf8.count < size, !words.isEmpty {
        text += change(words[index * 7919 % words.count]) + separator
        index += 1
      }
      return text
    }
    func times(_ text: String, _ size: Int = 1 << 16) -> String {
      String(repeating: text, count: max(1, size / text.utf8.count))
    }
    let examples = pack.rules.flatMap(\.matchExamples).joined(separator: " ")
    let zalgo = "a" + String(repeating: "\u{0301}\u{0323}\u{0310}", count: 40)
    return [
      Hostile("terms, one after the other", joined(" ")),
      Hostile("terms without spaces", joined("")),
      Hostile("terms but for the last letter", joined(" ") { String($0.dropLast()) }),
      Hostile("terms' beginnings, three letters each", joined("") { String($0.prefix(3)) }),
      Hostile(
        "terms in digits and signs",
        joined(" ") {
          $0.map { ["a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"][$0] ?? String($0) }.joined()
        }),
      Hostile("terms, letters with spaces between", joined(" ") { $0.map(String.init).joined(separator: " ") }),
      Hostile("terms, letters with dots between", joined(" ") { $0.map(String.init).joined(separator: ".") }),
      Hostile("terms with a star in them", joined(" ") { String($0.prefix(2)) + "*" + String($0.dropFirst(3)) }),
      Hostile("one letter and stars", times("f*** s*** b**** ")),
      Hostile("stars", times("*")),
      Hostile("single letters", times("a b c d e f g h i j k l m n o p q r s t u v w x y z ")),
      Hostile("one letter", times("a")),
      Hostile("two letters in turn", times("as")),
      Hostile("stretched letters", times("aaaassssssshhhhhiiiiittttt")),
      Hostile("digits", times("1337 4050035 8008135 ")),
      Hostile("signs for letters", times("@$$ |!| +!+ ($) ")),
      Hostile("stacked accents", times(zalgo)),
      Hostile("invisible characters", times("f\u{200B}u\u{200D}c\u{2060}")),
      Hostile("right-to-left overrides", times("\u{202E}kcuf\u{202C} ")),
      Hostile("look-alikes of three scripts", times("fυсk ѕһіт аѕѕ ")),
      Hostile("full width", times("ｆｕｃ ｋｓｈ ｉｔ ")),
      Hostile("emoji", times("😂🤣🏳️‍🌈👨‍👩‍👧 ")),
      Hostile("enclosed letters", times("🅵🆄🅲 🇫🇺🇨 ")),
      Hostile("HTML escapes", times("&#102;&#117;&amp;&lt; %66%75 ")),
      Hostile("what rules look for", times(examples + " ")),
      Hostile(
        "what rules look for, broken off",
        times(
          pack.rules.compactMap { $0.matchExamples.first.map { String($0.dropLast(2)) } }.joined(separator: " ") + " ")),
      Hostile("links", times("http://a.b.c.d/e?f=g&h=http://i.j/ ")),
      Hostile("numbers as of telephones", times("+1 (555) 010-99 99 0 ")),
      Hostile("words for rules to go back over", times("(((((a+)+)+)+)+)! kill kill kill you you you ")),
      Hostile("hashtags", times("#" + joined("", 200))),
      Hostile("a megabyte of one letter", times("a", 1 << 20)),
      Hostile("a megabyte of terms", joined(" ", 1 << 20)),
      Hostile("a megabyte without spaces", joined("", 1 << 20)),
      Hostile("a megabyte of bytes that are no UTF-8", String(repeating: " ", count: 1 << 20)).replacingBytes { _ in
        0xC3
      },
    ]
  }

  /// The first example of each rule, again and again: four kilobytes each.
  static func examples(_ pack: RulePack) -> [Hostile] {
    pack.rules.compactMap { rule in
      rule.matchExamples.first.map { example in
        Hostile(
          "\(rule.id), repeated", String(repeating: example + " ", count: max(1, 4096 / (example.utf8.count + 1))))
      }
    }
  }

  /// The first bytes, up to the end of a character.
  func beginning(_ count: Int) -> ArraySlice<UInt8> {
    var end = count
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return bytes[..<end]
  }

  private func replacingBytes(_ change: (UInt8) -> UInt8) -> Hostile {
    var copy = self
    copy.bytes = bytes.map(change)
    return copy
  }
}
