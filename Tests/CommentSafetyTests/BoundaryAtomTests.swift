import Testing

@testable import CommentSafety

/// Atoms that a rule's pattern ties to a word's start are looked for only there; no rule may be passed over for that.
@Suite("Atoms at the start of words")
struct BoundaryAtomTests {
  private static let patterns = [
    #"\bwin\s+now"#, #"^best host"#, #"(?:^|\s)toes\b"#, #"\bpush\s*it"#, #"see you"#, #"\s+shut\s*up"#,
    #"\b(?:un)?kind(?:ly)? go"#, #"\bcall\b(?! me)"#, #"(?<=-)home"#, #"\d\s*miles"#, #"\b5pm\b"#, #"(?m)^last line"#,
    #"\b(?i:GoAway)\b"#, #"(?:\bfee\s+)+fum"#, #"\b_under"#, #"\b[ck]ross(?:ing)? over"#,
    #"\b(?:go\s+|it\s+|a\s*){0,2}miles"#, #"\bsee\b.{0,3}unkind"#, #"\s(?:win|.+\s|best\b)\s*toes"#,
    #"\b(?:(?:shut|push)\w*\s+|up-)+(?:goaway|\w\s*home)"#, #"(?:^|\W)(?:call|(?:fee|go)+)(?:\s+me)?\s+now"#,
    #"\b(?:(?:win[xy]*|best|see)\s+(?:\w+\s+)?(?:toes|kind\w*)|(?:push\w+|call)\s+home)"#, #"\.home"#,
    #"-(?:goaway|fee)\s+now"#,
    #"(?:\.|'s)\s?toes"#,
    #"\bse+\s+you"#, #"\bgo*al\b"#, #"\bk[i]{1,2}nd\s+go"#, #"\b(?:sh+u|pu)s?t\b"#, #"miss?les?"#,
    #"\bwi+n+(?:g|ow)?\b"#,
    #"\bto+oes"#, #"l+l+?a\b"#,
    #"\b(?:win\w*|best|\w+see)\b"#, #"(?:call|.push|(?:go|up\w)+)\s+(?:me|\w+l)\b"#,
    #"\b(?:(?:kind\w*|(?:toe|mile)s?)|see.?)\b-?"#,
    #"\b(?:it|\d?pm|home\w?)\s+(?:now|un.*)+\b"#, #"(?:(?:fee|fum\w)|put.)?\bgo"#,
    #"(?<![\p{L}\p{N}])win\s+now"#, #"(?<![\pL\pM\pN'])under"#, #"(?<!\w)(?:toes|miles\w?|see.)(?!\w)"#,
    #"fee(?![\p{L}\p{N}])(?!x)"#, #"(?:it|see)[\s,._-]+(?:toes|home\w*|kind)"#, #"\b(?:a\W+)?home(?:\W|$)"#,
    #"[^\w\s](?:best|goal)"#, #"\b(?:(?:fee|a)\W+){0,3}(?:miles|push\w*)"#, #"[^\p{L}\p{N}](?:last|under|push)\b"#,
    #"(?(DEFINE)(?<W>(?:fee|\w\w)\s+)(?<G>toes|kind\w*|win))\b(?&W)?(?&G)\s+(?&W){0,2}(?:now|home)"#,
    #"\b(?<go>go|push)\s+(?&go)(?:up|\W)"#, #"\b(?:see|un(?:kind|\w)){2}"#, #"\b(?:go\w?){1,3}fee"#,
  ]

  private static let filter = makeFilter(patterns: patterns)

  private static let words = [
    "win", "now", "best", "host", "toes", "push", "it", "see", "you", "shut", "up", "kind", "unkind", "kindly", "go",
    "call", "me", "home", "5", "miles", "5pm", "last", "line", "GoAway", "goaway", "fee", "fum", "_under", "under",
    "seee", "goal", "gooal", "gal", "kiind", "kid", "shhut", "put", "puut", "mile", "missles", "wiinn", "wing",
    "toooes", "llla",
    "cross", "kross", "crossing", "over", "a", "s", "$", "@", "é", "\u{301}", "\u{200B}", "W", "l",
  ]
  private static let separators = [
    " ", " ", " ", " ", "", "  ", "\n", "\t", "_", "-", "'", ".", "!", "\u{A0}", "*", "1",
  ]

  @Test("No rule is passed over")
  func random() {
    let seed = Fuzz.seed("BoundaryAtomTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    for _ in 0..<(6_000 * Fuzz.factor) {
      var comment = ""
      for _ in 0..<Int.random(in: 1...9, using: &random) {
        comment += Self.words.randomElement(using: &random)! + Self.separators.randomElement(using: &random)!
      }
      let expected = Self.filter.checkByReference(utf8: Array(comment.utf8))
      hits += expected.matches.count
      EngineForm.compare(
        [.bytes, .folded, .portable, .kernels], with: expected, Array(comment.utf8), Self.filter, seed: seed)
    }
    #expect(hits > 600 * Fuzz.factor)
  }

