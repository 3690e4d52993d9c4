import Foundation
import Testing

/// Dictionaries against the default pack: what is flagged must be what was read and agreed with, in `sweeps`.
///
/// Only in release builds, for a dictionary has up to a million words; without Debian's dictionary a test says that it skips.
@Suite("comment-filter sweep: dictionaries")
struct SweepTests {
  static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "sweep").path

  #if !DEBUG
    @Test(
      "only words that were read are flagged",
      arguments: ["english", "russian", "ukrainian", "greek", "serbian", "pairs"])
    func dictionary(_ name: String) throws {
      let run = try Program.shell("'\(Self.script)' '\(Program.path)' \(name)")
      if run.status == 77 {
        print("skipped: \(run.output)")
      } else {
        #expect(run.status == 0, "\(run.output)\(run.messages)")
      }
    }
  #endif

  @Test("pairs of words: all of them, with a space and with nothing between, but for words flagged by themselves")
  func pairs() throws {
    let folder = try Folder()
    try folder.write("words", "wom\nbat\nwombat\ngood\n")
    let run = try runSmall("sweep", "--pairs", "words", "--list", input: "", in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output == "wombat\tfilter\ten/insult/wombat\n")
    let whole = try runSmall("sweep", "--pairs", "words", input: "", in: folder)
    #expect(whole.output.contains("1 of 18 pairs flagged"), "\(whole.output)")
    #expect(whole.output.contains("1 words were left out"), "\(whole.output)")
    let sampled = try runSmall("sweep", "--pairs", "words", "--sample", "50", "--seed", "2", input: "", in: folder)
    #expect(sampled.output.contains(" of 100 pairs flagged"), "\(sampled.output)")
  }

  @Test("what differs from a list is printed, by text and action")
  func expected() throws {
    let folder = try Folder()
    try folder.write("words", "wombat\ngrolking\nblemish\n")
    try folder.write("list", "# read\nwombat\tfilter\tanother/rule\nwomble\tfilter\tx\n")
    let run = try runSmall("sweep", "words", "--expected", "list", input: "", in: folder)
    #expect(run.status == 1)
    #expect(run.output == "+grolking\tfilter\n-womble\tfilter\n")
    try folder.write("list", "grolking\tfilter\twombat\nwombat\tfilter\n")
    #expect(try runSmall("sweep", "words", "--expected", "list", input: "", in: folder).status == 0)
  }

  @Test("a siege finds no flaw, and compares with the reference")
  func siege() throws {
    let folder = try Folder()
    let run = try Program.run("siege", "--oracle", "--comments", "3000", "--seed", "7", in: folder)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.hasPrefix("3,000 comments of "), "\(run.output)")
  }
}
