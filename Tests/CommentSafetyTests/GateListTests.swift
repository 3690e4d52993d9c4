import CommentKernels
import Testing

@testable import CommentSafety

/// Long lists of words in a rule, of which the gate asks how words begin; no rule may be passed over for that.
@Suite("Lists of a rule's words")
struct GateListTests {
  /// Made-up words, long and short.
  private static func words(_ count: Int, _ seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    var words: Set<String> = []
    while words.count < count {
      words.insert(
        String((0..<Int.random(in: 3...9, using: &random)).map { _ in "bcdklmnrtaeiou".randomElement(using: &random)! })
      )
    }
    return words.sorted()
  }

  private static let lists = [words(150, 1), words(60, 2), words(20, 3), words(560, 5)]

  private static let rules = [
    #"\b(?:LIST0)\b.{0,40}\b(?:LIST1)\b"#, #"\b(?:LIST2)\s+(?:\w+\s+)?(?:LIST1)\b"#,
    #"\b(?:zebra|quagga)\s+(?:(?:LIST0)|x-(?:LIST1))"#,
    #"\b(?:zebra\s+.{0,9}(?:LIST1)|quagga|(?:LIST2)\s+.*(?:LIST0))\b"#,
    #"\b(?:zebra|quagga)\s+(?:LIST3)\b"#, #"\b(?:LIST2)\s+(?:LIST3|x)\b"#,
    #"(?:LIST2)\D*\d{7}"#, #"\b(?:LIST1)\D*\d(?:\d|-){6,}\d"#,
  ].enumerated().flatMap { index, pattern in
    [Rule.View.text, .folded].map { view in
      Rule(
        id: "\(index)\(view)",
        pattern: lists.enumerated().reduce(pattern) { pattern, list in
          replacing("LIST\(list.offset)", in: pattern, with: list.element.joined(separator: "|"))
        }, category: .spam, view: view, matchExamples: [], cleanExamples: [])
    }
  }

  private static func replacing(_ name: String, in pattern: String, with text: String) -> String {
    pattern.split(separator: name, omittingEmptySubsequences: false).joined(separator: text)
  }

  private static let filter = makeFilter(RulePack(rules: rules))

  @Test("No rule is passed over")
  func random() {
    let seed = Fuzz.seed("GateListTests.random")
    var random = SeededRandom(seed: seed)
    var hits = 0
    let others = ["zebra", "quagga", "x", "b", "é", "1234567", "12-34-56-78", "0"] + Self.words(40, 4)
    let separators = [" ", " ", " ", " ", "", "-", ".", "\u{200B}", "!", "\n"]
    for _ in 0..<(4_000 * Fuzz.factor) {
      var comment = ""
      for _ in 0..<Int.random(in: 1...9, using: &random) {
        var word = (Bool.random(using: &random) ? Self.lists.randomElement(using: &random)! : others)
          .randomElement(using: &random)!
        if Int.random(in: 0..<6, using: &random) == 0 { word = word.uppercased() }
        comment += word + separators.randomElement(using: &random)!
      }
      let expected = Self.filter.checkByReference(utf8: Array(comment.utf8))
      hits += expected.matches.count
      EngineForm.compare([.bytes, .folded, .portable], with: expected, Array(comment.utf8), Self.filter, seed: seed)
    }
    #expect(hits > 500 * Fuzz.factor)
  }

  @Test("A rule that woke runs only where a word begins like one of its list")
  func runs() {
    let list = (0..<90).map { "\(["bad", "dim", "gru", "kel", "mol"][$0 % 5])\($0 / 5 + 10)ish" }.joined(separator: "|")
    let filter = makeFilter(
      RulePack(
        rules: [
          Rule(
            id: "list", pattern: #"\bquagga\s.*\b(?:\#(list))\b"#, category: .spam, matchExamples: [], cleanExamples: []
          )
        ]))
    func runs(_ comment: String) -> Int {
      var scratch = filter.makeScratch()
      _ = Array(comment.utf8).withUnsafeBytes { filter.evaluate($0, using: &scratch) }
      return scratch.ruleActivity[0].runs
    }
    for comment in ["a quagga walks on the grass", "my quagga has no stripes there", "nobody is bad10ish"] {
      #expect(runs(comment) == 0, "\(comment)")
    }
    for comment in ["a quagga is bad10ish", "quagga, very kel27ish", "a quagga é dim10ish"] {
      #expect(runs(comment) == 1, "\(comment)")
    }
  }

