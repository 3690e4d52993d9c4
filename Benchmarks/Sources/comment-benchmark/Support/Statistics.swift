/// The same thing measured several times.
struct Sample: Codable, Sendable {
  var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// Half of the distance between the quartiles, as part of the median.
  var spread: Double {
    guard values.count > 1 else { return 0 }
    let sorted = values.sorted()
    func quantile(_ part: Double) -> Double {
      let position = part * Double(sorted.count - 1)
      let low = Int(position)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
    }
    return (quantile(0.75) - quantile(0.25)) / 2 / median
  }
}
