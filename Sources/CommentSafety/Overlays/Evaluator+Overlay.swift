/// Overlays: the comment is looked at once more, with the overlay's few patterns. What a match is, aligner and judge say, as
/// for the pack's.
extension Evaluator {
  /// Decides one comment with the scratch's overlay.
  /// - Complexity: linear in the comment's length.
  @inline(never)
  func evaluate(
    _ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch, overlay: Overlay
  ) -> Outcome {
    func look(_ text: UnsafeRawBufferPointer, _ scratch: inout Scratch) {
      gather(text, &scratch)
      fold(&scratch)
      scan(overlay, &scratch)
    }
    look(comment, &scratch)
    lookAtShown(comment, &scratch, look)
    if scratch.hitCount == 0 && !scratch.isUndecided {
      return Outcome(action: .allow, isUndecided: false, hitCount: 0, unlistedCount: 0)
    }
    return decide(&scratch)
  }

  /// Looks for the overlay's terms in every view of the comment that the pack's are looked for in.
  private func scan(_ overlay: Overlay, _ scratch: inout Scratch) {
    let traits = scratch.text.traits
    if traits.contains(.ambiguousSymbol) {
      // The pack's scan may have left either view.
      Skeleton.rebuild(&scratch.text, view: .separators)
      scanMain(overlay, view: .separators, &scratch)
      Skeleton.rebuild(&scratch.text, view: .leet)
    }
    scanMain(overlay, view: .leet, &scratch)
    if traits.contains(.mask) { scanMaskedWords(overlay, &scratch) }
    scanMaskedWords(overlay, readsOdd: true, &scratch)
    if traits.contains(.override) {
      Reversal.reverseOverrides(scratch.text, into: &scratch.reversed)
      scanReversed(overlay, &scratch)
    }
    if traits.contains(.rotated) {
      Reversal.turn(scratch.text, into: &scratch.reversed)
      scanReversed(overlay, &scratch)
    }
    if RareSigns.mayMatter(scratch.text.asciiPresent) {
      for lane in RareSigns.lanes where render(lane, &scratch) {
        scanReversed(overlay, lane: lane, &scratch)
        if lane == .unmarked { scanMaskedWords(overlay, rendered: &scratch) }
      }
    }
    if !traits.isDisjoint(with: [.nonASCII, .escape]) { scanSymbols(overlay, &scratch) }
  }

  private func scanMain(_ overlay: Overlay, view: SkeletonView, _ scratch: inout Scratch) {
    scratch.text.countScripts()
    scan(overlay, TextView(scratch.text, lane: .main, view: view), &scratch)
  }

  private func scanReversed(_ overlay: Overlay, lane: Lane = .reversed, _ scratch: inout Scratch) {
    scratch.reversed.countScripts()
    scan(overlay, TextView(scratch.reversed, lane: lane, view: lane.view), &scratch)
  }

  private func scan(_ overlay: Overlay, _ text: TextView, _ scratch: inout Scratch) {
    // SAFETY: the view's buffers are not touched while scanning; verifying only reads the text. Behind the skeleton's end
    // sixteen bytes are readable.
    if !overlay.anchored.isEmpty {
      var last = -1
      for index in 0..<text.wordStartCount {
        let begin = Int(text.wordStarts[index])
        if begin == last { continue }
        last = begin
        overlay.anchored.forEach(at: text.skeleton + begin, count: text.skeletonCount - begin) {
          verify(overlay, $0, begin: begin, end: begin + $1 - 1, text, &scratch)
        }
      }
    }
    if !overlay.floating.isEmpty {
      for begin in 0..<text.skeletonCount {
        overlay.floating.forEach(at: text.skeleton + begin, count: text.skeletonCount - begin) {
          verify(overlay, $0, begin: begin, end: begin + $1 - 1, text, &scratch)
        }
      }
    }
  }

  /// Looks closer at a pattern whose skeleton is `begin...end` of the comment's.
  @inline(never)
  private func verify(
    _ overlay: Overlay, _ id: UInt32, begin: Int, end: Int, _ text: TextView,
    _ scratch: inout Scratch
  ) {
    scratch.candidateCount += 1
    if scratch.candidateCount > pack.configuration.candidatesPerBlock * (text.unitCount / 64 + 1) {
      scratch.isUndecided = true
      return
    }
    let limit = end + 1 < text.skeletonCount ? Int(text.runStarts[end + 1]) : text.unitCount
    convict(overlay, id, runStart: Int(text.runStarts[begin]), limit: limit, text, &scratch)
  }

