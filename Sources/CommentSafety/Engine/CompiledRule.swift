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
    /// How many stretches a match touches at most (``PatternReach``), where each holds an atom that wakes the rule; 0 if that is not known.
    var stretches: UInt16 = 0
    /// How many of them may lie in front of its start.
    var behind: UInt16 = 0
    /// ``Rule/Effect/number``.
    var effect: UInt32 = 0

    /// Whether matches are to be looked for near such atoms alone.
    @inline(__always) var isLocal: Bool { stretches > 0 }

    /// Whether the rule is asked only about what others find.
    @inline(__always) var isContext: Bool { effect != Rule.Effect.flags.number }
    @inline(__always) var lifts: Bool { effect == Rule.Effect.lifts.number }
  }

  /// A pattern whose matches are none of the rule's.
  struct Exclusion: BitwiseCopyable {
    /// Without its frame.
    var pattern: StringPlace
    /// How many stretches a match touches at most (``PatternReach``), its frame included; 0 if that is not known.
    var stretches: UInt32
    /// What it covers besides, in front of a match and behind (``ExclusionFrame``).
    var before: ExclusionFrame.Side
    var after: ExclusionFrame.Side
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

  /// How a rule's pattern is compiled.
  static let options: Code.Options = .offsetLimit

  let view: Rule.View
  let spanGroup: Int
  private let pattern: StringPlace
  private let strings: StringTable
  let exclusions: [Exclusion]
  // A pointer instead of `AtomicLazyReference`, whose load is a call of a generic function that is not specialised: it took a tenth of a rule's run.
  // SAFETY: 0, or the address of a retained `Codes` that is released by `deinit` alone.
  private let compiled = Atomic<UInt>(0)

  /// - Parameter strings: of the pack, which hold the patterns.
  init(pattern: StringPlace, exclusions: [Exclusion], view: Rule.View, spanGroup: Int, strings: StringTable) {
    self.pattern = pattern
    self.strings = strings
    self.exclusions = exclusions
    self.view = view
    self.spanGroup = spanGroup
  }

  /// The compiled patterns; nil if PCRE2 refuses one, which it did not when the pack was built, or for want of memory.
  ///
  /// - Complexity: O(1), without waiting; but for the first time. Threads that come at once may each compile, and one of them wins.
  var codes: Codes? {
    @inline(__always) get {
      Self.codes(at: compiled.load(ordering: .acquiring))?.takeUnretainedValue() ?? compile()
    }
  }

  deinit {
    Self.codes(at: compiled.load(ordering: .acquiring))?.release()
  }

  @inline(__always)
  private static func codes(at address: UInt) -> Unmanaged<Codes>? {
    UnsafeRawPointer(bitPattern: address).map { Unmanaged.fromOpaque($0) }
  }

  /// Puts patterns in place that were compiled already.
  func prepare(_ codes: Codes) {
    _ = store(codes)
  }

  /// Keeps `codes`, unless another thread was first.
  /// - Returns: what is kept.
  private func store(_ codes: Codes) -> Codes {
    let made = Unmanaged.passRetained(codes)
    let first = compiled.compareExchange(
      expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
    guard let kept = Self.codes(at: first.original) else { return codes }
    made.release()
    return kept.takeUnretainedValue()
  }

  @inline(never)
  private func compile() -> Codes? {
    guard let code = try? Code(pattern: strings[pattern], options: Self.options) else { return nil }
    var excluded: [Code] = []
    for exclusion in exclusions {
      guard let code = try? Code(pattern: strings[exclusion.pattern], options: Self.options) else { return nil }
      excluded.append(code)
    }
    return store(Codes(pattern: code, exclusions: excluded))
  }
}

extension Rule.Effect {
  /// As compiled packs hold it.
  var number: UInt32 {
    switch self {
    case .flags: 0
    case .weakens: 1
    case .lifts: 2
    }
  }
}
