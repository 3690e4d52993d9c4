internal import CommentSafety

/// Reads lists of common words: one word per line, with the comments of term lists. A list that begins with the line
/// `order: frequency` has the commonest first.
struct ParsedCommonWords {
  /// Whether the words stand in the order of their frequency.
  private(set) var isRanked = false
  /// Each word once, in the order of the lines.
  private(set) var words: [String] = []
  /// In the order of the lines.
  private(set) var errors: [BuildError] = []

  /// - Complexity: O(bytes)
  init(_ text: SourceText) {
    let unreadable = text.encodingErrors()
    var seen: Set<String> = []
    for number in 1...text.lineCount {
      if let error = unreadable[number] {
        errors.append(error)
        continue
      }
      let content = ListLine(text, number).content
      if content.isEmpty { continue }
      let word = text.string(content)
      if word == "order: frequency", words.isEmpty {
        isRanked = true
        continue
      }
      if let mark = text.bytes[content].firstIndex(where: {
        isBlank($0) || "*|\\:#".utf8.contains($0)
      }) {
        errors.append(
          BuildError(
            .badSyntax, "\"\(word)\" is not one plain word",
            advice:
              "a list of common words has one word in each line, without wildcards; before them it may say 'order: frequency'",
            at: text.location(of: mark)))
      } else if seen.insert(word).inserted {
        words.append(word)
      }
    }
  }
}
