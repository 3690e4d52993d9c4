internal import CommentSafety
internal import Yams

/// Turns YAML nodes into values and collects what is wrong with them, each error at its place in the file.
///
/// Works on Yams' nodes, not on its decoder: nodes keep their places, and scalars their spelling, so that the language `no`
/// is not a boolean and `1.10` not a number.
struct PackFileReader {
  let text: SourceText
  var errors: [BuildError] = []
  /// The rule that is being read; errors name it.
  var rule: String?
  /// Macros with an error: it is told once, not at each use.
  var failed: Set<String> = []

  init(_ text: SourceText) {
    self.text = text
  }

  mutating func report(
    _ code: BuildError.Code, _ message: String, advice: String, at location: SourceLocation
  ) {
    errors.append(BuildError(code, message, advice: advice, at: location, rule: rule))
  }

  /// Shows how a key is written.
  static func advice(for key: String) -> String {
    let example =
      switch key {
      case "id": "spam/contact-me"
      case "category": "spam"
      case "severity": "moderate"
      case "language": "en"
      case "on": "folded"
      case "pattern", "not", "macro": #"'\bfree money\b'"#
      case "span": "2"
      case "then", "default", "undecided": "review"
      case "when": "{category: spam}"
      case "evidence": "weak"
      case "how": "leet"
      case "atLeast": "3"
      case "review", "unfiltered", "final", "shadow": "true"
      case "lines": "[{name: slurs, when: {category: hate}, then: remove}]"
      case "allow": "[Scunthorpe]"
      default: "'some text'"
      }
    return "write for example \(key): \(example)"
  }

  // MARK: - Places

  /// The place of a node's first byte; of a scalar's content, without quotes.
  func location(of node: Node) -> SourceLocation {
    guard let mark = node.mark else { return text.location(of: 0) }
    let offset = text.offset(line: mark.line, scalarColumn: mark.column)
    guard let scalar = node.scalar else { return text.location(of: offset) }
    return text.location(of: contentStart(of: scalar, at: offset))
  }

  /// Skips anchor and tag, then the opening quote or the line of a block scalar's `|` or `>`.
  private func contentStart(of scalar: Node.Scalar, at mark: Int) -> Int {
    let bytes = text.bytes
    var offset = mark
    while offset < bytes.count,
      bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!")
    {
      while offset < bytes.count, !isGap(bytes[offset]) { offset += 1 }
      while offset < bytes.count, isGap(bytes[offset]) { offset += 1 }
    }
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      return min(offset + 1, bytes.count)
    case .literal, .folded:
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      while offset < bytes.count, isGap(bytes[offset]) { offset += 1 }
      return offset
    default:
      return offset
    }
  }

  private func isGap(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  // MARK: - Values

  /// The values of a mapping by key. Unknown keys and keys of a wrong kind are reported and left out.
  mutating func entries(of node: Node, _ subject: String, keys: [String]) -> [String: Node]? {
    guard let mapping = node.mapping else {
      report(
        .badValue, "\(subject) is not made of 'key: value' lines",
        advice: "known keys: " + keys.joined(separator: ", "),
        at: location(of: node))
      return nil
    }
    var entries: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report(
          .badValue, "a key of \(subject) is not a plain text",
          advice: "known keys: " + keys.joined(separator: ", "), at: location(of: key))
        continue
      }
      guard keys.contains(name) else {
        report(
          .badValue, "unknown key \"\(name)\" in \(subject)",
          advice: Suggestion.advice(for: name, in: keys),
          at: location(of: key))
        continue
      }
      entries[name] = value
    }
    return entries
  }

  /// The items of a list.
  mutating func items(of node: Node, _ subject: String) -> [Node] {
    if let sequence = node.sequence { return Array(sequence) }
    report(
      .badValue, "\(subject) is not a list",
      advice: "write each entry on a line of its own, behind '- '",
      at: location(of: node))
    return []
  }

  /// A text that is not empty.
  mutating func string(_ node: Node, _ key: String) -> String? {
    guard let scalar = node.scalar else {
      // `- good: bad` is a mapping to YAML.
      let advice =
        node.mapping == nil
        ? PackFileReader.advice(for: key) : "put a text that holds a colon and a space in single quotes, '…: …'"
      report(.badValue, "\"\(key)\" is not a plain text", advice: advice, at: location(of: node))
      return nil
    }
    guard !scalar.string.isEmpty, scalar.style != .plain || scalar.string != "~" else {
      report(
        .badValue, "\"\(key)\" has no value",
        advice: PackFileReader.advice(for: key) + ", or delete the key",
        at: location(of: node))
      return nil
    }
    return scalar.string
  }

  /// One value of a vocabulary.
  mutating func value<Value>(
    _ node: Node, _ key: String, _ parse: (String) throws(Complaint) -> Value
  ) -> Value? {
    guard let string = string(node, key) else { return nil }
    do throws(Complaint) {
      return try parse(string)
    } catch {
      errors.append(error.error(at: location(of: node), rule: rule))
      return nil
    }
  }

  /// True or false, without quotes.
  mutating func boolean(_ node: Node, _ key: String) -> Bool? {
    if let scalar = node.scalar, scalar.style != .plain {
      report(
        .badValue, "\"\(key)\" is a quoted text", advice: "write true or false without quotes",
        at: location(of: node))
      return nil
    }
    return value(node, key, Vocabulary.boolean)
  }

  /// A value, or a list of values without repetition. Reported values are left out; an empty list is an error.
  mutating func values<Value: Hashable>(
    _ node: Node, _ key: String, _ parse: (String) throws(Complaint) -> Value
  ) -> [Value] {
    guard let sequence = node.sequence else { return value(node, key, parse).map { [$0] } ?? [] }
    if sequence.isEmpty {
      report(
        .badValue, "\"\(key)\" is an empty list", advice: "write a value, or delete the key",
        at: location(of: node))
    }
    var values: [Value] = []
    var seen: Set<Value> = []
    for item in sequence {
      guard let value = value(item, key, parse) else { continue }
      if seen.insert(value).inserted {
        values.append(value)
      } else {
        report(
          .badValue, "\"\(item.scalar?.string ?? key)\" stands twice in \"\(key)\"",
          advice: "delete one of the two",
          at: location(of: item))
      }
    }
    return values
  }

  /// A text, or a list of texts.
  mutating func strings(_ node: Node, _ key: String) -> [String] {
    values(node, key) { $0 }
  }
}
