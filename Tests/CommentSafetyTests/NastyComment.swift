/// Random comments over what makes an engine disagree with itself: the letters of a few short terms in every disguise.
struct NastyComment {
  private static let letters: [[String]] = [
    ["a", "A", "4", "@", "ａ", "а", "á", "a\u{301}", "𝓪", "ⓐ", "&#97;", "%61", "ɐ", "🇦"],
    ["s", "S", "5", "$", "z", "ｓ", "ѕ", "ś", "𝐬", "ⓢ", "&#x73;", "ſ", "🇸", "2"],
    ["h", "H", "ｈ", "һ", "н", "Η", "ɥ", "%68"],
    ["i", "1", "!", "l", "|", "I", "і", "ι", "í", "ı", "L"],
    ["t", "7", "+", "T", "т", "τ", "ｔ", "ʇ", "t\u{336}"],
    ["o", "0", "O", "о", "ο", "ö", "()", "〇", "oo"],
    ["e", "3", "€", "E", "е", "ε", "ǝ", "é"],
    ["u", "v", "w", "U", "n", "ü", "ᴜ", "μ"],
    ["b", "8", "B", "q", "d", "p", "6", "9", "g"],
    ["f", "ph", "F", "ɟ", "ƒ", "k", "c", "(", "<"],
  ]

  private static let fillers: [String] = [
    " ", " ", " ", ".", "-", "_", "*", "#", "'", "’", ",", "/", "\n", "!", "?", "$", "%", "&", "@", "+", "=", "😀", "🏽",
    "\u{200B}",
    "\u{200D}", "\u{AD}", "\u{301}", "\u{489}", "\u{FE0F}", "\u{202E}", "\u{202C}", "\u{2067}", "\u{0}", "\u{3000}",
    "12", "99",
    "2024", "中", "ไท", "ہے", "рот", "και", "한", "½", "ﬁ", "ﷺ", "http://", ".com", "&amp;", "#", "@", "I", "a", "s", "＠",
    "＇", "．", "＊", "：／／", "‐", "&#64;", "()", "|", "+", "vv", "<b>", "</b>", "[i]", "[/i]", "<", ">", "[", "]",
    "&lt;i&gt;", "<!-- -->", "\\u0073", "\\x74", "\\u{68}", "\\U00000061", "\\", "~", "^", "■", "•", "🔥", "×", "#the",
    "@push", "is", "es", "she ", "“", "”",
  ]

  private static let words: [String] = [
    "ass", "asshole", "shit", "hit", "tits", "boob", "bee", "sue", "hate", "she", "toe", "bus stop", "ass hat", "class",
    "as", "is",
    "shiitake", "shot", "best host", "the", "push it", "hash", "call 5551234", "win $500 now", "a1b2c3d4e5f6a7b8",
    "ноты", "это", "#pushshit", "#shestheboobs", "@hatethetits", "#asisbusstop", "shithate", "hatetits",
  ]

  private static let stray: [[UInt8]] = [
    [0xFF], [0xC3], [0x80], [0xE2, 0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80],
  ]

  static func make(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<3: bytes += Array(words.randomElement(using: &random)!.utf8)
      case 3..<8: bytes += disguised(words.randomElement(using: &random)!, &random)
      case 8..<11:
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          bytes += Array(letters.randomElement(using: &random)!.randomElement(using: &random)!.utf8)
        }
      default: bytes += stray.randomElement(using: &random)!
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        bytes += Array(fillers.randomElement(using: &random)!.utf8)
      }
    }
    return bytes
  }

  /// A word with some letters written in other ways, repeated, hidden, parted or turned round.
  private static func disguised(_ word: String, _ random: inout SeededRandom) -> [UInt8] {
    let changes = Int.random(in: 2...8, using: &random)
    let filler = fillers.randomElement(using: &random)!
    let parts = random.once(in: 3)
    var pieces: [String] = []
    for character in word {
      var piece = String(character)
      if random.once(in: changes), let row = letters.first(where: { $0[0] == piece }) {
        piece = row.randomElement(using: &random)!
      }
      if random.once(in: 10) { piece += piece }
      if random.once(in: 24) { piece += piece + piece }
      if random.once(in: 16) { piece = "*" }
      if random.once(in: 20) { piece += fillers.randomElement(using: &random)! }
      pieces.append(piece)
    }
    if random.once(in: 12) { pieces = ["\u{202E}"] + pieces.reversed() + ["\u{202C}"] }
    return Array(pieces.joined(separator: parts ? filler : "").utf8)
  }
}
