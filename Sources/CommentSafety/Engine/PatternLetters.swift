/// The letters of all patterns: a number of one byte for each, since the letters that differ are few.
///
/// Letters that differ stand in pages of 256. The first page has the commonest, and nearly all patterns are of these alone; the others have the page
/// that they begin with.
struct PatternLetters: BitwiseCopyable {
  // SAFETY: point into the memory of a pack or overlay, which whoever has this holds on to.
  private let numbers: UnsafePointer<UInt8>
  private let kinds: UnsafePointer<PatternLetter>
  /// Where the letters of the second page and of those behind it begin, and where all letters end.
  private let pageStarts: UnsafeBufferPointer<UInt32>

  fileprivate static let pageSize = 1 << 8

  /// The letters of the pattern that begins at a place.
  @inline(__always)
  static func + (letters: PatternLetters, place: Int) -> LettersOfPattern {
    let page = place < Int(letters.pageStarts[0]) ? 0 : letters.page(of: place)
    return LettersOfPattern(numbers: letters.numbers + place, kinds: letters.kinds + page * pageSize)
  }

  /// The first letter of the pattern that begins at a place.
  subscript(place: Int) -> PatternLetter { (self + place)[0] }

  /// - Complexity: O(log pages).
  @inline(never)
  private func page(of place: Int) -> Int {
    Swift.min(partitionPoint(pageStarts.count) { pageStarts[$0] <= UInt32(place) }, pageStarts.count - 1)
  }

  /// The tables that ``PatternLettersLayout`` wrote.
  /// - Throws: ``PackDamage`` for letters that are not there, or of no known kind.
  init(_ reader: inout PackReader) throws(PackDamage) {
    let kinds = try reader.take(.letterKinds, as: PatternLetter.self)
    let pageStarts = try reader.take(.letterPages, as: UInt32.self)
    let numbers = try reader.take(.patternLetters, as: UInt8.self)
    (self.kinds, self.pageStarts, self.numbers) = (kinds.start, pageStarts, numbers.start)
    guard kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.gap)!, below: 3),
      kinds.holds(byteAt: MemoryLayout<PatternLetter>.offset(of: \.traits)!, below: 4),
      kinds.holds({ $0.script < 64 && $0.base < 128 && Unicode.Scalar($0.scalar) != nil }),
      pageStarts.last == UInt32(numbers.count),
      zip(pageStarts, pageStarts.dropFirst()).allSatisfy({ $0 <= $1 }),
      kinds.count > (pageStarts.count - 1) * Self.pageSize || numbers.isEmpty
    else { throw PackDamage("a pattern has letters that are not there") }
    // All pages but the last are full, so any number is right in them.
    let inLastPage = Swift.max(kinds.count - (pageStarts.count - 1) * Self.pageSize, 0)
    let lastPage = pageStarts.count == 1 ? 0 : Int(pageStarts[pageStarts.count - 2])
    let last = UnsafeBufferPointer(rebasing: numbers[lastPage...])
    guard last.holds({ Int($0) < inLastPage }) else { throw PackDamage("a pattern has letters that are not there") }
  }

  /// Whether a pattern's letters are there, in one page.
  func holds(_ pattern: Pattern) -> Bool {
    let (first, end) = (Int(pattern.firstLetter), Int(pattern.firstLetter) + Int(pattern.letterCount))
    return pattern.letterCount == 0 || end <= Int(pageStarts[first < Int(pageStarts[0]) ? 0 : page(of: first)])
  }
}

/// The letters of one pattern.
struct LettersOfPattern: BitwiseCopyable {
  // SAFETY: see ``PatternLetters``.
  fileprivate let numbers: UnsafePointer<UInt8>
  fileprivate let kinds: UnsafePointer<PatternLetter>

  /// - Precondition: the place is inside the pattern.
  @inline(__always)
  subscript(place: Int) -> PatternLetter { kinds[Int(numbers[place])] }
}

/// Numbers the letters of patterns.
struct PatternLettersLayout {
  /// The patterns, with the places of their letters.
  private(set) var patterns: [Pattern]
  private var kinds: [PatternLetter] = []
  private var pageStarts: [UInt32] = []
  private var numbers: [UInt8] = []

