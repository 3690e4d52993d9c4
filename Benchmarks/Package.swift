// swift-tools-version: 6.2
import PackageDescription

// The benchmarks are a package of their own, so that who embeds Comment Safety never resolves what only they need.

/// Every Swift target is built with the same strict settings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "comment-safety-benchmarks",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "CommentCorpus", targets: ["CommentCorpus"]),
    .executable(name: "comment-benchmark", targets: ["comment-benchmark"]),
  ],
  dependencies: [
    .package(name: "comment-safety", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    // Generated comments: seeded, distinct, fitted to figures of real ones.
    .target(
      name: "CommentCorpus",
      dependencies: [.product(name: "CommentSafety", package: "comment-safety")],
      swiftSettings: strict),

    // Other engines with a C interface, found at run time.
    .target(name: "CPeers"),

    // Counts allocations, and tells callgrind when to count.
    .target(name: "CAllocations"),

    .executableTarget(
      name: "comment-benchmark",
      dependencies: [
        "CommentCorpus", "CPeers", "CAllocations",
        .product(name: "CommentSafety", package: "comment-safety"),
        .product(name: "RulePacks", package: "comment-safety"),
        .product(name: "CommentStreams", package: "comment-safety"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
  ]
)

// Each layer by itself. The package that runs them needs Swift 6.3; the other benchmarks do not. It finds its targets by their folder,
// which must stand in one named Benchmarks. Without traits it brings no malloc of its own: CAllocations counts.
#if compiler(>=6.3)
  package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []))
  package.targets.append(
    .executableTarget(
      name: "LayerBenchmarks",
      dependencies: [
        "CommentCorpus", "CPeers", "CAllocations",
        .product(name: "CommentSafety", package: "comment-safety"),
        .product(name: "RulePacks", package: "comment-safety"),
        .product(name: "CommentStreams", package: "comment-safety"),
        .product(name: "Benchmark", package: "benchmark"),
      ], path: "LayerBenchmarks", swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
#endif
