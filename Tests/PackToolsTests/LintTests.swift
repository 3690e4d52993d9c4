import CommentSafety
import PackTools
import RulePacks
import Testing

@Suite("lint")
struct LintTests {
  static let header = "language: en\ncategory: insult\nseverity: moderate\nlicence: Apache-2.0\n---\n"

  /// Without a bound on costs: debug builds are slow.
  static let calm: Lint.Options = {
    var options = Lint.Options()
    options.maximumRuleCost = .infinity
    return options
  }()

  /// Codes and messages of the findings for some files.
  static func lint(_ sources: [String: String], _ options: Lint.Options = calm) -> [Finding] {
    let (partial, policies) = PackLoader.readWithPolicies(
      sources: sources.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: Array($0.value.utf8)) })
    return Lint.run(partial, policies: policies, options: options).findings
  }

  static func codes(_ terms: String, _ options: Lint.Options = calm) -> [String] {
    lint(["a.txt": header + terms], options).map { "\($0.location?.line ?? 0) \($0.code)" }
  }

  @Test("a pack with nothing wrong has no findings")
  func clean() {
    #expect(Self.codes("wombat\ngrolk* | except grolkery\nnit wit\n") == [])
  }

  @Test("words that are one after folding: an error in one category, a warning in two")
  func folds() {
    #expect(Self.codes("naïve wombat\nnaive wombat\n") == ["7 same-fold"])
    #expect(Self.codes("naïve wombat\nnaive wombat | category profanity\n") == ["7 two-categories"])
    let exact = Self.header.replacing("---", with: "diacritics: exact\n---")
    #expect(Self.lint(["a.txt": exact + "gôlk\ngölk\n"]).isEmpty, "accents tell words apart where the list says so")
  }

  @Test("allow phrases of which one does what the other does")
  func sameAllow() {
    func codes(_ phrases: String) -> [String] {
      Self.lint(["a.txt": Self.header + "wombat\ngrolk*\n", "allow.yaml": "allow:\n" + phrases])
        .map { "\($0.location?.line ?? 0) \($0.code)" }
    }
    #expect(codes("- wombat tea\n- wómbat-tea\n") == ["3 same-allow"])
    #expect(codes("- wombat tea\n- wombat tea*\n") == ["2 same-allow"], "the one that reaches less is idle")
    #expect(codes("- wombat tea*\n- wombat tea\n") == ["3 same-allow"])
    #expect(codes("- wombat tea*\n- \"*wombat tea\"\n") == [], "neither covers the other")
    #expect(codes("- wombat tea\n- wombat teas\n") == [])
  }

  @Test("entries that another one covers")
  func shadowed() {
    #expect(Self.codes("grolk*\ngrolking\n") == ["7 shadowed-term"])
    #expect(Self.codes("grolking\ngrolk*\n") == ["6 shadowed-term"])
    #expect(Self.codes("*grolk*\ngrolk*\n") == ["7 shadowed-term"])
    #expect(Self.codes("grolk*\n*grolk\n") == [], "neither covers the other")
    #expect(Self.codes("grolk*\ngrolking | severe\n") == [], "the longer one says more")
    #expect(Self.codes("grolk* | except grolking\ngrolking | mild\n") == [])
    #expect(Self.codes("grolk*\ngrolking | category profanity\n") == [])
    #expect(Self.codes("crumple bucket\ncrumplebucket\n") == ["7 respelt-term"])
    let findings = Self.lint(["a.txt": Self.header + "grolk*\ngrolking | mild\n"])
    #expect(findings.map(\.code) == ["shadowed-term"] && findings[0].advice.contains("exceptions"), "\(findings)")
  }

  @Test("a term that an allow phrase always lifts is unreachable, and so is one in its own exceptions")
  func unreachable() {
    let findings = Self.lint(["a.txt": Self.header + "wombat\n", "allow.yaml": "allow: [wombat]\n"])
    #expect(findings.map(\.code) == ["unreachable-term"] && findings[0].message.contains("allow phrase 'wombat'"))
    #expect(Self.codes("wombat | except wombat\n").first == "6 unreachable-term")
    #expect(Self.codes("wombat* | except wombat\n") == [], "a stem whose bare form is harmless")
  }

  @Test("where the allow phrase stands that makes a term unreachable")
  func unreachableOver() throws {
    let own = PackLoader.readWithPolicies(sources: [(name: "own.txt", bytes: Array((Self.header + "wombat\n").utf8))])
    let base = PackLoader.read(sources: [(name: "allow/base.yaml", bytes: Array("allow: [wombat]\n".utf8))])
    let finding = try #require(Lint.run(own.partial, over: base, policies: []).findings.first)
    #expect(finding.message.contains("allow phrase 'wombat' at allow/base.yaml:1:9 lifts it"), "\(finding)")
    #expect(finding.advice.contains("overlay"), "\(finding)")
  }

  @Test("services: those never confirmed, confirmed more than a year ago, or tomorrow")
  func services() {
    func service(_ id: String, _ checked: String?) -> SupportResource {
      SupportResource(
        id: id, name: id, offers: "x", contacts: [], regions: ["PK"], languages: ["ur"], checked: checked, source: "x")
    }
    func codes(_ days: [String?]) -> [String] {
      let services = SupportResources(days.enumerated().map { service("s\($0.offset)", $0.element) })
      return Lint.check(services, file: "s.yaml", today: "2026-11-22").map { "\($0.level.name) \($0.code)" }
    }
    #expect(codes(["2026-11-22", "2025-11-22"]) == [])
    #expect(codes([nil, "2026-11-22"]) == ["warning unconfirmed-service"])
    #expect(codes(["2025-11-21"]) == ["warning stale-service"])
    #expect(codes(["2026-11-23"]) == ["warning future-check"])
    #expect(codes([]) == [])
    #expect(Lint.today.count == 10 && Lint.today > "2026-01-01" && Lint.today < "9999")
  }

  @Test("exceptions and allow phrases that lift nothing")
  func idle() {
    #expect(Self.codes("wombat* | except wombatting, combat\n") == ["6 idle-exception"])
    let findings = Self.lint(["a.txt": Self.header + "wombat\n", "b.yaml": "allow: [wombat house, good dog]\n"])
    #expect(findings.map(\.code) == ["idle-allow"] && findings[0].level == .note)
  }

  @Test("wildcards that hit more words of the dictionary than allowed")
  func wildcards() {
    var options = Lint.Options()
    options.dictionary = ["cat", "catalogue", "category", "catch", "dog", "scatter"]
    options.maximumWords = 2
    #expect(Self.codes("cat*\n", options) == ["6 broad-wildcard"])
    #expect(Self.codes("cat* | except catalogue, cate*\n", options) == [])
    options.maximumWords = 5
    #expect(Self.codes("cat*\n", options) == [])
  }

  @Test("lines of a policy that nothing reaches, in every policy of the files")
  func policies() {
    let policy = """
      policy: NAME
      lines:
      - {name: all, when: {category: insult}, then: filter}
      - {name: later, when: {category: insult, severity: severe}, then: remove}
      - {name: other, when: {category: spam}, then: remove}
      - {name: rest, when: {}, then: allow}

      """
    let findings = Self.lint([
      "a.txt": Self.header + "wombat\ngrolk | category profanity\n", "p.yaml": policy.replacing("NAME", with: "one"),
      "q.yaml": policy.replacing("NAME", with: "two"),
    ])
    #expect(
      findings.map { "\($0.location?.description ?? "") \($0.code)" } == [
        "p.yaml:4:3 unreachable-line", "p.yaml:5:3 idle-line", "q.yaml:4:3 unreachable-line", "q.yaml:5:3 idle-line",
      ], "\(findings)")
  }

  @Test("policies that name no entry, or show what was not looked at")
  func policyMistakes() {
    let findings = Self.lint([
      "a.txt": Self.header + "wombat\n",
      "p.yaml": """
      policy: one
      undecided: allow
      lines:
      - {name: named, when: {rule: [en/insult/wombt]}, then: remove}
      - {name: rest, when: {}, then: filter}
      thresholds:
      - {name: many, when: {rule: [quokka]}, atLeast: 2, then: review}

      """,
    ])
    let unknown = findings.filter { $0.code == "unknown-entry" }
    #expect(unknown.count == 2 && unknown.allSatisfy { $0.level == .warning })
    #expect(unknown.contains { $0.location?.line == 4 && $0.advice.contains("did you mean '") })
    #expect(findings.contains { $0.code == "undecided-shown" && $0.level == .warning })
  }

  static func rule(_ pattern: String, _ more: String = "", match: String) -> String {
    """
    rules:
    - id: test/rule
      category: spam
      severity: mild
      pattern: '\(pattern)'
      match: '\(match)'
      clean: 'good morning'
    \(more)
    """
  }

  @Test("rules: those that run on every comment are noted with their cost; hard ones reach the limit")
  func rules() {
    let unfiltered = Self.lint(["r.yaml": Self.rule(#"\w\W\w\W\w"#, "  unfiltered: true", match: "a b c")])
    #expect(unfiltered.map(\.code) == ["unfiltered-rule"], "\(unfiltered)")
    #expect(unfiltered.first?.message.contains("ns for each comment") == true)
    let bomb = Self.lint(["r.yaml": Self.rule("zonk(a+)+b", match: "zonkaaab")])
    #expect(bomb.map(\.code) == ["expensive-rule"], "\(bomb)")
    #expect(Self.lint(["r.yaml": Self.rule("zonk a++b", match: "zonk aaab")]).isEmpty)
    var options = Lint.Options()
    options.maximumRuleCost = 0.001
    #expect(Self.lint(["r.yaml": Self.rule("zonk a++b", match: "zonk aaab")], options).map(\.code) == ["slow-rule"])
  }

  @Test("rules: letters that never stand in the text that the rule reads")
  func letters() {
    let folded = "  on: folded"
    let dead = Self.lint(["r.yaml": Self.rule("давай|дурачо?к|наш[её]", folded, match: "дурачок")])
    #expect(dead.map(\.code) == ["dead-letter"], "\(dead)")
    #expect(dead.first?.message.contains("'й' ('и' there), 'ё' ('е' there)") == true, "\(dead)")
    for (pattern, match) in [("даваи|дурачо?к", "дурачок"), ("कमीना", "कमीना"), ("মেরে ফেলব", "মেরে ফেলব")] {
      #expect(Self.lint(["r.yaml": Self.rule(pattern, folded, match: match)]).isEmpty, "\(pattern)")
    }
    #expect(Self.lint(["r.yaml": Self.rule("давай|дурачо?к", match: "дурачок")]).isEmpty)
  }

  @Test("errors of files and of the engine are findings")
  func errors() {
    let findings = Self.lint([
      "a.txt": Self.header + "wombat | midl\nwombat\nwombat\n", "r.yaml": Self.rule("(", match: "x"),
    ])
    #expect(findings.map(\.code) == ["bad-value", "duplicate-term", "duplicate-term", "bad-pattern"], "\(findings)")
    #expect(findings.allSatisfy { $0.level == .error })
  }

  @Test("on top of another pack only the own entries are reported")
  func over() throws {
    let base = PackLoader.read(sources: [
      (name: "base.txt", bytes: Array((Self.header + "grolk*\ngrolking\nwombat\n").utf8))
    ])
    let own = PackLoader.readWithPolicies(sources: [
      (name: "own.txt", bytes: Array((Self.header + "grolks\nwombat | severe\nnew word\n").utf8))
    ])
    let report = Lint.run(own.partial, over: base, policies: [])
    #expect(report.findings.map(\.code) == ["shadowed-term"], "\(report.findings)")
    #expect(report.findings.first?.message.contains("base.txt:6:1") == true)
    #expect(report.terms == 3)
  }
}

@Suite("The default pack's lint")
struct DefaultPackLintTests {
  #if DEBUG
    static let isRelease = false
  #else
    static let isRelease = true
  #endif

  @Test(
    "no errors, and no warnings but that services are not confirmed",
    .enabled(if: isRelease, "the lists are the same in a debug build, and slow"))
  func clean() {
    let (partial, policies) = PackLoader.readWithPolicies(sources: DefaultPack.sources)
    var options = Lint.Options()
    options.measuresRules = false
    let report = Lint.run(partial, policies: policies, options: options)
    let findings = report.findings.filter { $0.level > .note && $0.code != "unconfirmed-service" }
    #expect(findings.map(\.description) == [])
    #expect(policies.count == DefaultPack.policyNames.count)
  }
}
