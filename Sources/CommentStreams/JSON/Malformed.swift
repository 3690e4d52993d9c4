/// Why a line holds no comment that could be judged.
///
/// A malformed line is counted, set aside with its reason, and never passed on.
public enum Malformed: Error, Sendable, Hashable {
  /// An NDJSON line with nothing but white space.
  case blankLine
  /// The line is not JSON (RFC 8259). `offset` is the 0-based byte of the line where that shows.
  case badJSON(offset: Int, JSONProblem)
  /// A string of the line is not UTF-8; `offset` is the 0-based byte of the line.
  case invalidUTF8(offset: Int)
  /// More open brackets than ``JSONField/maximumDepth``; `offset` is the 0-based byte of the line.
  case tooDeep(offset: Int)
  /// JSON, but not an object.
  case notAnObject
  /// The object has no such field.
  case missingField
  /// The field holds something other than a string; for a field given twice, one of its values does.
  case notAString
  /// The overlay's field holds something other than text, a number or null, or has several values: see ``StreamConfiguration/overlayField``.
  case unclearOverlay
  /// The line is longer than ``StreamConfiguration/maximumLineBytes``.
  case tooLong
  /// The input ended inside of a frame.
  case truncated
}

/// What is wrong with a line that is not JSON.
public enum JSONProblem: String, Sendable, Hashable, CaseIterable {
  case unexpectedCharacter = "unexpected character"
  case unexpectedEnd = "unexpected end of line"
  case controlCharacter = "control character in a string"
  case badEscape = "bad escape in a string"
  case badNumber = "bad number"
  case trailingCharacters = "characters behind the value"
  case byteOrderMark = "byte order mark behind the start of the stream"
}

extension Malformed {
  /// The kinds of ``Malformed``, without place and detail: what is counted.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case blankLine = "blank-line"
    case badJSON = "bad-json"
    case invalidUTF8 = "invalid-utf8"
    case tooDeep = "too-deep"
    case notAnObject = "not-an-object"
    case missingField = "missing-field"
    case notAString = "not-a-string"
    case unclearOverlay = "unclear-overlay"
    case tooLong = "too-long"
    case truncated = "truncated"
  }

  public var kind: Kind {
    switch self {
    case .blankLine: .blankLine
    case .badJSON: .badJSON
    case .invalidUTF8: .invalidUTF8
    case .tooDeep: .tooDeep
    case .notAnObject: .notAnObject
    case .missingField: .missingField
    case .notAString: .notAString
    case .unclearOverlay: .unclearOverlay
    case .tooLong: .tooLong
    case .truncated: .truncated
    }
  }

  /// The 0-based byte of the line where the fault shows, where there is one.
  public var offset: Int? {
    switch self {
    case .badJSON(let offset, _), .invalidUTF8(let offset), .tooDeep(let offset): offset
    default: nil
    }
  }
}
