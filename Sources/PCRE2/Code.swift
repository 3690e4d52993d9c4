import CPCRE2

/// A compiled pattern: immutable, shared by all workers.
///
/// The pattern is compiled to PCRE2's own code and at once to machine code. Where the machine does
/// not allow that (no JIT in the library, no executable memory, `(*NO_JIT)` in the pattern), the
/// interpreter runs it with the same results at several times the cost; see ``isJITCompiled``.
///
/// What a pattern cannot do here:
/// - raise a limit of the ``Matcher`` (`(*LIMIT_MATCH=…)` and its kin can only lower it),
/// - match single bytes (`\C` is a compile error),
/// - depend on how the library was built: a newline is a line feed and `\R` is any Unicode line end
///   unless the pattern itself says otherwise.
///
/// Measured with 10.42 on eight rule-like patterns: 1–6 µs to compile plus 6–28 µs for the machine
/// code; 160–290 bytes plus 0.6–3.1 KB of machine code.
///
/// ```swift
/// let code = try Code(pattern: #"(?<app>whats\s*app|telegram)\W+(\d+)"#, options: .caseless)
/// code.names["app"]  // 1
/// ```
public final class Code: Sendable {
  /// How many capture groups there are, not counting group 0, the whole match.
  public let captureCount: Int

  /// The group number of each named group. Where groups share a name, the lowest number.
  public let names: [String: Int]

  /// Whether machine code is there.
  public let isJITCompiled: Bool

  /// A lower bound for the length of a match in code points (not bytes); 0 when nothing is known.
  public let minLength: Int

  /// The byte every match starts with, when there is one. Under caseless matching the other case
  /// counts too, so this is a fact for reports and not a filter.
  public let firstCodeUnit: UInt8?

  /// Whether a match can only start where the text does.
  public let isAnchored: Bool

  /// Whether a match can only start where a line does, since the pattern begins with `.*`.
  public let startsLines: Bool

  /// A byte that every match has after its first one, when PCRE2 recorded one. As
  /// ``firstCodeUnit``, it ignores case.
  public let lastCodeUnit: UInt8?

  /// Bytes of memory for PCRE2's code and the machine code.
  public let memorySize: Int

  private let storage: Storage

  /// PCRE2's object. For ``Matcher`` only; it lives as long as this `Code`.
  internal var raw: OpaquePointer { storage.raw }

  /// Compiles a pattern.
  ///
  /// - Throws: ``CompileError`` for a pattern that PCRE2 refuses. A missing JIT is not an error.
  /// - Complexity: about linear in the pattern's length; repeats such as `(…){1000}` multiply it.
  public init(pattern: String, options: Options = []) throws(CompileError) {
    let storage = try Storage(pattern: pattern, options: options)
    self.storage = storage
    captureCount = Int(storage.number(PCRE2_INFO_CAPTURECOUNT))
    names = storage.names()
    minLength = Int(storage.number(PCRE2_INFO_MINLENGTH))
    firstCodeUnit =
      storage.number(PCRE2_INFO_FIRSTCODETYPE) == 1
      ? UInt8(truncatingIfNeeded: storage.number(PCRE2_INFO_FIRSTCODEUNIT)) : nil
    isAnchored = storage.number(PCRE2_INFO_ALLOPTIONS) & PCRE2_ANCHORED != 0
    startsLines = storage.number(PCRE2_INFO_FIRSTCODETYPE) == 2
    lastCodeUnit =
      storage.number(PCRE2_INFO_LASTCODETYPE) == 1
      ? UInt8(truncatingIfNeeded: storage.number(PCRE2_INFO_LASTCODEUNIT)) : nil
    let machineCode = storage.size(PCRE2_INFO_JITSIZE)
    isJITCompiled = machineCode > 0
    memorySize = storage.size(PCRE2_INFO_SIZE) + machineCode
  }
}

/// Owns the C object, so that a failing initialiser of ``Code`` has nothing to free.
private final class Storage: @unchecked Sendable {
  // SAFETY: `@unchecked` since a C pointer is not `Sendable`. PCRE2 promises that compiled code is
  // never written to by matching and may be shared between threads (pcre2api, "Multithreading").
  // JIT compilation does write to it; it happens in the initialiser only, before any other thread
  // can see this object.
  let raw: OpaquePointer

  init(pattern: String, options: Code.Options) throws(CompileError) {
    guard let context = pcre2_compile_context_create_8(nil) else { fatalError("out of memory") }
    defer { pcre2_compile_context_free_8(context) }
    // Distributions build PCRE2 with different defaults. A pack must mean the same everywhere.
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))

    var code: Int32 = 0
    var offset = 0
    // A literal has no `\C`, and PCRE2 refuses the two options together.
    let noSingleBytes = options.contains(.literal) ? 0 : PCRE2_NEVER_BACKSLASH_C
    let bits = options.rawValue | PCRE2_UTF | noSingleBytes
    // The spare byte gives the empty pattern a non-null address, which older releases insist on.
    let bytes = Array(pattern.utf8) + [0]
    let compiled = bytes.withUnsafeBufferPointer { buffer in
      // SAFETY: `buffer` holds one byte more than the length passed; PCRE2 copies what it needs.
      pcre2_compile_8(buffer.baseAddress, buffer.count - 1, bits, &code, &offset, context)
    }
    guard let compiled else {
      throw CompileError(
        code: code, offset: min(offset, bytes.count - 1), message: Library.message(forCode: code))
    }
    raw = compiled
    // Failure leaves the interpreter in charge.
    _ = pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
  }

  deinit {
    // SAFETY: `raw` came from pcre2_compile and is freed here only. `Matcher` keeps the `Code`
    // alive during a call and reads nothing of it afterwards.
    pcre2_code_free_8(raw)
  }

  /// One of the facts that PCRE2 stores as a 32-bit number.
  func number(_ what: Int32) -> UInt32 {
    var value: UInt32 = 0
    // SAFETY: callers pass only items that pcre2_pattern_info documents as uint32_t.
    _ = pcre2_pattern_info_8(raw, UInt32(what), &value)
    return value
  }

  /// One of the facts that PCRE2 stores as a `size_t`.
  func size(_ what: Int32) -> Int {
    var value = 0
    // SAFETY: callers pass only items that pcre2_pattern_info documents as size_t.
    return pcre2_pattern_info_8(raw, UInt32(what), &value) == 0 ? value : 0
  }

  /// The table of group names.
  func names() -> [String: Int] {
    let count = Int(number(PCRE2_INFO_NAMECOUNT))
    let entrySize = Int(number(PCRE2_INFO_NAMEENTRYSIZE))
    var table: UnsafePointer<UInt8>?
    guard count > 0, pcre2_pattern_info_8(raw, UInt32(PCRE2_INFO_NAMETABLE), &table) == 0, let table
    else { return [:] }
    // SAFETY: the table is `count` entries of `entrySize` bytes and lives as long as `raw`. An
    // entry is the group number (two bytes, high one first), then the name, then at least one zero
    // byte.
    let entries = UnsafeBufferPointer(start: table, count: count * entrySize)
    var names: [String: Int] = [:]
    for start in stride(from: 0, to: entries.count, by: entrySize) {
      let group = Int(entries[start]) << 8 | Int(entries[start + 1])
      let name = entries[(start + 2)..<(start + entrySize)].prefix { $0 != 0 }
      names[String(decoding: name, as: UTF8.self), default: group].formMinimum(group)
    }
    return names
  }
}

extension Int {
  fileprivate mutating func formMinimum(_ other: Int) {
    self = Swift.min(self, other)
  }
}
