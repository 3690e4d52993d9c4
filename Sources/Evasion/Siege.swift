package import CommentSafety

/// Random hostile comments against a filter: what must hold of every verdict and every masked comment, whatever a comment holds.
package struct Siege {
  package private(set) var comments = 0
  package private(set) var bytes = 0
  package private(set) var matches = 0
  /// What did not hold, with the comment; the first of them.
  package private(set) var flaws: [String] = []
  package private(set) var flawCount = 0
  private static let flawsKept = 20

  package init() {}

  /// Judges `count` comments.
  /// - Parameter comparesReference: whether the reference evaluator, the other kernels and the whole fold must give the same verdicts.
  package mutating func run(
    _ filter: CommentFilter, _ texts: HostileText, count: Int, seed: UInt64, comparesReference: Bool
  ) {
    var random = SplitMix(seed: seed)
    var scratch = filter.makeScratch()
    var folded = filter.makeScratch()
    folded.use(.none)
    var other = filter.makeScratch()
    for _ in 0..<count {
      let comment = texts.next(&random)
      let verdict = Self.judge(comment, filter, &scratch)
      comments += 1
      bytes += comment.count
      matches += verdict.matches.count
      if let flaw = Self.flaw(of: verdict, comment) { note(flaw, comment) }
      if let flaw = Self.maskFlaw(verdict, comment, filter) { note(flaw, comment) }
      guard comparesReference else { continue }
      if Self.judge(comment, filter, &folded) != verdict { note("the whole fold gives another verdict", comment) }
      for kernel in Scratch.ScreenKind.kernels where kernel != scratch.screenKind {
        other.use(kernel)
        if Self.judge(comment, filter, &other) != verdict {
          note("the kernel '\(kernel)' gives another verdict", comment)
        }
      }
      if filter.checkByReference(utf8: comment) != verdict { note("the reference gives another verdict", comment) }
    }
  }

  /// Adds another run's counts.
  package mutating func add(_ other: Siege) {
    comments += other.comments
    bytes += other.bytes
    matches += other.matches
    flawCount += other.flawCount
    flaws = Array((flaws + other.flaws).prefix(Self.flawsKept))
  }

  private mutating func note(_ flaw: String, _ comment: [UInt8]) {
    flawCount += 1
    guard flaws.count < Self.flawsKept else { return }
    let hex = comment.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    flaws.append("\(flaw): \(String(decoding: comment, as: UTF8.self).debugDescription), in hexadecimal \(hex)")
  }

  private static func judge(_ comment: [UInt8], _ filter: CommentFilter, _ scratch: inout Scratch) -> Verdict {
    comment.withUnsafeBytes { filter.verdict(filter.evaluate($0, using: &scratch), from: scratch) }
  }

  /// Spans inside the comment, not empty, on code-point borders, in order; an action that is no lower than a match's.
  private static func flaw(of verdict: Verdict, _ comment: [UInt8]) -> String? {
    var last = 0
    for match in verdict.matches {
      let range = match.range
      if range.isEmpty || range.upperBound > comment.count { return "the span \(range) is outside" }
      if range.lowerBound < last { return "the matches are out of order" }
      if cutsCodePoint(comment, range.lowerBound) || cutsCodePoint(comment, range.upperBound) {
        return "the span \(range) cuts a code point"
      }
      last = range.lowerBound
    }
    let least = verdict.matches.lazy.filter { !$0.isShadow }.map(\.action).max() ?? .allow
    if verdict.action < least { return "the action \(verdict.action) is below a match's" }
    return nil
  }

  /// Whether a well-formed code point reaches over the border at `index`.
  private static func cutsCodePoint(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index > 0, index < bytes.count, bytes[index] & 0xC0 == 0x80 else { return false }
    for start in max(0, index - 3)..<index where bytes[start] >= 0xC2 {
      let length = bytes[start] < 0xE0 ? 2 : bytes[start] < 0xF0 ? 3 : 4
      guard start + length > index, start + length <= bytes.count else { continue }
      if String(validating: bytes[start..<(start + length)], as: UTF8.self) != nil { return true }
    }
    return false
  }

  /// Outside the matches that act nothing changes; each of them becomes at least one mask, and at most one for each code point.
  private static func maskFlaw(_ verdict: Verdict, _ bytes: [UInt8], _ filter: CommentFilter) -> String? {
    guard let comment = String(validating: bytes, as: UTF8.self) else { return nil }
    let ranges = merged(verdict.matches.filter { $0.action >= .review && !$0.isShadow }.map(\.range))
    if ranges.isEmpty && verdict.matches.isEmpty { return nil }
    var rest = Array(filter.masked(comment, with: mask).utf8)[...]
    var position = 0
    for range in ranges {
      let before = bytes[position..<range.lowerBound]
      guard rest.starts(with: before) else { return "masking changes what stands before \(range)" }
      rest = rest.dropFirst(before.count)
      // The comment itself may go on with what looks like masks.
      let masks = leadingMasks(rest) - leadingMasks(bytes[range.upperBound...])
      let scalars = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
      if masks < 1 || masks > scalars { return "\(range) became \(masks) masks" }
      rest = rest.dropFirst(3 * masks)
      position = range.upperBound
    }
    return rest.elementsEqual(bytes[position...]) ? nil : "masking changes what stands behind the last match"
  }

  private static let mask: Character = "\u{2588}"

  private static func leadingMasks(_ bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    while bytes.dropFirst(3 * count).starts(with: mask.utf8) { count += 1 }
    return count
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
