public import ArgumentParser
public import CommentCorpus
internal import CommentSafety
internal import RulePacks

/// Packs of a given size, made of the default pack.
enum PackMaker {
  /// A part of the default pack, or the default pack and made-up terms and rules.
  ///
  /// Terms and rules are taken at even distances, so that every list has its share. What the default pack lacks is made up: terms
  /// of random syllables, rules of two common words each. Allow phrases, common words and the policy stay whole.
  static func make(terms: Int, rules: Int, from whole: RulePack) -> RulePack {
    var pack = whole
    pack.name = "\(terms) terms, \(rules) rules"
    pack.terms = evenly(whole.terms, terms)
    pack.rules = evenly(whole.rules, rules)
    if terms > pack.terms.count { pack.terms += invented(terms - pack.terms.count, besides: pack.terms) }
    if rules > pack.rules.count { pack.rules += inventedRules(rules - pack.rules.count) }
    return pack
  }

  private static func evenly<Element>(_ all: [Element], _ count: Int) -> [Element] {
    guard count < all.count else { return all }
    return (0..<count).map { all[$0 * all.count / count] }
  }

  private static func invented(_ count: Int, besides terms: [Term]) -> [Term] {
    var taken = Set(terms.map(\.pattern))
    var random = Random(seed: 0x7E51, stream: 1)
    var result: [Term] = []
    result.reserveCapacity(count)
    while result.count < count {
      var word = ""
      for _ in 0..<3 + random.below(2) {
        word += onsets[random.below(onsets.count)] + rimes[random.below(rimes.count)]
      }
      guard taken.insert(word).inserted else { continue }
      result.append(Term(word, id: "made-up/\(word)", category: .insult, severity: .mild))
    }
    return result
  }

  private static func inventedRules(_ count: Int) -> [Rule] {
    var random = Random(seed: 0x7E51, stream: 2)
    return (0..<count).map { number in
      let first = actions[number % actions.count]
      let second = things[number / actions.count % things.count]
      let third = onsets[random.below(onsets.count)] + rimes[random.below(rimes.count)]
      return Rule(
        id: "made-up/\(number)", pattern: #"(?i)\b\#(first)\s+(?:your|the|my)\s+\#(second)\s+\#(third)\#(number)\b"#,
        category: .spam, matchExamples: ["\(first) your \(second) \(third)\(number)"], cleanExamples: ["nice video"])
    }
  }

  private static let onsets = [
    "b", "bl", "br", "d", "dr", "f", "g", "gr", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "sk", "st", "t", "tr",
    "v", "z",
  ]
  private static let rimes = ["a", "e", "i", "o", "u", "an", "el", "ir", "ok", "um", "as", "ent", "ill", "ord", "ush"]
  private static let actions = [
    "check", "watch", "visit", "open", "follow", "share", "claim", "click", "join", "send", "take", "win", "buy",
    "sell", "read", "see",
    "free", "best", "new", "more",
  ]
  private static let things = [
    "page", "link", "offer", "gift", "card", "account", "wallet", "profile", "channel", "story", "video", "prize",
    "ticket", "price",
    "money", "phone", "photo", "group", "team", "story",
  ]
}

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
