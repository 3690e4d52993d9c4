import CommentSafety
import Testing

/// Masking covers the matched characters, each with one mask, and nothing else.
@Suite("Masking")
struct MaskingTests {
  static let filter = makeFilter(
    RulePack(
      terms: terms(["fudge", "ass", "\u{915}\u{92E}\u{940}\u{928}*"]) + terms(["darn"], .mild)
        + terms(["red hot", "hot mess"])
        + [Term("I am lost", id: "lost", category: .selfHarm)],
      allowPhrases: [AllowPhrase("ass cart")]))

  static let cases: [(name: String, comment: String, masked: String)] = [
    ("nothing", "", ""),
    ("clean", "nice video", "nice video"),
    ("plain", "oh fudge!", "oh *****!"),
    ("all of it", "FUDGE", "*****"),
    ("twice", "fudge fudge", "***** *****"),
    ("side by side", "fudge.ass", "*****.***"),
    ("overlapping", "a red hot mess b", "a ************ b"),
    ("separators", "f.u.d.g.e", "*********"),
    ("full width", "ｆｕｄｇｅ．", "*****．"),
    ("look-alike", "oh fudg\u{435} you", "oh ***** you"),
    ("decomposed accents", "fu\u{301}dge\u{302}!", "*****!"),
    ("Zalgo", "f\u{300}\u{301}u\u{302}dg\u{303}\u{304}e\u{305}\u{306} x", "***** x"),
    ("repeats", "fuuudge", "*******"),
    ("a vowel sign on the last letter", "fudge\u{93E} fudge\u{947}\u{902} है", "***** ***** है"),
    ("a letter's own vowel sign", "\u{915}\u{92E}\u{940}\u{928}\u{947}", "***"),
    ("entity", "f&#117;dge", "**********"),
    ("behind emoji", "👨‍👩‍👧 fudge 👍🏽", "👨‍👩‍👧 ***** 👍🏽"),
    ("behind other scripts", "ہے fudge है", "ہے ***** है"),
    ("marks of other scripts behind", "fudge\u{93F} fudge\u{E49}\u{E38} x", "***** ***** x"),
    ("line ends", "a\r\nfudge\r\nb", "a\r\n*****\r\nb"),
    ("mild words stay", "darn fudge", "darn *****"),
    ("calls for help stay", "I am lost, fudge", "I am lost, *****"),
    ("allowed phrases stay", "ass cart, ass", "ass cart, ***"),
  ]

  @Test(arguments: cases)
  func table(_ name: String, _ comment: String, _ masked: String) {
    #expect(Self.filter.masked(comment) == masked)
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test("Another mask, and from another action on")
  func options() {
    #expect(Self.filter.masked("darn fudge", with: "█") == "darn █████")
    #expect(Self.filter.masked("darn fudge", from: .allow) == "**** *****")
    #expect(Self.filter.masked("darn fudge", from: .remove) == "darn fudge")
  }

  @Test("On random comments only matched bytes change, and no mark is left alone")
  func random() {
    let seed = Fuzz.seed("MaskingTests.random")
    var random = SeededRandom(seed: seed)
    let filter = EngineFuzzTests.filters[0].1
    for _ in 0..<(2_000 * Fuzz.factor) {
      let bytes = NastyComment.make(&random)
      guard let comment = String(validating: bytes, as: UTF8.self) else { continue }
      let masked = Array(filter.masked(comment, with: "\u{2588}").utf8)
      let ranges = merged(filter.check(comment).matches.filter { $0.action >= .review && !$0.isShadow }.map(\.range))
      let note: Comment = "\(visible(bytes)) became \(visible(masked)), ranges \(ranges), seed \(seed)"
      var expected = masked[...]
      var position = 0
      for range in ranges {
        let before = bytes[position..<range.lowerBound]
        guard expected.starts(with: before) else {
          Issue.record(note)
          break
        }
        expected = expected.dropFirst(before.count)
        let masks = expected.prefix { $0 == 0xE2 || $0 == 0x96 || $0 == 0x88 }.count / 3
        let scalars = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
        #expect((1...scalars).contains(masks), note)
        expected = expected.dropFirst(3 * masks)
        position = range.upperBound
      }
      #expect(expected.elementsEqual(bytes[position...]), note)
    }
  }

  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    let covered = Set(ranges.flatMap { Array($0) }).sorted()
    var result: [Range<Int>] = []
    for index in covered {
      if result.last?.upperBound == index {
        result[result.count - 1] = result[result.count - 1].lowerBound..<(index + 1)
      } else {
        result.append(index..<(index + 1))
      }
    }
    return result
  }
}
