import Foundation
import Testing

/// Comments in a field of JSON objects.
@Suite("comment-filter: NDJSON")
struct NDJSONTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  @Test("allowed lines pass byte for byte")
  func passes() throws {
    let input = """
      {"id": 1, "text": "good morning"}
        { "text" : "caf\\u00e9 ☕", "n": 1.50 }
      {"text":"you wom\\u0062at"}

      """
    let run = try runSmall("--format", "ndjson", input: input, in: folder)
    #expect(run.status == 0)
    #expect(run.output == input.split(separator: "\n").prefix(2).map { $0 + "\n" }.joined(), "\(run.messages)")
  }

  @Test("a dotted field leads into nested objects, also when masked")
  func dotted() throws {
    let run = try runSmall(
      "--format", "ndjson", "--field", "post.body.text", "--emit", "masked",
      input: #"{"text":"you wombat","post":{"body":{"text":"you wom\u0062at!"}}}"# + "\n", in: folder)
    #expect(run.status == 0)
    #expect(run.output == #"{"text":"you wombat","post":{"body":{"text":"you ******!"}}}"# + "\n")
  }

  @Test("annotated: the object with a verdict at its end; spans count the decoded text")
  func annotated() throws {
    let run = try runSmall(
      "--format", "ndjson", "--emit", "annotated", input: #"{"id": 7, "text":"\u00e9 wombat" }"#, in: folder)
    let start = #"{"id": 7, "text":"\u00e9 wombat" ,"verdict":{"action":"filter","#
    #expect(run.output.hasPrefix(start), "\(run.output)")
    let verdict = try jsonLines(run.outputBytes).first?["verdict"] as? [String: Any]
    let match = (verdict?["matches"] as? [[String: Any]])?.first
    #expect(match?["start"] as? Int == 3 && match?["end"] as? Int == 9)
  }

  @Test("a byte order mark may begin a file, and stand nowhere else")
  func byteOrderMark() throws {
    let line = "\u{FEFF}{\"text\":\"fine\"}\n"
    try folder.write("a.ndjson", line + line)
    try folder.write("b.ndjson", line)
    let run = try runSmall(
      "--format", "ndjson", "--rejected", "bad.ndjson", "a.ndjson", "b.ndjson", input: "", in: folder)
    #expect(run.status == 0 && run.output == line + line, "\(run)")
    let records = try folder.objects("bad.ndjson")
    #expect(records.map { $0["line"] as? Int } == [2] && records.first?["malformed"] as? String == "bad-json")
    #expect((records.first?["problem"] as? String)?.contains("byte order mark") == true, "\(records)")
  }

  @Test("malformed lines are set aside with their reason and never passed on")
  func malformed() throws {
    let lines: [(line: String, reason: String?)] = [
      (#"{"text":"fine"}"#, nil), ("not json", "bad-json"), (#"{"text":"x""#, "bad-json"), ("", "blank-line"),
      (#"["text"]"#, "not-an-object"), (#"{"body":"x"}"#, "missing-field"), (#"{"text":7}"#, "not-a-string"),
      (#"{"text":null}"#, "not-a-string"), (#"{"text":"last"}"#, nil),
    ]
    let run = try runSmall(
      "--format", "ndjson", "--rejected", "bad.ndjson", "--summary", "counts.json",
      input: lines.map { $0.line + "\n" }.joined(), in: folder)
    #expect(run.status == 0)
    #expect(run.lines == [#"{"text":"fine"}"#, #"{"text":"last"}"#])
    let records = try folder.objects("bad.ndjson")
    #expect(records.map { $0["malformed"] as? String } == lines.compactMap(\.reason))
    #expect(records.map { $0["line"] as? Int } == [2, 3, 4, 5, 6, 7, 8])
    #expect(records.first?["raw"] as? String == "not json")
    let summary = try #require(try folder.objects("counts.json").first)
    #expect(summary["malformed"] as? Int == 7)
    #expect(
      summary["malformedReasons"] as? [String: Int] == [
        "bad-json": 2, "blank-line": 1, "not-an-object": 1, "missing-field": 1, "not-a-string": 2,
      ])
    #expect(run.messages.contains("2 allow") && run.messages.contains("7 malformed"), "\(run.messages)")
  }

  @Test("a long line is malformed, whatever it holds, and the next one is read")
  func long() throws {
    let long = #"{"text":""# + String(repeating: "a", count: 200_000) + #""}"#
    let run = try runSmall(
      "--format", "ndjson", "--max-line-bytes", "1000", "--rejected", "bad.ndjson",
      input: long + "\n" + #"{"text":"next"}"# + "\n", in: folder)
    #expect(run.status == 0 && run.lines == [#"{"text":"next"}"#])
    let records = try folder.objects("bad.ndjson")
    #expect(records.count == 1 && records.first?["malformed"] as? String == "too-long")
    #expect((records.first?["raw"] as? String).map { $0.utf8.count < long.utf8.count } == true)
  }
}
