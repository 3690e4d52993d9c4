internal import CommentSafety

/// A pack file's text, with the places of its bytes.
///
/// Byte offsets are 0-based and count from behind the byte-order mark, if there is one: line 1, column 1 is the first byte
/// that an editor shows. Lines end with LF or CR LF.
struct SourceText: Sendable {
  /// The name that errors give.
  let file: String
  /// UTF-8, without byte-order mark.
  let bytes: [UInt8]
  /// Offset of each line's first byte. Never empty.
  private let lineStarts: [Int]

  /// - Complexity: O(bytes)
  init(_ bytes: [UInt8], file: String) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.file = file
    self.bytes = hasMark ? Array(bytes.dropFirst(3)) : bytes
    var starts = [0]
    var offset = 0
    while offset < self.bytes.count {
      if self.bytes[offset] == 0x0A { starts.append(offset + 1) }
      offset += 1
    }
    lineStarts = starts
  }

  /// Lines, counting an empty one behind a final line break.
  var lineCount: Int { lineStarts.count }

  /// The bytes of a line without its line break. The first line is number 1.
  func line(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = bytes.count
    if number < lineStarts.count {
      end = lineStarts[number] - 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return start..<end
  }

  /// The number of the line that holds the byte at `offset`.
  /// - Complexity: O(log lines)
  func lineNumber(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Line and column (in UTF-8 bytes, from 1) of the byte at `offset`.
  func location(of offset: Int) -> SourceLocation {
    let line = lineNumber(of: offset)
    return SourceLocation(file: file, line: line, column: offset - lineStarts[line - 1] + 1)
  }

  /// The offset of a place counted in lines and code points, both from 1. Places beyond the text are moved to its nearest end.
  func offset(line: Int, scalarColumn: Int) -> Int {
    guard line >= 1 else { return 0 }
    guard line <= lineStarts.count else { return bytes.count }
    let range = self.line(line)
    var offset = range.lowerBound
    var left = scalarColumn - 1
    while left > 0, offset < range.upperBound {
      offset += 1
      while offset < range.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// The text of a range. - Precondition: the range is valid UTF-8.
  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The range without spaces and tabs at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

/// Whether a byte is a space or a tab.
func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

/// A code point as `U+0041`.
func codePointName(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
