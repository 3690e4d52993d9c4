/// The letters of patterns: a number for each, for the letters that differ are few.
struct PatternLetters: BitwiseCopyable {
  // SAFETY: point into the memory of a pack or overlay, which whoever has this holds on to.
  let numbers: UnsafePointer<UInt16>
  let kinds: UnsafePointer<PatternLetter>

  /// - Precondition: the place is inside the pattern.
  @inline(__always)
  subscript(place: Int) -> PatternLetter { kinds[Int(numbers[place])] }

  @inline(__always)
  static func + (letters: PatternLetters, places: Int) -> PatternLetters {
    PatternLetters(numbers: letters.numbers + places, kinds: letters.kinds)
  }

  /// How many letters may differ.
  static let mostKinds = 1 << 16

  /// The tables that ``write(_:to:)`` wrote, and how many letters there are.
  /// - Throws: ``PackDamage`` for letters that are not there, or of no known kind.
  static func read(_ reader: inout PackReader) throws(PackDamage) -> (letters: PatternLetters, count: Int) {
    let kinds = try reader.take(.letterKinds, as: PatternLetter.self)
    let numbers = try reader.take(.letters, as: UInt16.self)
    guard kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.gap)!, below: 3),
      kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.traits)!, below: 4),
      kinds.holds({ $0.script < 64 && $0.base < 128 && Unicode.Scalar($0.scalar) != nil }),
      numbers.holds({ Int($0) < kinds.count })
    else { throw PackDamage("a pattern has letters that are not there") }
    return (PatternLetters(numbers: numbers.start, kinds: kinds.start), numbers.count)
  }

  /// Lays letters out.
  /// - Returns: false if more of them differ than can be numbered.
  static func write(_ letters: [PatternLetter], to writer: inout PackWriter) -> Bool {
    var kinds: [PatternLetter] = []
    var numbers: [UInt16] = []
    numbers.reserveCapacity(letters.count)
    var known: [UInt64: UInt16] = [:]
    // Most letters are ASCII letters without a gap before them.
    var recent = [(bits: UInt64, number: UInt16)](repeating: (.max, 0), count: 128)
    for letter in letters {
      let bits = letter.bits
      let slot = Int(letter.scalar & 127)
      if recent[slot].bits == bits {
        numbers.append(recent[slot].number)
        continue
      }
      let number: UInt16
      if let found = known[bits] {
        number = found
      } else {
        guard kinds.count < mostKinds else { return false }
        number = UInt16(kinds.count)
        kinds.append(letter)
        known[bits] = number
      }
      recent[slot] = (bits, number)
      numbers.append(number)
    }
    writer.add(.letterKinds, kinds)
    writer.add(.letters, numbers)
    return true
  }
}

extension PatternLetter {
  /// All of it in one number.
  fileprivate var bits: UInt64 {
    UInt64(scalar) | UInt64(base) << 32 | UInt64(gap.rawValue) << 40 | UInt64(script) << 48
      | UInt64(traits.rawValue) << 56
  }
}
