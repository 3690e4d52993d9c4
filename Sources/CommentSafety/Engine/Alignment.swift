/// How a pattern lies on a stretch of a comment's units.
struct Alignment: BitwiseCopyable {
  /// First and last unit.
  var start = 0
  var end = 0
  /// Units read as letters, repeats included.
  var consumed = 0
  var exact = 0
  var confusable = 0
  var letterSubstitutes = 0
  /// Of these, small l read as i, and an l with a stroke read as i.
  var smallLs = 0
  var strokedLs = 0
  var digits = 0
  var symbols = 0
  /// Longest run of one repeated letter beyond the pattern's need is what `repeated` spelling shows.
  var longestRun = 1
  var techniques: Technique = []

  /// Letters of the pattern's script, and of other scripts by look.
  var native = 0
  var foreign = 0
  var foreignScript: UInt8 = 0
  var hasSeveralForeignScripts = false

  /// Gaps that stand for a phrase's spaces.
  var phraseGaps = 0
  /// Gaps inside a word, with white space and without.
  var spaceGaps = 0
  var tightGaps = 0
  /// Of these, gaps in which a symbol that may be a letter stands among other separators: `€` of `w h € r e`.
  var partedSymbolGaps = 0
  /// Chunks between the gaps inside words: of one letter (or one repeated), and longer ones.
  var singleChunks = 0
  var longChunks = 0
  /// A letter of the term is doubled as English doubles it.
  var isNaturallyDoubled = false
  /// One space cuts the word.
  var isCutByOneSpace = false
  /// A word was cut up in a way that real words are.
  var isBroken = false

  var hasInnerGaps: Bool { spaceGaps + tightGaps > 0 }

  /// Sets what ``Aligner`` counts for each unit to nothing.
  mutating func forgetReadings() {
    (consumed, exact, confusable, letterSubstitutes, smallLs, strokedLs, digits, symbols) = (0, 0, 0, 0, 0, 0, 0, 0)
    (native, foreign, foreignScript, hasSeveralForeignScripts) = (0, 0, 0, false)
    techniques.formIntersection(.invisible)
  }
}

/// Lays patterns on a comment's units: the exact step behind the automaton's suspicion.
///
/// A pattern's letters are matched by a bit-parallel automaton: bit `j` says that the last unit read was letter `j`. A unit may
/// advance to the next letter or repeat the one it is on; so a double letter needs two units and more than two are a repeat.
///
/// - Complexity: linear in the units between the run that the skeleton match begins with and the one it ends with, times the
///   letters that are live at once; gaps are bounded by ``maximumGap``, so a match covers a bounded number of runs.
struct Aligner {
  /// Separators between two letters of one match.
  static let maximumGap = 12
  /// Units of the first run that are tried as the start.
  static let maximumStarts = 8

  // SAFETY: all pointers are valid for the aligner's short life; the evaluator makes it inside one call.
  let units: UnsafePointer<Unit>
  let unitCount: Int
  let readsSymbols: Bool
  let letters: LettersOfPattern
  let count: Int
  let flags: Pattern.Flags

  @inline(__always)
  private func isRead(_ unit: Unit) -> Bool {
    unit.isWord || (readsSymbols && unit.isLeetActive)
  }

  /// Whether any unit of the first run can begin the match.
  @inline(__always)
  func mayStart(at unit: Int) -> Bool {
    !flags.contains(.startsWord)
      || WordBoundary.before(unit, in: units, elides: flags.contains(.elides)) > .none
  }

  /// The best alignment that begins in the run at unit `runStart` and ends before unit `limit`, where the next run begins: a plain
  /// one before a weak one, then the earliest start.
  /// - Parameter best: where it is put; what is there already counts for nothing.
  /// - Returns: whether there is one.
  @inline(__always)
  func align(
    runStart: Int, limit: Int, into best: inout Best, judge: (inout Alignment) -> Judge.Finding
  ) -> Bool {
    best.finding = .nothing
    let key = Skeleton.key(units[runStart])
    var start = runStart
    var tries = 0
    var gap = 0
    while start < limit && tries < Self.maximumStarts {
      let unit = units[start]
      if !isRead(unit) {
        gap += 1
        if gap > Self.maximumGap { break }
        start += 1
        continue
      }
      if Skeleton.key(unit) != key { break }
      gap = 0
      if mayStart(at: start) {
        run(from: start, limit: limit, into: &best, judge: judge)
        if best.finding == .plain { return true }
      }
      tries += 1
      start += 1
    }
    return best.finding > .nothing
  }

