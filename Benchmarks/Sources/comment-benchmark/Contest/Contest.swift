/// Several ways to do a thing, measured in turns: what else the machine does falls on all of them.
struct Contest {
  /// One pass over a number of comments.
  struct Pass {
    var seconds: Double
    /// Comments with a match, or what the entry counts instead.
    var flagged: Int
  }

  struct Entry {
    var name: String
    /// Comments in one pass.
    var comments: Int
    /// Bytes in one pass, line feeds included.
    var bytes: Int
    /// What is said of the entry in the table.
    var note = ""
    var run: () throws -> Pass
  }

  struct Result: Codable, Sendable {
    var name: String
    var comments: Int
    var bytes: Int
    var flagged: Int
    var note: String
    /// Seconds of the passes.
    var passes = Sample()

    var nanosecondsPerComment: Double { passes.median / Double(comments) * 1e9 }
    var nanosecondsPerByte: Double { passes.median / Double(bytes) * 1e9 }
    var commentsPerSecond: Double { Double(comments) / passes.median }
    var megabytesPerSecond: Double { Double(bytes) / 1e6 / passes.median }
  }

  private var entries: [Entry] = []
  /// What could not take part, and why.
  private(set) var absent: [String] = []

  mutating func add(_ entry: Entry) { entries.append(entry) }

  /// Adds an entry that may be missing on this machine.
  mutating func add(_ name: String, _ make: () throws -> Entry) {
    do { entries.append(try make()) } catch { absent.append("\(name): \(error)") }
  }

  /// Runs all entries in turns.
  ///
  /// - Parameter repetitions: passes of each entry, besides one to warm up.
  /// - Throws: when an entry fails, or two of its passes come to different counts: a fast wrong answer is none.
  func run(repetitions: Int) throws -> [Result] {
    var results = entries.map {
      Result(name: $0.name, comments: $0.comments, bytes: $0.bytes, flagged: 0, note: $0.note)
    }
    var bar = ProgressBar("measuring", total: entries.count * (repetitions + 1))
    for repetition in 0...repetitions {
      for (index, entry) in entries.enumerated() {
        let pass = try entry.run()
        if repetition == 0 {
          results[index].flagged = pass.flagged
        } else {
          guard pass.flagged == results[index].flagged else {
            throw Failure("\(entry.name): two passes counted \(results[index].flagged) and \(pass.flagged)")
          }
          results[index].passes.add(pass.seconds)
        }
        bar.update(repetition * entries.count + index + 1, "passes")
      }
    }
    bar.finish()
    return results
  }
}

extension [Contest.Result] {
  /// The result of that name.
  func named(_ name: String) throws -> Contest.Result {
    guard let result = first(where: { $0.name == name }) else { throw Failure("'\(name)' did not take part") }
    return result
  }

  /// How many times the time of `base` each entry takes, from the medians.
  ///
  /// Passes of one turn stand side by side in time, so the ratio of each turn is taken first.
  func ratio(_ name: String, to base: String) -> Sample? {
    guard let one = first(where: { $0.name == name }), let other = first(where: { $0.name == base }) else { return nil }
    var sample = Sample()
    for (mine, theirs) in zip(one.passes.values, other.passes.values) {
      sample.add((mine / Double(one.comments)) / (theirs / Double(other.comments)))
    }
    return sample
  }

  /// The same of the fastest pass of each.
  func fastestRatio(_ name: String, to base: String) -> Double? {
    guard let one = first(where: { $0.name == name }), let other = first(where: { $0.name == base }),
      let mine = one.passes.values.min(), let theirs = other.passes.values.min()
    else { return nil }
    return (mine / Double(one.comments)) / (theirs / Double(other.comments))
  }

  /// The table of results with the speed in relation to `base`.
  func table(_ title: String, base: String) -> Table {
    var table = Table(
      title, ["engine", "comments", "ns/comment", "spread", "comments/s", "MB/s", "speed", "with a match", "note"])
    for result in self {
      let ratio = ratio(result.name, to: base).map { short(1 / $0.median) + " ×" } ?? "–"
      table.add(
        result.name, grouped(result.comments), short(result.nanosecondsPerComment),
        "± " + percent(result.passes.spread, 0),
        grouped(Int(result.commentsPerSecond)), short(result.megabytesPerSecond), ratio,
        percent(Double(result.flagged) / Double(result.comments), 2), result.note)
    }
    return table
  }
}
