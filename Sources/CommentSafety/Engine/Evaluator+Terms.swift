internal import CommentKernels

/// Terms: the automata suspect, the aligner and the judge convict.
extension Evaluator {
  /// Which text a scan reads.
  enum Lane {
    case main, reversed
    /// The comment as a page shows it: without markup inside words.
    case unmarked
    /// Words in a row, with the places at which they may part.
    case parted
    /// The comment with its escapes left as they are: of atoms only.
    case written
  }

  /// Looks for terms in the comment's skeleton.
  func scanTerms(_ scratch: inout Scratch) {
    if scratch.isScreened {
      scanScreened(&scratch)
      if scratch.suspectCount > 0 { verifySuspects(&scratch) }
    } else {
      fold(&scratch)
      scan(&scratch, lane: .main, view: .leet)
    }
  }

  /// Makes the comment's units, unless they are made.
  @inline(__always)
  func fold(_ scratch: inout Scratch) {
    if scratch.isFolded { return }
    scratch.isFolded = true
    Normalizer.fold(scratch.comment, into: &scratch.text)
    scratch.text.countScripts()
  }

  /// Looks for terms in a comment of plain ASCII: its units are made only if something is suspected there.
  @inline(__always)
  func scanScreened(_ scratch: inout Scratch) {
    let found = UnsafePointer(scratch.screen.found)
    // What the fold would tell of the comment.
    scratch.text.traits = found.pointee.may_mask ? .mask : []
    scratch.text.digitCount = Int(found.pointee.digit_count)
    scratch.text.asciiPresent = (found.pointee.present.0, found.pointee.present.1)
    scan(pack.plain, screenedText(scratch), &scratch)
  }

  @inline(__always)
  private func screenedText(_ scratch: borrowing Scratch) -> TextView {
    TextView(
      UnsafePointer(scratch.screen.found), kernel: scratch.screen.kernel ?? cs_kernel_portable, of: scratch.text,
      unitCount: scratch.comment.count)
  }

  /// The lanes that few comments need.
  @inline(never)
  func scanRareLanes(_ scratch: inout Scratch) {
    let traits = scratch.text.traits
    if traits.contains(.mask) { scanMaskedWords(&scratch) }
    if traits.contains(.override) {
      Reversal.reverseOverrides(scratch.text, into: &scratch.reversed)
      scan(&scratch, lane: .reversed, view: .leet)
    }
    if traits.contains(.rotated) {
      Reversal.turn(scratch.text, into: &scratch.reversed)
      scan(&scratch, lane: .reversed, view: .leet)
    }
    if traits.contains(.ambiguousSymbol) {
      Skeleton.rebuild(&scratch.text, view: .separators)
      scan(&scratch, lane: .main, view: .separators)
    }
  }

  /// Looks for atoms in the comment as it is written, with escapes that the main lane decodes left alone: rules that read the
  /// original text match what is written.
  @inline(never)
  func scanWrittenAtoms(_ comment: UnsafeRawBufferPointer, _ scratch: inout Scratch) {
    Normalizer.fold(comment, into: &scratch.reversed, decodesEscapes: false)
    let text = TextView(scratch.reversed, lane: .written, view: .leet, kernel: scratch.screen.kernel)
    for set in pack.atomSets { scan(set, text, &scratch) }
    scratch.writtenDigitCount = scratch.reversed.digitCount
  }

  /// Where gates look for the atoms that they ask for: the rules read the comment as it is, whatever lanes there were.
  func askedText(_ scratch: borrowing Scratch) -> TextView {
    scratch.isScreened
      ? screenedText(scratch) : TextView(scratch.text, lane: .main, view: .leet, kernel: scratch.screen.kernel)
  }

  /// Looks for allow phrases and exceptions, once there is something that they may lift.
  @inline(never)
  func scanLifts(_ scratch: inout Scratch) {
    if pack.lifting.isEmpty { return }
    if scratch.text.traits.contains(.ambiguousSymbol) {
      // The skeleton was built anew in the other view last.
      let text = TextView(scratch.text, lane: .main, view: .separators, kernel: scratch.screen.kernel)
      scan(pack.lifting, text, &scratch)
      Skeleton.rebuild(&scratch.text, view: .leet)
    }
    scan(pack.lifting, TextView(scratch.text, lane: .main, view: .leet, kernel: scratch.screen.kernel), &scratch)
  }

