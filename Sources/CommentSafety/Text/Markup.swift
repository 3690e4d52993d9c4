/// What a page shows of a comment with markup: tags inside words are gone (`f<b>u</b>ck`), and escapes of programming languages are
/// the characters that they stand for (`f\u0075ck`).
enum Markup {
  /// Units of one tag.
  static let maximumLength = 256

  /// Tags that change how text looks and part no words; those of forums among them.
  static let names: [StaticString] = [
    "b", "i", "u", "s", "a", "em", "tt", "sub", "sup", "big", "del", "ins", "wbr", "url", "span", "font", "mark",
    "code",
    "size", "small", "color", "strong", "strike",
  ]

  /// Tags that begin a line, an item or a cell, and part words like a line feed.
  static let breaks: [StaticString] = ["br", "p", "hr", "li", "td", "tr", "div"]

  /// Copies the units without tags inside words, and with escapes decoded. The bytes of each row of tags and each escape stand in
  /// `result.overrides`, begin and end.
  /// - Returns: false if there is neither, and then `result` is of no use.
  /// - Complexity: linear in the units.
  static func strip(_ text: borrowing FoldedText, into result: inout FoldedText) -> Bool {
    let units = UnsafePointer(text.units.base)
    let count = text.unitCount
    result.units.reserve(count + 1)
    result.overrideCount = 0
    var length = 0
    var isChanged = false
    let mayClose = RareSigns.mayCloseForumTags(text.asciiPresent)
    var index = 0
    while index < count {
      let unit = units[index]
      switch unit.scalar {
      case 0x3C, 0x5B:
        guard length > 0, isPartOfWord(result.units[length - 1]), unit.scalar == 0x3C || mayClose else { break }
        let (end, isBreak) = endOfTags(at: index, units, count)
        if end > index, end < count, isPartOfWord(units[end]) {
          if isBreak {
            result.units[length] = lineBreak(unit.start, units[end - 1].end)
            length += 1
          } else {
            result.units.base[length - 1].meta |= Unit.invisibleFollows
          }
          note(unit.start, units[end - 1].end, &result)
          isChanged = true
          index = end
          continue
        }
      case 0x5C:
        // Markdown shows the sign behind a backslash: `f\*ck`.
        if length > 0, index + 1 < count, isEscapable(units[index + 1].scalar),
          result.units[length - 1].isWord || isEscapable(result.units[length - 1].scalar)
        {
          result.units[length] = units[index + 1]
          result.units.base[length].start = unit.start
          length += 1
          isChanged = true
          index += 2
          continue
        }
        if let escape = escape(at: index, units, count) {
          note(unit.start, units[escape.end - 1].end, &result)
          result.units[length] = escape.unit
          length += 1
          isChanged = true
          index = escape.end
          continue
        }
      default: break
      }
      result.units[length] = unit
      length += 1
      index += 1
    }
    guard isChanged else { return false }
    result.unitCount = length
    result.traits = text.traits
    Skeleton.rebuild(&result, view: .leet)
    return true
  }

  /// A letter, a digit, or a star that hides one.
  private static func isPartOfWord(_ unit: Unit) -> Bool { unit.isWord || unit.scalar == 0x2A }

  private static func note(_ start: UInt32, _ end: UInt32, _ result: inout FoldedText) {
    result.overrides.reserve(result.overrideCount + 2, keeping: result.overrideCount)
    result.overrides[result.overrideCount] = start
    result.overrides[result.overrideCount + 1] = end
    result.overrideCount += 2
  }

  private static func lineBreak(_ start: UInt32, _ end: UInt32) -> Unit {
    var unit = ASCIITable.unit(0x0A, at: 0)
    unit.start = start
    unit.end = end
    return unit
  }

  /// Whether a sign is one that hides or parts letters, and that Markdown would take for its own without a backslash.
  private static func isEscapable(_ scalar: UInt32) -> Bool {
    switch Unicode.Scalar(scalar) {
    case "*", "_", "#", "-", ".", "!", "~", "+": true
    default: false
    }
  }

  /// Whether a match begins or ends inside a tag (`btch` of `p<b>i</b>tch`) or at one (`nig` of `nig<b>ht</b>`): what it is, the text without
  /// tags tells.
  /// - Complexity: O(log n) in the tags.
  static func cuts(_ hit: Hit, _ text: borrowing FoldedText) -> Bool {
    func isInside(_ byte: UInt32) -> Bool {
      let low = partitionPoint(text.overrideCount / 2) { text.overrides[2 * $0] <= byte }
      return low > 0 && byte <= text.overrides[2 * low - 1]
    }
    return isInside(hit.start) || isInside(hit.end)
  }

