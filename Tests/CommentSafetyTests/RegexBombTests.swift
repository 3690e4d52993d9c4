import Testing

@testable import CommentSafety

/// Patterns that take exponential or high polynomial time, on comments that make them do so.
@Suite("Regex bombs")
struct RegexBombTests {
  struct Bomb: Sendable, CustomTestStringConvertible {
    var pattern: String
    var comment: @Sendable () -> String
    var testDescription: String { pattern }

    init(_ pattern: String, _ comment: @escaping @Sendable () -> String) {
      (self.pattern, self.comment) = (pattern, comment)
    }
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  static let bombs: [Bomb] = [
    // Nested quantifiers.
    Bomb("^(a+)+$") { times(40, "a") + "!" },
    Bomb("^(a*)*$") { times(40, "a") + "!" },
    Bomb("^(a+)*b?$") { times(40, "a") + "!" },
    Bomb("^((a+)+)+$") { times(40, "a") + "!" },
    Bomb("^(?:a+){2,}$") { times(40, "a") + "!" },
    Bomb("^(?:[a-z]+)*\\d$") { times(40, "x") + "!1" },
    Bomb("(?:x+x+)+y!") { times(60, "x") + " y!" },
    Bomb("^(?:\\w+\\s?)+\\d$") { times(12, "word and ") + "more" + times(20, "q") + "? 1" },
    // Alternatives that overlap.
    Bomb("^(a|a)*$") { times(40, "a") + "!" },
    Bomb("^(a|aa)+$") { times(60, "a") + "!" },
    Bomb("^(?:a|b|ab)*c$") { times(40, "ab") + "d c" },
    Bomb("^(?:.|[a-z]|\\w)*#$") { times(30, "m") + "#m" },
    Bomb("^(?:a?){30}a{30}$") { times(29, "a") + "!" },
    Bomb("(.*?,){11}P") { ",P" + times(40, "1,") + "Q P" },
    // Polynomials of a high degree.
    Bomb("^.*a.*a.*a.*a.*a.*a.*b$") { times(60, "a") + " b c" },
    Bomb("^\\s*\\s*\\s*\\s*\\s*\\s*;$") { times(80, " ") + ";x" },
    // Back-references and recursion.
    Bomb("^(a*)(a*)\\1\\2\\1(a*)\\3$") { times(300, "a") + "!" },
    Bomb("^(.+)\\1+(.+)\\2+#$") { times(50, "ab") + "#!" },
    Bomb("^(?:(?=(a+))a*)+b$") { times(40, "a") + "!b c" },
    Bomb("^(\\((?:[^()]|(?1))*+\\)|a|(?1)?a)*$") { times(40, "a(") + "!" },
    // Addresses and links, as found in real code.
    Bomb("^([a-z0-9]([-.\\w]*[a-z0-9])*@([a-z0-9][-\\w]*[a-z0-9]\\.)+[a-z]{2,9})$") { times(50, "a") + "!@b.cd" },
    Bomb("^(([a-z])+.)+[A-Z]([a-z])+$") { times(40, "a") + "! C" },
  ]

  private static func filter(_ bombs: [Bomb], quarantine: Int = 100) -> CommentFilter {
    var configuration = Configuration()
    // Many of them cannot even match within the budget.
    configuration.checksExamples = false
    configuration.quarantineLimitHits = quarantine
    return makeFilter(
      RulePack(
        terms: terms(["fudge"]),
        rules: bombs.enumerated().map { index, bomb in
          Rule(
            id: "bomb\(index)", pattern: bomb.pattern, category: .spam, isUnfiltered: true)
        }), configuration)
  }

  @Test("Each ends within its budget and in review", arguments: bombs)
  func bomb(_ bomb: Bomb) {
    let filter = Self.filter([bomb])
    let comment = bomb.comment()
    let clock = ContinuousClock()
    var verdict: Verdict?
    let time = (0..<3).map { _ in clock.measure { verdict = filter.check(comment) } }.min()!
    #expect(verdict?.isUndecided == true)
    #expect(verdict?.action == .review)
    #expect(filter.ruleLimitHits.map(\.rule) == ["bomb0"])
    #expect(time < .milliseconds(500))
  }

  @Test("All of them in one pack: the budget is the comment's, not each rule's")
  func together() {
    let filter = Self.filter(Self.bombs, quarantine: 0)
    let clock = ContinuousClock()
    var scratch = filter.makeScratch()
    for bomb in Self.bombs {
      var comment = bomb.comment() + " fudge"
      var outcome: Outcome?
      let time = comment.withUTF8 { bytes in
        clock.measure { outcome = filter.evaluate(UnsafeRawBufferPointer(bytes), using: &scratch) }
      }
      // Matches of terms still decide.
      #expect(outcome?.isUndecided == true || outcome?.action == .filter)
      #expect(outcome?.hitCount ?? 0 >= 1)
      #expect(time < .seconds(1))
    }
  }

  @Test("Calls that need much are counted over all rules of a comment")
  func costlyCalls() throws {
    let rules = (0..<12).map { number in
      Rule(
        id: "costly\(number)", pattern: "^(?:a|aa){0,40}b$", category: .spam, isUnfiltered: true,
        matchExamples: ["aab"],
        cleanExamples: ["c"])
    }
    func isUndecided(_ rules: some Collection<Rule>, costly: Int, _ length: Int) -> Bool {
      var configuration = Configuration()
      configuration.maximumCostlyCalls = costly
      configuration.maximumLimitHits = 100
      return makeFilter(RulePack(rules: Array(rules)), configuration).check(Self.times(length, "a") + "!b").isUndecided
    }
    // The shortest comment that takes more than a sixteenth of the limit takes less than all of it.
    let length = try #require((4...40).first { isUndecided(rules.prefix(1), costly: 0, $0) })
    #expect(!isUndecided(rules, costly: 12, length))
    #expect(isUndecided(rules, costly: 11, length))
    #expect(!isUndecided(rules.prefix(4), costly: 4, length))
    #expect(!isUndecided(rules, costly: 0, length - 1))
  }