  func scan(_ scratch: inout Scratch, lane: Lane, view: SkeletonView) {
    switch lane {
    case .main:
      let text = TextView(scratch.text, lane: lane, view: view, kernel: scratch.screen.kernel)
      scan(pack.plain, text, &scratch)
      // In plain words nothing from beyond ASCII is read.
      if !pack.foreign.isEmpty, !scratch.text.traits.isDisjoint(with: [.unusualWords, .escape]) {
        scan(pack.foreign, text, &scratch)
      }
    case .reversed, .unmarked, .parted:
      scratch.reversed.countScripts()
      let text = TextView(scratch.reversed, lane: lane, view: view, kernel: scratch.screen.kernel)
      scan(pack.plain, text, &scratch)
      scan(pack.foreign, text, &scratch)
      // The buffer serves other lanes next. What is found among words in a row lifts only what was found before or there.
      if lane != .parted || scratch.hitCount > 0 { scan(pack.lifting, text, &scratch) }
    case .written:
      break
    }
  }

  @inline(__always)
  private func scan(_ set: PatternSet, _ text: TextView, _ scratch: inout Scratch) {
    scanAnchored(set, text, &scratch)
    scanFloating(set, text, &scratch)
  }

  /// Follows the anchored automaton from every suspicious place where a word may begin.
  @inline(__always)
  private func scanAnchored(_ set: PatternSet, _ text: TextView, _ scratch: inout Scratch) {
    let suspicions = scratch.suspicions.base
    var first = 0
    while first < text.wordStartCount {
      let count = Swift.min(text.wordStartCount - first, PrefixSieve.block)
      let found = set.anchoredSieve.scan(
        text.skeleton, ends: text.ends, at: text.wordStarts, from: first, count: count, into: suspicions,
        kernel: text.kernel)
      for index in 0..<found { follow(suspicions[index], set.anchored, text, &scratch) }
      first += count
    }
  }

  /// Suspicions of one comment that are followed before the automaton is run over all of it: for each 64 bytes of skeleton, and at
  /// least as many.
  private static let walksPerBlock = 24

  /// Follows the floating automaton from every suspicious place. A walk is bounded by the longest pattern; so that a
  /// comment made of patterns' beginnings costs no more than one pass, the automaton is run over the whole skeleton if there are
  /// too many such places.
  @inline(__always)
  private func scanFloating(_ set: PatternSet, _ text: TextView, _ scratch: inout Scratch) {
    let suspicions = scratch.suspicions.base
    var walks = Self.walksPerBlock * (text.skeletonCount / 64 + 1)
    var first = 0
    while first < text.skeletonCount {
      let count = Swift.min(text.skeletonCount - first, PrefixSieve.block)
      let found = set.floatingSieve.scan(
        text.skeleton, ends: text.ends, at: nil, from: first, count: count, into: suspicions, kernel: text.kernel)
      walks -= found
      if walks < 0 {
        run(set.floating, from: first, text, &scratch)
        return
      }
      for index in 0..<found { follow(suspicions[index], set.floating, text, &scratch) }
      first += count
    }
  }

  /// Follows an automaton from where a suspicion says that it leads.
  @inline(never)
  private func follow(
    _ suspicion: cs_suspicion, _ automaton: AhoCorasick, _ text: TextView, _ scratch: inout Scratch
  ) {
    let begin = Int(suspicion.place)
    var state: Int32 = 0
    var position = begin
    var end = text.skeletonCount
    if suspicion.state < 0 {
      // Patterns of up to three bytes; longer ones have suspicions of their own.
      end = Swift.min(end, begin + 3)
    } else {
      state = suspicion.state
      position = begin + Int(suspicion.depth)
      if position > end { return }
      emit(state, automaton, begin: begin, position: position, text, &scratch, below: .max)
      if !suspicion.goes_on { return }
    }
    // SAFETY: the view's buffers are not touched while scanning; verifying only reads the text.
    while position < end {
      state = automaton.descend(state, text.skeleton[position])
      if state == 0 { break }
      position += 1
      emit(
        state, automaton, begin: begin, position: position, text, &scratch, below: suspicion.state < 0 ? 4 : .max)
    }
  }

  /// Suspects the patterns of a state to which the bytes from `begin` to `position` lead, if their tail follows.
  /// - Parameter below: patterns of as many bytes or more are left out.
  @inline(__always)
  private func emit(
    _ state: Int32, _ automaton: AhoCorasick, begin: Int, position: Int, _ text: TextView,
    _ scratch: inout Scratch, below: Int
  ) {
    let output = automaton.output(state)
    guard output >= 0 else { return }
    // The patterns of this state alone, which are as long as the walk; not those of its suffixes.
    let tail = automaton.tail(of: output)
    guard position - begin + tail.count < below,
      tail.isEmpty || text.holds(tail.baseAddress!, tail.count, at: position)
    else { return }
    for pattern in automaton.patterns(of: output) {
      suspect(pattern, begin: begin, end: position + tail.count - 1, text, &scratch)
    }
  }

