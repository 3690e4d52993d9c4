import Testing

@testable import CommentSafety

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What an attacker controls is bounded, and a spent budget is said, never passed over.
@Suite("Budgets and hostile comments")
struct BudgetTests {
  /// Seconds of processor time that this thread spends in `body`: what other threads and processes do meanwhile does not count.
  private static func seconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }

  /// Whether `holds` does at least once in some tries: a cost that grows too fast shows every time, a cold cache now and then.
  private static func atLeastOnce(_ holds: () -> Bool) -> Bool {
    (0..<5).contains { _ in holds() }
  }

  // MARK: Undecided

  private static let catastrophe = Rule(
    id: "catastrophe", pattern: "^(a+)+$", category: .spam, isUnfiltered: true, matchExamples: ["aaa"],
    cleanExamples: ["b"])

  @Test("A rule that reaches its match limit leaves the comment undecided")
  func matchLimit() {
    let filter = makeFilter(RulePack(rules: [Self.catastrophe]))
    let comment = String(repeating: "a", count: 60) + "!"
    for form in EngineForm.allCases {
      let verdict = form.verdict(Array(comment.utf8), filter)
      #expect(verdict?.isUndecided == true, "\(form)")
      #expect(verdict?.action == .review, "\(form)")
      #expect(verdict?.matches.isEmpty == true, "\(form)")
    }
    #expect(!filter.check("aaa!").isUndecided)
    var scratch = filter.makeScratch()
    var text = comment
    _ = text.withUTF8 { filter.evaluate(UnsafeRawBufferPointer($0), using: &scratch) }
    #expect(scratch.ruleActivity.map(\.runs) == [1])
    #expect(scratch.ruleActivity.map(\.limitHits) == [1])
  }

  @Test("After so many limit hits the other rules are skipped")
  func limitHits() {
    var configuration = Configuration()
    configuration.maximumLimitHits = 1
    var other = Self.catastrophe
    other.id = "other"
    other.pattern = "^(?:a|a)+!$"
    other.matchExamples = ["aa!"]
    let filter = makeFilter(RulePack(rules: [Self.catastrophe, other]), configuration)
    let verdict = filter.check(String(repeating: "a", count: 60) + "!")
    #expect(verdict.isUndecided)
    #expect(verdict.matches.isEmpty)
  }

  @Test("Matches still decide when a budget is spent")
  func matchesCount() {
    let filter = makeFilter(RulePack(terms: terms(["fudge"], .severe), rules: [Self.catastrophe]))
    let lines = String(repeating: "a", count: 60) + " fudge"
    let verdict = filter.check(lines)
    #expect(verdict.isUndecided)
    #expect(verdict.action == .remove)
    #expect(verdict.matches.map(\.rule) == ["fudge"])
  }

  @Test("The policy says what becomes of undecided comments")
  func undecidedAction() {
    var policy = Policy.standard
    policy.undecidedAction = .filter
    let filter = makeFilter(RulePack(rules: [Self.catastrophe], policy: policy))
    #expect(filter.check(String(repeating: "a", count: 60) + "!").action == .filter)
  }

  @Test("Too many candidates")
  func candidates() {
    var configuration = Configuration()
    configuration.candidatesPerBlock = 1
    let filter = makeFilter(RulePack(terms: terms(["fudge"])), configuration)
    let verdict = filter.check("fudge fudge fudge")
    #expect(verdict.isUndecided)
    #expect(verdict.action >= .review)
    #expect(!filter.check("fudge").isUndecided)
  }

  @Test("A masked word with too many readings")
  func maskedWords() {
    var configuration = Configuration()
    configuration.maskedWordBudget = 2
    let filter = makeFilter(RulePack(terms: terms(["fudge", "fedge", "fidge"])), configuration)
    #expect(filter.check("f*dge").isUndecided)
    #expect(makeFilter(RulePack(terms: terms(["fudge"]))).check("f*dge").isUndecided == false)
  }

  @Test("A comment beyond the length limit is undecided, and its beginning is looked at")
  func length() {
    var configuration = Configuration()
    configuration.maximumCommentBytes = 16
    let filter = makeFilter(RulePack(terms: terms(["fudge"])), configuration)
    let verdict = filter.check("fudge, and much more fudge")
    #expect(verdict.isUndecided)
    #expect(verdict.matches.map(\.range) == [0..<5])
    #expect(!filter.check("fudge, 16 bytes.").isUndecided)
    // The cut may part a character.
    #expect(filter.check("fifteen bytes..é fudge").isUndecided)
    // Looked at with plain punctuation first, then folded.
    #expect(filter.check("“fudge” and much more").isUndecided)
    #expect(filter.check("“fudgy” and much more").isUndecided)
  }

  // MARK: Hostile comments

  struct Hostile: Sendable, CustomTestStringConvertible {
    var name: String
    var make: @Sendable () -> [UInt8]
    var testDescription: String { name }

    init(_ name: String, _ make: @escaping @Sendable () -> String) {
      self.name = name
      self.make = { Array(make().utf8) }
    }
  }

  /// A megabyte in release builds; debug builds are some fifty times slower.
  #if DEBUG
    private static let longLength = 1 << 15
  #else
    private static let longLength = 1 << 20
  #endif

  private static func megabyte(_ piece: String) -> String {
    String(repeating: piece, count: longLength / piece.utf8.count)
  }

  static let hostile: [Hostile] = [
    Hostile("ordinary words") { megabyte("the quick brown fox jumps over the lazy dog. ") },
    Hostile("one letter") { megabyte("a") },
    Hostile("a term's first letter, spaced") { megabyte("f ") },
    Hostile("a term's beginning") { megabyte("asshol ") },
    Hostile("a term") { megabyte("fudge ") },
    Hostile("one run with a gap") { megabyte("a.") },
    Hostile("terms without an end") { megabyte("fudg") },
    Hostile("short terms that may stand anywhere") { megabyte("zorb") },
    Hostile("stars") { megabyte("*") },
    Hostile("letters and stars") { megabyte("f*") },
    Hostile("masked words") { megabyte("f***e ") },
    Hostile("dollars") { megabyte("$") },
    Hostile("separators of every kind") { megabyte("a$s-h.o_l*e ") },
    Hostile("emoji") { megabyte("😀") },
    Hostile("a hundred thousand marks") { "fu" + String(repeating: "\u{301}", count: 100_000) + "dge" },
    Hostile("marks alone") { megabyte("\u{489}") },
    Hostile("NUL bytes") { megabyte("\u{0}") },
    Hostile("NUL between letters") { megabyte("f\u{0}u\u{0}d\u{0}g\u{0}e ") },
    Hostile("zero-width characters") { megabyte("\u{200B}") },
    Hostile("ligatures of eighteen letters") { megabyte("ﷺ") },
    Hostile("Hangul") { megabyte("각") },
    Hostile("overrides") { megabyte("\u{202E}ab") },
    Hostile("turned letters") { megabyte("ǝƃpnɟ") },
    Hostile("entities") { megabyte("&#102;") },
    Hostile("unfinished entities") { megabyte("&#10") },
    Hostile("percent signs") { megabyte("%") },
    Hostile("escapes of escapes") { megabyte("%25") },
    Hostile("digits") { megabyte("4550") },
    Hostile("allow phrases") { megabyte("class fudge cake ") },
    Hostile("the rule's atom") { megabyte("win $5 now") },
  ]

  private static let filter = makeFilter(
    RulePack(
      terms: terms(["fudge", "ass", "asshole", "*zorb*", "*orb*", "*b*", "a b c", "f*"]),
      rules: [
        Rule(
          id: "prize", pattern: #"win\s+(?:.*\s)?\$\d+ now"#, category: .spam, matchExamples: ["win $5 now"],
          cleanExamples: ["win now"])
      ], allowPhrases: [AllowPhrase("fudge cake")]))

  @Test("A megabyte of anything terminates quickly", arguments: hostile)
  func terminates(_ item: Hostile) {
    let comment = item.make()
    var verdict: Verdict?
    let time = Self.seconds { verdict = Self.filter.check(utf8: comment) }
    // What is caught here is a cost that grows faster than the comment; a busy machine is not.
    #expect(time < 10, "\(time) s")
    #expect((verdict?.matches.count ?? 0) <= Self.filter.check("").matches.count + 64)
  }

  @Test("Ten times the length costs about ten times the time", arguments: hostile)
  func linear(_ item: Hostile) {
    let long = item.make()
    let unit = long.count / 16
    var scratch = Self.filter.makeScratch()
    func time(_ count: Int) -> Double {
      (0..<3).map { _ in
        Self.seconds {
          long.prefix(count).withUnsafeBytes { _ = Self.filter.evaluate($0, using: &scratch) }
        }
      }.min()!
    }
    _ = time(unit)
    var times = (short: 0.0, longer: 0.0)
    let isLinear = Self.atLeastOnce {
      times = (time(unit), time(unit * 10))
      return times.longer < Swift.max(times.short * 60, 0.2)
    }
    #expect(isLinear, "\(times.short) s for \(unit) bytes, \(times.longer) s for ten times as many")
  }

  /// Each word in another script's letters is judged by the script of the whole comment, which is counted once.
  @Test("Words of look-alikes cost linear time")
  func lookAlikes() {
    func time(_ count: Int) -> Double {
      let comment = Array(String(repeating: "\u{430}\u{455}\u{455} ", count: count).utf8)
      return (0..<3).map { _ in Self.seconds { _ = Self.filter.check(utf8: comment) } }.min()!
    }
    _ = time(100)
    #expect(Self.atLeastOnce { time(3_000) < 30 * time(300) })
  }

  @Test("A mark storm stays inside its match")
  func zalgo() {
    let comment = "fu" + String(repeating: "\u{301}", count: 100_000) + "dge now"
    let verdict = Self.filter.check(comment)
    #expect(verdict.matches.map(\.range).contains(0..<200_005))
  }

  @Test("A NUL byte is no end and no letter")
  func nul() {
    #expect(Self.filter.check("\u{0} fudge").matches.map(\.range).contains(2..<7))
    #expect(Self.filter.check("f\u{0}udge").matches.map(\.range).contains(0..<6))
  }
}
