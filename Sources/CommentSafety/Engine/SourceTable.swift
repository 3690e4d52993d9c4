/// The terms and rules of a compiled pack, as matches name them.
final class SourceTable: Sendable {
  struct Record: BitwiseCopyable {
    /// Where the id begins among the strings; it ends where that of the next record begins.
    var id: UInt32
    /// The number of all the rest, which many terms share.
    var kind: UInt32
  }

  /// What terms of one kind have in common.
  struct Kind: BitwiseCopyable, Hashable {
    /// Number of the policy lines and thresholds that fit.
    var masks: UInt32
    /// Numbers of the category and the language.
    var category: UInt16
    var language: UInt16
    var severity: UInt8
    var flags: UInt8
    var unused: UInt16 = 0

    static let weak: UInt8 = 1 << 0
    static let final: UInt8 = 1 << 1
    static let shadow: UInt8 = 1 << 2
    /// The id is `language/category/` and what stands among the strings: so are those of lists.
    static let listed: UInt8 = 1 << 3
  }

  private let memory: PackMemory
  // SAFETY: points into `memory`, which is never written to.
  nonisolated(unsafe) fileprivate let records: UnsafePointer<Record>
  nonisolated(unsafe) fileprivate let kinds: UnsafePointer<Kind>
  private let kindCount: Int
  let count: Int
  fileprivate let strings: StringTable
  fileprivate let categories: [Category]
  fileprivate let languages: [String]
  /// The number of the language of what is of none: `und`.
  let anyLanguage: UInt16?

  /// - Parameter masks: how many pairs of policy masks there are.
  /// - Throws: ``PackDamage`` if a term or rule names what is not there.
  init(
    _ reader: inout PackReader, strings: StringTable, categories: [Category], languages: [String]
  ) throws(PackDamage) {
    memory = reader.memory
    let kinds = try reader.take(.sourceKinds, as: Kind.self)
    let records = try reader.take(.sources, as: Record.self)
    guard let last = records.last else { throw PackDamage("the terms have no end") }
    var isInOrder = strings.holds(StringPlace(start: 0, count: last.id))
    for (record, next) in zip(records, records.dropFirst()) where isInOrder { isInOrder = record.id <= next.id }
    let terms = UnsafeBufferPointer(rebasing: records.dropLast())
    let areWhole =
      isInOrder && terms.holds { Int($0.kind) < kinds.count }
      && kinds.holds {
        Int($0.category) < categories.count && Int($0.language) < languages.count
          && (Severity.mild.rawValue...Severity.severe.rawValue).contains($0.severity)
      }
    guard areWhole else { throw PackDamage("a term or rule names what is not there") }
    self.records = records.start
    self.kinds = kinds.start
    kindCount = kinds.count
    count = terms.count
    self.strings = strings
    self.categories = categories
    self.languages = languages
    anyLanguage = languages.firstIndex(of: "und").map { UInt16($0) }
  }

  @inline(__always)
  subscript(index: Int) -> Source {
    precondition(index >= 0 && index < count)
    return Source(record: records + index, kind: kinds + Int(records[index].kind), table: self)
  }

  /// The number of a source's policy masks.
  @inline(__always)
  func masks(of index: Int) -> Int {
    precondition(index >= 0 && index < count)
    return Int(kinds[Int(records[index].kind)].masks)
  }

  /// Whether all numbers of policy masks are below a limit.
  func holdsMasks(below limit: Int) -> Bool {
    UnsafeBufferPointer(start: kinds, count: kindCount).holds { Int($0.masks) < limit }
  }

  /// A term or rule: a look into the table, for as long as the pack is held.
  struct Source {
    // SAFETY: whoever asks a pack for a source holds on to the pack, and with it to the table and its memory.
    fileprivate let record: UnsafePointer<Record>
    fileprivate let kind: UnsafePointer<Kind>
    fileprivate unowned(unsafe) let table: SourceTable

    /// - Complexity: linear in the id, which is made anew.
    var id: String {
      let own = table.strings[StringPlace(start: record.pointee.id, count: record[1].id - record.pointee.id)]
      return kind.pointee.flags & Kind.listed == 0 ? own : "\(language)/\(category)/\(own)"
    }
    var category: Category { table.categories[Int(kind.pointee.category)] }
    var language: String { table.languages[Int(kind.pointee.language)] }
    /// The language as a small number, for comparing.
    var languageNumber: UInt16 { kind.pointee.language }
    /// The language as one of 64 bits: several may share one.
    var languageBit: UInt64 { 1 << UInt64(languageNumber & 63) }
    /// The languages, as bits, of what a context of this language is for: one of `und` is for all.
    var contextLanguages: UInt64 { languageNumber == table.anyLanguage ? .max : languageBit }
    /// The category as a small number, for comparing.
    var categoryNumber: UInt16 { kind.pointee.category }
    var severity: Severity { Severity(rawValue: kind.pointee.severity)! }
    var isWeak: Bool { kind.pointee.flags & Kind.weak != 0 }
    var isFinal: Bool { kind.pointee.flags & Kind.final != 0 }
    var isShadow: Bool { kind.pointee.flags & Kind.shadow != 0 }
  }
}

