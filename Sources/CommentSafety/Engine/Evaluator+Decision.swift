/// Decision: lift what is allowed, resolve overlaps, ask the policy.
extension Evaluator {
  /// - Complexity: O(h log h) in the hits and lifts of the comment.
  @inline(never)
  func decide(_ scratch: inout Scratch, resolving: Bool = true) -> Outcome {
    var sources = HitSources(pack, scratch.overlay)
    liftAllowed(&scratch, sources)
    weaken(&scratch)
    askPolicy(&scratch, &sources)
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
    var lifts = UnsafeMutableBufferPointer(start: scratch.lifts.base, count: scratch.liftCount)
    lifts.sort { ($0.term, $0.start, $1.end) < ($1.term, $1.start, $0.end) }
    // Afterwards `end` is the furthest end of any lift of the same term that begins no later.
    for index in lifts.indices.dropFirst() where lifts[index].term == lifts[index - 1].term {
      if lifts[index - 1].end > lifts[index].end {
        // A later lift inside an earlier one adds nothing; keep the earlier one's reach and name.
        lifts[index].end = lifts[index - 1].end
        lifts[index].source = lifts[index - 1].source
      }
    }
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
        scratch.liftedHits.reserve(scratch.liftedCount + 1, keeping: scratch.liftedCount)
        scratch.liftedHits[scratch.liftedCount] = hit
        scratch.liftedCount += 1
      } else {
        scratch.hitBuffer[kept] = hit
        kept += 1
      }
    }
    scratch.hitCount = kept
  }

  /// Whether a lift for `term` holds all of the hit.
  private func covers(
    _ lifts: UnsafeMutableBufferPointer<Scratch.Lift>, _ term: UInt32, _ hit: Hit
  ) -> Bool {
    // The last lift of the term that begins at or before the hit.
    let behind = partitionPoint(lifts.count) { (lifts[$0].term, lifts[$0].start) <= (term, hit.start) }
    return behind > 0 && lifts[behind - 1].term == term && lifts[behind - 1].end >= hit.end
  }

  /// Makes weak evidence of what lies inside a context of its language. What an overlay blocks it blocks in every context.
  /// - Complexity: O((h + c) log c) in the hits and contexts of the comment, besides running the contexts' rules.
  private func weaken(_ scratch: inout Scratch) {
    guard !pack.contexts.isEmpty else { return }
    let hits = UnsafeMutableBufferPointer(start: scratch.hitBuffer.base, count: scratch.hitCount)
    var languages: UInt64 = 0
    for hit in hits where hit.overlayTerm == nil && !hit.isWeak { languages |= languageBit(of: hit.source) }
    if languages == 0 { return }
    runContexts(languages, &scratch)
    var contexts = UnsafeMutableBufferPointer(start: scratch.contexts.base, count: scratch.contextCount)
    guard !contexts.isEmpty else { return }
    contexts.sort { ($0.language, $0.start, $0.source) < ($1.language, $1.start, $1.source) }
    for index in contexts.indices {
      // One in shadow mode is noted, and has no effect.
      let own = pack.sources[Int(contexts[index].source)].isShadow ? 0 : contexts[index].end
      let isFirst = index == 0 || contexts[index - 1].language != contexts[index].language
      contexts[index].reach = isFirst ? own : Swift.max(contexts[index - 1].reach, own)
    }
    for index in hits.indices where hits[index].overlayTerm == nil {
      if isInContext(hits[index], UnsafeBufferPointer(contexts)) { hits[index].isWeak = true }
    }
  }

  /// Whether one context holds a hit, and is for its language.
  func holds(_ context: Scratch.Context, _ hit: Hit) -> Bool {
    context.start <= hit.start && hit.end <= context.end && hit.overlayTerm == nil
      && (context.language == pack.sources[Int(hit.source)].languageNumber
        || context.language == pack.sources.anyLanguage)
  }

  /// The language of a source, as one of 64 bits: languages may share one.
  @inline(__always)
  func languageBit(of source: UInt32) -> UInt64 { 1 << UInt64(pack.sources[Int(source)].languageNumber & 63) }

  /// Whether a context of the hit's language or of any holds it.
  /// - Parameter contexts: by language and start.
  private func isInContext(_ hit: Hit, _ contexts: UnsafeBufferPointer<Scratch.Context>) -> Bool {
    func holds(_ language: UInt16) -> Bool {
      let behind = partitionPoint(contexts.count) {
        (contexts[$0].language, contexts[$0].start) <= (language, hit.start)
      }
      return behind > 0 && contexts[behind - 1].language == language && contexts[behind - 1].reach >= hit.end
    }
    return holds(pack.sources[Int(hit.source)].languageNumber) || pack.sources.anyLanguage.map(holds) == true
  }

  private func askPolicy(_ scratch: inout Scratch, _ sources: inout HitSources) {
    for index in 0..<scratch.hitCount {
      var hit = scratch.hitBuffer[index]
      let decision = sources.decide(hit)
      hit.action = decision.action
      hit.policyLine = decision.line
      hit.isShadow = decision.isShadow || sources.isShadow(hit)
      scratch.hitBuffer[index] = hit
    }
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
