/// Texts that markup, tags and glued words hide in a comment: each is looked at like the comment itself.
extension Evaluator {
  /// Makes a text in the scratch's second buffer.
  /// - Returns: false if the comment holds none of its kind.
  func render(_ lane: Lane, _ scratch: inout Scratch) -> Bool {
    switch lane {
    case .unmarked:
      RareSigns.mayMark(scratch.text.asciiPresent) && Markup.strip(scratch.text, into: &scratch.reversed)
    case .parted:
      RareSigns.mayTag(scratch.text.asciiPresent)
        && PartedWords(commonWords: pack.commonWords).tags(of: scratch.text, into: &scratch.reversed)
    case .main, .reversed, .written: false
    }
  }

  /// Looks at the texts that rare signs hide, in a comment that has such signs.
  @inline(never)
  func scanRareSigns(_ scratch: inout Scratch) {
    if scratch.isScreened {
      guard RareSigns.matter(scratch.comment, scratch.text.asciiPresent) else { return }
      fold(&scratch)
    }
    if render(.unmarked, &scratch) {
      dropCut(&scratch)
      scan(&scratch, lane: .unmarked, view: Lane.unmarked.view)
      scanMaskedWords(rendered: &scratch)
    }
    if render(.parted, &scratch) { scan(&scratch, lane: .parted, view: Lane.parted.view) }
    if scratch.text.traits.contains(.oddMask) || RareSigns.mayMask(scratch.text.asciiPresent) { scanOddMasks(&scratch) }
  }

  /// Drops matches that a tag inside a word cuts off: what they are, the text without tags tells.
  func dropCut(_ scratch: inout Scratch) {
    var kept = 0
    for index in 0..<scratch.hitCount {
      let hit = scratch.hitBuffer[index]
      if !hit.how.contains(.reversed) && Markup.cuts(hit, scratch.reversed) { continue }
      scratch.hitBuffer[kept] = hit
      kept += 1
    }
    scratch.hitCount = kept
  }

  /// Looks for more terms in the words that hold a match of one.
  @inline(never)
  func scanGlued(_ scratch: inout Scratch) {
    // In plain ASCII the bytes tell.
    var goesOn = !scratch.isScreened
    for index in 0..<scratch.hitCount where !goesOn {
      let hit = scratch.hitBuffer[index]
      goesOn = isInside(Int(hit.start), scratch.comment) || isInside(Int(hit.end), scratch.comment)
    }
    if goesOn, glue(&scratch) { scan(&scratch, lane: .parted, view: Lane.parted.view) }
  }

  /// Whether two letters or digits meet at a byte.
  private func isInside(_ byte: Int, _ comment: UnsafeRawBufferPointer) -> Bool {
    byte > 0 && byte < comment.count && ASCIITable.isWordByte(comment[byte - 1]) && ASCIITable.isWordByte(comment[byte])
  }

  /// Makes a text of the words that hold a match and go on.
  func glue(_ scratch: inout Scratch) -> Bool {
    let hits = UnsafeBufferPointer(start: scratch.hitBuffer.base, count: scratch.hitCount)
    return PartedWords.glued(scratch.text, hits, terms: UInt32(pack.termCount), into: &scratch.reversed)
  }
}

extension RareSigns {
  /// The texts in which they hide words.
  static let lanes: [Evaluator.Lane] = [.unmarked, .parted]
}

extension Evaluator.Lane {
  /// How symbols are read in the lane's text.
  var view: SkeletonView { self == .parted ? .separators : .leet }
}