/// Lays out terms and rules.
struct SourceTableBuilder {
  private(set) var records: [SourceTable.Record] = []
  private(set) var kinds: [SourceTable.Kind] = []
  private var kindNumbers: [SourceTable.Kind: UInt32] = [:]
  private(set) var categories: [Category] = []
  private(set) var languages: [String] = []
  private(set) var masks: [CompiledPolicy.Masks] = []
  private var categoryNumbers: [Category: UInt16] = [:]
  private var languageNumbers: [String: UInt16] = [:]
  private var maskNumbers: [CompiledPolicy.Masks: UInt32] = [:]
  private var masksOfSort: [Sort: UInt32] = [:]
  private var idEnd: UInt32 = 0
  private let policy: Policy
  /// Whether a line of the policy asks for ids: then each source is asked by itself.
  private let asksForIDs: Bool

  private struct Sort: Hashable {
    var category: UInt16
    var language: UInt16
    var severity: UInt8
  }

  init(_ policy: Policy) {
    self.policy = policy
    asksForIDs =
      policy.lines.contains { $0.condition.rules != nil } || policy.thresholds.contains { $0.condition.rules != nil }
  }

  /// Adds a term or rule. Nothing else may be added to the strings between two of them.
  mutating func add(
    id: String, category: Category, severity: Severity, language: String, isWeak: Bool, isFinal: Bool,
    isShadow: Bool, _ strings: inout StringTableBuilder
  ) {
    let categoryNumber = Self.number(of: category, &categoryNumbers, &categories)
    let languageNumber = Self.number(of: language, &languageNumbers, &languages)
    let sort = Sort(category: categoryNumber, language: languageNumber, severity: severity.rawValue)
    let masks: UInt32
    if !asksForIDs, let known = masksOfSort[sort] {
      masks = known
    } else {
      masks = number(
        of: CompiledPolicy.masks(
          policy, for: .init(id: id, category: category, severity: severity, language: language)))
      masksOfSort[sort] = masks
    }
    var flags: UInt8 = 0
    if isWeak { flags |= SourceTable.Kind.weak }
    if isFinal { flags |= SourceTable.Kind.final }
    if isShadow { flags |= SourceTable.Kind.shadow }
    var own = id[...]
    if let rest = Self.rest(of: id, behind: language, category.rawValue) {
      own = rest
      flags |= SourceTable.Kind.listed
    }
    let kind = number(
      of: SourceTable.Kind(
        masks: masks, category: categoryNumber, language: languageNumber, severity: severity.rawValue, flags: flags))
    records.append(SourceTable.Record(id: strings.add(own).start, kind: kind))
    idEnd = UInt32(strings.bytes.count)
  }

  /// What stands in an id behind `language/category/`; nil for another id.
  private static func rest(of id: String, behind language: String, _ category: String) -> Substring? {
    guard id.utf8.starts(with: language.utf8) else { return nil }
    let inner = id[...].utf8.dropFirst(language.utf8.count)
    guard inner.first == UInt8(ascii: "/"), inner.dropFirst().starts(with: category.utf8) else { return nil }
    let rest = inner.dropFirst(1 + category.utf8.count)
    return rest.first == UInt8(ascii: "/") ? Substring(rest.dropFirst()) : nil
  }

  /// A record behind the last one, which says where the last id ends.
  var end: SourceTable.Record {
    SourceTable.Record(id: idEnd, kind: 0)
  }

  private mutating func number(of kind: SourceTable.Kind) -> UInt32 {
    // Neighbours are mostly alike.
    if let last = records.last, kinds[Int(last.kind)] == kind { return last.kind }
    if let number = kindNumbers[kind] { return number }
    let number = UInt32(kinds.count)
    kindNumbers[kind] = number
    kinds.append(kind)
    return number
  }

  private mutating func number(of masks: CompiledPolicy.Masks) -> UInt32 {
    if let number = maskNumbers[masks] { return number }
    let number = UInt32(self.masks.count)
    maskNumbers[masks] = number
    self.masks.append(masks)
    return number
  }

  private static func number<Value: Hashable>(
    of value: Value, _ numbers: inout [Value: UInt16], _ values: inout [Value]
  ) -> UInt16 {
    // Neighbours are mostly alike.
    if let last = values.last, last == value { return UInt16(values.count - 1) }
    if let number = numbers[value] { return number }
    let number = UInt16(values.count)
    numbers[value] = number
    values.append(value)
    return number
  }
}
