internal import Foundation

/// Writes the pieces of an SVG picture. Lengths are CSS pixels; text is escaped.
struct Plot {
  let width: Double
  let height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The picture, with a title for readers that cannot see it.
  func svg(title: String) -> String {
    """
    <svg viewBox="0 0 \(Plot.number(width)) \(Plot.number(height))" width="\(Plot.number(width))" \
    height="\(Plot.number(height))" role="img" aria-label="\(HTML.escaped(title))">
    \(body)</svg>

    """
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    body += """
      <line x1="\(Plot.number(x1))" y1="\(Plot.number(y1))" x2="\(Plot.number(x2))" y2="\(Plot.number(y2))" class="\(style)"/>

      """
  }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) {
    body += """
      <rect x="\(Plot.number(x))" y="\(Plot.number(y))" width="\(Plot.number(max(0, width)))" \
      height="\(Plot.number(height))" class="\(style)"/>

      """
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String) {
    body += """
      <circle cx="\(Plot.number(x))" cy="\(Plot.number(y))" r="\(Plot.number(radius))" class="\(style)"/>

      """
  }

  mutating func text(_ text: String, _ x: Double, _ y: Double, anchor: String = "start", _ style: String = "") {
    body += """
      <text x="\(Plot.number(x))" y="\(Plot.number(y))" text-anchor="\(anchor)" class="\(style)">\(HTML.escaped(text))</text>

      """
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : String(format: "%.1f", value)
  }
}

/// Text inside HTML.
enum HTML {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
