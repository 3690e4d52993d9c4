/// Decision: lift what is allowed, resolve overlaps, ask the policy.
extension Evaluator {
  /// - Complexity: O(h log h) in the hits and lifts of the comment.
  @inline(never)
  func decide(_ scratch: inout Scratch, resolving: Bool = true, ignoringGates: Bool = false) -> Outcome {
    var sources = HitSources(pack, scratch.overlay)
    liftAllowed(&scratch, sources)
    for index in 0..<scratch.hitCount { askPolicy(&scratch.hitBuffer[index], &sources) }
    applyContexts(&scratch, &sources, always: !resolving, ignoringGates: ignoringGates)
    if !pack.policy.besides.isEmpty { askWhatIsBeside(&scratch, &sources) }
    if resolving { resolveOverlaps(&scratch, sources) }

    var action = Action.allow
    for index in 0..<scratch.hitCount where !scratch.hitBuffer[index].isShadow {
      action = Swift.max(action, scratch.hitBuffer[index].action)
    }
    action = Swift.max(action, thresholdAction(scratch, &sources))
    if scratch.isUndecided { action = Swift.max(action, pack.policy.policy.undecidedAction) }
    if scratch.hitCount > pack.configuration.maximumMatches {
      scratch.unlistedCount = scratch.hitCount - pack.configuration.maximumMatches
      scratch.hitCount = pack.configuration.maximumMatches
    }
    return Outcome(
      action: action, isUndecided: scratch.isUndecided, hitCount: scratch.hitCount,
      unlistedCount: scratch.unlistedCount)
  }

  /// Drops every hit that lies inside an allow phrase, or inside an exception of its own term. The pack's phrases do not lift an overlay's
  /// hits, and an overlay's none that are final.
  private func liftAllowed(_ scratch: inout Scratch, _ sources: borrowing HitSources) {
    guard scratch.liftCount > 0 else { return }
    let lifts = inOrder(scratch.lifts, scratch.liftCount)
    var kept = 0
    for index in 0..<scratch.hitCount {
      let hit = scratch.hitBuffer[index]
      let isOverlays = hit.overlayTerm != nil
      let isTerm = isOverlays || hit.source < UInt32(pack.termCount)
      if (!isOverlays && covers(lifts, Scratch.Lift.everything, hit))
        || (!isOverlays && !hit.how.contains(.masked) && covers(lifts, Scratch.Lift.unlessMasked, hit))
        || (!isOverlays && hit.how.contains(.joined) && covers(lifts, Scratch.Lift.joined, hit))
        || (isTerm && covers(lifts, hit.source, hit))
        || (covers(lifts, Scratch.Lift.unlessFinal, hit) && !sources.isFinal(hit))
        || (covers(lifts, Scratch.Lift.shadow, hit) && !isOverlays && sources.isShadow(hit))
      {
        scratch.append(lifted: hit)
      } else {
        scratch.hitBuffer[kept] = hit
        kept += 1
      }
    }
    scratch.hitCount = kept
  }

