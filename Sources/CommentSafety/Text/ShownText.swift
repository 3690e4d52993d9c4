/// A comment as a page shows it: without its tags, so that words which stand in tags of their own are words in a row (`kill <b>time</b>`). What tags hide
/// inside a word, ``Markup`` tells. Also without the addresses of links that stand inside words (`[w](http://example.com)ord`), and without the bars of spoilers
/// that follow each other (`||w||||o||||r||||d||`).
struct ShownText: ~Copyable {
  private(set) var bytes = WorkBuffer<UInt8>(capacity: 256)
  /// For each byte the comment's that it is, or of the tag in whose place it stands.
  private var origins = WorkBuffer<UInt32>(capacity: 256)
  private(set) var count = 0

  /// Copies a comment without its tags; those that begin a line, an item or a cell leave a line feed.
  /// - Returns: false if it holds none, and then the text is of no use.
  /// - Complexity: linear in the comment.
  mutating func render(_ comment: UnsafeRawBufferPointer, readsForumTags: Bool) -> Bool {
    bytes.reserve(comment.count + 1)
    origins.reserve(comment.count + 1)
    count = 0
    var hasTags = false
    let hidesLetters = Self.hasSpoilersInRow(comment)
    // Where the text of a link ends, and where its address does.
    var link: (text: Int, end: Int)?
    var index = 0
    while index < comment.count {
      let byte = comment[index]
      if let known = link, index == known.text {
        index = known.end
        link = nil
        continue
      }
      if byte == UInt8(ascii: "["), link == nil, let found = Self.link(at: index, of: comment) {
        hasTags = true
        link = found
        index += 1
        continue
      }
      if hidesLetters, byte == UInt8(ascii: "|"), index + 1 < comment.count, comment[index + 1] == byte {
        hasTags = true
        index += 2
        continue
      }
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") && readsForumTags,
        let tag = Self.tag(at: index, of: comment)
      {
        hasTags = true
        if tag.isBreak { append(0x0A, index) }
        index = tag.end
        continue
      }
      append(byte, index)
      index += 1
    }
    return hasTags
  }

  private static func hasSpoilersInRow(_ comment: UnsafeRawBufferPointer) -> Bool {
    var bars = 0
    for byte in comment {
      bars = byte == UInt8(ascii: "|") ? bars + 1 : 0
      if bars == 4 { return true }
    }
    return false
  }

  /// Where the text of a link of Markdown ends that begins at a byte, and its address; nil if none does, or no word goes on in front of it or behind it.
  private static func link(at start: Int, of comment: UnsafeRawBufferPointer) -> (text: Int, end: Int)? {
    let limit = Swift.min(comment.count, start + Markup.maximumLength)
    var text = start + 1
    while text < limit, comment[text] != UInt8(ascii: "]") {
      if comment[text] == UInt8(ascii: "[") || comment[text] == 0x0A { return nil }
      text += 1
    }
    guard text > start + 1, text + 1 < limit, comment[text + 1] == UInt8(ascii: "(") else { return nil }
    var end = text + 2
    while end < limit, comment[end] != UInt8(ascii: ")") {
      if comment[end] <= 0x20 { return nil }
      end += 1
    }
    guard end < limit else { return nil }
    func isOfWord(_ place: Int) -> Bool { place >= 0 && place < comment.count && ASCIITable.isWordByte(comment[place]) }
    return isOfWord(start - 1) || isOfWord(end + 1) ? (text, end + 1) : nil
  }

  private mutating func append(_ byte: UInt8, _ origin: Int) {
    bytes[count] = byte
    origins[count] = UInt32(truncatingIfNeeded: origin)
    count += 1
  }

  /// The comment's bytes that stand from one of the text's to another.
  /// - Precondition: the range is not empty and lies inside the text.
  func origin(of range: Range<UInt32>) -> Range<UInt32> {
    origins[Int(range.lowerBound)]..<origins[Int(range.upperBound) - 1] + 1
  }

  /// The end of the tag that begins at a byte, and whether it begins a line; nil if none does. What lies between its name and its end must be attributes:
  /// `a <b && c> d` is no tag.
  private static func tag(at start: Int, of comment: UnsafeRawBufferPointer) -> (end: Int, isBreak: Bool)? {
    let opening = comment[start]
    let closing = opening == UInt8(ascii: "<") ? UInt8(ascii: ">") : UInt8(ascii: "]")
    let limit = Swift.min(comment.count, start + Markup.maximumLength)
    var index = start + 1
    if opening == UInt8(ascii: "<"), index + 2 < limit, comment[index] == UInt8(ascii: "!"),
      comment[index + 1] == UInt8(ascii: "-"), comment[index + 2] == UInt8(ascii: "-")
    {
      index += 5
      while index < limit,
        comment[index] != closing || comment[index - 1] != UInt8(ascii: "-") || comment[index - 2] != UInt8(ascii: "-")
      {
        index += 1
      }
      return index < limit ? (index + 1, false) : nil
    }
    if index < limit, comment[index] == UInt8(ascii: "/") { index += 1 }
    let name = index
    while index < limit, comment[index] | 0x20 >= 0x61, comment[index] | 0x20 <= 0x7A { index += 1 }
    let isBreak = opening == UInt8(ascii: "<") && isName(comment[name..<index], of: Markup.breaks)
    guard isBreak || isName(comment[name..<index], of: Markup.names) else { return nil }
    guard index < limit, !ASCIITable.isWordByte(comment[index]), comment[index] < 0x80 else { return nil }
    var quote: UInt8 = 0
    var (hasContent, hasValue) = (false, false)
    while index < limit, quote != 0 || comment[index] != closing {
      let byte = comment[index]
      if quote == 0 && byte == opening { return nil }
      if byte == quote {
        quote = 0
      } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        comment[index - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      if byte == UInt8(ascii: "=") { hasValue = true }
      if byte > 0x20 && byte != UInt8(ascii: "/") { hasContent = true }
      index += 1
    }
    return index < limit && (hasValue || !hasContent) ? (index + 1, isBreak) : nil
  }

  private static func isName(_ bytes: Slice<UnsafeRawBufferPointer>, of names: [StaticString]) -> Bool {
    names.contains { name in
      name.utf8CodeUnitCount == bytes.count && zip(0..., bytes).allSatisfy { name.utf8Start[$0] == $1 | 0x20 }
    }
  }
}
