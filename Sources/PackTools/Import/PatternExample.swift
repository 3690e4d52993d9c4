/// Makes a text that a pattern matches, for patterns that come without an example.
///
/// It knows letters, classes, groups, alternation and repeats, takes the first alternative and the fewest repeats, and gives up on what it
/// does not know. Whether the text does match is for the engine to say.
struct PatternExample {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var isLost = false

  private init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  /// A text that should match, or nil.
  static func make(for pattern: String) -> String? {
    var maker = PatternExample(pattern)
    let text = maker.alternation(depth: 0)
    guard !maker.isLost, maker.position == maker.scalars.count, !text.isEmpty else { return nil }
    return text
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternation(depth: Int) -> String {
    if depth > 50 { isLost = true }
    let first = sequence(depth: depth)
    while !isLost, take("|") { _ = sequence(depth: depth) }
    return first
  }

  private mutating func sequence(depth: Int) -> String {
    var text = ""
    while !isLost, let scalar = next, scalar != "|", scalar != ")" {
      let piece = self.piece(depth: depth)
      text += String(repeating: piece, count: repeats())
      if text.utf8.count > 400 { isLost = true }
    }
    return text
  }

  private mutating func piece(depth: Int) -> String {
    guard let scalar = next else { return "" }
    position += 1
    switch scalar {
    case "(": return group(depth: depth)
    case "[": return member()
    case "\\": return escape()
    case ".": return "x"
    case "^", "$": return ""
    default: return String(Character(scalar))
    }
  }

  private mutating func group(depth: Int) -> String {
    var isEmpty = false
    if take("?") {
      if take(":") {
      } else if take("=") || take("!") {
        isEmpty = true
      } else if take("<") || take("P") {
        _ = take("<")
        if take("=") || take("!") {
          isEmpty = true
        } else {
          while let scalar = next, scalar != ">" {
            _ = scalar
            position += 1
          }
          if !take(">") { isLost = true }
        }
      } else if take(">") {
      } else {
        // Inline flags: (?i) and (?i:…).
        while let scalar = next, scalar.properties.isAlphabetic || scalar == "-" { position += 1 }
        if take(")") { return "" }
        if !take(":") { isLost = true }
      }
    }
    let text = alternation(depth: depth + 1)
    if !take(")") { isLost = true }
    return isEmpty ? "" : text
  }

  /// The first member of a class.
  private mutating func member() -> String {
    let isNegated = take("^")
    var members: [String] = []
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      position += 1
      if scalar == "[", next == ":" { isLost = true }
      if scalar == "\\" { members.append(escape()) } else { members.append(String(Character(scalar))) }
      if isLost { return "" }
    }
    if !take("]") { isLost = true }
    if isNegated { return ["x", "7", "-", "é"].first { !members.contains($0) } ?? "x" }
    return members.first { !$0.isEmpty } ?? ""
  }

  private mutating func escape() -> String {
    guard let scalar = next else {
      isLost = true
      return ""
    }
    position += 1
    switch scalar {
    case "b", "B", "A", "z", "Z", "K": return ""
    case "d": return "1"
    case "w", "D", "S": return "x"
    case "s", "W", "h": return " "
    case "n", "r", "t", "p", "P", "x", "u", "k", "g", "R", "N", "Q", "E", "0"..."9":
      isLost = true
      return ""
    default: return String(Character(scalar))
    }
  }

  /// The fewest repeats that a quantifier allows; one without any.
  private mutating func repeats() -> Int {
    var count = 1
    if take("*") || take("?") {
      count = 0
    } else if take("+") {
      count = 1
    } else if next == "{" {
      let start = position
      position += 1
      var number = 0
      var digits = 0
      while let scalar = next, ("0"..."9").contains(scalar) {
        number = min(1000, number * 10 + Int(scalar.value - 48))
        digits += 1
        position += 1
      }
      if take(",") { while let scalar = next, ("0"..."9").contains(scalar) { position += 1 } }
      if digits > 0, take("}") {
        count = number
      } else {
        position = start
        return 1
      }
    } else {
      return 1
    }
    _ = take("?") || take("+")
    return count
  }
}