  /// Makes weak evidence of what lies inside a context of its language, and asks the policy again; drops what lies inside one that lifts. What an
  /// overlay blocks it blocks in every context.
  /// - Complexity: O((h + c) log c) in the hits and contexts of the comment, besides running the contexts' rules.
  /// - Parameter always: whether contexts are looked for where the policy does the same without them, too.
  private func applyContexts(
    _ scratch: inout Scratch, _ sources: inout HitSources, always: Bool, ignoringGates: Bool
  ) {
    guard pack.contextLanguages != 0 else { return }
    let fires = thresholdAction(scratch, &sources) != .allow
    var (weakened, lifted): (UInt64, UInt64) = (0, 0)
    for index in 0..<scratch.hitCount where scratch.hitBuffer[index].overlayTerm == nil {
      let hit = scratch.hitBuffer[index]
      let language = pack.sources[Int(hit.source)].languageBit & pack.contextLanguages
      if language & ~lifted != 0, always || fires || hit.action != .allow || hit.isShadow { lifted |= language }
      if language & ~weakened != 0, !hit.isWeak, always || isMilder(hit, &sources) { weakened |= language }
    }
    guard weakened | lifted != 0 else { return }
    runContexts(weakened: weakened, lifted: lifted, &scratch, ignoringGates: ignoringGates)
    guard scratch.contextCount > 0 else { return }
    let contexts = inOrder(scratch.contexts, scratch.contextCount)
    let any = pack.sources.anyLanguage
    var kept = 0
    for index in 0..<scratch.hitCount {
      var hit = scratch.hitBuffer[index]
      if hit.overlayTerm == nil {
        let language = pack.sources[Int(hit.source)].languageNumber
        func isInside(lifts: Bool) -> Bool {
          covers(contexts, Scratch.Lift.context(language: language, lifts: lifts), hit)
            || any.map { covers(contexts, Scratch.Lift.context(language: $0, lifts: lifts), hit) } == true
        }
        if isInside(lifts: true) {
          scratch.append(lifted: hit)
          continue
        }
        if isInside(lifts: false) {
          hit.isWeak = true
          askPolicy(&hit, &sources)
        }
      }
      scratch.hitBuffer[kept] = hit
      kept += 1
    }
    scratch.hitCount = kept
  }

  /// Whether the policy, which was asked about a hit, does another thing with it if it is weak evidence.
  private func isMilder(_ hit: Hit, _ sources: inout HitSources) -> Bool {
    var weak = hit
    weak.isWeak = true
    askPolicy(&weak, &sources)
    if weak.action != hit.action || weak.policyLine != hit.policyLine || weak.isShadow != hit.isShadow { return true }
    return pack.policy.policy.thresholds.indices.contains {
      sources.counts(hit, towards: $0) != sources.counts(weak, towards: $0)
    }
  }

  /// Whether one context holds a hit, and is for its language.
  func holds(_ context: Scratch.Lift, _ hit: Hit) -> Bool {
    guard context.start <= hit.start && hit.end <= context.end && hit.overlayTerm == nil else { return false }
    let language = pack.sources[Int(context.source)].languageNumber
    return language == pack.sources[Int(hit.source)].languageNumber || language == pack.sources.anyLanguage
  }

  /// Sorts lifts or contexts by term and start, the longer first, and notes how far each and those before it reach.
  private func inOrder(
    _ buffer: borrowing WorkBuffer<Scratch.Lift>, _ count: Int
  ) -> UnsafeBufferPointer<Scratch.Lift> {
    var spans = UnsafeMutableBufferPointer(start: buffer.base, count: count)
    spans.sort { ($0.term, $0.start, $1.end) < ($1.term, $1.start, $0.end) }
    for index in spans.indices {
      let isFirst = index == 0 || spans[index - 1].term != spans[index].term
      spans[index].reach = isFirst ? spans[index].end : Swift.max(spans[index - 1].reach, spans[index].end)
    }
    return UnsafeBufferPointer(spans)
  }

  /// Whether one of `spans` for `term` holds all of the hit.
  /// - Parameter spans: in order.
  private func covers(_ spans: UnsafeBufferPointer<Scratch.Lift>, _ term: UInt32, _ hit: Hit) -> Bool {
    // The last one of the term that begins at or before the hit.
    let behind = partitionPoint(spans.count) { (spans[$0].term, spans[$0].start) <= (term, hit.start) }
    return behind > 0 && spans[behind - 1].term == term && spans[behind - 1].reach >= hit.end
  }

  /// Matches of one comment that others are held against; more are found in hostile text alone.
  private static let mostBeside = 32

