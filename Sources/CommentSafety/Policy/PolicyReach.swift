extension Policy {
  /// The lines that some match of a pack's terms and rules can reach: the first to fit it.
  ///
  /// A term marked for review gives weak evidence only; everything else may give both kinds, and any spelling.
  ///
  /// - Returns: indices into ``lines``.
  /// - Complexity: O(entries + kinds of entries × lines)
  package func reachableLines(in pack: RulePack) -> Set<Int> {
    struct Kind: Hashable {
      var category: Category
      var severity: Severity
      var language: String
      var isWeak: Bool
      /// Set where a line names the entry.
      var id: String?
    }
    let named = lines.reduce(into: Set<String>()) { $0.formUnion($1.condition.rules ?? []) }
    var kinds: Set<Kind> = []
    func add(_ category: Category, _ severity: Severity, _ language: String, _ isWeak: Bool, _ id: String) {
      kinds.insert(
        Kind(
          category: category, severity: severity, language: language, isWeak: isWeak,
          id: named.contains(id) ? id : nil))
    }
    for term in pack.terms { add(term.category, term.severity, term.language, term.isWeak, term.id) }
    for rule in pack.rules where !rule.isContext {
      add(rule.category, rule.severity, rule.language, rule.isWeak, rule.id)
    }
    let spellings = [Technique()] + Technique.named.map(\.0)
    var reached: Set<Int> = []
    for kind in kinds {
      let source = CompiledPolicy.Source(
        id: kind.id ?? "", category: kind.category, severity: kind.severity, language: kind.language)
      let lines = CompiledPolicy.masks(self, for: source).lines
      for isWeak in kind.isWeak ? [true] : [false, true] {
        for how in spellings {
          for isBeside in [true, false] {
            let line = CompiledPolicy.decide(self, lines: lines, how: how, isWeak: isWeak) { _ in isBeside }.line
            if line >= 0 { reached.insert(Int(line)) }
          }
        }
      }
    }
    return reached
  }

  /// The lines that some match of any pack can reach: of every standard category and of own ones, in all severities, and of the languages and
  /// entries that the lines name.
  ///
  /// - Returns: indices into ``lines``.
  package func reachableLines() -> Set<Int> {
    var categories = Set(Category.standard + [Category(rawValue: "own")])
    var languages: Set = ["und"]
    var rules: Set<String> = [""]
    for line in lines {
      categories.formUnion(line.condition.categories ?? [])
      languages.formUnion(line.condition.languages ?? [])
      rules.formUnion(line.condition.rules ?? [])
    }
    var pack = RulePack()
    for category in categories {
      for severity in Severity.allCases {
        for language in languages {
          for rule in rules {
            pack.terms.append(Term("x", id: rule, category: category, severity: severity, language: language))
          }
        }
      }
    }
    return reachableLines(in: pack)
  }
}
