import CommentSafety
import Foundation
import Testing

@testable import CommentStreams

@Suite("Shards")
struct ShardedFilterTests {
  static let allForms: [OutputForm] = [.records, .allowed, .rejected, .masked, .annotated]

  /// Lines of all kinds, without delimiters.
  private func lines(_ count: Int, _ format: InputFormat, _ generator: inout SeededGenerator) -> [[UInt8]] {
    let words = ["nice", "video", Word.mild, Word.moderate, Word.severe, Word.crisis, "سلام", "😀", "\r"]
    return (0..<count).map { number in
      let text = (0..<Int.random(in: 0...9, using: &generator))
        .map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: return []
      case 1: return [0xFF, 0xE2, 0x82] + Array(text.utf8)
      case 2: return Array(String(repeating: "long ", count: 200).utf8)
      case 3 where format == .ndjson: return Array(#"{"id":\#(number)}"#.utf8)
      default:
        if format == .text { return Array(text.utf8) }
        return Array(#"{"id":\#(number),"text":"\#(text.replacing("\r", with: "\\r"))","more":[1,{"text":2}]}"#.utf8)
      }
    }
  }

  private func joined(_ lines: [[UInt8]], _ delimiter: Delimiter, endsWell: Bool = true) -> [UInt8] {
    guard let terminator = delimiter.terminator else {
      return lines.flatMap { line in (0..<4).reversed().map { UInt8(line.count >> (8 * $0) & 0xFF) } + line }
    }
    let bytes = lines.flatMap { $0 + [terminator] }
    return endsWell ? bytes : bytes.dropLast()
  }

  @Test(
    "every number of shards and every cutting of the input gives the bytes of one chunk judged at once",
    arguments: InputFormat.allCases, Delimiter.allCases)
  func oracle(format: InputFormat, delimiter: Delimiter) throws {
    var generator = SeededGenerator(seed: runSeed)
    for round in 0..<2 {
      var configuration = StreamConfiguration()
      configuration.format = format
      configuration.delimiter = delimiter
      configuration.outputs = Self.allForms
      configuration.maximumLineBytes = 500
      let input = joined(lines(200, format, &generator), delimiter, endsWell: round.isMultiple(of: 2))

      let oracle = LineProcessor(testFilter, configuration)
      var scratch = oracle.makeScratch()
      var expected = ChunkOutput()
      oracle.process(Chunk(input, file: "pipe", delimiter: delimiter), using: &scratch, into: &expected)

      for shards in [1, 2, 3, 8] {
        // From 1 byte to 4 MiB, each size about as likely as its double.
        configuration.blockBytes = 1 << Int.random(in: 0...(shards == 8 ? 18 : 22), using: &generator)
        configuration.chunksPerShard = Int.random(in: 1...3, using: &generator)
        // Chunks that are written as a whole, and line by line.
        configuration.outputBytes = [0, 500, 1 << 20].randomElement(using: &generator)!
        let files = try OutputFiles(configuration.outputs)
        let outputs = try files.open()
        let pieces = pieces(of: input) { _ in 1 << Int.random(in: 0...14, using: &generator) }
        let report = ShardedFilter(testFilter, configuration, shards: shards).run(
          [StreamInput(try pipe(delivering: pieces))], into: outputs)
        let what = "seed \(runSeed), round \(round), \(shards) shards, blocks of \(configuration.blockBytes)"
        #expect(report.isComplete, "\(what): \(report.ending)")
        #expect(report.counts == expected.counts, "\(what)")
        for (index, form) in Self.allForms.enumerated() {
          let isSame = try files.bytes(of: form) == expected.buffers[index].bytes
          #expect(isSame, "\(what): \(form)")
          #expect(outputs[index].state.lines == expected.lines[index], "\(what): \(form)")
          #expect(outputs[index].state.bytes == expected.buffers[index].count, "\(what): \(form)")
        }
      }
    }
  }

  @Test("whole lines behind an overlong one are not taken for a part of it")
  func behindOverlong() throws {
    for delimiter in Delimiter.allCases {
      var configuration = StreamConfiguration(.text, .allowed)
      configuration.delimiter = delimiter
      configuration.maximumLineBytes = 10
      configuration.blockBytes = 64
      let lines = ["a", String(repeating: "y", count: 90), "bb", "ccc", "dddd", "eeeee", "f"].map { Array($0.utf8) }
      let input = joined(lines, delimiter)
      for size in [1, 7, 64, nil] {
        let result = try filtered([input], configuration) { _ in size }
        #expect(result.counts.malformed == [.tooLong: 1], "\(delimiter), writes of \(size ?? 0)")
        #expect(result.main == String(decoding: joined(lines.filter { $0.count < 10 }, delimiter), as: UTF8.self))
      }
    }
  }

  @Test("frames: one that is cut off is malformed, and each has an answer")
  func frames() throws {
    var configuration = StreamConfiguration(.text, .annotated)
    configuration.delimiter = .frame
    configuration.maximumLineBytes = 100
    let input = joined([Array("two\nlines".utf8), [], [UInt8](repeating: 120, count: 200), Array("end".utf8)], .frame)
    let files = try OutputFiles([.annotated])
    let report = ShardedFilter(testFilter, configuration, shards: 2).run(
      [StreamInput(try pipe(delivering: pieces(of: input.dropLast()) { _ in 3 }))], into: try files.open())
    #expect(report.counts.malformed == [.tooLong: 1, .truncated: 1])
    let answers = Chunk(try files.bytes(of: .annotated), delimiter: .frame)
    var texts: [String] = []
    answers.forEachLine { line, bytes in
      let text = line.bytes.map { bytes[$0] }
      texts.append(String(decoding: text.prefix(28), as: UTF8.self))
    }
    #expect(
      texts == [
        #"{"text":"two\nlines","verdic"#, #"{"text":"","verdict":{"actio"#, #"{"malformed":"too-long","lin"#,
        #"{"malformed":"truncated","li"#,
      ])
  }

