import CommentSafety
import CommentStreams
import Foundation

// MARK: - Random numbers

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The seed of this run: `COMMENT_SAFETY_SEED`, or a new one. Failures name it.
let runSeed: UInt64 =
  ProcessInfo.processInfo.environment["COMMENT_SAFETY_SEED"].flatMap { UInt64($0) }
  ?? UInt64.random(in: 1...1_000_000)

/// The folder of the project's data sets, if `COMMENT_SAFETY_DATA` names it.
let dataFolder = ProcessInfo.processInfo.environment["COMMENT_SAFETY_DATA"]

// MARK: - A filter with words of its own

/// Words that no language has, one for each action of the standard policy.
enum Word {
  static let mild = "quibblox"
  static let moderate = "zorgblat"
  static let severe = "krumvexi"
  static let crisis = "wishgonea"
}

let testFilter: CommentFilter = {
  let pack = RulePack(
    name: "test",
    terms: [
      Term(Word.mild, category: .profanity, severity: .mild),
      Term(Word.moderate, category: .insult, severity: .moderate),
      Term(Word.severe, category: .hate, severity: .severe),
      Term(Word.crisis, category: .selfHarm, severity: .severe),
    ])
  do {
    return try CommentFilter(pack)
  } catch {
    fatalError("\(error)")
  }
}()

// MARK: - Running streams

/// What a stream wrote and counted.
struct StreamResult: Equatable {
  var main: String
  var rejected: String
  var counts: Counts
}

extension OutputForm {
  /// The forms of a main output; nil for none.
  static let mainForms: [OutputForm?] = [.allowed, .rejected, .masked, .annotated, nil]
}

extension StreamConfiguration {
  /// A main output, if there is one, and the records.
  init(_ format: InputFormat, _ form: OutputForm?) {
    self.init()
    self.format = format
    outputs = [form, .records].compactMap(\.self)
  }
}

/// Feeds each input through a pipe in writes of the given size (nil: all at once), and returns what comes out.
func filtered(
  _ inputs: [String], _ configuration: StreamConfiguration, writing size: Int? = nil
) throws -> StreamResult {
  try filtered(inputs.map { Array($0.utf8) }, configuration) { _ in size }
}

func filtered(
  _ inputs: [[UInt8]], _ configuration: StreamConfiguration, shards: Int = 2, writing size: (Int) -> Int?
) throws -> StreamResult {
  let files = try OutputFiles(configuration.outputs)
  let sharded = ShardedFilter(testFilter, configuration, shards: shards)
  let report = sharded.run(
    try inputs.map { StreamInput(try pipe(delivering: pieces(of: $0, size))) }, into: try files.open())
  if let failure = report.failure { throw failure }
  return StreamResult(
    main: try files.text(of: configuration.outputs.first { $0 != .records }),
    rejected: try files.text(of: .records), counts: report.counts)
}

/// A file for each output.
struct OutputFiles {
  let folder: TemporaryFolder
  let forms: [OutputForm]

  init(_ forms: [OutputForm]) throws {
    folder = try TemporaryFolder()
    self.forms = forms
  }

  func path(of form: OutputForm) -> String { folder.path(form.rawValue) }

  func open() throws -> [StreamOutput] {
    try forms.map { StreamOutput($0, to: try .writing(path(of: $0))) }
  }

  func bytes(of form: OutputForm) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(of: form))))
  }

  func text(of form: OutputForm?) throws -> String {
    guard let form, forms.contains(form) else { return "" }
    return String(decoding: try bytes(of: form), as: UTF8.self)
  }
}

/// Cuts bytes into pieces, asking the size of each (nil: the rest).
func pieces(of bytes: [UInt8], _ size: (Int) -> Int?) -> [[UInt8]] {
  var rest = bytes[...]
  var pieces: [[UInt8]] = []
  while !rest.isEmpty {
    let piece = rest.prefix(size(pieces.count) ?? rest.count)
    pieces.append(Array(piece))
    rest = rest.dropFirst(piece.count)
  }
  return pieces
}

/// The reading end of a pipe into which a thread of its own writes the pieces.
func pipe(delivering pieces: [[UInt8]]) throws -> Descriptor {
  let pipe = Pipe()
  let input = Descriptor(
    dup(pipe.fileHandleForReading.fileDescriptor), name: "pipe", isOwned: true)
  let output = Descriptor(
    dup(pipe.fileHandleForWriting.fileDescriptor), name: "pipe", isOwned: true)
  let feeder = Feeder(output, pieces)
  Thread.detachNewThread { feeder.run() }
  return input
}

/// Writes pieces into a pipe.
private final class Feeder: Sendable {
  private let output: Descriptor
  private let pieces: [[UInt8]]

  init(_ output: consuming Descriptor, _ pieces: [[UInt8]]) {
    self.output = output
    self.pieces = pieces
  }

  /// The pipe is closed when the feeder, held by its thread alone, is gone.
  func run() {
    for piece in pieces { try? output.write(piece.span) }
  }
}

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "comment-streams-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

// MARK: - Locating

/// The decoded values of a field in a line.
func values(of path: String = "text", in line: [UInt8]) -> Result<[String], Malformed> {
  guard let field = JSONField(path: path) else { fatalError("no path: \(path)") }
  var found = FoundText()
  do throws(Malformed) {
    try field.locate(in: line.span, into: &found)
  } catch {
    return .failure(error)
  }
  return .success(
    found.values.map { value in
      found.withText(of: value, in: line.span) { text in
        String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self)
      }
    })
}

extension Malformed {
  /// The line is not JSON; otherwise it is, but lacks the field.
  var isAboutJSON: Bool {
    switch self {
    case .badJSON, .invalidUTF8, .tooDeep, .blankLine: true
    case .notAnObject, .missingField, .notAString, .unclearOverlay, .tooLong, .truncated: false
    }
  }
}
