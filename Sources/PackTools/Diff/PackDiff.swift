package import CommentSafety

/// How the verdicts of two packs differ on the same comments.
package struct PackDiff: Sendable {
  /// From one action to another.
  package struct Change: Hashable, Sendable {
    package var old: Action
    package var new: Action

    package init(old: Action, new: Action) {
      self.old = old
      self.new = new
    }
  }

  /// A comment whose action changes.
  package struct Sample: Sendable {
    package var text: String
    package var change: Change
    /// Rules that act in the new pack only, and in the old one only.
    package var gained: [String]
    package var lost: [String]
  }

  /// Comments that a rule has a part in.
  package struct RuleChange: Sendable, Hashable {
    /// Comments whose action rises, and whose action falls.
    package var up = 0
    package var down = 0
    /// Comments whose action stays although the rule acts now or no longer acts.
    package var same = 0
  }

  package private(set) var comments = 0
  package private(set) var changes: [Change: Int] = [:]
  /// Comments with the same action for other reasons.
  package private(set) var otherReasons = 0
  package private(set) var gained: [String: RuleChange] = [:]
  package private(set) var lost: [String: RuleChange] = [:]
  package private(set) var samples: [Change: [Sample]] = [:]

  private let old: CommentFilter
  private let new: CommentFilter
  private let sampleLimit: Int

  /// - Parameter samples: How many comments of each kind of change are kept: the first ones.
  package init(from old: CommentFilter, to new: CommentFilter, samples: Int) {
    self.old = old
    self.new = new
    sampleLimit = samples
  }

  /// Comments whose action changes.
  package var changed: Int { changes.values.reduce(0, +) }

  /// Judges comments with both packs.
  package mutating func compare(_ comments: some Sequence<String>) {
    var oldScratch = old.makeScratch()
    var newScratch = new.makeScratch()
    for comment in comments {
      let before = Self.judge(comment, old, &oldScratch)
      let after = Self.judge(comment, new, &newScratch)
      count(comment, before, after)
    }
  }

  private mutating func count(_ comment: String, _ before: Judged, _ after: Judged) {
    comments += 1
    let gains = after.rules.subtracting(before.rules)
    let losses = before.rules.subtracting(after.rules)
    let isSame = before.action == after.action
    if isSame, gains.isEmpty, losses.isEmpty { return }
    let isUp = after.action > before.action
    func count(_ change: inout RuleChange) {
      if isSame { change.same += 1 } else if isUp { change.up += 1 } else { change.down += 1 }
    }
    for rule in gains { count(&gained[rule, default: RuleChange()]) }
    for rule in losses { count(&lost[rule, default: RuleChange()]) }
    if isSame {
      otherReasons += 1
      return
    }
    let change = Change(old: before.action, new: after.action)
    changes[change, default: 0] += 1
    if samples[change, default: []].count < sampleLimit {
      samples[change, default: []].append(
        Sample(text: comment, change: change, gained: gains.sorted(), lost: losses.sorted()))
    }
  }

  private struct Judged {
    var action: Action
    /// Those that lead to anything but allow.
    var rules: Set<String>
  }

  private static func judge(_ comment: String, _ filter: CommentFilter, _ scratch: inout Scratch) -> Judged {
    var comment = comment
    let outcome = comment.withUTF8 { filter.evaluate(UnsafeRawBufferPointer($0), using: &scratch) }
    var rules: Set<String> = []
    for index in 0..<outcome.hitCount {
      let hit = scratch.hit(at: index)
      if hit.action > .allow, !hit.isShadow { rules.insert(filter.ruleID(for: hit.source)) }
    }
    return Judged(action: outcome.action, rules: rules)
  }

  // MARK: - Report

  /// The report for a terminal.
  ///
  /// - Parameter rules: How many rules of each kind are shown.
  package func text(rules: Int) -> String {
    var parts = [
      "\(Figures.count(comments, "comment")): \(changed) with another action, \(otherReasons) with the same action for other reasons\n"
    ]
    if !changes.isEmpty {
      var table = TextTable(["action", "comments"])
      for (change, count) in sortedChanges { table.add(["\(change.old) → \(change.new)", "\(count)"]) }
      parts.append(table.text)
    }
    parts.append(contentsOf: list("Rules that act now", gained, rules))
    parts.append(contentsOf: list("Rules that no longer act", lost, rules))
    for (change, _) in sortedChanges {
      let lines = (samples[change] ?? []).map { sample in
        let signs = sample.gained.map { "+ \($0)" } + sample.lost.map { "- \($0)" }
        return "  \(Figures.line(sample.text))\n" + signs.map { "      \($0)\n" }.joined()
      }
      if !lines.isEmpty { parts.append("\(change.old) → \(change.new)\n\n" + lines.joined()) }
    }
    parts.append("old pack \(old.version)\nnew pack \(new.version)\n")
    return parts.joined(separator: "\n")
  }

  /// The largest rise first.
  private var sortedChanges: [(key: Change, value: Int)] {
    changes.sorted { left, right in
      (right.key.new.rawValue, right.value, left.key.old.rawValue)
        < (left.key.new.rawValue, left.value, right.key.old.rawValue)
    }
  }

  private func list(_ title: String, _ rules: [String: RuleChange], _ limit: Int) -> [String] {
    guard !rules.isEmpty, limit > 0 else { return [] }
    var table = TextTable(["rule", "stricter", "milder", "same action"])
    let sorted = rules.sorted { left, right in
      (right.value.up + right.value.down, right.value.same, left.key)
        < (left.value.up + left.value.down, left.value.same, right.key)
    }
    for (rule, change) in sorted.prefix(limit) {
      table.add([rule, "\(change.up)", "\(change.down)", "\(change.same)"])
    }
    let rest = rules.count > limit ? "  and \(rules.count - limit) more\n" : ""
    return ["\(title)\n\n" + table.text + rest]
  }
}