  @Test("a worker that fails ends the run; everything before its chunk is written and counted")
  func workerFailure() throws {
    let failure = StreamError(.start, file: "worker", number: 12)
    var configuration = StreamConfiguration(.text, .allowed)
    configuration.blockBytes = 16
    for shards in [1, 2, 8] {
      let files = try OutputFiles([.allowed])
      let lines = (0..<2000).map { "line \($0)" }
      let report = ShardedFilter(testFilter, configuration, shards: shards).run(
        [StreamInput(try pipe(delivering: [Array(lines.joined(separator: "\n").utf8)]))], into: try files.open(),
        fault: { (chunk) throws(StreamError) in if chunk == 40 { throw failure } })
      #expect(report.failure == failure)
      let written = try files.text(of: .allowed).split(separator: "\n").map(String.init)
      #expect(written == Array(lines.prefix(written.count)) && written.count > 40)
      #expect(report.counts.lines == written.count && report.counts.isBalanced)
    }
  }

  @Test(
    "an output that fails in the middle of a chunk ends the run; what is there are whole lines of it",
    .timeLimit(.minutes(1)))
  func failureInsideChunk() throws {
    for shards in [1, 2, 8] {
      let pipe = Pipe()
      let output = Descriptor(dup(pipe.fileHandleForWriting.fileDescriptor), name: "pipe", isOwned: true)
      Descriptor.ignoreBrokenPipes()
      try pipe.fileHandleForWriting.close()
      let reader = Thread {
        _ = try? pipe.fileHandleForReading.read(upToCount: 1000)
        try? pipe.fileHandleForReading.close()
      }
      reader.start()
      var configuration = StreamConfiguration()
      configuration.outputBytes = 100
      configuration.blockBytes = 100_000
      let text = (0..<50_000).map { "\(Word.moderate) \($0)\n" }.joined()
      let report = ShardedFilter(testFilter, configuration, shards: shards).run(
        [StreamInput(try CommentStreamsTests.pipe(delivering: [Array(text.utf8)]))],
        into: [StreamOutput(.annotated, to: output, endsQuietly: true)])
      #expect(report.ending == .outputClosed && report.counts.isBalanced && report.counts.lines < 50_000)
    }
  }

