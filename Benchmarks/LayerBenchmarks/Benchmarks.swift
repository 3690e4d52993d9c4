internal import Benchmark

/// Called by the package that runs benchmarks.
let benchmarks: @Sendable () -> Void = {
  for layer in Layers.all { layer.register() }
}
