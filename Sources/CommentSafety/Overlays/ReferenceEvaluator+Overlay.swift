/// The oracle's part of overlays: every pattern is laid on every run, with no look-up by skeleton.
extension ReferenceEvaluator {
  func layEverywhere(_ overlay: Overlay, _ scratch: inout Scratch) {
    let evaluator = Evaluator(pack: pack)
    scratch.text.countScripts()
    lay(overlay, on: TextView(scratch.text, lane: .main, view: .leet), &scratch)
    if scratch.text.traits.contains(.ambiguousSymbol) {
      lay(overlay, on: TextView(scratch.text, lane: .main, view: .separators), &scratch)
    }
    evaluator.scanMaskedWords(overlay, &scratch)
    evaluator.scanMaskedWords(overlay, readsOdd: true, &scratch)
    if scratch.text.traits.contains(.override) {
      Reversal.reverseOverrides(scratch.text, into: &scratch.reversed)
      scratch.reversed.countScripts()
      lay(overlay, on: TextView(scratch.reversed, lane: .reversed, view: .leet), &scratch)
    }
    if scratch.text.traits.contains(.rotated) {
      Reversal.turn(scratch.text, into: &scratch.reversed)
      scratch.reversed.countScripts()
      lay(overlay, on: TextView(scratch.reversed, lane: .reversed, view: .leet), &scratch)
    }
    for lane in RareSigns.lanes where evaluator.render(lane, &scratch) {
      scratch.reversed.countScripts()
      lay(overlay, on: TextView(scratch.reversed, lane: lane, view: lane.view), &scratch)
      if lane == .unmarked { evaluator.scanMaskedWords(overlay, rendered: &scratch) }
    }
    evaluator.scanSymbols(overlay, &scratch)
  }

  private func lay(_ overlay: Overlay, on text: TextView, _ scratch: inout Scratch) {
    let evaluator = Evaluator(pack: pack)
    for id in 0..<overlay.patternCount {
      var lastKey: UInt32 = 0
      for index in 0..<text.unitCount {
        let unit = text.units[index]
        guard unit.isWord || (text.view == .leet && unit.isLeetActive) else { continue }
        let key = Skeleton.key(unit)
        // Runs begin where the class changes.
        if key == lastKey { continue }
        lastKey = key
        evaluator.convict(
          overlay, UInt32(id), runStart: index, limit: text.unitCount, text, &scratch)
      }
    }
  }
}