  /// Runs an automaton over the skeleton, for patterns that begin at or behind `begin`.
  @inline(never)
  private func run(
    _ automaton: AhoCorasick, from begin: Int, _ text: TextView, _ scratch: inout Scratch
  ) {
    var state: Int32 = 0
    for position in begin..<text.skeletonCount {
      state = automaton.next(state, text.skeleton[position])
      var output = automaton.output(state)
      while output >= 0 {
        let suffix = automaton.suffix(of: output)
        for pattern in automaton.patterns(of: output) {
          suspect(pattern, begin: position + 1 - Int(suffix.length), end: position, text, &scratch)
        }
        output = suffix.next
      }
    }
  }

  @inline(__always)
  private func suspect(
    _ id: UInt32, begin: Int, end: Int, _ text: TextView, _ scratch: inout Scratch
  ) {
    if id & PatternSet.atomFlag != 0 {
      let atom = id & ~PatternSet.atomFlag
      if !pack.atoms.hasLetters(of: Int(atom), at: begin, text, scratch.comment) { return }
      if scratch.places.isNoting { place(atom, at: begin, text, &scratch) }
      note(atom: atom, &scratch)
    } else if text.lane != .written {
      verify(id, begin: begin, end: end, text, &scratch)
    }
  }

  @inline(__always)
  private func note(atom: UInt32, _ scratch: inout Scratch) {
    guard scratch.note(atom: atom) else { return }
    pack.wake(atom: atom, &scratch)
  }

  /// Looks closer at a pattern whose skeleton is `begin...end` of the comment's.
  @inline(never)
  func verify(
    _ id: UInt32, begin: Int, end: Int, _ text: TextView, _ scratch: inout Scratch
  ) {
    let pattern = pack.patterns[Int(id)]
    if let screen = text.screen {
      if survives(pattern, begin: begin, end: end, text, screen, scratch.comment) {
        scratch.append(Scratch.Suspect(pattern: id, begin: UInt32(begin), end: UInt32(end)))
      }
      return
    }
    let units = text.units
    let unitCount = text.unitCount
    let runStart = Int(text.runStarts[begin])
    // Most suspects begin inside a word: one look sends them away, if the run is a single letter in the middle of it.
    if pattern.flags.contains(.startsWord), runStart > 0, units[runStart - 1].isWord,
      units[runStart].isWord, runStart + 1 < unitCount, units[runStart + 1].isWord,
      Skeleton.key(units[runStart + 1]) != Skeleton.key(units[runStart]),
      WordBoundary.before(runStart, in: units) == .none
    {
      return
    }
    let limit = end + 1 < text.skeletonCount ? Int(text.runStarts[end + 1]) : unitCount
    // A unit is read as one letter at most.
    if limit - runStart < Int(pattern.letterCount) { return }
    if pattern.flags.contains(.endsWord) {
      // The match ends in its last run; most such runs are one letter, inside a longer word.
      let last = Int(text.runStarts[end])
      if limit == last + 1, WordBoundary.after(last, in: units, count: unitCount) == .none { return }
    }
    scratch.candidateCount += 1
    if scratch.candidateCount > pack.configuration.candidatesPerBlock * (unitCount / 64 + 1) {
      scratch.isUndecided = true
      return
    }
    convict(
      id, pattern, runStart: runStart, limit: limit, units: units, unitCount: unitCount,
      scripts: text.scripts, lane: text.lane, view: text.view, &scratch)
  }

