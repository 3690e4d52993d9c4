internal import CommentSafety

/// What a rule costs, alone in a pack.
package struct RuleCost: Sendable, Hashable {
  package var rule: String
  /// The share of the comments on which its pattern was run; 1 for a rule without atoms.
  package var share: Double
  /// Nanoseconds for each comment it was run on; the least of several passes.
  package var nanoseconds: Double
  /// It runs on every comment: `unfiltered: true`.
  package var isUnfiltered: Bool
  /// Runs that reached PCRE2's match limit on texts made to be hard for it.
  package var limitHits: Int
}

extension Lint {
  /// Looks in the patterns of rules that read the folded text for letters beyond ASCII that the fold turns into others, so that they never match:
  /// accents are gone there, `й` is `и`, and a vowel sign of two parts is two signs.
  mutating func checkLetters() {
    // Many rules of a language have the same ones.
    var folds: [String: String] = [:]
    for rule in pack.rules where rule.view == .folded {
      var seen: Set<Unicode.Scalar> = []
      var dead: [String] = []
      for pattern in [rule.pattern] + rule.exclusions {
        // The letter that a mark belongs to.
        var base: Unicode.Scalar = "x"
        for scalar in pattern.unicodeScalars where !scalar.isASCII {
          let isMark = [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
          guard scalar.properties.isAlphabetic || isMark else { continue }
          if !isMark { base = scalar }
          guard seen.insert(scalar).inserted else { continue }
          let text = (isMark ? "\(base)" : "") + "\(scalar)"
          let folded = folds[text] ?? CommentFilter.fold(text)
          folds[text] = folded
          if folded.unicodeScalars.last == scalar { continue }
          dead.append(folded.isEmpty ? "'\(text)' (left out there)" : "'\(text)' ('\(folded)' there)")
        }
      }
      if dead.isEmpty { continue }
      report(
        .warning, "dead-letter",
        "the rule \"\(rule.id)\" reads the folded text, in which some of its letters never stand: \(dead.joined(separator: ", "))",
        advice: "write what the fold leaves; 'comment-filter check' shows a comment as it is seen", at: rule.location)
    }
  }

  /// Measures each rule alone, and reports the slow ones and those that run on every comment.
  mutating func checkRules() {
    guard options.measuresRules, !pack.rules.isEmpty else { return }
    let examples = pack.rules.flatMap { $0.matchExamples + $0.cleanExamples }
    let comments = examples + options.comments
    guard let empty = Lint.unchecked(RulePack()) else { return }
    for var rule in pack.rules {
      // Alone in a pack a context would never be run.
      if rule.isContext { (rule.effect, rule.isUnfiltered) = (.flags, true) }
      guard let alone = Lint.unchecked(RulePack(rules: [rule])) else { continue }
      let met = Lint.comments(comments, runBy: alone)
      let nanoseconds = met.isEmpty ? 0 : max(0, Lint.time(alone, met) - Lint.time(empty, met))
      let hits = limitHits(of: rule)
      let cost = RuleCost(
        rule: rule.id, share: Double(met.count) / Double(max(1, comments.count)), nanoseconds: nanoseconds,
        isUnfiltered: rule.isUnfiltered, limitHits: hits)
      report.costs.append(cost)
      let figures =
        "\(Int(nanoseconds)) ns for each comment it is run on, \(Figures.share(cost.share)) of \(comments.count) comments"
      if rule.isUnfiltered {
        report(
          .note, "unfiltered-rule", "the rule \"\(rule.id)\" may run on every comment: \(figures)",
          advice: "give the pattern a literal of three letters that every match holds, if it can have one",
          at: rule.location)
      }
      if nanoseconds > options.maximumRuleCost {
        report(
          .warning, "slow-rule", "the rule \"\(rule.id)\" is slow: \(figures)",
          advice: "bound its repeats, make alternatives differ in their first letter, avoid a leading .*",
          at: rule.location)
      }
      if hits > 0 {
        report(
          .warning, "expensive-rule",
          "the rule \"\(rule.id)\" reaches the match limit on \(Figures.count(hits, "text")) made of its examples",
          advice: "a comment that does so is undecided: use possessive repeats (a++) or atomic groups (?>…)",
          at: rule.location)
      }
    }
    report.costs.sort { ($1.nanoseconds * $1.share, $0.rule) < ($0.nanoseconds * $0.share, $1.rule) }
  }

  /// The comments on which a pack of one rule runs its pattern.
  private static func comments(_ comments: [String], runBy filter: CommentFilter) -> [String] {
    var scratch = filter.makeScratch()
    var runs = 0
    return comments.filter { comment in
      run(filter, comment, &scratch)
      defer { runs = scratch.ruleActivity[0].runs }
      return scratch.ruleActivity[0].runs > runs
    }
  }

  /// Nanoseconds for each comment: the least of several passes, each of some hundred comments.
  private static func time(_ filter: CommentFilter, _ comments: [String]) -> Double {
    var scratch = filter.makeScratch()
    let clock = ContinuousClock()
    let rounds = max(1, 256 / comments.count)
    var least = Duration.seconds(1 << 20)
    for _ in 0..<5 {
      let duration = clock.measure {
        for _ in 0..<rounds { for comment in comments { run(filter, comment, &scratch) } }
      }
      least = min(least, duration)
    }
    return least / .nanoseconds(1) / Double(rounds * comments.count)
  }

  /// Texts that nearly match again and again are what patterns with nested repeats break on.
  private func limitHits(of rule: Rule) -> Int {
    guard let filter = Lint.unchecked(RulePack(rules: [rule])) else { return 0 }
    var scratch = filter.makeScratch()
    for example in rule.matchExamples {
      let words = example.split(separator: " ")
      let nearly = String(example.dropLast())
      // Behind the wall stands a whole example: PCRE2 gives up at once on texts without a letter that every match ends with.
      let wall = "\u{1}" + example
      let texts = [
        String(repeating: nearly + " ", count: 2000 / max(1, nearly.utf8.count + 1)),
        String(repeating: example, count: 2000 / max(1, example.utf8.count)) + wall,
        words.map { String(repeating: String($0) + " ", count: 40) }.joined(),
        nearly + String(repeating: String(example.suffix(1)), count: 2000) + wall,
        nearly + String(repeating: String(nearly.suffix(1)), count: 2000) + wall,
        nearly + String(repeating: " ", count: 2000) + wall,
      ]
      for text in texts { Lint.run(filter, text, &scratch) }
    }
    return scratch.ruleActivity.reduce(0) { $0 + $1.limitHits }
  }

  private static func unchecked(_ pack: RulePack) -> CommentFilter? {
    var configuration = Configuration()
    configuration.checksExamples = false
    return try? CommentFilter(pack, configuration: configuration)
  }

  private static func run(_ filter: CommentFilter, _ text: String, _ scratch: inout Scratch) {
    var text = text
    _ = text.withUTF8 { filter.evaluate(UnsafeRawBufferPointer($0), using: &scratch) }
  }
}
