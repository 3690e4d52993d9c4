import CommentSafety
import RulePacks
import Testing

/// Six lines, so that terms begin in line 7.
private let head = """
  # A list.
  language: en
  category: insult
  severity: moderate
  licence: Apache-2.0
  ---

  """

private func parse(_ text: String) throws(BuildErrors) -> [Term] {
  try WordlistParser.parse(Array(text.utf8), file: "list.txt")
}

@Suite("Term lists")
struct WordlistParserTests {
  @Test("a list as the README shows it")
  func example() throws {
    let terms = try parse(
      head + """
        idiot
        moron*
        nit  wit            | mild
        cock*              | severe | except cockpit*, cocktail*,peacock
        doubtful word      | review  # a comment
        # another comment
        *dumb*| category profanity|mild

        """)
    #expect(
      terms.map(\.pattern) == ["idiot", "moron*", "nit wit", "cock*", "doubtful word", "*dumb*"])
    #expect(terms.map(\.severity) == [.moderate, .moderate, .mild, .severe, .moderate, .mild])
    #expect(terms[1].id == "en/insult/moron*")
    #expect(terms[2].id == "en/insult/nit wit")
    #expect(terms[3].exceptions == ["cockpit*", "cocktail*", "peacock"])
    #expect(terms[4].isWeak && !terms[3].isWeak)
    #expect(terms[5].id == "en/profanity/*dumb*")
    #expect(terms[5].category == .profanity)
    #expect(terms.map { $0.location?.line } == [7, 8, 9, 10, 11, 13])
    #expect(terms.allSatisfy { $0.language == "en" && $0.location?.file == "list.txt" })
  }

  @Test("header keys reach every term")
  func header() throws {
    let terms = try parse(
      """
      language: ur-Latn
      category: my-own_2   # a category of the pack's own
      severity: severe
      licence: CC0-1.0
      sounds: u=oo, i=ee=e
      diacritics: exact
      final: true
      shadow: true
      ---
      wort
      """)
    let term = try #require(terms.first)
    #expect(term.language == "ur-Latn")
    #expect(term.category.rawValue == "my-own_2")
    #expect(term.sounds == SoundClasses([["u", "oo"], ["i", "ee", "e"]]))
    #expect(term.requiresDiacritics && term.isFinal && term.isShadow)
    #expect(term.location == CommentSafety.SourceLocation(file: "list.txt", line: 10, column: 1))
  }

  @Test(
    "spellings of a term and what becomes of them",
    arguments: [
      ("word", "word"), ("  word\t", "word"), ("two   words", "two words"), ("*a*", "*a*"),
      ("c\\#", "c#"), ("a\\|b", "a|b"), ("f\\*ck*", "f\\*ck*"), ("back\\\\slash", "back\\\\slash"),
      ("word # why", "word"), ("word #", "word"), ("گدھا", "گدھا"), ("coño | mild", "coño"),
    ])
  func patterns(_ line: String, _ pattern: String) throws {
    #expect(try parse(head + line).map(\.pattern) == [pattern])
  }

  @Test("CR LF and a byte-order mark change nothing")
  func lineEnds() throws {
    let text = head + "idiot | mild\nmoron"
    let crlf = String(text.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] })
    let marked = try WordlistParser.parse([0xEF, 0xBB, 0xBF] + Array(crlf.utf8), file: "list.txt")
    #expect(try marked == parse(text))
  }

  static let cases: [ErrorCase] = [
    ErrorCase(
      "severity in the header", "severity: modrate\n---\n",
      Expected(1, 11, .badValue, "did you mean moderate?"),
      Expected(2, 1, .badValue, "\"language\""), Expected(2, 1, .badValue, "\"category\""),
      Expected(2, 1, .badValue, "\"licence\"")),
    ErrorCase(
      "unknown header key", "langauge: en\n" + head,
      Expected(1, 1, .badValue, "did you mean language?")),
    ErrorCase("header key twice", "language: de\n" + head, Expected(3, 1, .badValue, "line 1")),
    ErrorCase(
      "header key without value", "sounds:\n" + head, Expected(1, 8, .badValue, "no value")),
    ErrorCase(
      "header line without colon", "language en\n" + head,
      Expected(1, 1, .badSyntax, "\"language en\"")),
    ErrorCase(
      "misspelt category", "category: insutl\nlanguage: en\nseverity: mild\nlicence: MIT\n---\na",
      Expected(1, 11, .badValue, "did you mean insult?")),
    ErrorCase(
      "category in a wrong case",
      "category: selfharm\nlanguage: en\nseverity: mild\nlicence: MIT\n---\na",
      Expected(1, 11, .badValue, "did you mean selfHarm?")),
    ErrorCase(
      "language with underscore",
      "category: hate\nlanguage: pt_BR\nseverity: mild\nlicence: MIT\n---\na",
      Expected(2, 11, .badValue, "did you mean pt-BR?")),
    ErrorCase(
      "language in a wrong case",
      "category: hate\nlanguage: ur-latn\nseverity: mild\nlicence: MIT\n---\na",
      Expected(2, 11, .badValue, "write ur-Latn")),
    ErrorCase(
      "flags, sounds, diacritics",
      "final: yes\nsounds: u=oo, i\ndiacritics: exakt\n" + head,
      Expected(1, 8, .badValue, "true or false"), Expected(2, 15, .badValue, "\"i\""),
      Expected(3, 13, .badValue, "did you mean exact?")),
    ErrorCase(
      "no separator",
      "language: en\ncategory: hate\nseverity: mild\nlicence: MIT\n\nidiot\nmo*ron\n",
      Expected(6, 1, .badSyntax, "---"), Expected(7, 3, .badWildcard)),
    ErrorCase(
      "empty file", "", Expected(1, 1, .badSyntax), Expected(1, 1, .badValue),
      Expected(1, 1, .badValue), Expected(1, 1, .badValue), Expected(1, 1, .badValue)),
    ErrorCase("second separator", head + "a\n---\nb", Expected(8, 1, .badSyntax)),
    ErrorCase(
      "wildcard inside a word", head + "  mo*ron", Expected(7, 5, .badWildcard, "\"mo*ron\"")),
    ErrorCase("wildcard inside a phrase", head + "big* idiot", Expected(7, 4, .badWildcard)),
    ErrorCase("wildcard alone behind a word", head + "big *", Expected(7, 5, .badWildcard)),
    ErrorCase("two wildcards", head + "**big", Expected(7, 2, .badWildcard)),
    ErrorCase(
      "empty terms", head + "| mild\n**\n*", Expected(7, 1, .emptyTerm),
      Expected(8, 1, .emptyTerm), Expected(9, 1, .emptyTerm)),
    ErrorCase(
      "misspelt attribute", head + "idiot | reveiw",
      Expected(7, 9, .badValue, "did you mean review?")),
    ErrorCase(
      "misspelt severity", head + "گدھا | sever", Expected(7, 12, .badValue, "did you mean severe?")
    ),
    ErrorCase(
      "attribute without bar", head + "a | mild review", Expected(7, 10, .badSyntax, "\"review\"")),
    ErrorCase("empty attribute", head + "a | | mild", Expected(7, 5, .badSyntax)),
    ErrorCase(
      "attributes twice", head + "a | mild | severe\nb | review | review",
      Expected(7, 12, .badValue, "second severity"), Expected(8, 14, .badValue, "second review")),
    ErrorCase(
      "exceptions", head + "cock* | except\ncock* | except a,,b\ncock* | except pea*cock",
      Expected(7, 9, .badValue, "nothing"), Expected(8, 1, .duplicateTerm), Expected(8, 18, .emptyTerm),
      Expected(9, 1, .duplicateTerm), Expected(9, 19, .badWildcard)),
    ErrorCase(
      "own category", head + "a | category sexaul",
      Expected(7, 14, .badValue, "did you mean sexual?")),
    ErrorCase(
      "escapes", head + "a\\nb\nab\\", Expected(7, 2, .badSyntax, "\\n"), Expected(8, 3, .badSyntax)
    ),
    ErrorCase(
      "comment without blanks", head + "idiot #mild\nc#", Expected(7, 7, .badSyntax, "' # '"),
      Expected(8, 2, .badSyntax)),
    ErrorCase(
      "duplicates", head + "idiot\nmoron\nIdiot | mild\nidiot | category hate",
      Expected(9, 1, .duplicateTerm, "line 9 and in line 7")),
    ErrorCase(
      "several errors in one line", head + "mo*ron | midl | except",
      Expected(7, 3, .badWildcard), Expected(7, 10, .badValue), Expected(7, 17, .badValue)),
    ErrorCase(
      "control characters", head + "a\u{1}\nb\u{2028}\rc", Expected(7, 2, .badSyntax, "U+0001"),
      Expected(8, 2, .badSyntax, "U+2028")),
  ]

  @Test("errors, their places and their order", arguments: cases)
  func errorCases(_ example: ErrorCase) {
    expect(errors { () throws(BuildErrors) in try parse(example.source) }, are: example.expected)
  }

  @Test("case names are unique")
  func names() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test(
    "bytes that are not UTF-8",
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0xE2, 0x82],
      [0x80], [0xE0, 0x80, 0xAF], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func invalid(_ bytes: [UInt8]) {
    let source = Array((head + "idiot\nab").utf8) + bytes + Array("\nmo*ron".utf8)
    let found = errors { () throws(BuildErrors) in try WordlistParser.parse(source, file: "x") }
    expect(
      found, are: [Expected(8, 3, .badSyntax, "not valid UTF-8"), Expected(9, 3, .badWildcard)])
  }

  @Test("UTF-16 gives one error")
  func utf16() {
    let source: [UInt8] = [0xFF, 0xFE] + head.utf8.flatMap { [$0, 0] }
    let found = errors { () throws(BuildErrors) in try WordlistParser.parse(source, file: "x") }
    expect(found, are: [Expected(1, 1, .badSyntax, "UTF-16")])
  }
}
