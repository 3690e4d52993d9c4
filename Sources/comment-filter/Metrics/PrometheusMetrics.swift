internal import CoreMetrics
internal import Synchronization

/// Keeps the metrics that the program reports through swift-metrics, and spells them in Prometheus' text format, version 0.0.4.
///
/// Counters, meters and recorders are numbers; timers are histograms in seconds. Two metrics of one name and the same dimensions are one.
final class PrometheusMetrics: MetricsFactory {
  fileprivate enum Kind: String {
    case counter, gauge, histogram
  }

  private struct Family {
    var kind: Kind
    /// By their labels, as they are written.
    var series: [String: any MetricSeries] = [:]
  }

  private let families = Mutex<[String: Family]>([:])
  /// What each metric means, by its name.
  private let help: [String: String]

  init(help: [String: String] = [:]) {
    self.help = help
  }

  // MARK: - Making metrics

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter) { WholeSeries() }
  }

  func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter) { NumberSeries() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge) { NumberSeries() }
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    if aggregate { return series(label, dimensions, .histogram) { HistogramSeries() } }
    return series(label, dimensions, .gauge) { NumberSeries() }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram) { HistogramSeries() }
  }

  /// The series of a name and labels; one that holds nothing if the name is taken by another kind.
  private func series<Series: MetricSeries>(
    _ label: String, _ dimensions: [(String, String)], _ kind: Kind, _ make: () -> Series
  ) -> Series {
    let name = Self.name(label)
    let labels = dimensions.map { "\(Self.name($0))=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    return families.withLock { families in
      if let old = families[name]?.series[labels] as? Series { return old }
      let new = make()
      if families[name, default: Family(kind: kind)].kind == kind {
        families[name, default: Family(kind: kind)].series[labels] = new
      }
      return new
    }
  }

  // MARK: - Letting go of them

  func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

  private func remove(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
        families[name]?.series[labels] = nil
        if family.series.count == 1 { families[name] = nil }
      }
    }
  }

  // MARK: - The page

  /// All metrics, by name and labels.
  var page: String {
    let families = families.withLock { $0.sorted { $0.key < $1.key } }
    var page = ""
    for (name, family) in families {
      if let text = help[name] { page += "# HELP \(name) \(text)\n" }
      page += "# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) { page += series.text(name, labels) }
    }
    return page
  }

  /// Letters, digits, `_` and `:`; anything else becomes `_`.
  private static func name(_ label: String) -> String {
    String(
      String.UnicodeScalarView(
        label.unicodeScalars.map { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == ":")
            ? scalar : "_"
        }))
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
