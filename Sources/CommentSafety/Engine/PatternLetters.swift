/// The letters of patterns: a number for each, for the letters that differ are few.
///
/// The commonest have numbers of one byte. A pattern with another letter stands among the wide ones, behind the others, with two bytes for each.
struct PatternLetters: BitwiseCopyable {
  // SAFETY: point into the memory of a pack or overlay, which whoever has this holds on to.
  private let narrow: UnsafePointer<UInt8>
  private let wide: UnsafePointer<UInt16>
  private let kinds: UnsafePointer<PatternLetter>
  /// The place of the first wide letter; not above zero among these.
  private let narrowCount: Int

  /// - Precondition: the place is inside the pattern.
  @inline(__always)
  subscript(place: Int) -> PatternLetter {
    kinds[place < narrowCount ? Int(narrow[place]) : Int(wide[place &- narrowCount])]
  }

  @inline(__always)
  static func + (letters: PatternLetters, places: Int) -> PatternLetters {
    PatternLetters(
      narrow: letters.narrow + places, wide: letters.wide, kinds: letters.kinds,
      narrowCount: letters.narrowCount - places)
  }

  /// How many letters may differ.
  static let mostKinds = 1 << 16

  /// The tables that ``PatternLettersLayout`` wrote, and how many letters there are.
  /// - Throws: ``PackDamage`` for letters that are not there, or of no known kind.
  static func read(_ reader: inout PackReader) throws(PackDamage) -> (letters: PatternLetters, count: Int) {
    let kinds = try reader.take(.letterKinds, as: PatternLetter.self)
    let narrow = try reader.take(.narrowLetters, as: UInt8.self)
    let wide = try reader.take(.wideLetters, as: UInt16.self)
    guard kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.gap)!, below: 3),
      kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.traits)!, below: 4),
      kinds.holds({ $0.script < 64 && $0.base < 128 && Unicode.Scalar($0.scalar) != nil }),
      narrow.holds({ Int($0) < kinds.count }), wide.holds({ Int($0) < kinds.count })
    else { throw PackDamage("a pattern has letters that are not there") }
    let letters = PatternLetters(
      narrow: narrow.start, wide: wide.start, kinds: kinds.start, narrowCount: narrow.count)
    return (letters, narrow.count + wide.count)
  }
}

/// Numbers the letters of patterns.
struct PatternLettersLayout {
  /// The patterns, with the places of their letters.
  private(set) var patterns: [Pattern]
  private var kinds: [PatternLetter] = []
  private var narrow: [UInt8] = []
  private var wide: [UInt16] = []

  private static let narrowKinds = 1 << 8

  /// - Returns: nil if more letters differ than can be numbered.
  /// - Complexity: linear in the letters, but for sorting those that differ.
  init?(_ patterns: [Pattern], _ letters: [PatternLetter]) {
    self.patterns = patterns
    guard var numbers = number(letters) else { return nil }
    if kinds.count > Self.narrowKinds { sortByFrequency(&numbers) }
    narrow.reserveCapacity(numbers.count)
    for index in self.patterns.indices where self.patterns[index].letterCount > 0 {
      let first = Int(self.patterns[index].firstLetter)
      let places = first..<(first + Int(self.patterns[index].letterCount))
      if places.allSatisfy({ Int(numbers[$0]) < Self.narrowKinds }) {
        self.patterns[index].firstLetter = UInt32(narrow.count)
        for place in places { narrow.append(UInt8(truncatingIfNeeded: numbers[place])) }
      } else {
        // Counted from the first wide one, until it is known where that stands.
        self.patterns[index].firstLetter = UInt32(wide.count) | Self.wideMark
        wide += numbers[places]
      }
    }
    guard !wide.isEmpty else { return }
    for index in self.patterns.indices where self.patterns[index].firstLetter & Self.wideMark != 0 {
      self.patterns[index].firstLetter = self.patterns[index].firstLetter & ~Self.wideMark + UInt32(narrow.count)
    }
  }

  private static let wideMark: UInt32 = 1 << 31

  func write(to writer: inout PackWriter) {
    writer.add(.letterKinds, kinds)
    writer.add(.narrowLetters, narrow)
    writer.add(.wideLetters, wide)
  }

  /// Numbers letters as they come.
  private mutating func number(_ letters: [PatternLetter]) -> [UInt16]? {
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
        guard kinds.count < PatternLetters.mostKinds else { return nil }
        number = UInt16(kinds.count)
        kinds.append(letter)
        known[bits] = number
      }
      recent[slot] = (bits, number)
      numbers.append(number)
    }
    return numbers
  }

  /// Numbers letters anew, the commonest first.
  private mutating func sortByFrequency(_ numbers: inout [UInt16]) {
    var counts = [Int](repeating: 0, count: kinds.count)
    for number in numbers { counts[Int(number)] += 1 }
    let order = kinds.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    var newNumbers = [UInt16](repeating: 0, count: kinds.count)
    for (new, old) in order.enumerated() { newNumbers[old] = UInt16(new) }
    kinds = order.map { kinds[$0] }
    for place in numbers.indices { numbers[place] = newNumbers[Int(numbers[place])] }
  }
}

extension PatternLetter {
  /// All of it in one number.
  fileprivate var bits: UInt64 {
    UInt64(scalar) | UInt64(base) << 32 | UInt64(gap.rawValue) << 40 | UInt64(script) << 48
      | UInt64(traits.rawValue) << 56
  }
}