  /// Lays a pattern on the run at `runStart` and notes what comes of it: a hit, a lift, or nothing.
  func convict(
    _ id: UInt32, _ pattern: Pattern, runStart: Int, limit: Int, units: UnsafePointer<Unit>,
    unitCount: Int, scripts: UnsafePointer<UInt32>, lane: Lane, view: SkeletonView,
    _ scratch: inout Scratch
  ) {
    let letters = pack.letters + Int(pattern.firstLetter)
    let aligner = Aligner(
      units: units, unitCount: unitCount, readsSymbols: view == .leet, letters: letters,
      count: Int(pattern.letterCount), flags: pattern.flags)
    let judge = Judge(
      units: units, unitCount: unitCount, pattern: pattern, letters: letters,
      commonWords: pack.commonWords, scripts: scripts)
    var found = Aligner.Best()
    guard
      aligner.align(
        runStart: runStart, limit: limit, into: &found,
        judge: { lane.accepts($0, judge) ? judge.weigh(&$0) : .nothing })
    else { return }
    let how = lane.techniques(of: found.alignment)
    let range = span(of: found.alignment, units: units, lane: lane)
    if pattern.flags.contains(.exactDiacritics),
      !DiacriticCheck.agrees(
        id, UnsafeRawBufferPointer(rebasing: scratch.comment[Int(range.start)..<Int(range.end)]),
        how: how, pack: pack)
    {
      return
    }
    let end = lane == .reversed ? range.end : Self.endOfMarks(behind: found.alignment.end, units, unitCount)
    switch pattern.role {
    case .term:
      let mustBeOwn =
        found.alignment.isNaturallyDoubled || found.alignment.isCutByOneSpace
        || lane == .parted && Int(pattern.letterCount) < PartedWords.shortestForeignTerm
      if mustBeOwn,
        !PartedWords.isOwnLanguage(pack.sources[Int(pattern.source)].language)
      {
        return
      }
      scratch.append(
        Hit(
          source: pattern.source, start: range.start, end: end, how: how,
          isWeak: found.finding == .weak || pack.sources[Int(pattern.source)].isWeak,
          isShadow: false, action: .allow, policyLine: -1))
    case .allow, .exception:
      // What a term is excused for stands there as it is: in a disguised word the letter may be another one (`ArschIoch`, and `Arschinger` is excused).
      if pattern.role == .exception,
        !how.isDisjoint(with: [.leet, .confusable])
          || Token.hidesLetter(from: found.alignment.start, to: found.alignment.end, in: units, count: unitCount)
      {
        return
      }
      var lifted = pattern.role == .allow ? pack.lift(ofPhrase: pattern.source) : pattern.source
      // A symbol that hides a letter of a term is no letter of an innocent word (`f@ck`).
      if lane == .parted { lifted = Scratch.Lift.joined }
      if lifted == Scratch.Lift.everything && how.contains(.leet) { lifted = Scratch.Lift.unlessMasked }
      scratch.append(Scratch.Lift(start: range.start, end: end, term: lifted, source: id))
    case .atom:
      break
    }
  }

  /// The bytes that an alignment covers.
  func span(
    of alignment: Alignment, units: UnsafePointer<Unit>, lane: Lane
  ) -> (start: UInt32, end: UInt32) {
    if lane == .main { return (units[alignment.start].start, units[alignment.end].end) }
    var start = UInt32.max
    var end: UInt32 = 0
    for index in alignment.start...alignment.end {
      start = Swift.min(start, units[index].start)
      end = Swift.max(end, units[index].end)
    }
    return (start, end)
  }

  /// The end of a match whose last unit is `last`, with the marks that stand on it: a mark alone would be left behind a mask.
  @inline(never)
  static func endOfMarks(behind last: Int, _ units: UnsafePointer<Unit>, _ count: Int) -> UInt32 {
    var index = last
    while index + 1 < count, units[index + 1].isKeptMark, units[index + 1].start == units[index].end { index += 1 }
    return units[index].end
  }

  /// Looks up terms made of symbols.
  func scanSymbols(_ scratch: inout Scratch) {
    let units = UnsafePointer(scratch.text.units.base)
    let count = scratch.text.unitCount
    var index = 0
    while index < count {
      let unit = units[index]
      guard unit.scalar >= 0x80, unit.kind == Unit.symbol,
        let found = pack.symbolIndex.longest(at: index, in: units, count: count)
      else {
        index += 1
        continue
      }
      scratch.append(
        Hit(
          source: found.source, start: unit.start, end: units[found.end].end, how: [],
          isWeak: pack.sources[Int(found.source)].isWeak, isShadow: false, action: .allow,
          policyLine: -1))
      index = found.end + 1
    }
  }
}

extension Evaluator.Lane {
  /// Whether an alignment is looked at closer.
  @inline(__always)
  func accepts(_ alignment: Alignment, _ judge: Judge) -> Bool {
    self != .parted || PartedWords.accepts(alignment, judge)
  }

  /// How a match was spelt.
  func techniques(of alignment: Alignment) -> Technique {
    var how = alignment.techniques
    switch self {
    case .reversed:
      how.insert(.reversed)
      // The control that turns the text is deleted from it, and says nothing else.
      how.remove(.invisible)
    case .parted: how.insert(.joined)
    case .main, .unmarked, .written: break
    }
    return how
  }
}
