/// Cuts a line of a list into its parts. Ranges are byte offsets into the list's text.
struct ListLine {
  /// What the line says, without its comment and the blanks at its ends. May be empty.
  let content: Range<Int>
  private let text: SourceText

  init(_ text: SourceText, _ number: Int) {
    self.text = text
    let line = text.trimmed(text.line(number))
    content = text.trimmed(line.lowerBound..<ListLine.commentStart(text.bytes, line))
  }

  var isEmpty: Bool { content.isEmpty }

  /// Whether the line is the `---` between header and terms.
  var isSeparator: Bool {
    content.count == 3 && text.bytes[content].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// The parts between the unescaped separators, each without blanks at its ends.
  static func fields(_ text: SourceText, _ range: Range<Int>, separator: Unicode.Scalar)
    -> [Range<Int>]
  {
    let separator = UInt8(ascii: separator)
    var fields: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      if text.bytes[index] == UInt8(ascii: "\\") {
        index = min(index + 2, range.upperBound)
        continue
      }
      if text.bytes[index] == separator {
        fields.append(text.trimmed(start..<index))
        start = index + 1
      }
      index += 1
    }
    fields.append(text.trimmed(start..<range.upperBound))
    return fields
  }

  /// A comment begins with a `#` at the start of the line, or with a `#` that has a blank before it and a blank or the
  /// line's end behind it.
  private static func commentStart(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
    for index in line where bytes[index] == UInt8(ascii: "#") {
      let opens = index == line.lowerBound
      let stands =
        !opens && isBlank(bytes[index - 1])
        && (index + 1 == line.upperBound || isBlank(bytes[index + 1]))
      if opens || stands { return index }
    }
    return line.upperBound
  }
}
