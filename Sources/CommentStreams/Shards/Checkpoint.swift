internal import CommentSafety

/// How far a stream had come, so that another process can go on from there.
///
/// Outputs are cut to the sizes that stand here before a stream goes on; so lines that were written behind the checkpoint are neither lost nor doubled.
///
/// The file is lines of a word and its values, and ends with a checksum:
///
/// ```
/// comment-safety checkpoint 1
/// options …
/// position <input from 0> <offset in bytes> <next line from 1>
/// output <bytes> <lines> <1 if it ends inside a line>
/// pack <first line> <last line> <hash> <version of the overlays, if there are any>
/// count <number> <name>
/// end <checksum>
/// ```
public struct Checkpoint: Sendable, Hashable {
  /// What the stream was started with. A stream with other options must not go on from here.
  public var options: String
  public var progress: StreamProgress
  /// One state for each output, in their order.
  public var outputs: [StreamOutput.State]

  public init(options: String, progress: StreamProgress, outputs: [StreamOutput.State]) {
    self.options = options
    self.progress = progress
    self.outputs = outputs
  }

  private static let heading = "comment-safety checkpoint 1"
}

// MARK: - Files

extension Checkpoint {
  /// Writes the checkpoint so that it is on the disk, whole, or not there at all.
  ///
  /// What the outputs hold must be on the disk before: see ``StreamOutput/synchronize()``.
  public func save(to file: AtomicFile) throws(StreamError) {
    try file.replace(with: encoded.span, isDurable: true)
  }

  /// - Returns: nil when there is no such file.
  /// - Throws: when the file cannot be read or is no checkpoint.
  public static func load(from file: AtomicFile) throws(StreamError) -> Checkpoint? {
    guard let bytes = try file.read() else { return nil }
    guard let checkpoint = Checkpoint(decoding: bytes) else {
      throw StreamError(
        .resume, file: file.path,
        reason: "it is no checkpoint of this version; give the one that the stream made, or delete it to start anew")
    }
    return checkpoint
  }
}

// MARK: - Format

extension Checkpoint {
  /// The file's content.
  public var encoded: [UInt8] {
    var lines = [Self.heading, "options \(Self.escaped(options))"]
    let position = progress.position
    lines.append("position \(position.input) \(position.offset) \(position.line)")
    for output in outputs { lines.append("output \(output.bytes) \(output.lines) \(output.endsInsideLine ? 1 : 0)") }
    for use in progress.packs {
      let names = [use.pack, use.overlays].compactMap { $0.map(Self.escaped) }.joined(separator: " ")
      lines.append("pack \(use.firstLine) \(use.lastLine) \(names)")
    }
    for (name, count) in progress.counts.named { lines.append("count \(count) \(Self.escaped(name))") }
    let body = Array(lines.map { $0 + "\n" }.joined().utf8)
    return body + Array("end \(Self.checksum(body[...]))\n".utf8)
  }

  /// Reads a file's content; nil if anything about it is wrong.
  public init?(decoding bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.popLast()?.isEmpty == true, let end = lines.popLast(), end.startIndex > 0 else { return nil }
    guard String(decoding: end, as: UTF8.self) == "end \(Self.checksum(bytes[..<end.startIndex]))" else { return nil }
    guard let first = lines.first, String(decoding: first, as: UTF8.self) == Self.heading else { return nil }

    var options: String?
    var position: StreamPosition?
    var packs: [PackUse] = []
    var counts = Counts()
    outputs = []
    for line in lines.dropFirst() {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 2 else { return nil }
      let values = words[1].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      let numbers = values.prefix(3).map { Int($0) }
      switch words[0] {
      case "options": options = Self.unescaped(words[1])
      case "position":
        guard numbers.count == 3, let input = numbers[0], let offset = numbers[1], let line = numbers[2]
        else { return nil }
        guard input >= 0, offset >= 0, line > 0 else { return nil }
        position = StreamPosition(input: input, offset: offset, line: line)
      case "output":
        guard numbers.count == 3, let bytes = numbers[0], let lines = numbers[1], let inside = numbers[2]
        else { return nil }
        guard bytes >= 0, lines >= 0 else { return nil }
        outputs.append(StreamOutput.State(bytes: bytes, lines: lines, endsInsideLine: inside == 1))
      case "pack":
        guard numbers.count == 3, let first = numbers[0], let last = numbers[1] else { return nil }
        let names = values[2].split(separator: " ", maxSplits: 1).map { Self.unescaped(String($0)) }
        guard let pack = names.first else { return nil }
        packs.append(PackUse(pack: pack, overlays: names.count > 1 ? names[1] : nil, firstLine: first, lastLine: last))
      case "count":
        let parts = words[1].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]) else { return nil }
        guard counts.set(Self.unescaped(String(parts[1])), to: count) else { return nil }
      default: return nil
      }
    }
    guard let options, let position, counts.isBalanced else { return nil }
    self.options = options
    progress = StreamProgress(counts: counts, position: position, packs: packs)
  }

  /// FNV-1a in 64 bits: finds files that were cut or edited. It is no seal.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> String {
    String(bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }

  /// Text on one line: a backslash stands before `n` for a line feed and before a backslash.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Counts {
  /// All counts with names of their own, in a fixed order.
  fileprivate var named: [(String, Int)] {
    var result = [
      ("lines", lines), ("bytes", bytes), ("undecided", undecided), ("lone-surrogates", loneSurrogates),
      ("shadow-matches", shadowMatches), ("unlisted-matches", unlistedMatches),
    ]
    result += Action.allCases.map { ("action \($0.name)", self[$0]) }
    result += malformed.map { ("malformed \($0.key.rawValue)", $0.value) }.sorted { $0.0 < $1.0 }
    result += matches.map { ("match \($0.key.rawValue)", $0.value) }.sorted { $0.0 < $1.0 }
    result += rules.map { ("rule \($0.key)", $0.value) }.sorted { $0.0 < $1.0 }
    return result
  }

  /// - Returns: false if there is no such count.
  fileprivate mutating func set(_ name: String, to count: Int) -> Bool {
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    switch (words.first, words.count > 1 ? words[1] : nil) {
    case ("lines", nil): lines = count
    case ("bytes", nil): bytes = count
    case ("undecided", nil): undecided = count
    case ("lone-surrogates", nil): loneSurrogates = count
    case ("shadow-matches", nil): shadowMatches = count
    case ("unlisted-matches", nil): unlistedMatches = count
    case ("action", let name?):
      guard let action = Action.allCases.first(where: { $0.name == name }) else { return false }
      self[action] = count
    case ("malformed", let name?):
      guard let kind = Malformed.Kind(rawValue: name) else { return false }
      malformed[kind] = count
    case ("match", let name?): matches[Category(rawValue: name)] = count
    case ("rule", let name?): rules[name] = count
    default: return false
    }
    return true
  }
}
