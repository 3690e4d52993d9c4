import CommentSafety
import Foundation
import RulePacks
import Testing

/// The example of README.md, compiled and run.
@Suite("README")
struct ReadmeExampleTests {
  @Test("the example compiles, runs, and does what its comments say")
  func example() throws {
    // README begins
    let filter = try CommentFilter(DefaultPack.load())  // once; share it among all threads
    let comment = "you fucking idiot"
    let verdict = filter.check(comment)
    print(verdict.action)  // filter
    for match in verdict.matches {
      print(match.rule, match.category, match.severity, match.range)  // en/insult/idiot* insult moderate 12..<17
    }
    print(filter.masked(comment))  // you ******* *****
    // README ends
    #expect(verdict.action == .filter)
    #expect(filter.masked(comment) == "you ******* *****")
    #expect(
      verdict.matches.contains { match in
        "\(match.rule) \(match.category) \(match.severity) \(match.range)" == "en/insult/idiot* insult moderate 12..<17"
      })
  }

  @Test("README.md shows this very example")
  func sameText() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let source = try String(contentsOf: file, encoding: .utf8)
    let block = try #require(part(of: readme, from: "```swift\n", to: "```"))
    let body = try #require(part(of: source, from: "    // README begins\n", to: "    // README ends"))
    let code = body.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(4) }.joined(
      separator: "\n")
    #expect(block == "import CommentSafety\nimport RulePacks\n\n" + code)
  }

  private func part(of text: String, from start: String, to end: String) -> String? {
    guard let begin = text.range(of: start), let stop = text.range(of: end, range: begin.upperBound..<text.endIndex)
    else {
      return nil
    }
    return String(text[begin.upperBound..<stop.lowerBound])
  }
}
