public import CommentSafety

/// Packs of a given size, made of the default pack.
public enum PackMaker {
  /// A part of the default pack, or the default pack and made-up terms and rules.
  ///
  /// Terms and rules are taken at even distances, so that every list has its share. What the default pack lacks is made up: terms
  /// of random syllables, rules of two common words each. Contexts are left out. Allow phrases, common words and the policy stay whole.
  public static func make(terms: Int, rules: Int, from whole: RulePack) -> RulePack {
    var pack = whole
    pack.name = "\(terms) terms, \(rules) rules"
    pack.terms = evenly(whole.terms, terms)
    // A context has nothing to weaken where the terms of its examples are missing.
    pack.rules = evenly(whole.rules.filter { !$0.isContext }, rules)
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
