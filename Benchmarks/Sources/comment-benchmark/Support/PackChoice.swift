public import ArgumentParser
public import CommentCorpus
internal import CommentSafety
internal import Foundation
internal import RulePacks

/// Options that say with which terms and rules something is measured.
struct PackChoice: ParsableArguments {
  @Option(
    help: "Terms, 10,000 unless said: taken from the default pack at even distances; more than it has are made up.")
  var terms: Int?

  @Option(help: "Rules, 100 unless said: taken from the default pack at even distances; more than it has are made up.")
  var rules: Int?

  @Flag(help: "Measure with the whole default pack instead.")
  var defaultPack = false

  func validate() throws {
    if defaultPack, terms != nil || rules != nil {
      throw ValidationError("--default-pack takes all terms and rules there are; leave out --terms and --rules")
    }
    if let terms, !(1...5_000_000).contains(terms) { throw ValidationError("--terms is 1 to 5,000,000") }
    if let rules, !(0...8000).contains(rules) { throw ValidationError("--rules is 0 to 8,000") }
  }

  func load() throws -> RulePack {
    let whole = try DefaultPack.load()
    return defaultPack ? whole : PackMaker.make(terms: terms ?? 10_000, rules: rules ?? 100, from: whole)
  }
}

/// Options that say what comments something is measured with.
struct CorpusChoice: ParsableArguments {
  @Option(help: "The seed of the generated comments: the same seed gives the same comments.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The share of comments with a term of the pack, instead of the mix's.", valueName: "0…1"))
  var abusive: Double?

  func validate() throws {
    if let abusive, !(0...1).contains(abusive) { throw ValidationError("--abusive is 0 to 1") }
  }

  func generator(_ pack: RulePack, _ format: LineFormat) throws -> Generator {
    let vocabulary = try Vocabulary(abuse: Abuse(pack), seed: seed) { mix in
      if let abusive { mix.abusive = abusive }
    }
    return Generator(vocabulary, seed: seed, format: format)
  }
}

/// The option that puts real comments in the place of generated ones.
struct RealComments: ParsableArguments {
  @Option(help: ArgumentHelp("A file of real comments, one in a line, to take instead.", valueName: "file"))
  var lines: String?

  /// What a record and its plots call the comments.
  var name: String { lines.map { "comments of " + URL(fileURLWithPath: $0).lastPathComponent } ?? "made-up comments" }

  /// As many as asked for, spread over the file; nil if none is named.
  func read(_ comments: Int) throws -> Corpus? {
    guard let lines else { return nil }
    guard let data = FileManager.default.contents(atPath: lines), !data.isEmpty else {
      throw ValidationError("\(lines): there are no comments, or it cannot be read")
    }
    let all = data.split(separator: UInt8(ascii: "\n"))
    let wanted = min(comments, all.count)
    var bytes: [UInt8] = []
    for index in 0..<wanted { bytes += all[index * all.count / wanted] + [UInt8(ascii: "\n")] }
    return bytes.withUnsafeBytes { Corpus(lines: $0) }
  }
}

extension Corpus {
  /// The same comments as JSON, one object in a line.
  func asNDJSON() throws -> Corpus {
    struct Line: Encodable {
      var id: Int
      var text: String
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for index in 0..<count {
      bytes += try encoder.encode(Line(id: index, text: String(decoding: self[index], as: UTF8.self)))
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes.withUnsafeBytes { Corpus(lines: $0) }
  }
}

extension LineFormat: ExpressibleByArgument {}