  /// - Complexity: linear in the letters, but for sorting those that differ.
  init(_ patterns: [Pattern], _ letters: [PatternLetter]) {
    self.patterns = patterns
    var (all, kindOf) = Self.kinds(of: letters)
    let commonCount = Swift.min(all.count, PatternLetters.pageSize)
    if all.count > commonCount { Self.sortByFrequency(&all, &kindOf) }
    kinds = Array(all[..<commonCount])
    numbers.reserveCapacity(letters.count)
    var others: [Int] = []
    for index in patterns.indices where patterns[index].letterCount > 0 {
      let first = Int(patterns[index].firstLetter)
      let places = first..<(first + Int(patterns[index].letterCount))
      guard places.allSatisfy({ kindOf[$0] < commonCount }) else {
        others.append(index)
        continue
      }
      self.patterns[index].firstLetter = UInt32(numbers.count)
      for place in places { numbers.append(UInt8(truncatingIfNeeded: kindOf[place])) }
    }
    pageStarts.append(UInt32(numbers.count))
    // The others in their order, which lists have by languages: what stands in a page is mostly asked for again.
    var numberOf: [Int32: UInt8] = [:]
    var missing: [Int32] = []
    for index in others {
      let first = Int(patterns[index].firstLetter)
      let places = first..<(first + Int(patterns[index].letterCount))
      missing.removeAll(keepingCapacity: true)
      for place in places where numberOf[kindOf[place]] == nil && !missing.contains(kindOf[place]) {
        missing.append(kindOf[place])
      }
      if numberOf.isEmpty || numberOf.count + missing.count > PatternLetters.pageSize {
        closePage()
        numberOf.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
        for place in places where !missing.contains(kindOf[place]) { missing.append(kindOf[place]) }
      }
      for kind in missing {
        numberOf[kind] = UInt8(numberOf.count)
        kinds.append(all[Int(kind)])
      }
      self.patterns[index].firstLetter = UInt32(numbers.count)
      for place in places { numbers.append(numberOf[kindOf[place]]!) }
      pageStarts[pageStarts.count - 1] = UInt32(numbers.count)
    }
  }

  /// Fills the last page up and begins another.
  private mutating func closePage() {
    if let last = kinds.last {
      let rest = -kinds.count & (PatternLetters.pageSize - 1)
      kinds.append(contentsOf: repeatElement(last, count: rest))
    }
    pageStarts.append(UInt32(numbers.count))
  }

  func write(to writer: inout PackWriter) {
    writer.add(.letterKinds, kinds)
    writer.add(.letterPages, pageStarts)
    writer.add(.patternLetters, numbers)
  }

  /// The letters that differ, as they come, and for each letter which of them it is.
  private static func kinds(of letters: [PatternLetter]) -> (kinds: [PatternLetter], kindOf: [Int32]) {
    var kinds: [PatternLetter] = []
    var kindOf: [Int32] = []
    kindOf.reserveCapacity(letters.count)
    var known: [UInt64: Int32] = [:]
    // Most letters are ASCII letters without a gap before them.
    var recent = [(bits: UInt64, kind: Int32)](repeating: (.max, 0), count: 128)
    for letter in letters {
      let bits = letter.bits
      let slot = Int(letter.scalar & 127)
      if recent[slot].bits != bits {
        if let found = known[bits] {
          recent[slot] = (bits, found)
        } else {
          recent[slot] = (bits, Int32(kinds.count))
          known[bits] = Int32(kinds.count)
          kinds.append(letter)
        }
      }
      kindOf.append(recent[slot].kind)
    }
    return (kinds, kindOf)
  }

  /// Sorts letters, the commonest first.
  private static func sortByFrequency(_ kinds: inout [PatternLetter], _ kindOf: inout [Int32]) {
    var counts = [Int](repeating: 0, count: kinds.count)
    for kind in kindOf { counts[Int(kind)] += 1 }
    let order = kinds.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    var newKinds = [Int32](repeating: 0, count: kinds.count)
    for (new, old) in order.enumerated() { newKinds[old] = Int32(new) }
    kinds = order.map { kinds[$0] }
    for place in kindOf.indices { kindOf[place] = newKinds[Int(kindOf[place])] }
  }
}

extension PatternLetter {
  /// All of it in one number.
  fileprivate var bits: UInt64 {
    UInt64(scalar) | UInt64(base) << 32 | UInt64(gap.rawValue) << 40 | UInt64(script) << 48
      | UInt64(traits.rawValue) << 56
  }
}
