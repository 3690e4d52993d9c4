/// What is known about groups of patterns that were read already: rules of one file share macros of thousands of letters.
final class RequiredAtomsMemo {
  /// How the text of a group is read.
  struct Reading: Hashable {
    var extended: Bool
    var extendedMore: Bool
    var ucp: Bool
    var newlineIsLineFeed: Bool
    var joinsWhiteSpace: Bool
    var marksBoundaries: Bool
    var readsOnlyReach: Bool
    var boundary: WordMark?
  }

  private struct Beginning: Hashable {
    var reading: Reading
    var scalars: ArraySlice<Unicode.Scalar>
  }

  private struct Group {
    var text: ArraySlice<Unicode.Scalar>
    var fragment: RequiredAtomsFragment
  }

  /// Groups of fewer scalars are read again.
  private static let shortest = 48

  private var groups: [Beginning: [Group]] = [:]

  private static func beginning(_ pattern: [Unicode.Scalar], _ start: Int, _ reading: Reading) -> Beginning? {
    guard start + shortest <= pattern.count else { return nil }
    return Beginning(reading: reading, scalars: pattern[start..<start + shortest])
  }

  /// A group that was read before and stands at `start` of a pattern, its closing parenthesis included.
  func group(
    in pattern: [Unicode.Scalar], at start: Int, _ reading: Reading
  ) -> (length: Int, fragment: RequiredAtomsFragment)? {
    guard let beginning = Self.beginning(pattern, start, reading), let known = groups[beginning] else { return nil }
    for group in known where pattern[start...].starts(with: group.text) { return (group.text.count, group.fragment) }
    return nil
  }

  /// Keeps a group, its closing parenthesis included.
  func add(_ range: Range<Int>, of pattern: [Unicode.Scalar], _ fragment: RequiredAtomsFragment, _ reading: Reading) {
    guard range.count >= Self.shortest, let beginning = Self.beginning(pattern, range.lowerBound, reading) else {
      return
    }
    groups[beginning, default: []].append(Group(text: pattern[range], fragment: fragment))
  }
}
