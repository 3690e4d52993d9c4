internal import Foundation

/// What people read.
enum Output {
  static func write(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  static func note(_ text: String, terminator: String = "\n") {
    FileHandle.standardError.write(Data((text + terminator).utf8))
  }

  static var isTerminal: Bool { isatty(2) == 1 }
}

/// A table for a terminal, which is a Markdown table too.
struct Table: Codable, Sendable {
  var title: String
  var columns: [String]
  var rows: [[String]] = []

  init(_ title: String, _ columns: [String]) {
    self.title = title
    self.columns = columns
  }

  mutating func add(_ cells: String...) { rows.append(cells) }
  mutating func add(_ cells: [String]) { rows.append(cells) }

  var text: String {
    let widths = columns.indices.map { column in
      ([columns] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = widths.indices.map { column in
        let cell = column < cells.count ? cells[column] : ""
        let space = String(repeating: " ", count: widths[column] - cell.count)
        // Numbers to the right, except in the first column.
        return column == 0 ? cell + space : space + cell
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule =
      "|"
      + widths.enumerated().map {
        $0.offset == 0
          ? String(repeating: "-", count: $0.element + 2) : String(repeating: "-", count: $0.element + 1) + ":"
      }
      .joined(separator: "|") + "|"
    return "\(title)\n\n" + ([line(columns), rule] + rows.map(line)).joined(separator: "\n") + "\n"
  }
}

/// Digits in groups of three: `1,234,567`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}

/// A number with that many digits behind the point, whole digits in groups of three.
func fixed(_ number: Double, _ places: Int) -> String {
  guard number.isFinite else { return "–" }
  let text = String(format: "%.\(places)f", abs(number))
  let parts = text.split(separator: ".")
  let sign = number < 0 && text.contains { $0 != "0" && $0 != "." } ? "-" : ""
  return sign + grouped(Int(parts[0]) ?? 0) + (parts.count > 1 ? "." + parts[1] : "")
}

/// A number with three digits that count.
func short(_ number: Double) -> String {
  let size = abs(number)
  return fixed(number, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size == 0 ? 2 : 4)
}

func percent(_ part: Double, _ places: Int = 1) -> String { fixed(100 * part, places) + " %" }

/// Seconds in the unit that suits them.
func duration(_ seconds: Double) -> String {
  switch seconds {
  case ..<1e-6: fixed(seconds * 1e9, 0) + " ns"
  case ..<1e-3: fixed(seconds * 1e6, 1) + " µs"
  case ..<1: fixed(seconds * 1e3, 1) + " ms"
  case ..<120: fixed(seconds, 1) + " s"
  default: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
  }
}
