import Foundation
import Testing

/// `comment-filter pack`, and `--pack` in its place.
@Suite("comment-filter: compiled packs")
struct CompiledPackTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  private static let words = """
    language: en
    category: insult
    severity: moderate
    licence: Apache-2.0
    ---
    wombat face
    grolk* | severe
    """

  @Test("the compiled form gives what its sources give, in every command")
  func same() throws {
    try folder.write("own/words.txt", Self.words)
    let options = ["--rules", "own", "--policy", "strict"]
    let built = try Program.run(
      ["pack", "build", "own", "--policy", "strict", "-o", "own.cspack"], input: Data(), in: folder)
    #expect(built.status == 0 && built.output.hasPrefix("own.cspack: pack "), "\(built)")
    #expect(built.output.contains("policy 'strict'"))
    let again = try Program.run(
      ["pack", "build", "--rules", "own", "--policy", "strict", "-o", "again.cspack"], input: Data(), in: folder)
    #expect(try again.status == 0 && folder.data("own.cspack") == folder.data("again.cspack"))
    let comments = Data("nice\nyou wombat face\ngr0lkish idiot\nI want to die\nfuck this\n".utf8)
    for arguments in [["--emit", "annotated"], ["--emit", "masked"], ["--quiet"]] {
      let plain = try Program.run(arguments + options, input: comments, in: folder)
      let packed = try Program.run(arguments + ["--pack", "own.cspack"], input: comments, in: folder)
      #expect(packed.status == plain.status && packed.output == plain.output, "\(packed)")
    }
    let check = ["check", "wombat face"]
    #expect(
      try Program.run(check + ["--pack", "own.cspack"], input: Data(), in: folder).output
        == Program.run(check + options, input: Data(), in: folder).output)
    try folder.write("labelled.tsv", "1\ten\tyou wombat face\n0\ten\tnice\n")
    let evaluate = ["evaluate", "labelled.tsv"]
    #expect(
      try Program.run(evaluate + ["--pack", "own.cspack"], input: Data(), in: folder).output
        == Program.run(evaluate + options, input: Data(), in: folder).output)
    let diff = try Program.run(["diff", "none", "own.cspack", "--policy", "strict"], input: comments, in: folder)
    #expect(diff.status == 2 && diff.messages.contains("--policy"), "\(diff)")
    let changes = try Program.run(["diff", "own.cspack", "again.cspack"], input: comments, in: folder)
    #expect(changes.status == 0, "\(changes)")
    let info = try Program.run("pack", "info", "own.cspack", in: folder)
    #expect(info.status == 0 && info.output == built.output)
  }

  @Test("a compiled pack goes with no other rules, and must be whole")
  func errors() throws {
    try folder.write("words.txt", Self.words)
    #expect(try Program.run("pack", "build", "--no-default-rules", "words.txt", "-o", "p", in: folder).status == 0)
    for option in [
      ["--rules", "words.txt"], ["--policy", "strict"], ["--shadow", "words.txt"], ["--no-default-rules"],
    ] {
      let run = try Program.run(["--pack", "p"] + option, input: Data(), in: folder)
      #expect(run.status == 2 && run.messages.contains("\(option[0]) does not go with --pack"), "\(run)")
    }
    let whole = try folder.data("p")
    try folder.write("cut", whole.dropLast(100))
    var altered = whole
    altered[altered.count / 2] ^= 4
    try folder.write("altered", altered)
    for (name, part) in [
      ("cut", "cut off"), ("altered", "altered or damaged"), ("words.txt", "no compiled pack"),
      ("none", "No such file"),
    ] {
      let run = try Program.run("--pack", name, input: "hello\n", in: folder)
      #expect(run.status == 2 && run.output == "" && run.messages.contains(part), "\(run)")
      #expect(run.messages.contains("\(name):1:1: error: ") && run.messages.contains("help: "), "\(run)")
    }
    #expect(try Program.run("pack", "info", "p", "cut", in: folder).status == 2)
    let source = try Program.run("--rules", "p", input: "hello\n", in: folder)
    #expect(source.status == 2 && source.messages.contains("is a compiled pack"), "\(source)")
    // A list with an error is never written.
    try folder.write("bad.txt", Self.words + "\n*w*mbat*")
    let bad = try Program.run("pack", "build", "bad.txt", "-o", "bad", in: folder)
    #expect(bad.status == 2 && bad.messages.contains("nothing was written"), "\(bad)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "bad").path))
    let onto = try Program.run("pack", "build", "words.txt", "-o", "words.txt", in: folder)
    #expect(onto.status == 2 && onto.messages.contains("would write over the input"), "\(onto)")
  }

  @Test("gates: the literals that wake a rule, as many as asked for")
  func gates() throws {
    let known = try Program.run("pack", "gates", "--longest", "2", "aimed-person-is", in: folder)
    #expect(known.status == 0 && known.output.hasPrefix("aimed-person-is\n  woken by \""), "\(known)")
    #expect(known.output.contains(" others\n  then asks for "), "\(known)")
    let unknown = try Program.run("pack", "gates", "no-such-rule", in: folder)
    #expect(unknown.status == 2 && unknown.messages.contains("no rule 'no-such-rule'"), "\(unknown)")
    let none = try Program.run("pack", "gates", "--longest=-1", in: folder)
    #expect(none.status == 2 && none.messages.contains("--longest is at least 1"), "\(none)")
  }
}
