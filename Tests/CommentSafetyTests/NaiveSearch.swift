import CommentKernels
import Testing

@testable import CommentSafety

/// One occurrence of a key.
struct Occurrence: Hashable, Comparable {
  var pattern: Int
  var start: Int
  var end: Int

  static func < (left: Occurrence, right: Occurrence) -> Bool {
    (left.start, left.end, left.pattern) < (right.start, right.end, right.pattern)
  }
}

/// Every occurrence of every key, found by trying every key at every place.
enum NaiveSearch {
  static func all(_ keys: [[UInt8]], in text: [UInt8]) -> [Occurrence] {
    var found: [Occurrence] = []
    for start in text.indices {
      for (pattern, key) in keys.enumerated() where begins(key, at: start, in: text) {
        found.append(Occurrence(pattern: pattern, start: start, end: start + key.count))
      }
    }
    return found.sorted()
  }

  static func begins(_ key: [UInt8], at start: Int, in text: [UInt8]) -> Bool {
    guard !key.isEmpty, start + key.count <= text.count else { return false }
    return key.indices.allSatisfy { text[start + $0] == key[$0] }
  }
}

/// The automaton's two ways of searching, as ``Evaluator`` uses them, with nothing else around.
extension AhoCorasick {
  /// One pass with failure links: every occurrence.
  func pass(over text: [UInt8]) -> [Occurrence] {
    var found: [Occurrence] = []
    var state: Int32 = 0
    for (position, byte) in text.enumerated() {
      state = next(state, byte)
      var output = self.output(state)
      while output >= 0 {
        let suffix = suffix(of: output)
        for pattern in patterns(of: output) {
          found.append(
            Occurrence(pattern: Int(pattern), start: position + 1 - Int(suffix.length), end: position + 1))
        }
        output = suffix.next
      }
    }
    return found.sorted()
  }

  /// A walk down from every place: every occurrence, too.
  func walks(over text: [UInt8]) -> [Occurrence] {
    text.indices.flatMap { walk(from: $0, in: text) }.sorted()
  }

  private func walk(from begin: Int, in text: [UInt8]) -> [Occurrence] {
    var found: [Occurrence] = []
    var state: Int32 = 0
    for position in begin..<text.count {
      state = descend(state, text[position])
      if state == 0 { break }
      let output = self.output(state)
      guard output >= 0 else { continue }
      let tail = tail(of: output)
      let end = position + 1 + tail.count
      guard end <= text.count, text[(position + 1)..<end].elementsEqual(tail) else { continue }
      for pattern in patterns(of: output) {
        found.append(Occurrence(pattern: Int(pattern), start: begin, end: end))
      }
    }
    return found
  }
}

extension PrefixSieve {
  /// Every way to scan that this processor has.
  static let kernels: [cs_kernel] = (0..<cs_kernel_count.rawValue).map { cs_kernel(rawValue: $0) }.filter(cs_has_kernel)

  /// Places that some kernel clears although a key begins there, or where following the automaton from the states that it names does
  /// not find the key. The bytes behind the text are `filler`.
  func wronglyCleared(
    _ keys: [[UInt8]], in text: [UInt8], filler: UInt8, _ automaton: AhoCorasick
  ) -> [Int] {
    Self.kernels.flatMap { kernel in
      let found = suspicions(text, filler, kernel)
      return text.indices.filter { start in
        let wanted = Set(keys.indices.filter { NaiveSearch.begins(keys[$0], at: start, in: text) })
        let followed = Set(
          found.filter { Int($0.place) == start }.flatMap { automaton.follow($0, over: text) })
        return !wanted.isSubset(of: followed)
      }
    }
  }

  /// Whether a key may begin at `start`.
  func suspects(_ text: [UInt8], _ start: Int, _ filler: UInt8 = 0) -> Bool {
    suspicions(Array(text[start...].prefix(16)), filler, cs_best_kernel()).contains { $0.place == 0 }
  }

  /// All suspicions in a text, asked for in blocks, once by place and once by a list of places, which must give the same.
  /// - Parameter ends: bit by bit the places with which a word may end; any may if it is nil.
  func suspicions(_ text: [UInt8], _ filler: UInt8, _ kernel: cs_kernel, ends: [UInt64]? = nil) -> [cs_suspicion] {
    let padded = text + [UInt8](repeating: filler, count: 40)
    let places = text.indices.flatMap { [UInt32($0), UInt32($0)] }
    let room = UnsafeMutablePointer<cs_suspicion>.allocate(capacity: Self.mostSuspicions)
    defer { room.deallocate() }
    func scanned(_ positions: [UInt32]?, _ places: Int) -> [cs_suspicion] {
      var found: [cs_suspicion] = []
      for first in stride(from: 0, to: places, by: Self.block) {
        let count = padded.withUnsafeBufferPointer { skeleton in
          withPointer(to: ends) { ends in
            withPointer(to: positions) { positions in
              scan(
                skeleton.baseAddress!, ends: ends, at: positions, from: first, count: min(Self.block, places - first),
                into: room, kernel: kernel)
            }
          }
        }
        found += (0..<count).map { room[$0] }
      }
      return found
    }
    let all = scanned(nil, text.count)
    let listed = scanned(places, places.count)
    #expect(all.map(\.place) == listed.map(\.place))
    #expect(all.map(\.state) == listed.map(\.state))
    return all
  }
}

/// Calls `body` with a pointer to the elements, or with nil.
private func withPointer<Element, Result>(to array: [Element]?, _ body: (UnsafePointer<Element>?) -> Result) -> Result {
  guard let array else { return body(nil) }
  return array.withUnsafeBufferPointer { body($0.baseAddress) }
}

extension AhoCorasick {
  /// The patterns that are found by following a suspicion, as the evaluator does.
  func follow(_ suspicion: cs_suspicion, over text: [UInt8]) -> [Int] {
    var found: [Int] = []
    let begin = Int(suspicion.place)
    var state = max(suspicion.state, 0)
    var position = begin + Int(suspicion.depth)
    func emit() {
      guard output(state) >= 0, position <= text.count else { return }
      let tail = tail(of: output(state))
      guard position + tail.count <= text.count, text[position..<(position + tail.count)].elementsEqual(tail)
      else { return }
      found += patterns(of: output(state)).map { Int($0) }
    }
    if suspicion.state >= 0 {
      emit()
      if !suspicion.goes_on { return found }
    }
    while position < text.count {
      state = descend(state, text[position])
      if state == 0 { break }
      position += 1
      emit()
    }
    return found
  }
}
