import CommentSafety
import Foundation
import PackTools
import RulePacks
import Testing

/// The rules' examples and the policies' lines, with all of the default pack around them.
///
/// Building a filter checks that each rule matches its `match:` examples and leaves its `clean:` ones alone. Here the whole pack judges them: a comment
/// that one rule takes pains to leave alone may be held back by a term or another rule.
@Suite(
  "Rules' examples and policies' lines with the whole default pack",
  .enabled(if: DefaultPackLintTests.isRelease, "the lists are the same in a debug build, and slow"))
struct DefaultPackExampleTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "examples")

  /// Clean examples of which it is known that another entry flags them: `rule<TAB>action<TAB>example`.
  static func knownClashes() throws -> [String: String] {
    let text = try String(contentsOf: folder.appending(path: "flagged-clean.tsv"), encoding: .utf8)
    var known: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t", maxSplits: 2).map(String.init)
      try #require(columns.count == 3, "a row is rule<TAB>action<TAB>example: \(line)")
      known["\(columns[0])\t\(columns[2])"] = columns[1]
    }
    return known
  }

  @Test("every example holds when the pack is built")
  func examples() throws {
    _ = try CommentFilter(DefaultPack.load())
  }

  @Test("a comment that a rule is there for is treated no milder by the whole pack than by the rule")
  func matches() throws {
    let pack = try DefaultPack.load()
    let whole = try SharedDefaultPack.filter.get()
    for rule in pack.rules where !rule.isContext {
      var alone = RulePack(rules: [rule])
      alone.policy = pack.policy
      let filter = try CommentFilter(alone)
      for example in rule.matchExamples {
        let (own, all) = (filter.check(example).action, whole.check(example).action)
        #expect(all >= own, "\(rule.id): \(example): \(all), the rule alone \(own)")
      }
    }
  }

  @Test(
    "what a context reports is held for review at most, what a rule lifts is allowed, whatever else of the pack finds something in it"
  )
  func contexts() throws {
    let whole = try SharedDefaultPack.filter.get()
    for rule in try DefaultPack.load().rules where rule.isContext {
      for example in rule.matchExamples {
        let verdict = whole.check(example)
        let most: Action = rule.effect == .lifts ? .support : .review
        #expect(verdict.action <= most, "\(rule.id): \(example): \(verdict.action)")
      }
    }
  }

  /// Rules whose matches depend on where the comment begins or what else it says, on purpose.
  private static let readWholeComments: Set = [
    "hate-kill-every", "aimed-pt-go", "aimed-pt-reply", "ar-scam-followers", "bullying-shut-up", "insult-shut-up",
    "insult-scumbag",
    "shouting-mass-mentions",
    // The things that their pronouns take up stand in the sentence before.
    "aimed-kill-him", "threat-plain-forms", "ar-threat-all-must-burn", "ar-violence-kill-them",
  ]

  @Test("a clean sentence in front of a comment hides nothing of it")
  func sentencesInFront() throws {
    let filter = try SharedDefaultPack.filter.get()
    let rules = try DefaultPack.load().rules
    // What exclusions and contexts look for stands in the clean examples of their own language.
    var sentences: [String: [String]] = [:]
    for rule in rules {
      let texts = rule.effect == .flags ? rule.cleanExamples : rule.cleanExamples + rule.matchExamples
      for text in texts where filter.check(text).action == .allow {
        sentences[rule.language == "und" ? "en" : rule.language, default: []].append(text)
      }
    }
    // Each example takes the next sentences in turn; five is no divisor of thirty-one.
    let ends = [". ", "! ", "? ", "… ", "\n"]
    var (pairs, hidden) = (0, [String]())
    for rule in rules where rule.effect == .flags && !Self.readWholeComments.contains(rule.id) {
      let known = sentences[rule.language == "und" ? "en" : rule.language] ?? []
      for example in rule.matchExamples where filter.check(example).action > .support {
        for _ in 0..<min(31, known.count) {
          var sentence = known[pairs % known.count]
          while let last = sentence.last, ".!?؟۔।。 …".contains(last) { sentence.removeLast() }
          pairs += 1
          if filter.check("\(sentence). \(example)").action == .allow {
            hidden.append("\(rule.id): \(sentence). \(example)")
          }
        }
      }
    }
    // A report that ends with "told" or "not" may go on behind a full stop.
    #expect(
      pairs > 10_000 && hidden.count * 10_000 <= pairs * 2,
      "\(hidden.count) of \(pairs):\n\(hidden.joined(separator: "\n"))")
  }

  @Test("a clean example of one rule is flagged by another entry only where that is known")
  func clean() throws {
    let filter = try SharedDefaultPack.filter.get()
    var known = try Self.knownClashes()
    for rule in try DefaultPack.load().rules where !rule.isContext {
      for example in rule.cleanExamples {
        let verdict = filter.check(example)
        guard verdict.action != .allow else { continue }
        let entries = verdict.matches.filter { $0.action == verdict.action }.map(\.rule).joined(separator: ", ")
        let action = known.removeValue(forKey: "\(rule.id)\t\(example)")
        #expect(
          action == verdict.action.name,
          """
          \(entries) flags a clean example of \(rule.id). Mend the entry or allow the phrase; if it is right, write it into \
          \(Self.folder.path)/flagged-clean.tsv:
          \(rule.id)\t\(verdict.action.name)\t\(example)
          """)
      }
    }
    // Whoever mends an entry need not know this list.
    for key in known.keys.sorted() { print("flagged-clean.tsv: no longer flagged, delete the row: \(key)") }
  }

  @Test("every line of a policy that an entry can reach is reached by a comment", arguments: DefaultPack.policyNames)
  func lines(_ name: String) throws {
    let pack = try DefaultPack.load(policy: name)
    var configuration = Configuration()
    configuration.checksExamples = false
    let filter = try CommentFilter(pack, configuration: configuration)
    var missing = Set(pack.policy.reachableLines(in: pack).map { pack.policy.lines[$0].name })
    var counts: [String: Int] = [:]
    func lay(_ text: String) {
      for match in filter.check(text).matches where match.policyLine != "default" {
        missing.remove(match.policyLine)
        counts[match.policyLine, default: 0] += 1
      }
    }
    for rule in pack.rules { for example in rule.matchExamples { lay(example) } }
    for term in pack.terms {
      guard let spelling = term.spelling else { continue }
      lay(spelling.text)
      // Some lines are for disguises, some for what stands beside a cry for help.
      lay(spelling.text.map(String.init).joined(separator: "."))
      if term.severity == .moderate { lay(spelling.text + ", i want to die") }
    }
    #expect(missing.isEmpty, "no comment reaches \(missing.sorted())")
    print("\(name): " + pack.policy.lines.map { "\($0.name) \(counts[$0.name] ?? 0)" }.joined(separator: ", "))
  }
}
