/// How much of a text a match of a pattern may stretch over at most, what its positive look-around needs included.
///
/// Counted in *stretches*: the longest runs of white space (of ASCII) alone, and of anything else alone. `\bkill\s+\w+` takes three of
/// them at most, however long they are. Where a pattern's extent is in doubt it is unbounded.
struct PatternReach: Sendable, Hashable {
  /// Kinds of characters.
  struct Kinds: OptionSet, Sendable, Hashable {
    let rawValue: UInt8
    static let white = Kinds(rawValue: 1)
    static let other = Kinds(rawValue: 2)
    static let both: Kinds = [.white, .other]
  }

  /// How many stretches a match touches at most, from its start on; ``unbounded`` if nothing is known.
  private(set) var stretches = 0
  /// How many of those in front of its start its look-behind touches at most.
  private(set) var behind = 0
  /// Of which kinds all of it is, its first and its last character. What may be left out counts as there: without it there are not more stretches.
  private var kinds: Kinds = []
  private var first: Kinds = []
  private var last: Kinds = []

  /// More stretches than these are as good as the whole text.
  private static let most = 1000
  static let unbounded = PatternReach(stretches: .max, kinds: .both, first: .both, last: .both)
  var isUnbounded: Bool { stretches > Self.most || behind > Self.most }

  /// One character of these kinds.
  static func character(_ kinds: Kinds) -> PatternReach {
    PatternReach(stretches: 1, kinds: kinds, first: kinds, last: kinds)
  }

  static func literal(_ bytes: some Sequence<UInt8>) -> PatternReach {
    bytes.reduce(PatternReach()) { $0.followed(by: .character(isWhite($1) ? .white : .other)) }
  }

  /// What `\s` matches without Unicode properties.
  @inline(__always)
  static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// Whether two characters next to each other are of one stretch.
  private static func meet(_ left: Kinds, _ right: Kinds) -> Bool {
    left == right && (left == .white || left == .other)
  }

  func followed(by next: PatternReach) -> PatternReach {
    let sum = stretches.addingReportingOverflow(next.stretches)
    return PatternReach(
      stretches: sum.overflow ? .max : sum.partialValue - (Self.meet(last, next.first) ? 1 : 0),
      behind: Swift.max(behind, next.behind), kinds: kinds.union(next.kinds),
      first: first.isEmpty ? next.first : first, last: next.last.isEmpty ? last : next.last)
  }

  /// - Parameter count: how often at most; nil if there is no end to it.
  func repeated(atMost count: Int?) -> PatternReach {
    // All of one kind is one stretch, however long.
    if kinds != .both { return self }
    var result = self
    let product = stretches.multipliedReportingOverflow(by: count ?? .max)
    result.stretches = product.overflow ? .max : product.partialValue
    return result
  }

  static func longest(_ branches: some Sequence<PatternReach>) -> PatternReach {
    branches.reduce(PatternReach()) {
      PatternReach(
        stretches: Swift.max($0.stretches, $1.stretches), behind: Swift.max($0.behind, $1.behind),
        kinds: $0.kinds.union($1.kinds), first: $0.first.union($1.first), last: $0.last.union($1.last))
    }
  }

  /// Of a look-behind for this.
  var asLookbehind: PatternReach {
    PatternReach(behind: Swift.max(stretches, behind))
  }
}
