public import CommentSafety

/// The evasion matrix: each disguise on many words in several carriers, and the same carriers with clean look-alike words.
public struct Matrix: Sendable {
  /// One disguise's share.
  public struct Row: Sendable {
    public var name: String
    public var tried = 0
    public var caught = 0
    /// Some comments that passed.
    public var missed: [String] = []

    public var share: Double { tried == 0 ? 1 : Double(caught) / Double(tried) }
  }

  /// A clean comment that was flagged.
  public struct FalseHit: Sendable, Hashable {
    public var disguise: String
    public var comment: String
    public var rule: String
  }

  /// What the matrix must reach: overall, and in each row.
  public static let overallShare = 0.98
  public static let rowShare = 0.95
  private static let missesKept = 12
  private static let textsOfClass = 1_000

  public private(set) var rows: [Row] = []
  public private(set) var cleanComments = 0
  public private(set) var falseHits: [FalseHit] = []
  /// Words of the matrix that the pack does not flag when they are written plainly.
  public private(set) var unknown: [String] = []

  public var tried: Int { rows.reduce(0) { $0 + $1.tried } }
  public var caught: Int { rows.reduce(0) { $0 + $1.caught } }
  public var share: Double { tried == 0 ? 0 : Double(caught) / Double(tried) }

  public var holds: Bool {
    share >= Self.overallShare && rows.allSatisfy { $0.share >= Self.rowShare } && falseHits.isEmpty && unknown.isEmpty
  }

  /// Runs the matrix.
  /// - Parameter every: takes one of so many comments, by a seeded choice; 1 takes all.
  public init(_ filter: CommentFilter, seed: UInt64, every: Int = 1) {
    var random = SplitMix(seed: seed)
    var scratch = filter.makeScratch()
    for (_, words) in MatrixWords.terms {
      for word in words where Self.hits(word, filter, &scratch).isEmpty { unknown.append(word) }
    }
    for disguise in Disguise.all {
      var row = Row(name: disguise.name)
      for (language, words) in MatrixWords.terms where disguise.reach != .english || language == "en" {
        for word in words {
          for carrier in Carrier.carriers(for: language) {
            if every > 1, Int.random(in: 0..<every, using: &random) > 0 { continue }
            guard let disguised = disguise.apply(word, &random) else { continue }
            let comment = carrier.before + disguised + carrier.after
            let place = carrier.before.utf8.count..<(carrier.before + disguised).utf8.count
            row.tried += 1
            if Self.hits(comment, filter, &scratch).contains(where: { $0.range.overlaps(place) }) {
              row.caught += 1
            } else if row.missed.count < Self.missesKept {
              row.missed.append(comment)
            }
          }
        }
      }
      rows.append(row)
    }
    checkTwins(filter, &random, &scratch, every: every)
    for group in CleanClass.all {
      for _ in 0..<(Self.textsOfClass / every) {
        note(group.text(&random), Carrier.clean.randomElement(using: &random)!, group.name, filter, &scratch)
      }
    }
  }

  private mutating func checkTwins(
    _ filter: CommentFilter, _ random: inout SplitMix, _ scratch: inout Scratch, every: Int
  ) {
    let carriers = Carrier.clean
    for twin in MatrixWords.twins {
      for carrier in carriers { note(twin, carrier, "plain", filter, &scratch) }
      for disguise in Disguise.all where disguise.keepsWord {
        let carrier = carriers.randomElement(using: &random)!
        if every > 1, Int.random(in: 0..<every, using: &random) > 0 { continue }
        guard twin.count >= 5, twin.allSatisfy(\.isLetter), let disguised = disguise.apply(twin.lowercased(), &random)
        else { continue }
        note(disguised, carrier, disguise.name, filter, &scratch)
      }
    }
  }

  private mutating func note(
    _ text: String, _ carrier: Carrier, _ disguise: String, _ filter: CommentFilter, _ scratch: inout Scratch
  ) {
    let comment = carrier.before + text + carrier.after
    cleanComments += 1
    for match in Self.hits(comment, filter, &scratch) {
      falseHits.append(FalseHit(disguise: disguise, comment: comment, rule: match.rule))
    }
  }

  /// The matches that lead to review or more.
  private static func hits(_ comment: String, _ filter: CommentFilter, _ scratch: inout Scratch) -> [Match] {
    var comment = comment
    return comment.withUTF8 { bytes in
      let outcome = filter.evaluate(UnsafeRawBufferPointer(bytes), using: &scratch)
      return filter.verdict(outcome, from: scratch).matches.filter { $0.action >= .review && !$0.isShadow }
    }
  }
}
