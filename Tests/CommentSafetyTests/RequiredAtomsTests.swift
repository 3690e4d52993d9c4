import PCRE2
import Testing

@testable import CommentSafety

/// What a pattern must contain, case by case.
@Suite("Required atoms")
struct RequiredAtomsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var pattern: String
    var expected: String
    var extended = false
    var ucp = false
    var testDescription: String { pattern }

    init(_ pattern: String, _ expected: String, extended: Bool = false, ucp: Bool = false) {
      (self.pattern, self.expected) = (pattern, expected)
      (self.extended, self.ucp) = (extended, ucp)
    }
  }

  static let cases: [Case] =
    literals + quantifiers + groups + classes + escapes + lookaround
    + modes + givingUp + simplification

  static let literals: [Case] = [
    Case("", "always"),
    Case("kill", #""kill""#),
    Case("Kill YOU", #""Kill YOU""#),
    Case("дурак", #""дурак""#),
    Case("بے وقوف", #""بے وقوف""#),
    Case("a.b", #""a" and "b""#),
    Case("^whats app$", #""whats app""#),
    Case(#"\bfoo\b bar\Z"#, #""foo bar""#),
    Case("@", "'@'"),
    Case("://", #""://""#),
    Case("a]b}c{d", #""a]b}c{d""#),
    Case("a{,b", #""a{,b""#),
    Case("a{x}", #""a{x}""#),
    Case("cat|dog", #""cat" or "dog""#),
    Case("cat|", "always"),
    Case("cat|.", "always"),
  ]

  static let quantifiers: [Case] = [
    Case("abc?d", #""abcd" or "abd""#),
    Case("abc*+d", #""ab" and "d""#),
    Case("abc+d", #""abc" and "cd""#),
    Case("abc+?", #""abc""#),
    Case("ab{3}c", #""abbbc""#),
    Case("xa{2,}b", #""xaa" and "aab""#),
    Case("xa{2,5}+b", #""xaa" and "aab""#),
    Case("xa{0}b", #""x" and "b""#),
    Case("xa{0,4}b", #""x" and "b""#),
    Case("xa{1}b", #""xab""#),
    Case("xya{,3}z", #""xy" and "z""#),
    Case("xya{ 2 }z", #""xy" and "z""#),
    Case("é?x", #""x""#),
    Case("(?:ab){2}c", #""ababc""#),
    Case("x(?:ab)+y", #""xab" and "aby""#),
    Case("x(?:a.b){2}y", #""xa" and "ba" and "by""#),
    Case("(abc)?", "always"),
    Case("(a|b){2}", #""a" or "b""#),
    Case("a{2}{3}", #""aaaaaa""#),
  ]

  static let groups: [Case] = [
    Case("foo(bar)baz", #""foobarbaz""#),
    Case("foo(?:bar)baz", #""foobarbaz""#),
    Case("foo(?<n>bar)(?'m'b)(?P<o>az)", #""foobarbaz""#),
    Case("foo(?>bar)(?:b.a)z", #""foobarb" and "az""#),
    Case("(?:buy|sell) now", #""buy now" or "sell now""#),
    Case("(?|(a1)|(b2))c", #""a1c" or "b2c""#),
    Case("(?:a|b(?:c|d))", #""a" or "bc" or "bd""#),
    Case("(*atomic:ab)c(*sr:d)", #""abcd""#),
    Case("(a)(?1)b", #""a" and "b""#),
    Case(#"(ab)\1c"#, #""ab" and "c""#),
    Case(
      #"(ab)\g{-1}c\k<n>d(?P=n)e(?&n)f(?P>n)g(?R)h\g<1>i"#,
      #""ab" and "c" and "d" and "e" and "f" and "g" and "h" and "i""#),
    Case("(?(1)ab|cd)e", #""abe" or "cde""#),
    Case("(?(<n>)ab)e", #""e""#),
    Case("(?(?=x)ab|cd)", #""ab" or "cd""#),
    Case("(?(DEFINE)(?<n>ab))cd", #""cd""#),
    Case("(?#comment)ab(?#more)c", #""abc""#),
    Case("ab(?#more)?c", #""abc" or "ac""#),
  ]

  static let classes: [Case] = [
    Case("[a]bc", #""abc""#),
    Case("[Ff]oo", #""Foo""#),
    Case("[дД]а", #""да""#),
    Case("[kK\u{212A}]", #""k""#),
    Case("[.]com", #"".com""#),
    Case("[.,]com", #"".com" or ",com""#),
    Case("a[bc]d", #""abd" or "acd""#),
    Case("a[^b]d", #""a" and "d""#),
    Case("a[]b]c", #""a]c" or "abc""#),
    Case("a[^]b]c", #""a" and "c""#),
    Case(#"a[\]]c"#, #""a]c""#),
    Case("a[[:alpha:]]b", #""a" and "b""#),
    Case("a[[:alpha:]", "always"),
    Case("a[[:]b", #""a[b" or "a:b""#),
    Case("a[[:<:]]b", #""ab""#),
    Case("[0-9]", "1 digits"),
    Case("[1-5]x", #""x" and 1 digits"#),
    Case(#"[\d]"#, "1 digits"),
    Case("[[:digit:]]", "1 digits"),
    Case(#"[\d-]"#, "always"),
    Case(#"[\d.]"#, "always"),
    Case("[5]x", #""5x""#),
    Case(#"[\x41]\x{42}[\o{103}]"#, #""ABC""#),
    Case(#"a[\Q]\E]b"#, #""a" and "b""#),
    Case(#"a[\E]]b"#, #""a]b""#),
    Case("a[a-]b", #""aab" or "a-b""#),
    Case("[#]", "'#'"),
  ]

  static let escapes: [Case] = [
    Case(#"\x41\x{e9}\101\o{102}\N{U+43}"#, #""Aé" and "BC""#),
    Case(#"a\.b\/c\*"#, #""a.b/c*""#),
    Case(#"\Qa.b*\Ec"#, #""a.b*c""#),
    Case(#"\Qab\E+c"#, #""ab" and "bc""#),
    Case(#"ab\Q\E?c"#, #""abc" or "ac""#),
    Case(#"\Qab"#, #""ab""#),
    Case(#"a\tb"#, "\"a\tb\""),
    Case(
      #"a\sb\Sc\wd\We\Rf\Xg\hh\pLi\p{Greek}j\P{L}k\Nl"#,
      #""a" and "b" and "c" and "d" and "e" and "f" and "g" and "h" and "i" and "j" and "k" and "l""#
    ),
    Case(#"a\Kb"#, #""ab""#),
    Case(#"\d{3}-\d{4}"#, "'-' and 7 digits"),
    Case(#"(?:\+44|0)7\d{9}"#, #"("+447" or "07") and 11 digits"#),
    Case(#"(?:\(\d{3}\)|\d{3})-?\d+"#, "4 digits"),
    Case(#"call 911"#, #""call 911""#),
    Case(#"a\x1Ab"#, #""a" and "b""#),
    Case(#"\cA"#, "always"),
    Case(#"a\12345b"#, #""a" and "b""#),
    Case(#"\0101"#, "\"\u{08}1\""),
  ]

  static let lookaround: [Case] = [
    Case("foo(?=bar)", #""foo" and "bar""#),
    Case("foo(?=bar)x", #""foox" and "bar""#),
    Case("foo(?!bar)x", #""foox""#),
    Case("(?<=bar)foo", #""foo" and "bar""#),
    Case("(?<!bar)foo", #""foo""#),
    Case("(*pla:bar)(*nlb:x)foo", #""foo" and "bar""#),
    Case("(?=bar)?foo", #""foo""#),
    Case(#"(?=\d{3})\d"#, "3 digits"),
  ]

  static let modes: [Case] = [
    Case("a b # c", #""ab""#, extended: true),
    Case("a b+c", #""ab" and "bc""#, extended: true),
    Case("a b + c # x\n d", #""ab" and "bcd""#, extended: true),
    Case(##"a\ b[ ]c\#"##, ##""a b c#""##, extended: true),
    Case("(?x) a b # c\n(?-x: d)e f", #""ab def""#),
    Case("(?x: a b ) c", #""ab c""#),
    Case("((?x) a | b ) c", #""a c" or "b c""#),
    Case("(?xx)[a b]c", #""c""#),
    Case("(?^: a) b", #"" a b""#),
    Case("(?^: a) b", #"" ab""#, extended: true),
    Case("(?i)Foo(?-i)Bar(?s-m:x)", #""FooBarx""#),
    Case("(*UTF)(*UCP)ab", #""ab""#),
    Case(#"(*UCP)a\d"#, #""a""#),
    Case("(*UCP)[0-9]", "1 digits"),
    Case("(*UCP)[[:digit:]]", "always"),
    Case(#"a\d"#, #""a""#, ucp: true),
    Case("(*LIMIT_MATCH=10)(*NO_JIT)ab", #""ab""#),
    Case("a(*SKIP)b(*MARK:x)(*:y)c(*F)", #""abc""#),
  ]

  static let givingUp: [Case] = [
    Case("a(*ACCEPT)b", "always"),
    Case("a(?:b|(*ACCEPT:x))c", "always"),
    Case("(*TURKISH_CASING)i", "always"),
    Case("(*CR)(?x)a # b\r c", "always"),
    Case("a(?C1)b", "always"),
    Case("(?[[a]])b", "always"),
    Case("(*scs:(1)a)b", "always"),
    Case(#"a\x{ 41}"#, "always"),
    Case(#"ab\i"#, "always"),
    Case("ab)", "always"),
    Case("ab(", "always"),
    Case("*a", "always"),
    Case(String(repeating: "(", count: 400) + "a" + String(repeating: ")", count: 400), "always"),
  ]

  static let simplification: [Case] = [
    Case("ab.*ab", #""ab""#),
    Case("ab.*abc", #""abc""#),
    Case("abc|ab", #""ab""#),
    Case("abc|abc", #""abc""#),
    Case("(?:a|b)x(?:a|b)", #""axa" or "axb" or "bxa" or "bxb""#),
    Case(#"\d.\d|\d{4}"#, "2 digits"),
    Case("a@b.*@", #""a@b" and 2 of '@'"#),
    Case(#"(?:@\w+\s?){7}@"#, "8 of '@'"),
    Case("(?:!a|!!b|!c!d).(?:!\\w|-!)", #"("!a" or "!!b" or "!c!d") and 2 of '!'"#),
    Case(#"\d-\d-\d|-\d-"#, "1 digits and 2 of '-'"),
    Case(#"(?:\d-)?\d-\d"#, "'-' and 2 digits"),
    Case("(?:(?:ab){9}){9}", "\"" + String(repeating: "ab", count: 27) + "\""),
  ]

  @Test(arguments: cases)
  func table(_ item: Case) {
    let requirement = Requirement.of(
      pattern: item.pattern, extended: item.extended, ucp: item.ucp)
    #expect(requirement.description == item.expected)
  }

  @Test func casesAreUnique() {
    let names = Self.cases.map { "\($0.pattern) \($0.extended) \($0.ucp)" }
    #expect(Set(names).count == names.count)
  }

  /// For callers that delete white space from text and atoms.
  static let joined: [Case] = [
    Case(#"rot\s+in"#, #""rot in""#),
    Case(#"rot\h*in"#, #""rot in""#),
    Case(#"rot\s?in"#, #""rot in""#),
    Case(#"rot\s{2,}in"#, #""rot in""#),
    Case(#"rot\S+in"#, #""rot" and "in""#),
    Case(#"rot[\s-]+in"#, #""rot" and "in""#),
    Case(#"rot.+in"#, #""rot" and "in""#),
  ]

  @Test(arguments: joined)
  func whiteSpaceJoins(_ item: Case) {
    let requirement = Requirement.of(pattern: item.pattern, joinsWhiteSpace: true)
    #expect(requirement.description == item.expected)
  }

  @Test func atomsAreBytes() {
    #expect(Requirement.of(pattern: "é|ab") == .any([.atom([0xC3, 0xA9]), .atom([0x61, 0x62])]))
    #expect(Requirement.of(pattern: "[.]") == .byte(0x2E))
    #expect(
      Requirement.of(pattern: #"a\d\d"#) == .all([.atom([0x61]), .digits(2)]))
  }

  @Test func atomsWithoutTheirLetters() {
    #expect(Requirement.withoutLetters(Array("t.me/".utf8)) == .all([.byte(0x2E), .byte(0x2F)]))
    #expect(Requirement.withoutLetters(Array("a1é2".utf8)) == .digits(2))
    #expect(Requirement.withoutLetters(Array("ab".utf8)) == .always)
  }

  @Test("Case does not change an atom")
  func caseless() {
    #expect(Requirement.of(pattern: "KiLL", caseless: true) == .atom(Array("KiLL".utf8)))
    #expect(RequirementOracle("\u{212A}iLL").meets(.atom(Array("kill".utf8))))
    #expect(RequirementOracle("mi\u{17F}s").meets(.atom(Array("miss".utf8))))
  }

  @Test("Hostile patterns are read in bounded time")
  func bounded() {
    var nested = "ab"
    for _ in 0..<30 { nested = "(?:\(nested)){65535}" }
    _ = Requirement.of(pattern: nested)
    _ = Requirement.of(pattern: String(repeating: "a{1000}", count: 1_000))
    _ = Requirement.of(pattern: (0..<5_000).map { "word\($0)" }.joined(separator: "|"))
    _ = Requirement.of(pattern: String(repeating: "[", count: 5_000))
    _ = Requirement.of(pattern: String(repeating: "[[:", count: 2_000))
  }
}

extension RequiredAtomsTests {
  /// Lists are compared by their bytes side by side; the plain way compares each part with each other one.
  @Test("Redundant parts of lists are those of plain comparing")
  func redundantParts() {
    let seed = Fuzz.seed("RequiredAtomsTests.redundantParts")
    var random = SeededRandom(seed: seed)
    func part(_ depth: Int) -> Requirement {
      switch Int.random(in: 0..<(depth > 0 ? 11 : 8), using: &random) {
      case 0: return .digits(Int.random(in: 1...3, using: &random))
      case 1: return .byte([0x2E, 0x2F].randomElement(using: &random)!)
      case 7: return .repeats([0x2E, 0x2F].randomElement(using: &random)!, Int.random(in: 2...3, using: &random))
      case 2...6:
        return .atom(
          (0..<Int.random(in: 1...5, using: &random)).map { _ in
            Array("ab1./\u{1}\u{2}".utf8).randomElement(using: &random)!
          })
      case 8: return .all([part(depth - 1), part(depth - 1)])
      default: return .any([part(depth - 1), part(depth - 1)])
      }
    }
    func plain(_ parts: [Requirement], _ isRedundant: (Requirement, Requirement) -> Bool) -> [Requirement] {
      var kept: [Requirement] = []
      for part in parts where !kept.contains(part) { kept.append(part) }
      for index in kept.indices.reversed()
      where kept.indices.contains(where: { $0 != index && isRedundant(kept[index], kept[$0]) }) {
        kept.remove(at: index)
      }
      return kept
    }
    var dropped = 0
    for _ in 0..<(500 * Fuzz.factor) {
      let parts = (0..<Int.random(in: 2...20, using: &random)).map { _ in part(1) }
      let ofAny = plain(parts.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } }) { $0.implies($1) }
      let ofAll = plain(parts.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } }) { $1.implies($0) }
      #expect(Requirement.disjunction(parts) == (ofAny.count == 1 ? ofAny[0] : .any(ofAny)), "seed \(seed)")
      #expect(Requirement.conjunction(parts) == (ofAll.count == 1 ? ofAll[0] : .all(ofAll)), "seed \(seed)")
      dropped += parts.count - ofAny.count
    }
    #expect(dropped > 100)
  }
}
