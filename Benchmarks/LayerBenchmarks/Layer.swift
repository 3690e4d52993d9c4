internal import Benchmark
internal import CAllocations

/// One layer of the engine and what it must come to: a fast wrong answer fails.
struct Layer: Sendable {
  var name: String
  var comments: Int
  /// What a pass must count.
  var expected: Int
  /// Whether a pass allocates nothing once its buffers have grown.
  var allocatesNothing = true
  /// Sets the layer up; not measured.
  /// - Returns: a pass over all comments, which counts.
  var make: @Sendable () throws -> () -> Int
}

extension Layer {
  /// What a pass allocates, by a malloc of our own: the package's counts need one that stands in for ours.
  private static let allocations = BenchmarkMetric.custom("allocations", useScalingFactor: false)
  private static let perComment = BenchmarkMetric.custom("ns/comment", useScalingFactor: false)

  /// Hands the layer to the package that runs and reports.
  func register() {
    let bench = Bench()
    Benchmark(
      name,
      configuration: .init(
        metrics: [Self.perComment, Self.allocations],
        units: [Self.perComment: .count, Self.allocations: .count], warmupIterations: 2, maxDuration: .seconds(1),
        maxIterations: 1000),
      closure: { benchmark in
        benchmark.startMeasurement()
        let before = cs_allocations()
        let start = ContinuousClock.now
        let found = bench.pass()
        let time = ContinuousClock.now - start
        let allocated = cs_allocations() - before
        benchmark.stopMeasurement()
        benchmark.measurement(Self.perComment, Int(time / .nanoseconds(1)) / comments)
        benchmark.measurement(Self.allocations, Int(allocated))
        if found != expected {
          benchmark.error("FAILED \(name): counted \(found) instead of \(expected)")
        } else if allocatesNothing, allocated > 0 {
          benchmark.error("FAILED \(name): allocated \(allocated) times")
        }
      },
      setup: {
        bench.pass = try make()
        // Buffers grow.
        _ = bench.pass()
      })
  }

  /// The pass that is set up.
  private final class Bench {
    var pass: () -> Int = { 0 }
  }
}
