/// A comment that somebody has judged.
package struct LabelledRow: Sendable, Hashable {
  package var text: String
  /// The judgement: bad, or clean.
  package var isBad: Bool
  /// What stands behind the judgement in its label, such as `HATE` in `1|HATE`; empty for nothing.
  package var detail: String
  /// A BCP 47 tag, `und` where none is given.
  package var language: String

  package init(_ text: String, isBad: Bool, detail: String = "", language: String = "und") {
    self.text = text
    self.isBad = isBad
    self.detail = detail
    self.language = language
  }

  /// The parts of the detail, without those that only number the row.
  package var kinds: [String] {
    detail.split(separator: "/").filter { part in !part.allSatisfy(\.isNumber) }.map(String.init)
  }
}

/// What a label says.
enum Judgement {
  case bad, clean, support, unlabelled

  /// `1`, `bad` or `true` with whatever follows a `|`; `0`, `clean` or `false` likewise; `s` or `support`; `na` or nothing. Nil for
  /// anything else.
  static func read(_ label: String) -> (judgement: Judgement, detail: String)? {
    let parts = label.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts[0].lowercased()
    let detail = parts.count > 1 ? String(parts[1]) : ""
    switch head {
    case "bad", "true": return (.bad, detail)
    case "clean", "false": return (.clean, detail)
    case "s", "support": return (.support, detail)
    case "", "na": return (.unlabelled, detail)
    default:
      if head.hasPrefix("1") { return (.bad, detail) }
      if head.hasPrefix("0") { return (.clean, detail) }
      return nil
    }
  }
}
