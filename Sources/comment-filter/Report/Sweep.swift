internal import CommentSafety
internal import Dispatch
internal import Evasion
internal import Synchronization

/// What a pack flags in texts that are clean, or ought to be.
struct Sweep {
  /// A flagged text, with its first match that acts.
  struct Finding: Sendable {
    var text: String
    var rule: String
    var action: Action
    var how: String
    var phrase: String

    /// Whether the text is an entry of the lists as it stands there, spaces apart, with an English ending at most: a phrase, or a word in
    /// two halves.
    var isListed: Bool {
      let term = rule.drop { $0 != "/" }.dropFirst().drop { $0 != "/" }.dropFirst().filter { $0 != " " && $0 != "*" }
      let letters = text.filter { $0 != " " }
      return !term.isEmpty && letters.hasPrefix(term) && Self.endings.contains(String(letters.dropFirst(term.count)))
    }

    /// Whether a rule, which is written for such texts, flags it.
    var isOfRule: Bool { !rule.contains("/") }

    private static let endings: Set<String> = ["", "s", "'s", "es", "ed", "er", "ers", "ing"]
  }

  private let filter: CommentFilter
  private(set) var texts = 0
  private(set) var pairs = 0
  private(set) var findings: [Finding] = []
  private var pairFindings: [Finding] = []
  /// Words left out of the pairs, since they are flagged by themselves.
  private var flaggedWords = 0
  private static let pairsListed = 2_000

  init(_ filter: CommentFilter) {
    self.filter = filter
  }

  /// Judges each text as one comment; equal texts count once.
  mutating func add(_ texts: [String]) {
    var scratch = filter.makeScratch()
    var seen = Set(findings.map(\.text))
    for text in Set(texts).sorted() where !text.isEmpty {
      self.texts += 1
      if let finding = Self.judge(text, filter, &scratch), seen.insert(text).inserted { findings.append(finding) }
    }
  }

