import Foundation
import Testing

/// Exit statuses, and what goes wrong outside of the comments.
@Suite("comment-filter: exit statuses")
struct StatusTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test("0: the input was read to its end, whatever it held")
  func zero() throws {
    #expect(try runSmall(input: "you wombat\n", in: folder).status == 0)
    #expect(try runSmall(input: "", in: folder).status == 0)
    #expect(try runSmall("--emit", "none", input: "\u{0}\u{1}\n\n\n", in: folder).status == 0)
  }

  @Test("0: bytes that are no UTF-8 are judged and passed on as they are")
  func invalidUTF8() throws {
    let input = Data([0x68, 0xFF, 0xC0, 0x69, 0x0A])
    let run = try Program.run(SmallPack.options(in: folder), input: input, in: folder)
    #expect(run.status == 0 && run.outputBytes == input, "\(run.messages)")
  }

  @Test(
    "2: wrong usage",
    arguments: [
      ["--bogus"], ["--emit", "everything"], ["--format", "xml"], ["--field", "a..b"], ["--max-line-bytes", "0"],
      ["--no-default-rules"], ["check"], ["measure"], ["measure", "--seconds", "0", "x"],
      ["--field", "body"], ["--checkpoint-interval", "5"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(arguments, input: Data("hello\n".utf8))
    #expect(run.status == 2 && run.output == "" && !run.messages.isEmpty, "\(run)")
  }

  @Test("2: an output that is an input or another output is refused before anything is lost")
  func overwriting() throws {
    let file = try folder.write("in.txt", "you wombat\n")
    let link = folder.url.appending(path: "link.txt").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    for arguments in [
      ["--rejected", file, file], ["--summary", link, file], ["--rejected", "x", "--summary", "x", file],
    ] {
      let run = try Program.run(arguments, input: Data(), in: folder)
      #expect(run.status == 2 && run.messages.contains("give"), "\(arguments): \(run)")
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "you wombat\n")
    }
  }

  @Test("0: help is no error", arguments: [["--help"], ["filter", "--help"], ["help", "check"]])
  func help(_ arguments: [String]) throws {
    let run = try Program.run(arguments, input: Data())
    #expect(run.status == 0 && run.output.contains("USAGE: comment-filter"), "\(run)")
  }

  @Test("74: a file that cannot be read; what came before it is written and counted")
  func unreadable() throws {
    try folder.write("a.txt", "first\n")
    let run = try runSmall("a.txt", "missing.txt", "a.txt", "--summary", "counts.json", input: "", in: folder)
    #expect(run.status == 74 && run.output == "first\n")
    #expect(run.messages.contains("missing.txt: open: No such file or directory"), "\(run.messages)")
    #expect(run.messages.contains("stopped before the end of the input"))
    #expect(run.messages.contains("written: 1 line to standard output"), "\(run.messages)")
    #expect(try folder.objects("counts.json").first?["complete"] as? Bool == false)
  }

  @Test("74: of several files that are not there all are told")
  func allMissing() throws {
    let run = try runSmall("no-1.txt", "no-2.txt", "no-3.txt", input: "", in: folder)
    #expect(run.status == 74)
    for name in ["no-1.txt", "no-2.txt", "no-3.txt"] {
      let lines = run.messages.split(separator: "\n").filter { $0.contains(name) }
      #expect(lines.count == 1, "\(name): \(run.messages)")
    }
  }

  @Test("2: measuring nothing is no wrong usage, so no usage is printed")
  func emptyMeasure() throws {
    let file = try folder.write("empty.txt", "")
    let run = try runSmall("measure", file, input: "", in: folder)
    #expect(run.status == 2 && run.messages == "comment-filter: there are no comments in \(file): nothing to measure\n")
  }

  @Test("2: measuring with a kernel that the processor has not; 0: with those it has")
  func measuredKernels() throws {
    #if arch(arm64)
      let (missing, known) = ("avx2", ["none", "portable", "neon"])
    #else
      let (missing, known) = ("neon", ["none", "portable"])
    #endif
    let file = try folder.write("comments.txt", "hello\n")
    let refused = try runSmall("measure", "--kernel", missing, "--seconds", "0.01", file, input: "", in: folder)
    #expect(refused.status == 2 && refused.messages.contains("this processor has no \(missing)"), "\(refused)")
    for kernel in known {
      let run = try runSmall("measure", "--kernel", kernel, "--seconds", "0.01", file, input: "", in: folder)
      #expect(run.status == 0 && run.output.contains("kernel \(kernel)\n"), "\(run)")
    }
  }

  @Test("one comment is one comment")
  func grammar() throws {
    #expect(try runSmall(input: "hello\n", in: folder).messages.hasPrefix("1 comment in "))
    #expect(try runSmall(input: "hello\nyou\n", in: folder).messages.hasPrefix("2 comments in "))
  }

  @Test("74: an output that cannot be opened; nothing is read")
  func unwritable() throws {
    let run = try runSmall("--rejected", "no/such/folder/file", input: "first\n", in: folder)
    #expect(run.status == 74 && run.output == "", "\(run)")
  }

  @Test("74: a full disk", .enabled(if: hasFullDevice, "no /dev/full"))
  func full() throws {
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let output = try Program.shell("comment-filter \(options) > /dev/full", input: "hello\n", in: folder)
    #expect(output.status == 74 && output.messages.contains("standard output: write: No space left"), "\(output)")
    for option in ["--rejected", "--summary"] {
      let run = try runSmall(option, "/dev/full", input: "you wombat\n", in: folder)
      #expect(run.status == 74 && run.messages.contains("No space left"), "\(option): \(run)")
    }
  }

  @Test("0: a reader that goes away ends the filter quietly")
  func closedOutput() throws {
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let script = """
      (yes 'good morning' | head -n 400000 | { comment-filter \(options); echo $? > status; }) | head -n 1
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.output == "good morning\n")
    #expect(try folder.text("status") == "0\n")
    #expect(run.messages.contains("stopped before the end of the input"), "\(run.messages)")
    #expect(!run.messages.contains("comment-filter:"), "\(run.messages)")
  }

  @Test("--quiet: nothing on standard error")
  func quiet() throws {
    for option in ["--quiet", "-q"] {
      let run = try runSmall(option, input: "hello\nyou wombat\n", in: folder)
      #expect(run.status == 0 && run.output == "hello\n" && run.messages == "")
    }
  }

  @Test("lines of a slow producer are answered at once")
  func slowProducer() throws {
    // The reader of the output lets the producer go on only after it has read the first line: a filter that kept it waiting would
    // hang, and `read` would come to the end of the input without a line.
    let options = try SmallPack.options(in: folder).joined(separator: " ")
    let script = """
      mkfifo go
      { echo one; read -r _ < go; echo two; } | comment-filter -q \(options) | {
        read -r line; echo "got $line"; echo > go; cat
      }
      """
    #expect(try Program.shell(script, in: folder).output == "got one\ntwo\n")
  }
}