  /// An alignment and what the judge says of it. It is large, and written in place.
  struct Best {
    var alignment = Alignment()
    var finding = Judge.Finding.nothing
  }

  /// Reads units from `start` on, for the best accepted end that the judge lets pass: it takes the place of what is worse in `best`.
  private func run(
    from start: Int, limit: Int, into best: inout Best, judge: (inout Alignment) -> Judge.Finding
  ) {
    var live: UInt64 = 0
    var state = Alignment()
    state.start = start
    var chunkRuns = 0
    var previousScalar: UInt32 = .max
    var sameRun = 0
    var gap = 0
    var gapHasSpace = false
    var gapHasSymbol = false
    var isAmbiguous = false
    // What was found from an earlier start stands unless this is better; what was found from this one, unless it is worse.
    let earlier = best.finding
    var found = Judge.Finding.nothing
    var bestIsSymbol = true
    let accept: UInt64 = 1 << UInt64(count - 1)
    let mustEnd = flags.contains(.endsWord)

    var index = start
    while index < limit {
      let unit = units[index]
      if !isRead(unit) {
        gap += 1
        if unit.isSpace { gapHasSpace = true }
        if unit.isLeetActive { gapHasSymbol = true }
        if gap > Self.maximumGap { break }
        index += 1
        continue
      }

      // Which letters can this unit be?
      let (next, isPhraseGap) = step(unit, from: live, overGap: gap > 0)
      if next == 0 { break }
      live = next
      if next & (next - 1) != 0 { isAmbiguous = true }

      if gap > 0 {
        if isPhraseGap {
          state.phraseGaps += 1
          closeChunk(&state, runs: chunkRuns)
          closeWord(&state)
        } else {
          if gapHasSpace { state.spaceGaps += 1 } else { state.tightGaps += 1 }
          if gapHasSymbol && gap > 1 { state.partedSymbolGaps += 1 }
          if unit.scalar != previousScalar || chunkRuns > 1 { closeChunk(&state, runs: chunkRuns) }
        }
        if isPhraseGap || unit.scalar != previousScalar || chunkRuns > 1 { chunkRuns = 0 }
      }
      if unit.scalar == previousScalar {
        sameRun += 1
        if chunkRuns == 0 { chunkRuns = 1 }
      } else {
        sameRun = 1
        // A vowel sign and its letter are one to a writer.
        if chunkRuns == 0 || !unit.isVowelSign { chunkRuns += 1 }
      }
      previousScalar = unit.scalar
      if sameRun > state.longestRun { state.longestRun = sameRun }
      gap = 0
      gapHasSpace = false
      gapHasSymbol = false
      if index > start && units[index - 1].meta & Unit.invisibleFollows != 0 {
        state.techniques.insert(.invisible)
      }
      count(unit, live: next, repeats: sameRun > 2, into: &state)

      if next & accept != 0 {
        state.end = index
        let isSymbol = !unit.isLetter && unit.scalar != letters[count - 1].scalar
        if found == .nothing || !isSymbol || bestIsSymbol {
          if !mustEnd || WordBoundary.after(index, in: units, count: unitCount) > .none {
            var candidate = state
            if isAmbiguous { recount(&candidate, to: index) }
            closeChunk(&candidate, runs: chunkRuns)
            closeWord(&candidate)
            let finding = unit.isLast ? judge(&candidate) : .nothing
            if finding > .nothing && finding >= found {
              found = finding
              if finding > earlier {
                best.alignment = candidate
                best.finding = finding
              }
              bestIsSymbol = isSymbol
            }
          }
        }
      }
      index += 1
    }
  }

  /// The letters that `unit` may be if the one before it was one of `live`, or if it is the first. Behind a gap, a letter that a gap belongs
  /// before goes before a repeat.
  @inline(__always)
  private func step(_ unit: Unit, from live: UInt64, overGap: Bool) -> (next: UInt64, isPhraseGap: Bool) {
    if live == 0 { return (reads(unit, 0) ? 1 : 0, false) }
    var next: UInt64 = 0
    var overWordGap: UInt64 = 0
    var bits = live
    while bits != 0 {
      let letter = bits.trailingZeroBitCount
      bits &= bits - 1
      if reads(unit, letter) { next |= 1 << UInt64(letter) }
      if letter + 1 < count, reads(unit, letter + 1) {
        let bit: UInt64 = 1 << UInt64(letter + 1)
        next |= bit
        if letters[letter + 1].gap != .none { overWordGap |= bit }
      }
    }
    return overGap && overWordGap != 0 ? (overWordGap, true) : (next, false)
  }

