import Foundation
import Testing

/// Several outputs, delimiters, signals and checkpoints.
@Suite("comment-filter: runs")
struct RunTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  @Test("several outputs at once are those of runs of their own", arguments: ["1", "3"])
  func outputs(shards: String) throws {
    let run = try runSmall(
      "--shards", shards, "--allowed", "a", "--masked", "m", "--annotated", "-", "--rejected", "r", "-q",
      input: SmallPack.comments, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    for (form, output) in [
      ("allowed", try folder.text("a")), ("masked", try folder.text("m")), ("annotated", run.output),
    ] {
      #expect(try runSmall("--emit", form, "-q", input: SmallPack.comments, in: folder).output == output)
    }
    #expect(try folder.objects("r").count == 3)
  }

  @Test("standard output is written only if it is asked for, or nothing else shows lines")
  func defaultOutput() throws {
    #expect(try runSmall("--allowed", "a", input: "hi\n", in: folder).output == "")
    #expect(try runSmall("--rejected", "r", input: "hi\n", in: folder).output == "hi\n")
    #expect(try runSmall("--rejected", "-", "-q", input: "hi\n", in: folder).output == "")
    #expect(try runSmall("--allowed", "a", "--emit", "masked", input: "hi\n", in: folder).output == "hi\n")
    #expect(try runSmall("--allowed", "-", "--emit", "masked", input: "hi\n", in: folder).status == 2)
  }

  @Test("-0: lines may hold line feeds")
  func nul() throws {
    let run = try runSmall("-0", input: "one\ntwo\0you\nwombat\0last\r\0", in: folder)
    #expect(run.output == "one\ntwo\0last\r\0" && run.messages.contains("3 comments"))
  }

  @Test("--summary - is standard output, where nothing else is written; a dash is no file of other options")
  func summaryToOutput() throws {
    let run = try runSmall("--summary", "-", "--emit", "none", "-q", input: "hi\n", in: folder)
    #expect(run.status == 0 && run.messages == "")
    #expect(try jsonLines(run.outputBytes).first?["lines"] as? Int == 1)
    #expect(try runSmall("--summary", "-", "--allowed", "a", "-q", input: "hi\n", in: folder).lines.count == 1)
    for others in [[], ["--rejected", "-"], ["--emit", "masked"]] {
      let options = ["--summary", "-"] + others
      let mixed = try Program.run(options + SmallPack.options(in: folder), input: Data("hi\n".utf8), in: folder)
      #expect(mixed.status == 2 && mixed.output.isEmpty && mixed.messages.contains("both write standard output"))
    }
    for option in ["--metrics", "--metrics-socket", "--checkpoint"] {
      let run = try runSmall(option, "-", input: "hi\n", in: folder)
      #expect(run.status == 2 && run.messages.contains("\(option) cannot be standard output"), "\(run.messages)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "-").path))
  }

  @Test("--metrics and --stats")
  func observability() throws {
    let run = try runSmall(
      "--metrics", "m.prom", "--stats", "--summary", "s.json", "--emit", "none", input: SmallPack.comments, in: folder)
    #expect(run.status == 0)
    let page = try folder.text("m.prom")
    #expect(page.contains("\ncomment_filter_lines_total{outcome=\"filter\"} 2\n"), "\(page)")
    #expect(page.contains("\ncomment_filter_running 0\n"))
    let rules = try #require(try folder.objects("s.json").first?["rules"] as? [[String: Any]])
    let offer = try #require(rules.first { $0["rule"] as? String == "small/offer" })
    #expect(offer["hits"] as? Int == 1 && offer["runs"] as? Int == 1 && offer["undecided"] as? Int == 0, "\(offer)")
    #expect(run.messages.contains("en/insult/wombat"), "\(run.messages)")
  }

  @Test("help that cannot be written is an error", .enabled(if: StatusTests.hasFullDevice, "no /dev/full"))
  func helpToFullDisk() throws {
    let run = try Program.shell("comment-filter --help > /dev/full", in: folder)
    #expect(run.status == 74 && run.messages.contains("No space left"), "\(run)")
  }

  @Test("SIGTERM: what was read is judged and written, a line that was begun is left out, status 143")
  func termination() throws {
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let script = """
      mkfifo in
      : > out
      comment-filter \(options) --summary s.json < in > out & filter=$!
      exec 3> in
      printf 'one\\ntwo\\nhalf' >&3
      while [ "$(wc -l < out)" -lt 2 ]; do sleep 0.01; done
      kill -TERM $filter
      wait $filter
      echo $?
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.output == "143\n" && run.messages.contains("by SIGTERM"), "\(run)")
    #expect(try folder.text("out") == "one\ntwo\n")
    let summary = try #require(try folder.objects("s.json").first)
    #expect(summary["ending"] as? String == "stopped" && summary["unfinishedBytes"] as? Int == 4)
  }

  @Test("SIGHUP: other packs take over, broken ones do not")
  func reload() throws {
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let script = """
      mkfifo in out
      comment-filter \(options) --summary s.json < in > out 2> err & filter=$!
      exec 3> in 4< out
      ask() { echo "$1" >&3; }
      settle() { kill -HUP $filter; while [ "$(grep -c reload: err)" -lt $1 ]; do sleep 0.01; done; }
      ask 'you wombat'; ask 'a zebrafinch'; read -r answer <&4; echo "$answer"
      echo 'gleep | midl' >> pack/words.txt; settle 1; ask 'another zebrafinch'; read -r answer <&4; echo "$answer"
      grep -v gleep pack/words.txt > w; echo zebrafinch >> w; mv w pack/words.txt; settle 2
      ask 'the third zebrafinch'; ask 'done'; read -r answer <&4; echo "$answer"
      exec 3>&-; wait $filter; cat err >&2
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.output == "a zebrafinch\nanother zebrafinch\ndone\n", "\(run)")
    #expect(run.messages.contains("did you mean mild?") && run.messages.contains("stay in use"), "\(run.messages)")
    let packs = try #require(try folder.objects("s.json").first?["packs"] as? [[String: Any]])
    #expect(packs.map { $0["lastLine"] as? Int } == [3, 5])
  }

  @Test("--checkpoint: a killed run goes on, and comes to the outputs and counts of an unbroken one")
  func checkpoint() throws {
    let lines = (0..<20000).map { ["good morning \($0)", "you wombat \($0)", "w.o.m.b.a.t"][$0 % 3] + "\n" }.joined()
    try folder.write("in.txt", lines)
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let script = """
      run() { exec comment-filter \(options) -q --rejected $1-r --allowed $1-a --summary $1.json $2 in.txt; }
      (run x)
      for i in 1 2 3 4 5 6; do
        run y '--checkpoint mark --checkpoint-interval 0' & filter=$!
        sleep 0.05; kill -KILL $filter; wait $filter
        printf lost >> y-a
      done
      (run y '--checkpoint mark') && cmp x-a y-a && cmp x-r y-r && (run y '--checkpoint mark') && cmp x-a y-a; echo $?
      comment-filter \(options) --checkpoint mark in.txt > /dev/null; echo $?
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.output == "0\n74\n", "\(run)")
    #expect(run.messages.contains("it was made with other options"), "\(run.messages)")
    let counts = try ["x.json", "y.json"].map { try #require(try folder.objects($0).first) }
    #expect(counts[0]["lines"] as? Int == 20000 && counts[1]["lines"] as? Int == 20000)
    #expect(counts[0]["actions"] as? [String: Int] == counts[1]["actions"] as? [String: Int])
  }
}
