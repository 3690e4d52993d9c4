/// A match that an allow phrase, an exception or a rule lifted, or a context weakened.
public struct Suppressed: Sendable, Hashable {
  public var match: Match
  /// What lifted or weakened it.
  public var by: String
}

/// How a verdict came about, for a person.
public struct Explanation: Sendable, Hashable {
  /// What the matcher saw: the folded text.
  public var folded: String
  public var verdict: Verdict
  public var suppressed: [Suppressed]
  /// Matches of the verdict that are weak evidence for where they stand, and the rules that say so.
  public var weakened: [Suppressed] = []
  /// Rules that could not be finished within their limits: why the verdict is undecided. Empty if another budget was spent.
  public var unfinishedRules: [String] = []
}

extension CommentFilter {
  /// Explains what the filter sees in a comment and why it decides as it does. Not for hot paths.
  public func explain(_ comment: String, overlay: Overlay? = nil) -> Explanation {
    var scratch = makeScratch()
    var comment = comment
    return comment.withUTF8 { bytes in
      let outcome = evaluate(UnsafeRawBufferPointer(bytes), using: &scratch, overlay: overlay)
      Evaluator(pack: pack).fold(&scratch)
      var folded = ""
      for index in 0..<scratch.text.unitCount {
        if let scalar = Unicode.Scalar(scratch.text.units[index].scalar) {
          folded.unicodeScalars.append(scalar)
        }
      }
      let suppressed = (0..<scratch.liftedCount).map { index in
        let hit = scratch.liftedHits[index]
        return Suppressed(
          match: match(for: hit, overlay: overlay), by: liftName(of: hit, in: scratch))
      }
      var weakened: [Suppressed] = []
      for index in 0..<outcome.hitCount {
        let hit = scratch.hit(at: index)
        for place in 0..<scratch.contextCount where Evaluator(pack: pack).holds(scratch.contexts[place], hit) {
          let source = Int(scratch.contexts[place].source)
          let rule = pack.sources[source]
          if rule.isShadow || pack.ruleRecords[source - pack.termCount].lifts { continue }
          weakened.append(Suppressed(match: match(for: hit, overlay: overlay), by: rule.id))
        }
      }
      let unfinished = pack.rules.indices.filter {
        scratch.ruleActivity[$0].limitHits + scratch.ruleActivity[$0].skips > 0
      }
      return Explanation(
        folded: folded, verdict: verdict(outcome, from: scratch), suppressed: suppressed, weakened: weakened,
        unfinishedRules: unfinished.map { pack.sources[pack.termCount + $0].id })
    }
  }

  func liftName(of hit: Hit, in scratch: borrowing Scratch) -> String {
    for index in 0..<scratch.liftCount {
      let lift = scratch.lifts[index]
      guard lift.start <= hit.start, lift.end >= hit.end else { continue }
      if let overlay = scratch.overlay, lift.term == Scratch.Lift.unlessFinal {
        let phrase = Int(overlay.patterns[Int(lift.source)].source)
        return "overlay '\(overlay.name)', which allows '\(overlay.allowPhrases[phrase])'"
      }
      if let overlay = scratch.overlay, let term = hit.overlayTerm {
        guard lift.term == hit.source else { continue }
        return "an exception of '\(overlay.id(of: term))'"
      }
      let isShadowLift =
        lift.term == Scratch.Lift.shadow && pack.sources[Int(hit.source)].isShadow
      guard
        lift.term == Scratch.Lift.everything || lift.term == Scratch.Lift.unlessMasked || lift.term == hit.source
          || isShadowLift || lift.term == Scratch.Lift.joined && hit.how.contains(.joined)
      else {
        continue
      }
      let pattern = pack.patterns[Int(lift.source)]
      if pattern.role == .allow {
        return "allow phrase '\(pack.allowPhrases[Int(pattern.source)])'"
      }
      return "an exception of '\(pack.sources[Int(hit.source)].id)'"
    }
    for index in 0..<scratch.contextCount where Evaluator(pack: pack).holds(scratch.contexts[index], hit) {
      let source = Int(scratch.contexts[index].source)
      if pack.ruleRecords[source - pack.termCount].lifts { return "rule '\(pack.sources[source].id)'" }
    }
    return ""
  }
}
