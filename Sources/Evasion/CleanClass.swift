/// A class of clean texts that look like leet or masks: made at random, never to be flagged.
public struct CleanClass: Sendable {
  public let name: String
  private let make: @Sendable (inout SplitMix) -> String

  private init(_ name: String, _ make: @escaping @Sendable (inout SplitMix) -> String) {
    self.name = name
    self.make = make
  }

  public func text(_ random: inout SplitMix) -> String { make(&random) }

  public static let all: [CleanClass] = numbers + codes + maths

  private static let numbers: [CleanClass] = [
    CleanClass("numbers") { random in
      digits(1...9, &random) + [
        "", " " + digits(2...4, &random), "." + digits(1...3, &random), "-" + digits(2...4, &random),
      ].randomElement(using: &random)!
    },
    CleanClass("numbers of leet digits") { random in
      pick("013457 85", 2...9, &random).split(separator: " ").joined(separator: " ")
    },
    CleanClass("prices") { random in
      ["$", "€", "£", "₹", "US$ ", "Rs. ", "¥"].randomElement(using: &random)! + digits(1...5, &random)
        + ["", ".99", ".00", ",50", "k", " each", "/mo", "+"].randomElement(using: &random)!
    },
    CleanClass("scores and ratios") { random in
      digits(1...2, &random) + ["-", ":", "–", "/", " - ", " to "].randomElement(using: &random)!
        + digits(1...2, &random)
    },
    CleanClass("dates and times") { random in
      let (a, b, c) = (digits(2...2, &random), digits(2...2, &random), digits(4...4, &random))
      return [
        "\(c)-\(a)-\(b)", "\(a)/\(b)/\(c)", "\(a):\(b)", "\(a).\(b).\(c)", "\(a)h\(b)", "1n \(c)", "\(a):\(b):\(a)Z",
      ].randomElement(using: &random)!
    },
    CleanClass("quantities") { random in
      digits(1...4, &random) + ["", " "].randomElement(using: &random)!
        + ["kg", "cm", "km/h", "GB", "lbs", "ft", "series", "th", "nd", "x", "%", "°C", "mph", "px", "ml"]
        .randomElement(using: &random)!
    },
  ]

  private static let codes: [CleanClass] = [
    CleanClass("part numbers") { random in
      pick("ABCDEFGHKLMNPRSTVXYZ", 1...2, &random) + digits(2...4, &random)
        + ["", "-", "/"].randomElement(using: &random)! + pick("ABCDEFGHKLMNPRSTVXYZ", 1...1, &random)
    },
    CleanClass("hexadecimal") { random in
      ["", "0x", "#"].randomElement(using: &random)! + pick("0123456789abcdef", 6...40, &random)
    },
    CleanClass("UUIDs") { random in
      [8, 4, 4, 4, 12].map { pick("0123456789abcdef", $0...$0, &random) }.joined(separator: "-")
    },
    CleanClass("base64") { random in
      pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 24...80, &random)
        + ["", "=", "=="].randomElement(using: &random)!
    },
    CleanClass("video ids and keys") { random in
      pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 11...11, &random)
    },
    CleanClass("versions") { random in
      "v" + (0..<Int.random(in: 1...4, using: &random)).map { _ in digits(1...2, &random) }.joined(separator: ".")
    },
    CleanClass("digits and capitals") { random in
      // With a digit at least: capitals alone may be a term.
      let code = pick("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 3...6, &random)
      let place = code.index(code.startIndex, offsetBy: Int.random(in: 0...code.count, using: &random))
      return code[..<place] + digits(1...1, &random) + code[place...]
    },
    CleanClass("colours and addresses") { random in
      [
        "#" + pick("0123456789abcdef", 6...6, &random),
        "10." + (0..<3).map { _ in digits(1...2, &random) }.joined(separator: "."),
        (0..<6).map { _ in pick("0123456789abcdef", 2...2, &random) }.joined(separator: ":"),
      ].randomElement(using: &random)!
    },
  ]

  private static let maths: [CleanClass] = [
    CleanClass("formulas") { random in
      let sides = (0..<2).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          digits(0...2, &random) + pick("abcnxyz", 1...1, &random) + ["", "^2", "*(x)", "(t)", "_1", "!"].randomElement(
            using: &random)!
        }.joined(separator: [" + ", " - ", "*", "/", " * "].randomElement(using: &random)!)
      }
      return sides.joined(separator: [" = ", " < ", " >= ", "="].randomElement(using: &random)!)
    },
    CleanClass("TeX") { random in
      "$$" + digits(1...2, &random) + pick("abxyz", 1...1, &random) + "^" + digits(1...1, &random) + " + \\frac{"
        + digits(1...3, &random) + "}{"
        + pick("abxyz", 1...2, &random) + "}$$"
    },
    CleanClass("emphasis") { random in
      let mark = ["*", "**", "_", "__", "~~", "`"].randomElement(using: &random)!
      return mark + words.randomElement(using: &random)! + mark
    },
    CleanClass("footnotes and bullets") { random in
      ["* ", "- ", "+ ", "# "].randomElement(using: &random)! + words.randomElement(using: &random)! + [
        "*", "**", "[1]", "¹",
      ].randomElement(using: &random)!
    },
    CleanClass("initials") { random in
      (0..<Int.random(in: 2...4, using: &random)).map { _ in pick("ABCDEFGHJKLMNPRSTW", 1...1, &random) + "." }
        .joined(separator: ["", " "].randomElement(using: &random)!)
    },
  ]

  private static let words = [
    "bold", "ahem", "note", "this", "as", "is", "really", "sigh", "shrug", "class", "push", "important", "that", "wink",
  ]

  private static func digits(_ count: ClosedRange<Int>, _ random: inout SplitMix) -> String {
    pick("0123456789", count, &random)
  }

  private static func pick(_ alphabet: String, _ count: ClosedRange<Int>, _ random: inout SplitMix) -> String {
    let letters = Array(alphabet)
    return String((0..<Int.random(in: count, using: &random)).map { _ in letters.randomElement(using: &random)! })
  }
}
