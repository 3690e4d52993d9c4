/// How generated comments stand in a file.
public enum LineFormat: String, Sendable, CaseIterable {
  /// A comment on each line.
  case text
  /// A JSON object on each line, with the comment in the field `text` between an id and a number.
  case ndjson
}

/// Writes lines around comments.
struct LineWriter {
  /// The longest line.
  static let maximumBytes = 6 * Composer.maximumBytes + 256

  let format: LineFormat

  /// Writes a comment as a line with its line feed.
  ///
  /// - Parameter target: room for ``maximumBytes``.
  /// - Returns: the line's length.
  @inline(__always)
  func write(
    _ comment: UnsafePointer<UInt8>, _ length: Int, index: Int, escapes: Bool, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var end = 0
    if format == .text {
      target.update(from: comment, count: length)
      end = length
    } else {
      end += copy(Self.head, to: target)
      end += decimal(index, to: target + end)
      end += copy(Self.middle, to: target + end)
      end += escapes ? escaped(comment, length, to: target + end) : quoted(comment, length, to: target + end)
      end += copy(Self.tail, to: target + end)
      // Small numbers, as likes are: most are below 10.
      end += decimal(index &* 31 % 997 % 61, to: target + end)
      target[end] = UInt8(ascii: "}")
      end += 1
    }
    target[end] = UInt8(ascii: "\n")
    return end + 1
  }

  @inline(__always)
  private func copy(_ text: StaticString, to target: UnsafeMutablePointer<UInt8>) -> Int {
    target.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return text.utf8CodeUnitCount
  }

  private func decimal(_ number: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var scale = 1
    while number / scale >= 10 { scale *= 10 }
    var length = 0
    while scale > 0 {
      target[length] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10)
      length += 1
      scale /= 10
    }
    return length
  }

  /// Quotes and backslashes escaped, the rest as it is.
  @inline(__always)
  private func quoted(
    _ comment: UnsafePointer<UInt8>, _ length: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var end = 0
    for position in 0..<length {
      let byte = comment[position]
      if byte == 0x22 || byte == 0x5C {
        target[end] = 0x5C
        end += 1
      }
      target[end] = byte
      end += 1
    }
    return end
  }

  /// Everything beyond ASCII as `\u` escapes.
  private func escaped(
    _ comment: UnsafePointer<UInt8>, _ length: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var end = 0
    let bytes = UnsafeBufferPointer(start: comment, count: length)
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      if unit < 0x80 {
        if unit == 0x22 || unit == 0x5C {
          target[end] = 0x5C
          end += 1
        }
        target[end] = UInt8(unit)
        end += 1
      } else {
        target[end] = 0x5C
        target[end + 1] = UInt8(ascii: "u")
        for digit in 0..<4 {
          let value = UInt8(unit >> (12 - 4 * UInt16(digit)) & 15)
          target[end + 2 + digit] = value < 10 ? 0x30 + value : 0x57 + value
        }
        end += 6
      }
    }
    return end
  }

  private static let head: StaticString = "{\"id\":"
  private static let middle: StaticString = ",\"text\":\""
  private static let tail: StaticString = "\",\"likes\":"
}
