import Foundation
import Testing

/// The commands of the README and of docs, run: what the documents show is what the program writes.
///
/// In a block marked `console` a line `$ command` is a command, the lines behind it are what it writes, standard output first. `…` stands
/// for anything inside a line.
@Suite("Commands in the documents")
struct ReadmeConsoleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var file: String
    var command: String
    var output: [String]
    var testDescription: String { "\(file): \(command)" }
  }

  #if DEBUG
    /// Reading the default pack takes a debug build many seconds.
    static let isRelease = false
  #else
    static let isRelease = true
  #endif

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let files = ["README.md", "docs/CLI.md", "docs/SCORING.md", "docs/UNICODE.md"]

  static let examples: [Example] = files.flatMap(read)

  static func read(_ file: String) -> [Example] {
    let text = (try? String(contentsOf: root.appending(path: file), encoding: .utf8)) ?? ""
    var examples: [Example] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(Example(file: file, command: String(line.dropFirst(2)), output: []))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output.append(String(line))
      }
    }
    return examples
  }

  @Test("the documents have examples")
  func some() {
    for file in Self.files { #expect(Self.examples.contains { $0.file == file }, "\(file)") }
  }

  @Test("a moderator's round trip, in one folder", .enabled(if: isRelease, "a debug build is too slow for it"))
  func roundTrip() throws {
    let examples = Self.read("docs/MODERATORS.md")
    #expect(examples.count >= 7)
    let folder = try Folder()
    for example in examples { try check(example, in: folder) }
  }

  @Test("an example's output is real", .enabled(if: isRelease, "a debug build is too slow for it"), arguments: examples)
  func real(_ example: Example) throws {
    try check(example, in: Folder())
  }

  private func check(_ example: Example, in folder: Folder) throws {
    // Examples name files of the project.
    let link = folder.url.appending(path: "docs")
    if !FileManager.default.fileExists(atPath: link.path) {
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Self.root.appending(path: "docs"))
    }
    let run = try Program.shell(example.command, in: folder)
    let found = (run.output + run.messages).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let written = found.last == "" ? Array(found.dropLast()) : found
    let isSame =
      written.count == example.output.count
      && zip(written, example.output).allSatisfy { matches($0.0[...], $0.1.components(separatedBy: "…")) }
    #expect(isSame, "\(example): the program writes:\n\(written.joined(separator: "\n"))\n")
  }

  /// Whether a line is made of these parts with anything between them.
  private func matches(_ line: Substring, _ parts: [String]) -> Bool {
    guard parts.count > 1 else { return line == parts[0] }
    guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else { return false }
    var rest = line.dropFirst(parts[0].count)
    for part in parts.dropFirst() where !part.isEmpty {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
