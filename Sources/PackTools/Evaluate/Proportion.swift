/// A share of a whole, such as recall: hits among trials.
package struct Proportion: Sendable, Hashable {
  package var hits: Int
  package var trials: Int

  package init(_ hits: Int, of trials: Int) {
    self.hits = hits
    self.trials = trials
  }

  /// Nil without trials.
  package var value: Double? { trials == 0 ? nil : Double(hits) / Double(trials) }

  /// Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927): right also where the share is near 0 or 1, unlike the
  /// interval of the normal distribution. Nil without trials.
  package var interval: ClosedRange<Double>? {
    guard let share = value else { return nil }
    let quantile = 1.959963984540054
    let count = Double(trials)
    let square = quantile * quantile / count
    let middle = (share + square / 2) / (1 + square)
    let spread =
      quantile / (1 + square) * (share * (1 - share) / count + square / (4 * count)).squareRoot()
    // At the ends the formula gives 0 and 1 but for rounding.
    let lower = hits == 0 ? 0 : max(0, middle - spread)
    let upper = hits == trials ? 1 : min(1, middle + spread)
    return lower...max(lower, upper)
  }
}
