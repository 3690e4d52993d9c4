internal import CommentKernels

/// Where the atoms that wake rules stand in a long comment.
///
/// A rule of which every match holds one of its atoms, not too far from where the match starts, is run near these places only: most rules that
/// wake for a long comment do so for a word or two of it, and reading all of the comment for each of them would take most of the time.
struct AtomPlaces: ~Copyable {
  /// Comments of fewer bytes are read as a whole.
  static let leastBytes = 128
  /// Comments with more places than these are read as a whole: some megabytes of memory.
  private static let mostPlaces = 1 << 18

  /// An atom that stands where a unit from `first` to before `end` begins it.
  struct Place: BitwiseCopyable {
    var atom: UInt32
    var first: UInt32
    var end: UInt32
  }

  /// Units, or bytes, from `first` to `last`.
  struct Window: BitwiseCopyable {
    var first: UInt32
    var last: UInt32
  }

  /// Places of this comment that are noted at most; 0 if none are, or some would be left out.
  private var most = 0
  private var places = WorkBuffer<Place>(capacity: 1)
  private var count = 0
  /// Of each rule the places of its atoms, from `starts[rule]` to before `ends[rule]` of `ofRules`.
  private let starts: WorkBuffer<UInt32>
  private let ends: WorkBuffer<UInt32>
  private var ofRules = WorkBuffer<Window>(capacity: 1)
  /// Where matches of the rule that runs may start, in order.
  private var windows = WorkBuffer<Window>(capacity: 1)

  init(rules: Int) {
    starts = WorkBuffer(capacity: rules)
    ends = WorkBuffer(capacity: rules)
  }

  /// Whether places of this comment are noted, and none is left out.
  @inline(__always) var isNoting: Bool { most > 0 }

  mutating func removeAll() { count = 0 }

  /// Makes ready for a comment.
  @inline(__always)
  mutating func begin(bytes: Int) {
    most = bytes >= Self.leastBytes ? Swift.min(bytes, Self.mostPlaces) : 0
  }

  mutating func note(_ place: Place) {
    // A comment made of atoms is read as a whole.
    if count == most {
      most = 0
      return
    }
    places.reserve(count + 1, keeping: count)
    places[count] = place
    count += 1
  }

  /// Sorts the places by the rules that their atoms wake.
  /// - Complexity: linear in the places and the rules that they wake.
  mutating func sort(_ pack: CompiledPack, awake: UnsafeBufferPointer<UInt32>) {
    // No `+=` on what is read through a pointer of `self`: with the thread sanitizer Swift 6.3 makes code of it that does not assemble.
    for rule in awake { ends[Int(rule)] = 0 }
    for index in 0..<count {
      for rule in pack.rules(wokenBy: places[index].atom) { ends[Int(rule)] = ends[Int(rule)] + 1 }
    }
    var total: UInt32 = 0
    for rule in awake {
      starts[Int(rule)] = total
      total += ends[Int(rule)]
      ends[Int(rule)] = starts[Int(rule)]
    }
    ofRules.reserve(Int(total))
    for index in 0..<count {
      let place = places[index]
      for rule in pack.rules(wokenBy: place.atom) {
        ofRules[Int(ends[Int(rule)])] = Window(first: place.first, last: place.end)
        ends[Int(rule)] = ends[Int(rule)] + 1
      }
    }
  }

  /// Where matches of a rule may start, in bytes of the text that it reads.
  ///
  /// - Parameters:
  ///   - byte: where a unit begins in that text.
  ///   - record: of the rule.
  /// - Complexity: linear in the windows' bytes, but for sorting the places.
  mutating func windows(
    of rule: Int, _ record: CompiledRule.Record, in text: UnsafeRawBufferPointer, byte: (Int) -> Int
  ) -> UnsafeBufferPointer<Window> {
    let (start, end) = (Int(starts[rule]), Int(ends[rule]))
    var places = UnsafeMutableBufferPointer(start: ofRules.base + start, count: end - start)
    // They come block by block of the comment, but of each block first those where words begin.
    places.sort { ($0.first, $0.last) < ($1.first, $1.last) }
    windows.reserve(places.count)
    var found = 0
    for place in places {
      let floor = found > 0 ? Int(windows[found - 1].last) : 0
      var last = byte(Int(place.last))
      for _ in 0..<record.behind { last = Self.end(ofStretchAt: last, in: text) }
      if found > 0, last <= floor { continue }
      let first = Self.start(of: Int(record.stretches), before: byte(Int(place.first)), in: text, from: floor)
      if found > 0, first <= floor {
        windows[found - 1].last = UInt32(last)
      } else {
        windows[found] = Window(first: UInt32(first), last: UInt32(last))
        found += 1
      }
    }
    return UnsafeBufferPointer(start: windows.base, count: found)
  }

  /// Where the first of some stretches begins that lie in front of a byte; not before `floor`.
  static func start(of stretches: Int, before byte: Int, in text: UnsafeRawBufferPointer, from floor: Int = 0) -> Int {
    var byte = byte
    for _ in 0..<stretches where byte > floor {
      byte -= 1
      let isWhite = PatternReach.isWhite(text[byte])
      while byte > floor, PatternReach.isWhite(text[byte - 1]) == isWhite { byte -= 1 }
    }
    return byte
  }

  private static func end(ofStretchAt byte: Int, in text: UnsafeRawBufferPointer) -> Int {
    guard byte < text.count else { return byte }
    var byte = byte
    let isWhite = PatternReach.isWhite(text[byte])
    while byte < text.count, PatternReach.isWhite(text[byte]) == isWhite { byte += 1 }
    return byte
  }
}

extension Evaluator {
  /// Notes where an atom stands whose skeleton begins at `begin`.
  @inline(never)
  func place(_ atom: UInt32, at begin: Int, _ text: TextView, _ scratch: inout Scratch) {
    // Rules read the comment itself, whatever else is found in other lanes.
    guard text.lane == .main else { return }
    var next = begin + 1
    let first: UInt32
    var end = UInt32(text.unitCount)
    if let screen = text.screen {
      // Each byte is a unit.
      first = cs_screen_locate(screen, UInt32(begin))
      if next < text.skeletonCount { end = cs_screen_locate(screen, UInt32(next)) }
    } else {
      first = text.runStarts[begin]
      // A letter beyond ASCII is several bytes of the skeleton.
      while next < text.skeletonCount, text.runStarts[next] == first { next += 1 }
      if next < text.skeletonCount { end = text.runStarts[next] }
    }
    scratch.places.note(AtomPlaces.Place(atom: atom, first: first, end: end))
  }
}