  /// Each match of a rule is laid beside its exclusions: what a comment full of matches may cost is bounded, and what one costs does not grow
  /// with the matches before it.
  @Test("Searches for exclusions are counted over a comment, and none goes over the same places again")
  func exclusions() {
    func filter(_ exclusions: [String]) -> CommentFilter {
      makeFilter(
        RulePack(
          rules: [
            Rule(
              id: "many", pattern: #"\bmole\b"#, category: .spam, exclusions: exclusions, matchExamples: ["a mole"],
              cleanExamples: ["moles"])
          ]))
    }
    func full(_ count: Int) -> String { Array(repeating: "mole", count: count).joined(separator: " ") }
    // A search for each match and exclusion: one for each two bytes, and a thousand, may be made.
    let one = filter([#"\bred\s+mole\b"#])
    #expect(!one.check(full(4_000)).isUndecided)
    let four = filter((0..<4).map { #"\bcolour\#($0)\s+mole\b"# })
    #expect(!four.check(full(300)).isUndecided)
    #expect(four.check(full(4_000)).isUndecided)
    #expect(four.check(full(4_000)).action != .allow)
    // An exclusion that looks far back from every place: ten times the comment takes ten times as long, not a hundred.
    let far = filter([#"(?s).{0,200}\b(?:keeper|garden|lawn)\b.{0,200}"#])
    var scratch = far.makeScratch()
    func time(_ count: Int) -> Duration {
      let bytes = Array(full(count).utf8)
      return (0..<3).map { _ in
        ContinuousClock().measure { bytes.withUnsafeBytes { _ = far.evaluate($0, using: &scratch) } }
      }.min()!
    }
    _ = time(80)
    #expect(time(2_000) < time(200) * 40)
    #expect(far.check("keeper " + full(20)).matches.isEmpty)
    #expect(far.check(full(20) + " on the lawn").matches.isEmpty)
    #expect(far.check(full(60) + " on the lawn").matches.count < 60)
  }

  // MARK: Quarantine

  @Test("A rule that hits its limit again and again is quarantined; its comments go to review, the others go on")
  func quarantine() {
    var configuration = Configuration()
    configuration.quarantineLimitHits = 5
    let filter = makeFilter(
      RulePack(
        terms: terms(["fudge"]),
        rules: [
          Rule(
            id: "bomb", pattern: "^(?:x+x+)+yes$", category: .spam, matchExamples: ["xxyes"], cleanExamples: ["yes"]),
          Rule(id: "plain", pattern: "gold now", category: .spam, matchExamples: ["gold now"], cleanExamples: ["gold"]),
        ]), configuration)
    var scratch = filter.makeScratch()
    func check(_ comment: String) -> Verdict {
      var comment = comment
      return comment.withUTF8 { bytes in
        filter.verdict(filter.evaluate(UnsafeRawBufferPointer(bytes), using: &scratch), from: scratch)
      }
    }
    let hostile = Self.times(60, "x") + " yes"
    #expect(filter.quarantinedRules.isEmpty)
    for round in 1...5 {
      #expect(filter.quarantinedRules.isEmpty, "\(round)")
      #expect(check(hostile).isUndecided)
      #expect(check("xxyes").matches.map(\.rule) == (round < 5 ? ["bomb"] : []))
    }
    #expect(filter.quarantinedRules == ["bomb"])
    #expect(filter.ruleLimitHits.map(\.comments) == [5])
    // The last `xxyes` was not looked at by the rule any more: it is undecided, never clean.
    for comment in ["xxyes", "x yes", hostile] {
      #expect(check(comment).isUndecided && check(comment).action == .review, "\(comment)")
      #expect(filter.check(comment).isUndecided)
    }
    #expect(scratch.ruleActivity[0].limitHits == 5)
    #expect(scratch.ruleActivity[0].skips == 7)
    // Comments that the rule does not ask for, and other rules, are as before.
    #expect(check("nice video") == filter.check("nice video") && !check("nice video").isUndecided)
    #expect(check("gold now fudge").matches.map(\.rule) == ["plain", "fudge"])
    #expect(check("gold now x yes").action == .filter)
  }

  @Test("A rule that hits its limit now and then is not quarantined")
  func tolerated() {
    var configuration = Configuration()
    configuration.quarantineLimitHits = 2
    let rule = Rule(
      id: "bomb", pattern: "^(?:x+x+)+yes$", category: .spam, matchExamples: ["xxyes"], cleanExamples: ["yes"])
    let filter = makeFilter(RulePack(rules: [rule]), configuration)
    let comments = Array(repeating: "x yes", count: 400) + [Self.times(60, "x") + " yes"]
    for _ in 0..<4 { _ = filter.check(comments) }
    #expect(filter.ruleLimitHits.map(\.comments) == [4] && filter.quarantinedRules.isEmpty)
    configuration.quarantineLimitHits = 0
    let never = makeFilter(RulePack(rules: [rule]), configuration)
    for _ in 0..<200 { _ = never.check(comments[400]) }
    #expect(never.ruleLimitHits.map(\.comments) == [200] && never.quarantinedRules.isEmpty)
  }
}
