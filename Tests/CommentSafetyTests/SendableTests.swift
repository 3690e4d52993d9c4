import CommentSafety
import Testing

/// Every public type may cross threads. The list is by name, so that a new type is a line here; it compiles or it does not.
@Suite("Public types are Sendable")
struct SendableTests {
  private func isSendable<T: Sendable & ~Copyable>(_ type: T.Type) -> Bool { true }

  @Test func values() {
    #expect(isSendable(Action.self))
    #expect(isSendable(AllowPhrase.self))
    #expect(isSendable(BuildError.self))
    #expect(isSendable(BuildError.Code.self))
    #expect(isSendable(BuildErrors.self))
    #expect(isSendable(Category.self))
    #expect(isSendable(Configuration.self))
    #expect(isSendable(Explanation.self))
    #expect(isSendable(Hit.self))
    #expect(isSendable(Match.self))
    #expect(isSendable(Outcome.self))
    #expect(isSendable(Overlay.self))
    #expect(isSendable(Policy.self))
    #expect(isSendable(PolicyCondition.self))
    #expect(isSendable(PolicyCondition.Evidence.self))
    #expect(isSendable(PolicyLine.self))
    #expect(isSendable(PolicyThreshold.self))
    #expect(isSendable(Rule.self))
    #expect(isSendable(Rule.View.self))
    #expect(isSendable(RuleActivity.self))
    #expect(isSendable(RulePack.self))
    #expect(isSendable(Severity.self))
    #expect(isSendable(SoundClasses.self))
    #expect(isSendable(CommentSafety.SourceLocation.self))
    #expect(isSendable(Suppressed.self))
    #expect(isSendable(Technique.self))
    #expect(isSendable(Term.self))
    #expect(isSendable(Verdict.self))
  }

  @Test func engine() {
    #expect(isSendable(CommentFilter.self))
    #expect(isSendable(CurrentFilter.self))
    #expect(isSendable(CommentFilter.Size.self))
    #expect(isSendable(Scratch.self))
  }

  @Test("One filter serves many tasks at one time")
  func shared() async {
    let filter = makeFilter(RulePack(terms: terms(["fudge"])))
    let expected = filter.check("what the f.u.d.g.e")
    #expect(expected.matches.count == 1)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          (0..<200).allSatisfy { _ in
            filter.check("what the f.u.d.g.e") == expected && filter.check("fine").matches.isEmpty
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
