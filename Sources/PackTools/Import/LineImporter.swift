internal import CommentSafety
internal import Foundation

/// Lists with one entry in a line.
struct LineImporter {
  let vocabulary: ImportVocabulary

  /// A word or phrase in each line; a `*` at its ends is a wildcard. Lines that begin with `#` are comments.
  func words(_ lines: [String]) -> ImportedFile {
    var file = ImportedFile()
    for (index, line) in lines.enumerated() {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.isEmpty || text.hasPrefix("# ") || text == "#" { continue }
      file.entries.append(.term(wildcards: text, place: index + 1))
    }
    return file
  }

  /// A regular expression in each line, bare or as `/…/i`. Those that say no more than a term can become terms.
  func patterns(_ lines: [String]) -> ImportedFile {
    var file = ImportedFile()
    for (index, line) in lines.enumerated() {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.isEmpty || text.hasPrefix("# ") || text == "#" { continue }
      file.entries += LineImporter.entries(pattern: LineImporter.bare(text), place: index + 1)
    }
    return file
  }

  /// The pattern between slashes.
  private static func bare(_ text: String) -> String {
    guard text.count > 2, text.hasPrefix("/"), let end = text.lastIndex(of: "/"), end > text.startIndex,
      text[text.index(after: end)...].allSatisfy({ "gimsux".contains($0) })
    else { return text }
    return String(text[text.index(after: text.startIndex)..<end])
  }

  /// Terms for alternatives of plain letters, with `\b` for word borders; else one pattern.
  static func entries(pattern: String, place: Int) -> [ImportedEntry] {
    var body = pattern[...]
    if body.hasPrefix("(?i)") { body = body.dropFirst(4) }
    var terms: [ImportedEntry] = []
    for alternative in alternatives(of: body) {
      var text = alternative
      let starts = text.hasPrefix(#"\b"#) || text.hasPrefix("^")
      let ends = text.hasSuffix(#"\b"#) || text.hasSuffix("$")
      if text.hasPrefix("^") || text.hasSuffix("$") { return [ImportedEntry(.pattern(pattern), place: place)] }
      if starts { text = text.dropFirst(2) }
      if ends { text = text.dropLast(2) }
      text = Substring(text.replacingOccurrences(of: #"\s+"#, with: " "))
      let isPlain = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " || $0 == "'" || $0 == "-" }
      guard isPlain, text.contains(where: \.isLetter) else { return [ImportedEntry(.pattern(pattern), place: place)] }
      terms.append(
        ImportedEntry(.term(text: String(text), isOpenBefore: !starts, isOpenAfter: !ends), place: place))
    }
    return terms
  }

  /// The alternatives of a pattern without groups or classes; else the pattern itself. `\b(?:a|b)\b` is `\ba\b|\bb\b`.
  private static func alternatives(of body: Substring) -> [Substring] {
    for opening in [#"\b(?:"#, #"\b("#] where body.hasPrefix(opening) && body.hasSuffix(#")\b"#) {
      let inner = body.dropFirst(opening.count).dropLast(3)
      if inner.contains(where: { "()[]\\".contains($0) }) { return [body] }
      return inner.split(separator: "|").map { #"\b\#($0)\b"#[...] }
    }
    if body.contains(where: { "()[]".contains($0) }) { return [body] }
    return body.split(separator: "|", omittingEmptySubsequences: false)
  }

  /// e2guardian's phrase lists: `<phrase>`, `<phrase><weight>`, `<one>,<two><weight>`.
  ///
  /// A blank at an end of a phrase is a word's border; without it the phrase also counts inside words. Entries that need several
  /// phrases on one page, and those that make a page better, cannot be said by a term and are refused.
  func phrases(_ lines: [String]) -> ImportedFile {
    var file = ImportedFile()
    var category: Category?
    for (index, line) in lines.enumerated() {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.hasPrefix("#listcategory:") {
        let name = text.dropFirst("#listcategory:".count).filter { $0 != "\"" }.trimmingCharacters(in: .whitespaces)
        category = vocabulary.category(name)
        if category == nil { file.unknownCategories[name, default: 0] += 1 }
        continue
      }
      if text.isEmpty || text.hasPrefix("#") { continue }
      let place = index + 1
      if text.hasPrefix(".Include") {
        file.refuse(text, "another file: import it by its name", place: place)
        continue
      }
      var parts = LineImporter.brackets(text)
      let weight = parts.count > 1 ? parts.last.flatMap { Int($0) } : nil
      if weight != nil { parts.removeLast() }
      guard parts.count == 1, let phrase = parts.first else {
        file.refuse(
          text, parts.isEmpty ? "no phrase in angle brackets" : "several phrases together: write a rule", place: place)
        continue
      }
      if let weight, weight <= 0 {
        file.refuse(text, "a phrase that makes a page better: add it to the allow phrases if it should", place: place)
        continue
      }
      let word = phrase.trimmingCharacters(in: .whitespaces)
      var entry = ImportedEntry(
        .term(text: word, isOpenBefore: !phrase.hasPrefix(" "), isOpenAfter: !phrase.hasSuffix(" ")),
        category: category, place: place)
      // Without a weight a phrase bans a page.
      entry.severity = weight.map { $0 >= 100 ? .severe : $0 >= 40 ? .moderate : .mild } ?? .severe
      file.entries.append(entry)
    }
    return file
  }

  /// What stands between `<` and `>`.
  private static func brackets(_ text: String) -> [String] {
    text.split(separator: "<").compactMap { part in
      part.firstIndex(of: ">").map { String(part[..<$0]) }
    }
  }
}
