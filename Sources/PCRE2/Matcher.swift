import CPCRE2

/// One worker's scratch for matching: the offsets of the last match, the limits and the stack of
/// the machine code.
///
/// Make one per worker and reuse it for every pattern and text. A call allocates nothing, except
/// when a pattern has more groups than any before it, when a text that needs repair is longer than
/// any before it, and when the interpreter (no JIT) needs more backtracking memory than before.
///
/// Offsets are UTF-8 bytes, 0-based, start inclusive, end exclusive, and lie on code-point borders.
///
/// ```swift
/// var matcher = Matcher(matchLimit: 10_000)
/// if matcher.firstMatch(of: code, in: text, textIsValidUTF8: true) == .match {
///   let whole = matcher.range(ofGroup: 0)
/// }
/// ```
public struct Matcher: ~Copyable, @unchecked Sendable {
  // SAFETY: `@unchecked` since C pointers are not `Sendable`. The three objects are created here,
  // referenced by nothing else and freed in `deinit`; the type cannot be copied and every use that
  // writes is `mutating`, so only one thread at a time can reach them. PCRE2 ties none of them to
  // the thread that made it.
  private var matchData: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?

  /// Pairs of start and end inside `matchData`.
  private var offsets: UnsafeMutablePointer<Int>
  /// How many pairs `offsets` has room for.
  private var capacity: Int
  /// How many pairs the last call filled; 0 unless it was a match.
  private var filled = 0
  /// The last place at which a match may start that PCRE2 was told of.
  private var offsetLimit = Matcher.noLimit
  /// What PCRE2 takes for no limit.
  private static let noLimit = Int(bitPattern: ~UInt(0))
  /// The repaired copy of a text with invalid UTF-8.
  internal var repaired: [UInt8] = []

  /// How often a search may backtrack before it is given up.
  ///
  /// PCRE2 counts anew for each place of the text where a match may start, so the worst case of a
  /// call is this limit times the length of the text. Measured with 10.42 at a limit of 10,000: 45
  /// µs from one place in machine code, 230 µs in the interpreter; but 29 ms for 4,096 bytes of
  /// `aaaaaaaaaaaab…` under `(a+)+$`, where each place stays just below the limit. To bound the
  /// time of a call, lower the limit for longer texts.
  ///
  /// Machine code and interpreter count differently: near the limit one may give up where the other
  /// does not.
  public var matchLimit: UInt32 {
    didSet { pcre2_set_match_limit_8(context, matchLimit) }
  }

  /// - Parameters:
  ///   - matchLimit: see ``matchLimit``. PCRE2's own default is 10 million: 1,000 times as long.
  ///   - heapLimitKiB: memory for backtracking in the interpreter, in KiB. Machine code does not
  ///     use it.
  ///   - depthLimit: nesting of backtracking points in the interpreter. Machine code does not use
  ///     it.
  ///   - jitStackBytes: first and largest size of the machine code's stack.
  public init(
    matchLimit: UInt32 = 10_000, heapLimitKiB: UInt32 = 8_192, depthLimit: UInt32 = 10_000,
    jitStackBytes: ClosedRange<Int> = (32 * 1024)...(512 * 1024)
  ) {
    capacity = 16
    guard let matchData = pcre2_match_data_create_8(UInt32(capacity), nil),
      let context = pcre2_match_context_create_8(nil)
    else { fatalError("out of memory") }
    self.matchData = matchData
    self.context = context
    offsets = pcre2_get_ovector_pointer_8(matchData)
    // Nil without JIT support; machine code would then use 32 KB of the thread's stack.
    stack = pcre2_jit_stack_create_8(jitStackBytes.lowerBound, jitStackBytes.upperBound, nil)
    self.matchLimit = matchLimit
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_heap_limit_8(context, heapLimitKiB)
    pcre2_set_depth_limit_8(context, depthLimit)
    if let stack {
      // SAFETY: with no callback the data argument is the stack itself; it lives until `deinit`.
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }
  }

  deinit {
    // SAFETY: each object was created by this value and is freed once; the context only borrows the
    // stack.
    pcre2_match_data_free_8(matchData)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
  }

  /// Searches a text for the first match.
  ///
  /// - Parameters:
  ///   - text: any bytes. It is read during the call only.
  ///   - start: the byte offset to search from. What stands before it is still seen by look-behind
  ///     and `\b`.
  ///   - textIsValidUTF8: `true` promises well-formed UTF-8 and skips the check. `false` means that
  ///     nothing is
  ///     known: the text is checked, and invalid bytes are matched as U+001A (see ``UTF8Repair``). When many
  ///     patterns are matched against one such text, repair it once and pass the copy.
  /// - Precondition: `textIsValidUTF8` is true only for well-formed UTF-8. Otherwise the behaviour
  ///   is undefined (debug builds check).
  /// - Returns: ``Outcome/error(_:)`` with PCRE2's code -33 or -36 for a start outside of the text
  ///   or inside a code point. Nothing that the text holds can make the call trap.
  /// - Complexity: at most `matchLimit` steps for each code point.
  public mutating func firstMatch(
    of code: Code, in text: UnsafeRawBufferPointer, from start: Int = 0, textIsValidUTF8: Bool
  ) -> Outcome {
    if textIsValidUTF8 {
      assert(UTF8Repair.isValid(text), "text was promised to be well-formed UTF-8")
    } else if UTF8Repair.repair(text, into: &repaired) {
      let copy = exchange(&repaired, with: [])
      defer { repaired = copy }
      return copy.withUnsafeBytes { match(code, $0, from: start, refusingEmptyAtStart: false) }
    }
    return match(code, text, from: start, refusingEmptyAtStart: false)
  }

