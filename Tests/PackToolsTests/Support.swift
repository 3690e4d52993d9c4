import CommentSafety
import Foundation
import PackTools
import RulePacks
import Testing

/// A pack of made-up words, so that tests need no real ones.
enum TestPack {
  static let list = """
    language: en
    category: insult
    severity: moderate
    licence: Apache-2.0
    ---
    wombat
    grolk*
    blemish | mild
    maybeword | review

    """

  static let pack: RulePack = {
    do {
      return try PackLoader.parse(sources: [(name: "terms/en/insult.txt", bytes: Array(list.utf8))])
    } catch {
      fatalError("\(error)")
    }
  }()

  static let filter: CommentFilter = {
    do {
      return try CommentFilter(pack)
    } catch {
      fatalError("\(error)")
    }
  }()

  /// A pack of the given files.
  static func make(_ sources: [String: String]) throws -> RulePack {
    try PackLoader.parse(
      sources: sources.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: Array($0.value.utf8)) })
  }
}

/// A folder of a test's own, deleted with it.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "pack-tools-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
