internal import PCRE2

/// Rules: PCRE2 patterns, each run only where its gate is open.
extension Evaluator {
  /// Comment bytes up to which a rule has the full match limit; beyond, the limit for each place of the text shrinks with the
  /// length, so that a call's worst case stays the same.
  private static let fullLimitBytes = 512

  /// The part of the match limit that every call may take; the whole of it only so many calls of one comment may.
  private static let cheapPart: UInt32 = 16

  /// Searches for exclusions in one comment: so many, and one more for so many bytes. Beyond, it is undecided.
  private static let fewSearches = 1024
  private static let bytesOfSearch = 2

  /// What the runs of a comment's rules share.
  private struct RuleRuns: BitwiseCopyable {
    // SAFETY: the comment's bytes, read only during the evaluator's call.
    var comment: UnsafeRawBufferPointer
    /// The match limit of a call.
    var limit: UInt32
    var limitHits = 0
    /// Whether `repaired` of the scratch holds the comment.
    var hasRepaired = false
    /// Whether rules that allow it are run near their atoms alone.
    var isLocal = false
    var ignoresHealth: Bool
  }

  @inline(never)
  func runRules(_ scratch: inout Scratch, ignoringGates: Bool = false) {
    var runs = beginRuns(&scratch, ignoringGates: ignoringGates)
    if ignoringGates {
      for index in pack.rules.indices where !pack.ruleRecords[index].isContext {
        run(rule: UInt32(index), &runs, &scratch)
      }
      return
    }
    // Where the comment holds escapes or is repaired, rules read another text than that in which the atoms stand.
    if scratch.places.isNoting && scratch.text.traits.isDisjoint(with: [.escape, .invalidUTF8]) {
      runs.isLocal = true
      scratch.places.sort(pack, awake: UnsafeBufferPointer(start: scratch.awake.base, count: scratch.awakeCount))
    }
    guard mayOpenGate(scratch) else { return }
    let facts = facts(of: scratch)
    var place = GatePlace()
    while let index = nextOpenRule(&place, facts, scratch) {
      scratch.markRun(rule: index)
      run(rule: index, &runs, &scratch)
    }
  }

  /// Runs the rules that weaken or lift what others find in some languages, where their gates are open.
  /// - Parameters:
  ///   - weakened: the bits of the languages in which something may be weakened.
  ///   - lifted: of those in which something may be lifted.
  @inline(never)
  func runContexts(weakened: UInt64, lifted: UInt64, _ scratch: inout Scratch, ignoringGates: Bool) {
    var runs = beginRuns(&scratch, ignoringGates: ignoringGates)
    let facts = facts(of: scratch, asksAtoms: true)
    for index in pack.contexts {
      let languages = pack.ruleRecords[Int(index)].lifts ? lifted : weakened
      guard pack.sources[pack.termCount + Int(index)].contextLanguages & languages != 0 else { continue }
      if ignoringGates || pack.gates.isOpen(Int(index), facts) { run(rule: index, &runs, &scratch) }
    }
  }

  /// Sets the budgets for running rules, or contexts, on a comment.
  private func beginRuns(_ scratch: inout Scratch, ignoringGates: Bool) -> RuleRuns {
    let comment = scratch.comment
    scratch.costlyCalls = pack.configuration.maximumCostlyCalls
    scratch.exclusionSearches = Self.fewSearches + comment.count / Self.bytesOfSearch
    return RuleRuns(comment: comment, limit: matchLimit(starts: comment.count), ignoresHealth: ignoringGates)
  }

  /// The match limit of a call that tries so many places.
  private func matchLimit(starts: Int) -> UInt32 {
    let length = Swift.max(starts, Self.fullLimitBytes)
    return UInt32(Swift.max(100, Int(pack.configuration.matchLimit) * Self.fullLimitBytes / length))
  }

  /// Whether any rule would be run.
  @inline(never)
  func opensGate(_ scratch: borrowing Scratch) -> Bool {
    guard mayOpenGate(scratch) else { return false }
    let facts = facts(of: scratch)
    var place = GatePlace()
    return nextOpenRule(&place, facts, scratch) != nil
  }

  /// Whether any gate is to be asked: none of most comments without an atom.
  @inline(__always)
  private func mayOpenGate(_ scratch: borrowing Scratch) -> Bool {
    if scratch.awakeCount > 0 { return true }
    let (digitCount, present) = signs(of: scratch)
    for position in 0..<pack.restlessCount {
      let restless = pack.restless[position]
      if digitCount < restless.digits { return false }
      if restless.mayOpen(present) { return true }
    }
    return false
  }

