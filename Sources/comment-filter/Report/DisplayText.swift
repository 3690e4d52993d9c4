/// Text as a terminal shows it, with the columns that each byte takes.
///
/// What cannot be seen (control characters, zero-width and bidi characters) is spelt out as `<U+200B>`, so that it can be seen and cannot
/// steer the terminal. Widths are simple: 2 for East Asian wide characters and emoji, 0 for combining marks, otherwise 1.
struct DisplayText {
  private(set) var text = ""
  /// The column at which the scalar of each byte begins; one more for the end.
  private(set) var columns: [Int] = []

  init(_ source: some StringProtocol) {
    var column = 0
    var previous: Unicode.Scalar = " "
    for scalar in source.unicodeScalars {
      let (shown, width) = DisplayText.show(scalar, after: previous)
      text += shown
      columns += repeatElement(column, count: UTF8.width(scalar))
      column += width
      previous = scalar
    }
    columns.append(column)
  }

  private static func show(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) -> (
    String, Int
  ) {
    if scalar == "\t" { return (" ", 1) }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return (String(scalar), 0)
    case .format where isJoiner(scalar) && previous.value >= 0x590: return (String(scalar), 0)
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let shown = "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
      return (shown, shown.utf8.count)
    default: return (String(scalar), isWide(scalar) ? 2 : 1)
    }
  }

  /// Joiners belong to the writing of many scripts, and to emoji.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D
  }

  /// The larger blocks of UAX #11 (W and F), and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
      0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
