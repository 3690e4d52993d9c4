import CommentStreams
import Foundation
import Testing

/// JSONTestSuite (https://github.com/nst/JSONTestSuite), from the data folder.
@Suite(
  "JSONTestSuite",
  .enabled(if: dataFolder != nil, "set COMMENT_SAFETY_DATA to the folder of the data sets"))
struct JSONSuiteTests {
  private func files(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = URL(filePath: try #require(dataFolder)).appending(path: "json/test_parsing")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasPrefix(prefix) }.sorted().map { name in
      (name, Array(try Data(contentsOf: folder.appending(path: name))))
    }
  }

  /// The document as the value of a field before or behind the comment.
  private func embedded(_ document: [UInt8]) -> [[UInt8]] {
    let lines = [
      Array(#"{"text":"x","v":"#.utf8) + document + Array("}".utf8),
      Array(#"{"v":"#.utf8) + document + Array(#","text":"x"}"#.utf8),
      Array(#"{"v":["#.utf8) + document + Array(#"],"text":"x"}"#.utf8),
    ]
    // Brackets around nothing are an array.
    return document.isEmpty || document == [0x20] ? Array(lines.prefix(2)) : lines
  }

  @Test("valid documents are accepted")
  func valid() throws {
    let files = try files("y_")
    #expect(files.count == 95)
    for file in files {
      for line in embedded(file.bytes) {
        #expect(values(in: line) == .success(["x"]), "\(file.name)")
      }
      // As the whole line: right JSON, whatever it lacks.
      if case .failure(let reason) = values(in: file.bytes) {
        #expect(!reason.isAboutJSON, "\(file.name): \(reason)")
      }
    }
  }

  @Test("documents that are not JSON are refused")
  func invalid() throws {
    let files = try files("n_")
    #expect(files.count == 188)
    for file in files {
      for line in embedded(file.bytes) {
        #expect(throws: Malformed.self, "\(file.name)") { try values(in: line).get() }
      }
      guard case .failure(let reason) = values(in: file.bytes) else {
        Issue.record("\(file.name) was accepted")
        continue
      }
      #expect(reason.isAboutJSON, "\(file.name): \(reason)")
    }
  }

  @Test("other documents do no harm")
  func undefined() throws {
    let files = try files("i_")
    #expect(files.count == 35)
    for file in files {
      _ = values(in: file.bytes)
      for line in embedded(file.bytes) { _ = values(in: line) }
    }
  }
}
