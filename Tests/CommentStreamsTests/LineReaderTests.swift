import CommentStreams
import Foundation
import Testing

@Suite("Line reader")
struct LineReaderTests {
  /// A line, or the beginning and length of one that is too long.
  enum Piece: Equatable {
    case lines(first: Int, [UInt8])
    case overlong(line: Int, beginning: [UInt8], length: Int)
  }

  private func read(_ input: consuming Descriptor, maximum: Int, block: Int) throws -> [Piece] {
    var reader = LineReader(input, maximumLineBytes: maximum, blockBytes: block)
    var chunk = Chunk()
    var pieces: [Piece] = []
    var inputBytes = 0
    while try reader.next(into: &chunk) {
      let bytes = chunk.withBytes { span in (0..<span.count).map { span[$0] } }
      inputBytes += chunk.inputBytes
      #expect(bytes.count <= max(maximum + block, Chunk.excerptBytes))
      if let length = chunk.overlongBytes {
        pieces.append(.overlong(line: chunk.firstLine, beginning: bytes, length: length))
      } else {
        pieces.append(.lines(first: chunk.firstLine, bytes))
      }
    }
    return pieces
  }

  /// Single lines, whatever chunks they came in; too long ones by their beginning and length.
  private func lines(_ pieces: [Piece], maximum: Int) -> [Piece] {
    pieces.flatMap { piece -> [Piece] in
      guard case .lines(var number, let bytes) = piece else { return [piece] }
      var rest = bytes[...]
      var lines: [Piece] = []
      while !rest.isEmpty {
        let feed = rest.firstIndex(of: 10)
        let line = Array(rest[..<(feed ?? rest.endIndex)])
        lines.append(
          line.count > maximum
            ? .overlong(
              line: number, beginning: Array(line.prefix(Chunk.excerptBytes)), length: line.count)
            : .lines(first: number, Array(rest[..<(feed.map { $0 + 1 } ?? rest.endIndex)])))
        rest = rest[(feed.map { $0 + 1 } ?? rest.endIndex)...]
        number += 1
      }
      return lines
    }
  }

  static let inputs: [String] = [
    "", "a", "\n", "a\n", "\n\n", "a\nb", "a\r\nb\r\n\r\n", "long line of text\nshort\n",
    "0123456789\n01234567890\n", "01234567890", "0123456789",
    "x\n" + String(repeating: "y", count: 9000) + "\nz",
    String(repeating: "y", count: 5000), String(repeating: "ab\n", count: 3000),
  ]

  @Test("every chunking gives the same lines", arguments: inputs)
  func chunkings(_ input: String) throws {
    let bytes = Array(input.utf8)
    let expected = lines([.lines(first: 1, bytes)], maximum: 10)
    var generator = SeededGenerator(seed: runSeed)
    for block in [1, 2, 3, 7, 64, 4096, 1 << 18] {
      for size in [1, 5, nil] {
        let pieces = pieces(of: bytes) { _ in size }
        let read = try read(pipe(delivering: pieces), maximum: 10, block: block)
        let isSame = lines(read, maximum: 10) == expected
        #expect(isSame, "block \(block), writes of \(size ?? 0)")
      }
      let random = pieces(of: bytes) { _ in Int.random(in: 1...40, using: &generator) }
      let read = try read(pipe(delivering: random), maximum: 10, block: block)
      let isSame = lines(read, maximum: 10) == expected
      #expect(isSame, "block \(block), seed \(runSeed)")
    }
  }

  @Test("a chunk ends at the last line feed of what was read")
  func immediate() throws {
    let pipe = Pipe()
    let output = Descriptor(pipe.fileHandleForWriting.fileDescriptor, name: "pipe", isOwned: false)
    let input = Descriptor(pipe.fileHandleForReading.fileDescriptor, name: "pipe", isOwned: false)
    var reader = LineReader(input, maximumLineBytes: 100)
    var chunk = Chunk()
    // Were the reader to wait for more, these would hang.
    for (write, expected) in [("a\nb\nc", "a\nb\n"), ("\n", "c\n"), ("d\n", "d\n")] {
      try output.write(Array(write.utf8).span)
      #expect(try reader.next(into: &chunk))
      #expect(chunk.withBytes { span in (0..<span.count).map { span[$0] } } == Array(expected.utf8))
    }
  }

  @Test("a non-blocking pipe is waited for")
  func nonBlocking() throws {
    let pipe = Pipe()
    let number = dup(pipe.fileHandleForReading.fileDescriptor)
    #expect(fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) == 0)
    let output = pipe.fileHandleForWriting
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.05)
      output.write(Data("late\n".utf8))
      try? output.close()
    }
    let read = try read(Descriptor(number, name: "pipe", isOwned: true), maximum: 100, block: 64)
    #expect(read == [.lines(first: 1, Array("late\n".utf8))])
  }

  @Test("a file that cannot be read is an error that names it")
  func errors() throws {
    #expect(throws: StreamError(.open, file: "/no/such/file", number: ENOENT)) {
      _ = try Descriptor.reading("/no/such/file")
    }
    var reader = LineReader(try .reading("/"), maximumLineBytes: 10)
    var chunk = Chunk()
    do {
      _ = try reader.next(into: &chunk)
      Issue.record("a folder was read")
    } catch {
      #expect(error == StreamError(.read, file: "/", number: EISDIR))
      #expect("\(error)" == "/: read: Is a directory")
    }
  }
}
