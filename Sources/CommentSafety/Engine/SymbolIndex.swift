/// Terms made of symbols alone, such as emoji: found by look-up, since symbols have no place in the skeleton.
final class SymbolIndex: Sendable {
  /// The symbols of a term, with the term's number.
  struct Entry: Sendable {
    var scalars: [UInt32]
    var source: UInt32
  }

  private struct Record: BitwiseCopyable {
    /// The first symbol.
    var first: UInt32
    var source: UInt32
    /// Where the symbols stand in `scalars`.
    var start: UInt32
    var count: UInt32
  }

  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to.
  nonisolated(unsafe) private let records: UnsafePointer<Record>
  nonisolated(unsafe) private let scalars: UnsafePointer<UInt32>
  private let count: Int

  var isEmpty: Bool { count == 0 }

  /// - Parameter sources: how many terms the pack has.
  /// - Throws: ``PackDamage`` if the tables do not fit each other.
  init(_ reader: inout PackReader, sources: Int) throws(PackDamage) {
    memory = reader.memory
    let records = try reader.take(.symbols, as: Record.self)
    let scalars = try reader.take(.symbolScalars, as: UInt32.self)
    let areInside = records.holds {
      $0.source < UInt32(sources) && $0.count > 0 && UInt64($0.start) + UInt64($0.count) <= UInt64(scalars.count)
    }
    guard areInside else { throw PackDamage("terms of symbols lie outside their tables") }
    self.records = records.start
    self.scalars = scalars.start
    count = records.count
  }

  static func write(_ entries: [Entry], to writer: inout PackWriter) {
    let sorted = entries.filter { !$0.scalars.isEmpty }.sorted {
      // Longer sequences first, so that the longest wins.
      ($0.scalars[0], $1.scalars.count, $0.source) < ($1.scalars[0], $0.scalars.count, $1.source)
    }
    var records: [Record] = []
    var scalars: [UInt32] = []
    for entry in sorted {
      records.append(
        Record(
          first: entry.scalars[0], source: entry.source, start: UInt32(scalars.count),
          count: UInt32(entry.scalars.count)))
      scalars += entry.scalars
    }
    writer.add(.symbols, records)
    writer.add(.symbolScalars, scalars)
  }

  /// Emoji modifiers change the shade of a symbol, not what it says.
  static func isModifier(_ scalar: UInt32) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar)
  }

  /// Whether some term begins with a symbol.
  /// - Complexity: O(log n).
  func begins(with scalar: UInt32) -> Bool {
    let index = firstRecord(of: scalar)
    return index < count && records[index].first == scalar
  }

  private func firstRecord(of scalar: UInt32) -> Int {
    partitionPoint(count) { records[$0].first < scalar }
  }

  /// The longest term that begins at `index`, and its last unit.
  /// - Complexity: O(log n) and the entries with that first symbol.
  func longest(
    at index: Int, in units: UnsafePointer<Unit>, count unitCount: Int
  ) -> (source: UInt32, end: Int)? {
    let first = units[index].scalar
    var low = firstRecord(of: first)
    while low < count, records[low].first == first {
      let record = records[low]
      low += 1
      var position = index
      var matched = 0
      while position < unitCount && matched < Int(record.count) {
        let scalar = units[position].scalar
        if scalar == scalars[Int(record.start) + matched] {
          matched += 1
        } else if matched == 0 || !Self.isModifier(scalar) {
          break
        }
        position += 1
      }
      guard matched == Int(record.count) else { continue }
      while position < unitCount && Self.isModifier(units[position].scalar) { position += 1 }
      return (record.source, position - 1)
    }
    return nil
  }
}