  /// Judges pairs of words, each pair with a space and with nothing between.
  mutating func addPairs(_ list: [String], sample: Int, seed: UInt64, threads: Int) {
    let filter = filter
    var scratch = filter.makeScratch()
    let words = list.filter { !$0.isEmpty && Self.judge($0, filter, &scratch) == nil }
    flaggedWords += list.count - words.count
    guard !words.isEmpty else { return }
    let result = Mutex<(count: Int, found: [Finding])>((0, []))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var scratch = filter.makeScratch()
      var found: [Finding] = []
      var count = 0
      func judge(_ first: String, _ second: String) {
        for text in [first + " " + second, first + second] {
          count += 1
          if let finding = Self.judge(text, filter, &scratch) { found.append(finding) }
        }
      }
      if sample > 0 {
        var random = SplitMix(seed: seed &+ UInt64(thread))
        let share = sample / threads + (thread < sample % threads ? 1 : 0)
        for _ in 0..<share { judge(words.randomElement(using: &random)!, words.randomElement(using: &random)!) }
      } else {
        for index in stride(from: thread, to: words.count, by: threads) {
          for second in words { judge(words[index], second) }
        }
      }
      result.withLock { result in
        result.count += count
        result.found += found
      }
    }
    result.withLock { result in
      pairs += result.count
      pairFindings += result.found.sorted { $0.text < $1.text }
    }
  }

  private static func judge(_ text: String, _ filter: CommentFilter, _ scratch: inout Scratch) -> Finding? {
    var text = text
    return text.withUTF8 { bytes -> Finding? in
      let outcome = filter.evaluate(UnsafeRawBufferPointer(bytes), using: &scratch)
      guard outcome.action >= .review else { return nil }
      let matches = filter.verdict(outcome, from: scratch).matches.filter { $0.action >= .review && !$0.isShadow }
      guard let match = matches.first else { return nil }
      return Finding(
        text: String(decoding: bytes, as: UTF8.self), rule: match.rule, action: outcome.action,
        how: match.how.names.joined(separator: "+"),
        phrase: phrase(around: match.range, in: bytes))
    }
  }

  /// The whole words that the range touches.
  private static func phrase(around range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> String {
    var start = range.lowerBound
    var end = range.upperBound
    while start > 0, bytes[start - 1] > 0x20 { start -= 1 }
    while end < bytes.count, bytes[end] > 0x20 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
  }

  // MARK: Reports

  /// Flagged texts in the order of their bytes, one a line, each with its action and the rule of its first match, between tabs.
  /// - Parameter withoutMeant: whether pairs that are entries of the lists or texts of rules are left out.
  func list(withoutMeant: Bool = false) -> String {
    let pairs = withoutMeant ? pairFindings.filter { !$0.isListed && !$0.isOfRule } : pairFindings
    let found = Dictionary((findings + pairs).map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
    return found.values.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
      .map { "\($0.text)\t\($0.action)\t\($0.rule)\n" }.joined()
  }

  /// What is flagged and not in a list (`+`), and what is in it and not flagged any more (`-`). Texts and actions are compared; of several
  /// terms that a word matches any may be the first.
  func difference(from expected: [String]) -> String {
    let found = Set((findings + pairFindings).map { "\($0.text)\t\($0.action)" })
    let listed = Set(expected.map { line in line.split(separator: "\t").prefix(2).joined(separator: "\t") })
    return (found.subtracting(listed).map { "+\($0)\n" } + listed.subtracting(found).map { "-\($0)\n" })
      .sorted().joined()
  }

  var text: String {
    var lines: [String] = []
    if texts > 0 { lines += report(findings, of: texts, "texts", listed: .max) }
    if pairs > 0 {
      lines += report(pairFindings, of: pairs, "pairs", listed: Self.pairsListed)
      let listed = pairFindings.count { $0.isListed }
      let ofRules = pairFindings.count { !$0.isListed && $0.isOfRule }
      let others = pairFindings.count - listed - ofRules
      let share = Double(others) * 100_000 / Double(pairs)
      lines.append(
        "\(grouped(listed)) of these are entries of the lists, with an ending at most, and \(grouped(ofRules)) texts of rules; without them \(grouped(others)), \(fixed(share, 2)) in 100,000"
      )
      lines.append("\(grouped(flaggedWords)) words were left out of the pairs: they are flagged by themselves")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func report(_ findings: [Finding], of total: Int, _ what: String, listed: Int) -> [String] {
    var lines = findings.prefix(listed).map { "\(DisplayText($0.text).text)\t\($0.rule)\t\($0.how)" }
    if findings.count > listed { lines.append("… and \(grouped(findings.count - listed)) more") }
    lines += ["", "by rule:"] + counts(findings.map(\.rule))
    lines += ["", "by technique:"] + counts(findings.map(\.how))
    let share = Double(findings.count) * 100_000 / Double(total)
    lines += ["", "\(grouped(findings.count)) of \(grouped(total)) \(what) flagged, \(fixed(share, 2)) in 100,000"]
    return lines
  }

  private func counts(_ names: [String]) -> [String] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "  \($0.value)\t\($0.key)" }
  }

  /// The phrases as a file of allow phrases. A phrase that begins with a shorter one of the same rule is left out: that one gets
  /// a wildcard.
  var allowPhrases: String {
    var lines = ["# Generated by 'comment-filter sweep --allow'; read each before use.", "allow:"]
    let byRule = Dictionary(grouping: findings + pairFindings, by: \.rule)
    for (rule, found) in byRule.sorted(by: { $0.key < $1.key }) {
      lines.append("  # \(rule)")
      var last = ""
      var hasLonger = false
      func close() {
        guard !last.isEmpty else { return }
        let phrase = last + (hasLonger ? "*" : "")
        let isPlain = phrase.allSatisfy { $0.isLetter || $0 == " " || $0 == "*" }
        lines.append("  - \(isPlain ? phrase : "'" + phrase.replacing("'", with: "''") + "'")")
      }
      for phrase in Set(found.map(\.phrase)).sorted() {
        if !last.isEmpty, phrase.hasPrefix(last) {
          hasLonger = true
          continue
        }
        close()
        (last, hasLonger) = (phrase, false)
      }
      close()
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
