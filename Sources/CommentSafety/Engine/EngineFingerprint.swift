internal import CommentKernels

/// Tells whether a compiled pack was made by an engine that folds, lays out and looks up as this one does.
///
/// No number that a developer must remember to raise: it is the checksum of the tables by which comments are folded, and of a small
/// pack as this engine lays it out. It takes well under a millisecond, once in a process.
enum EngineFingerprint {
  static let current: PackChecksum = {
    let parts = [
      checksum(cs_fold_stage1_base(), Int(CS_FOLD_STAGE1_COUNT)),
      checksum(cs_fold_stage2_base(), Int(cs_fold_block_count) << Int(CS_FOLD_BLOCK_SHIFT)),
      checksum(cs_fold_expansions_base(), Int(cs_fold_expansion_count)),
      LetterClass.table.withUnsafeBytes { PackChecksum(of: $0) },
      samplePack(),
    ]
    let words = parts.flatMap { [$0.low, $0.high] }
    return words.withUnsafeBytes { PackChecksum(of: $0) }
  }()

  private static func checksum<Element>(_ table: UnsafePointer<Element>, _ count: Int) -> PackChecksum {
    PackChecksum(of: UnsafeRawBufferPointer(UnsafeBufferPointer(start: table, count: count)))
  }

  /// The tables of a pack that has something for each of them.
  private static func samplePack() -> PackChecksum {
    let category = Category(rawValue: "sample")
    var terms = [
      "sphinx*", "quartz", "*judge*", "vow", "ox", "black", "my dog", "grey jumping zebra", "it's", "wombat4u",
      "привет*",
      "日本", "مرحبا", "🦊", "quartzite and nothing but quartzite", "quartzite and more",
    ].map { Term($0, category: category, severity: .severe) }
    terms[3].exceptions = ["vowed"]
    terms.append(Term("listed", id: "en/sample/listed", category: category, language: "en"))
    terms.append(Term("été", category: category, language: "fr", isWeak: true, requiresDiacritics: true))
    terms.append(
      Term(
        "kitaab", category: category, language: "ur-Latn", isFinal: true,
        sounds: SoundClasses([["aa", "a"], ["k", "q"]])))
    let rules = [
      Rule(
        id: "one", pattern: #"(?i)\b(?:buy|sell)\s+(?<span>wombats?)\b|\d{4}-\d{4}"#, category: category,
        exclusions: ["wombats? feed", ".{0,9}wombat food.*"]),
      Rule(id: "two", pattern: "womm?bat!+|jumping[0-9]{3}", category: category, language: "en", view: .folded),
      Rule(
        id: "three", pattern: #"(?:#\w+\s){3}\bzyx\s.*\b(?:alder|birch|cedar|elder|hazel|larch|maple|rowan|yew)"#,
        category: category
      ),
      Rule(
        id: "four",
        pattern: #"(?<!\w)(?:дуб|да)\s.*(?:ольха|берёза|кедр|бузина|орешник|лиственница|клён|рябина|тис|вяз|ясень)"#,
        category: category, view: .folded),
    ]
    let condition = PolicyCondition(
      categories: [category], severities: [.severe], languages: ["en", "fr"], evidence: .weak, techniques: [.leet, []],
      rules: ["one"])
    let policy = Policy(
      name: "sample", lines: [PolicyLine("line", condition, .filter, isShadow: true)],
      thresholds: [PolicyThreshold("threshold", condition, atLeast: 3, .review)])
    let pack = RulePack(
      name: "sample", terms: terms, rules: rules, allowPhrases: [AllowPhrase("sphinx moth", isShadow: true)],
      policy: policy,
      commonWords: ["the", "and"])
    let builder = PackBuilder(pack, configuration: Configuration())
    guard let (memory, _) = try? builder.write(fingerprint: PackChecksum(low: 0, high: 0)) else {
      preconditionFailure("the sample pack has errors")
    }
    // Without the header, which names the version of PCRE2.
    return PackChecksum(of: UnsafeRawBufferPointer(rebasing: memory.bytes[PackHeader.size...]))
  }
}
