import CommentSafety
import CommentStreams
import Foundation
import Testing

@Suite("Streams")
struct StreamFilterTests {
  static let text = [
    "nice video", "a \(Word.moderate) here", "", "\(Word.mild) is fine", "crlf \(Word.severe)\r",
    "\(Word.crisis)", "سلام 😀", "crlf clean\r", "last",
  ].joined(separator: "\n")

  static let ndjson = [
    #"{"id":1,"text":"nice video"}"#, #"{"id":2,"text":"a \#(Word.moderate) here"}"#, "",
    "not json",
    #"{"text":"zorgbl\u0061t"}"#, #" {"text":"spaces"} "# + "\r", "{}", #"{"text":7}"#,
    #"{"text":"clean","text":"\#(Word.severe)"}"#, #"{"text":"last"}"#,
  ].joined(separator: "\n")

  // MARK: - What is emitted

  @Test("allowed and rejected lines pass byte for byte")
  func passing() throws {
    let allowed = try filtered([Self.text], StreamConfiguration(.text, .allowed))
    #expect(
      allowed.main
        == "nice video\n\n\(Word.mild) is fine\n\(Word.crisis)\nسلام 😀\ncrlf clean\r\nlast")
    let rejected = try filtered([Self.text], StreamConfiguration(.text, .rejected))
    #expect(rejected.main == "a \(Word.moderate) here\ncrlf \(Word.severe)\r\n")
    #expect(rejected.counts == allowed.counts)
    #expect(rejected.rejected == allowed.rejected)

