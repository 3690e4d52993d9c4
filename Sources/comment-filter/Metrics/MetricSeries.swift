internal import CoreMetrics
internal import Synchronization

/// One line of a metric, or several for a histogram.
protocol MetricSeries: AnyObject, Sendable {
  /// - Parameter labels: `name="value"`, with commas between; may be empty.
  func text(_ name: String, _ labels: String) -> String
}

/// A whole number that only grows.
final class WholeSeries: MetricSeries, CounterHandler {
  private let value = Atomic<Int64>(0)

  func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
  func reset() { value.store(0, ordering: .relaxed) }

  func text(_ name: String, _ labels: String) -> String {
    sample(name, labels, "\(value.load(ordering: .relaxed))")
  }
}

/// A number that is set, or added to.
final class NumberSeries: MetricSeries, MeterHandler, RecorderHandler, FloatingPointCounterHandler {
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func reset() { set(0.0) }

  func text(_ name: String, _ labels: String) -> String {
    sample(name, labels, spelled(value.withLock { $0 }))
  }
}

/// How often values came, by their size: of a timer, in seconds.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
  /// Upper bounds.
  private static let bounds = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

  private struct State {
    /// By bound; the last is what lies above all of them.
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    var sum = 0.0
  }

  private let state = Mutex(State())

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let place = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[place] += 1
      state.sum += value
    }
  }

  func text(_ name: String, _ labels: String) -> String {
    let state = state.withLock { $0 }
    var text = ""
    var total = 0
    for (count, bound) in zip(state.counts, Self.bounds.map(spelled) + ["+Inf"]) {
      total += count
      text += sample(name + "_bucket", labels + (labels.isEmpty ? "" : ",") + "le=\"\(bound)\"", "\(total)")
    }
    return text + sample(name + "_sum", labels, spelled(state.sum)) + sample(name + "_count", labels, "\(total)")
  }
}

private func sample(_ name: String, _ labels: String, _ value: String) -> String {
  labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
}

/// A number as Prometheus reads it: whole ones without a point.
private func spelled(_ number: Double) -> String {
  if let whole = Int(exactly: number) { return "\(whole)" }
  if number.isFinite { return "\(number)" }
  return number.isNaN ? "NaN" : number > 0 ? "+Inf" : "-Inf"
}
