import Foundation
import Testing

/// A folder of a test's own, deleted with it.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "comment-filter-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: Data) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file.path
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }
  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  /// The JSON objects of a file, one in each line.
  func objects(_ name: String) throws -> [[String: Any]] { try jsonLines(data(name)) }
}

/// What became of a run of the command.
struct Run {
  var status: Int32
  var outputBytes: Data
  var messages: String

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The program that was built together with the tests.
enum Program {
  /// The folder of the test bundle, which is the folder of the program too.
  static let path: String = {
    var places = [Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0])]
    places += Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    for place in places {
      var folder = place.standardizedFileURL
      for _ in 0..<4 {
        let candidate = folder.appending(path: "comment-filter").path
        if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    fatalError("no comment-filter beside the tests; looked near \(places.map(\.path))")
  }()

  /// Runs the program to its end.
  ///
  /// Input and outputs are files, so neither side ever waits for the other.
  static func run(_ arguments: String..., input: String = "", in folder: Folder? = nil) throws -> Run {
    try run(arguments, input: Data(input.utf8), in: folder)
  }

  static func run(_ arguments: [String], input: Data, in folder: Folder? = nil) throws -> Run {
    try start(path, arguments, input: input, in: folder)
  }

  /// Runs a shell script with the program's folder first in the PATH.
  static func shell(_ script: String, input: String = "", in folder: Folder? = nil) throws -> Run {
    try start("/bin/sh", ["-c", script], input: Data(input.utf8), in: folder)
  }

  private static func start(_ program: String, _ arguments: [String], input: Data, in folder: Folder?) throws -> Run {
    let files = try Folder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder.url }
    var environment = ProcessInfo.processInfo.environment
    let own = URL(fileURLWithPath: path).deletingLastPathComponent().path
    environment["PATH"] = own + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    try files.write("in", input)
    try files.write("out", "")
    try files.write("err", "")
    process.standardInput = try FileHandle(forReadingFrom: files.url.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: files.url.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: files.url.appending(path: "err"))
    try process.run()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, outputBytes: try files.data("out"), messages: try files.text("err"))
  }
}

/// The JSON objects of some bytes, one in each line.
func jsonLines(_ bytes: Data) throws -> [[String: Any]] {
  try bytes.split(separator: UInt8(ascii: "\n")).map { line in
    try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
  }
}

/// A small pack: debug builds take seconds to read the default pack.
enum SmallPack {
  static let words = """
    language: en
    category: insult
    severity: moderate
    licence: Apache-2.0
    ---
    wombat
    grolk*
    blemish | mild
    """

  static let rules = """
    rules:
    - id: small/crisis
      category: selfHarm
      severity: severe
      on: folded
      pattern: 'i feel hopeless'
      match: 'I feel hopeless'
      clean: 'I feel hopeful'
    - id: small/offer
      category: spam
      severity: severe
      pattern: '(?i)cheap watches at \\S+'
      match: 'cheap watches at my shop'
      clean: 'cheap watches'
    """

  static let comments = """
    good morning
    you wombat
    I feel hopeless
    a blemish, w.o.m.b.a.t and GROLKING
    cheap watches at example dot test

    last one\r

    """

  /// Options that leave the default pack out and take this one.
  static func options(in folder: Folder) throws -> [String] {
    [
      "--no-default-rules", "--rules", try folder.write("pack/words.txt", words), "--rules",
      try folder.write("pack/rules.yaml", rules),
    ]
  }
}

/// Runs the program with the small pack.
func runSmall(_ arguments: String..., input: String, in folder: Folder) throws -> Run {
  try Program.run(arguments + SmallPack.options(in: folder), input: Data(input.utf8), in: folder)
}
