/// Words written in a row without spaces, with the places at which they may part.
///
/// In hashtags (`#dirtyfudge`) a term counts if what stands before and behind it splits wholly into common words. A tag that
/// splits into common words as a whole is read so, and only phrases are looked for in it.
struct PartedWords {
  /// Letters of a row that is split, and of a word in it.
  static let longestRow = 48
  static let longestWord = 8

  let commonWords: CommonWords

  /// Copies the tags whose words may part.
  /// - Returns: false if there are none, and then `result` is of no use.
  /// - Complexity: linear in the units.
  func tags(of text: borrowing FoldedText, into result: inout FoldedText) -> Bool {
    let units = UnsafePointer(text.units.base)
    let count = text.unitCount
    result.unitCount = 0
    result.traits = []
    var index = 0
    while index < count {
      let scalar = units[index].scalar
      index += 1
      guard scalar == 0x23, index < 2 || !units[index - 2].isWord else { continue }
      while index < count, units[index].isWord || units[index].scalar == 0x5F {
        var end = index
        while end < count, Self.isPlain(units[end]) { end += 1 }
        if end - index >= RareSigns.shortestTag, end - index <= Self.longestRow {
          part(index, end, of: units, into: &result)
        }
        index = Swift.max(end, index + 1)
      }
    }
    guard result.unitCount > 0 else { return false }
    Skeleton.rebuild(&result, view: .separators)
    return true
  }

  private static func isPlain(_ unit: Unit) -> Bool {
    unit.isLetter && !unit.isNoSpaces && (unit.scalar >= 0x61 && unit.scalar <= 0x7A || Reading.isCyrillic(unit.scalar))
  }

  /// Appends the row of letters `start..<end`, with its places marked, if there are places in it.
  private func part(
    _ start: Int, _ end: Int, of units: UnsafePointer<Unit>, into result: inout FoldedText
  ) {
    let length = end - start
    // Bit i: the letters before i split into words; the letters from i on do.
    var before: UInt64 = 1
    var behind: UInt64 = 1 << UInt64(length)
    for place in 0..<length where before & 1 << UInt64(place) != 0 {
      forEachWord(from: place, start, end, units) { before |= 1 << UInt64($0) }
    }
    // A term of four letters at least stands before the words that follow it.
    for place in (Swift.min(length, 4)..<length).reversed() {
      forEachWord(from: place, start, end, units) {
        if behind & 1 << UInt64($0) != 0 { behind |= 1 << UInt64(place) }
      }
    }
    let inner: UInt64 = (1 << UInt64(length)) - 2
    guard (before | behind) & inner != 0 else { return }
    // What splits into common words, with endings too, is meant so; a phrase may still be in it.
    let isCommon = splits(start, end, units)
    if isCommon {
      // A phrase stands between words of the whole row, not across the end of a name.
      for place in (0..<Swift.min(length, 4)).reversed() {
        forEachWord(from: place, start, end, units) {
          if behind & 1 << UInt64($0) != 0 { behind |= 1 << UInt64(place) }
        }
      }
      before &= behind
      behind = before
    }
    result.units.reserve(result.unitCount + length + 2, keeping: result.unitCount)
    for index in start..<end {
      var unit = units[index]
      let place = UInt64(index - start)
      if before & 1 << place != 0 { unit.meta |= Unit.wordBegins }
      if behind & 1 << (place + 1) != 0 { unit.meta |= Unit.wordEnds }
      result.units[result.unitCount] = unit
      result.unitCount += 1
    }
    Self.closeRow(isCommon ? Self.commonRowEnd : Self.rowEnd, &result)
  }

  /// What parts two rows in the copy: behind one that is common words throughout it is another sign.
  private static let rowEnd = UInt8(ascii: " ")
  private static let commonRowEnd = UInt8(ascii: "\n")

  private static func closeRow(_ sign: UInt8, _ result: inout FoldedText) {
    var unit = ASCIITable.unit(sign, at: 0)
    unit.start = result.units[result.unitCount - 1].end
    unit.end = unit.start
    result.units[result.unitCount] = unit
    result.unitCount += 1
  }

  /// Whether the row is common words throughout, each with one ending at most.
  private func splits(_ start: Int, _ end: Int, _ units: UnsafePointer<Unit>) -> Bool {
    let length = end - start
    var words: UInt64 = 1
    var inflected: UInt64 = 0
    // Places behind a word long enough to have an ending.
    var stems: UInt64 = 0
    for place in 0..<length where (words | inflected) & 1 << UInt64(place) != 0 {
      forEachWord(from: place, start, end, units) {
        words |= 1 << UInt64($0)
        if $0 - place > 2 { stems |= 1 << UInt64($0) }
      }
      guard stems & 1 << UInt64(place) != 0 else { continue }
      for ending in Self.endings
      where Self.stands(ending, at: start + place, in: units, count: end) && !beginsTerm(start + place, end, units) {
        inflected |= 1 << UInt64(place + ending.utf8CodeUnitCount)
      }
    }
    return (words | inflected) & 1 << UInt64(length) != 0
  }