  @Test("an input that cannot be opened: what came before is written and counted")
  func missingInput() throws {
    let files = try OutputFiles([.allowed])
    let report = ShardedFilter(testFilter, StreamConfiguration(), shards: 4).run(
      [StreamInput(try pipe(delivering: [Array("a\nb".utf8)])), StreamInput(path: "/no/such/file")],
      into: try files.open())
    #expect(report.failure == StreamError(.open, file: "/no/such/file", number: ENOENT))
    #expect(try files.text(of: .allowed) == "a\nb" && report.counts.lines == 2)
  }

  @Test("a stop ends waiting for input, and what was read is written", arguments: [1, 2, 8])
  func stop(shards: Int) throws {
    let pipe = Pipe()
    let input = Descriptor(dup(pipe.fileHandleForReading.fileDescriptor), name: "pipe", isOwned: true)
    try pipe.fileHandleForWriting.write(contentsOf: Data("one\ntwo\nhalf a li".utf8))
    let control = try StreamControl()
    let files = try OutputFiles([.allowed])
    let report = ShardedFilter(testFilter, shards: shards).run(
      [StreamInput(input)], into: try files.open(), control: control
    ) { (progress, _) throws(StreamError) in if progress.counts.lines == 2 { control.stop() } }
    #expect(report.ending == .stopped)
    #expect(report.counts.lines == 2 && report.unfinishedBytes == 9)
    #expect(try files.text(of: .allowed) == "one\ntwo\n")
    try pipe.fileHandleForWriting.close()
  }

