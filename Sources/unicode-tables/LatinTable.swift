/// Latin letters by hand: where the shape a disguise uses is not the one in the letter's name.
extension LatinLetters {
  static let table: [UInt32: (String, Technique)] = {
    var map: [UInt32: (String, Technique)] = [:]
    for (letters, base, technique) in rows {
      for scalar in letters.unicodeScalars { map[scalar.value] = (base, technique) }
    }
    return map
  }()

  private static let rows: [(letters: String, base: String, technique: Technique)] = [
    // Letters of living alphabets.
    ("ß", "ss", .casing),
    ("æ", "ae", .diacritic), ("œ", "oe", .diacritic), ("þ", "th", .diacritic),
    ("đð", "d", .diacritic), ("ħ", "h", .diacritic), ("ı", "i", .diacritic), ("ĸ", "k", .diacritic),
    ("ł", "l", .diacritic), ("ŋ", "n", .diacritic), ("ø", "o", .diacritic), ("ŧ", "t", .diacritic),
    ("ƒ", "f", .confusable), ("əɛ", "e", .confusable), ("ȷ", "j", .diacritic),

    // Turned and upside-down letters; some stand for a letter they are not named after.
    ("ɐɒ", "a", .rotated), ("ɔᴐↄ", "c", .rotated), ("ǝɘⱻ", "e", .rotated), ("ɟⅎ", "f", .rotated),
    ("ƃᵷꝿ", "g", .rotated), ("ɥ", "h", .rotated), ("ᴉᵎ", "i", .rotated), ("ɾ", "j", .rotated),
    ("ʞ", "k", .rotated), ("ʃꞁʅ", "l", .rotated), ("ɯ", "m", .rotated), ("ɹʁ", "r", .rotated),
    ("ʇ", "t", .rotated), ("ʌ", "v", .rotated), ("ʍ", "w", .rotated), ("ʎ", "y", .rotated),
    ("ᴔ", "oe", .rotated), ("ᴂ", "ae", .rotated),

    // Shapes.
    ("ᴍ", "m", .confusable), ("ɮ", "b", .confusable), ("ʄ", "f", .confusable), ("ʘ", "o", .confusable),
    ("ɷ", "w", .confusable),
    ("ʚɞ", "e", .confusable), ("ʗ", "c", .confusable), ("ꞷ", "w", .confusable),
    ("ꭓꭔꭕ", "x", .confusable), ("ꟾ", "i", .confusable), ("ɤ", "y", .confusable),
    ("ꜷ", "au", .confusable), ("ꜹꜻ", "av", .confusable), ("ꝏ", "oo", .confusable),
  ]
}
