internal import CommentSafety
internal import Yams

extension PackFileReader {
  private static let ruleKeys = [
    "id", "category", "severity", "language", "on", "pattern", "not", "span", "review", "unfiltered",
    "final", "shadow", "context", "allow", "match", "clean",
  ]

  /// Keys that say how a match is judged: what flags nothing has none.
  private static let judgingKeys = ["category", "severity", "review", "final", "unfiltered"]

  /// The rules of a file. Those without a name of their own or a pattern are left out; what else is wrong has a default.
  mutating func rules(_ node: Node, _ macros: MacroTable = MacroTable()) -> [Rule] {
    var lines: [String: Int] = [:]
    var rules: [Rule] = []
    for item in items(of: node, "\"rules\"") {
      guard let entries = entries(of: item, "the rule", keys: PackFileReader.ruleKeys) else {
        continue
      }
      if let rule = readRule(entries, macros, at: location(of: item), lines: &lines) { rules.append(rule) }
      rule = nil
    }
    return rules
  }

  private mutating func readRule(
    _ entries: [String: Node], _ macros: MacroTable, at start: SourceLocation,
    lines: inout [String: Int]
  ) -> Rule? {
    var isFirst = true
    let id = required("id", in: entries, at: start) { reader, node in
      reader.value(node, "id", Vocabulary.identifier)
    }
    rule = id
    if let id, let node = entries["id"] {
      let place = location(of: node)
      if let first = lines[id] {
        report(
          .duplicateRule, "the rule \"\(id)\" stands in line \(place.line) and in line \(first)",
          advice: "give one of the two another id", at: place)
      }
      isFirst = lines[id] == nil
      lines[id] = lines[id] ?? place.line
    }
    let effect = effect(entries)
    let isContext = effect != .flags
    let category =
      isContext
      ? nil
      : required("category", in: entries, at: start) { reader, node in
        reader.value(node, "category", Vocabulary.category)
      }
    let severity =
      isContext
      ? nil
      : required("severity", in: entries, at: start) { reader, node in
        reader.value(node, "severity", Vocabulary.severity)
      }
    let pattern = required("pattern", in: entries, at: start) { reader, node in
      reader.pattern(node, "pattern", macros)
    }
    let language = entries["language"].flatMap { value($0, "language", Vocabulary.language) }
    let errorCount = errors.count
    let view = entries["on"].flatMap { value($0, "on", Vocabulary.view) }
    let exclusions = entries["not"].map { readExclusions($0, macros) } ?? []
    let span = entries["span"].flatMap { string($0, "span") }
    let isReadAsMeant = errors.count == errorCount
    let isWeak = flag("review", in: entries)
    let isFinal = flag("final", in: entries)
    let isShadow = flag("shadow", in: entries)
    let isUnfiltered = flag("unfiltered", in: entries)
    let matchExamples = examples("match", "a comment that must match", in: entries, at: start)
    let cleanExamples = examples("clean", "a comment that must not match", in: entries, at: start)

    guard let id, let pattern, let node = entries["pattern"], isFirst else { return nil }
    // With an error elsewhere the rule stays: the pack is never used, but what is wrong with the pattern is told too. Examples
    // are tried only if the pattern is read as it is meant to be.
    var rule = Rule(
      id: id, pattern: pattern.text, category: category ?? .profanity, severity: severity ?? .moderate,
      language: language ?? "und", view: view ?? .text, exclusions: exclusions.map(\.text),
      spanGroup: span, isWeak: isWeak,
      isFinal: isFinal, isShadow: isShadow, isUnfiltered: isUnfiltered, effect: effect,
      matchExamples: isReadAsMeant ? matchExamples : [], cleanExamples: isReadAsMeant ? cleanExamples : [],
      location: location(of: node))
    rule.origin = RuleOrigin(
      pattern: pattern.origin, exclusions: exclusions.map(\.origin),
      spanGroup: entries["span"].map { location(of: $0) })
    return rule
  }

  /// What a match of the rule does.
  private mutating func effect(_ entries: [String: Node]) -> Rule.Effect {
    let effect: Rule.Effect
    let key: String
    switch (flag("context", in: entries), flag("allow", in: entries)) {
    case (false, false): return .flags
    case (true, false): (effect, key) = (.weakens, "context")
    case (false, true): (effect, key) = (.lifts, "allow")
    case (true, true):
      report(
        .badValue, "a rule has \"context: true\" or \"allow: true\", not both",
        advice: "delete \"context\" where matches are to be dropped, \"allow\" where they are to be held for review",
        at: location(of: entries["allow"]!))
      return .lifts
    }
    for judging in Self.judgingKeys {
      guard let node = entries[judging] else { continue }
      report(
        .badValue, "a rule with \"\(key): true\" flags nothing, so it has no \"\(judging)\"",
        advice: "delete the key", at: location(of: node))
    }
    return effect
  }

  /// The value of a key that must be there.
  mutating func required<Value>(
    _ key: String, in entries: [String: Node], at place: SourceLocation,
    _ read: (inout PackFileReader, Node) -> Value?
  ) -> Value? {
    if let node = entries[key] { return read(&self, node) }
    report(.badValue, "\"\(key)\" is missing", advice: PackFileReader.advice(for: key), at: place)
    return nil
  }

  /// A key that is false where it is not written.
  mutating func flag(_ key: String, in entries: [String: Node]) -> Bool {
    entries[key].flatMap { boolean($0, key) } ?? false
  }

  private mutating func readExclusions(_ node: Node, _ macros: MacroTable) -> [PatternText] {
    (node.sequence.map(Array.init) ?? [node]).compactMap { pattern($0, "not", macros) }
  }

  private mutating func examples(
    _ key: String, _ meaning: String, in entries: [String: Node], at start: SourceLocation
  ) -> [String] {
    guard let node = entries[key], node.sequence?.isEmpty != true else {
      report(
        .missingExample, "the rule has no \"\(key)\" example",
        advice: "write under \"\(key):\" \(meaning)",
        at: entries[key].map { location(of: $0) } ?? start)
      return []
    }
    return strings(node, key)
  }
}
