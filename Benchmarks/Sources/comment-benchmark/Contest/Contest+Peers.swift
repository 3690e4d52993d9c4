internal import CPeers
internal import CommentCorpus
internal import CommentSafety
internal import Foundation

/// The plain words of a pack, as other engines take them.
enum PeerTerms {
  /// Each term without wildcards, in lower case, once.
  static func plain(_ pack: RulePack) -> [String] {
    var seen: Set<String> = []
    return pack.terms.compactMap { term in
      let word = Abuse.plain(term.pattern).lowercased()
      return word.utf8.count >= 2 && !word.contains("\n") && seen.insert(word).inserted ? word : nil
    }
  }

  /// A short list, such as people use with grep: English terms at even distances.
  static func short(_ pack: RulePack, count: Int) -> [String] {
    var english = pack
    english.terms = pack.terms.filter { $0.language == "en" }
    let all = plain(english)
    return (0..<min(count, all.count)).map { all[$0 * all.count / min(count, all.count)] }
  }
}

/// Owns an engine behind the C interface.
private final class Peer {
  private let raw: OpaquePointer

  init(
    _ terms: [String],
    _ create: (UnsafePointer<UnsafePointer<CChar>>, UnsafePointer<Int>, Int, UnsafeMutablePointer<CChar>, Int) ->
      OpaquePointer?
  ) throws {
    let strings = terms.map { strdup($0) }
    defer { for string in strings { free(string) } }
    let pointers = strings.compactMap { $0.map { UnsafePointer($0) } }
    let lengths = terms.map(\.utf8.count)
    var message = [CChar](repeating: 0, count: 512)
    guard let raw = create(pointers, lengths, terms.count, &message, message.count) else {
      throw Failure(String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    self.raw = raw
  }

  deinit { cs_peer_free(raw) }

  var patterns: Int { cs_peer_patterns(raw) }

  func run(_ corpus: Corpus, _ count: Int, inBlocks: Bool) throws -> Int {
    guard let bytes = corpus.bytes.baseAddress?.assumingMemoryBound(to: CChar.self), let ends = corpus.ends.baseAddress
    else { return 0 }
    let lines = cs_lines(bytes: bytes, count: corpus.bytes.count, ends: ends, lines: count)
    let flagged = inBlocks ? cs_peer_run_blocks(raw, lines) : cs_peer_run(raw, lines)
    guard flagged >= 0 else { throw Failure("the engine failed while it searched") }
    return flagged
  }
}

extension Contest.Entry {
  /// Vectorscan with literals of which the letters' case does not matter.
  static func vectorscan(_ name: String, _ terms: [String], _ corpus: Corpus, inBlocks: Bool) throws -> Self {
    let peer = try Peer(terms) { cs_vectorscan_create($0, $1, $2, $3, $4) }
    return Self(
      name: name, comments: corpus.count, bytes: corpus.bytes.count,
      note: inBlocks ? "literals only; blocks of 1 MB" : "literals only; a call for each comment"
    ) {
      var flagged = 0
      let time = try seconds { flagged = try peer.run(corpus, corpus.count, inBlocks: inBlocks) }
      return Contest.Pass(seconds: time, flagged: flagged)
    }
  }

  /// PCRE2 with the terms as alternation. So slow that it gets only a part of the comments.
  static func pcre2(_ name: String, _ terms: [String], _ corpus: Corpus, comments: Int) throws -> Self {
    let peer = try Peer(terms) { cs_pcre2_create($0, $1, $2, $3, $4) }
    let count = min(comments, corpus.count)
    return Self(
      name: name, comments: count, bytes: corpus.ends[count - 1] + 1,
      note: "JIT, \(peer.patterns) \(peer.patterns == 1 ? "alternation" : "alternations")"
    ) {
      var flagged = 0
      let time = try seconds { flagged = try peer.run(corpus, count, inBlocks: false) }
      return Contest.Pass(seconds: time, flagged: flagged)
    }
  }

  /// ripgrep as people use it for lists of words: a process for each pass.
  ///
  /// - Parameter repeated: how many comments the file holds at least, by repeating those of the corpus: enough for the process's start to
  ///   count for little.
  static func ripgrep(
    _ name: String, terms: String, file: String, _ corpus: Corpus, comments: Int, repeated: Int = 0
  ) throws -> Self {
    guard let program = Tool.find("rg") else { throw Failure("ripgrep is not installed") }
    let count = min(comments, corpus.count)
    let bytes = corpus.ends[count - 1] + 1
    let (part, times) = try repeatedFile(file, corpus.bytes[..<bytes], lines: count, atLeast: repeated)
    return Self(
      name: name, comments: count * times, bytes: bytes * times,
      note: "-c -i -F -f, whole process, one thread" + (times > 1 ? "; the comments \(times) times" : "")
    ) {
      var output = ""
      let time = try seconds { output = try Tool.output(program, ["-j1", "-a", "-c", "-i", "-F", "-f", terms, part]) }
      guard let flagged = Int(output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        throw Failure("ripgrep printed '\(output)' instead of a number")
      }
      return Contest.Pass(seconds: time, flagged: flagged)
    }
  }

  /// Writes lines beside `file`, again and again until there are enough.
  /// - Returns: the file's path, and how many times they stand in it.
  private static func repeatedFile(
    _ file: String, _ bytes: Slice<UnsafeRawBufferPointer>, lines: Int, atLeast least: Int
  ) throws -> (path: String, times: Int) {
    let times = max(1, (least + lines - 1) / lines)
    let path = "\(file).\(lines)-\(times)"
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
    else { throw Failure("\(path): cannot be written") }
    let text = Data(UnsafeRawBufferPointer(rebasing: bytes))
    for _ in 0..<times { try handle.write(contentsOf: text) }
    try handle.close()
    return (path, times)
  }

  /// An engine from PyPI in a process of its own that stays for all passes.
  static func python(
    _ name: String, engine: String, terms: String, file: String, _ corpus: Corpus, comments: Int, note: String
  ) throws -> Self {
    let count = min(comments, corpus.count)
    let worker = try Worker(engine: engine, terms: terms, file: file, count: count)
    return Self(name: name, comments: count, bytes: corpus.ends[count - 1] + 1, note: note) { try worker.pass() }
  }

  /// This program as a stream filter on a file, a process for each pass, with a compiled pack that it loads: see `PipeCommand`.
  static func pipe(
    _ name: String, pack: String, file: String, _ corpus: Corpus, repeated: Int, note: String
  ) throws -> Self {
    let (path, times) = try repeatedFile(file, corpus.bytes[...], lines: corpus.count, atLeast: repeated)
    return Self(
      name: name, comments: corpus.count * times, bytes: corpus.bytes.count * times,
      note: note + (times > 1 ? "; the comments \(times) times" : "")
    ) {
      var output = ""
      let time = try seconds { output = try Tool.output(CommandLine.arguments[0], ["pipe", pack, path]) }
      let numbers = output.split(separator: " ").compactMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      guard numbers.count == 2, numbers[0] == corpus.count * times else {
        throw Failure("the stream filter printed '\(output)'")
      }
      return Contest.Pass(seconds: time, flagged: numbers[1])
    }
  }
}

/// A Python process that answers line by line.
private final class Worker {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  init(engine: String, terms: String, file: String, count: Int) throws {
    guard let python = Tool.find("python3") else { throw Failure("python3 is not installed") }
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [Paths.package + "/Peers/worker.py", engine, terms, file, String(count)]
    var environment = ProcessInfo.processInfo.environment
    environment["PYTHONPATH"] = Paths.package + "/.build/python"
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard try answer().first == "ready" else { throw Failure("\(engine) does not start") }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func pass() throws -> Contest.Pass {
    input.fileHandleForWriting.write(Data("go\n".utf8))
    let words = try answer()
    guard words.count == 2, let seconds = Double(words[0]), let flagged = Int(words[1]) else {
      throw Failure("the engine answered '\(words.joined(separator: " "))'")
    }
    return Contest.Pass(seconds: seconds, flagged: flagged)
  }

  private func answer() throws -> [String] {
    while true {
      if let feed = rest.firstIndex(of: 0x0A) {
        let line = rest[..<feed]
        rest = Data(rest[(feed + 1)...])
        return String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else {
        throw Failure("it ended without an answer; is it installed? (Benchmarks/setup-peers)")
      }
      rest += more
    }
  }
}
