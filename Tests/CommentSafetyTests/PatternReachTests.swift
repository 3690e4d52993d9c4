import Testing

@testable import CommentSafety

@Suite("How far a match may stretch")
struct PatternReachTests {
  /// Stretches of white space or of anything else that a match touches at most; nil if that is not bounded.
  private static let patterns: [(String, Int?)] = [
    ("", 0), ("kill", 1), ("kill you", 3), (#"kill\s+you"#, 3), (#"\bkill\s*\w+"#, 3), (#"\s+"#, 1), (#"\w*\d+"#, 1),
    (#"(?:a|b\sc)"#, 3), (#"(?:ab)*"#, 1), (#"(?:a\s)*"#, nil), (#"(?:a\s){2,3}"#, 6), (".", 1), (".*", nil),
    (".{0,40}", 40),
    (#"\S+"#, 1), (#"\W*"#, nil), (#"\W"#, 1), ("[^.]*", nil), (#"[^\s]*"#, 1), (#"[^\s.]+x"#, 1), ("[a-z']+", 1),
    ("[a ]+", nil),
    ("[ \t]+", 1), (#"[\s]+"#, 1), (#"[\w ]+"#, nil), (#"\h+"#, nil), (#"\p{L}+"#, 1), (#"\p{L}{3}"#, 1),
    (#"\X"#, nil),
    (#"(a)\1"#, nil), (#"(?R)"#, nil), (#"(?<=a\sb)c"#, 1), (#"a(?=\s+b)"#, 3), (#"a(?!.*b)"#, 1), (#"a(*SKIP)b"#, nil),
    (#"\Ga"#, nil),
    (#"(?i)kill\R"#, 3), (#"a{3,}"#, 1), (#"(?:a.)+"#, nil), (#"(?<x>a\s)(?&x)"#, 4), (#"(?&x)(?<x>a\s)"#, nil),
    (#"(?<x>a(?&x)?)"#, nil), (#"(*UCP)\s+"#, nil), (#"(*UCP)\w+\s"#, 2),
    (#"[\p{L}\pN]+"#, 1), (#"\p{Lu}+ \pS+"#, 3), (#"\p{Zs}+"#, nil), (#"[^\pL]+"#, nil), (#"\p{^L}+"#, nil),
    (#"\P{L}+"#, nil),
    (#"a\Kb"#, 1),
    ("é+ü", 1), ("[а-я]+", 1), ("[\u{1}-\u{FF}]+", nil), ("a\\Q b\\E", 3),
  ]

  @Test("Patterns", arguments: patterns)
  func pattern(_ pattern: String, _ stretches: Int?) {
    let reach = Requirement.read(pattern: pattern, joinsWhiteSpace: true, marksBoundaries: true).reach
    #expect((reach.isUnbounded ? nil : reach.stretches) == stretches)
    let plain = Requirement.read(pattern: pattern).reach
    #expect((plain.isUnbounded ? nil : plain.stretches) == stretches)
    #expect(Requirement.reach(ofPattern: pattern) == plain)
  }

  @Test("Look-behind reaches in front of the match")
  func behind() {
    func behind(_ pattern: String) -> Int { Requirement.read(pattern: pattern).reach.behind }
    #expect(behind("a") == 0)
    #expect(behind(#"(?<=a\sb)c"#) == 3)
    #expect(behind(#"x(?:(?<=ab)c)+"#) == 1)
    #expect(behind(#"(?<!a\sb)c"#) == 0)
  }
}
