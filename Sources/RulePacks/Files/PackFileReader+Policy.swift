internal import CommentSafety
internal import Yams

extension PackFileReader {
  private static let lineKeys = ["name", "when", "then", "shadow"]
  private static let thresholdKeys = ["name", "when", "atLeast", "then"]
  private static let conditionKeys = [
    "category", "severity", "language", "evidence", "how", "rule",
  ]
  private static let lineConditionKeys = conditionKeys + ["beside"]

  /// The file's policy, or nil if its name is wrong. Lines with errors are left out.
  mutating func policy(named node: Node, _ entries: [String: Node]) -> LocatedPolicy? {
    let name = value(node, "policy", Vocabulary.identifier)
    let place = location(of: node)
    var names: [String: Int] = [:]
    let lines = required("lines", in: entries, at: place) { reader, node in
      reader.items(of: node, "\"lines\"").compactMap { reader.policyLine($0, &names) }
    }
    let thresholds = entries["thresholds"].map { node in
      items(of: node, "\"thresholds\"").compactMap { threshold($0, &names) }
    }
    let defaultAction = entries["default"].flatMap { value($0, "default", Vocabulary.action) }
    let undecided = entries["undecided"].flatMap { value($0, "undecided", Vocabulary.action) }
    guard let name else { return nil }
    let policy = Policy(
      name: name, lines: lines ?? [], thresholds: thresholds ?? [],
      defaultAction: defaultAction ?? .allow, undecidedAction: undecided ?? .review)
    return LocatedPolicy(policy: policy, location: place)
  }

  private mutating func policyLine(_ node: Node, _ names: inout [String: Int]) -> PolicyLine? {
    guard let entries = entries(of: node, "the policy line", keys: PackFileReader.lineKeys) else {
      return nil
    }
    let place = location(of: node)
    let name = name(in: entries, at: place, &names)
    let condition = condition(in: entries, at: place, keys: PackFileReader.lineConditionKeys)
    let action = required("then", in: entries, at: place) { reader, node in
      reader.value(node, "then", Vocabulary.action)
    }
    let isShadow = flag("shadow", in: entries)
    guard let name, let condition, let action else { return nil }
    return PolicyLine(name, condition, action, isShadow: isShadow, location: place)
  }

  private mutating func threshold(_ node: Node, _ names: inout [String: Int]) -> PolicyThreshold? {
    guard let entries = entries(of: node, "the threshold", keys: PackFileReader.thresholdKeys)
    else { return nil }
    let place = location(of: node)
    let name = name(in: entries, at: place, &names)
    let condition = condition(in: entries, at: place)
    let count = required("atLeast", in: entries, at: place) { reader, node in
      reader.value(node, "atLeast") { text throws(Complaint) in
        guard let count = Int(text), (1...1_000_000).contains(count) else {
          throw Complaint(
            message: "\"\(text)\" is not a number of matches",
            advice: "write a whole number from 1 to 1000000")
        }
        return count
      }
    }
    let action = required("then", in: entries, at: place) { reader, node in
      reader.value(node, "then", Vocabulary.action)
    }
    guard let name, let condition, let count, let action else { return nil }
    return PolicyThreshold(name, condition, atLeast: count, action, location: place)
  }

  /// The name of a line or threshold. Explanations name lines, so no two may share a name.
  private mutating func name(
    in entries: [String: Node], at place: SourceLocation, _ names: inout [String: Int]
  ) -> String? {
    guard let name = required("name", in: entries, at: place, { $0.string($1, "name") }),
      let node = entries["name"]
    else { return nil }
    let place = location(of: node)
    if let first = names[name] {
      report(
        .badValue, "the name \"\(name)\" stands in line \(place.line) and in line \(first)",
        advice: "give one of the two another name", at: place)
    }
    names[name] = names[name] ?? place.line
    return name
  }

  /// What stands under `when`; `when: {}` fits every match.
  private mutating func condition(
    in entries: [String: Node], at place: SourceLocation, keys: [String] = PackFileReader.conditionKeys
  ) -> PolicyCondition? {
    guard
      let when = required(
        "when", in: entries, at: place,
        { reader, node in
          reader.entries(of: node, "\"when\"", keys: keys)
        })
    else { return nil }
    var condition = PolicyCondition()
    condition.categories = when["category"].map { Set(values($0, "category", Vocabulary.category)) }
    condition.severities = when["severity"].map {
      values($0, "severity", Vocabulary.severities).reduce(into: []) { $0.formUnion($1) }
    }
    condition.languages = when["language"].map { Set(values($0, "language", Vocabulary.language)) }
    condition.techniques = when["how"].map { Set(values($0, "how", Vocabulary.technique)) }
    condition.rules = when["rule"].map { Set(strings($0, "rule")) }
    condition.beside = when["beside"].map { Set(values($0, "beside", Vocabulary.category)) }
    if let node = when["evidence"] {
      let kinds = values(node, "evidence", Vocabulary.evidence)
      // Both kinds together are no condition.
      condition.evidence = kinds.count == 1 ? kinds[0] : nil
    }
    return condition
  }
}
