import Foundation
import PCRE2
import Testing

@testable import CommentSafety

/// Whatever PCRE2 matches must meet the requirement of the pattern.
@Suite("Required atoms are sound")
struct RequiredAtomsSoundnessTests {
  /// What a run over many patterns found.
  struct Count {
    var patterns = 0
    var useful = 0
    var refused = 0
    var skipped = 0
    var subjects = 0
    var matched = 0
    var cleared = 0
    /// Matches of patterns that reach so far and no farther.
    var bounded = 0
    var undecided = 0
  }

  /// Runs of white space, and of anything else.
  private static func stretches(of bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    var last: Bool?
    for byte in bytes where last != " \t\n\u{B}\u{C}\r".utf8.contains(byte) {
      last = " \t\n\u{B}\u{C}\r".utf8.contains(byte)
      count += 1
    }
    return count
  }

  /// Checks one pattern on some texts.
  private func check(
    _ pattern: String, _ options: Code.Options, on subjects: [RequirementOracle],
    _ matcher: inout Matcher,
    _ count: inout Count, _ place: @autoclosure () -> String
  ) {
    guard let code = try? Code(pattern: pattern, options: options) else {
      count.refused += 1
      return
    }
    let (requirement, reach) = Requirement.read(
      pattern: pattern, extended: options.contains(.extended), ucp: options.contains(.ucp))
    let marked = Requirement.of(
      pattern: pattern, extended: options.contains(.extended), ucp: options.contains(.ucp), joinsWhiteSpace: true,
      marksBoundaries: true)
    count.patterns += 1
    if requirement != .always { count.useful += 1 }
    for subject in subjects {
      count.subjects += 1
      let meets = subject.meets(requirement)
      if !meets { count.cleared += 1 }
      switch matcher.firstMatch(of: code, in: subject.bytes.span, textIsValidUTF8: true) {
      case .match:
        count.matched += 1
        if !reach.isUnbounded, let match = matcher.range(ofGroup: 0) {
          count.bounded += 1
          let stretches = Self.stretches(of: subject.bytes[match])
          if stretches > reach.stretches {
            let text = String(decoding: subject.bytes, as: UTF8.self).debugDescription
            Issue.record("\(place()): /\(pattern)/ reaches over \(reach.stretches), matches \(stretches) of \(text)")
          }
        }
        let text = String(decoding: subject.bytes, as: UTF8.self).debugDescription
        if !meets { Issue.record("\(place()): /\(pattern)/ needs \(requirement), matches \(text)") }
        if !subject.meetsMarked(marked) {
          Issue.record("\(place()): /\(pattern)/ needs \(marked) with marks, matches \(text)")
        }
      case .noMatch: break
      case .limitExceeded, .error: count.undecided += 1
      }
    }
  }

  @Test(
    "PCRE2's own test patterns",
    arguments: ["testinput1", "testinput2", "testinput4", "testinput5"])
  func ownTests(_ name: String) throws {
    guard let data = ProcessInfo.processInfo.environment["COMMENT_SAFETY_DATA"] else {
      print("skipped: COMMENT_SAFETY_DATA is not set, so PCRE2's test files are not read")
      return
    }
    let file = try PCRE2TestFile(path: "\(data)/pcre2/\(name)", name: name)
    var matcher = Matcher(matchLimit: 100_000)
    var count = Count()
    count.skipped = file.unreadable
    // Each text is also tried with patterns that it was not written for.
    let foreign = file.cases.flatMap(\.subjects).map { RequirementOracle($0) }
    for (index, test) in file.cases.enumerated() {
      // These change what the characters of the pattern are.
      if !test.modifiers.isDisjoint(with: ["hex", "expand", "literal", "xx", "extended_more"]) {
        count.skipped += 1
        continue
      }
      let others = (0..<min(12, foreign.count)).map {
        foreign[(index &* 131 + $0 &* 17) % foreign.count]
      }
      let subjects = test.subjects.map { RequirementOracle($0) } + others
      for extra in [[], [.caseless], [.extended]] as [Code.Options] {
        check(
          test.pattern, options(test.modifiers).union(extra), on: subjects,
          &matcher, &count, "\(test.file):\(test.line)")
      }
    }
    print("\(name): \(count)")
    #expect(count.patterns > 500)
    #expect(count.matched > 5_000)
    // So that an extractor which always gives up does not pass.
    #expect(count.useful * 3 > count.patterns)
    #expect(count.bounded * 5 > count.matched)
  }

