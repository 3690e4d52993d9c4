internal import CommentSafety
internal import Yams

/// A pattern with its macros put in, and where its bytes were written.
struct PatternText {
  var text: String
  var origin: PatternOrigin
}

/// Fragments that the patterns of a file may use as `{{name}}`.
struct MacroTable {
  /// Fragments that every file has.
  static let builtIn: [String: String] = [
    // What people put between letters to hide a word, at most three.
    "sep": #"[\s\p{P}\p{S}]{0,3}"#,
    // The dot and the at sign of an address, also spelt out.
    "dot": #"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\s+dot\s+)"#,
    "at": #"(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?|\s+at\s+)"#,
    // A character that ends no sentence.
    "within": ExclusionFrame.sentence,
  ]
  /// Bytes that a pattern may have with its macros put in.
  static let longest = 1 << 16

  /// The texts of the macros, with the macros in them put in.
  var texts = builtIn

  var names: [String] { texts.keys.sorted() }

  static func isName(_ name: some Collection<UInt8>) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    guard let first = name.first, isLetter(first) else { return false }
    return name.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
  }

  /// A macro's text as it is put into a pattern. It stands for itself: a quantifier behind it repeats all of it, alternatives stay inside,
  /// and a pattern's extended mode does not delete its spaces. One class of characters does so without a group, which would make repeats slow.
  static func fragment(_ text: String) -> String { text == builtIn["within"] ? text : "(?-x:\(text))" }
}

extension PackFileReader {
  /// The macros of a file, in which each may use the others.
  mutating func macros(_ node: Node) -> MacroTable {
    var table = MacroTable()
    guard let mapping = node.mapping else {
      report(
        .badValue, "\"macros\" is not made of 'name: pattern' lines",
        advice: #"write for example  you: '(?:you|u|ya)'"#, at: location(of: node))
      return table
    }
    var sources: [String: (node: Node, text: String)] = [:]
    var order: [String] = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if !MacroTable.isName(name.utf8) {
        report(
          .badValue, "\"\(name)\" cannot be the name of a macro",
          advice: "a name is a letter followed by letters, digits, '-' or '_'", at: location(of: key))
      } else if MacroTable.builtIn[name] != nil {
        report(
          .badValue, "the macro \"\(name)\" is built in", advice: "give yours another name",
          at: location(of: key))
      } else if let text = patternString(value, "macro") {
        sources[name] = (value, text)
        order.append(name)
      }
    }
    // Those that use none first; what is left over goes in a circle.
    var waiting = order
    while !waiting.isEmpty {
      var left: [String] = []
      for name in waiting {
        guard let (node, text) = sources[name] else { continue }
        let uses = MacroUse.all(in: Array(text.utf8)).map(\.name)
        if uses.contains(where: { sources[$0] != nil && table.texts[$0] == nil && !failed.contains($0) }) {
          left.append(name)
        } else if let expanded = expand(node, text, table) {
          table.texts[name] = expanded.text
        } else {
          failed.insert(name)
        }
      }
      if left.count == waiting.count {
        for name in left {
          report(
            .badValue, "the macro \"\(name)\" goes in a circle",
            advice: "a macro cannot use itself, also not by way of others",
            at: sources[name].map { location(of: $0.node) } ?? location(of: node))
          failed.insert(name)
        }
        break
      }
      waiting = left
    }
    return table
  }

  /// A pattern's text with its macros put in. Whether PCRE2 accepts it is for the core to say.
  mutating func pattern(_ node: Node, _ key: String, _ macros: MacroTable) -> PatternText? {
    patternString(node, key).flatMap { expand(node, $0, macros) }
  }

  private mutating func patternString(_ node: Node, _ key: String) -> String? {
    guard let pattern = string(node, key) else { return nil }
    if pattern.utf8.first == UInt8(ascii: "\n") || pattern.utf8.last == UInt8(ascii: "\n") {
      report(
        .badValue, "the pattern begins or ends with a line break, which would have to match",
        advice: "begin the block with '|-' or '>-', and leave no empty line before the pattern",
        at: location(of: node))
      return nil
    }
    return pattern
  }

