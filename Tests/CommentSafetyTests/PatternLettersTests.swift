import Testing

@testable import CommentSafety

/// Letters are stored as one byte each, in pages; what is read back is what was written.
@Suite("Letters of patterns")
struct PatternLettersTests {
  @Test("Patterns of common and of rare letters", arguments: [1, 40, 256, 257, 3_000, 70_000])
  func roundTrip(kinds: Int) throws {
    let seed = Fuzz.seed("PatternLettersTests.roundTrip")
    var random = SeededRandom(seed: seed)
    let alphabet = (0..<kinds).map { number in
      PatternLetter(
        scalar: 0x10000 + UInt32(number / 2), base: 0, gap: number.isMultiple(of: 2) ? .none : .words, script: 3,
        traits: .noSpaces)
    }
    var letters: [PatternLetter] = []
    var patterns: [Pattern] = []
    for index in 0..<2_000 {
      let count = Int.random(in: 0...12, using: &random)
      patterns.append(
        Pattern(
          firstLetter: UInt32(letters.count), letterCount: UInt8(count), skeletonLength: 0,
          role: count == 0 ? .atom : .term, flags: [], source: UInt32(index)))
      // Most patterns are of a few letters, so that the others are rare.
      let reach = random.once(in: 4) ? kinds : min(kinds, 30)
      for _ in 0..<count { letters.append(alphabet[Int.random(in: 0..<reach, using: &random)]) }
    }
    let layout = PatternLettersLayout(patterns, letters)
    var reader = laidOut { layout.write(to: &$0) }
    let read = try PatternLetters(&reader)
    #expect(layout.patterns.count == patterns.count)
    for (old, new) in zip(patterns, layout.patterns) where old.letterCount > 0 {
      #expect(new.letterCount == old.letterCount && new.source == old.source && new.role == old.role && read.holds(new))
      let view = read + Int(new.firstLetter)
      let areSame = (0..<Int(old.letterCount)).allSatisfy { place in
        let (left, right) = (view[place], letters[Int(old.firstLetter) + place])
        return left.scalar == right.scalar && left.gap == right.gap
      }
      let first = letters[Int(old.firstLetter)]
      #expect(read[Int(new.firstLetter)].scalar == first.scalar && areSame, "pattern \(old.source), seed \(seed)")
    }
  }
}
