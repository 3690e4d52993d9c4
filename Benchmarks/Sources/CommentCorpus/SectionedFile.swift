internal import Foundation

/// A file of the generator's vocabulary: `key: value` lines, then sections headed `[name]`. A line that begins with `#` is a remark.
struct SectionedFile {
  let path: String
  private(set) var values: [String: String] = [:]
  private(set) var sections: [String: [Line]] = [:]

  struct Line {
    var number: Int
    var words: [String]
  }

  init(path: String) throws {
    self.path = path
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CorpusError("\(path): cannot be read as UTF-8 text")
    }
    var section: String?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if first.hasPrefix("["), first.hasSuffix("]"), words.count == 1 {
        section = String(first.dropFirst().dropLast())
      } else if let section {
        sections[section, default: []].append(Line(number: index + 1, words: words))
      } else if first.hasSuffix(":"), words.count == 2 {
        values[String(first.dropLast())] = words[1]
      } else {
        throw CorpusError("\(path):\(index + 1): expected 'key: value' or '[section]', not '\(line)'")
      }
    }
  }

  /// All words of a section, in order, none if there is no such section.
  func words(_ section: String) -> [String] {
    (sections[section] ?? []).flatMap(\.words)
  }

  /// The words of a section that must be there.
  func requiredWords(_ section: String) throws -> [String] {
    let words = words(section)
    guard !words.isEmpty else { throw CorpusError("\(path): there is nothing in the section [\(section)]") }
    return words
  }
}
