/// Which ASCII letter or digit a non-ASCII letter or symbol is read as in a disguise (`сосk`, `ᗪᑌᗰᗷ`, `卂`).
///
/// This is no fold: Russian рот stays рот. The matcher weighs a look-alike by the scripts around it.
struct LookAlikes {
  let rules: FoldRules
  /// A capital (the first, should there be several) of each small letter.
  private let capitals: [UInt32: UInt32]

  init(rules: FoldRules) {
    self.rules = rules
    capitals = Dictionary(
      rules.database.simpleFolding.map { ($1, $0) }, uniquingKeysWith: { min($0, $1) })
  }

  /// The look-alike of a code point whose fold is `folded`, or 0.
  ///
  /// Decided for the original, since a capital often looks like another letter than its small form
  /// (Н, н: h; Greek Η: h but η: n).
  func letter(of cp: UInt32, folded: UInt32) -> UInt32 {
    if let letter = Self.byHand[cp] { return letter }
    // What folds to ASCII is judged as that. (Hand entries above: Thai ๒ is a 2 that is drawn as b.)
    if folded < 0x80 || Self.never.contains(folded) { return 0 }
    if let letter = certain(cp) { return letter }
    // 𝚮 and Ή look like what Η looks like, ﾚ like レ.
    if let base = undecorated(cp) { return letter(of: base, folded: folded) }
    if let letter = Self.byHand[folded] { return letter }
    if let letter = prototype(folded, depth: 2) ?? prototype(cp, depth: 2) { return letter }
    // UTS #39 may list the other case only.
    return capitals[folded].flatMap { prototype($0, depth: 2) } ?? 0
  }

  /// The base of a compatibility character, or of a letter with marks.
  private func undecorated(_ cp: UInt32) -> UInt32? {
    guard let parts = rules.database.record(cp)?.decomposition,
      let base = parts.first, base >= 0x80, parts.dropFirst().allSatisfy(rules.isMark)
    else { return nil }
    return base
  }

  /// A prototype that is a single ASCII letter other than l, which in UTS #39 also stands for I and 1.
  private func certain(_ cp: UInt32) -> UInt32? {
    guard let letter = rules.confusables.ascii(cp), letter != 0x6C else { return nil }
    return letter
  }

  private func prototype(_ cp: UInt32, depth: Int) -> UInt32? {
    guard depth > 0, let target = rules.confusables.prototype[cp] else { return nil }
    let visible = target.filter { !rules.isMark($0) }
    if visible.count == 1 {
      if let letter = Self.prototypes[visible[0]] ?? Self.byHand[visible[0]] { return letter }
    }
    let scalars = target.flatMap { rules.fold($0).scalars }
    // UTS #39 writes m as rn; vv is how w is spelt.
    if scalars == [0x72, 0x6E] { return 0x6D }
    if scalars == [0x76, 0x76] { return 0x77 }
    guard scalars.count == 1 else { return nil }
    if let ascii = asciiLetterOrDigit(scalars[0]) {
      // l is also the prototype of I: a letter that is named I is read so (Lisu ꓲ, Runic ᛁ).
      return ascii == 0x6C && rules.database.name(cp).hasSuffix(" I") ? 0x69 : ascii
    }
    return Self.byHand[scalars[0]] ?? prototype(scalars[0], depth: depth - 1)
  }
}
