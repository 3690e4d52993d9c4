import CommentSafety
import RulePacks
import Testing

private func parse(_ text: String) throws(BuildErrors) -> PackFile {
  try PackFileParser.parse(Array(text.utf8), file: "file.yaml")
}

@Suite("Pack files")
struct PackFileParserTests {
  @Test("a rule with every key")
  func rule() throws {
    let file = try parse(
      #"""
      name: spam
      version: 1.10
      rules:
        - id: spam/contact
          category: spam
          severity: severe
          language: no
          on: folded
          pattern: '(?i)\bwhats?app\b'
          not:
            - 'whatsapp web'
            - "x\\d"
          review: true
          unfiltered: true
          final: true
          shadow: true
          match: [whatsapp me, 'text: whatsapp']
          clean: hello
        - {id: b, category: own, severity: mild, pattern: b+, not: c, match: b, clean: [a]}
      allow: [Scunthorpe, 'dick   van dyke', 'shiitake*', 'a#b|c']
      """#)
    #expect(file.name == "spam 1.10")
    let location = CommentSafety.SourceLocation(file: "file.yaml", line: 9, column: 15)
    #expect(
      file.rules[0]
        == Rule(
          id: "spam/contact", pattern: #"(?i)\bwhats?app\b"#, category: .spam, severity: .severe,
          language: "no", view: .folded, exclusions: ["whatsapp web", #"x\d"#], isWeak: true,
          isFinal: true, isShadow: true, isUnfiltered: true,
          matchExamples: ["whatsapp me", "text: whatsapp"], cleanExamples: ["hello"],
          location: location))
    #expect(!file.rules[0].isContext)
    #expect(file.rules[1].exclusions == ["c"])
    #expect(file.rules[1].location?.column == 53)
    #expect(
      file.allowPhrases.map(\.pattern) == ["Scunthorpe", "dick van dyke", "shiitake*", "a#b|c"])
    #expect(file.allowPhrases.map { $0.location?.column } == [9, 22, 41, 54])
    #expect(file.policy == nil)
  }

  @Test("What flags nothing: contexts, and rules that allow")
  func effects() throws {
    let file = try parse(
      """
      rules:
        - {id: a, allow: true, pattern: not fudge, match: [not fudge], clean: [fudge]}
        - {id: b, context: true, pattern: said fudge, match: [said fudge], clean: [fudge]}
        - {id: c, category: spam, severity: mild, pattern: fudge, match: [fudge], clean: [a]}
      """)
    #expect(file.rules.map(\.effect) == [.lifts, .weakens, .flags])
    for (keys, part) in [
      ("context: true, allow: true", "not both"), ("allow: true, category: spam", "so it has no \"category\""),
      ("allow: true, unfiltered: true", "\"allow: true\" flags nothing"),
    ] {
      #expect {
        _ = try parse("rules:\n  - {id: a, \(keys), pattern: not fudge, match: [not fudge], clean: [fudge]}\n")
      } throws: { error in
        (error as? BuildErrors)?.errors.contains { $0.message.contains(part) } == true
      }
    }
  }

  @Test("A phrase that YAML takes for a mapping")
  func colon() {
    #expect {
      _ = try parse("allow:\n  - good: bad\n")
    } throws: { error in
      let errors = (error as? BuildErrors)?.errors
      return errors?.count == 1 && errors?[0].advice.contains("single quotes") == true
    }
  }

  @Test(
    "a pattern's place is its first byte",
    arguments: [
      ("pattern: ab+", 1, 10), ("pattern: 'ab+'", 1, 11), ("pattern:   \"ab+\"", 1, 13),
      ("'pattern': 'ab+'", 1, 13), ("pattern: |-\n    ab+", 2, 5), ("pattern: >-\n     ab+", 2, 6),
      ("pattern:\n   ab+", 2, 4), ("pattern: &name 'ab+'", 1, 17), ("pattern: !!str ab+", 1, 16),
    ])
  func places(_ lines: String, _ line: Int, _ column: Int) throws {
    let text =
      "rules:\n- id: ü\n  match: ab\n  clean: a\n  category: spam\n  severity: mild\n  " + lines
    let rule = try #require(try parse(text).rules.first)
    #expect(rule.pattern == "ab+")
    #expect(
      rule.location
        == CommentSafety.SourceLocation(
          file: "file.yaml", line: line + 6, column: line == 1 ? column + 2 : column))
  }

  @Test("columns count bytes, not characters")
  func byteColumns() throws {
    let file = try parse(
      "rules: [{id: ünü, category: spam, severity: mild, pattern: x, match: x, clean: y}]")
    #expect(file.rules.first?.location?.column == 62)
  }

  @Test("a policy with every key")
  func policy() throws {
    let file = try parse(
      """
      policy: standard
      default: filter
      undecided: remove
      lines:
        - name: crisis
          when: {category: selfHarm}
          then: support
        - name: disguised slurs
          when:
            category: [hate, own-category]
            severity: ">=moderate"
            language: [en, ur]
            evidence: weak
            how: [exact, leet]
            rule: [en/hate/x*, spam/contact]
            beside: [selfHarm, insult]
          then: remove
          shadow: true
        - {name: rest, when: {severity: [mild, severe], evidence: [weak, plain]}, then: allow}
        - {name: low, when: {severity: '<= moderate'}, then: allow}
        - {name: all, when: {}, then: review}
      thresholds:
        - {name: many, when: {severity: mild}, atLeast: 3, then: review}
      """)
    let policy = try #require(file.policy?.policy)
    #expect(
      policy.name == "standard" && policy.defaultAction == .filter
        && policy.undecidedAction == .remove)
    #expect(policy.lines.map(\.name) == ["crisis", "disguised slurs", "rest", "low", "all"])
    #expect(policy.lines.map(\.action) == [.support, .remove, .allow, .allow, .review])
    #expect(
      policy.lines[1].condition
        == PolicyCondition(
          categories: [.hate, Category(rawValue: "own-category")],
          severities: [.moderate, .severe],
          languages: ["en", "ur"], evidence: .weak, techniques: [[], .leet],
          rules: ["en/hate/x*", "spam/contact"], beside: [.selfHarm, .insult]))
    #expect(policy.lines[1].isShadow && !policy.lines[0].isShadow)
    #expect(policy.lines[2].condition == PolicyCondition(severities: [.mild, .severe]))
    #expect(policy.lines[3].condition.severities == [.mild, .moderate])
    #expect(policy.lines[4].condition == PolicyCondition())
    #expect(
      policy.lines[0].location
        == CommentSafety.SourceLocation(file: "file.yaml", line: 5, column: 5))
    let threshold = try #require(policy.thresholds.first)
    #expect(threshold.count == 3 && threshold.action == .review && threshold.name == "many")
    #expect(threshold.location?.line == 23)
  }

  static let rule =
    "rules:\n- {id: a, category: spam, severity: mild, pattern: a, match: a, clean: b}\n"

  static let cases: [ErrorCase] = [
    ErrorCase(
      "unknown keys", "rulez: []\nallow: [a]\n" + "policie: x\n",
      Expected(1, 1, .badValue, "did you mean rules?"),
      Expected(3, 1, .badValue, "did you mean policy?")),
    ErrorCase("empty file", "# nothing\n", Expected(1, 1, .badSyntax, "empty")),
    ErrorCase("not a mapping", "- a\n- b\n", Expected(1, 1, .badValue, "'key: value'")),
    ErrorCase("rules not a list", "rules: a", Expected(1, 8, .badValue, "not a list")),
    ErrorCase(
      "rule without keys", "rules:\n  - id: a\n", Expected(2, 5, .badValue, "category"),
      Expected(2, 5, .badValue, "severity"), Expected(2, 5, .badValue, "pattern"),
      Expected(2, 5, .missingExample, "match"), Expected(2, 5, .missingExample, "clean")),
    ErrorCase(
      "unknown key of a rule",
      "rules:\n- {id: a, category: spam, severity: mild, patern: a, pattern: a, match: a, clean: b}",
      Expected(2, 43, .badValue, "did you mean pattern?")),
    ErrorCase(
      "empty examples",
      "rules:\n- id: a\n  category: spam\n  severity: mild\n  pattern: a\n  match: []\n  clean: ['']\n",
      Expected(6, 10, .missingExample), Expected(7, 12, .badValue, "no value")),
    ErrorCase(
      "wrong values of a rule",
      """
      rules:
      - id: 'a b'
        category: insutl
        severity: "high"
        language: english
        on: raw
        pattern: [a]
        review: yes
        final: 'true'
        match: {a: b}
        clean: [a, a]
      """,
      Expected(2, 8, .badValue, "\"a b\""), Expected(3, 13, .badValue, "did you mean insult?"),
      Expected(4, 14, .badValue, "mild, moderate, severe"), Expected(5, 13, .badValue, "BCP 47"),
      Expected(6, 7, .badValue, "text, folded"), Expected(7, 12, .badValue, "plain text"),
      Expected(8, 11, .badValue, "true or false"), Expected(9, 11, .badValue, "without quotes"),
      Expected(10, 10, .badValue, "plain text"), Expected(11, 14, .badValue, "twice")),
    ErrorCase(
      "pattern with a line break",
      "rules:\n- id: a\n  category: spam\n  severity: mild\n  pattern: |\n    ab\n  match: ab\n  clean: b\n",
      Expected(6, 5, .badValue, "'|-'")),
    ErrorCase(
      "rule twice",
      rule + "- {id: a, category: spam, severity: mild, pattern: a, match: a, clean: b}\n",
      Expected(3, 8, .duplicateRule, "line 3 and in line 2")),
    ErrorCase(
      "allow phrases", "allow:\n- a*b\n- '*'\n- 'ab\\c'\n- {a: b}\n- \"\"\n",
      Expected(2, 4, .badWildcard), Expected(3, 4, .emptyTerm), Expected(4, 6, .badSyntax),
      Expected(5, 3, .badValue), Expected(6, 4, .badValue)),
    ErrorCase(
      "policy keys without policy", "lines: []\nundecided: review\n",
      Expected(1, 8, .badValue, "without \"policy\""),
      Expected(2, 12, .badValue, "without \"policy\"")),
    ErrorCase(
      "what stands beside is asked for by lines",
      "policy: a\nlines: [{name: b, when: {beside: insult}, then: allow}]\nthresholds: [{name: c, when: {beside: insult}, atLeast: 2, then: allow}]\n",
      Expected(3, 31, .badValue, "unknown key \"beside\"")),
    ErrorCase(
      "policy without lines", "policy: a\ndefault: alow\n", Expected(1, 9, .badValue, "\"lines\""),
      Expected(2, 10, .badValue, "did you mean allow?")),
    ErrorCase(
      "wrong values of a policy",
      """
      policy: a
      lines:
      - name: x
        when: {category: [], severity: '>moderate', how: masket, evidence: strong, colour: red}
        then: delete
      - {name: x, when: {severity: '>=sevre'}, then: remove, shadow: maybe}
      - {when: weak, then: review}
      thresholds:
      - {name: y, when: {}, atLeast: none, then: filter}
      - {name: y, when: {}, atLeast: 0, then: filter}
      """,
      Expected(4, 20, .badValue, "empty list"), Expected(4, 35, .badValue, ">=moderate"),
      Expected(4, 52, .badValue, "did you mean masked?"), Expected(4, 70, .badValue, "weak, plain"),
      Expected(4, 78, .badValue, "unknown key \"colour\""),
      Expected(5, 9, .badValue, "unknown action"),
      Expected(6, 10, .badValue, "line 6 and in line 3"),
      Expected(6, 31, .badValue, "did you mean severe?"),
      Expected(6, 64, .badValue, "true or false"), Expected(7, 3, .badValue, "\"name\" is missing"),
      Expected(7, 10, .badValue, "'key: value'"), Expected(9, 32, .badValue, "whole number"),
      Expected(10, 10, .badValue, "line 10 and in line 9"),
      Expected(10, 32, .badValue, "whole number")),
    ErrorCase(
      "key twice", "rules:\n- id: a\n  category: spam\n  # id: c\n  match: |\n    id: c\n  id: b\n",
      Expected(7, 3, .badValue, "line 2")),
    ErrorCase(
      "top-level key twice", "allow: [a]\n\"allow\": [b]\nallow : [c]\n",
      Expected(2, 1, .badValue, "line 1"), Expected(3, 1, .badValue, "line 1")),
    ErrorCase(
      "key twice in braces", "allow: [a]\nrules: [{id: a, id: b}]",
      Expected(2, 10, .badValue, "twice")),
    ErrorCase(
      "syntax", "rules:\n  - id: a\n   category: b\n", Expected(3, 4, .badSyntax, "not YAML")),
    ErrorCase(
      "asterisk without quotes", "allow:\n- *word*\n", Expected(2, 8, .badSyntax, "single quotes")),
    ErrorCase(
      "asterisk at the start only", "allow:\n- *word\n", Expected(2, 3, .badSyntax, "single quotes")
    ),
    ErrorCase("tab", "rules:\n\t- id: a\n", Expected(2, 1, .badSyntax, "tabs")),
    ErrorCase("unclosed quote", "allow:\n- 'ä\n- b\n", Expected(2, 3, .badSyntax, "close")),
    ErrorCase("byte column of a syntax error", "allow: [ä, ä, ]x\n", Expected(1, 18, .badSyntax)),
    ErrorCase(
      "two documents", "allow: [a]\n---\nallow: [b]\n", Expected(2, 1, .badSyntax, "document")),
    ErrorCase(
      "control characters", "allow:\n- a\u{7}\n- b\u{85}\n", Expected(2, 4, .badSyntax),
      Expected(3, 4, .badSyntax)),
    ErrorCase("character outside YAML", "allow:\n- a\u{FFFE}\n", Expected(2, 4, .badSyntax)),
    ErrorCase("list as key", "? [a]\n: b\n", Expected(1, 3, .badValue)),
    ErrorCase("merge key", "<<: {a: b}\n", Expected(1, 1, .badValue, "<<")),
  ]

  @Test("errors, their places and their order", arguments: cases)
  func errorCases(_ example: ErrorCase) {
    expect(errors { () throws(BuildErrors) in try parse(example.source) }, are: example.expected)
  }

  @Test("case names are unique")
  func names() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test("errors name their rule")
  func ruleNames() {
    let found = errors { () throws(BuildErrors) in
      try parse(
        "rules:\n- {id: spam/a, category: spam, severity: bad, pattern: a, match: a, clean: b}\n- {id: b}\nallow: ['*']"
      )
    }
    #expect(found.map(\.rule) == ["spam/a"] + Array(repeating: "b", count: 5) + [nil])
  }

  @Test("CR LF and a byte-order mark change nothing")
  func lineEnds() throws {
    let crlf = String(Self.rule.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] })
    let marked = try PackFileParser.parse([0xEF, 0xBB, 0xBF] + Array(crlf.utf8), file: "file.yaml")
    #expect(try marked.rules == parse(Self.rule).rules)
  }

  @Test("invalid UTF-8 is an error with its place")
  func invalid() {
    let found = errors { () throws(BuildErrors) in
      try PackFileParser.parse(Array("allow:\n- a".utf8) + [0xE2, 0x82, 0x0A], file: "x")
    }
    expect(found, are: [Expected(2, 4, .badSyntax, "UTF-8")])
  }
}
