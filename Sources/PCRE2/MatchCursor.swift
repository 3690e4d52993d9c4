/// A place in a text from which ``Matcher/next(_:of:inValidUTF8:)`` goes on searching.
///
/// ```swift
/// var cursor = MatchCursor()
/// while matcher.next(&cursor, of: code, inValidUTF8: text) == .match {
///   count += 1
/// }
/// ```
public struct MatchCursor: Sendable, Hashable {
  /// The byte offset of the next search.
  public private(set) var position: Int

  /// Whether an empty match at `position` has been reported already.
  fileprivate var refusesEmpty = false

  /// Whether the text is exhausted or a search was given up.
  public private(set) var isFinished = false

  public init(from position: Int = 0) {
    self.position = position
  }

  /// Goes on at `position`, or where the last match ended if that lies behind it, though a search found nothing more.
  public mutating func resume(at position: Int) {
    isFinished = false
    guard position > self.position else { return }
    self.position = position
    refusesEmpty = false
  }

  fileprivate mutating func finish() {
    isFinished = true
  }

  /// Moves behind a match.
  ///
  /// The next search may start where this match ended but may not find nothing there: PCRE2 is told
  /// to refuse an empty match at its start offset, and then advances by a code point on its own.
  /// Each position is thus used at most twice, and a match that does not reach past it (`\K` hidden
  /// in a subroutine of a look-behind) moves on by a code point, so that iteration always ends.
  fileprivate mutating func pass(_ match: Range<Int>, in text: UnsafeRawBufferPointer) {
    if match.upperBound > position {
      position = match.upperBound
      refusesEmpty = match.isEmpty
    } else if !refusesEmpty {
      refusesEmpty = true
    } else {
      refusesEmpty = false
      repeat { position += 1 } while position < text.count && text[position] & 0xC0 == 0x80
      isFinished = position > text.count
    }
  }
}

extension Matcher {
  /// Finds the next of all non-overlapping matches, empty ones included, from left to right.
  ///
  /// An empty match directly behind another match is reported, as in Perl: `a*` finds in `baac`
  /// nothing at 0, `aa` at 1, nothing at 3 and nothing at 4.
  ///
  /// - Parameters:
  ///   - cursor: start with a new ``MatchCursor``, and pass the same text and pattern each time.
  ///     Any outcome but a
  ///     match finishes it; from then on the answer is ``Outcome/noMatch``.
  ///   - text: well-formed UTF-8. For other text use ``forEachMatch(of:in:textIsValidUTF8:_:)``,
  ///     which looks at the
  ///     whole text only once.
  ///   - last: the last byte offset at which a match may start; nil if any is. The pattern must have been compiled with
  ///     `Code.Options.offsetLimit` then.
  /// - Precondition: `text` is well-formed UTF-8; otherwise the behaviour is undefined (debug
  ///   builds check).
  public mutating func next(
    _ cursor: inout MatchCursor, of code: Code, inValidUTF8 text: UnsafeRawBufferPointer, startingUpTo last: Int? = nil
  ) -> Outcome {
    if cursor.isFinished { return .noMatch }
    if let last, cursor.position > last {
      cursor.finish()
      return .noMatch
    }
    assert(
      cursor.position > 0 || UTF8Repair.isValid(text), "text was promised to be well-formed UTF-8")
    let outcome = match(
      code, text, from: cursor.position, startingUpTo: last, refusingEmptyAtStart: cursor.refusesEmpty)
    if outcome == .match, let whole = range(ofGroup: 0) {
      cursor.pass(whole, in: text)
    } else {
      cursor.finish()
    }
    return outcome
  }

  /// Calls `body` for all non-overlapping matches, empty ones included, from left to right.
  ///
  /// - Parameters:
  ///   - textIsValidUTF8: as for `firstMatch`.
  ///   - body: reads the groups from the matcher and returns whether to go on.
  /// - Returns: how it ended: ``Outcome/match`` when `body` stopped it, ``Outcome/noMatch`` when
  ///   all matches were visited, otherwise the reason why the rest of the text is undecided.
  public mutating func forEachMatch(
    of code: Code, in text: UnsafeRawBufferPointer, textIsValidUTF8: Bool,
    _ body: (borrowing Matcher) -> Bool
  ) -> Outcome {
    if !textIsValidUTF8, UTF8Repair.repair(text, into: &repaired) {
      // Taken out of `self` for the loop, so that `self` is free to be written to.
      let copy = exchange(&repaired, with: [])
      defer { repaired = copy }
      return copy.withUnsafeBytes { forEachMatch(of: code, inValidUTF8: $0, body) }
    }
    return forEachMatch(of: code, inValidUTF8: text, body)
  }

  /// Calls `body` for all non-overlapping matches; see the form that takes a raw buffer.
  public mutating func forEachMatch(
    of code: Code, in text: Span<UInt8>, textIsValidUTF8: Bool, _ body: (borrowing Matcher) -> Bool
  ) -> Outcome {
    // SAFETY: the pointer does not leave the closure.
    text.withUnsafeBytes { bytes in
      forEachMatch(of: code, in: bytes, textIsValidUTF8: textIsValidUTF8, body)
    }
  }

  private mutating func forEachMatch(
    of code: Code, inValidUTF8 text: UnsafeRawBufferPointer, _ body: (borrowing Matcher) -> Bool
  ) -> Outcome {
    var cursor = MatchCursor()
    while true {
      let outcome = next(&cursor, of: code, inValidUTF8: text)
      guard outcome == .match else { return outcome }
      if !body(self) { return .match }
    }
  }
}
