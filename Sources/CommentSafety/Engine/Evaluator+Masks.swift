internal import CommentKernels

/// Words with hidden letters.
extension Evaluator {
  func scanMaskedWords(_ scratch: inout Scratch) {
    findMasked(UnsafePointer(scratch.text.units.base), scratch.text.unitCount, &scratch)
  }

  /// Looks for masked words in the text of a lane.
  @inline(never)
  func scanMaskedWords(rendered scratch: inout Scratch) {
    findMasked(UnsafePointer(scratch.reversed.units.base), scratch.reversed.unitCount, &scratch)
  }

  /// Looks for words with odd masks; the comment is folded.
  @inline(never)
  func scanOddMasks(_ scratch: inout Scratch) {
    findMasked(UnsafePointer(scratch.text.units.base), scratch.text.unitCount, readsOdd: true, &scratch)
  }

  /// Looks for masked words in a screened comment: units are made of the bytes around each mask alone.
  @inline(never)
  func scanMaskedBytes(_ scratch: inout Scratch) {
    let screen = scratch.screen.found
    let bytes = scratch.comment
    var done = 0
    for block in 0..<((bytes.count + 63) / 64) {
      var masks = cs_screen_masks(screen, UInt32(truncatingIfNeeded: block))
      while masks != 0 {
        let mask = block * 64 + masks.trailingZeroBitCount
        masks &= masks - 1
        if mask < done { continue }
        var start = mask
        while start > done, Self.isWordOrMask(bytes[start - 1]) { start -= 1 }
        var end = mask + 1
        while end < bytes.count, Self.isWordOrMask(bytes[end]) { end += 1 }
        done = end
        if isDeadEnd(bytes, from: start, to: mask) { continue }
        // What stands behind tells a formula.
        let limit = Swift.min(end + 1, bytes.count)
        scratch.maskUnits.reserve(limit - start)
        let units = scratch.maskUnits.base
        for index in start..<limit { units[index - start] = ASCIITable.unit(bytes[index], at: index) }
        findMasked(UnsafePointer(units), limit - start, &scratch)
      }
    }
  }

  /// Whether no term begins with the letters before a word's first mask: most words with a sign inside (`post-war`).
  @inline(__always)
  private func isDeadEnd(_ bytes: UnsafeRawBufferPointer, from start: Int, to mask: Int) -> Bool {
    var node = 0
    for index in start..<mask {
      let byte = bytes[index] | (bytes[index] &- 0x41 < 26 ? 0x20 : 0)
      // Emphasis before the word; and of three letters in a row one may be a repeat.
      guard ASCIITable.isWordByte(byte) else { return false }
      if index > start, bytes[index - 1] | 0x20 == byte,
        bytes[index + 1] | 0x20 == byte || index > start + 1 && bytes[index - 2] | 0x20 == byte
      {
        return false
      }
      guard byte > 0x39, let child = pack.maskIndex.child(of: node, byte) else { return true }
      node = child
    }
    return false
  }

  @inline(__always)
  private static func isWordOrMask(_ byte: UInt8) -> Bool {
    ASCIITable.isWordByte(byte) || MaskedWords.isMask(UInt32(byte))
  }

  private func findMasked(
    _ units: UnsafePointer<Unit>, _ count: Int, readsOdd: Bool = false, _ scratch: inout Scratch
  ) {
    let finder = MaskedWords(
      units: units, unitCount: count, index: pack.maskIndex, commonWords: pack.commonWords,
      patterns: UnsafePointer(pack.patterns), letters: pack.letters, readsOdd: readsOdd)
    // Taken out of the scratch, not copied: an array that two hold is allocated anew when it is emptied.
    var found: [MaskedWords.Found] = []
    swap(&found, &scratch.maskedFindings)
    found.removeAll(keepingCapacity: true)
    let isComplete = finder.forEach(budget: pack.configuration.maskedWordBudget) {
      found.append($0)
    }
    if !isComplete { scratch.isUndecided = true }
    for finding in found {
      let pattern = pack.patterns[Int(finding.pattern)]
      if finding.mustBeOwn, !PartedWords.isOwnLanguage(pack.sources[Int(pattern.source)].language) { continue }
      var how: Technique = .masked
      for index in finding.start...finding.end { how.formUnion(units[index].techniques) }
      scratch.append(
        Hit(
          source: pattern.source, start: units[finding.start].start,
          end: Self.endOfMarks(behind: finding.end, units, count), how: how,
          isWeak: finding.isWeak || pack.sources[Int(pattern.source)].isWeak, isShadow: false,
          action: .allow, policyLine: -1))
    }
    scratch.maskedFindings = found
  }
}
