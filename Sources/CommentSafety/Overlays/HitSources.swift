/// What hits are of: terms and rules of the pack, and terms of an overlay.
struct HitSources {
  private let pack: CompiledPack
  private let overlay: Overlay?
  /// Policy lines and thresholds of overlay terms met so far. The pack's were worked out when it was compiled; an overlay knows no policy.
  private var masks: [UInt32: CompiledPolicy.Masks] = [:]

  /// - Parameter overlay: the one that the hits were found with.
  init(_ pack: CompiledPack, _ overlay: Overlay?) {
    self.pack = pack
    self.overlay = overlay
  }

  /// An overlay's term.
  private func term(_ index: Int) -> (overlay: Overlay, term: OverlayTerm) {
    guard let overlay else { preconditionFailure("the hit is of an overlay, and none is given") }
    return (overlay, overlay.terms[index])
  }

  func names(_ hit: Hit) -> (rule: String, category: Category, severity: Severity) {
    guard let index = hit.overlayTerm else {
      let source = pack.sources[Int(hit.source)]
      return (source.id, source.category, source.severity)
    }
    let (overlay, term) = term(index)
    return (overlay.id(of: index), overlay.categories[Int(term.category)], term.severity)
  }

  func severity(_ hit: Hit) -> Severity {
    hit.overlayTerm.map { term($0).term.severity } ?? pack.sources[Int(hit.source)].severity
  }

  func isShadow(_ hit: Hit) -> Bool {
    hit.overlayTerm.map { term($0).term.isShadow } ?? pack.sources[Int(hit.source)].isShadow
  }

  /// Whether an overlay's allowed term leaves the hit as it is.
  func isFinal(_ hit: Hit) -> Bool {
    hit.overlayTerm == nil && pack.sources[Int(hit.source)].isFinal
  }

  func agreeInCategory(_ left: Hit, _ right: Hit) -> Bool {
    if left.overlayTerm == nil && right.overlayTerm == nil {
      return pack.sources[Int(left.source)].categoryNumber
        == pack.sources[Int(right.source)].categoryNumber
    }
    return names(left).category == names(right).category
  }

  // MARK: Policy

  /// - Parameter beside: the categories of the comment's matches, see ``CompiledPolicy/besides``.
  mutating func decide(_ hit: Hit, beside: UInt64) -> (action: Action, line: Int16, isShadow: Bool) {
    if hit.overlayTerm == nil {
      return pack.policy.decide(source: Int(hit.source), how: hit.how, isWeak: hit.isWeak, beside: beside)
    }
    return pack.policy.decide(lines: masks(of: hit).lines, how: hit.how, isWeak: hit.isWeak, beside: beside)
  }

  mutating func counts(_ hit: Hit, towards threshold: Int) -> Bool {
    if hit.overlayTerm == nil {
      return pack.policy.counts(
        towards: threshold, source: Int(hit.source), how: hit.how, isWeak: hit.isWeak)
    }
    return pack.policy.counts(
      towards: threshold, of: masks(of: hit).thresholds, how: hit.how, isWeak: hit.isWeak)
  }

  private mutating func masks(of hit: Hit) -> CompiledPolicy.Masks {
    if let known = masks[hit.source] { return known }
    let (overlay, term) = term(Int(hit.source & ~Hit.overlayFlag))
    let (rule, category, severity) = names(hit)
    let found = pack.policy.masks(
      for: CompiledPolicy.Source(
        id: rule, category: category, severity: severity,
        language: overlay.languages[Int(term.language)]))
    masks[hit.source] = found
    return found
  }
}