    let objects = try filtered([Self.ndjson], StreamConfiguration(.ndjson, .allowed))
    #expect(
      objects.main
        == #"{"id":1,"text":"nice video"}"# + "\n" + #" {"text":"spaces"} "# + "\r\n"
        + #"{"text":"last"}"#)
    let others = try filtered([Self.ndjson], StreamConfiguration(.ndjson, .rejected))
    #expect(
      others.main
        == #"{"id":2,"text":"a \#(Word.moderate) here"}"# + "\n" + #"{"text":"zorgbl\u0061t"}"#
        + "\n"
        + #"{"text":"clean","text":"\#(Word.severe)"}"# + "\n")
  }

  @Test("nothing is written for none")
  func none() throws {
    let result = try filtered([Self.text], StreamConfiguration(.text, .none))
    #expect(result.main == "")
    #expect(result.counts.lines == 9)
  }

  @Test("counts")
  func counts() throws {
    var expected = Counts()
    expected.lines = 9
    expected.bytes = Self.text.utf8.count
    expected[.allow] = 6
    expected[.support] = 1
    expected[.filter] = 1
    expected[.remove] = 1
    expected.matches = [.insult: 1, .profanity: 1, .hate: 1, .selfHarm: 1]
    #expect(try filtered([Self.text], StreamConfiguration(.text, .none)).counts == expected)

    let counts = try filtered([Self.ndjson], StreamConfiguration(.ndjson, .none)).counts
    #expect(counts.malformed == [.blankLine: 1, .badJSON: 1, .missingField: 1, .notAString: 1])
    #expect((counts.lines, counts.allowed, counts.filtered, counts.removed) == (10, 3, 2, 1))
    #expect(counts.isBalanced)
    #expect(counts.bytes == Self.ndjson.utf8.count)
  }

  @Test("malformed lines go to the record only, with reason, number and beginning")
  func malformed() throws {
    for emit in OutputForm.mainForms {
      let result = try filtered([Self.ndjson], StreamConfiguration(.ndjson, emit))
      #expect(!result.main.contains("not json") && !result.main.contains("malformed"))
      let records = result.rejected.split(separator: "\n").filter { $0.contains("malformed") }
      #expect(
        records == [
          #"{"malformed":"blank-line","line":3,"raw":""}"#,
          #"{"malformed":"bad-json","line":4,"raw":"not json","offset":0,"problem":"unexpected character"}"#,
          #"{"malformed":"missing-field","line":7,"raw":"{}"}"#,
          #"{"malformed":"not-a-string","line":8,"raw":"{\"text\":7}"}"#,
        ])
    }
  }

  @Test("the record has the lines that are held back, with verdict")
  func records() throws {
    let result = try filtered([Self.ndjson], StreamConfiguration(.ndjson, .allowed))
    let verdicts = result.rejected.split(separator: "\n").filter { !$0.contains("malformed") }
    #expect(verdicts.count == 3)
    #expect(
      verdicts[0].hasPrefix(
        #"{"id":2,"text":"a \#(Word.moderate) here","verdict":{"action":"filter","undecided":false,"#
      ))
    // Offsets are of the decoded text.
    #expect(verdicts[1].contains(#""start":0,"end":8,"#))
    #expect(verdicts[2].contains(#""value":1"#))
  }

  // MARK: - Chunks and files

  @Test("no chunking changes anything", arguments: InputFormat.allCases, OutputForm.mainForms)
  func chunkings(format: InputFormat, emit: OutputForm?) throws {
    let input = format == .text ? Self.text : Self.ndjson
    let whole = try filtered([input], StreamConfiguration(format, emit))
    var generator = SeededGenerator(seed: runSeed)
    for block in [1, 2, 16, 1 << 18] {
      var configuration = StreamConfiguration(format, emit)
      configuration.blockBytes = block
      #expect(try filtered([input], configuration, writing: 1) == whole)
      let random = try filtered([Array(input.utf8)], configuration) { _ in
        Int.random(in: 1...30, using: &generator)
      }
      #expect(random == whole, "block \(block), seed \(runSeed)")
    }
  }

  @Test("a last line without line feed does not run into the next file")
  func files() throws {
    var configuration = StreamConfiguration(.text, .allowed)
    configuration.namesFiles = true
    configuration.maximumLineBytes = 10
    let result = try filtered(["a\nb", "c\n", "much too long", "d"], configuration)
    #expect(result.main == "a\nb\nc\nd")
    #expect(
      result.rejected
        == #"{"malformed":"too-long","line":1,"raw":"much too long","file":"pipe"}"# + "\n")
    #expect(result.counts.lines == 5)
  }

  @Test("a huge line is one malformed line, and memory stays bounded")
  func hugeLine() throws {
    let before = try residentBytes()
    let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let pieces =
      [Array("first\n".utf8)] + Array(repeating: block, count: 512) + [Array("\nlast\n".utf8)]
    var configuration = StreamConfiguration(.text, .allowed)
    configuration.maximumLineBytes = 1 << 16
    let files = try OutputFiles(configuration.outputs)
    let report = ShardedFilter(testFilter, configuration, shards: 2).run(
      [StreamInput(try pipe(delivering: pieces))], into: try files.open())
    let grown = try residentBytes() - before
    let counts = report.counts
    #expect(grown < 256 << 20)
    #expect(counts.lines == 3)
    #expect(counts.malformed == [.tooLong: 1])
    #expect(counts.bytes == 512 << 20 + 12)
    #expect(try files.text(of: .allowed) == "first\nlast\n")
    let record = try files.text(of: .records)
    let beginning = String(repeating: "x", count: 4096)
    #expect(record == #"{"malformed":"too-long","line":2,"raw":"\#(beginning)"}"# + "\n")
  }

  /// Memory of this process; 0 where it cannot be asked so.
  private func residentBytes() throws -> Int {
    guard let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    return try #require(Int(pages.split(separator: " ")[1])) * 4096
  }

  @Test("chunks can be processed apart, in any order, each with a scratch of its own")
  func workers() throws {
    for (format, input) in [(InputFormat.text, Self.text), (.ndjson, Self.ndjson)] {
      let whole = try filtered([input], StreamConfiguration(format, .annotated))
      let processor = LineProcessor(testFilter, StreamConfiguration(format, .annotated))
      let lines = input.utf8.split(separator: 10, omittingEmptySubsequences: false)
      var outputs = lines.map { _ in ChunkOutput() }
      for index in lines.indices.reversed() {
        let feed: [UInt8] = index + 1 < lines.count ? [10] : []
        let chunk = Chunk(Array(lines[index]) + feed, file: "pipe", firstLine: index + 1)
        var scratch = processor.makeScratch()
        processor.process(chunk, using: &scratch, into: &outputs[index])
      }
      var counts = Counts()
      for output in outputs { counts.add(output.counts) }
      #expect(counts == whole.counts)
      #expect(String(decoding: outputs.flatMap(\.buffers[0].bytes), as: UTF8.self) == whole.main)
      #expect(String(decoding: outputs.flatMap(\.buffers[1].bytes), as: UTF8.self) == whole.rejected)
    }
  }

  // MARK: - Random lines

  @Test("random lines: every line is accounted for, whatever it holds")
  func randomLines() throws {
    var generator = SeededGenerator(seed: runSeed)
    let parts: [[UInt8]] = [
      Array(#"{"text":""#.utf8), Array(#""}"#.utf8), Array("\n".utf8), Array(Word.moderate.utf8),
      Array(" ".utf8),
      Array("\r\n".utf8), Array(#"\u0041"#.utf8), Array("\\".utf8), [0xFF], Array("é".utf8), [0],
      Array("\n".utf8),
    ]
    for format in InputFormat.allCases {
      for _ in 0..<30 {
        let input = (0..<300).flatMap { _ in parts.randomElement(using: &generator)! }
        var configuration = StreamConfiguration(format, .annotated)
        configuration.maximumLineBytes = 60
        let result = try filtered([input], configuration) { _ in nil }
        let lines = input.split(separator: 10, omittingEmptySubsequences: false)
        let count = lines.count - (lines.last?.isEmpty == true ? 1 : 0)
        #expect(result.counts.lines == count, "seed \(runSeed)")
        #expect(result.counts.isBalanced)
        #expect(result.counts.bytes == input.count)
        let judged = count - result.counts.malformedLines
        for (output, expected) in [
          (result.main, judged),
          (
            result.rejected,
            result.counts.malformedLines + result.counts.reviewed + result.counts.filtered
              + result.counts.removed
          ),
        ] {
          let records = Data(output.utf8).split(separator: 10)
          #expect(records.count == expected)
          for record in records {
            #expect(throws: Never.self, "seed \(runSeed)") {
              try JSONSerialization.jsonObject(with: Data(record))
            }
          }
        }
      }
    }
  }
}
