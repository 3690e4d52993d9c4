internal import CommentSafety
internal import Foundation

/// Translates names of categories and severities.
struct ImportVocabulary {
  let settings: ImportSettings

  /// Parts of names, and the category that they speak of; the first that a name holds wins.
  private static let hints: [(part: String, category: Category)] = [
    ("self-harm", .selfHarm), ("selfharm", .selfHarm), ("suicid", .selfHarm),
    ("rac", .hate), ("ethnic", .hate), ("relig", .hate), ("hate", .hate), ("slur", .hate), ("homophob", .hate),
    ("lgbt", .hate), ("orientation", .hate), ("gender", .hate), ("disab", .hate), ("nationalit", .hate),
    ("sex", .sexual), ("porn", .sexual), ("adult", .sexual), ("fetish", .sexual), ("shock", .sexual),
    ("grooming", .sexual), ("nud", .sexual),
    ("violen", .violence), ("threat", .violence), ("terror", .violence), ("kill", .violence),
    ("drug", .regulated), ("alcohol", .regulated), ("gambl", .regulated), ("weapon", .regulated),
    ("tobacco", .regulated),
    ("spam", .spam), ("scam", .spam), ("phish", .spam), ("advert", .spam),
    ("personal", .personalInfo), ("pii", .personalInfo), ("doxx", .personalInfo),
    ("insult", .insult), ("bully", .insult), ("offens", .insult), ("mental", .insult), ("physical", .insult),
    ("attribute", .insult), ("animal", .insult), ("harass", .insult),
    ("profan", .profanity), ("swear", .profanity), ("curse", .profanity), ("vulgar", .profanity),
    ("obscen", .profanity), ("bodily", .profanity), ("excrement", .profanity), ("general", .profanity),
    ("bad", .profanity), ("blasphem", .profanity), ("political", .insult),
  ]

  /// The category that a name speaks of, nil for none that we know.
  func category(_ name: String) -> Category? {
    let lower = name.lowercased().trimmingCharacters(in: .whitespaces)
    if let own = settings.categories[lower] { return Category(rawValue: own) }
    if let same = Category.standard.first(where: { $0.rawValue.lowercased() == lower }) { return same }
    return ImportVocabulary.hints.first { lower.contains($0.part) }?.category
  }

  /// The severity that a word speaks of.
  func severity(_ name: String) -> Severity? {
    switch name.lowercased().trimmingCharacters(in: .whitespaces) {
    case "mild", "low", "light", "weak", "soft", "minor": .mild
    case "moderate", "medium", "strong", "high", "major", "middle": .moderate
    case "severe", "extreme", "critical", "very strong", "very high", "worst": .severe
    default: nil
    }
  }

  /// The severity of a number on a scale that begins at 1 and ends at the greatest number of the list, at least 3.
  func severity(_ number: Double, upTo most: Double) -> Severity {
    let share = (number - 1) / (max(3, most) - 1)
    return share < 0.34 ? .mild : share < 0.75 ? .moderate : .severe
  }
}