  /// The index behind the tags that begin at `index`, `index` itself if none does, and whether one of them begins a line.
  private static func endOfTags(at index: Int, _ units: UnsafePointer<Unit>, _ count: Int) -> (end: Int, isBreak: Bool)
  {
    var end = index
    var isBreak = false
    while end < count, units[end].scalar == 0x3C || units[end].scalar == 0x5B {
      guard let tag = endOfTag(at: end, units, count) else { break }
      end = tag.end
      isBreak = isBreak || tag.isBreak
    }
    return (end, isBreak)
  }

  private static func endOfTag(at start: Int, _ units: UnsafePointer<Unit>, _ count: Int) -> (end: Int, isBreak: Bool)?
  {
    let closing: UInt32 = units[start].scalar == 0x3C ? 0x3E : 0x5D
    let limit = Swift.min(count, start + maximumLength)
    var index = start + 1
    // A comment in HTML.
    if closing == 0x3E, index < limit, units[index].scalar == 0x21 {
      let isLong = index + 2 < limit && units[index + 1].scalar == 0x2D && units[index + 2].scalar == 0x2D
      if isLong { index += 3 }
      while index < limit, units[index].scalar != closing || isLong && units[index - 1].scalar != 0x2D { index += 1 }
      return index < limit ? (index + 1, false) : nil
    }
    if index < limit, units[index].scalar == 0x2F { index += 1 }
    let name = index
    while index < limit, units[index].scalar >= 0x61, units[index].scalar <= 0x7A { index += 1 }
    let isBreak = closing == 0x3E && isName(units + name, index - name, of: breaks)
    guard isBreak || isName(units + name, index - name, of: names) else { return nil }
    guard index < limit, !units[index].isWord else { return nil }
    var quote: UInt32 = 0
    while index < limit, quote != 0 || units[index].scalar != closing {
      let scalar = units[index].scalar
      if quote == 0 && scalar == units[start].scalar { return nil }
      if scalar == quote {
        quote = 0
      } else if quote == 0, scalar == 0x22 || scalar == 0x27, units[index - 1].scalar == 0x3D {
        quote = scalar
      }
      index += 1
    }
    return index < limit ? (index + 1, isBreak) : nil
  }

  private static func isName(_ units: UnsafePointer<Unit>, _ count: Int, of names: [StaticString]) -> Bool {
    names.contains { name in
      name.utf8CodeUnitCount == count && (0..<count).allSatisfy { UInt32(name.utf8Start[$0]) == units[$0].scalar }
    }
  }

  /// The unit that `\u0075`, `\u{75}`, `\U00000075` or `\x75` stands for, and the index behind it.
  private static func escape(at start: Int, _ units: UnsafePointer<Unit>, _ count: Int) -> (unit: Unit, end: Int)? {
    guard start + 3 < count else { return nil }
    var index = start + 2
    var width: Int
    switch units[start + 1].scalar {
    case 0x75: width = units[start + 1].isUpper ? 8 : 4
    case 0x78: width = 2
    default: return nil
    }
    let isBraced = units[index].scalar == 0x7B
    if isBraced {
      width = 6
      index += 1
    }
    var value: UInt32 = 0
    var digits = 0
    while index < count, digits < width, let digit = hexDigit(units[index].scalar) {
      value = value << 4 | digit
      digits += 1
      index += 1
    }
    if isBraced {
      guard digits > 0, index < count, units[index].scalar == 0x7D else { return nil }
      index += 1
    } else if digits < width {
      return nil
    }
    guard value >= 0x20 || (0x09...0x0D).contains(value), value < 0x110000 else { return nil }
    var unit: Unit
    if value < 0x80 {
      unit = ASCIITable.unit(UInt8(value), at: 0)
    } else {
      let entry = FoldTable.entry(value)
      guard entry.kind <= FoldTable.space else { return nil }
      let folded = UInt32(truncatingIfNeeded: Int32(bitPattern: value) + entry.delta)
      let lookalike = FoldTable.entry(folded).lookalike
      unit = Unit(
        scalar: folded, start: 0, end: 0,
        meta: entry.meta & ~(0x7F << Unit.lookalikeShift) | UInt32(lookalike) << Unit.lookalikeShift | Unit.first
          | Unit.last)
    }
    unit.start = units[start].start
    unit.end = units[index - 1].end
    unit.meta |= Unit.encoded
    return (unit, index)
  }

  private static func hexDigit(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x30...0x39: scalar - 0x30
    case 0x61...0x66: scalar - 0x61 + 10
    default: nil
    }
  }
}