  /// The skeleton takes `kid` for the beginning of `kill`, and the rule would run in vain.
  @Test("A rule wakes for its very letters only")
  func letters() {
    let filter = makeFilter(
      RulePack(rules: [Rule(id: "kill", pattern: #"\bkill"#, category: .violence, matchExamples: [], cleanExamples: [])]
      ))
    func runs(_ comment: String) -> Int { runsOfFirstRule(filter, comment) }
    for comment in ["a kid", "the kiln", "kiill", "k ing", "klll", "caf\u{E9} kid"] {
      #expect(runs(comment) == 0, "\(comment)")
    }
    for comment in ["kill", "I KILL", "overkill? killer", "k-i-l-l", "caf\u{E9} kill"] {
      #expect(runs(comment) == 1, "\(comment)")
    }
  }

  @Test("Where a pattern says that a word begins")
  func marks() {
    func atoms(_ pattern: String) -> Requirement {
      Requirement.of(pattern: pattern, joinsWhiteSpace: true, marksBoundaries: true)
    }
    func atom(_ text: String) -> Requirement { .atom(Array(text.utf8)) }
    for boundary in [#"(?<!\w)"#, #"(?:^|\W)"#, #"\b"#, #"(?<![\w-])"#, #"[^\w\s]"#] {
      #expect(atoms(boundary + "kind") == atom("\u{1}kind"), "\(boundary)")
      #expect(atoms("(*UCP)" + boundary + "kind") == atom("\u{2}kind"), "\(boundary)")
    }
    for boundary in [#"(?<![\p{L}\p{N}])"#, #"(?<![\pN'\pL-])"#, #"^"#, #"[^\pL\pN]"#, #"(?<![\w\pL\pN])"#, #"[\s,]"#] {
      #expect(atoms(boundary + "kind") == atom("\u{2}kind"), "\(boundary)")
    }
    for other in [#"(?<!\p{L})"#, #"(?<![^\w])"#, #"(?<![\\p{L}\p{N}])"#, #"(?<!\w\w)"#, #"(?<!\w|x)"#] {
      #expect(atoms(other + "kind") == atom("kind"), "\(other)")
    }
    #expect(atoms(#"kind(?!\w)"#) == atom("kind\u{1}"))
    #expect(atoms(#"(?<k>kind)\b"#) == atom("kind\u{1}"))
    // A quantifier of new releases and text of old ones, repeated.
    #expect(atoms(#"\b(?:kill){1, 3}{2}kind"#) == atom("kind"))
    #expect(atoms(#"(?(DEFINE)(?<k>kind|sick))\b(?&k)x"#) == .any([atom("\u{1}kindx"), atom("\u{1}sickx")]))
    #expect(atoms(#"\bkind"#) == atom("\u{1}kind"))
    #expect(atoms(#"x\s+kind"#) == atom("x \u{2}kind"))
    #expect(atoms(#"x\s*kind"#) == atom("x kind"))
    #expect(atoms(#"x kind"#) == atom("x \u{2}kind"))
    #expect(atoms(#"x ?kind"#) != atom("x \u{2}kind"))
    #expect(atoms(#"\bgo+a?l"#) == .any([atom("\u{1}go\u{3}al"), atom("\u{1}go\u{3}l")]))
    #expect(atoms(#"haad?d[i]{1,3}"#) == .any([atom("haaddi\u{3}"), atom("haadi\u{3}")]))
    #expect(atoms(#"hadd?i"#) == atom("had\u{3}i"))
    #expect(atoms(#"hadd*i"#) == atom("had\u{3}i"))
    #expect(AtomSkeleton.all(of: Array("go\u{3}od".utf8)).map(\.letters) == [[0x67, 0xEF, 0x64]])
    #expect(AtomSkeleton.all(of: Array("\u{1}kind".utf8)).map(\.startsWord) == [true])
    #expect(AtomSkeleton.all(of: Array("\u{1}'kind".utf8)).map(\.startsWord) == [false])
  }

  @Test("Alternatives are told that a word begins in front of them, and that it ends behind")
  func alternatives() {
    func literals(_ requirement: Requirement) -> Set<String> {
      switch requirement {
      case .atom(let bytes):
        [String(decoding: bytes, as: UTF8.self).replacing("\u{1}", with: "|").replacing("\u{2}", with: "|")]
      case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion(literals($1)) }
      default: []
      }
    }
    func read(_ pattern: String) -> Set<String> {
      literals(Requirement.of(pattern: pattern, joinsWhiteSpace: true, marksBoundaries: true))
    }
    #expect(read(#"(?:kind\w|go)\b"#).isSuperset(of: ["kind", "go|"]))
    #expect(read(#"\b(?:kind\w|go)\s"#).isSuperset(of: ["|kind", "|go|"]))
    #expect(read(#"\b(?:kind\w|go)x"#).isSuperset(of: ["|kind", "|go"]))
    #expect(read(#"\b(?:kind\w|(?:go|un\w)|me)\b"#).isSuperset(of: ["|kind", "|go|", "|un", "|me|"]))
    #expect(read(#"(?:kind\w|go)+\b"#).isSuperset(of: ["kind", "go"]))
  }
}