  @Test("Atoms of rules that need many digits wake none")
  func digits() {
    let filter = makeFilter(
      RulePack(
        rules: [
          Rule(
            id: "number", pattern: #"\b(?:zebra|quagga)\b\D*\d{3}-?\d{4}"#, category: .personalInfo, matchExamples: [],
            cleanExamples: [])
        ]))
    func runs(_ comment: String) -> (runs: Int, matches: Int) {
      let bytes = Array(comment.utf8)
      var scratch = filter.makeScratch()
      _ = bytes.withUnsafeBytes { filter.evaluate($0, using: &scratch) }
      return (scratch.ruleActivity[0].runs, filter.check(utf8: bytes).matches.count)
    }
    #expect(runs("a zebra, 555-014") == (0, 0))
    #expect(runs("a horse, 555-0143") == (0, 0))
    #expect(runs("a zebra, 555-0143") == (1, 1))
    #expect(runs("a zebra\u{200B}, 555-0143") == (1, 1))
  }

  @Test("Common words wake no rule that has rarer ones")
  func rarity() {
    let words = ["the", "and", "you", "to", "post", "want", "your", "number", "photo", "free"]
    let rarities = AtomRarity(words)
    func bits(_ text: String) -> Double {
      var bits = 0.0
      for atom in AtomSkeleton.all(of: Array(text.utf8)) { bits = Swift.max(bits, rarities.bits(of: atom)) }
      return bits
    }
    #expect(bits("\u{1}the") < bits("\u{1}post") && bits("\u{1}post") < bits("\u{1}lynch"))
    // As part of a word, as words in a row, as the beginning of one.
    #expect(bits("hot") < bits("\u{1}hot"))
    #expect(bits("\u{1}wantto") < bits("\u{1}wishto"))
    #expect(bits("\u{1}num") < bits("\u{1}nym"))
    // Nothing known: letters tell.
    #expect(AtomRarity([]).bits(of: AtomSkeleton.all(of: Array("zq kx".utf8))[0]) > 10)
  }

