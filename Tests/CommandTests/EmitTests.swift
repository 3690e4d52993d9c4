import Foundation
import Testing

/// What the stream filter writes.
@Suite("comment-filter: outputs")
struct EmitTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  private func emit(_ mode: String) throws -> Run {
    let run = try runSmall("--emit", mode, input: SmallPack.comments, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(
      run.messages.contains("7 comments")
        && run.messages.contains("3 allow, 1 support, 0 review, 2 filter, 1 remove, 0 malformed"),
      "\(run.messages)")
    return run
  }

  @Test("allowed: lines that may be shown, byte for byte")
  func allowed() throws {
    #expect(try emit("allowed").output == "good morning\nI feel hopeless\n\nlast one\r\n")
  }

  @Test("allowed is the default, and filter the default command")
  func defaults() throws {
    let expected = try emit("allowed").output
    #expect(try runSmall(input: SmallPack.comments, in: folder).output == expected)
    #expect(try runSmall("filter", "-", input: SmallPack.comments, in: folder).output == expected)
  }

  @Test("rejected: the others")
  func rejected() throws {
    #expect(
      try emit("rejected").output
        == "you wombat\na blemish, w.o.m.b.a.t and GROLKING\ncheap watches at example dot test\n")
  }

  @Test("masked: all lines, matches covered; mild words and calls for help stay readable")
  func masked() throws {
    #expect(
      try emit("masked").output
        == "good morning\nyou ******\nI feel hopeless\na blemish, *********** and *****ING\n************************ dot test\n\nlast one\r\n"
    )
  }

  @Test("none: nothing")
  func none() throws {
    #expect(try emit("none").output == "")
  }

  @Test("annotated: each line with its verdict")
  func annotated() throws {
    let objects = try jsonLines(emit("annotated").outputBytes)
    try #require(objects.count == 7)
    #expect(
      objects.map { $0["text"] as? String } == [
        "good morning", "you wombat", "I feel hopeless", "a blemish, w.o.m.b.a.t and GROLKING",
        "cheap watches at example dot test", "", "last one",
      ])
    let verdicts = objects.map { $0["verdict"] as? [String: Any] ?? [:] }
    #expect(
      verdicts.map { $0["action"] as? String } == [
        "allow", "filter", "support", "filter", "remove", "allow", "allow",
      ])
    let packs = Set(verdicts.map { $0["pack"] as? String ?? "" })
    #expect(packs.count == 1 && packs.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(verdicts.allSatisfy { $0["undecided"] as? Bool == false })
    let matches = verdicts.map { $0["matches"] as? [[String: Any]] ?? [] }
    #expect(matches.map(\.count) == [0, 1, 1, 3, 1, 0, 0])
    let match = matches[1][0]
    #expect(match["rule"] as? String == "en/insult/wombat")
    #expect(match["category"] as? String == "insult" && match["severity"] as? String == "moderate")
    #expect(match["start"] as? Int == 4 && match["end"] as? Int == 10)
    #expect(match["how"] as? [String] == ["exact"])
    #expect(matches[3].map { $0["how"] as? [String] } == [["exact"], ["separated"], ["case"]])
  }

  @Test("--rejected: a record of every line held back or malformed")
  func rejectedFile() throws {
    let run = try runSmall(
      "--quiet", "--rejected", "held.ndjson", "--max-line-bytes", "40",
      input: SmallPack.comments + String(repeating: "x", count: 41) + "\n", in: folder)
    #expect(run.status == 0 && run.messages == "")
    let records = try folder.objects("held.ndjson")
    #expect(
      records.map { $0["text"] as? String ?? $0["malformed"] as? String } == [
        "you wombat", "a blemish, w.o.m.b.a.t and GROLKING", "cheap watches at example dot test", "too-long",
      ])
    #expect(records[3]["line"] as? Int == 8)
  }

  @Test("--summary: the counts as JSON")
  func summary() throws {
    let run = try runSmall(
      "--summary", "counts.json", "--max-line-bytes", "40", "-q",
      input: SmallPack.comments + String(repeating: "x", count: 41), in: folder)
    #expect(run.status == 0 && run.messages == "")
    let summary = try #require(try folder.objects("counts.json").first)
    #expect(summary["lines"] as? Int == 8 && summary["complete"] as? Bool == true)
    #expect(summary["bytes"] as? Int == SmallPack.comments.utf8.count + 41)
    #expect(
      summary["actions"] as? [String: Int] == ["allow": 3, "support": 1, "review": 0, "filter": 2, "remove": 1])
    #expect(summary["malformed"] as? Int == 1)
    #expect(summary["malformedReasons"] as? [String: Int] == ["too-long": 1])
    #expect(summary["matches"] as? [String: Int] == ["insult": 4, "selfHarm": 1, "spam": 1])
    #expect(summary["policy"] as? String == "standard" && (summary["pack"] as? String)?.count == 32)
  }

  @Test("several files, in order; a last line without a line feed does not run into the next file")
  func files() throws {
    try folder.write("a.txt", "one\nyou wombat\ntwo")
    try folder.write("b.txt", "three\n")
    let run = try runSmall("a.txt", "-", "b.txt", input: "between\n", in: folder)
    #expect(run.status == 0 && run.output == "one\ntwo\nbetween\nthree\n", "\(run.messages)")
  }

  /// A spelling of one word, with what stands around it.
  struct Spelling: Sendable {
    var before: String
    var word: String
    var how: String

    init(_ before: String, _ word: String, _ how: String) {
      self.before = before
      self.word = word
      self.how = how
    }
  }

  static let spellings = [
    Spelling("you ", "wombat", "exact"), Spelling("你 ", "ｗｏｍｂａｔ", "width"),
    Spelling("oh ", "w\u{43E}mb\u{430}t", "confusable"),
    Spelling("", "w\u{337}o\u{337}m\u{337}b\u{337}a\u{337}t\u{337}\u{321}", "diacritics"),
    Spelling("you ", "w\u{200B}o\u{200B}m\u{200D}bat", "invisible"), Spelling("é ", "w.o.m.b.a.t", "separated"),
  ]

  @Test("spans and masks cover exactly the bytes of every spelling")
  func spans() throws {
    let comments = Self.spellings.map { "\($0.before)\($0.word), you know\n" }.joined()
    let records = try jsonLines(runSmall("--emit", "annotated", input: comments, in: folder).outputBytes)
    try #require(records.count == Self.spellings.count)
    for (spelling, record) in zip(Self.spellings, records) {
      let verdict = record["verdict"] as? [String: Any]
      let matches = verdict?["matches"] as? [[String: Any]] ?? []
      #expect(matches.count == 1, "\(record)")
      let start = spelling.before.utf8.count
      #expect(matches.first?["start"] as? Int == start, "\(record)")
      #expect(matches.first?["end"] as? Int == start + spelling.word.utf8.count, "\(record)")
      #expect((matches.first?["how"] as? [String])?.contains(spelling.how) == true, "\(record)")
    }
    let expected = Self.spellings.map { spelling in
      spelling.before + String(repeating: "*", count: spelling.word.unicodeScalars.count) + ", you know\n"
    }
    #expect(try runSmall("--emit", "masked", input: comments, in: folder).output == expected.joined())
  }
}