  /// Lays an overlay's pattern on the run at `runStart` and notes what comes of it: a hit, a lift, or nothing.
  func convict(
    _ overlay: Overlay, _ id: UInt32, runStart: Int, limit: Int, _ text: TextView,
    _ scratch: inout Scratch
  ) {
    let pattern = overlay.patterns[Int(id)]
    let letters = overlay.letters + Int(pattern.firstLetter)
    let aligner = Aligner(
      units: text.units, unitCount: text.unitCount, readsSymbols: text.view == .leet,
      letters: letters, count: Int(pattern.letterCount), flags: pattern.flags)
    let judge = Judge(
      units: text.units, unitCount: text.unitCount, pattern: pattern, letters: letters,
      commonWords: pack.commonWords, scripts: text.scripts)
    var found = Aligner.Best()
    guard
      aligner.align(
        runStart: runStart, limit: limit, into: &found,
        judge: { text.lane.accepts($0, judge) ? judge.weigh(&$0) : .nothing })
    else { return }
    let how = text.lane.techniques(of: found.alignment)
    let range = span(of: found.alignment, units: text.units, lane: text.lane)
    if pattern.flags.contains(.exactDiacritics) {
      let bytes = scratch.comment[Int(range.start)..<Int(range.end)]
      let spelling = overlay.exactSpellings[id]
      guard DiacriticCheck.agrees(spelling, UnsafeRawBufferPointer(rebasing: bytes), how: how) else {
        return
      }
    }
    let end =
      text.lane == .reversed ? range.end : Self.endOfMarks(behind: found.alignment.end, text.units, text.unitCount)
    switch pattern.role {
    case .term:
      append(
        overlay, pattern.source, start: range.start, end: end, how: how,
        isWeak: found.finding == .weak, &scratch)
    case .allow, .exception:
      scratch.append(
        Scratch.Lift(
          start: range.start, end: end,
          term: pattern.role == .allow
            ? Scratch.Lift.unlessFinal : pattern.source | Hit.overlayFlag, source: id))
    case .atom:
      break
    }
  }

  private func append(
    _ overlay: Overlay, _ term: UInt32, start: UInt32, end: UInt32, how: Technique, isWeak: Bool,
    _ scratch: inout Scratch
  ) {
    scratch.append(
      Hit(
        source: term | Hit.overlayFlag, start: start, end: end, how: how,
        isWeak: isWeak || overlay.terms[Int(term)].isWeak, isShadow: false, action: .allow,
        policyLine: -1))
  }

  func scanMaskedWords(_ overlay: Overlay, readsOdd: Bool = false, _ scratch: inout Scratch) {
    findMasked(
      overlay, UnsafePointer(scratch.text.units.base), scratch.text.unitCount, readsOdd: readsOdd, &scratch)
  }

  /// The same in the text of a lane.
  func scanMaskedWords(_ overlay: Overlay, rendered scratch: inout Scratch) {
    findMasked(
      overlay, UnsafePointer(scratch.reversed.units.base), scratch.reversed.unitCount, readsOdd: false, &scratch)
  }

  private func findMasked(
    _ overlay: Overlay, _ units: UnsafePointer<Unit>, _ count: Int, readsOdd: Bool, _ scratch: inout Scratch
  ) {
    guard let index = overlay.maskIndex else { return }
    let finder = MaskedWords(
      units: units, unitCount: count, index: index, commonWords: pack.commonWords,
      patterns: UnsafePointer(overlay.patterns), letters: overlay.letters, readsOdd: readsOdd)
    let isComplete = finder.forEach(budget: pack.configuration.maskedWordBudget) { found in
      var how: Technique = .masked
      for index in found.start...found.end { how.formUnion(units[index].techniques) }
      append(
        overlay, overlay.patterns[Int(found.pattern)].source, start: units[found.start].start,
        end: Self.endOfMarks(behind: found.end, units, count), how: how, isWeak: found.isWeak, &scratch)
    }
    if !isComplete { scratch.isUndecided = true }
  }

  func scanSymbols(_ overlay: Overlay, _ scratch: inout Scratch) {
    guard let symbols = overlay.symbolIndex else { return }
    let units = UnsafePointer(scratch.text.units.base)
    let count = scratch.text.unitCount
    var index = 0
    while index < count {
      let unit = units[index]
      guard unit.scalar >= 0x80, unit.kind == Unit.symbol,
        let found = symbols.longest(at: index, in: units, count: count)
      else {
        index += 1
        continue
      }
      append(
        overlay, found.source, start: unit.start, end: units[found.end].end, how: [], isWeak: false,
        &scratch)
      index = found.end + 1
    }
  }
}

extension DiacriticCheck {
  /// Compares the original bytes, in lower case, with a spelling by canonical equivalence; nil agrees with everything.
  static func agrees(
    _ spelling: String?, _ bytes: UnsafeRawBufferPointer, how: Technique
  ) -> Bool {
    guard let spelling else { return true }
    guard how.isSubset(of: [.casing, .diacritics, .width]) else { return false }
    return String(decoding: bytes, as: UTF8.self).lowercased() == spelling
  }
}