  @Test("How words begin, against a plain search")
  func beginnings() throws {
    let seed = Fuzz.seed("GateListTests.beginnings")
    var random = SeededRandom(seed: seed)
    let list = Self.lists[1] + ["kid", "kil", "be", "bd"]
    let atoms = list.flatMap { AtomSkeleton.all(of: [WordMark.ofAny.rawValue] + Array($0.utf8)) }
    let bitmap = WordLists.bitmap(of: atoms)
    let room = WorkBuffer<UInt16>(capacity: ListKeys.room)
    var held = 0
    var vain = 0
    for _ in 0..<(3_000 * Fuzz.factor) {
      let words = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        (Int.random(in: 0..<12, using: &random) == 0 ? list : Self.lists[0]).randomElement(using: &random)!
      }
      let comment = Array(words.joined(separator: " ").utf8)
      let screen = Screen()
      let isScreened = comment.withUnsafeBytes { screen.run($0) }
      #expect(isScreened)
      var text = FoldedText()
      comment.withUnsafeBytes { Normalizer.fold($0, into: &text) }
      let views = [
        TextView(UnsafePointer(screen.found), kernel: cs_kernel_portable, of: text, unitCount: comment.count),
        TextView(text, lane: .main, view: .leet),
      ]
      func mayHold(_ view: TextView, everywhere: Bool) -> Bool {
        bitmap.withUnsafeBufferPointer {
          WordLists.mayHold(
            $0.baseAddress!, lengths: WordLists.lengths(of: atoms), view, everywhere: everywhere,
            ListKeys(in: room.base))
        }
      }
      let answers = views.map { mayHold($0, everywhere: false) }
      let told = answers[0]
      for view in views where told {
        #expect(mayHold(view, everywhere: true), "\(words); seed \(seed)")
      }
      #expect(answers[1] == told, "screened and folded; \(words); seed \(seed)")
      let expected = words.contains { word in
        let classes = AtomSkeleton.all(of: Array(word.utf8)).first?.classes ?? []
        return atoms.contains { classes.starts(with: $0.classes) }
      }
      if expected { held += 1 }
      if told && !expected { vain += 1 }
      #expect(told || !expected, "\(words); seed \(seed)")
    }
    #expect(held > 300 && vain < 1_500 * Fuzz.factor)
  }

  @Test("Keys and their places, against a plain search, with every kernel")
  func places() {
    let seed = Fuzz.seed("GateListTests.places")
    var random = SeededRandom(seed: seed)
    let kernels = [cs_kernel_portable, cs_kernel_neon, cs_kernel_avx2, cs_kernel_avx512].filter { cs_has_kernel($0) }
    var found = 0
    for _ in 0..<(2_000 * Fuzz.factor) {
      let isLong = Int.random(in: 0..<400, using: &random) == 0
      let count =
        isLong ? ListKeys.mostPlaces : Int.random(in: 1...(Bool.random(using: &random) ? 70 : 1_000), using: &random)
      let bytes = (0..<(count + 3)).map { _ in UInt8.random(in: 0...40, using: &random) }
      let density = Int.random(in: 1...60, using: &random)
      let bitmap = (0..<(cs_list_bits / 64)).map { _ in
        (0..<64).reduce(UInt64(0)) { word, bit in
          Int.random(in: 0..<density, using: &random) == 0 ? word | 1 << UInt64(bit) : word
        }
      }
      var keys = [UInt16](repeating: 0, count: 3 * count + 32)
      cs_list_keys(bytes, count, &keys, count)
      for length in 2...4 {
        let row = Array(keys[((length - 2) * count)...])
        let plain = (0..<count).map { place in
          cs_list_key((0..<length).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) })
        }
        #expect(Array(row[..<count]) == plain, "seed \(seed)")
        let expected = (0..<count).filter { bitmap[Int(plain[$0] >> 10)] >> UInt64(plain[$0] >> 4 & 63) & 1 != 0 }
        found += expected.count
        for kernel in kernels {
          var places = [UInt16](repeating: 0, count: count + 32)
          let told = cs_list_places(bitmap, row, count, &places, kernel)
          #expect(places[..<told].map(Int.init) == expected, "\(kernel), \(count) bytes; seed \(seed)")
        }
      }
    }
    #expect(found > 10_000)
  }

  @Test("Words beyond the places whose keys are kept")
  func longComments() throws {
    let rule = Rule(
      id: "r",
      pattern: #"(?=[\s\S]*(?:alphaa|brravo|charli|deltaa|ecchoo|foxtro|gollfo|hottel|indiaa|julliet|killo))zebra"#,
      category: .spam, matchExamples: [], cleanExamples: [])
    let filter = try CommentFilter(RulePack(rules: [rule]))
    for length in [10, ListKeys.mostPlaces - 20, ListKeys.mostPlaces - 9, ListKeys.mostPlaces, 3 * ListKeys.mostPlaces]
    {
      for (front, isLetter) in [("é", true), ("", false)] {
        let filler = String(repeating: isLetter ? "né" : "n ", count: length / 2)
        for word in ["gollfo", "killo", "none"] {
          let comment = front + "zebra " + filler + word
          let verdict = filter.check(comment)
          #expect(verdict.matches.isEmpty == (word == "none"), "\(length), \(word), \(isLetter)")
        }
      }
    }
  }
}
