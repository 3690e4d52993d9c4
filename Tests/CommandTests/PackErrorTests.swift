import Foundation
import Testing

/// Packs with errors: all of them are reported at once, at their places, and nothing is filtered.
@Suite("comment-filter: errors in rule packs")
struct PackErrorTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  private static let badRules = """
    rules:
    - id: mine/open-bracket
      category: spam
      severity: moderate
      pattern: 'cheap watches (now'
      match: 'cheap watches now'
      clean: 'watches'
    - id: mine/harsh
      category: insult
      severity: harsh
      pattern: 'nasty wombats'
      match: 'nasty wombats'
      clean: 'wombats'
    """

  private static let badWords = """
    language: en
    category: insult
    severity: moderate
    licence: Apache-2.0
    ---
    wombat
    gloop
    Wombat
    gleep | midl
    """

  /// Lines of messages that begin with a place.
  private func places(_ run: Run) -> [String] {
    run.messages.split(separator: "\n").filter { $0.contains(": error: ") }.map(String.init)
  }

  @Test("an unclosed bracket, a wrong severity and a duplicate term are reported together")
  func together() throws {
    try folder.write("mine/rules.yaml", Self.badRules)
    try folder.write("mine/words.txt", Self.badWords)
    let run = try Program.run("--no-default-rules", "--rules", "mine", input: "hello\n", in: folder)
    #expect(run.status == 2 && run.output == "", "\(run)")
    let errors = places(run)
    func has(_ place: String, _ code: String, _ part: String) -> Bool {
      errors.contains { $0.hasPrefix("mine/\(place): error: ") && $0.hasSuffix("[\(code)]") && $0.contains(part) }
    }
    // The bracket is missed where the pattern ends: column 13 and 18 bytes.
    #expect(has("rules.yaml:5:31", "bad-pattern", "missing closing parenthesis"), "\(run.messages)")
    #expect(has("rules.yaml:10:13", "bad-value", "harsh"), "\(run.messages)")
    #expect(has("words.txt:8:1", "duplicate-term", "line 6"), "\(run.messages)")
    #expect(has("words.txt:9:9", "bad-value", "midl"), "\(run.messages)")
    #expect(run.messages.contains("help: did you mean mild?"), "every error names the way out")
    #expect(run.messages.hasSuffix("errors in the rules; nothing was filtered\n"), "\(run.messages)")
    // Each is told once, in the order of files and lines.
    #expect(errors.count == Set(errors).count)
    let lines = errors.compactMap { error in
      let parts = error.split(separator: ":")
      return Int(parts[1]).map { (file: String(parts[0]), line: $0) }
    }
    #expect(lines.elementsEqual(lines.sorted { ($0.file, $0.line) < ($1.file, $1.line) }) { $0 == $1 })
    #expect(errors.count { $0.contains("[duplicate-term]") } == 1)
  }

  @Test("a file that is named twice is reported once")
  func once() throws {
    try folder.write("mine.yaml", Self.badRules)
    let run = try Program.run(
      "--no-default-rules", "--rules", "mine.yaml", "--policy", "./mine.yaml", "--rules", "mine.yaml", input: "",
      in: folder)
    #expect(run.status == 2)
    #expect(places(run).count { $0.hasPrefix("mine.yaml:10:13") } == 1, "\(run.messages)")
  }

  @Test("examples are checked when the pack is built")
  func examples() throws {
    try folder.write(
      "mine.yaml",
      """
      rules:
      - id: mine/watches
        category: spam
        severity: moderate
        pattern: 'cheap watches'
        match: 'cheap clocks'
        clean: 'very cheap watches'
      """)
    let run = try Program.run("--no-default-rules", "--rules", "mine.yaml", input: "hello\n", in: folder)
    #expect(run.status == 2 && run.output == "")
    #expect(
      places(run).count { $0.hasPrefix("mine.yaml:5:13") && $0.contains("[failed-example]") } == 2, "\(run.messages)")
  }

  @Test("one rule with several errors shows all of them, and other rules' examples are checked with them")
  func several() throws {
    try folder.write(
      "mine.yaml",
      """
      rules:
      - id: mine/two
        category: spam
        severity: harsh
        pattern: 'cheap (watches'
        match: 'cheap watches'
        clean: 'watches'
      - id: mine/view
        category: spam
        severity: mild
        on: original
        pattern: 'Rolex'
        match: 'Rolex'
        clean: 'rolex'
      - id: mine/examples
        category: spam
        severity: mild
        pattern: 'cheap clocks'
        match: 'dear clocks'
        clean: 'clocks'
      """)
    let words = try folder.write("words.txt", Self.badWords)
    let run = try Program.run("--no-default-rules", "--rules", "mine.yaml", "--rules", words, input: "", in: folder)
    let codes = places(run).filter { $0.hasPrefix("mine.yaml") }.map { error in
      let parts = error.split(separator: ":")
      return "\(parts[1]) \(error.split(separator: "[").last ?? "")"
    }
    // No example of the rule with the wrong view: whether it holds depends on the view.
    #expect(codes == ["4 bad-value]", "5 bad-pattern]", "11 bad-value]", "18 failed-example]"], "\(run.messages)")
    #expect(run.messages.contains("[duplicate-term]"), "\(run.messages)")
    #expect(run.messages.hasSuffix("6 errors in the rules; nothing was filtered\n"), "\(run.messages)")
  }

  @Test("packs that are not there are all told")
  func allMissing() throws {
    let run = try Program.run(
      "--no-default-rules", "--rules", "a", "--rules", "b.txt", "--policy", "c.yaml", input: "", in: folder)
    for name in ["a:1:1", "b.txt:1:1", "c.yaml:1:1"] { #expect(run.messages.contains(name), "\(name)") }
    #expect(run.status == 2, "\(run)")
    #expect(run.messages.hasSuffix("3 errors in the rules; nothing was filtered\n"), "\(run.messages)")
  }

  @Test("a pack that is not there")
  func missing() throws {
    let run = try Program.run("--no-default-rules", "--rules", "none", input: "hello\n", in: folder)
    #expect(
      run.status == 2 && run.messages.contains("none:1:1: error: ") && run.messages.contains("[unreadable]"), "\(run)")
  }

  @Test("a policy of the user's own")
  func policy() throws {
    let words = try folder.write("words.txt", SmallPack.words)
    try folder.write(
      "calm.yaml", "policy: calm\nlines:\n- {name: insults, when: {category: insult}, then: review}\ndefault: allow\n")
    let run = try Program.run(
      "--no-default-rules", "--rules", words, "--policy", "calm.yaml", "--emit", "annotated", input: "you wombat\n",
      in: folder)
    #expect(run.status == 0 && run.output.contains(#""action":"review""#), "\(run)")
    try folder.write("empty.yaml", "allow: [x]\n")
    let empty = try Program.run(
      "--no-default-rules", "--rules", words, "--policy", "empty.yaml", input: "you wombat\n", in: folder)
    #expect(empty.status == 2 && empty.messages.contains("empty.yaml:1:1: error: the file holds no policy"), "\(empty)")
  }
}
