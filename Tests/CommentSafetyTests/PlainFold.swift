import CommentKernels

@testable import CommentSafety

/// The fold the plain way: scalar by scalar, straight from the table's entries as `fold_tables.h` describes them.
///
/// The twin of ``Normalizer``, with no fast path, no state between scalars but the list of units, and decoders of its own.
struct PlainFold {
  struct Piece: Equatable {
    var scalar: UInt32
    var start: Int
    var end: Int
    var techniques: UInt32
    var isUpper = false
    var isEncoded = false
    var invisibleFollows = false
  }

  private(set) var pieces: [Piece] = []

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: [0x28, 0x29]), index > 0, index + 2 < bytes.count, isLetter(bytes[index - 1]),
        isLetter(bytes[index + 2])
      {
        // A drawn o.
        pieces.append(Piece(scalar: 0x30, start: index, end: index + 2, techniques: 0))
        index += 2
      } else if let escape = PlainEscape(bytes, at: index) {
        append(escape.scalar, index..<(index + escape.length), isEncoded: true)
        index += escape.length
      } else if let (scalar, length) = decodeSlowly(bytes, at: index) {
        append(scalar.value, index..<(index + length), isEncoded: false)
        index += length
      } else {
        noteInvisible()
        index += 1
      }
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter }

  private mutating func noteInvisible() {
    if let last = pieces.indices.last { pieces[last].invisibleFollows = true }
  }

  private mutating func append(_ scalar: UInt32, _ range: Range<Int>, isEncoded: Bool) {
    let entry = cs_fold_entry(scalar)
    let kind = Int(entry >> CS_FOLD_KIND_SHIFT & 15)
    let techniques = UInt32(entry >> CS_FOLD_TECHNIQUE_SHIFT & 0x7F)
    let isUpper = entry >> CS_FOLD_UPPER_BIT & 1 == 1
    func piece(_ folded: UInt32) -> Piece {
      Piece(
        scalar: folded, start: range.lowerBound, end: range.upperBound, techniques: techniques,
        isUpper: isUpper, isEncoded: isEncoded)
    }
    switch kind {
    case CS_KIND_INVISIBLE, CS_KIND_MARK:
      let isMark = kind == CS_KIND_MARK
      guard let last = pieces.last else { return }
      if isMark {
        pieces[pieces.count - 1].techniques |= UInt32(CS_TECHNIQUE_DIACRITIC)
      } else {
        noteInvisible()
      }
      if isMark || entry >> CS_FOLD_EXTENDER_BIT & 1 == 1 && last.end == range.lowerBound {
        for index in pieces.indices where pieces[index].start == last.start {
          pieces[index].end = range.upperBound
        }
      }
    case CS_KIND_EXPAND:
      let first = Int(entry & 0xFFFF)
      for index in first..<(first + Int(entry >> 16 & 0xFF)) {
        var part = piece(cs_fold_expansions_base()[index])
        if cs_fold_entry(part.scalar) >> CS_FOLD_UPPER_BIT & 1 == 1 { part.isUpper = true }
        pieces.append(part)
      }
    case CS_KIND_HANGUL:
      let text = String(Unicode.Scalar(scalar)!).decomposedHangul
      pieces += text.map { piece($0) }
    default:
      pieces.append(piece(cs_fold_scalar(scalar, entry)))
    }
  }

  /// The folded scalars, for comparing texts.
  static func scalars(_ text: [UInt32]) -> [UInt32] {
    var bytes: [UInt8] = []
    for value in text { bytes += Array(String(Unicode.Scalar(value)!).utf8) }
    return PlainFold(bytes).pieces.map(\.scalar)
  }
}

extension String {
  /// Conjoining jamo by the Unicode Standard's arithmetic (section 3.12).
  fileprivate var decomposedHangul: [UInt32] {
    let index = unicodeScalars.first!.value - 0xAC00
    let jamo = [0x1100 + index / (21 * 28), 0x1161 + index % (21 * 28) / 28, 0x11A7 + index % 28]
    return jamo[2] == 0x11A7 ? Array(jamo.dropLast()) : jamo
  }
}

/// An HTML character reference or a percent escape, read the plain way.
private struct PlainEscape {
  var scalar: UInt32
  var length: Int

  private static let names: [String: UInt32] = [
    "&amp;": 0x26, "&lt;": 0x3C, "&gt;": 0x3E, "&quot;": 0x22, "&apos;": 0x27, "&nbsp;": 0xA0,
    "&shy;": 0xAD, "&zwnj;": 0x200C, "&zwj;": 0x200D,
  ]

  init?(_ bytes: [UInt8], at index: Int) {
    let rest = bytes[index...].prefix(12).map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "\u{FFFD}" }
    switch rest.first {
    case "%":
      var decoded: [UInt8] = []
      for position in stride(from: 0, to: rest.count - 2, by: 3) {
        let digits = String(rest[(position + 1)...(position + 2)])
        guard rest[position] == "%", digits.allSatisfy(\.isHexDigit),
          let byte = UInt8(digits, radix: 16)
        else { break }
        decoded.append(byte)
      }
      guard let (first, length) = decodeSlowly(decoded, at: 0), first.value != 0 else { return nil }
      self.init(scalar: first.value, length: 3 * length)
    case "&":
      let text = String(rest)
      if let name = Self.names.first(where: { text.hasPrefix($0.key) }) {
        self.init(scalar: name.value, length: name.key.utf8.count)
        return
      }
      guard rest.count > 2, rest[1] == "#" else { return nil }
      let isHex = rest[2] == "x" || rest[2] == "X"
      let from = isHex ? 3 : 2
      let digits = rest.dropFirst(from).prefix { isHex ? $0.isHexDigit : ("0"..."9").contains($0) }
      guard let value = UInt32(String(digits), radix: isHex ? 16 : 10),
        Unicode.Scalar(value) != nil
      else { return nil }
      var length = from + digits.count
      if length < rest.count, rest[length] == ";" { length += 1 }
      self.init(scalar: value, length: length)
    default: return nil
    }
  }

  private init(scalar: UInt32, length: Int) {
    (self.scalar, self.length) = (scalar, length)
  }
}
