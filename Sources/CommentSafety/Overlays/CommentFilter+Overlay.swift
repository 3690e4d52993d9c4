extension CommentFilter {
  /// Judges one comment with a tenant's own terms on top of the pack.
  /// - Complexity: linear in the comment's length.
  public func check(_ comment: String, overlay: Overlay?) -> Verdict {
    var comment = comment
    return comment.withUTF8 { check(bytes: UnsafeRawBufferPointer($0), overlay) }
  }

  /// Judges one comment given as bytes, which need not be valid UTF-8, with a tenant's own terms on top of the pack.
  /// - Complexity: linear in the comment's length.
  public func check(utf8 comment: [UInt8], overlay: Overlay?) -> Verdict {
    comment.withUnsafeBytes { check(bytes: $0, overlay) }
  }

  private func check(bytes: UnsafeRawBufferPointer, _ overlay: Overlay?) -> Verdict {
    scratches.withScratch { scratch in
      let outcome = evaluate(bytes, using: &scratch, overlay: overlay)
      defer { scratch.overlay = nil }
      return verdict(outcome, from: scratch)
    }
  }

  /// Judges one comment in a worker's own memory, with a tenant's own terms on top of the pack.
  ///
  /// - Parameter comment: the comment's bytes, which need not be valid UTF-8 and are read only during the call.
  /// - Parameter scratch: made by ``makeScratch()``. It keeps the overlay until its next use.
  /// - Complexity: linear in the comment's length. No allocation for a clean comment no longer than those before it.
  public func evaluate(
    _ comment: UnsafeRawBufferPointer, using scratch: inout Scratch, overlay: Overlay?
  ) -> Outcome {
    prepare(&scratch, overlay: overlay)
    guard let overlay else { return Evaluator(pack: pack).evaluate(comment, &scratch) }
    return Evaluator(pack: pack).evaluate(comment, &scratch, overlay: overlay)
  }
}
