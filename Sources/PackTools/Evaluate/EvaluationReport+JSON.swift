internal import Foundation

extension EvaluationReport {
  /// The report as one JSON object, with sorted keys.
  package func json(rules: Int) -> String {
    let object: [String: Any] = [
      "pack": pack, "policy": policy, "files": files.map { Self.object(of: $0, rules: rules) },
      "total": Self.object(of: total, rules: rules),
    ]
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Only strings, numbers, arrays and dictionaries stand in it.
    let data = (try? JSONSerialization.data(withJSONObject: object, options: options)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func object(of evaluation: Evaluation, rules: Int) -> [String: Any] {
    var object = self.object(of: evaluation.counts)
    object["name"] = evaluation.name
    object["undecided"] = evaluation.undecided
    object["unlabelled"] = evaluation.unlabelled
    object["support"] = evaluation.support
    object["refused"] = evaluation.refused.count
    object["languages"] = evaluation.byLanguage.mapValues { self.object(of: $0) }
    object["labels"] = evaluation.byKind.mapValues { self.object(of: $0) }
    object["categories"] = evaluation.byCategory.mapValues { self.object(of: $0) }
    object["worstRules"] = evaluation.worstRules(rules).map { rule, flags in
      self.object(of: flags).merging(["rule": rule]) { $1 }
    }
    object["falseAlarms"] = evaluation.falseAlarms.map { self.object(of: $0) }
    object["misses"] = evaluation.misses.map { self.object(of: $0) }
    return object
  }

  private static func object(of counts: Evaluation.Counts) -> [String: Any] {
    var object: [String: Any] = [
      "rows": counts.rows, "bad": counts.bad, "clean": counts.clean, "truePositives": counts.hits,
      "falseNegatives": counts.misses, "falsePositives": counts.falseAlarms, "trueNegatives": counts.passes,
    ]
    add(counts.recall, "recall", to: &object)
    add(counts.precision, "precision", to: &object)
    add(counts.falsePositiveRate, "falsePositiveRate", to: &object)
    if let f1 = counts.f1 { object["f1"] = f1 }
    return object
  }

  private static func object(of flags: Evaluation.Flags) -> [String: Any] {
    var object: [String: Any] = [
      "flaggedBad": flags.bad, "flaggedClean": flags.clean, "flaggedCleanAlone": flags.cleanAlone,
    ]
    add(flags.precision, "precision", to: &object)
    return object
  }

  private static func object(of sample: Evaluation.Sample) -> [String: Any] {
    ["text": sample.text, "language": sample.language, "rules": sample.rules]
  }

  /// A share and its interval; nothing where there were no trials.
  private static func add(_ proportion: Proportion, _ name: String, to object: inout [String: Any]) {
    guard let value = proportion.value, let interval = proportion.interval else { return }
    object[name] = value
    object["\(name)Interval"] = [interval.lowerBound, interval.upperBound]
  }
}
