import Foundation
import Testing

@testable import CommentSafety

/// A tenant's own terms on top of the pack.
@Suite("Overlays")
struct OverlayTests {
  private static let filter = makeFilter(
    RulePack(
      terms: [
        Term("fudge", id: "fudge", category: .profanity),
        Term("zorb*", id: "zorb*", category: .hate, severity: .severe, isFinal: true),
      ],
      rules: [
        Rule(
          id: "phone", pattern: #"\b\d{7,}\b"#, category: .personalInfo, matchExamples: ["call 5551234"],
          cleanExamples: ["call 555"]),
        Rule(
          id: "final-rule", pattern: "buy gold", category: .spam, isFinal: true, matchExamples: ["buy gold"],
          cleanExamples: ["gold"]),
      ], allowPhrases: ["mild wombat", "Scunthorpe"].map { AllowPhrase($0) }))

  private func facts(_ comment: String, _ overlay: Overlay) -> [String] {
    let verdict = Self.filter.check(comment, overlay: overlay)
    #expect(verdict == Self.filter.checkByReference(utf8: Array(comment.utf8), overlay: overlay))
    return verdict.matches.map { "\($0.range) \($0.rule)" }
  }

  @Test("Blocked terms are found as the pack's are, disguises and all")
  func blocked() throws {
    let overlay = try Overlay(
      name: "channel-7", blocked: ["wombat*", "dry river", "*blim*", "😀", "中", "été"])
    #expect(facts("a wombat", overlay) == ["2..<8 overlay/channel-7/wombat*"])
    for comment in ["w0mbat", "w.o.m.b.a.t", "WOOOMBAT", "wоmbаt", "w o m b a t", "ｗombat", "w*mbat", "wom\u{200B}bat"]
    {
      #expect(
        facts(comment, overlay) == ["0..<\(comment.utf8.count) overlay/channel-7/wombat*"], "\(comment)")
    }
    #expect(facts("\u{202E}tabmow\u{202C}", overlay).count == 1)
    #expect(facts("#dryriver", overlay).count == 1)
    #expect(facts("sublime goblimp", overlay).count == 2)
    #expect(facts("so 😀🏽!", overlay).count == 1)
    #expect(facts("在中国", overlay).count == 1)
    #expect(facts("ete", overlay).count == 1)
    #expect(facts("nice video", overlay) == [])
  }

  @Test("Base matches stay, and both kinds are in one verdict")
  func both() throws {
    let overlay = try Overlay(name: "a", blocked: ["wombat"])
    let verdict = Self.filter.check("fudge wombat", overlay: overlay)
    #expect(verdict.matches.map(\.rule) == ["fudge", "overlay/a/wombat"])
    #expect(verdict.matches.map(\.category) == [.profanity, .custom])
    #expect(verdict.overlay == overlay.version)
    #expect(Self.filter.check("fudge wombat").overlay == nil)
    #expect(Self.filter.check("fudge wombat").matches.map(\.rule) == ["fudge"])
  }

  @Test("An allowed term lifts base matches, but none that are final")
  func allowed() throws {
    let overlay = try Overlay(name: "a", allowed: ["fudge", "zorb*", "5551234", "buy gold"])
    #expect(facts("fudge", overlay) == [])
    #expect(facts("call 5551234", overlay) == [])
    #expect(facts("zorbing", overlay) == ["0..<4 zorb*"])
    #expect(facts("buy gold", overlay) == ["0..<8 final-rule"])
    // It lifts what lies inside it, nothing else.
    #expect(facts("fudge and 5551235", overlay) == ["10..<17 phone"])
    #expect(facts("a\u{FF10}fudger fudge", overlay) == [])
    // An allowed word is read in leet too, with repeats it is not.
    #expect(facts("fud9e", overlay) == [])
    #expect(facts("fuuudge", overlay).count == 1)
  }

  @Test("An overlay's allowed term and exceptions lift its own matches; the pack's phrases do not")
  func own() throws {
    let overlay = try Overlay(
      name: "a",
      terms: [
        Term("wom*", category: .custom, exceptions: ["woman"]), Term("Scunthorpe", category: .custom),
      ], allowPhrases: [AllowPhrase("wombat club")])
    #expect(facts("woman", overlay) == [])
    #expect(facts("wombat club", overlay) == [])
    #expect(facts("mild wombat", overlay) == ["5..<8 overlay/a/wom*"])
    #expect(facts("Scunthorpe", overlay) == ["0..<10 overlay/a/Scunthorpe"])
  }

  @Test("The policy decides about overlay terms by category, severity, language and id")
  func policy() throws {
    let policy = Policy(
      name: "p",
      lines: [
        PolicyLine("named", PolicyCondition(rules: ["overlay/a/wombat"]), .remove),
        PolicyLine("urdu", PolicyCondition(languages: ["ur"]), .review),
        PolicyLine("severe", PolicyCondition(severities: [.severe]), .filter),
        PolicyLine("custom", PolicyCondition(categories: [.custom]), .support),
      ], thresholds: [PolicyThreshold("three", PolicyCondition(categories: [.custom]), atLeast: 3, .filter)])
    let filter = makeFilter(RulePack(terms: terms(["fudge"]), policy: policy))
    let overlay = try Overlay(
      name: "a",
      terms: [
        Term("wombat", category: .custom), Term("blim", category: .insult, language: "ur-Latn"),
        Term("gnarl", category: .insult, severity: .severe), Term("plonk", category: .custom),
        Term("shade", category: .custom, severity: .severe, isShadow: true),
      ])
    func action(_ comment: String) -> String {
      let verdict = filter.check(comment, overlay: overlay)
      return "\(verdict.action) \(verdict.matches.map(\.policyLine))"
    }
    #expect(action("wombat") == #"remove ["named"]"#)
    #expect(action("blim") == #"review ["urdu"]"#)
    #expect(action("gnarl") == #"filter ["severe"]"#)
    #expect(action("plonk") == #"support ["custom"]"#)
    #expect(filter.check("plonk, plonk, plonk", overlay: overlay).action == .filter)
    let shadow = filter.check("shade", overlay: overlay)
    #expect(shadow.action == .allow && shadow.matches.map(\.isShadow) == [true])
  }

  @Test("Masking and explanations")
  func words() throws {
    let overlay = try Overlay(name: "a", blocked: ["wombat"], allowed: ["fudge"])
    #expect(Self.filter.masked("a w0mbat, fudge", overlay: overlay) == "a ******, fudge")
    #expect(Self.filter.masked("a wombat") == "a wombat")
    let explanation = Self.filter.explain("wombat fudge", overlay: overlay)
    #expect(explanation.verdict.matches.map(\.rule) == ["overlay/a/wombat"])
    #expect(explanation.suppressed.map(\.by) == ["overlay 'a', which allows 'fudge'"])
    #expect(explanation.suppressed.map(\.match.rule) == ["fudge"])
  }

  @Test("Everything wrong with an overlay is told at once")
  func errors() throws {
    do {
      _ = try Overlay(
        name: "a b", blocked: ["!!!", "wom*bat", "fine", "FINE", String(repeating: "x", count: 99)],
        allowed: ["fine", "?"])
      Issue.record("it was built")
    } catch {
      #expect(
        error.errors.map(\.code) == [
          .badValue, .emptyTerm, .badWildcard, .duplicateTerm, .termTooLong, .duplicateTerm, .emptyTerm,
        ])
      #expect(error.errors[1].rule == "overlay/a b/!!!")
    }
    var configuration = Configuration()
    configuration.maximumOverlayTerms = 2
    do {
      _ = try Overlay(name: "a", blocked: ["one", "two"], allowed: ["three"], configuration: configuration)
      Issue.record("it was built")
    } catch {
      #expect(error.errors.map(\.code) == [.tooLarge])
    }
  }

  @Test("The hash covers what can change a verdict")
  func version() throws {
    let plain = try Overlay(name: "a", blocked: ["one"], allowed: ["two"])
    #expect(plain.version.utf8.count == 32)
    #expect(try Overlay(name: "a", blocked: ["one"], allowed: ["two"]).version == plain.version)
    let others = [
      try Overlay(name: "b", blocked: ["one"], allowed: ["two"]),
      try Overlay(name: "a", blocked: ["one", "two"]), try Overlay(name: "a", allowed: ["one", "two"]),
      try Overlay(name: "a", blocked: ["one"], allowed: ["two"], severity: .mild),
    ]
    #expect(Set((others + [plain]).map(\.version)).count == 5)
  }

  @Test("A scratch of another filter is made anew, and of an overlay nothing stays")
  func scratches() throws {
    let other = makeFilter(
      RulePack(
        terms: terms((0..<200).map { "word\($0)x" } + ["fudge"]),
        rules: (0..<80).map { number in
          Rule(
            id: "rule\(number)", pattern: "atom\(number)q", category: .spam, matchExamples: ["atom\(number)q"],
            cleanExamples: ["a"])
        }))
    let overlay = try Overlay(name: "a", blocked: ["wombat"])
    var scratch = makeFilter(RulePack(terms: terms(["fudge"]))).makeScratch()
    func evaluate(_ comment: String, _ filter: CommentFilter, _ overlay: Overlay?) -> Verdict {
      var comment = comment
      return comment.withUTF8 { bytes in
        let outcome = filter.evaluate(UnsafeRawBufferPointer(bytes), using: &scratch, overlay: overlay)
        return filter.verdict(outcome, from: scratch)
      }
    }
    for filter in [other, Self.filter, other] {
      #expect(evaluate("fudge wombat atom79q", filter, overlay).matches.count == (filter === other ? 3 : 2))
      #expect(evaluate("fudge wombat", filter, nil) == filter.check("fudge wombat"))
      #expect(scratch.ruleActivity.count == filter.size.rules)
    }
  }

  @Test("Sorted keys find what a plain search finds")
  func sortedKeys() {
    let seed = Fuzz.seed("OverlayTests.sortedKeys")
    var random = SeededRandom(seed: seed)
    for _ in 0..<(150 * Fuzz.factor) {
      func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 97...99, using: &random) }
      }
      let count = Int.random(in: 0...40, using: &random)
      let keys = (0..<count).map { _ in bytes(Int.random(in: 1...14, using: &random)) }
      let index = SortedKeys(ByteKeys(keys), ids: (0..<UInt32(count)).map { $0 * 3 })
      let text = bytes(Int.random(in: 1...40, using: &random))
      // Letters behind the end that the index must not see.
      let padded = text + bytes(16)
      for position in text.indices {
        var found: [UInt32] = []
        padded.withUnsafeBufferPointer { buffer in
          index.forEach(at: buffer.baseAddress! + position, count: text.count - position) { id, length in
            #expect(keys[Int(id / 3)].count == length)
            found.append(id)
          }
        }
        let expected = keys.indices.filter { text[position...].starts(with: keys[$0]) }.map { UInt32($0) * 3 }
        if found.sorted() != expected { Issue.record("\(keys) at \(position) of \(text), seed \(seed)") }
      }
    }
  }

  // MARK: Oracle

  private static let fuzzed = [
    try! Overlay(
      name: "mixed",
      terms: [
        Term("hash", category: .insult), Term("tits*", category: .custom, exceptions: ["titsy"]),
        Term("*oob", category: .sexual, isWeak: true), Term("bus", category: .custom, isShadow: true),
        Term("the toe", category: .custom, sounds: SoundClasses([["o", "oo"], ["t", "th"]])),
        Term("été", category: .custom, requiresDiacritics: true), Term("это", category: .custom),
        Term("한", category: .custom), Term("🏽😀", category: .custom), Term("b", category: .custom),
        Term("*he*", category: .custom),
      ], allowPhrases: ["class", "ass hat", "hate*", "this", "*see*", "shit"].map { AllowPhrase($0) }),
    try! Overlay(name: "floating", blocked: ["*as*", "*it*", "*b*", "*ты*"], allowed: ["*shi*", "*o*"]),
    try! Overlay(name: "long", blocked: (0..<300).map { "shit number \($0)" } + ["asshole*", "best"]),
  ]

  @Test("Engine and reference agree on random comments")
  func random() {
    let seed = Fuzz.seed("OverlayTests.random")
    var random = SeededRandom(seed: seed)
    var own = 0
    var lifted = 0
    var scratch = EngineFuzzTests.filters[0].1.makeScratch()
    for _ in 0..<(400 * Fuzz.factor) {
      let comment = random.once(in: 5) ? NastyText.fold(&random) : NastyComment.make(&random)
      let overlay = Self.fuzzed[random.once(in: 20) ? 2 : Int.random(in: 0...1, using: &random)]
      let (name, filter) = EngineFuzzTests.filters[Int.random(in: 0...1, using: &random)]
      let expected = filter.checkByReference(utf8: comment, overlay: overlay)
      let verdict = filter.check(utf8: comment, overlay: overlay)
      // The same scratch for both filters, and for comments without an overlay in between.
      let again = comment.withUnsafeBytes { bytes in
        if random.once(in: 3) { _ = filter.evaluate(bytes, using: &scratch) }
        let outcome = filter.evaluate(bytes, using: &scratch, overlay: overlay)
        return filter.verdict(outcome, from: scratch)
      }
      if verdict != expected || again != expected {
        Issue.record(
          "\(visible(comment)) with \(overlay.name): \(verdict.facts) \(verdict.action), again \(again.facts), the reference \(expected.facts) \(expected.action); \(name), seed \(seed)"
        )
      }
      own += verdict.matches.count { $0.rule.hasPrefix("overlay/") }
      if filter.check(utf8: comment).matches.contains(where: { !verdict.matches.map(\.rule).contains($0.rule) }) {
        lifted += 1
      }
    }
    // A generator that never hits, or never lifts, would test nothing.
    #expect(own > 150 * Fuzz.factor && lifted > 0, "\(own) matches, \(lifted) lifted")
  }

  // MARK: Size

  /// Terms as creators write them.
  private static func words(_ count: Int, _ random: inout SeededRandom) -> [String] {
    let letters = Array("etaoinshrdlucmfwypvbgk")
    var words: Set<String> = []
    while words.count < count {
      let length = Int.random(in: 4...9, using: &random)
      var word = String((0..<length).map { _ in letters.randomElement(using: &random)! })
      if random.once(in: 5) { word += " " + String(word.reversed()) }
      if random.once(in: 4) { word += "*" }
      words.insert(word)
    }
    return words.sorted()
  }

  @Test("An overlay of 50 terms stays below 20 KB")
  func memory() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20 {
      let words = Self.words(50, &random)
      let overlay = try Overlay(name: "channel", blocked: Array(words[..<45]), allowed: Array(words[45...]))
      #expect(overlay.blockedCount == 45 && overlay.allowedCount == 5)
      #expect(overlay.memorySize < 20_000, "\(overlay.memorySize) bytes")
    }
  }

  #if os(Linux) && !DEBUG
    /// Bytes of memory that the process holds.
    private static func residentBytes() -> Int {
      let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    @Test("Ten thousand overlays of 50 terms fit in 200 MB, and one more takes a fraction of a millisecond")
    func tenThousand() throws {
      var random = SeededRandom(seed: 11)
      // A tenth of the words of each overlay are its own alone.
      let words = Self.words(20_000, &random)
      let lists = (0..<10_000).map { number in
        (0..<45).map { _ in words.randomElement(using: &random)! }.reduce(
          into: Set(["tenant\(number)", "t\(number) wombat*"])
        ) {
          $0.insert($1)
        }.sorted()
      }
      let before = Self.residentBytes()
      var overlays: [Overlay] = []
      overlays.reserveCapacity(lists.count)
      let time = try ContinuousClock().measure {
        for (number, list) in lists.enumerated() {
          overlays.append(
            try Overlay(name: "channel-\(number)", blocked: list, allowed: ["quokka", "a\(number) b", "damn you"]))
        }
      }
      let grown = Self.residentBytes() - before
      let counted = overlays.reduce(0) { $0 + $1.memorySize }
      let each = time / .microseconds(1) / Double(overlays.count)
      print(
        "10,000 overlays: \(grown / 1_000_000) MB resident, \(counted / 1_000_000) MB counted, \(Int(each)) µs each")
      #expect(before > 0 && grown < 200_000_000, "\(grown) bytes")
      // What an overlay says of itself is about what it takes.
      #expect(counted > grown / 2 && counted < 200_000_000, "\(counted) bytes")
      #expect(each < 1_000)
      for number in stride(from: 0, to: overlays.count, by: 997) {
        let overlay = overlays[number]
        #expect(Self.filter.check("see tenant\(number) here", overlay: overlay).action == .filter)
        #expect(Self.filter.check("see tenant\(number + 1) here", overlay: overlay).action == .allow)
      }
    }
  #endif

  @Test("Tens of thousands of different letters")
  func letters() throws {
    // Each character with nothing, with white space and with punctuation before it is another letter: more than 65,536 in all.
    let scalars = (Array(0x3400..<0x4DB0) + Array(0x4E00..<0x9FF0)).compactMap { Unicode.Scalar(UInt32($0)) }
    let terms = scalars.flatMap { ["\($0) x \($0)", "x-\($0)"] }
    var configuration = Configuration()
    configuration.maximumOverlayTerms = terms.count
    let overlay = try Overlay(name: "many", blocked: terms, configuration: configuration)
    for term in stride(from: 0, to: terms.count, by: 997) {
      let found = Self.filter.check(terms[term], overlay: overlay).matches.map(\.rule)
      #expect(found.contains("overlay/many/\(terms[term])"), "\(terms[term])")
    }
  }

  @Test("Thousands of terms with one beginning cost no more than a few")
  func longBucket() throws {
    let overlay = try Overlay(name: "a", blocked: (0..<3_000).map { "you are a number \($0) wombat" })
    #expect(Self.filter.check("you are a number 2997 wombat", overlay: overlay).matches.count == 1)
    let clock = ContinuousClock()
    let comment = Array(String(repeating: "you are a number ", count: 400).utf8)
    let few = try Overlay(name: "b", blocked: ["you are a number 7 wombat"])
    func time(_ overlay: Overlay) -> Duration {
      (0..<5).map { _ in clock.measure { _ = Self.filter.check(utf8: comment, overlay: overlay) } }.min()!
    }
    _ = time(few)
    #expect(time(overlay) < time(few) * 20)
  }
}
