internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams

/// Packs and comments of the layers. They are made up and do not depend on the lists, so the expected counts stand until the engine, the
/// vocabulary or the generator changes.
enum Material {
  static let seed: UInt64 = 20_261_122
  static let comments = 4000

  /// Random syllables and patterns of common words, of every severity.
  static func pack(terms: Int, rules: Int) -> RulePack {
    var pack = PackMaker.make(terms: terms, rules: rules, from: RulePack(name: "made up"))
    for index in pack.terms.indices { pack.terms[index].severity = Severity.allCases[index % Severity.allCases.count] }
    return pack
  }

  static let usual = pack(terms: 10_000, rules: 100)

  /// A pack in which nothing matches what is measured: the work that every comment costs.
  static let bare = RulePack(name: "one term", terms: [Term(bareTerm, category: .insult)])
  static let bareTerm = "qzxjvkwq"

  /// A comment with a term of the usual pack, and one that a rule of it matches.
  static let oneTerm = "so \(usual.terms[0].pattern) it is"
  static let oneExample = usual.rules[0].matchExamples[0]

  /// Comments of some languages.
  ///
  /// - Parameters:
  ///   - isPlain: without anything beyond ASCII.
  ///   - abusive: the share with a term of the usual pack.
  ///   - disguised: the share of these in which it is disguised.
  static func corpus(
    _ languages: Set<String>, isPlain: Bool = false, abusive: Double = 0, disguised: Double = 0,
    format: LineFormat = .text
  ) throws -> Corpus {
    let vocabulary = try Vocabulary(abuse: Abuse(usual), seed: seed) { mix in
      mix.languages = mix.languages.filter { languages.contains($0.tag) }
      for index in mix.languages.indices where isPlain {
        mix.languages[index].emoji = 0
        mix.languages[index].typographic = 0
      }
      mix.abusive = abusive
      mix.disguised = disguised
      mix.nearMiss = 0
    }
    return try Corpus(Generator(vocabulary, seed: seed, format: format), comments: comments, threads: 1)
  }

  static func plain() throws -> Corpus { try corpus(["en"], isPlain: true) }

  /// Most of their letters are not ASCII.
  static func otherScripts() throws -> Corpus { try corpus(["ur", "hi", "ar", "zh", "ja", "ko"]) }

  /// Comments of eight terms each, as `change` spells them.
  static func terms(_ change: (String) -> String = { $0 }) -> Corpus {
    var text = ""
    for comment in 0..<comments {
      for word in 0..<8 {
        let term = usual.terms[(comment * 8 + word) * 7919 % usual.terms.count].pattern
        text += (word == 0 ? "" : " ") + change(term)
      }
      text += "\n"
    }
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBytes { Corpus(lines: UnsafeRawBufferPointer($0)) }
  }

  static func chunk(_ corpus: Corpus) -> Chunk { Chunk(Array(corpus.bytes)) }
}