  /// How far a comment's gates have been asked.
  private struct GatePlace {
    var awake = 0
    var restless = 0
  }

  /// The next rule whose gate is open: first those that atoms woke are asked what else they need, then those that need no atom.
  @inline(__always)
  private func nextOpenRule(
    _ place: inout GatePlace, _ facts: borrowing CommentFacts, _ scratch: borrowing Scratch
  ) -> UInt32? {
    while place.awake < scratch.awakeCount {
      let index = scratch.awake[place.awake]
      place.awake += 1
      if pack.gates.isOpen(Int(index), facts) { return index }
    }
    let present = facts.present
    while place.restless < pack.restlessCount {
      let position = place.restless
      let restless = pack.restless[position]
      // They stand in the order of the digits that they need.
      if facts.digitCount < restless.digits { return nil }
      place.restless += 1
      guard restless.mayOpen(present) else { continue }
      if pack.restlessGates.isOpen(position, facts), !scratch.hasRun(rule: restless.rule) { return restless.rule }
    }
    return nil
  }

  /// The digits of a comment and its punctuation: of the written text and of the decoded one.
  @inline(__always)
  private func signs(of scratch: borrowing Scratch) -> (digitCount: Int, present: (UInt64, UInt64)) {
    var present = scratch.text.asciiPresent
    // Where the comment holds escapes, the two have bytes of their own; of the written one no skeleton is kept.
    if scratch.text.traits.contains(.escape) {
      let written = scratch.reversed.asciiPresent
      present = (present.0 | written.0, present.1 | written.1)
    }
    return (Swift.max(scratch.text.digitCount, scratch.writtenDigitCount), present)
  }

  private func facts(of scratch: borrowing Scratch, asksAtoms: Bool = false) -> CommentFacts {
    let (digitCount, present) = signs(of: scratch)
    let text = askedText(scratch)
    var pairs: PairSet?
    if !scratch.text.traits.contains(.escape) {
      var asks = asksAtoms || digitCount >= pack.askingDigits
      for position in 0..<scratch.awakeCount where !asks { asks = pack.gateAsksAtoms[Int(scratch.awake[position])] }
      if asks { pairs = PairSet(text, in: scratch.pairs.base) }
    }
    return CommentFacts(
      atoms: UnsafePointer(scratch.atomBits.base), digitCount: digitCount, present: present, table: pack.atoms,
      pairs: pairs, text: text,
      comment: scratch.comment,
      answers: GateAnswers(in: scratch.gateAnswers.base, count: pack.gates.sharedCount),
      listKeys: ListKeys(in: scratch.listKeys.base))
  }

  /// Runs a rule whose gate is open.
  @inline(never)
  private func run(rule index: UInt32, _ runs: inout RuleRuns, _ scratch: inout Scratch) {
    guard scratch.measuresRuleTime else { return attempt(index, &runs, &scratch) }
    let start = ContinuousClock.now
    attempt(index, &runs, &scratch)
    scratch.ruleActivity[Int(index)].nanoseconds += Int((.now - start) / .nanoseconds(1))
  }

  private func attempt(_ index: UInt32, _ runs: inout RuleRuns, _ scratch: inout Scratch) {
    if runs.limitHits >= pack.configuration.maximumLimitHits {
      scratch.isUndecided = true
      return
    }
    if pack.health.isQuarantined(Int(index)) && !runs.ignoresHealth {
      scratch.isUndecided = true
      scratch.ruleActivity[Int(index)].skips += 1
      return
    }
    scratch.ruleActivity[Int(index)].runs += 1
    let rule = pack.rules[Int(index)]
    let isLocal = runs.isLocal && pack.ruleRecords[Int(index)].isLocal
    let isComplete: Bool
    switch rule.view {
    case .text:
      if scratch.text.traits.contains(.invalidUTF8) {
        if !runs.hasRepaired {
          _ = UTF8Repair.repair(runs.comment, into: &scratch.repaired)
          runs.hasRepaired = true
        }
        let repaired = exchange(&scratch.repaired, with: [])
        isComplete = repaired.withUnsafeBytes { match(rule, index, in: $0, runs.limit, &scratch) }
        scratch.repaired = repaired
      } else {
        isComplete = match(
          rule, index, in: runs.comment, near: isLocal ? windows(of: index, in: runs.comment, &scratch) : nil,
          runs.limit, &scratch)
      }
    case .folded:
      if scratch.isFolded {
        scratch.foldedView.prepare(scratch.text)
      } else {
        scratch.foldedView.prepare(screened: runs.comment)
      }
      let view = UnsafeRawBufferPointer(
        start: scratch.foldedView.bytes.base, count: scratch.foldedView.count)
      isComplete = match(
        rule, index, in: view, near: isLocal ? windows(of: index, in: view, &scratch) : nil, runs.limit, &scratch)
    }
    if !isComplete {
      runs.limitHits += 1
      scratch.isUndecided = true
      scratch.tellLimitHit(of: Int(index), pack.health)
    }
  }

