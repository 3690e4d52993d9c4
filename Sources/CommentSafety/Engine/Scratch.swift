internal import CommentKernels
internal import PCRE2

/// One worker's working memory: make one per worker with ``CommentFilter/makeScratch()`` and use it for every comment.
///
/// It grows with the longest comment seen and gives memory back after an unusually long one. It cannot be copied, so two
/// workers cannot share it by accident.
// SAFETY (`@unchecked Sendable`): a scratch owns all its memory, cannot be copied, and keeps no pointer of a caller beyond a call;
// so it may move to another thread between calls.
public struct Scratch: ~Copyable, @unchecked Sendable {
  // SAFETY: the caller's bytes; set and read only during one call of the evaluator.
  var comment = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The pack it is made for.
  let pack: UInt64
  /// The overlay of the last comment.
  var overlay: Overlay?
  var text = FoldedText()
  /// Whether `text` holds the comment's units.
  var isFolded = false
  /// Whether the comment was screened.
  var isScreened = false
  /// Units of a word with masks, and of what stands behind it.
  var maskUnits = WorkBuffer<Unit>(capacity: 64)
  /// The comment's skeleton alone, where it is plain ASCII.
  var screen = Screen()
  /// The comment with plain punctuation.
  var plainText = WorkBuffer<UInt8>(capacity: 512)
  /// Patterns suspected in a screened comment.
  var suspects = WorkBuffer<Suspect>(capacity: 64)
  var suspectCount = 0
  /// Suspicious places of a block of skeleton.
  let suspicions = WorkBuffer<cs_suspicion>(capacity: PrefixSieve.mostSuspicions)
  /// The comment with parts reversed, for the rare lanes.
  var reversed = FoldedText()
  /// Matches as they are found, then the ones that stand.
  var hitBuffer = WorkBuffer<Hit>(capacity: 64)
  var hitCount = 0
  var unlistedCount = 0
  /// Spans of allow phrases and exceptions.
  var lifts = WorkBuffer<Lift>(capacity: 64)
  var liftCount = 0
  /// Matches of rules that weaken what others find.
  var contexts = WorkBuffer<Lift>(capacity: 8)
  var contextCount = 0
  /// Matches that something lifted, for explanations.
  var liftedHits = WorkBuffer<Hit>(capacity: 16)
  var liftedCount = 0

  /// Which atoms the comment holds, and which rules they woke.
  var atomBits: WorkBuffer<UInt64>
  var atomWordCount: Int
  var atomCount = 0
  var seenAtoms: WorkBuffer<UInt32>
  var awake: WorkBuffer<UInt32>
  var awakeCount = 0
  /// Room for a ``PairSet``.
  let pairs = WorkBuffer<UInt8>(capacity: PairSet.room)
  /// Room for ``GateAnswers``.
  let gateAnswers: WorkBuffer<UInt8>
  /// Room for ``ListKeys``.
  let listKeys = WorkBuffer<UInt16>(capacity: ListKeys.room)
  /// The comment's number when a rule was last woken.
  var wokenAt: WorkBuffer<UInt32>
  /// The comment's number when a rule was last run.
  var ranAt: WorkBuffer<UInt32>
  var epoch: UInt32 = 0
  /// Where atoms stand, in long comments.
  var places: AtomPlaces

  var matcher: Matcher
  var repaired: [UInt8] = []
  var foldedView = FoldedView()
  /// The comment as a page shows it.
  var shown = ShownText()

  var maskedFindings: [MaskedWords.Found] = []
  /// Of the rule that runs.
  var exclusionCovers: [Evaluator.ExclusionCover] = []

  /// Digits of the comment as written, where it holds escapes.
  var writtenDigitCount = 0

  var candidateCount = 0
  /// What is left of the comment's budget for costly calls of PCRE2.
  var costlyCalls = 0
  /// What is left of its budget for searches for exclusions.
  var exclusionSearches = 0
  var isUndecided = false

  /// What rules cost, by their index among the rules; the counts grow over the scratch's life.
  public internal(set) var ruleActivity: [RuleActivity]
  /// Whether ``RuleActivity/nanoseconds`` is measured: two looks at the clock for each run of a rule.
  public var measuresRuleTime = false

  init(pack: UInt64, atoms: Int, rules: Int, sharedGates: Int, matchLimit: UInt32) {
    self.pack = pack
    atomWordCount = (atoms + 63) / 64
    atomBits = WorkBuffer(capacity: Swift.max(atomWordCount, 1))
    for word in 0..<Swift.max(atomWordCount, 1) { atomBits[word] = 0 }
    seenAtoms = WorkBuffer(capacity: Swift.max(atoms, 1))
    awake = WorkBuffer(capacity: Swift.max(rules, 1))
    wokenAt = WorkBuffer(capacity: Swift.max(rules, 1))
    ranAt = WorkBuffer(capacity: Swift.max(rules, 1))
    for rule in 0..<Swift.max(rules, 1) {
      wokenAt[rule] = 0
      ranAt[rule] = 0
    }
    pairs.base.update(repeating: 0, count: PairSet.room)
    gateAnswers = WorkBuffer(capacity: sharedGates + 1)
    gateAnswers.base.update(repeating: 0, count: sharedGates + 1)
    places = AtomPlaces(rules: rules)
    matcher = Matcher(matchLimit: matchLimit)
    ruleActivity = Array(repeating: RuleActivity(), count: rules)
  }

  /// The hits of the last comment.
  public var hits: [Hit] {
    (0..<hitCount).map { hitBuffer[$0] }
  }

