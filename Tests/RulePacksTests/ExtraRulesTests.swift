import CommentSafety
import Foundation
import RulePacks
import Testing

/// `Wordlists/extra`: rules that come on top of the default pack if somebody asks for them.
@Suite("Extra rules")
struct ExtraRulesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Wordlists/extra")

  @Test("each file loads on top of the default pack, with all of its examples, and names no rule of it")
  func load() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 16)
    var pack = try DefaultPack.load()
    var ids = Set(pack.rules.map(\.id))
    for file in files.sorted() {
      let extra = try PackLoader.load(paths: [Self.folder.appending(path: file).path])
      #expect(!extra.rules.isEmpty && extra.terms.isEmpty)
      for rule in extra.rules { #expect(ids.insert(rule.id).inserted, "\(file): \(rule.id) stands twice") }
      pack.append(extra)
    }
    #if !DEBUG
      _ = try CommentFilter(pack)
    #endif
  }
}
