import CommentSafety
import RulePacks
import Testing

/// Macros, spans and shadow mode in files of rules.
@Suite("Macros and spans of rules")
struct MacroTests {
  private func parse(_ text: String) throws(BuildErrors) -> PackFile {
    try PackFileParser.parse(Array(text.utf8), file: "file.yaml")
  }

  private static let rest = "category: spam, severity: mild, match: m, clean: c"

  @Test("Macros stand for their fragments, in patterns and exclusions, and use each other")
  func expansion() throws {
    let file = try parse(
      #"""
      macros:
        insult: '{{you}}\s+(?:fool|{{odd_name-2}})'
        you: 'you|u'
        odd_name-2: "x"
      rules:
        - {id: a, pattern: '\b{{insult}}{2}', not: ['{{you}} too', 'plain'], category: spam, severity: mild, match: m, clean: c}
        - {id: b, pattern: 'a\{{you}}|\Q{{you}}\E|{{2}}|{{}}|\\{{you}}', category: spam, severity: mild, match: m, clean: c}
      """#)
    #expect(
      file.rules.map(\.pattern) == [
        #"\b(?-x:(?-x:you|u)\s+(?:fool|(?-x:x))){2}"#, #"a\{{you}}|\Q{{you}}\E|{{2}}|{{}}|\\(?-x:you|u)"#,
      ])
    #expect(file.rules[0].exclusions == ["(?-x:you|u) too", "plain"])
  }

  @Test("They mean the same in extended mode, and the engine sees through them")
  func meaning() throws {
    let file = try parse(
      #"""
      macros: {phrase: 'free money|easy cash'}
      rules:
        - id: a
          pattern: |-
            (?xi) \b {{phrase}} \s+ now   # at once
          category: spam
          severity: moderate
          match: [Free money now, easy cash  now]
          clean: [free of money now]
        - {id: b, pattern: '\bw{{sep}}i{{sep}}n{{sep}}big\b', category: spam, severity: moderate, match: ['w-i-n big', 'w i n big', win_big], clean: [wooin big]}
        - {id: c, pattern: '[a-z]+{{at}}mail{{dot}}com', category: spam, severity: moderate, match: [me@mail.com, 'me (at) mail [dot] com', me at mail dot com], clean: [me mail com]}
      """#)
    var pack = RulePack(rules: file.rules)
    let filter = try CommentFilter(pack)
    #expect(filter.check("EASY CASH now").matches.map(\.rule) == ["a"])
    #expect(filter.restlessRules.isEmpty)
    pack.rules[0].matchExamples = ["easy now"]
    #expect(RulePacksTests.errors { () throws(BuildErrors) in try CommentFilter(pack) }.map(\.code) == [.failedExample])
  }

  static let wrong = [
    ErrorCase(
      "unknown, in a class, misspelt",
      """
      macros:
        you: you|u
      rules:
        - {id: a, pattern: 'a{{yuo}}', not: 'b{{none}}', \(rest)}
        - id: b
          pattern: |-
            abc
              de{{what}}[x{{you}}y]
          category: spam
          severity: mild
          match: m
          clean: c
      """, Expected(4, 24, .badValue, "did you mean you"), Expected(4, 41, .badValue, "unknown macro \"none\""),
      Expected(8, 11, .badValue, "unknown macro \"what\""), Expected(8, 21, .badValue, "character class")),
    ErrorCase(
      "names and circles",
      "macros:\n  9a: x\n  sep: y\n  a: '{{b}}'\n  b: 'x{{a}}'\n  c: '{{c}}'\n  d: [x]\n  e: '{{nothing}}'\n",
      Expected(2, 3, .badValue, "name of a macro"), Expected(3, 3, .badValue, "built in"),
      Expected(4, 7, .badValue, "circle"), Expected(5, 7, .badValue, "circle"), Expected(6, 7, .badValue, "circle"),
      Expected(7, 6, .badValue, "plain text"), Expected(8, 7, .badValue, "unknown macro")),
    ErrorCase("no names", "macros: [a, b]\n", Expected(1, 9, .badValue, "name: pattern")),
    ErrorCase(
      "a bomb",
      "macros:\n  a: '\(String(repeating: "x", count: 999))'\n  b: '\(String(repeating: "{{a}}", count: 70))'\n",
      Expected(3, 332, .tooLarge, "65536")),
  ]

  @Test("Every error with its place", arguments: wrong)
  func errors(_ item: ErrorCase) {
    expect(RulePacksTests.errors { () throws(BuildErrors) in try parse(item.source) }, are: item.expected)
  }

  @Test("What PCRE2 refuses is told where it was written")
  func places() throws {
    let file = try parse(
      #"""
      macros: {bad: 'x(y'}
      rules:
        - id: a
          pattern: |-
            abc
              de(f
          not: ['it''s ok', 'it''s ''not)']
          category: spam
          severity: mild
          match: m
          clean: c
        - {id: b, pattern: 'gold{{bad}}', span: 3, category: spam, severity: mild, match: m, clean: c}
        - {id: c, pattern: '(gold) now', span: 2, category: spam, severity: mild, match: gold now, clean: c}
        - {id: d, pattern: 'gold then', span: who, category: spam, severity: mild, match: gold then, clean: c}
      """#)
    let found = RulePacksTests.errors { () throws(BuildErrors) in try CommentFilter(RulePack(rules: file.rules)) }
    let places = found.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code.rawValue)" }
    #expect(
      places == ["6:13 bad-pattern", "7:35 bad-pattern", "12:27 bad-pattern", "13:42 bad-value", "14:41 bad-value"])
    #expect(found[3].advice.contains("1 to 1"))
  }

  @Test("A group narrows the span, by name or by number")
  func span() throws {
    let file = try parse(
      """
      rules:
        - {id: a, pattern: '(buy) (gold)', span: 2, \(Self.rest.replacing("match: m", with: "match: buy gold"))}
        - {id: b, pattern: 'sell (?<what>silver)', span: what, \(Self.rest.replacing("match: m", with: "match: sell silver"))}
        - {id: c, pattern: 'take (?<span>iron)', \(Self.rest.replacing("match: m", with: "match: take iron"))}
        - {id: d, pattern: 'keep (?<span>tin)(x)?', span: 2, \(Self.rest.replacing("match: m", with: "match: keep tin"))}
      """)
    let filter = try CommentFilter(RulePack(rules: file.rules))
    let found = filter.check("buy gold sell silver take iron keep tin").matches.map { "\($0.rule) \($0.range)" }
    #expect(found == ["a 4..<8", "b 14..<20", "c 26..<30", "d 31..<39"])
  }

  @Test("A file in shadow mode")
  func shadow() throws {
    let file = try parse("shadow: true\nallow: [x]\nrules:\n  - {id: a, pattern: gold, \(Self.rest)}\n")
    #expect(file.rules.allSatisfy(\.isShadow) && file.allowPhrases.allSatisfy(\.isShadow))
  }
}
