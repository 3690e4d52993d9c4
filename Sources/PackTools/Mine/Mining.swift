package import CommentSafety
internal import Foundation

/// What labelled comments say about a pack's gaps: n-grams that tell bad rows from clean ones and that nothing in the pack matches, and entries
/// whose hits are mostly clean.
///
/// A help for people: what it finds is to be judged by sense, not to be added by score.
package struct Mining: Sendable {
  /// Some words in a row, and how many rows hold them.
  package struct Gram: Sendable, Hashable {
    package var text: String
    package var bad: Int
    package var clean: Int
    /// Bad rows with it that are not flagged.
    package var missed: Int
    /// Log-odds of bad against clean, in units of its standard deviation.
    package var score: Double
  }

  /// A rule or term and the rows that it hits, whatever the policy does about it.
  package struct Entry: Sendable, Hashable {
    package var rule: String
    package var bad: Int
    package var clean: Int
  }

  package struct Options: Sendable {
    /// Rows that must hold an n-gram, or be hit by an entry, for it to count.
    package var minimumRows = 5
    /// Words in an n-gram; in scripts without spaces, characters.
    package var maximumWords = 3
    /// Weight of the prior, in rows of average length: the higher, the more rows a rare n-gram needs.
    package var prior = 0.1

    package init() {}
  }

  /// The highest scores first.
  package private(set) var grams: [Gram] = []
  /// Entries of whose hits less than half are bad, beyond chance; the most clean hits first.
  package private(set) var entries: [Entry] = []
  package private(set) var bad = 0
  package private(set) var clean = 0

  /// - Complexity: O(bytes), and memory in the distinct n-grams of words that stand in enough rows.
  package init(_ files: [LabelledFile], with filter: CommentFilter, options: Options = Options()) {
    var rows: [Row] = []
    var hits: [String: Entry] = [:]
    var scratch = filter.makeScratch()
    for row in files.flatMap(\.rows) {
      var text = row.text
      let outcome = text.withUTF8 { filter.evaluate(UnsafeRawBufferPointer($0), using: &scratch) }
      for rule in Set((0..<outcome.hitCount).map { filter.ruleID(for: scratch.hit(at: $0).source) }) {
        hits[rule, default: Entry(rule: rule, bad: 0, clean: 0)].bad += row.isBad ? 1 : 0
        hits[rule]?.clean += row.isBad ? 0 : 1
      }
      rows.append(
        Row(words: Mining.words(of: row.text), isBad: row.isBad, isMissed: row.isBad && outcome.action.isShown))
      if row.isBad { bad += 1 } else { clean += 1 }
    }
    entries = hits.values.filter { entry in
      guard entry.bad + entry.clean >= options.minimumRows else { return false }
      return Proportion(entry.bad, of: entry.bad + entry.clean).interval.map { $0.upperBound < 0.5 } ?? false
    }.sorted { ($1.clean, $0.rule) < ($0.clean, $1.rule) }
    mine(rows, filter, options)
  }

  private struct Row {
    var words: [String]
    var isBad: Bool
    var isMissed: Bool
  }

  private struct Counts {
    var bad = 0
    var clean = 0
    var missed = 0

    mutating func add(_ row: Row) {
      if row.isBad { bad += 1 } else { clean += 1 }
      if row.isMissed { missed += 1 }
    }
  }

  // MARK: - Words

  /// The folded words of a text. Letters of scripts without spaces are words of their own.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func close() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for scalar in CommentFilter.fold(text).unicodeScalars {
      let properties = scalar.properties
      if isNoSpaces(scalar) {
        close()
        words.append(String(Character(scalar)))
      } else if properties.isAlphabetic || properties.numericType != nil
        || properties.generalCategory == .nonspacingMark
      {
        word.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "\u{200C}" {
        // Inside words; at their ends they are dropped with the next letter's absence.
        continue
      } else {
        close()
      }
    }
    close()
    return words
  }

  private static func isNoSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFD: true
    default: false
    }
  }

  // MARK: - N-grams

  private mutating func mine(_ rows: [Row], _ filter: CommentFilter, _ options: Options) {
    // Words that stand in enough rows, by number: no n-gram with another word can.
    var rowsOf: [String: Int] = [:]
    for row in rows { for word in Set(row.words) { rowsOf[word, default: 0] += 1 } }
    let frequent = rowsOf.filter { $0.value >= options.minimumRows }.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: frequent.enumerated().map { ($1, UInt32($0)) })
    var counts: [[UInt32]: Counts] = [:]
    for row in rows {
      let words = row.words.map { numbers[$0] }
      var seen: Set<[UInt32]> = []
      for start in words.indices {
        var gram: [UInt32] = []
        for word in words[start...].prefix(options.maximumWords) {
          guard let word else { break }
          gram.append(word)
          seen.insert(gram)
        }
      }
      for gram in seen { counts[gram, default: Counts()].add(row) }
    }
    var scratch = filter.makeScratch()
    for (gram, count) in counts where count.bad + count.clean >= options.minimumRows && count.missed > 0 {
      let score = score(count, options.prior)
      guard score > 1.96 else { continue }
      let text = Mining.join(gram.map { frequent[Int($0)] })
      guard filter.inspect(text, using: &scratch).hits.isEmpty else { continue }
      grams.append(Gram(text: text, bad: count.bad, clean: count.clean, missed: count.missed, score: score))
    }
    // Of equals the longer one stands for its parts.
    grams.sort { ($1.score, $1.text.utf8.count, $0.text) < ($0.score, $0.text.utf8.count, $1.text) }
    dropEchoes()
  }

  /// Log-odds with an informative Dirichlet prior, as a z-score: B. L. Monroe, M. P. Colaresi, K. M. Quinn, "Fightin' Words", Political
  /// Analysis 16 (2008), equations 16, 20 and 22. The prior is the n-gram's frequency in all rows.
  private func score(_ count: Counts, _ prior: Double) -> Double {
    let rows = Double(bad + clean)
    let weight = prior * rows
    let share = Double(count.bad + count.clean) / rows
    let alpha = weight * share
    func odds(_ hits: Int, _ trials: Int) -> Double {
      log((Double(hits) + alpha) / (Double(trials) + weight - Double(hits) - alpha))
    }
    let variance = 1 / (Double(count.bad) + alpha) + 1 / (Double(count.clean) + alpha)
    return (odds(count.bad, bad) - odds(count.clean, clean)) / variance.squareRoot()
  }

  /// Leaves out an n-gram that says no more than a better one that is part of it, or that it is part of.
  private mutating func dropEchoes() {
    var kept: [Gram] = []
    for gram in grams {
      let isEcho = kept.suffix(2000).contains { better in
        (" \(gram.text) ".contains(" \(better.text) ") || " \(better.text) ".contains(" \(gram.text) "))
          && Double(min(gram.bad, better.bad)) >= 0.8 * Double(max(gram.bad, better.bad))
          || (" \(gram.text) ".contains(" \(better.text) ") && gram.bad <= better.bad)
      }
      if !isEcho { kept.append(gram) }
      if kept.count == 2000 { break }
    }
    grams = kept
  }

  private static func join(_ words: [String]) -> String {
    var text = ""
    for word in words {
      let isGlued = text.unicodeScalars.last.map(isNoSpaces) ?? true
      if !isGlued || !(word.unicodeScalars.first.map(isNoSpaces) ?? true) { text += text.isEmpty ? "" : " " }
      text += word
    }
    return text
  }

  // MARK: - Report

  /// - Parameter limit: How many n-grams and entries are shown.
  package func text(_ limit: Int) -> String {
    var table = TextTable(["words", "bad rows", "clean rows", "not flagged", "score"])
    for gram in grams.prefix(limit) {
      table.add([
        gram.text, "\(gram.bad)", "\(gram.clean)", "\(gram.missed)", String(format: "%.1f", gram.score),
      ])
    }
    var parts = ["\(Figures.count(bad, "bad row")), \(Figures.count(clean, "clean row"))\n"]
    if !table.isEmpty { parts.append("Words of bad rows that nothing in the pack matches\n\n" + table.text) }
    var entryTable = TextTable(["entry", "clean rows", "bad rows"])
    for entry in entries.prefix(limit) { entryTable.add([entry.rule, "\(entry.clean)", "\(entry.bad)"]) }
    if !entryTable.isEmpty { parts.append("Entries whose hits are mostly clean\n\n" + entryTable.text) }
    return parts.joined(separator: "\n")
  }
}
