internal import CommentKernels

/// A worker's memory for screening: the skeleton of a plain ASCII comment, without its units. See `screen.h`.
struct Screen: ~Copyable {
  // SAFETY: owned, allocated once and freed by `deinit`.
  let found: UnsafeMutablePointer<cs_screen>
  /// How comments are screened; nil folds every one of them.
  var kernel: cs_kernel? = Screen.best

  private static let best = cs_best_kernel()

  init() {
    found = .allocate(capacity: 1)
    // Zeroed, so that what is read behind a skeleton's end is never undefined.
    UnsafeMutableRawPointer(found).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<cs_screen>.size)
  }

  deinit {
    found.deallocate()
  }

  /// Screens a comment.
  /// - Returns: false if it needs the whole fold.
  /// - Complexity: linear in the comment's length.
  @inline(__always)
  func run(_ comment: UnsafeRawBufferPointer) -> Bool {
    guard let kernel, let bytes = comment.baseAddress else { return false }
    return cs_screen_run(
      found, bytes.assumingMemoryBound(to: UInt8.self), comment.count, Self.classes, Self.symbols, kernel)
  }

  /// The class byte of each ASCII letter and digit, and of each symbol.
  // SAFETY: written once here, never freed, only read afterwards.
  private nonisolated(unsafe) static let classes = table { $0.isWord ? $0.letterClass : 0 }
  private nonisolated(unsafe) static let symbols = table { $0.isWord ? 0 : $0.letterClass }

  private static func table(
    _ value: ((isWord: Bool, letterClass: UInt8)) -> UInt8
  ) -> UnsafePointer<UInt8> {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
    for byte in UInt8(0)..<128 {
      let entry = ASCIITable.entry(byte)
      let kind = UInt32(truncatingIfNeeded: entry) & Unit.kindMask
      table[Int(byte)] = value(
        (kind == Unit.letter || kind == Unit.digit, UInt8(truncatingIfNeeded: entry >> 40)))
    }
    return UnsafePointer(table)
  }
}
