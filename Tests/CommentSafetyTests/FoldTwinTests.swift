import Testing

@testable import CommentSafety

/// The normaliser against its plain twin, and the offset map's promises, on random text.
@Suite("Fold and offset map")
struct FoldTwinTests {
  static let examples: [String] = [
    "", "a", "ASS", "ｆｕｄｇｅ", "f\u{200B}u\u{200D}d\u{AD}ge", "é e\u{301}\u{302} ǖ", "한글 각", "ﬃ ﷺ ⅷ ①",
    "&#102;&#x75;d&ge; &amp;&nbsp;& &# &#; &#x; &#1114112; &#55296; &#0; &#x2F;x", "%66%C3%A9 % %% %g %00 %C3 %C3%41",
    "\u{202E}abc\u{202C}", "\u{301}a", "\r\n\t\u{0}\u{7F}", "🇦🇧 👨‍👩‍👧 👍🏽", "Straße ẞ İ ſ K", "ǝƃpnɟ", "نستعلیق ـــ ک ي",
    "क़ क़ ज़",
  ]

  @Test(arguments: examples)
  func table(_ text: String) {
    check(Array(text.utf8))
  }

  @Test("Every scalar alone and between letters")
  func everyScalar() {
    var text = FoldedText()
    for value in UInt32(1)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // Unassigned planes differ in nothing.
      if value > 0x3FFFF && value & 0xFFF != 0 && value >> 12 != 0xE0 { continue }
      check(Array("a\(scalar)b".utf8), &text)
    }
  }

  @Test func randomText() {
    let seed = Fuzz.seed("FoldTwinTests.randomText")
    var random = SeededRandom(seed: seed)
    var text = FoldedText()
    for _ in 0..<(3_000 * Fuzz.factor) {
      let bytes = NastyText.fold(&random)
      check(bytes, &text, "seed \(seed)")
    }
  }

  private func check(_ bytes: [UInt8]) {
    var text = FoldedText()
    check(bytes, &text)
  }

  private func check(_ bytes: [UInt8], _ text: inout FoldedText, _ note: String = "") {
    bytes.withUnsafeBytes { Normalizer.fold($0, into: &text) }
    let units = (0..<text.unitCount).map { text.units[$0] }
    let found = units.map {
      PlainFold.Piece(
        scalar: $0.scalar, start: Int($0.start), end: Int($0.end),
        techniques: $0.meta >> Unit.techniqueShift & Unit.techniqueMask, isUpper: $0.isUpper,
        isEncoded: $0.meta & Unit.encoded != 0,
        invisibleFollows: $0.meta & Unit.invisibleFollows != 0)
    }
    let expected = PlainFold(bytes).pieces
    if found != expected {
      Issue.record("\(visible(bytes)) folds to \(found), not \(expected); \(note)")
    }
    if let flaw = offsetFlaw(units, bytes) ?? skeletonFlaw(units, text) {
      Issue.record("\(visible(bytes)): \(flaw); \(note)")
    }
  }

  /// Ranges lie inside, on code-point borders, in order; the parts of one character share a range, others do not overlap.
  private func offsetFlaw(_ units: [Unit], _ bytes: [UInt8]) -> String? {
    var borders = Set([bytes.count])
    var index = 0
    while index < bytes.count {
      borders.insert(index)
      index += decodeSlowly(bytes, at: index)?.length ?? 1
    }
    for (position, unit) in units.enumerated() {
      let (start, end) = (Int(unit.start), Int(unit.end))
      if start >= end || end > bytes.count { return "unit \(position) has the range \(start)..<\(end)" }
      if !borders.contains(start) || !borders.contains(end) {
        return "unit \(position) at \(start)..<\(end) cuts a code point"
      }
      guard position > 0 else { continue }
      let previous = units[position - 1]
      let isSame = previous.start == unit.start && previous.end == unit.end
      if !isSame && previous.end > unit.start { return "unit \(position) overlaps the one before" }
      if isSame == (unit.isFirst && previous.isLast) { return "unit \(position): first and last are wrong" }
    }
    if let first = units.first, !first.isFirst { return "the first unit is no first" }
    if let last = units.last, !last.isLast { return "the last unit is no last" }
    return nil
  }

  /// The skeleton that the fast path wrote is the one that follows from the units, and no word's start is missing in it.
  private func skeletonFlaw(_ units: [Unit], _ text: borrowing FoldedText) -> String? {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var wordStarts: [Bool] = []
    var run = 0
    var last: UInt32 = 0
    for (index, unit) in units.enumerated() where unit.isWord || unit.isLeetActive {
      let key = Skeleton.key(unit)
      if key == 0 { continue }
      if key != last {
        run = bytes.count
        let encoded = Array(String(Unicode.Scalar(key)!).utf8)
        bytes += encoded
        starts += encoded.map { _ in UInt32(index) }
        wordStarts += encoded.map { _ in false }
        last = key
      }
      units.withUnsafeBufferPointer {
        if WordBoundary.before(index, in: $0.baseAddress!, elides: true) > .none { wordStarts[run] = true }
      }
    }
    if (0..<text.skeletonCount).map({ text.skeleton[$0] }) != bytes { return "the skeleton is wrong" }
    if (0..<text.skeletonCount).map({ text.runStarts[$0] }) != starts { return "the run starts are wrong" }
    let noted = Set((0..<text.wordStartCount).map { Int(text.wordStarts[$0]) })
    for index in bytes.indices where wordStarts[index] && !noted.contains(index) {
      return "a word may begin at skeleton byte \(index)"
    }
    let digits = units.count(where: \.isDigit)
    if text.digitCount != digits { return "\(text.digitCount) digits counted, not \(digits)" }
    return nil
  }
}
