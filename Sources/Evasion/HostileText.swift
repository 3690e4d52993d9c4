/// Random comments that try to break an engine: words in pieces of every disguise, fillers, controls, stray bytes.
public struct HostileText: Sendable {
  /// For each letter, everything that it may be written as.
  private let letters: [Character: [[UInt8]]]
  private let words: [[Character]]

  /// - Parameter words: what is disguised, beside the words of the matrix.
  public init(words: [String]) {
    var letters: [Character: [[UInt8]]] = [:]
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      var forms = [
        String(letter), letter.uppercased(), "\(letter)\u{301}", "\(letter)\u{489}", "\(letter)\u{336}\u{200D}",
      ]
      forms += (Alphabets.compatible + Alphabets.lookAlikes).compactMap { $0.1[letter] }
      forms += [Alphabets.turned, Alphabets.digits, Alphabets.symbols].compactMap { $0[letter] }
      if let value = letter.asciiValue {
        forms += ["&#\(value);", "&#x\(String(value, radix: 16));", "%" + String(value, radix: 16)]
      }
      letters[letter] = forms.map { Array($0.utf8) }
    }
    self.letters = letters
    self.words = (words + MatrixWords.terms.flatMap(\.words) + MatrixWords.twins).map { Array($0.lowercased()) }
  }

  private static let fillers: [[UInt8]] =
    [
      " ", " ", " ", "  ", ".", "-", "_", "*", "**", "#", "'", "’", ",", "/", "\n", "\r\n", "!", "?", "$", "%", "&",
      "@", "+", "=",
      "|", "()", ")(", "<", "😀", "🏽", "❤️", "🇵", "🇰", "👨‍👩‍👧", "\u{200B}", "\u{200C}", "\u{200D}", "\u{AD}", "\u{301}",
      "\u{489}",
      "\u{20E3}", "\u{FE0F}", "\u{34F}", "\u{3164}", "\u{E0061}", "\u{FEFF}", "\u{202E}", "\u{202D}", "\u{202C}",
      "\u{2066}", "\u{2067}",
      "\u{2069}", "\u{200F}", "\u{0}", "\u{8}", "\u{A0}", "\u{3000}", "\u{2028}", "12", "99", "2024", "0300 1234567",
      "中", "ไท", "ہے",
      "рот", "και", "한", "각", "ᄀ", "क्षि", "়", "½", "ﬁ", "ﷺ", "㍿", "İ", "ß", "http://", ".com", "&amp;", "&#x110000;",
      "&#", "%", "%C3",
      "%C3%A9", "I", "a", "s", "＠", "＇", "．", "＊", "‐", "vv", "ph", "iiii", "lI1|", "<b>", "</b>", "[i]", "[/i]",
      "<!-- -->", "&lt;i&gt;", "\\u0073", "\\x74",
      "\\u{1F600}", "\\", "\\*", "<br>", "*<b>", "\u{93F}", "\u{E49}", "\u{3099}", "~", "^", "■", "•", "×", "#the",
      "@push", "is",
    ].map { Array($0.utf8) }

  /// Bytes that are no UTF-8.
  private static let stray: [[UInt8]] = [
    [0xFF], [0xC3], [0x80], [0xE2, 0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
    [0xF4, 0x90, 0x80, 0x80],
  ]

  /// The next comment: mostly short, now and then some kilobytes.
  public func next(_ random: inout SplitMix) -> [UInt8] {
    var bytes: [UInt8] = []
    let isLong = once(in: 400, &random)
    for _ in 0..<Int.random(in: 0...(isLong ? 400 : 8), using: &random) {
      switch Int.random(in: 0..<16, using: &random) {
      case 0..<3: bytes += Array(String(words.randomElement(using: &random)!).utf8)
      case 3..<11: append(words.randomElement(using: &random)!, to: &bytes, &random)
      case 11..<14:
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          bytes += letters["abcdefghijklmnopqrstuvwxyz".randomElement(using: &random)!]!.randomElement(using: &random)!
        }
      case 14:
        if let scalar = Unicode.Scalar(UInt32.random(in: 0x80...0x2FFFF, using: &random)) {
          bytes += Array(String(scalar).utf8)
        }
      default: bytes += Self.stray.randomElement(using: &random)!
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) { bytes += Self.fillers.randomElement(using: &random)! }
    }
    return bytes
  }

  /// Adds a word with some letters written in other ways, repeated, hidden, parted or turned round.
  private func append(_ word: [Character], to bytes: inout [UInt8], _ random: inout SplitMix) {
    let changes = Int.random(in: 2...8, using: &random)
    let filler = Self.fillers.randomElement(using: &random)!
    let parts = once(in: 3, &random)
    var pieces: [[UInt8]] = []
    for character in word {
      var piece = Array(String(character).utf8)
      if once(in: changes, &random), let forms = letters[character] { piece = forms.randomElement(using: &random)! }
      if once(in: 10, &random) { piece += piece }
      if once(in: 24, &random) { piece += piece + piece }
      if once(in: 16, &random) { piece = [UInt8(ascii: "*")] }
      if once(in: 20, &random) { piece += Self.fillers.randomElement(using: &random)! }
      pieces.append(piece)
    }
    if once(in: 12, &random) { pieces = [Array("\u{202E}".utf8)] + pieces.reversed() + [Array("\u{202C}".utf8)] }
    for (index, piece) in pieces.enumerated() {
      if parts && index > 0 { bytes += filler }
      bytes += piece
    }
  }

  private func once(in count: Int, _ random: inout SplitMix) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
