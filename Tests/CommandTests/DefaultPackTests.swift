import Foundation
import Testing

/// The program as a newcomer runs it, with the default pack.
@Suite("comment-filter: the default pack")
struct DefaultPackCommandTests {
  static let comments = "nice video\nPakistan zindabad, best from Scunthorpe\nyou fucking idiot\nI want to die\n"

  @Test("four comments: two are shown, one is answered with help, one is held back")
  func four() throws {
    let folder = try Folder()
    let run = try Program.run("--summary", "counts.json", input: Self.comments, in: folder)
    #expect(run.status == 0)
    #expect(run.output == "nice video\nPakistan zindabad, best from Scunthorpe\nI want to die\n")
    let summary = try #require(try folder.objects("counts.json").first)
    let actions = try #require(summary["actions"] as? [String: Int])
    #expect(summary["lines"] as? Int == 4)
    #expect(actions["allow"] == 2 && actions["support"] == 1 && actions["review"] == 0)
    #expect((actions["filter"] ?? 0) + (actions["remove"] ?? 0) == 1)
    #expect(run.messages.hasPrefix("4 comments in "), "\(run.messages)")
  }
}
