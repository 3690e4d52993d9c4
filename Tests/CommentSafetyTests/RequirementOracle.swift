@testable import CommentSafety

/// Decides the plain way whether a text meets a requirement: both sides folded, then searched.
struct RequirementOracle {
  let bytes: [UInt8]
  private let text: [Unicode.Scalar]
  private let folded: [Unicode.Scalar]
  /// Without white space.
  private let joined: [Place]

  /// A character, and the marks that may stand in front of it: of the words that begin with it, or do not stand there.
  private struct Place {
    var scalar: Unicode.Scalar
    var marks: Set<Unicode.Scalar>
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
    self.text = Array(text.unicodeScalars)
    folded = self.text.map(Self.fold)
    joined = folded.indices.filter { [folded] in !folded[$0].isSpace }.map { [text = self.text, folded] index in
      func parts(_ isPartOfWord: (Unicode.Scalar) -> Bool) -> Bool {
        index == 0 || !isPartOfWord(text[index - 1]) || !isPartOfWord(text[index])
      }
      var marks: Set<Unicode.Scalar> = []
      if parts(\.isPartOfPlainWord) { marks.insert("\u{1}") }
      if parts(\.isPartOfWord) { marks.insert("\u{2}") }
      return Place(scalar: folded[index], marks: marks)
    }
  }

  func meets(_ requirement: Requirement) -> Bool {
    switch requirement {
    case .always: true
    case .atom(let bytes):
      contains(String(decoding: bytes, as: UTF8.self).unicodeScalars.map(Self.fold))
    case .digits(let count): text.count { ("0"..."9").contains($0) } >= count
    case .byte(let byte): text.contains(Unicode.Scalar(byte))
    case .repeats(let byte, let count): text.count { $0 == Unicode.Scalar(byte) } >= count
    case .all(let parts): parts.allSatisfy { meets($0) }
    case .any(let parts): parts.contains { meets($0) }
    }
  }

  /// The same for a requirement with marks in its literals, of which white space is no part. The mark of a boundary says that no letter or digit of ASCII
  /// goes on there, or none at all.
  func meetsMarked(_ requirement: Requirement) -> Bool {
    switch requirement {
    case .atom(let bytes):
      let literal = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { !$0.isSpace }.map(Self.fold)
      return (0...joined.count).contains { Self.begins(joined[$0...], literal[...]) }
    case .all(let parts): return parts.allSatisfy { meetsMarked($0) }
    case .any(let parts): return parts.contains { meetsMarked($0) }
    case .always, .digits, .byte, .repeats: return meets(requirement)
    }
  }

  /// Whether a text begins as a literal does in which U+0001 and U+0002 stand at boundaries, and U+0003 behind letters that may be repeated.
  private static func begins(_ text: ArraySlice<Place>, _ literal: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let letter = literal.first else { return true }
    if letter == "\u{1}" || letter == "\u{2}" {
      return (text.first?.marks.contains(letter) ?? true) && begins(text, literal.dropFirst())
    }
    guard text.first?.scalar == letter else { return false }
    let (text, literal) = (text.dropFirst(), literal.dropFirst())
    guard literal.first == "\u{3}" else { return begins(text, literal) }
    let run = text.prefix { $0.scalar == letter }.count
    return (0...run).contains { begins(text.dropFirst($0), literal.dropFirst()) }
  }

  private func contains(_ run: [Unicode.Scalar]) -> Bool {
    guard run.count <= folded.count else { return false }
    return (0...(folded.count - run.count)).contains { folded[$0...].starts(with: run) }
  }

  /// Simple case folding: the lower case of the upper case, where each is one character.
  ///
  /// Upper-casing first is what brings the long s, the final sigma and the micro sign to their
  /// common form.
  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
      let isUpper = ("A"..."Z").contains(scalar)
      return isUpper ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
    }
    return single(single(scalar, \.uppercaseMapping), \.lowercaseMapping)
  }

  private static func single(
    _ scalar: Unicode.Scalar, _ mapping: (Unicode.Scalar.Properties) -> String
  ) -> Unicode.Scalar {
    let mapped = mapping(scalar.properties).unicodeScalars
    return mapped.count == 1 ? mapped.first! : scalar
  }
}

extension Unicode.Scalar {
  fileprivate var isPartOfPlainWord: Bool { isASCII && isPartOfWord }
  fileprivate var isPartOfWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }
  fileprivate var isSpace: Bool { properties.isWhitespace || self == "\u{180E}" }
}
