import CommentSafety
import Testing

/// Comments with more matches than are listed: none of them may be hidden by the others.
@Suite("More matches than are listed")
struct ManyMatchesTests {
  static let filter = makeFilter(
    RulePack(
      terms: terms(["fudge"]),
      rules: [
        Rule(id: "zork", pattern: #"zork\w*"#, category: .insult, severity: .severe, exclusions: [#"zorklet\w*"#])
      ],
      allowPhrases: [AllowPhrase("zorkling")]))

  @Test("the last match counts, however many before it are excluded or lifted", arguments: ["zorklet", "zorkling"])
  func lastMatch(_ harmless: String) {
    for count in [63, 64, 65, 400] {
      let comment = String(repeating: harmless + " ", count: count)
      #expect(Self.filter.check(comment).action == .allow)
      let verdict = Self.filter.check(comment + "zorkish")
      #expect(verdict.action == .remove, "\(count)")
      #expect(verdict.matches.map(\.range.lowerBound) == [comment.utf8.count])
    }
  }

  @Test("all matches are counted and covered")
  func unlisted() {
    let filter = Self.filter
    let verdict = filter.check(String(repeating: "zorkish, fudge, ", count: 100))
    #expect(verdict.matches.count + verdict.unlistedMatches == 200)
    let masked = filter.masked(String(repeating: "zorkish, fudge, ", count: 100))
    #expect(masked == String(repeating: "*******, *****, ", count: 100))
  }

  /// Each exclusion is searched once, not once for each match.
  @Test("a rule with exclusions takes linear time")
  func linear() {
    let filter = Self.filter
    var scratch = filter.makeScratch()
    func time(_ count: Int) -> Duration {
      let comment = Array(String(repeating: "zorklet ", count: count).utf8)
      return (0..<3).map { _ in
        ContinuousClock().measure { comment.withUnsafeBytes { _ = filter.evaluate($0, using: &scratch) } }
      }.min()!
    }
    // Quadratic time would be 256 times as much for 16 times the text.
    let ratio = time(16_000) / time(1_000)
    #expect(ratio < 80)
  }
}
