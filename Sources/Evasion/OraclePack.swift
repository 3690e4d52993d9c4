public import CommentSafety

/// A small pack with entries of all kinds that overlap on purpose: small enough for the reference evaluator to judge millions of comments by.
public enum OraclePack {
  public static let words = [
    "ass", "asshole", "ass hat", "shit", "hit", "boob", "tits", "hate", "bus stop", "sue", "toe", "class", "she",
    "push it", "hash",
  ]

  public static let pack = RulePack(
    terms: [
      Term("ass", category: .insult), Term("asshole", category: .insult, severity: .severe),
      Term("ass hat", category: .insult),
      Term("shit*", category: .profanity, exceptions: ["shiitake", "shittim"]),
      Term("*hit", category: .violence, severity: .mild), Term("*boob*", category: .sexual),
      Term("tits", category: .sexual, isWeak: true), Term("hate*", category: .hate, isShadow: true),
      Term("bus stop", category: .spam), Term("sue", category: .insult, language: "fr"),
      Term("toe", category: .insult, sounds: SoundClasses([["o", "oo", "ou"], ["t", "th"]])),
      Term("bité", category: .insult, requiresDiacritics: true), Term("рот*", category: .insult),
      Term("сука", category: .insult),
      Term("motherfuck*", category: .profanity), Term("moron*", category: .insult), Term("कुत्ता", category: .insult),
      Term("中", category: .insult), Term("*ہے*", category: .insult), Term("😀", category: .insult),
      Term("14 88", category: .hate),
    ],
    rules: [
      Rule(
        id: "phone", pattern: #"\b\d{7,}\b"#, category: .personalInfo, matchExamples: ["call 5551234"],
        cleanExamples: ["call 555"]),
      Rule(
        id: "folded", pattern: #"\bbest\s+(?<span>host|toe)"#, category: .spam, severity: .severe, view: .folded,
        matchExamples: ["BÉST HOST"], cleanExamples: ["best ghost"]),
      Rule(
        id: "shouting", pattern: "[A-Z]{4,}", category: .spam, severity: .mild, isUnfiltered: true,
        matchExamples: ["AAAA"],
        cleanExamples: ["aaaa"]),
      Rule(
        id: "reported", pattern: #"\bshe\W{1,3}(?<span>\S+(?: \S+)?)"#, category: .insult, view: .folded,
        effect: .weakens,
        matchExamples: ["ŠHE: ass"], cleanExamples: ["ass she", "she is an ass"]),
    ],
    allowPhrases: ["class", "hit the toe", "push it", "shit sue*", "*hash"].map { AllowPhrase($0) },
    policy: .standard, commonWords: ["as", "is", "hit", "push", "it", "the", "she", "bus", "stop", "по"])
}
