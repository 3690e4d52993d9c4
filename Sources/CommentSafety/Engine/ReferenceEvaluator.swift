/// The plain, slow evaluator: the oracle of every faster one.
///
/// No automaton, no gates, no look-up: every pattern is laid on every run of the comment, and every rule is run. It shares the
/// normaliser, the aligner and the judge with ``Evaluator``, for they define what a match *is*; what it does not share is
/// everything that decides where not to look.
///
/// - Complexity: O(patterns × comment). For tests and doubts.
struct ReferenceEvaluator {
  let pack: CompiledPack

  func evaluate(_ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch) -> Outcome {
    let evaluator = Evaluator(pack: pack)
    look(comment, &scratch)
    evaluator.lookAtShown(comment, &scratch, look)
    return evaluator.decide(&scratch, ignoringGates: true)
  }

  private func look(_ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch) {
    scratch.begin()
    var comment = comment
    if comment.count > pack.configuration.maximumCommentBytes {
      comment = UnsafeRawBufferPointer(rebasing: comment[..<pack.configuration.maximumCommentBytes])
      scratch.isUndecided = true
    }
    scratch.comment = comment
    let evaluator = Evaluator(pack: pack)
    evaluator.fold(&scratch)

    layEverywhere(&scratch, lane: .main, view: .leet)
    evaluator.scanMaskedWords(&scratch)
    if scratch.text.traits.contains(.override) {
      Reversal.reverseOverrides(scratch.text, into: &scratch.reversed)
      layEverywhere(&scratch, lane: .reversed, view: .leet)
    }
    if scratch.text.traits.contains(.rotated) {
      Reversal.turn(scratch.text, into: &scratch.reversed)
      layEverywhere(&scratch, lane: .reversed, view: .leet)
    }
    if scratch.text.traits.contains(.ambiguousSymbol) {
      layEverywhere(&scratch, lane: .main, view: .separators)
    }
    for lane in RareSigns.lanes where evaluator.render(lane, &scratch) {
      if lane == .unmarked { evaluator.dropCut(&scratch) }
      layEverywhere(&scratch, lane: lane, view: lane.view)
      if lane == .unmarked { evaluator.scanMaskedWords(rendered: &scratch) }
    }
    evaluator.scanOddMasks(&scratch)
    evaluator.scanSymbols(&scratch)
    evaluator.runRules(&scratch, ignoringGates: true)
    if evaluator.glue(&scratch) { layEverywhere(&scratch, lane: .parted, view: Evaluator.Lane.parted.view) }
    if let overlay = scratch.overlay { layEverywhere(overlay, &scratch) }
  }

  private func layEverywhere(
    _ scratch: inout Scratch, lane: Evaluator.Lane, view: SkeletonView
  ) {
    let units: UnsafePointer<Unit>
    let count: Int
    let scripts: UnsafePointer<UInt32>
    switch lane {
    case .main:
      scratch.text.countScripts()
      scripts = UnsafePointer(scratch.text.scripts.base)
      units = UnsafePointer(scratch.text.units.base)
      count = scratch.text.unitCount
    case .reversed, .unmarked, .parted, .written:
      scratch.reversed.countScripts()
      scripts = UnsafePointer(scratch.reversed.scripts.base)
      units = UnsafePointer(scratch.reversed.units.base)
      count = scratch.reversed.unitCount
    }
    let evaluator = Evaluator(pack: pack)
    for id in 0..<pack.patternCount {
      let pattern = pack.patterns[id]
      if pattern.role == .atom { continue }
      var lastKey: UInt32 = 0
      for index in 0..<count {
        let unit = units[index]
        guard unit.isWord || (view == .leet && unit.isLeetActive) else { continue }
        let key = Skeleton.key(unit)
        // Runs begin where the class changes.
        if key == lastKey { continue }
        lastKey = key
        evaluator.convict(
          UInt32(id), pattern, runStart: index, limit: count, units: units, unitCount: count,
          scripts: scripts, lane: lane, view: view, &scratch)
      }
    }
  }
}

extension CommentFilter {
  /// Judges a comment with the plain, slow evaluator. For tests and doubts: the verdict must equal `check(utf8:)`'s.
  /// - Complexity: O(patterns × comment).
  package func checkByReference(utf8 comment: [UInt8], overlay: Overlay? = nil) -> Verdict {
    var scratch = makeScratch()
    scratch.overlay = overlay
    return comment.withUnsafeBytes { bytes in
      let outcome = ReferenceEvaluator(pack: pack).evaluate(bytes, &scratch)
      return verdict(outcome, from: scratch)
    }
  }
}
