import PCRE2
import Testing

@Suite("Matching")
struct MatcherTests {
  @Test("A spent budget is an outcome of its own", arguments: ["", "(*NO_JIT)"])
  func matchLimit(_ verb: String) throws {
    let code = try Code(pattern: verb + "^(a+)+$")
    var matcher = Matcher(matchLimit: 5_000)
    let hostile = Array((String(repeating: "a", count: 40) + "b").utf8)
    let outcome = matcher.firstMatch(of: code, in: hostile.span, textIsValidUTF8: true)
    #expect(outcome == .limitExceeded(.match))
    #expect(matcher.range(ofGroup: 0) == nil)
    // The matcher is as good as new afterwards.
    let good = Array("aaa".utf8)
    #expect(matcher.firstMatch(of: code, in: good.span, textIsValidUTF8: true) == .match)
    #expect(matcher.range(ofGroup: 0) == 0..<3)
  }

  @Test("A pattern can lower the limit and not raise it")
  func patternLimits() throws {
    let hostile = Array((String(repeating: "a", count: 14) + "b").utf8)
    var matcher = Matcher(matchLimit: 1_000_000)
    let lowered = try Code(pattern: "(*LIMIT_MATCH=10)^(a+)+$")
    #expect(
      matcher.firstMatch(of: lowered, in: hostile.span, textIsValidUTF8: true)
        == .limitExceeded(.match))
    let raised = try Code(pattern: "(*LIMIT_MATCH=4000000000)^(a+)+$")
    #expect(matcher.firstMatch(of: raised, in: hostile.span, textIsValidUTF8: true) == .noMatch)
    matcher.matchLimit = 100
    #expect(
      matcher.firstMatch(of: raised, in: hostile.span, textIsValidUTF8: true)
        == .limitExceeded(.match))
  }

  @Test func jitStackOverflows() throws {
    try #require(Library.hasJIT)
    let deep = try Code(pattern: "^(a|ab|b)*z")
    var matcher = Matcher(matchLimit: .max, jitStackBytes: 32_768...32_768)
    let text = Array((String(repeating: "a", count: 100_000) + "!z").utf8)
    #expect(
      matcher.firstMatch(of: deep, in: text.span, textIsValidUTF8: true)
        == .limitExceeded(.jitStack))
    let short = Array("abz".utf8)
    #expect(matcher.firstMatch(of: deep, in: short.span, textIsValidUTF8: true) == .match)
  }

  @Test func interpreterLimits() throws {
    let code = try Code(pattern: "(*NO_JIT)^(a|ab|b)*z")
    let text = Array(String(repeating: "a", count: 50_000).utf8)
    var shallow = Matcher(matchLimit: .max, depthLimit: 100)
    #expect(
      shallow.firstMatch(of: code, in: text.span, textIsValidUTF8: true) == .limitExceeded(.depth))
    var small = Matcher(matchLimit: .max, heapLimitKiB: 64, depthLimit: .max)
    #expect(
      small.firstMatch(of: code, in: text.span, textIsValidUTF8: true) == .limitExceeded(.heap))
  }

  @Test("Endless recursion is an error outcome, not a hang", arguments: ["", "(*NO_JIT)"])
  func recursion(_ verb: String) throws {
    let code = try Code(pattern: verb + "(?:|(?R))*(?R)")
    var matcher = Matcher()
    let text = Array("aaaa".utf8)
    let outcome = matcher.firstMatch(of: code, in: text.span, textIsValidUTF8: true)
    #expect(outcome != .match && outcome != .noMatch)
  }

  @Test func emptySubject() throws {
    var matcher = Matcher()
    for pattern in ["", "^$", "a*", "(*NO_JIT)^$"] {
      let code = try Code(pattern: pattern)
      let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
      #expect(matcher.firstMatch(of: code, in: nothing, textIsValidUTF8: true) == .match)
      #expect(matcher.range(ofGroup: 0) == 0..<0)
      #expect(matcher.firstMatch(of: code, in: nothing, textIsValidUTF8: false) == .match)
    }
    let code = try Code(pattern: "a")
    #expect(matcher.firstMatch(of: code, in: [UInt8]().span, textIsValidUTF8: true) == .noMatch)
  }

  @Test func startOffsets() throws {
    let code = try Code(pattern: #"(?<=é)x|\bd"#)
    let text = Array("éxéx d".utf8)
    var matcher = Matcher()
    func start(_ at: Int) -> Matcher.Outcome {
      matcher.firstMatch(of: code, in: text.span, from: at, textIsValidUTF8: true)
    }
    #expect(start(2) == .match)
    #expect(matcher.range(ofGroup: 0) == 2..<3)
    #expect(start(3) == .match)
    #expect(matcher.range(ofGroup: 0) == 5..<6)
    #expect(start(8) == .noMatch)
    // Outside of the text, or inside a code point.
    #expect(start(9) == .error(-33))
    #expect(start(-1) == .error(-33))
    #expect(start(1) == .error(-36))
    #expect(matcher.range(ofGroup: 0) == nil)
  }

  @Test(
    arguments: [
      ("a*", "baac", [0..<0, 1..<3, 3..<3, 4..<4]),
      ("", "aé😀", [0..<0, 1..<1, 3..<3, 7..<7]),
      ("(*NO_JIT)", "aé😀", [0..<0, 1..<1, 3..<3, 7..<7]),
      (#"\b"#, "ab cd", [0..<0, 2..<2, 3..<3, 5..<5]),
      ("a|", "aab", [0..<1, 1..<2, 2..<2, 3..<3]),
      ("aa", "aaaaa", [0..<2, 2..<4]),
      ("$", "x\n", [1..<1, 2..<2]),
      (#"a\K"#, "aa", [1..<1, 2..<2]),
      ("x", "abc", []),
    ])
  func allMatchesOfPattern(_ pattern: String, _ text: String, _ expected: [Range<Int>]) throws {
    let all = try allMatches(pattern, Array(text.utf8), isValid: true)
    #expect(all == AllMatches(ranges: expected, end: .noMatch))
  }

  @Test("Iteration ends even where a match lies before its start")
  func hiddenReset() throws {
    let pattern = #"(?(DEFINE)(?<x>\Ka))(?<=(?&x))"#
    let all = try allMatches(pattern, Array("aaa".utf8), isValid: true)
    #expect(all.end == .noMatch)
    #expect(all.ranges.count <= 8)
  }

  @Test func iterationStops() throws {
    let code = try Code(pattern: "a")
    var matcher = Matcher()
    var count = 0
    let text = Array("aaaa".utf8)
    let end = matcher.forEachMatch(of: code, in: text.span, textIsValidUTF8: true) { _ in
      count += 1
      return count < 2
    }
    #expect(end == .match)
    #expect(count == 2)
  }

  @Test func cursorIsFinishedAfterALimit() throws {
    let code = try Code(pattern: "x|(a+)+$")
    var matcher = Matcher(matchLimit: 1_000)
    var cursor = MatchCursor()
    let text = Array(("x" + String(repeating: "a", count: 40) + "b").utf8)
    text.withUnsafeBytes { bytes in
      #expect(matcher.next(&cursor, of: code, inValidUTF8: bytes) == .match)
      #expect(matcher.next(&cursor, of: code, inValidUTF8: bytes) == .limitExceeded(.match))
      #expect(cursor.isFinished)
      #expect(matcher.next(&cursor, of: code, inValidUTF8: bytes) == .noMatch)
    }
  }

  @Test("One code, many threads")
  func sharing() async throws {
    let code = try Code(pattern: #"(?<word>\w+)@(\w+)\.com"#, options: .caseless)
    let total = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          var matcher = Matcher()
          var good = 0
          for round in 0..<500 {
            let name = String(repeating: "n", count: 1 + (worker + round) % 20)
            let text = Array("mail \(name)@Host.COM".utf8)
            let outcome = matcher.firstMatch(of: code, in: text.span, textIsValidUTF8: true)
            if outcome == .match, matcher.range(ofGroup: 1) == 5..<(5 + name.utf8.count) {
              good += 1
            }
          }
          return good
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == 4_000)
  }
}