  /// Searches a text for the first match; see the form that takes a raw buffer.
  public mutating func firstMatch(
    of code: Code, in text: Span<UInt8>, from start: Int = 0, textIsValidUTF8: Bool
  ) -> Outcome {
    // SAFETY: the pointer does not leave the closure.
    text.withUnsafeBytes { bytes in
      firstMatch(of: code, in: bytes, from: start, textIsValidUTF8: textIsValidUTF8)
    }
  }

  /// Where a group stood in the last match; nil for a group that took no part, and unless the last
  /// call was a match.
  ///
  /// - Parameter group: 0 is the whole match.
  /// - Complexity: O(1).
  public func range(ofGroup group: Int) -> Range<Int>? {
    guard group >= 0, group < filled else { return nil }
    // SAFETY: `offsets` has room for `capacity` pairs, and `filled` never exceeds `capacity`.
    let start = offsets[2 * group]
    let end = offsets[2 * group + 1]
    // Unset offsets are ~0, which is negative here. `\K` inside an assertion may set the start past
    // the end.
    guard start >= 0, end >= 0 else { return nil }
    return min(start, end)..<max(start, end)
  }

  /// The one place that calls PCRE2's matching functions.
  ///
  /// - Parameter last: the last byte offset at which a match may start; nil if any is.
  /// - Precondition: `text` is well-formed UTF-8, and `last` is nil unless the pattern was compiled with `Code.Options.offsetLimit`.
  internal mutating func match(
    _ code: Code, _ text: UnsafeRawBufferPointer, from start: Int, startingUpTo last: Int? = nil,
    refusingEmptyAtStart: Bool
  ) -> Outcome {
    filled = 0
    let limit = last ?? Self.noLimit
    if limit != offsetLimit {
      offsetLimit = limit
      pcre2_set_offset_limit_8(context, limit)
    }
    guard start >= 0, start <= text.count else { return .error(PCRE2_ERROR_BADOFFSET) }
    if start < text.count, text[start] & 0xC0 == 0x80 { return .error(PCRE2_ERROR_BADUTFOFFSET) }
    if code.captureCount >= capacity { reserve(groups: code.captureCount) }
    let options = refusingEmptyAtStart ? PCRE2_NOTEMPTY_ATSTART : 0
    // Some releases read the subject's address even when the length is 0, so it must not be null.
    // SAFETY: `matchData` is never read through this pointer; the length passed is then 0.
    let subject = text.baseAddress ?? UnsafeRawPointer(matchData)
    let bytes = subject.assumingMemoryBound(to: UInt8.self)
    // SAFETY: `bytes` is readable for `text.count` bytes, well-formed UTF-8 (precondition), and
    // `start` is a code-point border. `matchData`, `context` and the stack belong to this value
    // alone. jit_match knows NOTEMPTY_ATSTART, the only option used, and is called only when
    // machine code exists. `code` outlives the call.
    let result =
      code.isJITCompiled
      ? pcre2_jit_match_8(code.raw, bytes, text.count, start, options, matchData, context)
      : pcre2_match_8(
        code.raw, bytes, text.count, start, options | PCRE2_NO_UTF_CHECK, matchData, context)
    extendLifetime(code)
    switch result {
    case 0...:
      filled = result == 0 ? capacity : min(Int(result), capacity)
      return .match
    case PCRE2_ERROR_NOMATCH: return .noMatch
    case PCRE2_ERROR_MATCHLIMIT: return .limitExceeded(.match)
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: return .limitExceeded(.heap)
    case PCRE2_ERROR_DEPTHLIMIT: return .limitExceeded(.depth)
    case PCRE2_ERROR_JIT_STACKLIMIT: return .limitExceeded(.jitStack)
    default: return .error(result)
    }
  }

  /// Makes room for the offsets of a pattern with more groups than any before.
  private mutating func reserve(groups: Int) {
    let wanted = max(groups + 1, 2 * capacity)
    guard let larger = pcre2_match_data_create_8(UInt32(wanted), nil) else {
      fatalError("out of memory")
    }
    // SAFETY: nothing refers to the old block: `filled` is 0 and `offsets` is replaced in the same
    // breath.
    pcre2_match_data_free_8(matchData)
    matchData = larger
    offsets = pcre2_get_ovector_pointer_8(larger)
    capacity = wanted
  }
}
