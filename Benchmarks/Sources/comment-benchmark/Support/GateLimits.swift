internal import Foundation

/// The committed limits of the gate: lines of a name, `<=` or `>=`, and a number.
struct GateLimits {
  /// Something that was measured.
  struct Measure {
    var name: String
    var value: Double
    /// The limit that `--update` writes.
    var limit: Double
    /// Whether less is worse.
    var isLeast = false
  }

  private struct Limit {
    var name: String
    var isLeast: Bool
    var value: Double

    func allows(_ measured: Double) -> Bool { isLeast ? measured >= value : measured <= value }
    var text: String {
      "\(isLeast ? ">=" : "<=") \(short(value))"
    }
  }

  private let limits: [Limit]
  private let path: String

  /// Limits that the measures fit.
  init(_ measures: [Measure]) {
    limits = measures.map { Limit(name: $0.name, isLeast: $0.isLeast, value: $0.limit) }
    path = ""
  }

  /// - Throws: when the file is missing, or a line of it is no limit.
  init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure("\(path): cannot be read")
    }
    self.path = path
    limits = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let words = line.split(separator: " ")
      guard words.count == 3, words[1] == "<=" || words[1] == ">=", let value = Double(words[2]), value.isFinite else {
        throw Failure("\(path): '\(line)' is no limit")
      }
      return Limit(name: String(words[0]), isLeast: words[1] == ">=", value: value)
    }
    guard !limits.isEmpty else { throw Failure("\(path): there are no limits in it") }
  }

  func write(to path: String) throws {
    var text = """
      # Limits of `Benchmarks/run gate`, written by `Benchmarks/run gate --update`. Allocations and instructions are counts, with a quarter to
      # spare: compilers differ, and the lists change. The others are ratios of times, with a factor of 3 to spare against memchr, in which
      # processors differ much, and of 2 against the oracle.

      """
    for limit in limits {
      let value = limit.value == limit.value.rounded() ? String(format: "%.0f", limit.value) : String(limit.value)
      text += "\(limit.name) \(limit.isLeast ? ">=" : "<=") \(value)\n"
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    Output.write("wrote \(path)")
  }

  /// Prints what was measured beside its limit.
  ///
  /// - Parameter leftOut: what was not measured on purpose.
  /// - Throws: when a measure is beyond its limit, or was not taken though it should.
  func check(_ measures: [Measure], leftOut: Set<String>) throws {
    var table = Table("The gate", ["measure", "limit", "measured", ""])
    var failed: [String] = []
    for limit in limits {
      let measure = measures.first { $0.name == limit.name }
      let isPassed = measure.map { limit.allows($0.value) } ?? leftOut.contains(limit.name)
      if !isPassed { failed.append(limit.name) }
      table.add(
        limit.name, limit.text, measure.map { short($0.value) } ?? "not measured",
        isPassed ? measure == nil ? "" : "ok" : "FAILED")
    }
    for measure in measures where !limits.contains(where: { $0.name == measure.name }) {
      table.add(measure.name, "none", short(measure.value), "")
    }
    Output.write(table.text)
    guard failed.isEmpty else {
      throw Failure(
        "beyond the limit or not measured: \(failed.joined(separator: ", ")). If that is meant, run 'Benchmarks/run gate --update' and say why"
      )
    }
  }
}
