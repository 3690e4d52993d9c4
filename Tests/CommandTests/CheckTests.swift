import Testing

/// `comment-filter check`.
@Suite("comment-filter check")
struct CheckTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  @Test("0: nothing to act on, mild words included", arguments: ["good morning", "a blemish"])
  func clean(_ text: String) throws {
    let run = try runSmall("check", text, input: "", in: folder)
    #expect(run.status == 0 && run.output.hasPrefix("allow"), "\(run)")
  }

  @Test("1: something to act on; support is something")
  func found() throws {
    #expect(try runSmall("check", "you wombat", input: "", in: folder).status == 1)
    let run = try runSmall("check", "I feel hopeless", input: "", in: folder)
    #expect(run.status == 1 && run.output.hasPrefix("support"), "\(run)")
  }

  @Test("matches are underlined, named and explained")
  func page() throws {
    let run = try runSmall("check", "You", "ｗｏｍbat,", "w.o.m.b.a.t", input: "", in: folder)
    #expect(run.status == 1 && run.messages == "")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      lines.prefix(5) == [
        "filter (hide it from others)", "", "  You ｗｏｍbat, w.o.m.b.a.t",
        "      ^^^^^^^^^  ^^^^^^^^^^^", "  seen as: you wombat, w.o.m.b.a.t",
      ], "\(run.output)")
    #expect(run.output.contains(#""w.o.m.b.a.t" is en/insult/wombat: insult, moderate, separated"#), "\(run.output)")
    #expect(run.output.contains("bytes 4..<16"))
    #expect(!run.output.contains("\u{1B}"), "no colours when the output is no terminal")
  }

  @Test("an exception of a term and an allow phrase are named where they lift a match")
  func suppressed() throws {
    let allow = try folder.write("allow.yaml", "allow: [wombat sanctuary]\n")
    let run = try runSmall("check", "--rules", allow, "the wombat sanctuary", input: "", in: folder)
    #expect(run.status == 0)
    #expect(run.output.contains("allow phrase 'wombat sanctuary'"), "\(run.output)")
  }
}