  /// Puts the macros in.
  private mutating func expand(_ node: Node, _ text: String, _ macros: MacroTable) -> PatternText? {
    let places = PatternOrigin(sourceParts(of: node, text))
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var parts: [PatternOrigin.Part] = []
    var copied = 0
    var isSound = true

    /// Copies what was written up to `end`, part by part.
    func copy(to end: Int) {
      while copied < end {
        let next = places.parts.first { $0.start > copied }?.start ?? end
        if let location = places.location(at: copied) {
          parts.append(.init(start: result.count, location: location, isMacro: false))
        }
        result += bytes[copied..<min(next, end)]
        copied = min(next, end)
      }
    }
    for use in MacroUse.all(in: bytes) {
      copy(to: use.range.lowerBound)
      let place = places.location(at: use.range.lowerBound) ?? location(of: node)
      if use.isInClass {
        report(
          .badValue, "the macro \"\(use.name)\" stands inside a character class",
          advice: "a macro is a group: write it outside of [ ], or its characters inside", at: place)
        isSound = false
      } else if let fragment = macros.texts[use.name] {
        parts.append(.init(start: result.count, location: place, isMacro: true))
        result += Array(MacroTable.fragment(fragment).utf8)
      } else {
        if !failed.contains(use.name) {
          report(
            .badValue, "unknown macro \"\(use.name)\"",
            advice: Suggestion.advice(for: use.name, in: macros.names), at: place)
        }
        isSound = false
      }
      copied = use.range.upperBound
      if result.count > MacroTable.longest {
        report(
          .tooLarge, "the pattern has more than \(MacroTable.longest) bytes with its macros",
          advice: "macros that use macros grow fast: use fewer", at: place)
        return nil
      }
    }
    copy(to: bytes.count)
    guard isSound else { return nil }
    return PatternText(text: String(decoding: result, as: UTF8.self), origin: PatternOrigin(parts))
  }

  /// Where the bytes of a scalar's value stand in the file: one part for each line of a block, and one behind each doubled quote.
  private func sourceParts(of node: Node, _ value: String) -> [PatternOrigin.Part] {
    let start = location(of: node)
    let whole = [PatternOrigin.Part(start: 0, location: start, isMacro: false)]
    guard let scalar = node.scalar else { return whole }
    switch scalar.style {
    case .literal, .folded:
      var parts: [PatternOrigin.Part] = []
      var offset = 0
      var number = start.line
      // Folding puts a space in the place of a line break, but for empty lines and deeper ones: then only the first line is sure.
      for line in value.utf8.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: "\n") })
      {
        var rest = Array(line)[...]
        repeat {
          guard number <= text.lineCount else { return whole }
          let source = text.bytes[text.line(number)].dropFirst(start.column - 1)
          guard rest.starts(with: source), scalar.style == .folded || rest.count == source.count else {
            return whole
          }
          parts.append(
            .init(
              start: offset,
              location: SourceLocation(file: start.file, line: number, column: start.column), isMacro: false))
          rest = rest.dropFirst(source.count + 1)
          offset += source.count + 1
          number += 1
        } while !rest.isEmpty
      }
      return parts
    case .singleQuoted:
      var parts = whole
      var column = start.column
      for (offset, byte) in value.utf8.enumerated() where byte == UInt8(ascii: "'") {
        column = parts[parts.count - 1].location.column + offset - parts[parts.count - 1].start
        parts.append(
          .init(
            start: offset + 1,
            location: SourceLocation(file: start.file, line: start.line, column: column + 2), isMacro: false))
      }
      return parts
    default: return whole
    }
  }
}

/// A `{{name}}` in a pattern.
struct MacroUse {
  var name: String
  var range: Range<Int>
  /// Between `[` and `]`, where a group has no meaning.
  var isInClass: Bool

  /// The macros that a pattern uses, in order. A backslash takes the meaning from what follows it, and `\Q…\E` from all inside.
  static func all(in bytes: [UInt8]) -> [MacroUse] {
    var uses: [MacroUse] = []
    var index = 0
    var classStart: Int?
    while index < bytes.count {
      let rest = bytes[index...]
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        if rest.starts(with: #"\Q"#.utf8) {
          index = end(of: #"\E"#, in: bytes, from: index + 2)
          continue
        }
        index += 2
        continue
      case UInt8(ascii: "["):
        if classStart == nil {
          classStart = index
          index += 1
          if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
          // A bracket that comes first is a character.
          if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
          continue
        }
        if rest.starts(with: "[:".utf8) {
          index = end(of: ":]", in: bytes, from: index + 2)
          continue
        }
      case UInt8(ascii: "]"):
        classStart = nil
      case UInt8(ascii: "{") where rest.starts(with: "{{".utf8):
        let name = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "}") }
        if MacroTable.isName(name), bytes[name.endIndex...].starts(with: "}}".utf8) {
          uses.append(
            MacroUse(
              name: String(decoding: name, as: UTF8.self), range: index..<(name.endIndex + 2),
              isInClass: classStart != nil))
          index = name.endIndex + 2
          continue
        }
      default: break
      }
      index += 1
    }
    return uses
  }

  /// The offset behind the next `mark`, or the end.
  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
    let mark = Array(mark.utf8)
    var index = start
    while index + mark.count <= bytes.count {
      if bytes[index..<(index + mark.count)].elementsEqual(mark) { return index + mark.count }
      index += 1
    }
    return bytes.count
  }
}
