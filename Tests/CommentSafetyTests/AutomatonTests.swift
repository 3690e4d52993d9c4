import CommentKernels
import Testing

@testable import CommentSafety

/// The automaton and the sieve before it, against naive search.
@Suite("Automaton")
struct AutomatonTests {
  /// Keys, and a text. The expected occurrences are the naive search's.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var keys: [String]
    var text: String
    var testDescription: String { name }

    init(_ name: String, _ keys: [String], _ text: String) {
      (self.name, self.keys, self.text) = (name, keys, text)
    }
  }

  static let cases: [Case] = [
    Case("no key", [], "abc"),
    Case("empty key", [""], "abc"),
    Case("empty text", ["a"], ""),
    Case("one byte", ["a"], "aabaa"),
    Case("Aho and Corasick's example", ["he", "she", "his", "hers"], "ushers"),
    Case("suffixes of each other", ["abcd", "bcd", "cd", "d"], "abcdabcd"),
    Case("prefixes of each other", ["a", "ab", "abc", "abcd"], "abcdabcab"),
    Case("the same key twice", ["ab", "ab", "b"], "abab"),
    Case("overlapping itself", ["aa", "aaa"], "aaaaa"),
    Case("a key that fails late", ["aaab", "aab", "b"], "aaaab"),
    Case("a long lonely key", ["abcdefghijklmnop", "abz"], "xabcdefghijklmnopabcdefghijklmno"),
    Case("a tail cut off by the end", ["abcdefgh"], "abcdefg"),
    Case("bytes of other scripts", ["ہے", "ے", "да"], "ہے да ہے"),
    Case("key as long as the text", ["abc"], "abc"),
    Case("byte outside of the alphabet", ["abab"], "ab\u{0}ab"),
    Case("eight bytes and more", ["abcdefgh", "abcdefghi", "abcdefg"], "zabcdefghi"),
  ]

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test(arguments: cases)
  func table(_ item: Case) {
    check(item.keys.map { Array($0.utf8) }, [Array(item.text.utf8)], item.name)
  }

  @Test("Small alphabets, where everything overlaps")
  func random() {
    let seed = Fuzz.seed("AutomatonTests.random")
    var random = SeededRandom(seed: seed)
    for round in 0..<(400 * Fuzz.factor) {
      let alphabet = Self.alphabets[round % Self.alphabets.count]
      let keys = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        Self.word(alphabet, 0...10, &random)
      }
      let texts = (0..<4).map { _ in Self.word(alphabet, 0...60, &random) }
      check(keys, texts, "seed \(seed) round \(round)")
    }
  }

  @Test("Ten thousand random terms")
  func large() {
    let seed = Fuzz.seed("AutomatonTests.large")
    var random = SeededRandom(seed: seed)
    let letters = Array("abcdefghijklmnoprstuy\u{430}\u{627}".utf8)
    var keys = (0..<10_000).map { _ in Self.word(letters, 1...14, &random) }
    // Phrases that share long beginnings.
    for index in stride(from: 0, to: 2_000, by: 2) { keys[index] = keys[index + 1] + keys[index] }
    let full = AhoCorasick(Trie(keys: ByteKeys(keys)))
    let sieve = PrefixSieve(keys, AutomatonTables(Trie(keys: ByteKeys(keys))))
    let tailed = AhoCorasick(Trie(keys: ByteKeys(keys), hasTails: true), isAnchored: true)
    #expect(tailed.stateCount < full.stateCount)
    let byStart = Dictionary(grouping: keys.indices) { keys[$0][0] }
    for round in 0..<(20 * Fuzz.factor) {
      var text = Self.word(letters, 0...200, &random)
      for _ in 0..<12 { text += keys.randomElement(using: &random)! + Self.word(letters, 0...3, &random) }
      var expected: [Occurrence] = []
      for start in text.indices {
        for pattern in byStart[text[start]] ?? []
        where NaiveSearch.begins(keys[pattern], at: start, in: text) {
          expected.append(Occurrence(pattern: pattern, start: start, end: start + keys[pattern].count))
        }
      }
      expected.sort()
      #expect(full.pass(over: text) == expected, "seed \(seed) round \(round)")
      #expect(full.walks(over: text) == expected, "seed \(seed) round \(round)")
      #expect(tailed.walks(over: text) == expected, "seed \(seed) round \(round)")
      for start in Set(expected.map(\.start)) where !sieve.suspects(text, start) {
        Issue.record("the sieve clears place \(start); seed \(seed) round \(round)")
      }
    }
  }

  /// Keys that end a word are looked for only where one may end; the others everywhere.
  @Test("Where words end")
  func ends() {
    let seed = Fuzz.seed("AutomatonTests.ends")
    var random = SeededRandom(seed: seed)
    var (cleared, found) = (0, 0)
    for round in 0..<(400 * Fuzz.factor) {
      let letters = Array((round.isMultiple(of: 2) ? "abc" : "astu\u{430}").utf8)
      let keys = Array(
        Set((0..<Int.random(in: 1...40, using: &random)).map { _ in Self.word(letters, 1...10, &random) }))
      let endWords = keys.map { _ in Bool.random(using: &random) }
      let tables = AutomatonTables(Trie(keys: ByteKeys(keys)))
      let automaton = AhoCorasick(Trie(keys: ByteKeys(keys)))
      let sieve = PrefixSieve(keys, endWords: endWords, tables)
      let text = Self.word(letters, 0...150, &random)
      let ends = (0...(text.count / 64 + 1)).map { _ in random.next() & random.next() }
      for kernel in PrefixSieve.kernels {
        let suspicions = sieve.suspicions(text, 0, kernel, ends: ends)
        for start in text.indices {
          let here = NaiveSearch.all(keys, in: Array(text[start...])).filter { $0.start == 0 }.map(\.pattern)
          let wanted = here.filter {
            let last = start + keys[$0].count - 1
            return !endWords[$0] || ends[last >> 6] & 1 << UInt64(last & 63) != 0
          }
          let followed = Set(suspicions.filter { Int($0.place) == start }.flatMap { automaton.follow($0, over: text) })
          if !Set(wanted).isSubset(of: followed) {
            Issue.record("place \(start) is cleared; seed \(seed) round \(round)")
          }
          found += wanted.count
          cleared += Set(here).subtracting(followed).count
        }
      }
    }
    #expect(found > 1000 && cleared > found / 10)
  }

  /// Without this the sieve might as well let everything through.
  @Test("The sieve clears nearly everything else")
  func sieveIsFine() {
    var random = SeededRandom(seed: 7)
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let keys = (0..<10_000).map { _ in Self.word(letters, 6...12, &random) }
    let sieve = PrefixSieve(keys, AutomatonTables(Trie(keys: ByteKeys(keys))))
    let text = Self.word(letters, 20_000...20_000, &random)
    let suspected = text.indices.count { sieve.suspects(text, $0) }
    #expect(suspected < 2_000)
  }

  private static let alphabets: [[UInt8]] = [
    Array("a".utf8), Array("ab".utf8), Array("abc".utf8), Array("istu".utf8), [0x00, 0xFF, 0x80, 0x61],
  ]

  private static func word(
    _ alphabet: [UInt8], _ length: ClosedRange<Int>, _ random: inout SeededRandom
  ) -> [UInt8] {
    (0..<Int.random(in: length, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
  }

  private func check(_ keys: [[UInt8]], _ texts: [[UInt8]], _ note: String) {
    let full = AhoCorasick(Trie(keys: ByteKeys(keys)))
    let anchored = AhoCorasick(Trie(keys: ByteKeys(keys)), isAnchored: true)
    let tailed = AhoCorasick(Trie(keys: ByteKeys(keys), hasTails: true), isAnchored: true)
    let sieve = PrefixSieve(keys, AutomatonTables(Trie(keys: ByteKeys(keys))))
    let tailedSieve = PrefixSieve(
      keys, AutomatonTables(Trie(keys: ByteKeys(keys), hasTails: true), isAnchored: true))
    for text in texts {
      let expected = NaiveSearch.all(keys, in: text)
      let comment: Comment = "\(visible(text)) \(keys.map(visible)) \(note)"
      #expect(full.pass(over: text) == expected, comment)
      #expect(full.walks(over: text) == expected, comment)
      #expect(anchored.walks(over: text) == expected, comment)
      #expect(tailed.walks(over: text) == expected, comment)
      for filler: UInt8 in [0, 0x61, 0xFF] {
        #expect(sieve.wronglyCleared(keys, in: text, filler: filler, full) == [], comment)
        #expect(tailedSieve.wronglyCleared(keys, in: text, filler: filler, tailed) == [], comment)
      }
    }
  }

  /// Two pairs of phrases that a seed added to the hash could not tell apart.
  @Test("Phrases that differ in the eighth and the sixteenth letter alone")
  func likePhrases() {
    let phrases = ["ero stata chiamato", "ero stato chiamata", "ero stata chiamata", "ero stato chiamato"]
    let filter = makeFilter(RulePack(terms: terms(phrases)))
    for phrase in phrases { #expect(filter.check(phrase).matches.map(\.rule) == [phrase]) }
  }
}
