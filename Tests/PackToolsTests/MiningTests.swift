import CommentSafety
import PackTools
import Testing

@Suite("mine")
struct MiningTests {
  static func mine(_ rows: [LabelledRow]) -> Mining {
    Mining([LabelledFile(name: "x", rows: rows)], with: TestPack.filter)
  }

  static func rows(_ count: Int, _ text: String, isBad: Bool) -> [LabelledRow] {
    (0..<count).map { LabelledRow("\(text) v\($0 % 7)", isBad: isBad) }
  }

  @Test("words that tell bad rows and that nothing matches; known words and even ones are left out")
  func grams() {
    let mining = Self.mine(
      Self.rows(30, "You utter FLURB today", isBad: true) + Self.rows(30, "you wombat", isBad: true)
        + Self.rows(60, "you came today", isBad: false))
    #expect(mining.bad == 60 && mining.clean == 60)
    let found = mining.grams.map(\.text)
    #expect(found.contains { $0.contains("flurb") }, "\(found)")
    #expect(!found.contains { $0.contains("wombat") } && !found.contains("you") && !found.contains("today"))
    #expect(mining.grams.allSatisfy { $0.score > 1.96 && $0.missed > 0 })
  }

  @Test("an n-gram is listed once: not again as a part of itself")
  func echoes() {
    let mining = Self.mine(
      Self.rows(20, "utter flurb", isBad: true) + Self.rows(40, "good day", isBad: false))
    #expect(
      mining.grams.filter { $0.text.contains("flurb") || $0.text.contains("utter") }.count == 1, "\(mining.grams)")
  }

  @Test("few rows tell nothing")
  func few() {
    let mining = Self.mine(Self.rows(3, "flurb", isBad: true) + Self.rows(3, "good", isBad: false))
    #expect(mining.grams.isEmpty)
  }

  @Test("entries whose hits are mostly clean, beyond chance")
  func entries() {
    let mining = Self.mine(
      Self.rows(20, "the wombat", isBad: false) + Self.rows(3, "you wombat", isBad: true)
        + Self.rows(4, "grolking", isBad: false) + Self.rows(3, "grolking", isBad: true)
        + Self.rows(9, "blemish", isBad: false))
    #expect(mining.entries.map(\.rule) == ["en/insult/wombat", "en/insult/blemish"])
    #expect(mining.entries[0].clean == 20 && mining.entries[0].bad == 3)
  }

  @Test("scripts without spaces: characters are the words")
  func characters() {
    let mining = Self.mine(
      Self.rows(20, "大坏蛋", isBad: true) + Self.rows(40, "好天气", isBad: false))
    #expect(mining.grams.contains { $0.text == "大坏蛋" || "大坏蛋".contains($0.text) }, "\(mining.grams)")
  }
}
