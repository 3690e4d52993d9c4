import Foundation
import Testing

@testable import CommentSafety

/// Rules of the kinds that moderators write, made by code: the first 20 and all 500 have the same mix of kinds and of common and rare words.
enum ManyRules {
  private static let common = words(
    """
    people think video really want know like good love time make look need right never always please people world money
    watch great first thing woman would could should about little after back work where these those other their every again
    """)
  private static let medium = words(
    """
    follow channel subscribe crypto bitcoin invest profit winner prize giveaway coupon discount casino betting viagra
    pills cheap replica watches download torrent premium account password verify whatsapp telegram signal discord
    private message girls lonely meet single hookup photos cash loan credit debt approve mortgage insurance vaccine
    hoax election fraud stolen traitor hang shoot burn knife bomb gun school attack
    """)
  private static let rare = words(
    """
    astrologer spellcaster herpes fibroid oxycontin xanax percocet fentanyl ketamine carding dumps fullz moneygram
    dogecoin shiba airdrop metamask trustwallet binance forex pips mt4 spreadbetting escort massage camgirl onlyfans
    groomer inbreeder subhuman vermin cockroach parasite remigrate holohoax goyim globalist degenerate lynch noose
    guillotine firing squad gasoline molotov pipebomb thermite ricin anthrax doxx swat leaked nudes upskirt spycam
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  static func make(_ count: Int) -> [Rule] {
    var random = SeededRandom(seed: 2024)
    return (0..<count).map { number in
      func word() -> String {
        let list = random.once(in: 3) ? common : random.once(in: 2) ? medium : rare
        return list.randomElement(using: &random)!
      }
      let (a, b, c) = (word(), word(), word())
      let (pattern, example): (String, String) =
        switch number % 10 {
        case 0: (#"(?i)\b\#(a)\s+(?:\w+\s+){0,3}\#(b)\b"#, "\(a) some \(b)")
        case 1: (#"\b(?:buy|get|order)\s+(?:\#(a)|\#(b))\s+(?:now|today|cheap)\b"#, "get \(a) now")
        case 2: (#"(?i)\b\#(a)(?:s|ed|ing)?\s+(?:you|your|ur)\s+\#(b)"#, "\(a)ing your \(b)")
        case 3: (#"(?i)\b\#(a)\W{0,3}(?:\#(b)\W{0,3})?\+?\d{3,}"#, "\(a): +12345")
        case 4: (#"(?i)(?:\#(a)|\#(b)|\#(c))[\w-]*\.(?:com|ru|xyz|top)\b"#, "\(a)-x.xyz")
        case 5: (#"\b(?:\#(a)|\#(b)|\#(c))\s+(?:me|us)\s+(?:on|at|in)\s+(?:the\s+)?\w+"#, "\(a) me on it")
        case 6: (#"(?<=\b\#(a)\s)(?:all|those|these)\s+\#(b)s?\b(?!\s+not)"#, "\(a) all \(b)")
        case 7: (#"(?i)\b\#(a)\b(?=.{0,40}\b\#(b)\b)"#, "\(a) is \(b)")
        case 8: (#"(?i)@\w+\s.{0,20}\b\#(a)\b"#, "@you the \(a)")
        default:
          (
            #"(?i)\b(?:i|we|they)\s+(?:will|gonna|should)\s+\#(a)\s+(?:the|all|every)?\s*\#(b)"#,
            "we will \(a) the \(b)"
          )
        }
      return Rule(
        id: "rule\(number)", pattern: pattern, category: .spam, view: number % 3 == 0 ? .folded : .text,
        matchExamples: [example], cleanExamples: ["x"])
    }
  }
}

/// What many rules cost.
@Suite("Rules at scale", .serialized)
struct RulesAtScaleTests {
  /// Texts of the labelled data: `COMMENT_SAFETY_DATA` names a folder of `*.tsv` files with label, language and text.
  private static let comments: [[UInt8]] = {
    guard let path = ProcessInfo.processInfo.environment["COMMENT_SAFETY_DATA"], !path.isEmpty else {
      print("skipped: COMMENT_SAFETY_DATA names no folder of comments")
      return []
    }
    let folder = URL(fileURLWithPath: path)
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    var comments: [[UInt8]] = []
    for file in files.filter({ $0.pathExtension == "tsv" }).sorted(by: { $0.path < $1.path }) {
      guard let data = try? Data(contentsOf: file) else { continue }
      let rows = Array(data).split(separator: UInt8(ascii: "\n"))
      // Every so many rows: files are sorted by label.
      for index in stride(from: 1, to: rows.count, by: Swift.max(1, rows.count / 20)) {
        let text = rows[index].split(separator: UInt8(ascii: "\t"), maxSplits: 2).last ?? []
        if text.count < 500 { comments.append(Array(text)) }
      }
    }
    return comments
  }()

  @Test("500 rules give the verdicts of the reference")
  func verdicts() {
    let filter = makeFilter(RulePack(rules: ManyRules.make(500)))
    var random = SeededRandom(seed: Fuzz.seed("RulesAtScaleTests.verdicts"))
    let rules = ManyRules.make(500)
    var found = 0
    for _ in 0..<(40 * Fuzz.factor) {
      let parts = (0..<4).map { _ in rules.randomElement(using: &random)!.matchExamples[0] }
      let comment = Array(parts.joined(separator: random.once(in: 2) ? " " : ", THE ").utf8)
      let verdict = filter.check(utf8: comment)
      #expect(verdict == filter.checkByReference(utf8: comment), "\(visible(comment))")
      found += verdict.matches.count
    }
    #expect(found > 100 * Fuzz.factor)
  }

  #if DEBUG
    private static let isOptimised = false
  #else
    private static let isOptimised = true
  #endif

  /// Measured 1.35 to 1.37 on one core of an AMD EPYC (Zen 5); the aim is 1.5. What is left: common words of rules that nearly every comment holds, and the patterns that
  /// they wake. Parts of it: docs/BENCHMARKS.md.
  /// The time is printed; what is bounded tightly is what does not depend on the machine: the patterns run.
  @Test(
    "500 rules run few patterns more than 20",
    .enabled(if: isOptimised && !comments.isEmpty, "a debug build, or COMMENT_SAFETY_DATA is not set"))
  func cost() {
    let comments = Self.comments
    let filters = [20, 500].map { makeFilter(RulePack(rules: ManyRules.make($0))) }
    let scratches = filters.map { ScratchBox($0.makeScratch()) }
    let clock = ContinuousClock()
    var best: [Duration] = [.seconds(1_000), .seconds(1_000)]
    // Interleaved, and the best of many short passes: the machine may be busy.
    let passes = 200
    for _ in 0..<passes {
      for (index, filter) in filters.enumerated() {
        let time = clock.measure {
          for comment in comments {
            _ = comment.withUnsafeBytes { filter.evaluate($0, using: &scratches[index].scratch) }
          }
        }
        best[index] = Swift.min(best[index], time)
      }
    }
    let ratio = best[1] / best[0]
    let runs = scratches.map { box in
      Double(box.scratch.ruleActivity.reduce(0) { $0 + $1.runs }) / Double(passes * comments.count)
    }
    print(
      "RulesAtScaleTests.cost: \(comments.count) comments, 20 rules \(best[0] / comments.count), 500 rules \(best[1] / comments.count), ratio \(ratio), patterns run for each comment \(runs)"
    )
    let busiest = scratches[1].scratch.ruleActivity.enumerated().sorted { $0.element.runs > $1.element.runs }.prefix(
      12)
    for (index, activity) in busiest {
      print("  \(activity.runs / passes) runs: \(ManyRules.make(500)[index].pattern)")
    }
    #expect(runs[1] < 0.2, "patterns run for each comment")
    #expect(ratio < 5, "without gates it is 25: \(ratio)")
  }

  private final class ScratchBox {
    var scratch: Scratch
    init(_ scratch: consuming Scratch) { self.scratch = scratch }
  }
}