  private func options(_ modifiers: Set<String>) -> Code.Options {
    let known: [String: Code.Options] = [
      "i": .caseless, "caseless": .caseless, "x": .extended, "extended": .extended,
      "m": .multiline, "multiline": .multiline, "s": .dotAll, "dotall": .dotAll, "ucp": .ucp,
      "n": .noAutoCapture, "no_auto_capture": .noAutoCapture, "dupnames": .duplicateNames,
      "ungreedy": .ungreedy, "anchored": .anchored, "firstline": .firstLine,
      "dollar_endonly": .dollarEndOnly,
    ]
    return modifiers.reduce(into: []) { $0.formUnion(known[$1] ?? []) }
  }

  @Test("Random patterns on random texts")
  func random() {
    // Pieces that meet each other in odd ways; most combinations compile.
    let pieces = [
      "a", "b", "k", "s", "1", "2", "-", "é", "ß", "ab", "1a", " ", "#", "\n", "{", "}", "{,2}",
      "{2}", "{1,2}",
      "{2,}", "?", "*", "+", "??", "++", ".", "^", "$", "(", "(", "(?:", "(?|", "(?>", "(?=", "(?!",
      "(?<=", "(?<!",
      "(?i)", "(?i:", "(?x)", "(?x:", "(?-x)", "(?xx)", "(?^)", "(?s)", ")", ")", ")", "|", "|",
      "[ab]", "[a", "]",
      "[^a]", "[Kk]", "[", "[]", "[^]", "-", "[a-b]", "[12]", "[.-]", "[:digit:]", "[[:digit:]]",
      "[\\d]", "[\\Qa",
      "\\Q", "\\E", "\\d", "\\D", "\\w", "\\s", "\\b", "\\B", "\\1", "\\12", "\\x61", "\\x{e9}",
      "\\061", "\\N",
      "\\R", "\\X", "\\K", "\\A", "\\Z", "\\pL", "\\p{L}", "\\g1", "\\g{1}", "(?1)", "(?R)", "(?#",
      "(?#a)", "# a\n",
      "(*F)", "(*ACCEPT)", "(*SKIP)", "(*COMMIT)", "(*THEN)", "(?(1)", "(?(?=a)", "(?(DEFINE)",
      "(*pla:", "\\.", "(?<!\\w)", "(?<![\\pL\\pN])", "(?!\\w)", "(?![\\p{L}\\p{N}-])", "[\\s.]", "[^\\w]", "\\W",
      "(?<n>", "(?'m'",
      "[\\pL\\s]+", "\\p{S}+", "\\pN*", "(?&n)", "(?&m)", "(?P>n)", "(?:a|b)", "(?:\\w+\\s)?", "(?:ab|k\\w)",
    ]
    let letters = [
      "a", "b", "k", "s", "1", "2", "-", "é", "É", "ß", "K", "A", "\u{212A}", "\u{17F}", " ", "#",
      ".", "\n", "{", "}", "]", "[",
    ]
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var random = Generator(state: seed)
    var matcher = Matcher(matchLimit: 2_000)
    var count = Count()
    for _ in 0..<Self.randomPatterns {
      var pattern = ""
      for _ in 0...(random.next() % 7) { pattern += pieces.randomElement(using: &random)! }
      // Often the right number of closing parentheses is all that is missing.
      let open = pattern.count { $0 == "(" } - pattern.count { $0 == ")" }
      if open > 0, random.next() % 4 > 0 { pattern += String(repeating: ")", count: open) }
      let options = ([[], .caseless, .extended, .ucp, [.caseless, .extended]] as [Code.Options])
        .randomElement(using: &random)!
      let subjects = (0..<12).map { _ in
        RequirementOracle(
          (0..<(random.next() % 7)).map { _ in letters.randomElement(using: &random)! }.joined())
      }
      check(pattern, options, on: subjects, &matcher, &count, "seed \(seed)")
    }
    print("random, seed \(seed): \(count)")
    #expect(count.matched > Self.randomPatterns / 10)
  }

  /// COMMENT_SAFETY_FUZZ multiplies the work.
  private static let randomPatterns =
    20_000 * (Int(ProcessInfo.processInfo.environment["COMMENT_SAFETY_FUZZ"] ?? "") ?? 1)
}

/// SplitMix64, so that a failure can be repeated from its seed.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