  /// Where matches of a rule may start in the text that it reads.
  private func windows(
    of rule: UInt32, in text: UnsafeRawBufferPointer, _ scratch: inout Scratch
  ) -> UnsafeBufferPointer<AtomPlaces.Window> {
    let record = pack.ruleRecords[Int(rule)]
    let isFolded = pack.rules[Int(rule)].view == .folded
    let units = UnsafePointer(scratch.text.units.base)
    let count = scratch.text.unitCount
    if scratch.isScreened { return scratch.places.windows(of: Int(rule), record, in: text) { $0 } }
    if !isFolded {
      return scratch.places.windows(of: Int(rule), record, in: text) { $0 < count ? Int(units[$0].start) : text.count }
    }
    let unitOf = UnsafePointer(scratch.foldedView.unitOf.base)
    return scratch.places.windows(of: Int(rule), record, in: text) { unit in
      partitionPoint(text.count) { Int(unitOf[$0]) < unit }
    }
  }

  /// The next match of a pattern: at first within a part of the limit, then, where that is not enough and the comment has budget left,
  /// within all of it.
  @inline(__always)
  private func next(
    _ cursor: inout MatchCursor, of code: Code, in text: UnsafeRawBufferPointer, startingUpTo last: Int? = nil,
    _ limit: UInt32, _ scratch: inout Scratch
  ) -> Matcher.Outcome {
    let part = Swift.max(limit / Self.cheapPart, 1)
    if scratch.matcher.matchLimit != part { scratch.matcher.matchLimit = part }
    let start = cursor
    let outcome = scratch.matcher.next(&cursor, of: code, inValidUTF8: text, startingUpTo: last)
    guard outcome == .limitExceeded(.match), scratch.costlyCalls > 0 else { return outcome }
    scratch.costlyCalls -= 1
    scratch.matcher.matchLimit = limit
    cursor = start
    return scratch.matcher.next(&cursor, of: code, inValidUTF8: text, startingUpTo: last)
  }

  /// Adds a hit for each match of the rule.
  /// - Parameter windows: where a match may start; nil if anywhere.
  /// - Returns: false if a limit stopped it.
  private func match(
    _ rule: CompiledRule, _ index: UInt32, in text: UnsafeRawBufferPointer,
    near windows: UnsafeBufferPointer<AtomPlaces.Window>? = nil, _ limit: UInt32, _ scratch: inout Scratch
  ) -> Bool {
    guard let codes = rule.codes else { return false }
    var cursor = MatchCursor()
    var last: Int?
    var window = 0
    var patternLimit = limit
    if let windows {
      guard let first = windows.first else { return true }
      cursor.resume(at: Int(first.first))
      last = Int(first.last)
      // What a call may take depends on how many places a match may start at.
      patternLimit = matchLimit(starts: windows.reduce(0) { $0 + Int($1.last - $1.first) + 1 })
    }
    // In the scratch's memory: a rule runs on many clean comments.
    var covers: [ExclusionCover] = []
    swap(&covers, &scratch.exclusionCovers)
    defer { swap(&covers, &scratch.exclusionCovers) }
    covers.removeAll(keepingCapacity: true)
    for _ in codes.exclusions.indices { covers.append(ExclusionCover()) }
    while true {
      switch next(&cursor, of: codes.pattern, in: text, startingUpTo: last, patternLimit, &scratch) {
      case .match:
        guard let whole = scratch.matcher.range(ofGroup: 0) else { return true }
        let range = scratch.matcher.range(ofGroup: rule.spanGroup) ?? whole
        if range.isEmpty { continue }
        switch isExcluded(whole, by: rule.exclusions, codes.exclusions, &covers, in: text, limit, &scratch) {
        case nil: return false
        case true?: continue
        case false?: break
        }
        // However many there are: what lifts them is not known yet, and a cap would let the first ones hide the last.
        add(range, of: rule, index, &scratch)
      case .noMatch:
        window += 1
        guard let windows, window < windows.count else { return true }
        cursor.resume(at: Int(windows[window].first))
        last = Int(windows[window].last)
      case .limitExceeded, .error: return false
      }
    }
  }

