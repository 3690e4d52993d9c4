internal import PCRE2
internal import Synchronization

/// A rule of a compiled pack. Its patterns are compiled when it is first run: machine code for all rules would be most of the time that a
/// pack takes to load, and most comments wake few rules.
final class CompiledRule: Sendable {
  struct Record: BitwiseCopyable {
    var pattern: StringPlace
    var firstExclusion: UInt32
    var exclusionCount: UInt32
    /// Group whose span is the match: the one that the rule names, else the group named `span`, else the whole match.
    var spanGroup: UInt32
    var view: UInt32
  }

  /// The compiled patterns.
  final class Codes: Sendable {
    let pattern: Code
    let exclusions: [Code]

    init(pattern: Code, exclusions: [Code]) {
      self.pattern = pattern
      self.exclusions = exclusions
    }
  }

  let view: Rule.View
  let spanGroup: Int
  private let pattern: String
  private let exclusions: [String]
  private let compiled = AtomicLazyReference<Codes>()

  init(pattern: String, exclusions: [String], view: Rule.View, spanGroup: Int) {
    self.pattern = pattern
    self.exclusions = exclusions
    self.view = view
    self.spanGroup = spanGroup
  }

  /// The compiled patterns; nil if PCRE2 refuses one, which it did not when the pack was built, or for want of memory.
  ///
  /// - Complexity: O(1), without waiting; but for the first time. Threads that come at once may each compile, and one of them wins.
  var codes: Codes? {
    @inline(__always) get { compiled.load() ?? compile() }
  }

  /// Puts patterns in place that were compiled already.
  func prepare(_ codes: Codes) {
    _ = compiled.storeIfNil(codes)
  }

  @inline(never)
  private func compile() -> Codes? {
    guard let code = try? Code(pattern: pattern) else { return nil }
    var excluded: [Code] = []
    for exclusion in exclusions {
      guard let code = try? Code(pattern: exclusion) else { return nil }
      excluded.append(code)
    }
    return compiled.storeIfNil(Codes(pattern: code, exclusions: excluded))
  }
}