  /// Asks the policy again for each match, knowing of the others: of those that hold it or do not overlap it, for what a taunt says of dying is no cry
  /// for help.
  /// - Complexity: linear in the hits.
  @inline(never)
  private func askWhatIsBeside(_ scratch: inout Scratch, _ sources: inout HitSources) {
    var others: [(bit: UInt64, hit: Hit)] = []
    for index in 0..<scratch.hitCount where !scratch.hitBuffer[index].isShadow && others.count < Self.mostBeside {
      let bit = pack.policy.bit(of: sources.names(scratch.hitBuffer[index]).category)
      if bit != 0 { others.append((bit, scratch.hitBuffer[index])) }
    }
    if others.isEmpty { return }
    for index in 0..<scratch.hitCount {
      let hit = scratch.hitBuffer[index]
      var beside: UInt64 = 0
      for (bit, other) in others {
        let isApart = other.end <= hit.start || hit.end <= other.start
        let holds = other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start
        if isApart || holds { beside |= bit }
      }
      if beside != 0 { askPolicy(&scratch.hitBuffer[index], &sources, beside: beside) }
    }
  }

  /// - Parameter beside: see ``HitSources/decide(_:beside:)``; nothing, as long as it is not known what will be lifted.
  @inline(__always)
  private func askPolicy(_ hit: inout Hit, _ sources: inout HitSources, beside: UInt64 = 0) {
    let decision = sources.decide(hit, beside: beside)
    hit.action = decision.action
    hit.policyLine = decision.line
    hit.isShadow = decision.isShadow || sources.isShadow(hit)
  }

  /// Keeps, of hits of one category that lie inside each other, the longest; then the one with the higher action, the more
  /// severe, the one whose source comes first. A hit inside a milder one stays: a long mild term must not hide a short severe one.
  private func resolveOverlaps(_ scratch: inout Scratch, _ sources: borrowing HitSources) {
    guard scratch.hitCount > 1 else { return }
    let hits = UnsafeMutableBufferPointer(start: scratch.hitBuffer.base, count: scratch.hitCount)
    sort(hits, sources)
    var kept = 0
    for index in hits.indices {
      if !isCovered(hits[index], by: UnsafeBufferPointer(rebasing: hits[..<kept]), sources) {
        hits[kept] = hits[index]
        kept += 1
      }
    }
    scratch.hitCount = kept
  }

  private func sort(_ hits: UnsafeMutableBufferPointer<Hit>, _ sources: borrowing HitSources) {
    var hits = hits
    let sources = copy sources
    hits.sort { left, right in
      if left.start != right.start { return left.start < right.start }
      if left.end != right.end { return left.end > right.end }
      if left.action != right.action { return left.action > right.action }
      let severities = (sources.severity(left), sources.severity(right))
      if severities.0 != severities.1 { return severities.0 > severities.1 }
      if left.isWeak != right.isWeak { return !left.isWeak }
      if left.source != right.source { return left.source < right.source }
      return left.how.rawValue < right.how.rawValue
    }
  }

  /// Kept hits looked back at; hits that begin further back reach this far only in hostile text, where an extra listed
  /// match does no harm.
  private static let lookBack = 32

  private func isCovered(
    _ hit: Hit, by kept: UnsafeBufferPointer<Hit>, _ sources: borrowing HitSources
  ) -> Bool {
    for other in kept.suffix(Self.lookBack).reversed()
    where other.end >= hit.end && other.action >= hit.action && other.isShadow == hit.isShadow
      && sources.agreeInCategory(hit, other)
    {
      return true
    }
    return false
  }

  private func thresholdAction(
    _ scratch: borrowing Scratch, _ sources: inout HitSources
  ) -> Action {
    var action = Action.allow
    for (index, threshold) in pack.policy.policy.thresholds.enumerated() {
      var count = 0
      for position in 0..<scratch.hitCount {
        let hit = scratch.hitBuffer[position]
        if !hit.isShadow, sources.counts(hit, towards: index) { count += 1 }
      }
      if count >= threshold.count { action = Swift.max(action, threshold.action) }
    }
    return action
  }
}
