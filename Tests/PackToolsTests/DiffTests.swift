import CommentSafety
import PackTools
import Testing

@Suite("diff")
struct DiffTests {
  static func diff(_ old: String, _ new: String, _ comments: [String], samples: Int = 3) throws -> PackDiff {
    let packs = try [old, new].map { try CommentFilter(TestPack.make(["a.txt": LintTests.header + $0])) }
    var diff = PackDiff(from: packs[0], to: packs[1], samples: samples)
    diff.compare(comments)
    return diff
  }

  @Test("changes by action and rule, both ways")
  func changes() throws {
    let diff = try Self.diff(
      "wombat\ngrolk\nzonk\n", "wombat | severe\nzonk | mild\nflurb\n",
      ["you wombat", "grolk", "zonk", "flurb", "flurb", "hello", "wombat grolk"])
    #expect(diff.comments == 7 && diff.changed == 6)
    // Of category insult, severe is filtered by the default policy's line for moderate and more.
    #expect(diff.changes[.init(old: .filter, new: .remove)] == 2)
    #expect(diff.changes[.init(old: .filter, new: .allow)] == 2)
    #expect(diff.changes[.init(old: .allow, new: .filter)] == 2)
    #expect(diff.gained["en/insult/flurb"]?.up == 2)
    #expect(diff.lost["en/insult/grolk"]?.down == 1 && diff.lost["en/insult/grolk"]?.up == 1)
  }

  @Test("the same action for another reason is counted apart")
  func reasons() throws {
    let diff = try Self.diff("wombat\ngrolk\n", "wombat\nzonk\n", ["wombat grolk", "wombat zonk", "wombat"])
    #expect(diff.changed == 0 && diff.otherReasons == 2)
    #expect(diff.gained["en/insult/zonk"]?.same == 1 && diff.lost["en/insult/grolk"]?.same == 1)
  }

  @Test("samples are the first ones, with the rules that made the difference")
  func samples() throws {
    let diff = try Self.diff("wombat\n", "wombat\nzonk\n", (1...9).map { "zonk \($0)" }, samples: 2)
    let samples = diff.samples[.init(old: .allow, new: .filter)] ?? []
    #expect(samples.map(\.text) == ["zonk 1", "zonk 2"] && samples[0].gained == ["en/insult/zonk"])
    let text = diff.text(rules: 5)
    #expect(text.contains("9 comments: 9 with another action") && text.contains("allow → filter"), "\(text)")
    #expect(text.contains("+ en/insult/zonk"))
  }

  @Test("a pack does not differ from itself")
  func same() throws {
    let diff = try Self.diff("wombat\n", "wombat\n", ["wombat", "hello"])
    #expect(diff.changed == 0 && diff.otherReasons == 0)
    #expect(diff.text(rules: 5).hasPrefix("2 comments: 0 with another action"))
  }
}

@Suite("Laying a pack over another")
struct OverrideTests {
  @Test("terms and rules of the same name are replaced, the others added")
  func overrides() throws {
    var base = try TestPack.make([
      "base.txt": LintTests.header + "wombat\ngrolk\n", "r.yaml": LintTests.rule("zonk", match: "zonk"),
    ])
    let own = try TestPack.make([
      "own.txt": LintTests.header + "Wombat | mild\nnew\nwombat | category profanity\n",
      "r.yaml": LintTests.rule("flurb", match: "flurb"),
    ])
    base.override(with: own)
    #expect(
      base.terms.map { "\($0.id) \($0.severity)" } == [
        "en/insult/grolk moderate", "en/insult/Wombat mild", "en/insult/new moderate", "en/profanity/wombat moderate",
      ])
    #expect(base.rules.map(\.pattern) == ["flurb"])
    #expect(try CommentFilter(base).check("you wombat").action == .filter, "as profanity it is still moderate")
  }
}
