/// Text that shows in another order than it is stored.
enum Reversal {
  /// Copies the units with every right-to-left override's stretch reversed, as a reader sees it.
  /// - Complexity: linear in the units.
  static func reverseOverrides(_ text: borrowing FoldedText, into result: inout FoldedText) {
    begin(text, into: &result)
    var start: Int? = nil
    for index in 0...text.overrideCount {
      let isEnd = index == text.overrideCount
      let mark = isEnd ? UInt32(text.unitCount << 1) : text.overrides[index]
      let position = Int(mark >> 1)
      if let begun = start { reverse(begun, position, in: &result) }
      start = mark & 1 == 1 ? position : nil
    }
    Skeleton.rebuild(&result, view: .leet)
  }

  /// Copies the units in reverse, with the letters that turned text writes as other letters: `u` for n and the like.
  /// - Complexity: linear in the units.
  static func turn(_ text: borrowing FoldedText, into result: inout FoldedText) {
    begin(text, into: &result)
    reverse(0, text.unitCount, in: &result)
    for index in 0..<result.unitCount {
      let unit = result.units[index]
      let rotated = Technique(rawValue: unit.meta >> Unit.techniqueShift & Unit.techniqueMask)
      guard unit.scalar < 0x80, !rotated.contains(.rotated), let turned = turned(unit.scalar) else {
        continue
      }
      result.units.base[index].scalar = turned
      result.units.base[index].meta |= Technique.rotated.rawValue << Unit.techniqueShift
    }
    Skeleton.rebuild(&result, view: .leet)
  }

  private static func begin(_ text: borrowing FoldedText, into result: inout FoldedText) {
    result.units.reserve(text.unitCount + 1)
    // SAFETY: both buffers hold `unitCount` trivial units.
    result.units.base.update(from: text.units.base, count: text.unitCount)
    result.unitCount = text.unitCount
    result.traits = text.traits
  }

  private static func reverse(_ start: Int, _ end: Int, in text: inout FoldedText) {
    var low = start
    var high = end - 1
    while low < high {
      let unit = text.units[low]
      text.units[low] = text.units[high]
      text.units[high] = unit
      low += 1
      high -= 1
    }
  }

  private static func turned(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x6E: 0x75  // n shows as u
    case 0x75: 0x6E
    case 0x64: 0x70  // d shows as p
    case 0x70: 0x64
    case 0x62: 0x71  // b shows as q
    case 0x71: 0x62
    case 0x36: 0x39
    case 0x39: 0x36
    default: nil
    }
  }
}