  /// The hit at `index` of the last comment, without an array.
  /// - Precondition: `index` is below the outcome's `hitCount`.
  public func hit(at index: Int) -> Hit {
    precondition(index >= 0 && index < hitCount, "hit index out of range")
    return hitBuffer[index]
  }

  /// The hit at `index` of the last comment, those that are not listed included.
  /// - Precondition: `index` is below the sum of the outcome's `hitCount` and `unlistedCount`.
  public func anyHit(at index: Int) -> Hit {
    precondition(index >= 0 && index < hitCount + unlistedCount, "hit index out of range")
    return hitBuffer[index]
  }

  /// Notes that a rule was run on this comment.
  mutating func markRun(rule: UInt32) { ranAt[Int(rule)] = epoch }

  func hasRun(rule: UInt32) -> Bool { ranAt[Int(rule)] == epoch }

  /// Makes ready for a comment.
  mutating func begin() {
    isFolded = false
    foldedView.isReady = false
    suspectCount = 0
    hitCount = 0
    unlistedCount = 0
    liftCount = 0
    contextCount = 0
    liftedCount = 0
    awakeCount = 0
    writtenDigitCount = 0
    candidateCount = 0
    isUndecided = false
    for index in 0..<atomCount { atomBits[Int(seenAtoms[index]) >> 6] = 0 }
    atomCount = 0
    places.removeAll()
    epoch &+= 1
    if epoch == 0 {
      for rule in 0..<wokenAt.capacity {
        wokenAt[rule] = 0
        ranAt[rule] = 0
      }
      epoch = 1
    }
  }

  /// A pattern whose skeleton is `begin...end` of the comment's.
  struct Suspect: BitwiseCopyable {
    var pattern: UInt32
    var begin: UInt32
    var end: UInt32
  }

  mutating func append(_ suspect: Suspect) {
    suspects.reserve(suspectCount + 1, keeping: suspectCount)
    suspects[suspectCount] = suspect
    suspectCount += 1
  }

  /// A span in which matches are lifted or, in a context, weak evidence.
  struct Lift: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    /// The term it is an exception of, what a context is for (``context(language:lifts:)``), or one of the values below.
    var term: UInt32
    /// The pattern of the allow phrase or exception, or the context's rule.
    var source: UInt32
    /// The furthest end of this one and of those of its term that come before it, once they are in order.
    var reach: UInt32 = 0

    static let everything = UInt32.max
    /// The lift of an overlay's allowed term.
    static let unlessFinal = UInt32.max - 1
    /// The lift of an allow phrase of which a letter was read from a digit or a symbol.
    static let unlessMasked = UInt32.max - 3
    /// The lift of an innocent word among words in a row: of matches that were found there alone.
    static let joined = UInt32.max - 4
    /// The lift of an allow phrase in shadow mode, or a context in it.
    static let shadow = UInt32.max - 2

    /// The value of a context of a language.
    @inline(__always)
    static func context(language: UInt16, lifts: Bool) -> UInt32 { UInt32(language) | (lifts ? 1 << 16 : 0) }
  }

  mutating func append(_ hit: Hit) {
    hitBuffer.reserve(hitCount + 1, keeping: hitCount)
    hitBuffer[hitCount] = hit
    hitCount += 1
  }

  mutating func append(_ lift: Lift) {
    lifts.reserve(liftCount + 1, keeping: liftCount)
    lifts[liftCount] = lift
    liftCount += 1
  }

  mutating func append(lifted hit: Hit) {
    liftedHits.reserve(liftedCount + 1, keeping: liftedCount)
    liftedHits[liftedCount] = hit
    liftedCount += 1
  }

  mutating func append(context: Lift) {
    contexts.reserve(contextCount + 1, keeping: contextCount)
    contexts[contextCount] = context
    contextCount += 1
  }

  /// Notes an atom. The first time it is seen its rules wake.
  /// - Returns: whether it is new.
  @inline(__always)
  mutating func note(atom: UInt32) -> Bool {
    let word = Int(atom >> 6)
    let bit: UInt64 = 1 << UInt64(atom & 63)
    if atomBits[word] & bit != 0 { return false }
    atomBits[word] |= bit
    seenAtoms[atomCount] = atom
    atomCount += 1
    return true
  }

  @inline(__always)
  mutating func wake(rule: UInt32) {
    if wokenAt[Int(rule)] == epoch { return }
    wokenAt[Int(rule)] = epoch
    awake[awakeCount] = rule
    awakeCount += 1
  }
}

extension Scratch {
  /// Counts a limit that a rule hit, and tells the filter's other workers.
  mutating func tellLimitHit(of rule: Int, _ health: RuleHealth) {
    ruleActivity[rule].limitHits += 1
    let runs = ruleActivity[rule].runs
    health.noteLimitHit(of: rule, runs: runs - ruleActivity[rule].toldRuns)
    ruleActivity[rule].toldRuns = runs
  }
}

/// How often a rule was run.
public struct RuleActivity: Sendable, Hashable {
  /// Comments on which its pattern was run.
  public var runs = 0
  /// Comments of these on which a limit was hit.
  public var limitHits = 0
  /// Time spent in the rule's pattern, if ``Scratch/measuresRuleTime`` is set.
  public var nanoseconds = 0
  /// Comments on which it was not run, though its gate was open, since it is quarantined.
  public var skips = 0
  /// Runs that the filter's health was told of.
  var toldRuns = 0
}
