import CommentSafety
import Testing

/// The engine against its oracle, and what must hold of every verdict, on random comments.
@Suite("Engine and reference agree")
struct EngineFuzzTests {
  private static let examples = (match: ["call 5551234"], clean: ["call me"])

  /// A dozen terms of all modes, with overlaps on purpose.
  static let mixed = RulePack(
    terms: [
      Term("ass", id: "ass", category: .insult),
      Term("asshole", id: "asshole", category: .insult, severity: .severe),
      Term("ass hat", id: "ass hat", category: .insult),
      Term("shit*", id: "shit*", category: .profanity, exceptions: ["shiitake", "shittim"]),
      Term("*hit", id: "*hit", category: .violence, severity: .mild),
      Term("*boob*", id: "*boob*", category: .sexual),
      Term("tits", id: "tits", category: .sexual, isWeak: true),
      Term("hate*", id: "hate*", category: .hate, isShadow: true),
      Term("bus stop", id: "bus stop", category: .spam),
      Term("sue", id: "sue", category: .insult, language: "fr"),
      Term("toe", id: "toe", category: .insult, sounds: SoundClasses([["o", "oo", "ou"], ["t", "th"]])),
      Term("é", id: "é", category: .insult, requiresDiacritics: true),
      Term("bité", id: "bité", category: .insult, requiresDiacritics: true),
      Term("рот*", id: "рот*", category: .insult),
      Term("中", id: "中", category: .insult),
      Term("*ہے*", id: "ہے", category: .insult),
      Term("😀", id: "grin", category: .insult),
    ],
    rules: [
      Rule(
        id: "phone", pattern: #"\b\d{7,}\b"#, category: .personalInfo, matchExamples: ["call 5551234"],
        cleanExamples: ["call 555"]),
      Rule(
        id: "prize", pattern: #"(?i)\bwin\s+\$?\d+\s+now"#, category: .spam, exclusions: ["never win .*"],
        matchExamples: ["Win $500 now"], cleanExamples: ["win it now"]),
      Rule(
        id: "folded", pattern: #"\bbest\s+(?<span>host|toe)"#, category: .spam, severity: .severe, view: .folded,
        matchExamples: ["BÉST HOST"], cleanExamples: ["best ghost"]),
      Rule(
        id: "site", pattern: #"(?:https?://|\.com\b)"#, category: .spam, view: .folded, matchExamples: ["a.com"],
        cleanExamples: ["com"]),
      Rule(
        id: "address", pattern: #"(?:toe|sue)(?:@|'s)\s?host"#, category: .spam, view: .folded,
        matchExamples: ["toe@host"], cleanExamples: ["toe host"]),
      Rule(
        id: "shouting", pattern: "[A-Z]{4,}", category: .spam, severity: .mild, isUnfiltered: true,
        matchExamples: ["AAAA"], cleanExamples: ["aaaa"]),
      Rule(
        id: "reported", pattern: #"\b(?:she|hate)\W{1,3}(?<span>\S+(?: \S+)?)"#, category: .insult, view: .folded,
        effect: .weakens, matchExamples: ["ŠHE: asshole"], cleanExamples: ["ass she", "she is an ass"]),
      Rule(
        id: "quoted", pattern: #"“(?<span>[^”]{1,20})”"#, category: .insult, exclusions: ["the “.*"], effect: .weakens,
        matchExamples: ["“ass”"], cleanExamples: ["“ass", "the “ass”"]),
      Rule(
        id: "denied", pattern: #"\b(?:not|never)\s(?:\S+ )?(?<span>\S+)"#, category: .insult, view: .folded,
        effect: .lifts, matchExamples: ["not ass", "never an ass"], cleanExamples: ["not a fine ass"]),
    ],
    allowPhrases: ["class", "hit the toe", "push it", "shit sue*", "*hash"].map { AllowPhrase($0) },
    policy: Policy(
      name: "fuzz",
      lines: Policy.standard.lines + [PolicyLine("exact", PolicyCondition(techniques: [[]]), .filter)],
      thresholds: [PolicyThreshold("several", PolicyCondition(severities: [.mild]), atLeast: 2, .review)],
      defaultAction: .review),
    commonWords: ["as", "is", "hit", "push", "it", "the", "she", "bus", "stop"])