  @Test("cancelling the task stops the run", .timeLimit(.minutes(1)))
  func cancellation() async throws {
    let pipe = Pipe()
    let input = StreamInput(Descriptor(dup(pipe.fileHandleForReading.fileDescriptor), name: "pipe", isOwned: true))
    try pipe.fileHandleForWriting.write(contentsOf: Data("one\n".utf8))
    let files = try OutputFiles([.allowed])
    let outputs = try files.open()
    let task = Task { try await ShardedFilter(testFilter, shards: 3).run([input], into: outputs) }
    while outputs[0].state.lines == 0 { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let report = try await task.value
    #expect(report.ending == .stopped && report.counts.lines == 1)
    try pipe.fileHandleForWriting.close()
  }

  @Test("another filter takes over between two chunks, and the report says where")
  func exchange() throws {
    let other = try CommentFilter(
      RulePack(name: "other", terms: [Term("video", category: .insult, severity: .severe)]))
    let cell = FilterCell(testFilter)
    var configuration = StreamConfiguration()
    configuration.blockBytes = 64
    let files = try OutputFiles([.allowed])
    let lines = (0..<1000).map { _ in "nice video" }
    let report = ShardedFilter(cell, configuration, shards: 4).run(
      [StreamInput(try pipe(delivering: [Array(lines.joined(separator: "\n").utf8)]))], into: try files.open()
    ) { (progress, _) throws(StreamError) in if progress.counts.lines > 100 { cell.replace(with: other) } }
    let packs = report.progress.packs
    #expect(packs.map(\.pack) == [testFilter.version, other.version])
    #expect(packs.first?.firstLine == 1 && packs.last?.lastLine == 1000)
    #expect(packs.count == 2 && packs[0].lastLine + 1 == packs[1].firstLine)
    #expect(report.counts.allowed == packs[0].lastLine)
    #expect(try files.text(of: .allowed).split(separator: "\n").count == packs[0].lastLine)
  }

  @Test("a stream goes on where another ended, from any place and any number of times")
  func resuming() throws {
    var generator = SeededGenerator(seed: runSeed)
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for index in 0..<3 {
      let input = joined(lines(400, .text, &generator), .lineFeed, endsWell: index != 1)
      let path = folder.path("in\(index)")
      try Data(input).write(to: URL(filePath: path))
      paths.append(path)
    }
    var configuration = StreamConfiguration()
    configuration.blockBytes = 100
    func run(
      _ states: [StreamOutput.State], _ files: OutputFiles, from start: StreamProgress, stoppingAt line: Int
    ) throws -> (report: StreamReport, states: [StreamOutput.State]) {
      let outputs = try Self.allForms.enumerated().map { index, form in
        let file = try Descriptor.continuing(files.path(of: form))
        try file.resume(at: states[index].bytes)
        return StreamOutput(form, to: file, at: states[index])
      }
      let control = try StreamControl()
      let report = ShardedFilter(testFilter, configuration, shards: 2).run(
        paths.map { StreamInput(path: $0) }, into: outputs, control: control, from: start
      ) { (progress, _) throws(StreamError) in if progress.counts.lines >= line { control.stop() } }
      return (report, outputs.map(\.state))
    }
    let none = Self.allForms.map { _ in StreamOutput.State() }
    let unbroken = try OutputFiles(Self.allForms)
    let expected = try run(none, unbroken, from: StreamProgress(), stoppingAt: .max)

    let broken = try OutputFiles(Self.allForms)
    var (progress, states) = (StreamProgress(), none)
    var runs = 0
    while true {
      runs += 1
      let target = progress.counts.lines + Int.random(in: 1...200, using: &generator)
      let (report, reached) = try run(states, broken, from: progress, stoppingAt: target)
      // A checkpoint carries everything that the next run needs; and what a killed run wrote behind it is cut off.
      let checkpoint = Checkpoint(options: "o", progress: report.progress, outputs: reached)
      let copy = try #require(Checkpoint(decoding: checkpoint.encoded))
      #expect(copy == checkpoint)
      (progress, states) = (copy.progress, copy.outputs)
      if report.isComplete { break }
      for form in Self.allForms {
        let handle = try FileHandle(forWritingTo: URL(filePath: broken.path(of: form)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("lost".utf8))
      }
    }
    #expect(runs > 3)
    #expect(progress.counts == expected.report.counts, "seed \(runSeed)")
    for form in Self.allForms {
      let isSame = try broken.bytes(of: form) == unbroken.bytes(of: form)
      #expect(isSame, "seed \(runSeed): \(form)")
    }
  }

  @Test("a checkpoint that was changed or cut is none")
  func damagedCheckpoint() throws {
    let checkpoint = Checkpoint(
      options: "a b\n\\n", progress: StreamProgress(counts: Counts(), position: StreamPosition(), packs: []),
      outputs: [StreamOutput.State(bytes: 12, lines: 1, endsInsideLine: true)])
    let bytes = checkpoint.encoded
    #expect(Checkpoint(decoding: bytes) == checkpoint)
    for index in bytes.indices {
      #expect(Checkpoint(decoding: Array(bytes[..<index])) == nil)
      var changed = bytes
      changed[index] ^= 1
      #expect(Checkpoint(decoding: changed) == nil, "byte \(index)")
    }
  }

  @Test("spans in UTF-8, UTF-16 and code points")
  func spanUnits() throws {
    var bytes = Array("é😀".utf8) + [0xE2, 0x82] + Array(" \(Word.moderate) 😀 \(Word.severe)\n".utf8)
    for (format, unit) in InputFormat.allCases.flatMap({ format in SpanUnit.allCases.map { (format, $0) } }) {
      if format == .ndjson {
        bytes = Array(#"{"text":"\u00e9😀 \#(Word.moderate) \ud83d\ude00 \#(Word.severe)"}"#.utf8) + [10]
      }
      var configuration = StreamConfiguration(format, .annotated)
      configuration.spanUnit = unit
      let line = try filtered([bytes], configuration) { _ in nil }.main
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let comment = try #require(object["text"] as? String)
      let matches = try #require((object["verdict"] as? [String: Any])?["matches"] as? [[String: Any]])
      #expect(matches.count == 2)
      for (match, word) in zip(matches, [Word.moderate, Word.severe]) {
        let (start, end) = (try #require(match["start"] as? Int), try #require(match["end"] as? Int))
        let part: String?
        switch unit {
        // In text the byte that is no UTF-8 counts as itself, not as the three bytes of U+FFFD.
        case .utf8: part = String(decoding: (format == .text ? bytes : Array(comment.utf8))[start..<end], as: UTF8.self)
        case .utf16: part = String(decoding: Array(comment.utf16)[start..<end], as: UTF16.self)
        case .scalar:
          var view = String.UnicodeScalarView()
          view.append(contentsOf: Array(comment.unicodeScalars)[start..<end])
          part = String(view)
        }
        #expect(part == word, "\(format) \(unit)")
      }
    }
  }
}
