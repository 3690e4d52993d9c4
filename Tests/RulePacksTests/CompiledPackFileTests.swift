import CommentSafety
import Foundation
import RulePacks
import Testing

/// Compiled packs in files.
@Suite("Compiled pack files")
struct CompiledPackFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private static func small(_ word: String) throws(BuildErrors) -> CommentFilter {
    try CommentFilter(RulePack(terms: [Term(word, category: .insult)]))
  }

  @Test("The default pack from a file gives the verdicts of its lists")
  func defaultPack() throws {
    let built = try CommentFilter(DefaultPack.load())
    let file = path("default.cspack")
    try CompiledPackFile.write(built, to: file)
    let loaded = try CompiledPackFile.load(path: file)
    #expect(loaded.version == built.version)
    let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../docs/sample/comments.txt")
    let comments = try String(contentsOf: sample, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(comments.count > 20)
    let verdicts = loaded.check(comments)
    #expect(verdicts == built.check(comments))
    #expect(verdicts.contains { $0.action == .remove } && verdicts.contains { $0.action == .allow })
    for comment in comments {
      #expect(loaded.explain(comment).verdict == built.explain(comment).verdict)
    }
    try FileManager.default.removeItem(at: folder)
  }

  @Test("A file is replaced as a whole, and who has mapped the old one keeps it")
  func replaced() throws {
    let file = path("own.cspack")
    try CompiledPackFile.write(Self.small("wombat"), to: file)
    let old = try CompiledPackFile.load(path: file)
    try CompiledPackFile.write(Self.small("quokka"), to: file)
    let new = try CompiledPackFile.load(path: file)
    #expect(old.check("wombat").action == .filter && old.check("quokka").action == .allow)
    #expect(new.check("wombat").action == .allow && new.check("quokka").action == .filter)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["own.cspack"])
    try FileManager.default.removeItem(at: folder)
  }

  @Test("Errors name the file and the way out")
  func errors() throws {
    let file = path("own.cspack")
    func error() -> BuildError? {
      RulePacksTests.errors { () throws(BuildErrors) in try CompiledPackFile.load(path: file) }.first
    }
    #expect(error()?.code == .unreadable)
    let bytes = try Self.small("wombat").compiledPack
    for (content, part) in [
      ([], "no compiled pack"), (Array("wombat\n".utf8), "no compiled pack"), (Array(bytes.dropLast(64)), "cut off"),
      (bytes.map { $0 == UInt8(ascii: "w") ? UInt8(ascii: "v") : $0 }, "altered or damaged"),
    ] {
      try Data(content).write(to: URL(fileURLWithPath: file))
      let found = error()
      #expect(found?.code == .badCompiledPack && found?.location?.file == file, "\(found as Any)")
      #expect(found?.message.contains(part) == true && found?.advice.isEmpty == false, "\(found as Any)")
    }
    #expect(
      RulePacksTests.errors { () throws(BuildErrors) in
        try CompiledPackFile.write(Self.small("wombat"), to: path("no/such/folder/x.cspack"))
      }.first?.code == .unreadable)
    // Given as a source of a pack, it is told for what it is.
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let source = RulePacksTests.errors { () throws(BuildErrors) in try PackLoader.load(paths: [file]) }.first
    #expect(source?.message.contains("is a compiled pack") == true && source?.advice.contains("--pack") == true)
    try FileManager.default.removeItem(at: folder)
  }
}
