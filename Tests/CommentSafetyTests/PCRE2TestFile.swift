import Foundation

/// One pattern of PCRE2's own test files, with the texts it is tried on.
struct PCRE2TestCase {
  var file: String
  var line: Int
  var pattern: String
  var modifiers: Set<String>
  var subjects: [String]
}

/// Reads the input format of `pcre2test`, as far as patterns and texts go.
///
/// What is expected of a text is ignored: the tests here ask PCRE2 itself whether it matches.
struct PCRE2TestFile {
  private(set) var cases: [PCRE2TestCase] = []
  /// Patterns that could not be read as UTF-8.
  private(set) var unreadable = 0

  init(path: String, name: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    // The files mix encodings, so lines are split as bytes.
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Array($0)
    }
    var index = 0
    while index < lines.count {
      let start = index
      index += 1
      guard let delimiter = lines[start].first, "/!\"'`-=_:;,%&@~".utf8.contains(delimiter) else {
        continue
      }
      // A pattern goes on until a delimiter that no backslash escapes, over several lines if need
      // be.
      var body = Array(lines[start].dropFirst())
      var end = Self.end(of: body, delimiter)
      while end == nil, index < lines.count {
        body += [UInt8(ascii: "\n")] + lines[index]
        index += 1
        end = Self.end(of: body, delimiter)
      }
      guard let end else { continue }
      let modifiers = Self.modifiers(String(decoding: body[(end + 1)...], as: UTF8.self))
      var subjects: [String] = []
      while index < lines.count,
        !lines[index].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
      {
        let line = lines[index]
        index += 1
        if line.starts(with: Array("\\=".utf8)) || line.first == UInt8(ascii: "#") { continue }
        subjects += Self.subject(String(decoding: line, as: UTF8.self)).map { [$0] } ?? []
      }
      guard let pattern = String(validating: body[..<end], as: UTF8.self) else {
        unreadable += 1
        continue
      }
      cases.append(
        PCRE2TestCase(
          file: name, line: start + 1, pattern: pattern, modifiers: modifiers, subjects: subjects))
    }
  }

  private static func end(of body: [UInt8], _ delimiter: UInt8) -> Int? {
    var index = 0
    while index < body.count {
      if body[index] == UInt8(ascii: "\\") {
        index += 2
      } else if body[index] == delimiter {
        return index
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Splits `i,utf` and also `ix,utf`, where the first word may be several letters.
  private static func modifiers(_ text: String) -> Set<String> {
    var names: Set<String> = []
    for (index, word) in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\r" })
      .enumerated()
    {
      if index == 0, word.allSatisfy({ "BIgimnsx\\".contains($0) }) {
        if word.contains("xx") { names.insert("xx") }
        names.formUnion(word.map(String.init))
      } else {
        names.insert(String(word))
      }
    }
    return names
  }

  /// Decodes the escapes of a text line; nil where a number is not a character.
  private static func subject(_ line: String) -> String? {
    var result = String.UnicodeScalarView()
    var rest = Substring(line).drop { $0 == " " || $0 == "\t" }.unicodeScalars
    func number(_ base: Int, most: Int) -> Int? {
      var digits = ""
      while digits.count < most, let next = rest.first, Int(String(next), radix: base) != nil {
        digits.unicodeScalars.append(next)
        rest.removeFirst()
      }
      return Int(digits, radix: base)
    }
    func braced(_ base: Int) -> Int? {
      rest.removeFirst()
      let value = number(base, most: 8)
      guard rest.popFirst() == "}" else { return nil }
      return value
    }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "n": "\n", "r": "\r", "t": "\t", "f": "\u{0C}", "a": "\u{07}", "e": "\u{1B}", "b": "\u{08}",
      "v": "\u{0B}",
    ]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let escape = rest.popFirst() else { break }
      var value: Int?
      switch escape {
      case "=": return String(result)
      case "x" where rest.first == "{": value = braced(16)
      case "x": value = number(16, most: 2) ?? 0
      case "o" where rest.first == "{": value = braced(8)
      case "0"..."7":
        rest.insert(escape, at: rest.startIndex)
        value = number(8, most: 3)
      default:
        result.append(plain[escape] ?? escape)
        continue
      }
      guard let value, value <= 0x10FFFF, let decoded = Unicode.Scalar(UInt32(value)) else {
        return nil
      }
      result.append(decoded)
    }
    return String(result)
  }
}
