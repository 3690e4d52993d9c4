public import ArgumentParser
public import CommentCorpus
internal import CommentSafety
internal import Foundation
internal import RulePacks

/// Options that say with which terms and rules something is measured.
struct PackChoice: ParsableArguments {
  @Option(help: "Terms: taken from the default pack at even distances; more than it has are made up.")
  var terms = 10_000

  @Option(help: "Rules: taken from the default pack at even distances; more than it has are made up.")
  var rules = 100

  @Flag(help: "Measure with the whole default pack instead.")
  var defaultPack = false

  func validate() throws {
    if terms < 1 || terms > 5_000_000 { throw ValidationError("--terms is 1 to 5,000,000") }
    if rules < 0 || rules > 8000 { throw ValidationError("--rules is 0 to 8,000") }
  }

  func load() throws -> RulePack {
    let whole = try DefaultPack.load()
    return defaultPack ? whole : PackMaker.make(terms: terms, rules: rules, from: whole)
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

  /// As many as asked for, spread over the file; nil if none is named.
  func read(_ comments: Int) throws -> Corpus? {
    guard let lines else { return nil }
    guard let data = FileManager.default.contents(atPath: lines), !data.isEmpty else {
      throw ValidationError("\(lines): there are no comments, or it cannot be read")
    }
    let all = data.split(separator: UInt8(ascii: "\n"))
    let step = max(1, all.count / comments)
    let chosen = stride(from: 0, to: all.count, by: step).prefix(comments)
    var bytes: [UInt8] = []
    for index in chosen { bytes += all[index] + [UInt8(ascii: "\n")] }
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