  /// Whether the letter is the s of a word that is meant far more often than a plural and `hit`.
  private func beginsTerm(_ index: Int, _ end: Int, _ units: UnsafePointer<Unit>) -> Bool {
    Self.stands("shit", at: index, in: units, count: end) && !Self.stands("ting", at: index + 4, in: units, count: end)
  }

  @inline(__always)
  private func forEachWord(
    from place: Int, _ start: Int, _ end: Int, _ units: UnsafePointer<Unit>, _ body: (Int) -> Void
  ) {
    var key = CommonWords.Key()
    let first = start + place
    let limit = Swift.min(end, first + Self.longestWord)
    guard first < limit else { return }
    key.append(units[first].scalar)
    if Self.isShortWord(units[first].scalar, 0), commonWords.contains(key) { body(place + 1) }
    guard first + 1 < limit else { return }
    key.append(units[first + 1].scalar)
    if Self.isShortWord(units[first].scalar, units[first + 1].scalar), commonWords.contains(key) { body(place + 2) }
    for index in (first + 2)..<Swift.max(limit, first + 2) {
      key.append(units[index].scalar)
      if commonWords.contains(key) { body(index + 1 - start) }
    }
  }

  /// Whether these are one of the words of one and two letters that are words in tags; those of all languages would split any row.
  @inline(__always)
  private static func isShortWord(_ first: UInt32, _ second: UInt32) -> Bool {
    switch Unicode.Scalar(first) {
    case "a": second == 0 || second == 0x6D || second == 0x6E || second == 0x73 || second == 0x74  // am an as at
    case "b": second == 0x65 || second == 0x79  // be by
    case "d": second == 0x61 || second == 0x65 || second == 0x6F || second == 0x75  // da de do du
    case "e": second == 0x6C || second == 0x73  // el es
    case "g": second == 0x6F  // go
    case "h": second == 0x65 || second == 0x69  // he hi
    // if im in is it
    case "i": second == 0 || second == 0x66 || second == 0x6D || second == 0x6E || second == 0x73 || second == 0x74
    case "l": second == 0x61  // la
    case "m": second == 0x65 || second == 0x79  // me my
    case "n": second == 0x6F  // no
    case "o": second == 0x66 || second == 0x68 || second == 0x6B || second == 0x6E || second == 0x72  // of oh ok on or
    case "s": second == 0x6F  // so
    case "t": second == 0x6F  // to
    case "u": second == 0x6E || second == 0x70 || second == 0x72 || second == 0x73  // un up ur us
    case "w": second == 0x65  // we
    case "z": second == 0x75  // zu
    default: false
    }
  }

  // MARK: What was found

  /// Copies the words in which a match ends or begins, with these places marked: more abuse may be glued to it (`fuckshit`).
  /// - Returns: false if there are none, and then `result` is of no use.
  /// - Complexity: O(units + hits · log units).
  static func glued(
    _ text: borrowing FoldedText, _ hits: UnsafeBufferPointer<Hit>, terms: UInt32, into result: inout FoldedText
  ) -> Bool {
    let count = text.unitCount
    result.units.reserve(count + 2)
    // SAFETY: both buffers hold `count` trivial units.
    result.units.base.update(from: text.units.base, count: count)
    let units = result.units.base
    var isMarked = false
    for hit in hits where hit.source < terms && !hit.how.contains(.reversed) {
      let first = unit(at: hit.start, in: units, count)
      let end = unit(at: hit.end, in: units, count)
      guard first < end else { continue }
      if first > 0, isPlain(units[first - 1]), isPlain(units[first]) {
        units[first - 1].meta |= Unit.wordEnds
        isMarked = true
      }
      if end < count, isPlain(units[end - 1]), isPlain(units[end]) {
        units[end].meta |= Unit.wordBegins
        isMarked = true
      }
    }
    guard isMarked else { return false }
    result.traits = []
    var length = 0
    var index = 0
    while index < count {
      guard isPlain(units[index]) else {
        index += 1
        continue
      }
      let start = index
      var marks: UInt32 = 0
      while index < count, isPlain(units[index]) {
        marks |= units[index].meta
        index += 1
      }
      // Each match looks through its row, so rows must be short.
      if marks & (Unit.wordBegins | Unit.wordEnds) == 0 || index - start > longestRow { continue }
      let first = length
      for place in start..<index {
        units[length] = units[place]
        length += 1
      }
      units[first].meta |= Unit.wordBegins
      units[length - 1].meta |= Unit.wordEnds
      // Behind the row stands a unit that is no letter, or the end: there is room.
      result.unitCount = length
      PartedWords.closeRow(rowEnd, &result)
      length = result.unitCount
    }
    result.unitCount = length
    Skeleton.rebuild(&result, view: .separators)
    return length > 0
  }