  /// How far one of a rule's exclusions has been looked for, and its last match. Matches of a rule come in order and so do those of its
  /// exclusions, so each exclusion is searched once for all of a comment's matches.
  struct ExclusionCover {
    var cursor = MatchCursor()
    var last: Range<Int>?
    /// Whether the rest of the text has none.
    var isExhausted = false
    /// The match limit of a call, where it is the same for all of the rule's matches and worked out already.
    var limit: UInt32?
  }

  /// Whether one of a rule's exclusions covers the match; nil if a limit stopped the search.
  private func isExcluded(
    _ range: Range<Int>, by exclusions: [CompiledRule.Exclusion], _ codes: [Code], _ covers: inout [ExclusionCover],
    in text: UnsafeRawBufferPointer, _ limit: UInt32, _ scratch: inout Scratch
  ) -> Bool? {
    for (index, code) in codes.enumerated() {
      var bounds = (limit: limit, last: Int?.none)
      let exclusion = exclusions[index]
      if exclusion.before.most > 0 {
        // Its core may begin behind the match, so all of the text is searched, once for all of the rule's matches.
        if exclusion.stretches > 0 && !covers[index].isExhausted {
          covers[index].cursor.resume(
            at: AtomPlaces.start(of: Int(exclusion.stretches), before: range.upperBound, in: text))
        }
      } else if exclusion.stretches > 0 {
        // One that covers the match starts before it, and not farther from its end than its matches stretch.
        let first = AtomPlaces.start(of: Int(exclusion.stretches), before: range.upperBound, in: text)
        covers[index].cursor.resume(at: first)
        bounds = (matchLimit(starts: range.lowerBound - first + 1), range.lowerBound)
      } else {
        bounds.limit = covers[index].limit ?? matchLimit(of: code, in: text, limit)
        covers[index].limit = bounds.limit
      }
      // Covers that end before this match does can cover no later one either.
      search: while !covers[index].isExhausted && covers[index].last.map({ $0.upperBound < range.upperBound }) ?? true {
        scratch.exclusionSearches -= 1
        if scratch.exclusionSearches < 0 { return nil }
        switch next(&covers[index].cursor, of: code, in: text, startingUpTo: bounds.last, bounds.limit, &scratch) {
        case .match:
          covers[index].last = scratch.matcher.range(ofGroup: 0).map {
            ExclusionFrame.stretch($0, before: exclusion.before, after: exclusion.after, in: text)
          }
        case .noMatch:
          covers[index].isExhausted = exclusion.before.most > 0
          // None starts before the match; so none is looked for there again for the next one.
          if bounds.last != nil { covers[index].cursor.resume(at: range.lowerBound) }
          break search
        case .limitExceeded, .error: return nil
        }
      }
      if let cover = covers[index].last, cover.lowerBound <= range.lowerBound, cover.upperBound >= range.upperBound {
        return true
      }
    }
    return false
  }

  /// The match limit of a call for a pattern that may match anywhere: where matches start with the text or with lines alone, few places are
  /// tried.
  private func matchLimit(of code: Code, in text: UnsafeRawBufferPointer, _ limit: UInt32) -> UInt32 {
    if code.isAnchored { return matchLimit(starts: 1) }
    return code.startsLines ? matchLimit(starts: text.count { $0 == 0x0A } + 1) : limit
  }

  private func add(
    _ range: Range<Int>, of rule: CompiledRule, _ index: UInt32, _ scratch: inout Scratch
  ) {
    var start = range.lowerBound
    var end = range.upperBound
    var how: Technique = []
    if rule.view == .folded {
      fold(&scratch)
      let first = scratch.foldedView.unit(at: start)
      let last = scratch.foldedView.unit(at: end - 1)
      for unit in first...last { how.formUnion(scratch.text.units[unit].techniques) }
      // Look-alikes that the view shows as the letters that they look like.
      for position in start..<end {
        let isASCII = scratch.text.units[scratch.foldedView.unit(at: position)].scalar < 0x80
        if isASCII != (scratch.foldedView.bytes[position] < 0x80) { how.insert(.confusable) }
      }
      start = Int(scratch.text.units[first].start)
      end = Int(scratch.text.units[last].end)
    }
    let source = UInt32(pack.termCount) + index
    let record = pack.ruleRecords[Int(index)]
    if record.isContext {
      let context = pack.sources[Int(source)]
      let term = Scratch.Lift.context(language: context.languageNumber, lifts: record.lifts)
      scratch.append(
        context: Scratch.Lift(
          start: UInt32(start), end: UInt32(end), term: context.isShadow ? Scratch.Lift.shadow : term, source: source))
      return
    }
    scratch.append(
      Hit(
        source: source, start: UInt32(start), end: UInt32(end), how: how,
        isWeak: pack.sources[Int(source)].isWeak, isShadow: false, action: .allow, policyLine: -1))
  }
}
