import PCRE2
import Testing

@testable import CommentSafety

/// Exclusions that cover what stands around something are searched for that alone.
@Suite("Frames of exclusions")
struct ExclusionFrameTests {
  @Test(
    "Patterns with a frame",
    arguments: [
      (".*said.*", "said", line(), line()),
      (#"[^\n]{0,60}(?:a|b)[^\n]{0,9}+"#, "(?:a|b)", line(60), line(9)),
      (#"(*UCP)(?i).*?\bx\w*"#, #"(*UCP)(?i)\bx\w*"#, line(), .none),
      (#".{0,5}?[|)][]|][^]a]x.{0,7}?"#, "[|)][]|][^]a]x", line(5), .none),
      (#".*\.*"#, #"\.*"#, line(), .none),
      (#".*\\.*"#, #"\\"#, line(), line()),
      (#".*(?<!un)\((?i:kind)(?=s).{0,3}"#, #"(?<!un)\((?i:kind)(?=s)"#, line(), line(3)),
      (#".*(?-x:a|b)\S*"#, #"(?-x:a|b)\S*"#, line(), .none),
      ("\(within)*said\(within){0,60}+", "said", sentence(), sentence(60)),
      ("\(within){0,99999}a\(within){0,99999}+", "a", sentence(99999), sentence(99999)),
      (".*said\(within)*", "said", line(), sentence()),
    ] as [(String, String, ExclusionFrame.Side, ExclusionFrame.Side)])
  func framed(_ pattern: String, _ core: String, _ before: ExclusionFrame.Side, _ after: ExclusionFrame.Side) {
    let frame = ExclusionFrame(of: pattern)
    #expect(frame.core == core)
    #expect(frame.before == before)
    #expect(frame.after == after)
  }

  private static let within = ExclusionFrame.sentence

  private static func line(_ most: UInt32 = ExclusionFrame.wholeLine) -> ExclusionFrame.Side {
    ExclusionFrame.Side(most: most, inSentence: false)
  }

  private static func sentence(_ most: UInt32 = ExclusionFrame.wholeLine) -> ExclusionFrame.Side {
    ExclusionFrame.Side(most: most, inSentence: true)
  }

  @Test(
    "Patterns without",
    arguments: [
      "said.*", ".*", ".*.*", ".{0,0}said", ".*+said", ".+said", ".{1,5}said", "(?s).*said", "(?x) .* said",
      ".*said|told", ".*(said", ".*said)x(",
      #".*\Qsaid\E"#, #".*sa\Kid"#, ".*(?(1)a|b)", ".*(?#x)a", ".*(?x) a", ".*(?R)", ".*[[:alpha:]]", ".*(*F)",
      #".*said\"#, #"\.*said"#, "[^.]*said", "[^.!?]{0,60}said", "\(within)+said", "\(within)*+said", "\(within)said",
    ])
  func unframed(_ pattern: String) {
    #expect(ExclusionFrame(of: pattern) == ExclusionFrame(none: pattern), "\(pattern)")
  }

  private static let exclusions = [
    ".*said.*", ".{0,6}said.{0,9}", #"[^\n]{0,12}(?:film|é+)"#, #".*\btold\b.{0,4}"#, ".{0,3}?film.*",
    ".*(?<!not )said.{0,20}?", "\(within)*said\(within)*", "\(within){0,9}told.*", ".{0,6}film\(within){0,12}",
  ]
  private static let rules = exclusions.indices.map { index in
    Rule(
      id: "\(index)", pattern: #"\bgo\s+die\b"#, category: .spam, view: .text,
      exclusions: [exclusions[index]], matchExamples: [], cleanExamples: [])
  }

  /// What a frame may take is laid around every place where its core matches, character by character.
  private static func isCovered(_ range: Range<Int>, by exclusion: String, in text: [UInt8]) -> Bool {
    let frame = ExclusionFrame(of: exclusion)
    guard let code = try? Code(pattern: frame.core) else { return false }
    var matcher = Matcher(matchLimit: 10_000)
    var cursor = MatchCursor()
    return text.withUnsafeBytes { bytes in
      while matcher.next(&cursor, of: code, inValidUTF8: bytes) == .match {
        guard let core = matcher.range(ofGroup: 0) else { return false }
        let line = String(decoding: text, as: UTF8.self).utf8
        let before = String(line.prefix(core.lowerBound))!.unicodeScalars.reversed()
        let after = String(line.dropFirst(core.upperBound))!.unicodeScalars
        let start = core.lowerBound - width(of: before, on: frame.before)
        let end = core.upperBound + width(of: after, on: frame.after)
        if start <= range.lowerBound && end >= range.upperBound { return true }
      }
      return false
    }
  }

  /// Bytes of the code points that a side of a frame takes.
  private static func width(of text: some Sequence<Unicode.Scalar>, on side: ExclusionFrame.Side) -> Int {
    let ends: Set<Unicode.Scalar> =
      side.inSentence ? ["\n", "\r", ".", "!", "?", ";", "؟", "؛", "۔", "।", "॥", "。", "…", "！", "？"] : ["\n"]
    return text.prefix { !ends.contains($0) }.prefix(Int(side.most)).reduce(0) { $0 + UTF8.width($1) }
  }

  @Test("Whatever a frame can cover is excluded, and nothing else")
  func random() {
    let seed = Fuzz.seed("ExclusionFrameTests.random")
    var random = SeededRandom(seed: seed)
    var configuration = Configuration()
    configuration.maximumMatches = 10_000
    let filter = makeFilter(RulePack(rules: Self.rules), configuration)
    let words = [
      "go die", "go die", "said", "told", "film", "é", "éé", "not ", "a", "lorem ipsum", "\n", ".", "\u{1F98A}",
      "!", "?", ";", "\r", "؟", "؛", "۔", "।", "॥", "。", "…", "！", "？", "ی", "《", "、", "، ",
    ]
    var (kept, excluded) = (0, 0)
    for _ in 0..<(3_000 * Fuzz.factor) {
      var comment = ""
      let long = Int.random(in: 0..<20, using: &random) == 0
      for _ in 0..<Int.random(in: long ? 90...160 : 1...12, using: &random) {
        comment += words.randomElement(using: &random)! + (Bool.random(using: &random) ? " " : "")
      }
      let bytes = Array(comment.utf8)
      var expected: [String] = []
      for rule in Self.rules {
        guard let code = try? Code(pattern: rule.pattern) else { continue }
        var matcher = Matcher(matchLimit: 10_000)
        var cursor = MatchCursor()
        bytes.withUnsafeBytes { text in
          while matcher.next(&cursor, of: code, inValidUTF8: text) == .match {
            guard let range = matcher.range(ofGroup: 0) else { return }
            let isCovered = Self.isCovered(range, by: rule.exclusions[0], in: bytes)
            if isCovered { excluded += 1 } else { kept += 1 }
            if !isCovered { expected.append("\(range) \(rule.id)") }
          }
        }
      }
      let verdict = filter.inspectAll(comment)
      if verdict.sorted() != expected.sorted() {
        Issue.record("\(comment.debugDescription): \(verdict.sorted()), expected \(expected.sorted()); seed \(seed)")
      }
      EngineForm.compare(
        [.bytes, .folded, .portable, .kernels], with: filter.checkByReference(utf8: bytes), bytes, filter, seed: seed)
    }
    #expect(kept > 1_000 && excluded > 1_000)
  }
}

extension CommentFilter {
  /// Each hit of each rule, those inside others included.
  fileprivate func inspectAll(_ comment: String) -> [String] {
    var scratch = makeScratch()
    return inspect(comment, using: &scratch).hits.map { "\(Int($0.start)..<Int($0.end)) \(ruleID(for: $0.source))" }
  }
}
