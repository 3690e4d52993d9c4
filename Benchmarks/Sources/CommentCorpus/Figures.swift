/// What a corpus of plain comments is like, in numbers.
public struct Figures: Sendable {
  public private(set) var comments = 0
  public private(set) var bytes = 0
  /// Lengths in bytes at the given parts of 1000 of the comments.
  public private(set) var lengths: [Int: Int] = [:]
  public private(set) var longest = 0
  // Comments that have something.
  public private(set) var ascii = 0
  public private(set) var withEmoji = 0
  public private(set) var withLink = 0
  /// A handle or hashtag.
  public private(set) var withTag = 0
  public private(set) var inCapitals = 0
  public private(set) var withDigit = 0
  public private(set) var withQuote = 0
  public private(set) var words = 0
  public private(set) var wordCharacters = 0
  /// Distinct words among the first ``wordSample`` words.
  public private(set) var distinctWords = 0
  public private(set) var sampledWords = 0
  /// Comments that stood there before, byte for byte.
  public private(set) var repeats = 0

  public static let wordSample = 20_000

  public var meanLength: Double { Double(bytes) / Double(max(comments, 1)) }

  /// - Complexity: O(bytes + comments × log comments), with 16 bytes of memory for each comment.
  public init(_ corpus: Corpus) {
    comments = corpus.count
    bytes = corpus.commentBytes
    var sizes: [Int] = []
    sizes.reserveCapacity(corpus.count)
    var hashes: [UInt64] = []
    hashes.reserveCapacity(corpus.count)
    var seen: Set<UInt64> = []
    for index in 0..<corpus.count {
      let comment = corpus[index]
      sizes.append(comment.count)
      hashes.append(Self.hash(comment[...]))
      look(at: comment, &seen)
    }
    distinctWords = seen.count
    sizes.sort()
    longest = sizes.last ?? 0
    for part in [100, 500, 900, 990] where !sizes.isEmpty { lengths[part] = sizes[sizes.count * part / 1000] }
    hashes.sort()
    repeats = hashes.indices.dropFirst().count { hashes[$0] == hashes[$0 - 1] }
  }

  private mutating func look(at comment: UnsafeRawBufferPointer, _ seen: inout Set<UInt64>) {
    var isASCII = true
    var hasEmoji = false
    var hasTag = false
    var hasDigit = false
    var hasQuote = false
    var upper = 0
    var lower = 0
    var wordStart = 0
    var previous: UInt8 = 0x20
    for (position, byte) in comment.enumerated() {
      if byte >= 0x80 {
        isASCII = false
        if byte == 0xF0, position + 1 < comment.count, comment[position + 1] == 0x9F { hasEmoji = true }
        if byte == 0xE2, position + 1 < comment.count, (0x98...0x9E).contains(comment[position + 1]) { hasEmoji = true }
      } else if byte == 0x20 {
        endWord(comment[wordStart..<position], &seen)
        wordStart = position + 1
      } else if byte &- 0x30 < 10 {
        hasDigit = true
      } else if byte == 0x22 {
        hasQuote = true
      } else if byte &- 0x41 < 26 {
        upper += 1
      } else if byte &- 0x61 < 26 {
        lower += 1
      }
      if previous == 0x40 || previous == 0x23,
        (byte | 0x20) &- 0x61 < 26 || byte >= 0x80,
        position < 2 || comment[position - 2] == 0x20
      {
        hasTag = true
      }
      previous = byte
    }
    endWord(comment[wordStart...], &seen)
    if isASCII { ascii += 1 }
    if hasEmoji { withEmoji += 1 }
    if hasTag { withTag += 1 }
    if hasDigit { withDigit += 1 }
    if hasQuote { withQuote += 1 }
    if upper + lower > 5, 10 * upper > 7 * (upper + lower) { inCapitals += 1 }
    if Self.contains(comment, "http") || Self.contains(comment, "www.") { withLink += 1 }
  }

  private mutating func endWord(_ word: Slice<UnsafeRawBufferPointer>, _ seen: inout Set<UInt64>) {
    guard !word.isEmpty else { return }
    words += 1
    wordCharacters += word.count { $0 & 0xC0 != 0x80 }
    if sampledWords < Self.wordSample {
      sampledWords += 1
      seen.insert(Self.hash(word))
    }
  }

  private static func contains(_ comment: UnsafeRawBufferPointer, _ needle: StaticString) -> Bool {
    let count = needle.utf8CodeUnitCount
    guard comment.count >= count else { return false }
    let first = needle.utf8Start[0]
    for start in 0...comment.count - count where comment[start] == first {
      if (1..<count).allSatisfy({ comment[start + $0] == needle.utf8Start[$0] }) { return true }
    }
    return false
  }

  /// Two multiplications a word of eight bytes; for telling comments apart, not against enemies.
  private static func hash(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    var rest = bytes
    while rest.count >= 8 {
      hash = mixed(hash ^ UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: UInt64.self))
      rest = rest.dropFirst(8)
    }
    var last: UInt64 = 0
    for byte in rest { last = last &<< 8 | UInt64(byte) }
    return mixed(hash ^ last)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let z = (value ^ value &>> 30) &* 0xBF58_476D_1CE4_E5B9
    let y = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return y ^ y &>> 31
  }
}
