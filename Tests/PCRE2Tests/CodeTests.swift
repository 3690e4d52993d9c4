import PCRE2
import Testing

@Suite("Compiled patterns")
struct CodeTests {
  struct Refused: Sendable {
    var pattern: String
    var code: Int32
    var offset: Int
  }

  @Test(
    "A refused pattern names the byte",
    arguments: [
      Refused(pattern: "abc(", code: 114, offset: 4),
      Refused(pattern: "é(", code: 114, offset: 3),
      Refused(pattern: "ab**", code: 109, offset: 3),
      Refused(pattern: "[z-a]", code: 108, offset: 3),
      Refused(pattern: #"a\Cb"#, code: 183, offset: 3),
      Refused(pattern: #"(?<=a\Kb)c"#, code: 199, offset: 10),
    ])
  func compileError(_ refused: Refused) throws {
    let error = try #require(throws: CompileError.self) { try Code(pattern: refused.pattern) }
    #expect(error.code == refused.code)
    #expect(error.offset == refused.offset)
    #expect(!error.message.isEmpty)
    #expect(error.description.contains("at byte \(refused.offset)"))
  }

  @Test func groupsAndNames() throws {
    let code = try Code(pattern: #"(?<day>\d\d)-(?<month>\d\d)(-(\d+))?"#)
    #expect(code.captureCount == 4)
    #expect(code.names == ["day": 1, "month": 2])
    #expect(code.minLength == 5)

    var matcher = Matcher()
    let text = Array("on 24-12!".utf8)
    #expect(matcher.firstMatch(of: code, in: text.span, textIsValidUTF8: true) == .match)
    #expect(matcher.range(ofGroup: 0) == 3..<8)
    #expect(matcher.range(ofGroup: 1) == 3..<5)
    #expect(matcher.range(ofGroup: 2) == 6..<8)
    #expect(matcher.range(ofGroup: 3) == nil)
    #expect(matcher.range(ofGroup: 5) == nil)
    #expect(matcher.range(ofGroup: -1) == nil)
  }

  @Test func sharedNamesTakeTheLowestGroup() throws {
    let code = try Code(pattern: "(x)(?<n>a)|(?<n>b)", options: .duplicateNames)
    #expect(code.names == ["n": 2])
  }

  @Test func facts() throws {
    let code = try Code(pattern: "kil+s")
    #expect(code.firstCodeUnit == UInt8(ascii: "k"))
    #expect(code.lastCodeUnit == UInt8(ascii: "s"))
    #expect(code.memorySize > 100)
    #expect(code.isJITCompiled == Library.hasJIT)
    #expect(try Code(pattern: "a|b").firstCodeUnit == nil)
    #expect(try Code(pattern: "").minLength == 0)
  }

  @Test func patternCanRefuseJIT() throws {
    let code = try Code(pattern: "(*NO_JIT)ab+")
    #expect(!code.isJITCompiled)
    #expect(try firstRange("(*NO_JIT)ab+", Array("xabb".utf8)) == 1..<4)
  }

  struct OptionCase: Sendable {
    var pattern: String
    var text: String
    var options: Code.Options
    var range: Range<Int>

    init(_ pattern: String, _ text: String, _ options: Code.Options, _ range: Range<Int>) {
      (self.pattern, self.text, self.options, self.range) = (pattern, text, options, range)
    }
  }

  @Test(
    arguments: [
      OptionCase("STRASSE", "strasse", .caseless, 0..<7),
      OptionCase("k", "\u{212A}", .caseless, 0..<3),
      OptionCase("É", "é", .caseless, 0..<2),
      OptionCase("a b # comment", "ab", .extended, 0..<2),
      OptionCase("^b", "a\nb", .multiline, 2..<3),
      OptionCase("a.b", "a\nb", .dotAll, 0..<3),
      OptionCase(#"^\d$"#, "\u{0663}", .ucp, 0..<2),
      OptionCase(".", "😀", [], 0..<4),
      OptionCase("a.b", "xa.b", .literal, 1..<4),
      OptionCase(#"^\Ra"#, "\u{2028}a", [], 0..<4),
    ])
  func options(_ item: OptionCase) throws {
    let found = try firstRange(
      item.pattern, Array(item.text.utf8), options: item.options, isValid: true)
    #expect(found == item.range)
  }

  @Test func newlineIsLineFeedOnly() throws {
    #expect(try firstRange("^b", Array("a\rb".utf8), options: .multiline) == nil)
    #expect(try firstRange("a.b", Array("a\rb".utf8)) == 0..<3)
  }

  @Test func manyGroupsGrowTheMatcher() throws {
    let code = try Code(pattern: String(repeating: "(a)", count: 100))
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 100)
    var matcher = Matcher()
    for _ in 0..<2 {
      #expect(matcher.firstMatch(of: code, in: text.span, textIsValidUTF8: true) == .match)
      #expect(matcher.range(ofGroup: 100) == 99..<100)
    }
  }

  @Test func libraryNamesItself() {
    #expect(Library.version.first == "1")
    #expect(Library.unicodeVersion.split(separator: ".").count == 3)
    #expect(Library.message(forCode: -47) == "match limit exceeded")
  }

  @Test func sendableTypes() {
    func check<T: Sendable & ~Copyable>(_: T.Type) {}
    check(Code.self)
    check(Code.Options.self)
    check(CompileError.self)
    check(Matcher.self)
    check(Matcher.Outcome.self)
    check(Matcher.Limit.self)
    check(MatchCursor.self)
  }
}
