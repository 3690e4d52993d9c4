internal import CommentSafety

/// A match and the value of the line that it stands in.
struct LocatedMatch: Sendable {
  var match: Match
  /// Index into the line's values.
  var value: Int
}

/// What is said of the line at hand. Reused from line to line.
///
/// A line with several values of one key has the highest action of them.
struct Judgement: Sendable {
  var action = Action.allow
  var isUndecided = false
  /// The content hash of the overlay that the line was judged with.
  var overlay: String?
  var unlistedMatches = 0
  var matches: [LocatedMatch] = []
  /// What is covered of the matches that are not listed.
  var unlistedRanges: [(range: Range<Int>, value: Int)] = []

  mutating func clear() {
    action = .allow
    isUndecided = false
    overlay = nil
    unlistedMatches = 0
    matches.clear()
    unlistedRanges.clear()
  }
}
