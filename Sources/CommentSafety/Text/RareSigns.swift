/// ASCII signs that may hide words in ways that few comments have: markup, tags, odd masks.
enum RareSigns {
  /// `#` and `<`, then `[ \ ^ ~`: bits of the first 64 ASCII characters and of the others.
  private static var signs: (UInt64, UInt64) { (0x1000_0008_0000_0000, 0x4000_0000_5800_0000) }
  private static var less: UInt64 { 1 << 60 }
  private static var greater: UInt64 { 1 << 62 }
  private static var slash: UInt64 { 1 << 47 }
  private static var openParenthesis: UInt64 { 1 << 40 }
  private static var bar: UInt64 { 1 << 60 }
  private static var openBracket: UInt64 { 1 << 27 }
  private static var closeBracket: UInt64 { 1 << 29 }

  /// Whether a comment with these ASCII bytes may have such signs.
  @inline(__always)
  static func mayMatter(_ present: (UInt64, UInt64)) -> Bool {
    present.0 & signs.0 | present.1 & signs.1 != 0
  }

  /// Whether there may be tags of a page or escapes.
  static func mayMark(_ present: (UInt64, UInt64)) -> Bool { present.0 & less != 0 || present.1 & 0x1800_0000 != 0 }

  /// Whether there may be closing tags of forums; without one brackets are brackets.
  static func mayCloseForumTags(_ present: (UInt64, UInt64)) -> Bool {
    present.1 & closeBracket != 0 && present.0 & slash != 0
  }

  /// Whether a page may show the comment otherwise than it is written: there may be tags, links, or spoilers. See ``ShownText``.
  @inline(__always)
  static func mayHideMarkup(_ present: (UInt64, UInt64)) -> Bool {
    present.0 & less != 0 && present.0 & greater != 0 || mayCloseForumTags(present) || present.1 & bar != 0
      || present.1 & openBracket != 0 && present.1 & closeBracket != 0 && present.0 & openParenthesis != 0
  }

  /// Whether there may be hashtags. Names behind `@` are not split: they are nobody's statement, and every reply begins with one.
  static func mayTag(_ present: (UInt64, UInt64)) -> Bool { present.0 & 1 << 35 != 0 }

  /// Whether there may be odd masks of ASCII.
  static func mayMask(_ present: (UInt64, UInt64)) -> Bool { present.1 & 0x4000_0000_4000_0000 != 0 }

  /// Letters of the shortest tag that is looked at: a term and a word.
  static let shortestTag = 6

  /// Whether plain ASCII bytes need a closer look: a sign stands where it may hide something.
  /// - Complexity: linear in the bytes.
  @inline(never)
  static func matter(_ bytes: UnsafeRawBufferPointer, _ present: (UInt64, UInt64)) -> Bool {
    // Tags that nothing closes are none.
    let closes = present.0 & greater != 0
    let closesForum = mayCloseForumTags(present)
    if present.0 & (signs.0 & ~(closes ? 0 : less)) | present.1 & (signs.1 & ~(closesForum ? 0 : openBracket)) == 0 {
      return false
    }
    let count = bytes.count
    for index in 0..<count {
      let byte = bytes[index]
      if byte > 0x40 && byte < 0x5B || byte > 0x60 && byte < 0x7B { continue }
      switch Unicode.Scalar(byte) {
      case "#":
        if index > 0 && ASCIITable.isWordByte(bytes[index - 1]) { continue }
        // The first row of letters that is long enough, behind underscores and digits.
        var letters = 0
        var next = index + 1
        while next < count, letters < shortestTag, ASCIITable.isWordByte(bytes[next]) || bytes[next] == 0x5F {
          letters = bytes[next] > 0x40 && bytes[next] != 0x5F ? letters + 1 : 0
          next += 1
        }
        if letters >= shortestTag { return true }
      case "<": if closes && isBehindWord(index, bytes) { return true }
      case "[": if closesForum && isBehindWord(index, bytes) { return true }
      case "\\":
        if index + 3 < count && (bytes[index + 1] | 0x20 == 0x75 || bytes[index + 1] | 0x20 == 0x78) { return true }
        if index > 0, index + 1 < count, !ASCIITable.isWordByte(bytes[index + 1]), bytes[index + 1] > 0x20 {
          return true
        }
      case "~", "^":
        if index > 0 && ASCIITable.isWordByte(bytes[index - 1]) && index + 1 < count && bytes[index + 1] > 0x20 {
          return true
        }
      default: continue
      }
    }
    return false
  }

  /// Whether a letter, a digit, or a star that hides one stands before a byte.
  private static func isBehindWord(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    index > 0 && (ASCIITable.isWordByte(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: "*"))
  }
}
