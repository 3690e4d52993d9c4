// What the benchmarks need of the inside. They are a package of their own, which `package` access does not reach.

@_spi(Benchmarks)
extension CommentFilter {
  /// Judges a comment with the plain, slow evaluator.
  /// - Complexity: O(patterns × comment).
  public func judgeByReference(utf8 comment: [UInt8]) -> Verdict { checkByReference(utf8: comment) }

  /// Folds a comment to units, and does nothing else.
  ///
  /// - Returns: the number of units.
  /// - Complexity: linear in the comment's length.
  public func fold(_ comment: UnsafeRawBufferPointer, using scratch: inout Scratch) -> Int {
    Normalizer.fold(comment, into: &scratch.text)
    return scratch.text.unitCount
  }
}