  /// Units of a match that ``recount(_:to:)`` looks at.
  private static let recountedUnits = 96

  /// Counts the readings anew with the letters that lead to the match's end: on the way there a unit that might also repeat the letter before
  /// it was counted as the better of both (the last l of `loll` for `loli`).
  private func recount(_ state: inout Alignment, to end: Int) {
    let start = state.start
    let length = end - start + 1
    if length > Self.recountedUnits { return }
    withUnsafeTemporaryAllocation(of: (letters: UInt64, isPhraseGap: Bool).self, capacity: length) { steps in
      var live: UInt64 = 0
      var gap = false
      for offset in 0..<length {
        let unit = units[start + offset]
        if !isRead(unit) {
          steps.initializeElement(at: offset, to: (0, false))
          gap = true
          continue
        }
        let (next, isPhraseGap) = step(unit, from: live, overGap: gap)
        steps.initializeElement(at: offset, to: (next, isPhraseGap))
        live = next
        gap = false
      }
      var reach: UInt64 = 1 << UInt64(count - 1)
      for offset in (0..<length).reversed() where steps[offset].letters != 0 {
        steps[offset].letters &= reach
        let here = steps[offset].letters
        reach = steps[offset].isPhraseGap ? here >> 1 : here | here >> 1
      }
      var counted = state
      counted.forgetReadings()
      var previous: UInt32 = .max
      var run = 0
      for offset in 0..<length where isRead(units[start + offset]) {
        let unit = units[start + offset]
        run = unit.scalar == previous ? run + 1 : 1
        previous = unit.scalar
        count(unit, live: steps[offset].letters, repeats: run > 2, into: &counted)
      }
      state = counted
    }
  }

  @inline(__always)
  private func reads(_ unit: Unit, _ letter: Int) -> Bool {
    let expected = letters[letter]
    return Reading.of(unit, as: expected.scalar, base: expected.base) != .none
  }

  private func closeChunk(_ state: inout Alignment, runs: Int) {
    if runs <= 1 { state.singleChunks += 1 } else { state.longChunks += 1 }
  }

  /// At a word's end: white space inside a word is bridged between single letters, and once between the two parts of a word.
  private func closeWord(_ state: inout Alignment) {
    if state.spaceGaps > 0 && state.longChunks > 0 && state.spaceGaps + state.tightGaps > 1 && !flags.contains(.phrase)
    {
      state.isBroken = true
    }
  }

  /// Counts how a unit was read, by the best of its live letters.
  private func count(
    _ unit: Unit, live: UInt64, repeats: Bool, into state: inout Alignment
  ) {
    var best = Reading.none
    var script: UInt8 = 0
    var isAccented = false
    var bits = live
    while bits != 0 {
      let letter = bits.trailingZeroBitCount
      bits &= bits - 1
      let expected = letters[letter]
      let reading = Reading.of(unit, as: expected.scalar, base: expected.base)
      if reading.cost < best.cost {
        best = reading
        script = expected.script
        isAccented = expected.traits.contains(.accented)
      }
    }
    state.consumed += 1
    // An accent that the term has is no disguise.
    state.techniques.formUnion(isAccented ? unit.techniques.subtracting(.diacritics) : unit.techniques)
    switch best {
    case .exact:
      state.exact += 1
      if unit.isLetter { state.native += 1 }
    case .confusable:
      state.confusable += 1
      state.techniques.insert(.confusable)
      if unit.isLetter && unit.script != script {
        state.foreign += 1
        let foreign = unit.script == Script.latin ? Script.latin : unit.script
        if state.foreignScript != 0 && state.foreignScript != foreign {
          state.hasSeveralForeignScripts = true
        }
        state.foreignScript = foreign
      }
    case .letter:
      if !repeats { state.letterSubstitutes += 1 }
      // An l with a stroke is not meant for one.
      if unit.scalar == 0x6C {
        if unit.techniques.contains(.diacritics) { state.strokedLs += 1 } else { state.smallLs += 1 }
      }
      state.techniques.insert(.leet)
    case .digit:
      if !repeats { state.digits += 1 }
      state.techniques.insert(.leet)
    case .symbol:
      if !repeats { state.symbols += 1 }
      state.techniques.insert(.leet)
    case .none:
      break
    }
  }
}

extension Reading {
  /// The order in which readings are preferred.
  var cost: Int {
    switch self {
    case .exact: 0
    case .confusable: 1
    case .letter: 2
    case .symbol: 3
    case .digit: 4
    case .none: 5
    }
  }
}
