internal import CommentKernels

/// A text's buffers for one scan.
struct TextView: BitwiseCopyable {
  // SAFETY: valid while the text is not folded anew; scans only read.
  let units: UnsafePointer<Unit>
  let unitCount: Int
  let skeleton: UnsafePointer<UInt8>
  let runStarts: UnsafePointer<UInt32>
  let wordStarts: UnsafePointer<UInt32>
  let wordStartCount: Int
  let skeletonCount: Int
  let scripts: UnsafePointer<UInt32>
  let lane: Evaluator.Lane
  let view: SkeletonView
  /// What the skeleton was screened from, if there are no units yet.
  let screen: UnsafePointer<cs_screen>?
  /// Bit by bit the runs in which a word may end; nil if any may.
  let ends: UnsafePointer<UInt64>?
  let kernel: cs_kernel
  /// Whether the units tell the letters that rules read there, and where words begin: so they do, but where symbols may be read in two ways, bytes are
  /// repaired, or escapes decoded.
  let tellsLetters: Bool

  /// A text whose units are not made yet: the text's own buffers are not looked at.
  @inline(__always)
  init(_ screen: UnsafePointer<cs_screen>, kernel: cs_kernel, of text: borrowing FoldedText, unitCount: Int) {
    units = UnsafePointer(text.units.base)
    self.unitCount = unitCount
    skeleton = cs_screen_skeleton(screen)
    wordStarts = cs_screen_word_starts(screen)
    runStarts = wordStarts
    wordStartCount = Int(screen.pointee.word_start_count)
    skeletonCount = Int(screen.pointee.skeleton_count)
    scripts = UnsafePointer(text.scripts.base)
    lane = .main
    view = .leet
    self.screen = screen
    ends = cs_screen_ends(screen)
    self.kernel = kernel
    tellsLetters = false
  }

  @inline(__always)
  init(_ text: borrowing FoldedText, lane: Evaluator.Lane, view: SkeletonView, kernel: cs_kernel? = nil) {
    screen = nil
    ends = nil
    self.kernel = kernel ?? cs_kernel_portable
    units = UnsafePointer(text.units.base)
    unitCount = text.unitCount
    skeleton = UnsafePointer(text.skeleton.base)
    runStarts = UnsafePointer(text.runStarts.base)
    wordStarts = UnsafePointer(text.wordStarts.base)
    wordStartCount = text.wordStartCount
    skeletonCount = text.skeletonCount
    scripts = UnsafePointer(text.scripts.base)
    self.lane = lane
    self.view = view
    tellsLetters = lane == .main && text.traits.isDisjoint(with: [.ambiguousSymbol, .escape, .invalidUTF8])
  }

  /// Whether the skeleton holds `count` bytes at `index`.
  @inline(__always)
  func holds(_ bytes: UnsafePointer<UInt8>, _ count: Int, at index: Int) -> Bool {
    guard index + count <= skeletonCount else { return false }
    for offset in 0..<count where skeleton[index + offset] != bytes[offset] { return false }
    return true
  }
}
