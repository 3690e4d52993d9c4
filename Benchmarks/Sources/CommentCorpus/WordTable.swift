/// Words to draw from, as bytes that can be copied sixteen at a time.
///
/// A view without reference counts, which all threads would contend for; its owner frees it.
struct WordTable: BitwiseCopyable, @unchecked Sendable {
  // SAFETY: `@unchecked` for the pointers: allocated and filled by `init`, read-only afterwards.
  private let bytes: UnsafeMutablePointer<UInt8>
  private let places: UnsafeMutablePointer<Place>
  private let slots: UnsafeMutablePointer<UInt16>
  let count: Int

  private struct Place {
    var start: UInt32
    var length: UInt32
  }

  /// Bytes behind the end of a word that ``write(_:to:)`` may overwrite.
  static let slack = 16
  private static let slotBits = 13

  /// - Parameter isRanked: the words stand in the order of their frequency, which falls as Zipf's law says; else all are as frequent.
  init(_ words: [String], isRanked: Bool) {
    precondition(!words.isEmpty && words.count <= 1 << 16)
    count = words.count
    places = .allocate(capacity: words.count)
    var all: [UInt8] = []
    for (index, word) in words.enumerated() {
      (places + index).initialize(to: Place(start: UInt32(all.count), length: UInt32(word.utf8.count)))
      all += word.utf8
    }
    all += [UInt8](repeating: 0, count: Self.slack)
    bytes = .allocate(capacity: all.count)
    bytes.initialize(from: all, count: all.count)

    let slotCount = 1 << Self.slotBits
    slots = .allocate(capacity: slotCount)
    // Zipf and Mandelbrot: the n-th word is as frequent as 1 / (n + 2.7).
    let weights = words.indices.map { isRanked ? 1 / (Double($0) + 2.7) : 1 }
    let total = weights.reduce(0, +)
    var word = 0
    var reached = weights[0]
    for slot in 0..<slotCount {
      let position = (Double(slot) + 0.5) / Double(slotCount) * total
      while reached < position, word + 1 < words.count {
        word += 1
        reached += weights[word]
      }
      (slots + slot).initialize(to: UInt16(word))
    }
  }

  /// Frees the table and all its copies.
  func deallocate() {
    bytes.deallocate()
    places.deallocate()
    slots.deallocate()
  }

  /// Draws a word by the lowest 13 bits of a random number.
  @inline(__always)
  func draw(_ bits: UInt64) -> Int {
    // SAFETY: the mask keeps the index below the number of slots.
    Int(slots[Int(truncatingIfNeeded: bits & (1 << Self.slotBits - 1))])
  }

  /// Draws a word, all as frequent, also from a table with more words than slots.
  @inline(__always)
  func drawEvenly(_ random: inout Random) -> Int { random.below(count) }

  @inline(__always)
  func length(_ word: Int) -> Int { Int(places[word].length) }

  /// Copies a word.
  ///
  /// - Parameter target: room for the word and ``slack`` bytes more.
  /// - Returns: the word's length.
  @inline(__always)
  func write(_ word: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    // SAFETY: words come from `draw`; behind the last word stand `slack` bytes, and the caller vouches for the target.
    let place = places[word]
    let source = UnsafeRawPointer(bytes + Int(place.start))
    let raw = UnsafeMutableRawPointer(target)
    raw.storeBytes(of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    let length = Int(place.length)
    if length > 16 { raw.copyMemory(from: source, byteCount: length) }
    return length
  }
}
