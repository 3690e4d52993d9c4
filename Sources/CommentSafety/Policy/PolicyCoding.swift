/// Writes a policy as numbers, with its words among a pack's strings.
struct PolicyEncoder {
  private(set) var words: [UInt32] = []

  mutating func add(_ policy: Policy, _ strings: inout StringTableBuilder) {
    add(policy.name, &strings)
    words += [UInt32(policy.defaultAction.rawValue), UInt32(policy.undecidedAction.rawValue)]
    words.append(UInt32(policy.lines.count))
    for line in policy.lines {
      add(line.name, &strings)
      words += [UInt32(line.action.rawValue), line.isShadow ? 1 : 0]
      add(line.condition, &strings)
    }
    words.append(UInt32(policy.thresholds.count))
    for threshold in policy.thresholds {
      add(threshold.name, &strings)
      words += [UInt32(threshold.action.rawValue), UInt32(truncatingIfNeeded: threshold.count)]
      add(threshold.condition, &strings)
    }
  }

  private mutating func add(_ string: String, _ strings: inout StringTableBuilder) {
    let place = strings.add(string)
    words += [place.start, place.count]
  }

  private mutating func add(_ condition: PolicyCondition, _ strings: inout StringTableBuilder) {
    // In an order of their own, for a set has none.
    add(condition.categories?.map(\.rawValue), &strings)
    add(condition.severities?.map { UInt32($0.rawValue) })
    add(condition.languages.map(Array.init), &strings)
    let evidence = condition.evidence.map { PolicyCondition.Evidence.allCases.firstIndex(of: $0)! + 1 }
    words.append(UInt32(evidence ?? 0))
    add(condition.techniques?.map(\.rawValue))
    add(condition.rules.map(Array.init), &strings)
    add(condition.beside?.map(\.rawValue), &strings)
  }

  /// A list has one more in front than its elements; 0 is no list.
  private mutating func add(_ list: [String]?, _ strings: inout StringTableBuilder) {
    words.append(list.map { UInt32($0.count + 1) } ?? 0)
    for string in (list ?? []).sorted() { add(string, &strings) }
  }

  private mutating func add(_ list: [UInt32]?) {
    words.append(list.map { UInt32($0.count + 1) } ?? 0)
    words += (list ?? []).sorted()
  }
}

/// Reads what ``PolicyEncoder`` wrote. Places in files are not kept.
struct PolicyDecoder {
  private let words: UnsafeBufferPointer<UInt32>
  private let strings: StringTable
  private var position = 0

  init(_ words: UnsafeBufferPointer<UInt32>, _ strings: StringTable) {
    self.words = words
    self.strings = strings
  }

  /// - Throws: ``PackDamage`` for words that are no policy.
  mutating func policy() throws(PackDamage) -> Policy {
    let name = try string()
    let defaultAction = try action()
    let undecidedAction = try action()
    var lines: [PolicyLine] = []
    for _ in 0..<(try count()) {
      let name = try string()
      let action = try action()
      let isShadow = try word() != 0
      lines.append(PolicyLine(name, try condition(), action, isShadow: isShadow))
    }
    var thresholds: [PolicyThreshold] = []
    for _ in 0..<(try count()) {
      let name = try string()
      let action = try action()
      let count = Int(try word())
      thresholds.append(PolicyThreshold(name, try condition(), atLeast: count, action))
    }
    guard position == words.count, lines.count <= CompiledPolicy.maximumLines,
      thresholds.count <= CompiledPolicy.maximumLines
    else { throw damage }
    return Policy(
      name: name, lines: lines, thresholds: thresholds, defaultAction: defaultAction,
      undecidedAction: undecidedAction)
  }

  private var damage: PackDamage { PackDamage("the policy cannot be read") }

  private mutating func word() throws(PackDamage) -> UInt32 {
    guard position < words.count else { throw damage }
    position += 1
    return words[position - 1]
  }

  /// A number of things that follow, each of a word at least, or one more.
  private mutating func count() throws(PackDamage) -> Int {
    let count = Int(try word())
    guard count <= words.count - position + 1 else { throw damage }
    return count
  }

  private mutating func string() throws(PackDamage) -> String {
    let place = StringPlace(start: try word(), count: try word())
    guard strings.holds(place) else { throw damage }
    return strings[place]
  }

  private mutating func action() throws(PackDamage) -> Action {
    guard let action = Action(rawValue: UInt8(truncatingIfNeeded: try word())) else { throw damage }
    return action
  }

  private mutating func condition() throws(PackDamage) -> PolicyCondition {
    var condition = PolicyCondition()
    condition.categories = try list().map { Set($0.map { Category(rawValue: $0) }) }
    condition.severities = try numbers().map {
      Set($0.compactMap { Severity(rawValue: UInt8(truncatingIfNeeded: $0)) })
    }
    condition.languages = try list().map { Set($0) }
    let evidence = Int(try word())
    guard evidence <= PolicyCondition.Evidence.allCases.count else { throw damage }
    condition.evidence = evidence == 0 ? nil : PolicyCondition.Evidence.allCases[evidence - 1]
    condition.techniques = try numbers().map { Set($0.map { Technique(rawValue: $0) }) }
    condition.rules = try list().map { Set($0) }
    condition.beside = try list().map { Set($0.map { Category(rawValue: $0) }) }
    return condition
  }

  private mutating func list() throws(PackDamage) -> [String]? {
    let count = try count()
    if count == 0 { return nil }
    var list: [String] = []
    for _ in 1..<count { list.append(try string()) }
    return list
  }

  private mutating func numbers() throws(PackDamage) -> [UInt32]? {
    let count = try count()
    if count == 0 { return nil }
    var list: [UInt32] = []
    for _ in 1..<count { list.append(try word()) }
    return list
  }
}
