import CommentSafety
import Foundation
import Testing

@testable import RulePacks

/// Folders of overlays.
@Suite("Overlay folders")
struct OverlayFolderTests {
  /// A folder that goes away with its owner.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("overlays-\(UUID().uuidString)")

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }
  }

  private static let filter: CommentFilter = {
    do {
      return try CommentFilter(RulePack(terms: [Term("grolk", category: .insult)]))
    } catch {
      fatalError("\(error)")
    }
  }()

  @Test("each file is an overlay of its name; other names have none")
  func names() throws {
    let folder = try Folder([
      "c1.txt": "wombat\n", "c2.txt": "grolk | allow\n", "7.txt": "", "README.md": "not one", ".hidden": "nor this",
    ])
    let overlays = try OverlayFolder(path: folder.url.path)
    #expect(overlays.count == 3)
    let filter = Self.filter
    #expect(filter.check("wombat", overlay: overlays.overlay(named: "c1")).matches.map(\.rule) == ["overlay/c1/wombat"])
    #expect(filter.check("grolk", overlay: overlays.overlay(named: "c2")).matches.isEmpty)
    #expect(overlays.overlay(named: "7")?.blockedCount == 0)
    for name in ["", "c3", "c1.txt", "../c1", "README.md", "C1"] { #expect(overlays.overlay(named: name) == nil) }
  }

  @Test("every error of every file, and files that are no overlays")
  func errors() throws {
    let folder = try Folder(["b.txt": "fine\nwom*bat\n", "a.txt": "x | loud\n", "c.text": "", "d e.txt": "word\n"])
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("deep.txt"), withIntermediateDirectories: true)
    let found = RulePacksTests.errors { () throws(BuildErrors) in try OverlayFolder(path: folder.url.path) }
    let places = found.map { error in
      let place = error.location
      return
        "\(place?.file.split(separator: "/").last ?? "") \(place?.line ?? 0):\(place?.column ?? 0) \(error.code.rawValue)"
    }
    // A name that no overlay can have has no place but its file.
    #expect(
      places.sorted() == [
        " 0:0 bad-value", "a.txt 1:5 bad-value", "b.txt 2:4 bad-wildcard", "c.text 1:1 unreadable",
        "deep.txt 1:1 unreadable",
      ], "\(found)")
    for path in ["/no/such/folder", folder.url.appendingPathComponent("a.txt").path] {
      let found = RulePacksTests.errors { () throws(BuildErrors) in try OverlayFolder(path: path) }
      #expect(found.map(\.code) == [.unreadable] && found.first?.advice.isEmpty == false)
    }
  }

  @Test("what the files come to after loading makes no difference, whatever the cache holds")
  func stable() throws {
    let folder = try Folder(
      Dictionary(uniqueKeysWithValues: (0..<40).map { ("c\($0).txt", "wombat\(String(repeating: "x", count: $0))\n") }))
    let small = try OverlayFolder(path: folder.url.path, cacheBytes: 1)
    let large = try OverlayFolder(path: folder.url.path)
    #expect(small.version == large.version && small.version.utf8.count == 32)
    for number in 0..<40 { try folder.write("c\(number).txt", "wom*bat\n") }
    for number in (0..<40).reversed() + Array(0..<40) {
      let one = try #require(small.overlay(named: "c\(number)"))
      #expect(one.version == large.overlay(named: "c\(number)")?.version)
    }
    for number in 0..<40 { try folder.write("c\(number).txt", "other\n") }
    #expect(try OverlayFolder(path: folder.url.path).version != large.version)
  }

  @Test("a folder that is read again compiles what changed, and is as one that is read anew")
  func again() throws {
    let folder = try Folder(Dictionary(uniqueKeysWithValues: (0..<20).map { ("c\($0).txt", "wombat\n") }))
    let old = try OverlayFolder(path: folder.url.path)
    try folder.write("c3.txt", "grolk | allow\n")
    try folder.write("d.txt", "wombat\n")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("c7.txt"))
    let again = try OverlayFolder(path: folder.url.path, replacing: old)
    let anew = try OverlayFolder(path: folder.url.path)
    #expect(again.version == anew.version && again.version != old.version && again.count == anew.count)
    for name in ["c0", "c3", "c7", "d"] {
      #expect(again.overlay(named: name)?.version == anew.overlay(named: name)?.version)
    }
    // The same object: it was not compiled again.
    #expect(again.overlay(named: "c0") === old.overlay(named: "c0"))
    #expect(again.overlay(named: "c3") !== old.overlay(named: "c3") && again.overlay(named: "c7") == nil)
  }

  @Test("the cache stays within its bound, keeps what is asked for, and gives back what was put in")
  func cache() throws {
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let overlays = try (0..<60).map { try Overlay(name: "\($0)", blocked: (0...$0 % 7).map { "word\($0)" }) }
    let size = overlays.map(\.memorySize).max()!
    let limit = 10 * size
    var cache = OverlayCache(limit: limit)
    var hits = 0
    for step in 0..<5000 {
      // One is asked for all the time.
      let key = step.isMultiple(of: 2) ? 3 : random(60)
      if let found = cache.overlay(for: key) {
        #expect(found === overlays[key])
        if key == 3 { hits += 1 }
      } else {
        cache.add(overlays[key], for: key)
        #expect(cache.overlay(for: key) === overlays[key])
      }
      #expect(cache.size <= limit && cache.count > 0)
    }
    #expect(hits > 2400)
    var tiny = OverlayCache(limit: 0)
    tiny.add(overlays[0], for: 0)
    tiny.add(overlays[1], for: 1)
    #expect(tiny.count == 1 && tiny.overlay(for: 1) === overlays[1])
  }
}