  /// The first unit that begins at a byte or behind it.
  private static func unit(at byte: UInt32, in units: UnsafeMutablePointer<Unit>, _ count: Int) -> Int {
    partitionPoint(count) { units[$0].start < byte }
  }

  /// Letters of a term, and of one that words may stand around or a word of two letters beside.
  private static let shortestTerm = 4
  private static let sureTerm = 5
  /// The same of a language of which fewer common words are known.
  static let shortestForeignTerm = 7

  static func isOwnLanguage(_ language: String) -> Bool { language == "en" || language == "und" }

  /// Whether a match in such a copy counts: a whole term, as it is written, from one marked place to another. Behind a term that may go on
  /// an ending may stand.
  static func accepts(
    _ alignment: Alignment, _ judge: Judge
  ) -> Bool {
    let (pattern, units, count) = (judge.pattern, judge.units, judge.unitCount)
    let letters = Int(pattern.letterCount)
    guard alignment.consumed == letters, alignment.exact == letters, !alignment.hasInnerGaps, alignment.phraseGaps == 0
    else { return false }
    if pattern.role != .term { return true }
    let (start, end) = (alignment.start, alignment.end)
    guard letters >= shortestTerm, units[start].beginsWord, !pattern.flags.contains(.respelled) else { return false }
    let isPhrase = pattern.flags.contains(.phrase)
    if isPhrase, edgeWords(judge) < 3 { return false }
    if !isPhrase, isCommonRow(at: end, in: units, count: count) || Token.hasHump(from: start, to: end, in: units) {
      return false
    }
    var behind = end + 1
    if !units[end].endsWord {
      guard !pattern.flags.contains(.endsWord), let ending = ending(at: behind, in: units, count: count) else {
        return false
      }
      behind = ending
    }
    // What stands beside it is a word long enough to be one, or one that people say before and behind such words.
    var first = start
    while first > 0 && units[first - 1].isLetter { first -= 1 }
    var last = behind
    while last < count && units[last].isLetter { last += 1 }
    if first < start && behind < last && letters < sureTerm || !judge.hasVowel { return false }
    return isSure(first, start, letters, units) && isSure(behind, last, letters, units)
  }

  private static func isSure(_ start: Int, _ end: Int, _ letters: Int, _ units: UnsafePointer<Unit>) -> Bool {
    switch end - start {
    case 0, 3...: return true
    case 2:
      let words = letters < sureTerm ? smallestWords : smallWords
      return words.contains { stands($0, at: start, in: units, count: end) }
    default: return false
    }
  }

  /// Letters of the shorter of a phrase's first and last words.
  private static func edgeWords(_ judge: Judge) -> Int {
    let letters = Int(judge.pattern.letterCount)
    var first = 1
    while first < letters && judge.letters[first].gap != .words { first += 1 }
    var last = 1
    while last < letters && judge.letters[letters - last].gap != .words { last += 1 }
    return Swift.min(first, last)
  }

  private static let smallestWords: [StaticString] = ["my", "ur"]
  private static let smallWords: [StaticString] = [
    "go", "my", "ur", "no", "so", "im", "is", "da", "we", "me", "us", "up",
  ]

  private static func isCommonRow(at index: Int, in units: UnsafePointer<Unit>, count: Int) -> Bool {
    var end = index
    while end < count && units[end].isLetter { end += 1 }
    return end < count && units[end].scalar == UInt32(commonRowEnd)
  }

  private static let endings: [StaticString] = ["s", "y", "es", "ed", "er", "in", "ing", "ers"]

  /// The index behind an ending at `index` that a word may end with.
  private static func ending(at index: Int, in units: UnsafePointer<Unit>, count: Int) -> Int? {
    for ending in endings {
      let behind = index + ending.utf8CodeUnitCount
      if stands(ending, at: index, in: units, count: count), units[behind - 1].endsWord { return behind }
    }
    return nil
  }

  private static func stands(
    _ ending: StaticString, at index: Int, in units: UnsafePointer<Unit>, count: Int
  ) -> Bool {
    let length = ending.utf8CodeUnitCount
    return index + length <= count
      && (0..<length).allSatisfy { units[index + $0].scalar == UInt32(ending.utf8Start[$0]) }
  }
}
