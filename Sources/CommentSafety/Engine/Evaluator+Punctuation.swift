internal import CommentKernels

/// Comments whose only characters beyond ASCII are typographic punctuation: curly quotes, dashes, the ellipsis, bullets. Phones write them,
/// and nearly all of these comments are clean.
extension Evaluator {
  /// Whether a comment is clean, judged by its text with plain punctuation in the place of the typographic one: nothing is suspected there and
  /// no rule would be run. `false` means that it must be folded.
  ///
  /// The fold makes of the one what it makes of the other, but for where it stands; so what is found in neither is in neither.
  @inline(never)
  func isCleanInPlainPunctuation(_ scratch: inout Scratch) -> Bool {
    let comment = scratch.comment
    guard !pack.hasPunctuationTerms, scratch.screen.kernel != nil, comment.count <= Int(cs_screen_limit),
      let start = comment.baseAddress
    else { return false }
    scratch.plainText.reserve(comment.count + 8)
    let length = cs_plain_copy(
      scratch.plainText.base, start.assumingMemoryBound(to: UInt8.self), comment.count, PlainPunctuation.table)
    guard length > 0 else { return false }
    let plain = UnsafeRawBufferPointer(start: scratch.plainText.base, count: length)
    guard scratch.screen.run(plain) else { return false }
    scratch.isScreened = true
    scratch.comment = plain
    let isCutOff = scratch.isUndecided
    if isClean(&scratch) { return true }
    scratch.begin()
    scratch.isUndecided = isCutOff
    scratch.isScreened = false
    scratch.comment = comment
    return false
  }

  private func isClean(_ scratch: inout Scratch) -> Bool {
    scanScreened(&scratch)
    if scratch.suspectCount > 0 || mayHideOddly(scratch.comment, scratch.text.asciiPresent) { return false }
    if scratch.text.traits.contains(.mask) {
      scanMaskedBytes(&scratch)
      if scratch.hitCount > 0 || scratch.isUndecided { return false }
    }
    return scratch.awakeCount == 0 && pack.restlessCount == 0 || !opensGate(scratch)
  }
}

extension Evaluator {
  /// Whether rare signs may hide something in the plain text, or a comma stands before a letter and behind what is no space: it may stand for a
  /// bullet that hides one, alone or with other signs.
  private func mayHideOddly(_ plain: UnsafeRawBufferPointer, _ present: (UInt64, UInt64)) -> Bool {
    if RareSigns.mayMatter(present) && RareSigns.matter(plain, present) { return true }
    guard present.0 & 1 << 44 != 0 else { return false }
    let comma = UInt8(ascii: ",")
    for index in 1..<Swift.max(1, plain.count - 1) where plain[index] == comma && plain[index - 1] > 0x20 {
      var next = index + 1
      while next < plain.count && plain[next] == comma { next += 1 }
      if next < plain.count && plain[next] > 0x40 { return true }
    }
    return false
  }
}

/// Plain punctuation that does in a comment what the typographic one does: what the fold makes of it, or a comma where that is no mark of ASCII.
enum PlainPunctuation {
  private static let scalars = Array(UInt32(0x80)..<0xC0) + Array(UInt32(0x2000)..<0x2040)

  /// What the fold makes of those that it leaves beyond ASCII: a pack may have terms of them.
  static let marksByThemselves = scalars.compactMap { plain($0) == nil ? nil : folded($0)?.first }.filter { $0 >= 0x80 }

  /// For each of U+0080 to U+00BF, then of U+2000 to U+203F, the mark and how often it stands, a byte each; zeros for others.
  // SAFETY: written once here, never freed, only read afterwards.
  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * Int(cs_plain_marks))
    for (index, scalar) in scalars.enumerated() {
      let plain = plain(scalar)
      table[2 * index] = plain?.mark ?? 0
      table[2 * index + 1] = plain?.count ?? 0
    }
    return UnsafePointer(table)
  }()

  private static func plain(_ scalar: UInt32) -> (mark: UInt8, count: UInt8)? {
    guard let parts = folded(scalar) else { return nil }
    if parts.count == 1, parts[0] >= 0x80 {
      let entry = FoldTable.entry(scalar)
      let isInert = entry.lookalike == 0 && entry.techniques & Technique.rotated.rawValue == 0
      return isInert && entry.kind == FoldTable.other && !MaskedWords.isMask(parts[0]) ? (UInt8(ascii: ","), 1) : nil
    }
    guard let mark = UInt8(exactly: parts[0]), marks.contains(mark), parts.allSatisfy({ $0 == parts[0] }) else {
      return nil
    }
    return (mark, UInt8(parts.count))
  }

  /// What the fold makes of a symbol or a space; nil for others.
  private static func folded(_ scalar: UInt32) -> [UInt32]? {
    let entry = FoldTable.entry(scalar)
    switch entry.kind {
    case FoldTable.other, FoldTable.space: return [UInt32(truncatingIfNeeded: Int32(bitPattern: scalar) + entry.delta)]
    case FoldTable.expand:
      let parts = (0..<UInt32(entry.expansionCount)).map { FoldTable.expansion(entry.expansionStart + $0) }
      return parts.isEmpty || parts.count > (scalar < 0x800 ? 2 : 3) ? nil : parts
    default: return nil
    }
  }

  /// Marks that are never read as letters.
  private static let marks = Array(" \"'-.,".utf8)
}
