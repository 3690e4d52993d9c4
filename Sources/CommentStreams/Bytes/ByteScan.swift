#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Scans over bytes that several parts need. All of them are bounds-checked: the bytes come from strangers.
extension Span<UInt8> {
  /// The offset of the first `byte` at or behind `start`, or nil.
  ///
  /// - Complexity: O(distance), with the C library's `memchr`.
  func offset(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBufferPointer { bytes in
      // SAFETY: start < count, so the base is not nil and the searched region lies inside the buffer.
      let base = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
      guard let hit = memchr(base + start, Int32(byte), count - start) else { return nil }
      return UnsafeRawPointer(hit) - base
    }
  }

  /// The offset of the last `byte` in `range`, or nil.
  ///
  /// - Complexity: O(distance from the end).
  func lastOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    var i = range.upperBound
    while i > range.lowerBound {
      i -= 1
      if self[i] == byte { return i }
    }
    return nil
  }

  /// How often `byte` occurs.
  ///
  /// Eight bytes a step, each with a counter of its own. (A plain loop does not become SIMD code here: about five times the time.)
  ///
  /// - Complexity: O(count).
  func occurrences(of byte: UInt8) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = bytes
    var total = 0
    var i = 0
    while i + 8 <= count {
      // Counters hold at most 255.
      let end = Swift.min(count - 7, i + 255 * 8)
      var counters: UInt64 = 0
      while i < end {
        // SAFETY: i + 8 <= count, and every bit pattern is a UInt64.
        let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self)
        let other = word ^ (ones &* UInt64(byte))
        // The top bit of each byte that is not zero.
        let nonzero = ((other & (ones &* 0x7F)) &+ (ones &* 0x7F)) | other
        counters &+= (~nonzero >> 7) & ones
        i += 8
      }
      let pairs = (counters & 0x00FF_00FF_00FF_00FF) &+ (counters >> 8 & 0x00FF_00FF_00FF_00FF)
      total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    while i < count {
      if self[i] == byte { total += 1 }
      i += 1
    }
    return total
  }

  /// The offset of the first byte at or behind `start` that a JSON string does not hold as it is: a quote, a backslash,
  /// a control character or a byte outside ASCII; `count` when there is none.
  ///
  /// Eight bytes a step: a byte's top bit is set in `stop` when the byte is one of these (the borrow of a subtraction can only
  /// spoil bytes above the first true one, which alone is used).
  ///
  /// - Complexity: O(distance).
  func endOfPlainText(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var i = start
    let raw = bytes
    while i + 8 <= count {
      // SAFETY: the load is bounds-checked, and every bit pattern is a UInt64.
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self))
      let quote = (word ^ (ones &* 0x22)) &- ones
      let backslash = (word ^ (ones &* 0x5C)) &- ones
      let control = word &- (ones &* 0x20)
      let stop = (quote | backslash | control | word) & (ones &* 0x80)
      if stop != 0 { return i + stop.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < count {
      let byte = self[i]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return i }
      i += 1
    }
    return count
  }

  /// The length of the UTF-8 sequence at `offset`: positive when it is well formed (Unicode 17, table 3-7), otherwise minus the
  /// number of bytes that one U+FFFD stands for (the maximal subpart of an ill-formed sequence).
  func utf8Sequence(at offset: Int) -> Int {
    let lead = self[offset]
    if lead < 0x80 { return 1 }
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF4: (length, high) = (4, 0x8F)
    case 0xF1...0xF3: length = 4
    default: return -1
    }
    for step in 1..<length {
      guard offset + step < count, self[offset + step] >= low, self[offset + step] <= high else {
        return -step
      }
      (low, high) = (0x80, 0xBF)
    }
    return length
  }

  /// Code points in `range`, counted by their first bytes; a stray continuation byte belongs to the code point before it.
  func codePoints(in range: Range<Int>) -> Int {
    var total = 0
    for i in range where self[i] & 0xC0 != 0x80 { total += 1 }
    return total
  }
}
