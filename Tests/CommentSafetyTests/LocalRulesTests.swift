import Testing

@testable import CommentSafety

/// In long comments rules are run near the atoms that wake them; they must find what they find in the whole comment.
@Suite("Rules near their atoms")
struct LocalRulesTests {
  private static let patterns = [
    #"(?i)\bkill\s+(?:you|them)\b"#, #"(?i)\b(?:somebody|someone)\s+(?:\w+\s+){0,3}hurt\b"#, #"(?<=please\s)leave\b"#,
    #"\bsend(?=\s+nudes)"#, #"nobody\K\s+likes"#, #"(?i)k[il1]ll+\W?yourself"#,
    #"(?<!do\snot\s)\bfollow\b.{0,20}channel"#,
    #"^first\b"#, #"\blast$"#, #"(?s)begin.{0,30}finish"#, #"(?:hate\s?)+you"#, #"\bthreat\w*,\s*(?:no|yes)"#,
    #"(wonder)\s\1"#,
    #"\bmurder.*ends"#, #"été\s+perdu"#, #"(?|alpha\sbeta|gamma)"#, #"(?:red|blue)\s+(?:(?:big|small)\s+)*house"#,
    #"\bdigits\s+\d{2,}"#, #"(?i)STRASSE\b"#, #"whats\s?app"#, "жопа", #"иди\s+сдохни"#, "人渣滓",
  ]
  private static let exclusions = [
    #"\bdo\s+not\s+kill\s+you"#, #".*\bjoking\b.*"#, #"\bif\b.{0,30}"#, #"(?<=movie\s)kill\s+you\s+\w+"#,
  ]

  /// With budget enough for the reference, which runs every rule on the whole comment.
  private static let configuration = {
    var configuration = Configuration()
    configuration.maximumCostlyCalls = 10_000
    configuration.matchLimit = 1_000_000
    return configuration
  }()

  private static let filter = makeFilter(
    RulePack(
      rules: patterns.indices.flatMap { index in
        [Rule.View.text, .folded].map { view in
          Rule(
            id: "\(index)\(view)", pattern: patterns[index], category: .spam, view: view,
            exclusions: index % 3 == 0 ? exclusions : [], isUnfiltered: true, matchExamples: [], cleanExamples: [])
        }
      }), configuration)

  private static let parts = [
    "kill", "kill you", "Kill  them", "somebody", "someone big hurt", "someone a b c hurt", "hurt", "please", "leave",
    "please leave",
    "send", "nudes", "send nudes", "nobody likes", "k1ll yourself", "killll", "yourself", "do not", "follow",
    "follow my channel", "channel",
    "first", "last", "begin", "finish", "hate hate you", "hate", "hateyou", "threats,", "yes", "wonder wonder",
    "murder", "ends", "été",
    "perdu", "alpha", "beta", "gamma", "red", "small", "big", "house", "digits", "12", "1", "Straße", "STRASSE",
    "whats", "app", "WhatsApp",
    "joking", "if", "movie", "movie kill you all", "kkkkill", "k kill", "ｋill", "ki\u{200B}ll", "кill",
    "\u{202E}llik\u{202C}", "&#107;ill",
    "ж", "жопа", "жжопа", "и", "иди сдохни", "и иди", "сдохни", "人", "人渣滓",
    "*", "....", "\u{3000}", "\u{A0}", "中文没有空格的句子", "😂", "a", "the", "of", "\u{0}",
  ]
  private static let gaps = [" ", " ", " ", "  ", "\n", "\t", "", ", ", ". ", "-", "\u{A0}", "\u{3000}"]

  /// A comment that is long enough, and now and then too short.
  private static func comment(_ random: inout SeededRandom) -> [UInt8] {
    var text: [UInt8] = []
    let length = Int.random(in: 100...1_500, using: &random)
    // Most of it is filler, so that windows have something to leave out.
    let share = [2, 5, 30].randomElement(using: &random)!
    while text.count < length {
      let word =
        random.once(in: share)
        ? parts.randomElement(using: &random)! : ["lorem", "ipsum", "dolor"].randomElement(using: &random)!
      text += Array((word + gaps.randomElement(using: &random)!).utf8)
      if random.once(in: 400) { text.append([0xFF, 0xC3, 0x80].randomElement(using: &random)!) }
    }
    return text
  }

  @Test("The same as in the whole comment")
  func random() {
    let seed = Fuzz.seed("LocalRulesTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for _ in 0..<(1_000 * Fuzz.factor) {
      let comment = Self.comment(&random)
      let expected = Self.filter.checkByReference(utf8: comment)
      hits += expected.matches.count
      EngineForm.compare([.bytes, .folded, .kernels], with: expected, comment, Self.filter, seed: seed)
    }
    #expect(hits > 2_000 * Fuzz.factor)
  }

  @Test("A rule whose atoms stand far apart reads little of a long comment")
  func little() {
    let filler = String(repeating: "lorem ipsum dolor ", count: 60)
    let rule = Rule(
      id: "bomb", pattern: #"(?i)\bkill\s+(?:\w+\s+){0,8}you\b"#, category: .spam, matchExamples: [], cleanExamples: [])
    let filter = makeFilter(RulePack(rules: [rule]))
    let comment = filler + "Kill all of you " + filler + "kill " + filler
    #expect(filter.check(comment).matches.map(\.range.lowerBound) == [filler.utf8.count])
    #expect(filter.check(comment) == filter.checkByReference(utf8: Array(comment.utf8)))
  }

  @Test("An exclusion counts if it covers the match")
  func exclusions() {
    let filter = makeFilter(
      RulePack(
        rules: [
          Rule(
            id: "die", pattern: #"\bgo\s+die\b"#, category: .spam, exclusions: [#"\b(?:told|said)\b.{0,20}"#],
            matchExamples: [], cleanExamples: [])
        ]))
    for filler in ["", String(repeating: "lorem ipsum ", count: 50)] {
      #expect(filter.check(filler + "go die").matches.count == 1)
      #expect(filter.check(filler + "he told me go die").matches.isEmpty)
      #expect(filter.check(filler + "told lorem ipsum dolor lorem ipsum, they said go die").matches.isEmpty)
      #expect(filter.check(filler + "told long before anybody came: go die").matches.count == 1)
    }
  }
}
