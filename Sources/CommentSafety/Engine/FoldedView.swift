internal import CommentKernels

/// The folded text as UTF-8, for rules that read it, with the way back to units. Made when the first such rule runs.
struct FoldedView: ~Copyable {
  var bytes = WorkBuffer<UInt8>(capacity: 1024)
  var unitOf = WorkBuffer<UInt32>(capacity: 1024)
  var count = 0
  var isReady = false
  /// Every byte is one unit.
  var isPlain = false
  private var spellings = WordSpellings()

  /// The unit that a byte belongs to.
  func unit(at byte: Int) -> Int { isPlain ? byte : Int(unitOf[byte]) }

  /// Writes the view of a screened comment, of which each byte would be one unit.
  /// - Complexity: linear in the bytes.
  mutating func prepare(screened comment: UnsafeRawBufferPointer) {
    guard !isReady else { return }
    isReady = true
    isPlain = true
    bytes.reserve(comment.count)
    count = comment.count
    guard let start = comment.baseAddress else { return }
    cs_lower(bytes.base, start.assumingMemoryBound(to: UInt8.self), count)
  }

  /// Writes the view. Where letters of several scripts stand in the comment, words are written in the letters of the script that each is written in
  /// (``WordSpellings``): look-alikes from another one do not hide it.
  /// - Complexity: linear in the units.
  mutating func prepare(_ text: borrowing FoldedText) {
    guard !isReady else { return }
    isReady = true
    isPlain = false
    bytes.reserve(text.unitCount * 4 + 4)
    unitOf.reserve(text.unitCount * 4 + 4)
    if text.traits.isDisjoint(with: [.nonASCII, .escape]) {
      for index in 0..<text.unitCount {
        bytes[index] = UInt8(truncatingIfNeeded: text.units.base[index].scalar)
        unitOf[index] = UInt32(truncatingIfNeeded: index)
      }
      count = text.unitCount
      return
    }
    spellings.find(in: text)
    count = 0
    var word = 0
    for index in 0..<text.unitCount {
      let unit = text.units[index]
      var scalar = unit.scalar
      if word < spellings.count {
        if index >= Int(spellings.words[word].end) { word += 1 }
        if word < spellings.count, index >= Int(spellings.words[word].start) {
          scalar = spellings.words[word].spelling.scalar(of: unit)
        }
      }
      let encoded = UTF8Decoder.encode(scalar)
      for position in 0..<encoded.count {
        bytes[count] = UInt8(truncatingIfNeeded: encoded.bits >> UInt32(8 * position))
        unitOf[count] = UInt32(index)
        count += 1
      }
    }
  }
}
