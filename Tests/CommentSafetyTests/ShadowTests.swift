import CommentSafety
import Testing

/// Shadow mode: evaluated, counted and reported, without effect on the action.
@Suite("Shadow mode")
struct ShadowTests {
  private static let rule = Rule(
    id: "gold", pattern: "buy gold", category: .spam, severity: .severe, matchExamples: ["buy gold"],
    cleanExamples: ["gold"])
  private static let base = RulePack(terms: [Term("fudge", id: "fudge", category: .profanity)])

  private func facts(_ verdict: Verdict) -> [String] {
    verdict.matches.map { "\($0.rule)\($0.isShadow ? " shadow" : "") \($0.action)" }
  }

  @Test("A term, a rule and a policy line")
  func each() {
    var pack = Self.base
    pack.terms.append(Term("wombat", id: "wombat", category: .hate, severity: .severe, isShadow: true))
    var rule = Self.rule
    rule.isShadow = true
    pack.rules = [rule]
    pack.policy.lines.insert(
      PolicyLine("try", PolicyCondition(categories: [.insult]), .remove, isShadow: true), at: 0)
    pack.terms.append(Term("gnarl", id: "gnarl", category: .insult))
    let filter = makeFilter(pack)
    for comment in ["a wombat", "buy gold", "gnarl", "wombat gnarl buy gold"] {
      for form in EngineForm.allCases {
        let verdict = form.verdict(Array(comment.utf8), filter)
        #expect(verdict?.action == .allow, "\(form)")
        #expect(verdict?.matches.isEmpty == false && verdict?.matches.allSatisfy(\.isShadow) == true)
      }
      #expect(filter.masked(comment) == comment)
    }
    // The action that it would have is told.
    #expect(facts(filter.check("buy gold")) == ["gold shadow remove"])
    #expect(filter.check("gnarl").matches[0].policyLine == "try")
    #expect(facts(filter.check("wombat fudge")) == ["wombat shadow remove", "fudge filter"])
    #expect(filter.check("wombat fudge").action == .filter)
  }

  @Test("A shadow match hides no other one, and counts for no threshold")
  func apart() {
    var pack = Self.base
    pack.terms = [
      Term("fudge cake", id: "long", category: .profanity, severity: .severe, isShadow: true),
      Term("fudge", id: "short", category: .profanity, severity: .mild),
      Term("wombat", id: "wombat", category: .profanity, severity: .mild, isShadow: true),
    ]
    pack.policy.thresholds = [PolicyThreshold("two", PolicyCondition(severities: [.mild]), atLeast: 2, .review)]
    let filter = makeFilter(pack)
    #expect(facts(filter.check("fudge cake")) == ["long shadow remove", "short allow"])
    #expect(filter.check("fudge wombat").action == .allow)
    #expect(filter.check("fudge fudge").action == .review)
  }

  @Test("A whole pack, with its allow phrases")
  func pack() {
    let tried = RulePack(
      terms: [Term("wombat", id: "wombat", category: .hate, severity: .severe)], rules: [Self.rule],
      allowPhrases: [AllowPhrase("fudge cake"), AllowPhrase("wombat club")])
    var pack = Self.base
    pack.append(tried.shadowed())
    let filter = makeFilter(pack)
    #expect(facts(filter.check("wombat, buy gold")) == ["wombat shadow remove", "gold shadow remove"])
    #expect(filter.check("wombat, buy gold").action == .allow)
    // Its allow phrases lift what it finds itself, and nothing else.
    #expect(facts(filter.check("wombat club")) == [])
    #expect(filter.explain("wombat club").suppressed.map(\.by) == ["allow phrase 'wombat club'"])
    #expect(facts(filter.check("fudge cake")) == ["fudge filter"])
    for comment in ["wombat club", "fudge cake", "wombat fudge cake"] {
      #expect(filter.check(comment) == filter.checkByReference(utf8: Array(comment.utf8)))
    }
    var inEffect = Self.base
    inEffect.append(tried)
    #expect(makeFilter(inEffect).version != filter.version)
    #expect(facts(makeFilter(inEffect).check("fudge cake")) == [])
  }
}
