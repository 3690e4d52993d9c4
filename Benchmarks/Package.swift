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
