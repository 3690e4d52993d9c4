internal import CommentCorpus
internal import CommentSafety
internal import CommentStreams
internal import Foundation
internal import RulePacks

/// The comments, terms and files that engines are compared on.
struct Field {
  static let ours = "Comment Safety"
  /// For ripgrep, which takes longer to start than to search some ten thousand comments.
  static let manyComments = 2_000_000

  let pack: RulePack
  let filter: CommentFilter
  let corpus: Corpus
  let terms: [String]
  let shortTerms: [String]
  private let folder: String
  var textFile: String { folder + "/comments.txt" }
  var termsFile: String { folder + "/terms.txt" }
  var shortFile: String { folder + "/short-terms.txt" }
  private let ndjson: Corpus
  var ndjsonFile: String { folder + "/comments.ndjson" }
  private var packFile: String { folder + "/pack.cspack" }

  /// - Parameter real: comments to take instead of `comments` generated ones.
  init(_ pack: RulePack, _ choice: CorpusChoice, comments: Int, real: Corpus? = nil, folder: String) throws {
    self.pack = pack
    self.folder = folder
    filter = try CommentFilter(pack)
    let threads = ProcessInfo.processInfo.activeProcessorCount
    corpus = try real ?? Corpus(choice.generator(pack, .text), comments: comments, threads: threads)
    ndjson =
      try real?.asNDJSON() ?? Corpus(choice.generator(pack, .ndjson), comments: comments, threads: threads)
    terms = PeerTerms.plain(pack)
    shortTerms = PeerTerms.short(pack, count: 403)
    try Paths.createFolder(folder)
    try CompiledPackFile.write(filter, to: packFile)
    try Data(corpus.bytes).write(to: URL(fileURLWithPath: textFile))
    try Data(ndjson.bytes).write(to: URL(fileURLWithPath: ndjsonFile))
    try Data((terms.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: termsFile))
    try Data((shortTerms.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: shortFile))
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Every engine that is there.
  func addEngines(to contest: inout Contest) {
    let all = "\(grouped(terms.count)) terms"
    let few = "\(grouped(shortTerms.count)) terms"
    contest.add(
      .ours(
        Self.ours, filter, corpus,
        note: "\(grouped(filter.size.terms)) terms, \(grouped(filter.size.rules)) rules, disguises, spans, policy"))
    contest.add(.lineSplitting("memchr", corpus))
    contest.add("Vectorscan, \(all)") { try .vectorscan("Vectorscan, \(all)", terms, corpus, inBlocks: false) }
    contest.add("Vectorscan, \(few)") { try .vectorscan("Vectorscan, \(few)", shortTerms, corpus, inBlocks: false) }
    contest.add("Vectorscan in blocks, \(all)") {
      try .vectorscan("Vectorscan in blocks, \(all)", terms, corpus, inBlocks: true)
    }
    contest.add("Vectorscan in blocks, \(few)") {
      try .vectorscan("Vectorscan in blocks, \(few)", shortTerms, corpus, inBlocks: true)
    }
    contest.add("ripgrep, \(few)") {
      try .ripgrep(
        "ripgrep, \(few)", terms: shortFile, file: textFile, corpus, comments: corpus.count, repeated: Self.manyComments
      )
    }
    contest.add("ripgrep, \(all)") {
      try .ripgrep("ripgrep, \(all)", terms: termsFile, file: textFile, corpus, comments: 3000)
    }
    let python = "from PyPI; a call for each comment, Python's share included"
    contest.add("aho-corasick, \(all)") {
      try .python(
        "aho-corasick, \(all)", engine: "aho-corasick", terms: termsFile, file: textFile, corpus, comments: 200_000,
        note: python)
    }
    contest.add("aho-corasick in blocks, \(all)") {
      try .python(
        "aho-corasick in blocks, \(all)", engine: "aho-corasick-blocks", terms: termsFile, file: textFile, corpus,
        comments: 200_000,
        note: "from PyPI; blocks of 1 MB; counts matches")
    }
    contest.add("aho-corasick in blocks, \(few)") {
      try .python(
        "aho-corasick in blocks, \(few)", engine: "aho-corasick-blocks", terms: shortFile, file: textFile, corpus,
        comments: 200_000,
        note: "from PyPI; blocks of 1 MB; counts matches")
    }
    contest.add("PCRE2 alternation, \(few)") {
      try .pcre2("PCRE2 alternation, \(few)", shortTerms, corpus, comments: 20_000)
    }
    contest.add("PCRE2 alternation, \(all)") { try .pcre2("PCRE2 alternation, \(all)", terms, corpus, comments: 1000) }
    contest.add("better_profanity, \(few)") {
      try .python(
        "better_profanity, \(few)", engine: "better_profanity", terms: shortFile, file: textFile, corpus, comments: 300,
        note: "from PyPI; digits and signs for letters")
    }
  }

  /// Our engine with more and more switched on.
  ///
  /// The fold, the readings of digits and signs, and split words are one automaton and cannot be switched off, so the stages begin with
  /// a pack in which nothing can match.
  func stages() throws -> Contest {
    var contest = Contest()
    var bare = RulePack(name: "one term", terms: [Term("qzxjvkwq", category: .insult)])
    contest.add(.lineSplitting("split lines", corpus))
    contest.add(.ours("+ fold, one term", try CommentFilter(bare), corpus, note: "normalise and tokenise"))
    bare.terms = pack.terms.filter { !$0.pattern.contains("*") && !$0.pattern.contains(" ") }
    contest.add(
      .ours("+ words", try CommentFilter(bare), corpus, note: "\(grouped(bare.terms.count)) whole words, all disguises")
    )
    bare.terms = pack.terms
    contest.add(
      .ours("+ wildcards, phrases", try CommentFilter(bare), corpus, note: "\(grouped(bare.terms.count)) terms"))
    bare.allowPhrases = pack.allowPhrases
    bare.commonWords = pack.commonWords
    bare.policy = pack.policy
    contest.add(
      .ours(
        "+ allow phrases, policy", try CommentFilter(bare), corpus, note: "\(grouped(bare.allowPhrases.count)) phrases")
    )
    contest.add(.ours("+ rules", filter, corpus, note: "\(grouped(filter.size.rules)) rules: the whole engine"))
    contest.add(.oursWithVerdicts("+ verdicts spelled out", filter, corpus))
    contest.add(.oursLines("text lines to lines", filter, corpus, .text, as: .allowed))
    contest.add(.oursLines("NDJSON lines to lines", filter, ndjson, .ndjson, as: .allowed))
    contest.add(.oursLines("NDJSON, masked", filter, ndjson, .ndjson, as: .masked))
    return contest
  }

  /// Whole processes on the same NDJSON: ours with the usual pack, and ripgrep with the short list.
  func addProcesses(to contest: inout Contest) {
    contest.add("NDJSON filter") {
      try .pipe(
        "NDJSON filter", pack: packFile, file: ndjsonFile, ndjson, repeated: Self.manyComments / 5,
        note: "whole process, one thread: start, load the compiled pack, read, parse, judge, write")
    }
    contest.add("ripgrep, NDJSON") {
      try .ripgrep(
        "ripgrep, NDJSON", terms: shortFile, file: ndjsonFile, ndjson, comments: ndjson.count,
        repeated: Self.manyComments)
    }
  }
}
