/// The allow phrases of a compiled pack, as written.
final class AllowPhraseTable: Sendable {
  struct Record: BitwiseCopyable {
    var pattern: StringPlace
    var isShadow: UInt32
  }

  private let memory: PackMemory
  // SAFETY: points into `memory`, which is never written to.
  nonisolated(unsafe) private let records: UnsafePointer<Record>
  private let strings: StringTable
  let count: Int

  init(_ reader: inout PackReader, _ strings: StringTable) throws(PackDamage) {
    memory = reader.memory
    let records = try reader.take(.phrases, as: Record.self)
    guard records.holds({ strings.holds($0.pattern) }) else {
      throw PackDamage("an allow phrase lies outside its table")
    }
    self.records = records.start
    self.strings = strings
    count = records.count
  }

  subscript(index: Int) -> String {
    precondition(index >= 0 && index < count)
    return strings[records[index].pattern]
  }

  /// Whether the phrase lifts matches in shadow mode only.
  func isShadow(_ index: Int) -> Bool {
    precondition(index >= 0 && index < count)
    return records[index].isShadow != 0
  }
}

/// Lower-case spellings of terms whose accents must agree, by pattern.
final class ExactSpellings: Sendable {
  struct Record: BitwiseCopyable {
    var pattern: UInt32
    var spelling: StringPlace
  }

  private let memory: PackMemory
  // SAFETY: points into `memory`, which is never written to.
  nonisolated(unsafe) private let records: UnsafePointer<Record>
  private let strings: StringTable
  private let count: Int

  init(_ reader: inout PackReader, _ strings: StringTable) throws(PackDamage) {
    memory = reader.memory
    let records = try reader.take(.exactSpellings, as: Record.self)
    guard records.holds({ strings.holds($0.spelling) }) else { throw PackDamage("a spelling lies outside its table") }
    self.records = records.start
    self.strings = strings
    count = records.count
  }

  /// The UTF-8 of a pattern's spelling, in the memory of the pack.
  /// - Complexity: O(log n).
  subscript(pattern: UInt32) -> UnsafeBufferPointer<UInt8>? {
    let index = partitionPoint(count) { records[$0].pattern < pattern }
    return index < count && records[index].pattern == pattern ? strings.utf8(records[index].spelling) : nil
  }
}
