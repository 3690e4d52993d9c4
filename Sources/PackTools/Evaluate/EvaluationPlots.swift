internal import Foundation

/// The pictures of an evaluation's page.
struct EvaluationPlots {
  let report: EvaluationReport

  /// Recall over the false-positive rate, one point for each file with both kinds of rows; the lines are 95 % intervals.
  /// Points carry the number of their row in the table. Nil if no file has both.
  var files: String? {
    let points = report.files.enumerated().compactMap { index, file -> (Int, Proportion, Proportion)? in
      let (recall, rate) = (file.counts.recall, file.counts.falsePositiveRate)
      return recall.trials > 0 && rate.trials > 0 ? (index + 1, recall, rate) : nil
    }
    guard !points.isEmpty else { return nil }
    let most = points.compactMap { $0.2.interval?.upperBound }.max() ?? 1
    let (end, step) = Self.axis(upTo: most)
    var plot = Plot(width: 640, height: 400)
    let (left, right, top, bottom) = (56.0, 616.0, 16.0, 352.0)
    func x(_ share: Double) -> Double { left + (right - left) * min(1, share / end) }
    func y(_ share: Double) -> Double { bottom - (bottom - top) * share }
    for tenth in stride(from: 0, through: 10, by: 2) {
      let share = Double(tenth) / 10
      plot.line(left, y(share), right, y(share), "grid")
      plot.text(String(format: "%.1f", share), left - 8, y(share) + 4, anchor: "end", "tick")
    }
    var tick = 0
    while Double(tick) * step <= end * 1.0001 {
      let share = Double(tick) * step
      plot.line(x(share), top, x(share), bottom, "grid")
      plot.text(Self.percent(share), x(share), bottom + 18, anchor: "middle", "tick")
      tick += 1
    }
    plot.text("false positives among clean comments", (left + right) / 2, bottom + 40, anchor: "middle", "axis")
    plot.text("recall", left + 6, top + 12, "axis")
    for (number, recall, rate) in points {
      guard let (vertical, horizontal) = Self.both(recall.interval, rate.interval),
        let (up, across) = Self.both(recall.value, rate.value)
      else { continue }
      plot.line(x(horizontal.lowerBound), y(up), x(horizontal.upperBound), y(up), "whisker")
      plot.line(x(across), y(vertical.lowerBound), x(across), y(vertical.upperBound), "whisker")
      plot.circle(x(across), y(up), 4.5, "point")
      plot.text("\(number)", x(across) + 7, y(up) - 7, "label")
    }
    return plot.svg(title: "Recall over false positives, by file")
  }

  /// Precision by category with 95 % intervals.
  var categories: String? {
    let entries = report.total.byCategory.sorted { $0.key < $1.key }
    guard !entries.isEmpty else { return nil }
    let (left, right, row) = (150.0, 520.0, 26.0)
    let end = 12 + Double(entries.count) * row
    var plot = Plot(width: 640, height: end + 40)
    func x(_ share: Double) -> Double { left + (right - left) * share }
    for fifth in 0...5 {
      let share = Double(fifth) / 5
      plot.line(x(share), 8, x(share), end, "grid")
      plot.text(String(format: "%.1f", share), x(share), end + 16, anchor: "middle", "tick")
    }
    plot.text("share of flagged comments that are labelled bad", (left + right) / 2, end + 34, anchor: "middle", "axis")
    for (index, entry) in entries.enumerated() {
      let y = 12 + Double(index) * row
      plot.text(entry.key, left - 10, y + 16, anchor: "end", "label")
      guard let (value, interval) = Self.both(entry.value.precision.value, entry.value.precision.interval)
      else { continue }
      plot.rectangle(left, y + 4, x(value) - left, row - 10, "bar")
      plot.line(x(interval.lowerBound), y + row / 2 - 1, x(interval.upperBound), y + row / 2 - 1, "whisker")
      plot.text(
        "\(Figures.share(value)) of \(entry.value.precision.trials)", right + 12, y + 16, "tick")
    }
    return plot.svg(title: "Precision by category")
  }

  /// Comments flagged by the rules that flag the most clean ones.
  func rules(_ limit: Int) -> String? {
    let worst = report.total.worstRules(limit)
    guard !worst.isEmpty else { return nil }
    let most = worst.map { max($0.flags.clean, 1) }.max() ?? 1
    let (left, right, row) = (250.0, 500.0, 22.0)
    var plot = Plot(width: 640, height: 16 + Double(worst.count) * row)
    for (index, entry) in worst.enumerated() {
      let y = 8 + Double(index) * row
      let scale = (right - left) / Double(most)
      plot.text(Figures.line(entry.rule, limit: 34), left - 10, y + 14, anchor: "end", "label")
      plot.rectangle(left, y + 3, Double(entry.flags.cleanAlone) * scale, row - 8, "bad")
      plot.rectangle(
        left + Double(entry.flags.cleanAlone) * scale, y + 3,
        Double(entry.flags.clean - entry.flags.cleanAlone) * scale, row - 8, "shared")
      plot.text("\(entry.flags.clean) clean, \(entry.flags.bad) bad", right + 12, y + 14, "tick")
    }
    return plot.svg(title: "Rules that flag clean comments")
  }

  /// The axis's end and the distance of its ticks.
  static func axis(upTo most: Double) -> (end: Double, step: Double) {
    for step in [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] where most <= step * 5 {
      return (step * 5, step)
    }
    return (1, 0.2)
  }

  private static func percent(_ share: Double) -> String {
    String(format: share < 0.01 && share > 0 ? "%.1f %%" : "%.0f %%", 100 * share)
  }

  private static func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
  }
}
