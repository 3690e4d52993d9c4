import Foundation
import Testing

/// Overlays of tenants, by a field of each line.
@Suite("comment-filter: overlays")
struct OverlayTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  static let lines = """
    {"channel_id":"c1","text":"a zebrafinch"}
    {"channel_id":2,"text":"you wombat"}
    {"text":"a zebrafinch"}
    {"channel_id":"c9","text":"a zebrafinch"}
    {"channel_id":[],"text":"hello"}

    """

  private func overlays() throws -> [String] {
    try folder.write("tenants/c1.txt", "zebrafinch\n")
    try folder.write("tenants/2.txt", "wombat | allow\n")
    return ["--format", "ndjson", "--overlays", "tenants", "--overlay-field", "channel_id"]
  }

  private func run(_ arguments: String...) throws -> Run {
    try Program.run(
      arguments + overlays() + SmallPack.options(in: folder), input: Data(Self.lines.utf8), in: folder)
  }

  @Test("each line is judged with its tenant's overlay")
  func lines() throws {
    let run = try run("--emit", "annotated", "--rejected", "r", "--summary", "s")
    #expect(run.status == 0, "\(run.messages)")
    let verdicts = try jsonLines(run.outputBytes).compactMap { $0["verdict"] as? [String: Any] }
    #expect(verdicts.map { $0["action"] as? String } == ["filter", "allow", "allow", "allow"])
    #expect(verdicts.map { $0["overlay"] != nil } == [true, true, false, false])
    let matches = try #require(verdicts[0]["matches"] as? [[String: Any]])
    #expect(matches.map { $0["rule"] as? String } == ["overlay/c1/zebrafinch"])
    #expect(try folder.objects("r").map { $0["malformed"] as? String } == [nil, "unclear-overlay"])
    let packs = try #require(try folder.objects("s").first?["packs"] as? [[String: Any]])
    #expect((packs.first?["overlays"] as? String)?.count == 32)
  }

  @Test("a small cache changes nothing")
  func cache() throws {
    #expect(try run("--emit", "annotated", "--overlay-cache", "1").output == run("--emit", "annotated").output)
  }

  @Test("errors of overlays come together with those of packs, before anything is filtered")
  func errors() throws {
    try folder.write("tenants/bad.txt", "fine\nwom*bat\n")
    try folder.write("tenants/worse.text", "x\n")
    try folder.write("extra.txt", "language: en\ncategory: insult\nseverity: mildd\n---\nx\n")
    let run = try run("--rules", "extra.txt")
    #expect(run.status == 2 && run.output.isEmpty)
    for part in ["tenants/bad.txt:2:4", "tenants/worse.text", "extra.txt:3:", "nothing was filtered"] {
      #expect(run.messages.contains(part), "\(part) is not in \(run.messages)")
    }
  }

  @Test("options that make no sense alone")
  func usage() throws {
    for (arguments, part) in [
      (["--overlays", "tenants"], "needs --overlay-field"), (["--overlay-field", "x"], "needs --overlays"),
      (["--overlays", "tenants", "--overlay-field", "x"], "needs --format ndjson"),
      (["--overlays", "tenants", "--overlay-field", "a..b"], "is not a path"),
    ] {
      _ = try overlays()
      let run = try Program.run(arguments, input: Data(), in: folder)
      #expect(run.status == 2 && run.messages.contains(part), "\(run.messages)")
    }
  }

  @Test("SIGHUP: other overlays take over, broken ones do not")
  func reload() throws {
    let options = try (overlays() + SmallPack.options(in: folder)).joined(separator: " ")
    let script = """
      mkfifo in out
      comment-filter \(options) --emit annotated --summary s.json < in > out 2> err & filter=$!
      exec 3> in 4< out
      ask() {
        echo '{"channel_id":"c1","text":"a zebrafinch, a gleep"}' >&3; read -r answer <&4
        echo "$answer" | grep -o 'overlay/c1/[a-z]*'
      }
      settle() { kill -HUP $filter; while [ "$(grep -c reload: err)" -lt $1 ]; do sleep 0.01; done; }
      ask
      echo 'gle*ep' > tenants/c1.txt; settle 1; ask
      echo 'gleep' > tenants/c1.txt; settle 2; ask
      settle 3; ask
      exec 3>&-; wait $filter; cat err >&2
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.lines == ["zebrafinch", "zebrafinch", "gleep", "gleep"].map { "overlay/c1/\($0)" }, "\(run)")
    for part in ["tenants/c1.txt:1:4", "stay in use", "other rules take over", "nothing has changed"] {
      #expect(run.messages.contains(part), "\(run.messages)")
    }
    let packs = try #require(try folder.objects("s.json").first?["packs"] as? [[String: Any]])
    #expect(packs.map { $0["lastLine"] as? Int } == [2, 4])
  }
}
