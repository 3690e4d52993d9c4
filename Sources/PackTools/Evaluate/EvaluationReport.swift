/// The evaluations of one run: one for each file, and all together.
package struct EvaluationReport: Sendable {
  package var files: [Evaluation] = []
  package private(set) var total: Evaluation
  /// The pack's hash and the policy's name, so that figures can be replayed.
  package var pack: String
  package var policy: String

  package init(pack: String, policy: String, samples: Int) {
    total = Evaluation(name: "all", samples: samples)
    self.pack = pack
    self.policy = policy
  }

  package mutating func add(_ evaluation: Evaluation) {
    files.append(evaluation)
    total.merge(evaluation)
  }

  /// One row for each file, and one for all if there are several.
  package var fileTable: TextTable {
    var table = TextTable(["file", "rows", "bad", "recall (95 %)", "false positives (95 %)", "precision", "F1"])
    for file in files + (files.count > 1 ? [total] : []) {
      let counts = file.counts
      table.add([
        file.name, "\(counts.rows)", "\(counts.bad)", Figures.share(counts.recall),
        Figures.share(counts.falsePositiveRate), Figures.share(counts.bad == 0 ? nil : counts.precision.value),
        Figures.share(counts.f1),
      ])
    }
    return table
  }

  package var languageTable: TextTable {
    var table = TextTable(["language", "rows", "bad", "recall (95 %)", "false positives (95 %)", "precision", "F1"])
    for (language, counts) in total.byLanguage.sorted(by: { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }) {
      table.add([
        language, "\(counts.rows)", "\(counts.bad)", Figures.share(counts.recall),
        Figures.share(counts.falsePositiveRate), Figures.share(counts.bad == 0 ? nil : counts.precision.value),
        Figures.share(counts.f1),
      ])
    }
    return table
  }

  package var categoryTable: TextTable {
    var table = TextTable(["category", "flagged bad", "flagged clean", "of these alone", "precision (95 %)"])
    for (category, flags) in total.byCategory.sorted(by: { $0.key < $1.key }) {
      table.add([
        category, "\(flags.bad)", "\(flags.clean)", "\(flags.cleanAlone)", Figures.share(flags.precision),
      ])
    }
    return table
  }

  /// How much of what is labelled in some way is flagged. The largest kinds only.
  package var kindTable: TextTable {
    var table = TextTable(["label", "bad", "flagged (95 %)", "clean", "flagged (95 %)"])
    let largest = total.byKind.filter { $0.value.rows > 1 }
      .sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.prefix(24)
    for (kind, counts) in largest {
      table.add([
        kind, "\(counts.bad)", Figures.share(counts.recall), "\(counts.clean)",
        Figures.share(counts.falsePositiveRate),
      ])
    }
    return table
  }

  package func ruleTable(_ limit: Int) -> TextTable {
    var table = TextTable(["rule", "flagged clean", "of these alone", "flagged bad"])
    for (rule, flags) in total.worstRules(limit) {
      table.add([rule, "\(flags.clean)", "\(flags.cleanAlone)", "\(flags.bad)"])
    }
    return table
  }

  /// The whole report for a terminal.
  package func text(rules: Int) -> String {
    var parts = [fileTable.text]
    if total.byLanguage.count > 1 { parts.append("By language\n\n" + languageTable.text) }
    if !categoryTable.isEmpty { parts.append("By category of the matches\n\n" + categoryTable.text) }
    if !kindTable.isEmpty { parts.append("By label\n\n" + kindTable.text) }
    if rules > 0, !ruleTable(1).isEmpty {
      parts.append("Rules that flag clean comments, the worst first\n\n" + ruleTable(rules).text)
    }
    parts.append(contentsOf: samples("Clean, but flagged", total.falseAlarms))
    parts.append(contentsOf: samples("Bad, but not flagged", total.misses, note: "matches, but the policy shows it: "))
    parts.append(notes)
    return parts.joined(separator: "\n")
  }

  private func samples(_ title: String, _ samples: [Evaluation.Sample], note: String = "") -> [String] {
    guard !samples.isEmpty else { return [] }
    let lines = samples.map { sample in
      let rules = sample.rules.isEmpty ? "" : "\n      " + note + sample.rules.joined(separator: ", ")
      return "  \(sample.language)  \(Figures.line(sample.text))\(rules)\n"
    }
    return ["\(title) (\(samples.count) drawn by lot)\n\n" + lines.joined()]
  }

  /// Rows and lines that stand in no table, one note for each reason.
  package var leftOut: [String] {
    var lines: [String] = []
    if total.unlabelled > 0 { lines.append("\(Figures.count(total.unlabelled, "row")) without a label, left out") }
    if total.support > 0 { lines.append("\(Figures.count(total.support, "row")) with the label for support, left out") }
    for file in files where !file.refused.isEmpty {
      let first = file.refused[0]
      lines.append(
        "\(file.name): \(Figures.count(file.refused.count, "line")) refused, the first in line \(first.line): \(first.reason)"
      )
    }
    return lines
  }

  /// What the tables do not show.
  package var notes: String {
    var lines: [String] = []
    if total.undecided > 0 { lines.append("\(Figures.count(total.undecided, "row")) undecided, counted as flagged") }
    lines += leftOut
    lines.append("flagged: any action but allow and support; policy \(policy), pack \(pack)")
    return lines.map { $0 + "\n" }.joined()
  }
}
