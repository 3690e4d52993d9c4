internal import CommentSafety

extension Sequence<BuildError> {
  /// The errors sorted by file, line and column; errors without a place come first, equal places keep their order.
  func inSourceOrder() -> [BuildError] {
    enumerated().sorted { left, right in
      guard let a = left.element.location, let b = right.element.location else {
        if (left.element.location == nil) != (right.element.location == nil) {
          return left.element.location == nil
        }
        return left.offset < right.offset
      }
      if a.file != b.file { return a.file < b.file }
      return (a.line, a.column, left.offset) < (b.line, b.column, right.offset)
    }.map(\.element)
  }
}