  /// Nothing but short terms that may stand anywhere.
  static let floating = RulePack(
    terms: terms(["*ass*", "*hit*", "*tit*", "*b*", "*oo*", "*see*", "*ты*"]), allowPhrases: [AllowPhrase("*host*")])

  static let filters = [("mixed", makeFilter(mixed)), ("floating", makeFilter(floating))]

  /// Comments on which an engine once differed from the reference.
  static let regressions: [[UInt8]] = [
    "qƒǝEﬁ3😀\u{3000}s♥!!itakeрот", "t\nii\nTT\ns\u{2067}ass hat!.com\u{202E}poooo6\u{202C}a", "sclass🇸\u{AD}asshole",
  ].map { Array($0.utf8) }

  @Test func regressions() {
    for comment in Self.regressions {
      for (name, filter) in Self.filters { check(comment, filter, name) }
    }
  }

  /// Found by earlier runs: emoji terms, and masks that only show once an escape or a full-width form is folded, or a NUL is
  /// gone.
  static let found = ["&#x1F600;", "*%61te", "h&#42;te", "h\u{FF0A}te", "s\u{0}*\u{0}i\u{0}t"]

  @Test(arguments: found)
  func regression(_ comment: String) {
    check(Array(comment.utf8), Self.filters[0].1, "found")
  }

  @Test func random() {
    let seed = Fuzz.seed("EngineFuzzTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for _ in 0..<(5_000 * Fuzz.factor) {
      let comment = NastyComment.make(&random)
      for (name, filter) in Self.filters {
        hits += check(comment, filter, "\(name), seed \(seed)")
      }
    }
    // A generator that never hits would test nothing.
    #expect(hits > 3_000 * Fuzz.factor)
  }

  @Test("Any bytes at all")
  func randomBytes() {
    let seed = Fuzz.seed("EngineFuzzTests.randomBytes")
    var random = SeededRandom(seed: seed)
    for _ in 0..<(1_500 * Fuzz.factor) {
      let comment =
        random.once(in: 2)
        ? NastyText.fold(&random)
        : (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      for (name, filter) in Self.filters { check(comment, filter, "\(name), seed \(seed)") }
    }
  }

  @discardableResult
  private func check(_ comment: [UInt8], _ filter: CommentFilter, _ note: String) -> Int {
    let expected = filter.checkByReference(utf8: comment)
    for form in EngineForm.allCases where form != .reference {
      let isText = String(validating: comment, as: UTF8.self) != nil
      let verdict = form.verdict(comment, filter)
      if verdict == nil && !isText && (form == .string || form == .batch) { continue }
      if verdict != expected {
        Issue.record(
          "\(form) on \(visible(comment)): \(verdict?.facts ?? []) \(verdict?.action as Any), the reference \(expected.facts) \(expected.action); \(note)"
        )
      }
    }
    if let flaw = flaw(of: expected, comment) { Issue.record("\(visible(comment)): \(flaw); \(note)") }
    return expected.matches.count
  }

  /// What holds of every verdict: spans inside, on code-point borders, not empty, in order; the action that of the matches.
  private func flaw(of verdict: Verdict, _ comment: [UInt8]) -> String? {
    var borders = Set([comment.count])
    var index = 0
    while index < comment.count {
      borders.insert(index)
      index += decodeSlowly(comment, at: index)?.length ?? 1
    }
    for match in verdict.matches {
      if match.range.isEmpty || match.range.upperBound > comment.count { return "the span \(match.range)" }
      if !borders.contains(match.range.lowerBound) || !borders.contains(match.range.upperBound) {
        return "the span \(match.range) cuts a code point"
      }
    }
    let starts = verdict.matches.map(\.range.lowerBound)
    if starts != starts.sorted() { return "matches out of order" }
    let least = verdict.matches.filter { !$0.isShadow }.map(\.action).max() ?? .allow
    if verdict.action < least { return "the action \(verdict.action) is below a match's" }
    if verdict.isUndecided { return "undecided" }
    return nil
  }
}
