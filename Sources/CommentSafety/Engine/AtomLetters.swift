/// The very letters of each atom: the skeleton takes others for them (`kill` and `kid` begin alike there).
struct AtomLetters: Sendable {
  private let memory: PackMemory
  // SAFETY: point into `memory`, which is never written to; starts rise and lie inside the bytes.
  nonisolated(unsafe) private let starts: UnsafePointer<UInt32>
  nonisolated(unsafe) private let bytes: UnsafePointer<UInt8>

  /// - Throws: ``PackDamage`` if there are not those of `count` atoms.
  init(_ reader: inout PackReader, count: Int) throws(PackDamage) {
    memory = reader.memory
    let starts = try reader.take(.atomLetterStarts, as: UInt32.self)
    let bytes = try reader.take(.atomLetters, as: UInt8.self)
    var isInOrder = starts.count == count + 1 && starts.first == 0 && starts.last == UInt32(bytes.count)
    for atom in 0..<count where isInOrder { isInOrder = starts[atom] <= starts[atom + 1] }
    guard isInOrder else { throw PackDamage("the letters of an atom lie outside their table") }
    self.starts = starts.start
    self.bytes = bytes.start
  }

  static func write(_ letters: [[UInt8]], to writer: inout PackWriter) {
    var starts: [UInt32] = [0]
    for atom in letters { starts.append(starts.last! + UInt32(atom.count)) }
    writer.add(.atomLetterStarts, starts)
    writer.add(.atomLetters, letters.flatMap(\.self))
  }

  /// Small letters and digits; none if the atom has others.
  @inline(__always)
  subscript(_ atom: Int) -> UnsafeBufferPointer<UInt8> {
    let first = starts[atom]
    return UnsafeBufferPointer(start: bytes + Int(first), count: Int(starts[atom + 1] - first))
  }
}
