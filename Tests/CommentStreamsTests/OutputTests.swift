import CommentStreams
import Foundation
import Testing

@Suite("Outputs")
struct OutputTests {
  init() {
    Descriptor.ignoreBrokenPipes()
  }

  private func string(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    write(&buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test("numbers", arguments: [0, 1, 9, 10, 99, 100, 12345, -1, -10, Int.max, Int.min])
  func decimals(_ number: Int) {
    #expect(string { $0.append(decimal: number) } == "\(number)")
  }

  @Test(
    "strings as JSON",
    arguments: [
      "", "a", "\"", "\\", "\0\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}", "12345678\n12345678",
      "é字😀\u{2028}",
    ])
  func strings(_ text: String) throws {
    let json = string { $0.append(jsonString: text) }
    #expect(try JSONDecoder().decode(String.self, from: Data(json.utf8)) == text)
  }

  @Test("a reader that goes away ends the stream quietly")
  func brokenPipe() throws {
    let pipe = Pipe()
    let output = Descriptor(
      dup(pipe.fileHandleForWriting.fileDescriptor), name: "pipe", isOwned: true)
    try pipe.fileHandleForReading.close()
    let (one, two) = (Array("a\n".utf8), Array("b\n".utf8))
    let report = ShardedFilter(testFilter, shards: 1).run(
      [
        StreamInput(try CommentStreamsTests.pipe(delivering: [one])),
        StreamInput(try CommentStreamsTests.pipe(delivering: [two])),
      ],
      into: [StreamOutput(.allowed, to: output, endsQuietly: true)])
    #expect(report.ending == .outputClosed)
    // Only what was written counts, and nothing more is read.
    #expect(report.counts.lines == 0)
  }

  @Test("a reader that goes away ends the stream, also while it waits for input", arguments: [1, 3])
  func brokenPipeWhileWaiting(shards: Int) throws {
    let (input, output) = (Pipe(), Pipe())
    let reading = Descriptor(dup(input.fileHandleForReading.fileDescriptor), name: "in", isOwned: true)
    let writing = Descriptor(dup(output.fileHandleForWriting.fileDescriptor), name: "out", isOwned: true)
    try output.fileHandleForReading.close()
    // The input stays open: a worker that waited for more of it would wait for ever.
    try input.fileHandleForWriting.write(contentsOf: Data("a\n".utf8))
    let report = ShardedFilter(testFilter, shards: shards).run(
      [StreamInput(reading)], into: [StreamOutput(.allowed, to: writing, endsQuietly: true)])
    #expect(report.ending == .outputClosed)
    try input.fileHandleForWriting.close()
  }

  @Test(
    "a full disk is an error that names the file",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    for isMain in [true, false] {
      let outputs = [
        StreamOutput(.records, to: try .writing(isMain ? "/dev/null" : "/dev/full")),
        StreamOutput(.allowed, to: try .writing(isMain ? "/dev/full" : "/dev/null")),
      ]
      let input = try CommentStreamsTests.pipe(delivering: [Array("nice\n\(Word.severe)\n".utf8)])
      let report = ShardedFilter(testFilter, shards: 2).run([StreamInput(input)], into: outputs)
      let error = try #require(report.failure)
      #expect(error == StreamError(.write, file: "/dev/full", number: ENOSPC))
      #expect("\(error)" == "/dev/full: write: No space left on device")
      // The record was written first: a line that is shown has those before it on record.
      #expect(outputs.map(\.state.lines) == (isMain ? [1, 0] : [0, 0]))
    }
  }

  @Test("a full non-blocking pipe is waited for")
  func nonBlocking() throws {
    let pipe = Pipe()
    let number = dup(pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForWriting.close()
    #expect(fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) == 0)
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    let reading = pipe.fileHandleForReading
    let finished = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var received = Data()  // Read only behind the semaphore.
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.05)
      received = (try? reading.readToEnd()) ?? Data()
      finished.signal()
    }
    let output = Descriptor(number, name: "pipe", isOwned: true)
    try output.write(bytes.span)
    try output.close()
    finished.wait()
    #expect(Array(received) == bytes)
  }
}
