// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built with the same strict settings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "comment-safety",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "CommentSafety", targets: ["CommentSafety"]),
    .library(name: "RulePacks", targets: ["RulePacks"]),
    .library(name: "CommentStreams", targets: ["CommentStreams"]),
    .executable(name: "comment-filter", targets: ["comment-filter"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    // The command's logs and metrics. No library product depends on them, so embedders do not fetch them.
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
  ],
  targets: [
    // PCRE2 and its safe overlay.
    .systemLibrary(
      name: "CPCRE2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
    ),
    .target(name: "PCRE2", dependencies: ["CPCRE2"], swiftSettings: strict),

    // The core: no I/O, no Foundation.
    .target(name: "CommentKernels"),
    .target(
      name: "CommentSafety", dependencies: ["PCRE2", "CommentKernels"], swiftSettings: strict),

    // Rule packs: lists, rules, policies; the embedded default pack.
    .target(
      name: "Wordlists", path: "Wordlists",
      exclude: ["README.md", "terms", "rules", "allow", "policy", "words", "support"],
      sources: ["embedded.c"], publicHeadersPath: "include"),
    .target(
      name: "RulePacks",
      dependencies: ["CommentSafety", "Wordlists", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),

    // Tools for the authors of packs, behind the command's subcommands.
    .target(
      name: "PackTools", dependencies: ["CommentSafety", "RulePacks"], swiftSettings: strict),

    // Streams of comments.
    .target(
      name: "CommentStreams", dependencies: ["CommentSafety", "CommentKernels"], swiftSettings: strict),

    // Disguises and honest twins: what the command `matrix` and the tests measure with. No product.
    .target(name: "Evasion", dependencies: ["CommentSafety"], swiftSettings: strict),

    // Commands.
    .executableTarget(
      name: "comment-filter",
      dependencies: [
        "CommentSafety", "RulePacks", "CommentStreams", "PackTools", "Evasion",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ], swiftSettings: strict),
    .executableTarget(name: "unicode-tables", swiftSettings: strict),

    .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2"], swiftSettings: strict),
    .testTarget(
      name: "CommentSafetyTests", dependencies: ["CommentSafety", "PCRE2", "CommentKernels"],
      swiftSettings: strict),
    .testTarget(
      name: "RulePacksTests", dependencies: ["RulePacks", "CommentSafety", "Evasion"], exclude: ["accuracy", "groups"],
      swiftSettings: strict),
    .testTarget(
      name: "CommentStreamsTests", dependencies: ["CommentStreams", "CommentSafety", "RulePacks"],
      swiftSettings: strict),
    .testTarget(
      name: "PackToolsTests", dependencies: ["PackTools", "CommentSafety", "RulePacks"], exclude: ["examples"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["comment-filter", "RulePacks"], exclude: ["sweeps"],
      swiftSettings: strict),
  ]
)
