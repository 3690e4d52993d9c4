package import CommentSafety
internal import Yams

/// What one YAML file of a pack holds.
package struct PackFile: Sendable {
  /// The pack's name, with its version if there is one.
  package var name: String?
  package var rules: [Rule] = []
  package var allowPhrases: [AllowPhrase] = []
  package var policy: LocatedPolicy?
}

/// A policy and the place of its name.
package struct LocatedPolicy: Sendable {
  package var policy: Policy
  package var location: SourceLocation
}

/// Reads a pack's YAML files: rules, allow phrases, a policy.
package enum PackFileParser {
  /// - Throws: every error of the file, in the order of their places. After an error of YAML itself or a repeated
  ///   key nothing else is looked at.
  package static func parse(_ bytes: [UInt8], file: String) throws(BuildErrors) -> PackFile {
    let parsed = ParsedPackFile(SourceText(bytes, file: file))
    guard parsed.errors.isEmpty else { throw BuildErrors(parsed.errors) }
    return parsed.file
  }
}

/// A YAML file that was read as far as its errors allow.
struct ParsedPackFile {
  private static let policyKeys = ["lines", "thresholds", "default", "undecided"]
  private static let keys = ["name", "version", "shadow", "macros", "rules", "allow", "policy"] + policyKeys

  private(set) var file = PackFile()
  /// In the order of their places.
  private(set) var errors: [BuildError] = []

  init(_ text: SourceText) {
    var reader = PackFileReader(text)
    if let root = reader.compose(),
      let entries = reader.entries(of: root, "the file", keys: ParsedPackFile.keys)
    {
      if let node = entries["name"] { file.name = reader.string(node, "name") }
      if let node = entries["version"], let version = reader.string(node, "version") {
        file.name = file.name.map { "\($0) \(version)" }
      }
      let macros = entries["macros"].map { reader.macros($0) } ?? MacroTable()
      if let node = entries["rules"] { file.rules = reader.rules(node, macros) }
      if let node = entries["allow"] { file.allowPhrases = reader.allowPhrases(node) }
      if reader.flag("shadow", in: entries) {
        for index in file.rules.indices { file.rules[index].isShadow = true }
        for index in file.allowPhrases.indices { file.allowPhrases[index].isShadow = true }
      }
      if let node = entries["policy"] {
        file.policy = reader.policy(named: node, entries)
      } else {
        for key in ParsedPackFile.policyKeys {
          guard let node = entries[key] else { continue }
          reader.report(
            .badValue, "\"\(key)\" without \"policy\"",
            advice: "write the policy's name: policy: standard",
            at: reader.location(of: node))
        }
      }
    }
    errors = reader.errors.inSourceOrder()
  }
}

extension PackFileReader {
  /// The phrases that must never be flagged.
  mutating func allowPhrases(_ node: Node) -> [AllowPhrase] {
    items(of: node, "\"allow\"").compactMap { item in
      let place = location(of: item)
      return value(item, "allow") { text throws(Complaint) in
        AllowPhrase(try TermPattern.parse(Array(text.utf8), in: .yaml), location: place)
      }
    }
  }
}
