import Foundation
import Testing

/// Real comments, where there are some: `COMMENT_SAFETY_DATA` names a folder of `*.tsv` files with label, language and text.
@Suite("comment-filter: real comments")
struct DataTests {
  #if DEBUG
    /// Rows taken of each file: a debug build is some hundred times slower.
    static let rows = 500
  #else
    static let rows = Int.max
  #endif

  static let folder: URL? = {
    guard let path = ProcessInfo.processInfo.environment["COMMENT_SAFETY_DATA"], !path.isEmpty else {
      print("skipped: COMMENT_SAFETY_DATA names no folder of comments")
      return nil
    }
    return URL(fileURLWithPath: path)
  }()

  /// The texts of all files, one behind the other, each with its line feed, as they are written.
  private static func texts() throws -> [Data] {
    let folder = try #require(folder)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "tsv" }.sorted { $0.path < $1.path }
    #expect(!files.isEmpty, "no *.tsv in \(folder.path)")
    return try files.flatMap { file in
      try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).prefix(rows).map { row in
        Data(row.split(separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false).last ?? row)
      }
    }
  }

  @Test(
    "every line is accounted for", .enabled(if: folder != nil, "COMMENT_SAFETY_DATA is not set"),
    arguments: ["text", "ndjson"])
  func adds(_ format: String) throws {
    let work = try Folder()
    let texts = try Self.texts()
    var input = Data()
    for text in texts {
      if format == "ndjson" {
        input += Data(#"{"id":1,"text":"#.utf8)
        input += try JSONEncoder().encode(String(decoding: text, as: UTF8.self))
        input += Data("}".utf8)
      } else {
        input += text
      }
      input.append(UInt8(ascii: "\n"))
    }
    let run = try Program.run(
      ["--format", format, "--summary", "counts.json", "--rejected", "held.ndjson", "-q"], input: input, in: work)
    #expect(run.status == 0, "\(run.messages)")
    let summary = try #require(try work.objects("counts.json").first)
    let actions = try #require(summary["actions"] as? [String: Int])
    let malformed = try #require(summary["malformed"] as? Int)
    #expect(summary["lines"] as? Int == texts.count)
    #expect(actions.values.reduce(0, +) + malformed == texts.count, "\(summary)")
    #expect(malformed == 0, "\(summary)")
    #expect(summary["bytes"] as? Int == input.count)
    func lines(_ bytes: Data) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } }
    let shown = (actions["allow"] ?? 0) + (actions["support"] ?? 0)
    #expect(lines(run.outputBytes) == shown)
    #expect(lines(try work.data("held.ndjson")) == texts.count - shown)
    // What passed is a part of what came, in order.
    var rest = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    for line in run.outputBytes.split(separator: UInt8(ascii: "\n")) {
      guard let index = rest.firstIndex(of: line) else {
        Issue.record("a line came out that did not go in, or out of order")
        return
      }
      rest = rest[(index + 1)...]
    }
  }
}
