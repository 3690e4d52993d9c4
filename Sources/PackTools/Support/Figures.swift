internal import Foundation

/// How the tools write numbers and other people's text.
package enum Figures {
  /// A share with three places, four below one per cent; `–` where there is none.
  package static func share(_ value: Double?) -> String {
    guard let value else { return "–" }
    return String(format: value < 0.01 && value > 0 ? "%.4f" : "%.3f", value)
  }

  /// A share with its interval: `0.912 (0.90–0.92)`.
  package static func share(_ proportion: Proportion) -> String {
    guard let interval = proportion.interval else { return "–" }
    return "\(share(proportion.value)) (\(share(interval.lowerBound))–\(share(interval.upperBound)))"
  }

  /// One line of text: control characters and separators are spelt out, long text is cut.
  package static func line(_ text: String, limit: Int = 160) -> String {
    var line = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return line + "…" }
      count += 1
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line += scalar == "\t" || scalar == "\n" ? " " : "?"
      case .format where scalar != "\u{200C}" && scalar != "\u{200D}":
        line += "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// `1 row`, `2 rows`.
  package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
