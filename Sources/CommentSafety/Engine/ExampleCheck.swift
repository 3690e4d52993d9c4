/// Checks that each rule matches its `match:` examples and passes its `clean:` ones.
struct ExampleCheck {
  private let pack: CompiledPack
  private let rules: [Rule]

  init(_ pack: CompiledPack, rules: [Rule]) {
    self.pack = pack
    self.rules = rules
  }

  /// - Returns: an error for each example that does not hold.
  func run() -> [BuildError] {
    var errors: [BuildError] = []
    var scratch = ScratchPool(pack).make()
    for (index, rule) in rules.enumerated() {
      let source = UInt32(pack.termCount + index)
      for example in rule.matchExamples where !flags(example, source, &scratch) {
        errors.append(
          BuildError(
            .failedExample, "the rule '\(rule.id)' does not match its example '\(example)'",
            advice: advice(for: rule, source, scratch), at: rule.location, rule: rule.id))
      }
      for example in rule.cleanExamples where flags(example, source, &scratch) {
        errors.append(
          BuildError(
            .failedExample, "the rule '\(rule.id)' matches its clean example '\(example)'",
            advice: "narrow the pattern, or add a `not:` pattern", at: rule.location, rule: rule.id))
      }
    }
    return errors
  }

  /// What may be wrong with a rule that does not match the comment that was just judged.
  private func advice(for rule: Rule, _ source: UInt32, _ scratch: borrowing Scratch) -> String {
    for index in 0..<scratch.liftedCount where scratch.liftedHits[index].source == source {
      let lift = CommentFilter(pack).liftName(of: scratch.liftedHits[index], in: scratch)
      return "it matches, but the \(lift) lifts the match: take another example, or narrow that phrase"
    }
    if (rule.exclusions + [rule.pattern]).contains(where: { $0.unicodeScalars.contains("\u{8}") }) {
      return "the pattern holds a backspace, which YAML makes of \\b in double quotes: write patterns in single quotes"
    }
    return rule.isContext
      ? "mend the pattern or the example, in which a term or another rule must find something\(rule.effect == .weakens ? ", as strong evidence" : "")"
      : rule.exclusions.isEmpty
        ? "mend the pattern or the example" : "mend the pattern or the example; a `not:` pattern may cover the match"
  }

  /// Whether the rule itself hits, whatever the policy and other rules make of it.
  private func flags(_ example: String, _ source: UInt32, _ scratch: inout Scratch) -> Bool {
    var example = example
    return example.withUTF8 { bytes in
      let evaluator = Evaluator(pack: pack)
      _ = evaluator.evaluate(UnsafeRawBufferPointer(bytes), &scratch, resolving: false)
      for index in 0..<scratch.hitCount where scratch.hitBuffer[index].source == source {
        return true
      }
      // A context flags nothing; it holds what others flag, or would but for it.
      for index in 0..<scratch.contextCount where scratch.contexts[index].source == source {
        let context = scratch.contexts[index]
        if (0..<scratch.hitCount).contains(where: { evaluator.holds(context, scratch.hitBuffer[$0]) }) { return true }
        if pack.ruleRecords[Int(source) - pack.termCount].lifts,
          (0..<scratch.liftedCount).contains(where: { evaluator.holds(context, scratch.liftedHits[$0]) })
        {
          return true
        }
      }
      return false
    }
  }
}
