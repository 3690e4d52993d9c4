/// Comments with tags: judged as they are written, and as a page shows them.
extension Evaluator {
  /// Looks at the comment as a page shows it, and adds what is found there to what is found in it as it is written.
  /// - Parameter look: looks for everything in a text: the comment's last, so that what comes next finds its text in the scratch.
  @inline(__always)
  func lookAtShown(
    _ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch, _ look: (UnsafeRawBufferPointer, inout Scratch) -> Void
  ) {
    if RareSigns.mayHideMarkup(scratch.text.asciiPresent) { lookAgain(comment, &scratch, look) }
  }

  @inline(never)
  private func lookAgain(
    _ whole: UnsafeRawBufferPointer, _ scratch: inout Scratch, _ look: (UnsafeRawBufferPointer, inout Scratch) -> Void
  ) {
    // Not the scratch's, which may be a copy in plain punctuation.
    let comment = UnsafeRawBufferPointer(rebasing: whole.prefix(pack.configuration.maximumCommentBytes))
    let readsForumTags = RareSigns.mayCloseForumTags(scratch.text.asciiPresent)
    guard scratch.shown.render(comment, readsForumTags: readsForumTags) else { return }
    let wasCutOff = scratch.isUndecided
    // SAFETY: nothing renders a text while this one is looked at.
    look(UnsafeRawBufferPointer(start: scratch.shown.bytes.base, count: scratch.shown.count), &scratch)
    let isUndecided = scratch.isUndecided || wasCutOff
    var hits = (0..<scratch.hitCount).map { scratch.hitBuffer[$0] }
    var lifts = (0..<scratch.liftCount).map { scratch.lifts[$0] }
    for index in hits.indices {
      let range = scratch.shown.origin(of: hits[index].start..<hits[index].end)
      // A tag stands in it.
      if range.count > Int(hits[index].end - hits[index].start) { hits[index].how.insert(.invisible) }
      (hits[index].start, hits[index].end) = (range.lowerBound, range.upperBound)
    }
    for index in lifts.indices {
      let range = scratch.shown.origin(of: lifts[index].start..<lifts[index].end)
      (lifts[index].start, lifts[index].end) = (range.lowerBound, range.upperBound)
    }
    look(comment, &scratch)
    for hit in hits { scratch.append(hit) }
    for lift in lifts { scratch.append(lift) }
    if isUndecided { scratch.isUndecided = true }
  }
}
