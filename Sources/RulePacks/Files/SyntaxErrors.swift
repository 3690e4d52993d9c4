internal import CommentSafety
internal import Yams

extension PackFileReader {
  /// The file's root, or nil with the reason reported.
  mutating func compose() -> Node? {
    let unreadable = text.encodingErrors()
    guard unreadable.isEmpty else {
      errors += unreadable.values.inSourceOrder()
      return nil
    }
    do {
      let yaml = String(decoding: text.bytes, as: UTF8.self)
      // Named encoding: the default one looks at the environment, and prints.
      if let root = try Yams.compose(yaml: yaml, .basic, .default, .utf8) { return root }
      report(
        .badSyntax, "the file is empty",
        advice: "write rules, allow phrases or a policy, or delete the file",
        at: text.location(of: 0))
    } catch let error as YamlError {
      report(error)
    } catch {
      report(.badSyntax, "\(error)", advice: "", at: text.location(of: 0))
    }
    return nil
  }

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // What was never closed is shown where it was opened, not at the end of the file.
      let isOpen = problem.contains("end of stream")
      let mark = isOpen ? context?.mark ?? mark : mark
      let offset = text.offset(line: mark.line, scalarColumn: mark.column)
      let context = context.map { $0.text + ", " } ?? ""
      report(
        .badSyntax, "not YAML: \(context)\(problem)",
        advice: isOpen ? "close what begins here" : advice(at: offset),
        at: text.location(of: offset))
    case .reader(let problem, let offset, _, let yaml):
      let index =
        yaml.index(yaml.startIndex, offsetBy: offset ?? 0, limitedBy: yaml.endIndex)
        ?? yaml.startIndex
      let place = yaml.utf8.distance(from: yaml.startIndex, to: index)
      report(
        .badSyntax, "not YAML: \(problem)",
        advice: "delete the character, or escape it in double quotes",
        at: text.location(of: place))
    case .duplicatedKeysInMapping(let duplicates, let context):
      reportDuplicates(duplicates, first: context.mark)
    default:
      report(.badSyntax, "not YAML: \(error)", advice: "", at: text.location(of: 0))
    }
  }

  private func advice(at offset: Int) -> String {
    let indicators = "*&!|>%@`[]{},".utf8
    let rest = text.bytes[offset...]
    if rest.first == UInt8(ascii: "\t") { return "indent with spaces, not with tabs" }
    if rest.starts(with: "---".utf8) { return "a file holds one document: delete the line ---" }
    if let byte = rest.first, indicators.contains(byte) {
      let character = Character(Unicode.Scalar(byte))
      return "put a value that holds or begins with \(character) in single quotes"
    }
    return
      "check the indentation, and put values that hold ': ' or ' #' in single quotes"
  }

  /// Yams names the keys and the place of the first of them, not the places of the others. Equal keys of a block mapping
  /// stand in one column, so the lines tell.
  private mutating func reportDuplicates(_ duplicates: [String], first mark: Mark) {
    let first = text.offset(line: mark.line, scalarColumn: mark.column)
    let place = text.location(of: first)
    let name = duplicates.first ?? "?"
    let column = place.column - 1
    var found = false
    for number in (mark.line..<text.lineCount).map({ $0 + 1 }) {
      let line = text.line(number)
      let indent = text.bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
      if indent == line.count || text.bytes[line.lowerBound + indent] == UInt8(ascii: "#") {
        continue
      }
      guard indent >= column else { break }
      guard indent == column, names(name, at: line.lowerBound + indent, end: line.upperBound) else {
        continue
      }
      found = true
      report(
        .badValue, "the key \"\(name)\" stands here for the second time",
        advice: "it stands in line \(place.line) already; keep one of the two",
        at: text.location(of: line.lowerBound + indent))
    }
    if !found {
      report(
        .badValue, "the key \"\(name)\" stands twice", advice: "keep one of the two", at: place)
    }
  }

  /// Whether the key `name`, perhaps quoted, stands at `offset`.
  private func names(_ name: String, at offset: Int, end: Int) -> Bool {
    let rest = text.bytes[offset..<end]
    return [name, "'\(name)'", "\"\(name)\""].contains { spelling in
      guard rest.starts(with: spelling.utf8) else { return false }
      return rest.dropFirst(spelling.utf8.count).first { $0 != UInt8(ascii: " ") }
        == UInt8(ascii: ":")
    }
  }
}
