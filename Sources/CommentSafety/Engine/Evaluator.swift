internal import PCRE2

/// Decides one comment: normalise, match, resolve, decide.
///
/// A comment of plain ASCII is screened first (``Screen``), and folded only if a step needs its units.
///
/// The steps live in extensions: `Evaluator+Terms` (automaton and aligner), `Evaluator+Rules` (PCRE2), `Evaluator+Decision`
/// (lifting, overlaps, policy).
struct Evaluator {
  let pack: CompiledPack

  /// - Parameter resolving: whether hits inside others are dropped.
  /// - Complexity: linear in the comment's length.
  @inline(__always)
  func evaluate(
    _ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch, resolving: Bool = true
  ) -> Outcome {
    gather(comment, &scratch, mayLeaveText: true)
    lookAtShown(comment, &scratch) { gather($0, &$1) }
    if scratch.hitCount == 0 && !scratch.isUndecided {
      return Outcome(action: .allow, isUndecided: false, hitCount: 0, unlistedCount: 0)
    }
    return decide(&scratch, resolving: resolving)
  }

  /// Everything but the decision: hits and lifts of the pack.
  /// - Parameter mayLeaveText: whether nobody asks for the text of a comment in which nothing is found.
  @inline(__always)
  func gather(_ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch, mayLeaveText: Bool = false) {
    scratch.begin()
    var comment = comment
    if comment.count > pack.configuration.maximumCommentBytes {
      comment = UnsafeRawBufferPointer(rebasing: comment[..<pack.configuration.maximumCommentBytes])
      scratch.isUndecided = true
    }
    scratch.comment = comment
    scratch.places.begin(bytes: comment.count)
    scratch.isScreened = scratch.screen.run(comment)
    if !scratch.isScreened && mayLeaveText && isCleanInPlainPunctuation(&scratch) { return }
    scanTerms(&scratch)
    let traits = scratch.text.traits
    if scratch.isScreened {
      if traits.contains(.mask) { scanMaskedBytes(&scratch) }
    } else if !traits.isDisjoint(with: [.ambiguousSymbol, .mask, .override, .rotated]) {
      scanRareLanes(&scratch)
    }
    if RareSigns.mayMatter(scratch.text.asciiPresent) || traits.contains(.oddMask) { scanRareSigns(&scratch) }
    if !traits.isDisjoint(with: [.nonASCII, .escape]) && !pack.symbolIndex.isEmpty { scanSymbols(&scratch) }
    if traits.contains(.escape) { scanWrittenAtoms(comment, &scratch) }
    if scratch.awakeCount > 0 || pack.restlessCount > 0 {
      runRules(&scratch)
    }
    if scratch.hitCount > 0 {
      fold(&scratch)
      scanGlued(&scratch)
      scanLifts(&scratch)
    }
  }
}
