import CommentSafety
import Foundation
import RulePacks
import Testing

/// Overlays from lines.
@Suite("Overlay files")
struct OverlayLoaderTests {
  private static let filter: CommentFilter = {
    do {
      return try CommentFilter(RulePack(terms: [Term("damn", id: "damn", category: .profanity)]))
    } catch {
      fatalError("\(error)")
    }
  }()

  private func found(_ source: String, in comment: String) throws -> [String] {
    let overlay = try OverlayLoader.parse(Array(source.utf8), name: "c")
    return Self.filter.check(comment, overlay: overlay).matches.map {
      "\($0.rule) \($0.category) \($0.severity)\($0.isWeak ? " weak" : "")"
    }
  }

  @Test("Plain lines, with wildcards, attributes and comments")
  func lines() throws {
    let source = """
      # our words
      wombat*    | severe | except wombats united
      dry river  | review   # a place
      gnarl      | category insult | mild
      damn       | allow
      """
    #expect(
      try found(source, in: "wombat dry river gnarl damn") == [
        "overlay/c/wombat* custom severe", "overlay/c/dry river custom moderate weak", "overlay/c/gnarl insult mild",
      ])
    #expect(try found(source, in: "wombats united") == [])
    #expect(try found("", in: "damn") == ["damn profanity moderate"])
  }

  @Test("A header gives the defaults")
  func header() throws {
    let source = "category: spam\nseverity: mild\nshadow: true\n---\nwombat\n"
    let overlay = try OverlayLoader.parse(Array(source.utf8), name: "c")
    let match = Self.filter.check("wombat", overlay: overlay).matches[0]
    #expect(match.category == .spam && match.severity == .mild && match.isShadow)
  }

  static let wrong = [
    ErrorCase(
      "lines", "wom*bat\n\nfine | loud\nfine | allow | mild\n!!\n\\x\n",
      Expected(1, 4, .badWildcard), Expected(3, 8, .badValue, "attribute"), Expected(4, 8, .badValue, "no other"),
      Expected(5, 1, .emptyTerm), Expected(6, 1, .badSyntax, "escape")),
    ErrorCase("twice", "one\nOne\none | allow\n", Expected(2, 1, .duplicateTerm), Expected(3, 1, .duplicateTerm)),
    ErrorCase(
      "header", "final: true\ncolour: red\n---\none\n---\n", Expected(1, 1, .badValue, "final"),
      Expected(2, 1, .badValue, "header key"), Expected(5, 1, .badSyntax, "second")),
  ]

  @Test("Every error with its place", arguments: wrong)
  func errors(_ item: ErrorCase) {
    expect(
      RulePacksTests.errors { () throws(BuildErrors) in
        try OverlayLoader.parse(Array(item.source.utf8), name: "c")
      }, are: item.expected)
  }

  @Test("A file is called like its overlay")
  func file() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("channel-7.txt").path
    try Data("wombat\n".utf8).write(to: URL(fileURLWithPath: path))
    let overlay = try OverlayLoader.load(path: path)
    #expect(overlay.name == "channel-7" && overlay.blockedCount == 1)
    let missing = RulePacksTests.errors { () throws(BuildErrors) in
      try OverlayLoader.load(path: folder.path + "/none.txt")
    }
    #expect(missing.map(\.code) == [.unreadable])
  }
}
