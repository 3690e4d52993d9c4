import CommentSafety
import PackTools
import RulePacks
import Testing

/// The default pack and its filter, made once for all tests of this target.
enum SharedDefaultPack {
  static let filter = Result { () throws(BuildErrors) in
    var configuration = Configuration()
    // Examples are checked by the pack's own tests.
    configuration.checksExamples = false
    return try CommentFilter(DefaultPack.load(), configuration: configuration)
  }
}

@Suite("Crisis, incitement, and talk about it: the default pack and policy")
struct CrisisTests {
  @Test("the table has at least 120 sentences in four languages, of each meaning, none twice")
  func size() {
    #expect(CrisisTable.rows.count >= 120)
    #expect(Set(CrisisTable.rows.map(\.text)).count == CrisisTable.rows.count)
    let languages = Dictionary(grouping: CrisisTable.rows, by: \.language)
    #expect(languages.count >= 4)
    for (language, rows) in languages { #expect(Set(rows.map(\.meaning)).count == 3, "\(language)") }
  }

  @Test(
    "crisis leads to support, incitement is held back, talk is shown",
    .enabled(if: DefaultPackLintTests.isRelease, "the lists are the same in a debug build, and slow"))
  func table() throws {
    let filter = try SharedDefaultPack.filter.get()
    for row in CrisisTable.rows {
      let verdict = filter.check(row.text)
      let reasons = verdict.matches.map { "\($0.rule) → \($0.action)" }
      switch row.meaning {
      case .crisis: #expect(verdict.action == .support && verdict.offersSupport, "\(row) \(reasons)")
      case .incitement: #expect(verdict.action >= .filter && !verdict.offersSupport, "\(row) \(reasons)")
      case .talk: #expect(verdict.action == .allow, "\(row) \(reasons)")
      }
    }
  }

  @Test(
    "a comment that is both has the violation's action, and its author is offered help",
    .enabled(if: DefaultPackLintTests.isRelease, "the lists are the same in a debug build, and slow"))
  func both() throws {
    let filter = try SharedDefaultPack.filter.get()
    for text in ["I will kill you and then I want to die", "kill yourself. i want to die"] {
      let verdict = filter.check(text)
      #expect(verdict.action >= .filter && verdict.offersSupport, "\(verdict)")
    }
    // Their oaths hide nobody's cry for help, and a plain insult is looked at.
    for (text, action) in [
      ("I fucking want to die", Action.support), ("what a shitty life, I want to kill myself", .support),
      ("you moron, i want to die", .review),
    ] {
      let verdict = filter.check(text)
      #expect(verdict.action == action && verdict.offersSupport, "\(verdict)")
    }
    #expect(!filter.check("you fucking idiot").offersSupport && !filter.check("good morning").offersSupport)
  }

  @Test("no policy makes a crisis a violation", arguments: DefaultPack.policyNames)
  func policies(_ name: String) throws {
    let files = DefaultPack.sources.filter { $0.name == "policy/\(name).yaml" }
    let policy = try PackLoader.parse(sources: files).policy
    var pack = try PackLoader.parse(sources: [
      (
        name: "a.txt",
        bytes: Array(
          "language: en\ncategory: selfHarm\nseverity: severe\nlicence: x\n---\nsad words\nmild words | mild\nweak words | review\n"
            .utf8)
      )
    ])
    pack.policy = policy
    let filter = try CommentFilter(pack)
    for text in ["sad words", "s.a.d w0rds", "mild words", "weak words", "sad words mild words weak words sad words"] {
      #expect(filter.check(text).action == .support, "\(text)")
    }
  }
}
