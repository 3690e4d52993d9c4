internal import CommentSafety

extension SourceText {
  /// Whether the file begins with the byte-order mark of UTF-16.
  var isUTF16: Bool { bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) }

  /// Errors for bytes that no pack file may hold, by line number: invalid UTF-8, control characters, and line breaks
  /// that editors do not count. One error for each line.
  ///
  /// - Complexity: O(bytes)
  func encodingErrors() -> [Int: BuildError] {
    if isUTF16 {
      let error = BuildError(
        .badSyntax, "the file is UTF-16, not UTF-8", advice: "save it as UTF-8", at: location(of: 0)
      )
      return [1: error]
    }
    var errors: [Int: BuildError] = [:]
    var offset = 0
    while offset < bytes.count {
      if isPlain(at: offset) {
        offset += 1
        continue
      }
      switch scalar(at: offset) {
      case .valid(let value, let length):
        if let problem = SourceText.problem(with: value) {
          note(problem.message, problem.advice, offset, in: &errors)
        }
        offset += length
      case .invalid:
        let name = "0x" + String(bytes[offset], radix: 16, uppercase: true)
        note(
          "byte \(name) is not valid UTF-8", "save the file as UTF-8, or write the line again",
          offset, in: &errors)
        offset += 1
      }
    }
    return errors
  }

  private func note(
    _ message: String, _ advice: String, _ offset: Int, in errors: inout [Int: BuildError]
  ) {
    let place = location(of: offset)
    if errors[place.line] == nil {
      errors[place.line] = BuildError(.badSyntax, message, advice: advice, at: place)
    }
  }

  /// Printable ASCII, tab, LF, or the CR of a CR LF.
  private func isPlain(at offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x20..<0x7F, 0x09, 0x0A: true
    case 0x0D: offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
    default: false
    }
  }

  private static func problem(with value: UInt32) -> (message: String, advice: String)? {
    switch value {
    case 0x0D:
      ("a carriage return without a line feed", "end lines with LF or with CR LF")
    case 0x2028, 0x2029, 0x85:
      ("the line break \(codePointName(value)), which editors do not show", "delete it")
    case 0..<0x20, 0x7F..<0xA0:
      ("the control character \(codePointName(value))", "delete it")
    default:
      nil
    }
  }

  private enum Decoded {
    case valid(UInt32, length: Int)
    case invalid
  }

  /// Decodes one code point (Unicode, table 3-7).
  private func scalar(at offset: Int) -> Decoded {
    let first = bytes[offset]
    let length: Int
    switch first {
    case 0..<0x80: return .valid(UInt32(first), length: 1)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .invalid
    }
    guard offset + length <= bytes.count else { return .invalid }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for byte in bytes[(offset + 1)..<(offset + length)] {
      guard byte & 0xC0 == 0x80 else { return .invalid }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard value >= least[length], Unicode.Scalar(value) != nil else { return .invalid }
    return .valid(value, length: length)
  }
}
