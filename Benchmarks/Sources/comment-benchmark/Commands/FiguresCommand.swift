internal import ArgumentParser
internal import CommentCorpus
internal import CommentSafety
internal import Foundation
internal import RulePacks

/// `comment-benchmark figures`: how made-up comments compare with real ones.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "Print figures of the made-up comments beside those of real ones.",
    discussion: """
      Real comments are read from the folder that COMMENT_SAFETY_DATA names; without it only the made-up ones are shown. 'shown' is \
      the share of comments that the whole default pack lets through.
      """)

  @OptionGroup var corpus: CorpusChoice
  @Option(help: "Made-up comments of each language.") var comments = 50_000
  @Option(help: "The most real comments of each set.") var real = 50_000

  func validate() throws {
    if comments < 1000 { throw ValidationError("--comments is at least 1000") }
  }

  /// Which real sets stand for which language. The share of abuse in them is what their makers chose.
  private static let sets: [(language: String, file: String, tag: String?)] = [
    ("en", "corpora/goemotions_reddit", nil), ("en", "corpora/reddit_titles_400k", nil), ("en", "surge_toxicity", nil),
    ("ur-Latn", "ruhsold_roman_urdu", nil), ("ur", "urdu_abusive_pervez", nil), ("ar", "mlma_en_fr_ar", "ar"),
    ("zh", "cold_zh", nil), ("ja", "japanese_toxic", nil), ("ko", "corpora/korean_news_comments", nil),
  ]

  func run() throws {
    let pack = try DefaultPack.load()
    let filter = try CommentFilter(pack)
    let data = ProcessInfo.processInfo.environment["COMMENT_SAFETY_DATA"]
    if data == nil {
      Output.note("figures: COMMENT_SAFETY_DATA names no folder of real comments; only made-up ones are shown")
    }
    var table = Table(
      "Made-up comments and real ones",
      [
        "comments", "number", "mean B", "p10", "p50", "p90", "p99", "ASCII", "emoji", "links", "@ #", "capitals",
        "digits",
        "quotes", "words", "letters/word", "distinct/20k words", "repeats", "shown",
      ])
    let mix = try corpus.generator(pack, .text).vocabulary.mix
    for language in mix.languages {
      let vocabulary = try Vocabulary(abuse: Abuse(pack), seed: corpus.seed) {
        $0.languages = [language]
        if let abusive = corpus.abusive { $0.abusive = abusive }
      }
      let made = try Corpus(
        Generator(vocabulary, seed: corpus.seed, format: .text), comments: comments,
        threads: ProcessInfo.processInfo.activeProcessorCount)
      table.add(row("\(language.tag) made up", made, filter))
      guard let data else { continue }
      for set in Self.sets where set.language == language.tag {
        let real = try Corpus(labelled: "\(data)/\(set.file).tsv", language: set.tag, limit: real)
        table.add(row("\(language.tag) \(set.file.split(separator: "/").last ?? "")", real, filter))
      }
    }
    let all = try Corpus(
      corpus.generator(pack, .text), comments: 20 * comments, threads: ProcessInfo.processInfo.activeProcessorCount)
    table.add(row("all made up", all, filter))
    Output.write(Machine.current().text)
    Output.write(table.text)
  }

  private func row(_ name: String, _ corpus: Corpus, _ filter: CommentFilter) -> [String] {
    let figures = Figures(corpus)
    let count = Double(figures.comments)
    // Judging all of a large corpus would say no more.
    let judged = min(corpus.count, 20_000)
    var scratch = filter.makeScratch()
    var shown = 0
    for index in 0..<judged where filter.evaluate(corpus[index], using: &scratch).action.isShown { shown += 1 }
    func share(_ number: Int) -> String { percent(Double(number) / count) }
    return [
      name, grouped(figures.comments), fixed(figures.meanLength, 0),
    ] + [100, 500, 900, 990].map { String(figures.lengths[$0] ?? 0) } + [
      share(figures.ascii), share(figures.withEmoji), share(figures.withLink), share(figures.withTag),
      share(figures.inCapitals),
      share(figures.withDigit), share(figures.withQuote), fixed(Double(figures.words) / count, 1),
      fixed(Double(figures.wordCharacters) / Double(max(figures.words, 1)), 2), grouped(figures.distinctWords),
      grouped(figures.repeats), percent(Double(shown) / Double(judged)),
    ]
  }
}
