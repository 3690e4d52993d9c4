public import ArgumentParser
public import CommentCorpus
internal import CommentSafety
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

extension LineFormat: ExpressibleByArgument {}
