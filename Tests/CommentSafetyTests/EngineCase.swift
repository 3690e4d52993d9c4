import CommentSafety
import Testing

/// One comment with its marked matches, and how each was spelt.
struct EngineCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// The comment, matches between `⟦` and `⟧`.
  var marked: String
  /// What each match says, in order of their starts: `fudge: leet repeated`. Without a name the rule is not looked at.
  var found: [String]
  var testDescription: String { name }

  init(_ name: String, _ marked: String, _ found: String...) {
    (self.name, self.marked, self.found) = (name, marked, found)
  }

  /// Runs the case over every engine form.
  func check(_ filter: CommentFilter, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let comment = MarkedComment(marked)
    let expected = zip(comment.ranges, found).map { "\($0) \($1)" }
    #expect(
      comment.ranges.count == found.count, "the case itself is wrong", sourceLocation: sourceLocation)
    for form in EngineForm.allCases {
      guard let verdict = form.verdict(comment.bytes, filter) else {
        Issue.record("\(form) gives no verdict on '\(name)'", sourceLocation: sourceLocation)
        continue
      }
      #expect(
        verdict.facts == expected, "\(form): \(visible(comment.bytes))", sourceLocation: sourceLocation)
    }
  }
}
