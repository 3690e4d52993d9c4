internal import Benchmark
internal import CPeers
internal import CommentCorpus
@_spi(Benchmarks) internal import CommentSafety
internal import CommentStreams
internal import RulePacks

/// The layers from the bottom up.
///
/// The engine's inside is not to be had from here. So a layer is measured by a pack and by comments for which it does nearly all of the
/// work; its cost is what it takes beyond the layers before it. Counts are of units, hits, bytes or matches.
enum Layers {
  static let all: [Layer] = text + matching + streams

  // MARK: - Bytes to units

  private static let text: [Layer] = [
    Layer(name: "01 line feeds, memchr", comments: Material.comments, expected: 4000) {
      let corpus = try Material.plain()
      return {
        guard let base = corpus.bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return 0 }
        return cs_count_lines(base, corpus.bytes.count)
      }
    },
    fold("02 fold, plain", expected: 274_450) { try Material.plain() },
    fold("02 fold, other scripts", expected: 210_882) { try Material.otherScripts() },
    evaluate("03 screen and tokenise, plain", Material.bare, planted: Material.bareTerm, expected: 40) {
      try Material.plain()
    },
    evaluate("03 fold and tokenise, other scripts", Material.bare, planted: Material.bareTerm, expected: 40) {
      try Material.otherScripts()
    },
  ]

  // MARK: - Terms and rules

  private static let matching: [Layer] = [
    evaluate(
      "04 sieve, 10,000 terms, plain", Material.pack(terms: 10_000, rules: 0), planted: Material.oneTerm, expected: 40
    ) {
      try Material.plain()
    },
    evaluate(
      "04 sieve, 10,000 terms, other scripts", Material.pack(terms: 10_000, rules: 0), planted: Material.oneTerm,
      expected: 40
    ) {
      try Material.otherScripts()
    },
    evaluate(
      "05 automaton, terms without their last letter", Material.pack(terms: 10_000, rules: 0),
      planted: Material.oneTerm,
      expected: 40
    ) {
      Material.terms { String($0.dropLast()) }
    },
    evaluate("06 aligner and judge, disguised terms", Material.pack(terms: 10_000, rules: 0), expected: 3_927) {
      try Material.corpus(["en"], abusive: 1, disguised: 1)
    },
    evaluate("07 PCRE2, a rule on every comment", pattern, expected: 20) { try Material.plain() },
    evaluate(
      "07 PCRE2, 100 rules behind gates", Material.pack(terms: 1, rules: 100), planted: Material.oneExample,
      expected: 40
    ) {
      try Material.plain()
    },
    evaluate("08 decision, eight terms in each comment", Material.pack(terms: 10_000, rules: 0), expected: 32_000) {
      Material.terms()
    },
    Layer(
      name: "08 decision and verdict spelled out", comments: Material.comments, expected: 32_000,
      allocatesNothing: false
    ) {
      let corpus = Material.terms()
      let filter = try CommentFilter(Material.pack(terms: 10_000, rules: 0))
      var scratch = filter.makeScratch()
      return {
        var matches = 0
        for index in 0..<corpus.count {
          let outcome = filter.evaluate(corpus[index], using: &scratch)
          matches += filter.verdict(outcome, from: scratch).matches.count
        }
        return matches
      }
    },
  ]

  /// A rule without a gate that reads all of each comment and finds next to nothing.
  private static let pattern = RulePack(
    name: "one rule",
    rules: [
      Rule(
        id: "made-up/unfiltered", pattern: #"(?i)\b[a-z]+ing\s+[a-z]+ing\b"#, category: .spam, isUnfiltered: true,
        matchExamples: ["going fishing"])
    ])

  // MARK: - Lines

  private static let streams: [Layer] = [
    Layer(name: "09 JSON field", comments: Material.comments, expected: 283_285) {
      let corpus = try Material.corpus(["en", "ur"], format: .ndjson)
      let chunk = Material.chunk(corpus)
      var configuration = StreamConfiguration()
      configuration.format = .ndjson
      let processor = LineProcessor(try CommentFilter(Material.bare), configuration)
      var scratch = processor.makeScratch()
      return {
        var bytes = 0
        processor.forEachComment(in: chunk, using: &scratch) { bytes += $0.count }
        return bytes
      }
    },
    lines("10 masking, every comment", .text, .masked, expected: 30_859) { try Material.corpus(["en"], abusive: 1) },
    lines("11 end to end, text, 2 % abusive", .text, .allowed, expected: 322_186) {
      try Material.corpus(languages, abusive: 0.02)
    },
    lines("11 end to end, NDJSON, 2 % abusive", .ndjson, .allowed, expected: 451_850) {
      try Material.corpus(languages, abusive: 0.02, format: .ndjson)
    },
    Layer(
      name: "12 end to end, all lists that are shipped", comments: Material.comments, expected: 1,
      allocatesNothing: false
    ) {
      // The lists change; so it is compared with the same comments judged one by one.
      let filter = try CommentFilter(DefaultPack.load())
      let corpus = try Material.corpus(languages)
      let chunk = Material.chunk(corpus)
      let processor = LineProcessor(filter)
      var scratch = processor.makeScratch()
      var output = ChunkOutput()
      var shown = 0
      for index in 0..<corpus.count where filter.check(utf8: Array(corpus[index])).action.isShown { shown += 1 }
      return {
        output.clear()
        processor.process(chunk, using: &scratch, into: &output)
        return output.lines[0] == shown && output.counts.isBalanced ? 1 : 0
      }
    },
  ]

  private static let languages: Set<String> = ["en", "es", "ur-Latn", "ur", "hi", "ar", "zh", "ja", "ko"]

  // MARK: - Kinds of layers

  /// Counts units.
  private static func fold(_ name: String, expected: Int, _ corpus: @escaping @Sendable () throws -> Corpus) -> Layer {
    Layer(name: name, comments: Material.comments, expected: expected) {
      let corpus = try corpus()
      let filter = try CommentFilter(Material.bare)
      var scratch = filter.makeScratch()
      return {
        var units = 0
        for index in 0..<corpus.count { units += filter.fold(corpus[index], using: &scratch) }
        return units
      }
    }
  }

  /// Counts hits.
  /// - Parameter planted: a comment with a hit that comes behind each hundred, where the others have none: who looks at nothing finds nothing.
  private static func evaluate(
    _ name: String, _ pack: RulePack, planted: String? = nil, expected: Int,
    _ corpus: @escaping @Sendable () throws -> Corpus
  ) -> Layer {
    Layer(name: name, comments: Material.comments, expected: expected) {
      let corpus = try corpus()
      let bytes = Array((planted ?? "").utf8)
      let filter = try CommentFilter(pack)
      var scratch = filter.makeScratch()
      return {
        var hits = 0
        for index in 0..<corpus.count {
          hits += filter.evaluate(corpus[index], using: &scratch).hitCount
          guard index % 100 == 99, !bytes.isEmpty else { continue }
          hits += bytes.withUnsafeBytes { filter.evaluate($0, using: &scratch).hitCount }
        }
        return hits
      }
    }
  }

  /// Counts bytes that are written.
  private static func lines(
    _ name: String, _ format: InputFormat, _ form: OutputForm, expected: Int,
    _ corpus: @escaping @Sendable () throws -> Corpus
  ) -> Layer {
    Layer(name: name, comments: Material.comments, expected: expected, allocatesNothing: false) {
      let chunk = Material.chunk(try corpus())
      var configuration = StreamConfiguration()
      configuration.format = format
      configuration.outputs = [form]
      let processor = LineProcessor(try CommentFilter(Material.usual), configuration)
      var scratch = processor.makeScratch()
      var output = ChunkOutput()
      return {
        output.clear()
        processor.process(chunk, using: &scratch, into: &output)
        // Masked bytes are as many as before: the stars tell.
        return form == .masked
          ? output.buffers[0].bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "*") ? 1 : 0) } : output.buffers[0].count
      }
    }
  }
}
