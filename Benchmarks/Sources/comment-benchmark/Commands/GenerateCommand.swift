internal import ArgumentParser
internal import CommentCorpus
internal import Foundation
internal import Synchronization

/// `comment-benchmark generate`: writes made-up comments.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write made-up comments, plain or as NDJSON.",
    discussion: """
      The comments follow Benchmarks/Vocabulary/mix.txt; abusive words are those of the pack. The same seed and pack give the same \
      bytes, whatever the number of threads.
      """)

  @OptionGroup var pack: PackChoice
  @OptionGroup var corpus: CorpusChoice
  @Option(help: "How many comments.") var comments = 1_000_000
  @Option(help: "text or ndjson.") var format = LineFormat.text
  @Option(help: "Threads; all cores if not given.") var threads: Int?
  @Argument(help: "The file to write; - is standard output.") var output: String

  func validate() throws {
    if comments < 1 { throw ValidationError("--comments is at least 1") }
    if let threads, threads < 1 { throw ValidationError("--threads is at least 1") }
  }

  func run() throws {
    let generator = try corpus.generator(pack.load(), format)
    let file: FileHandle
    if output == "-" {
      file = .standardOutput
    } else {
      guard FileManager.default.createFile(atPath: output, contents: nil),
        let handle = FileHandle(forWritingAtPath: output)
      else { throw Failure("\(output): cannot be written") }
      file = handle
    }
    let bytes = Atomic(0)
    let time = try seconds {
      try generator.generate(
        comments: comments, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
      ) { lines, _ in
        bytes.add(lines.count, ordering: .relaxed)
        try writeAll(lines, to: file.fileDescriptor, named: output)
      }
    }
    let total = Double(bytes.load(ordering: .relaxed))
    Output.note(
      "\(grouped(comments)) comments, \(fixed(total / 1e6, 1)) MB in \(fixed(time, 2)) s: \(fixed(total / 1e6 / time, 0)) MB/s"
    )
  }
}

/// Writes everything, however many calls that takes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, named name: String) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let part = UnsafeRawBufferPointer(rebasing: rest)
    // SAFETY: a slice that is not empty has a base; the call reads inside it.
    let written = write(descriptor, part.baseAddress, part.count)
    if written >= 0 {
      rest = rest.dropFirst(written)
    } else if errno != EINTR {
      throw Failure("\(name): cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}
