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
        let here = outputs[Int(output)]
        for index in here.first..<(here.first + here.count) {
          found.append(
            Occurrence(
              pattern: Int(patterns[Int(index)]), start: position + 1 - Int(here.length),
              end: position + 1))
        }
        output = here.next
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
      let here = outputs[Int(output)]
      let tail = (0..<Int(here.tailLength)).map { tails[Int(here.tailStart) + $0] }
      let end = position + 1 + tail.count
      guard Int(here.length) == end - begin, end <= text.count,
        text[(position + 1)..<end].elementsEqual(tail)
      else { continue }
      for index in here.first..<(here.first + here.count) {
        found.append(Occurrence(pattern: Int(patterns[Int(index)]), start: begin, end: end))
      }
    }
    return found
  }
}

extension PrefixSieve {
  /// Places that it clears although a key begins there. The bytes behind the text are `filler`.
  func wronglyCleared(_ keys: [[UInt8]], in text: [UInt8], filler: UInt8) -> [Int] {
    text.indices.filter { start in
      keys.contains { NaiveSearch.begins($0, at: start, in: text) } && !suspects(text, start, filler)
    }
  }

  /// Whether a key may begin at `start`.
  func suspects(_ text: [UInt8], _ start: Int, _ filler: UInt8 = 0) -> Bool {
    let window = (0..<16).map { start + $0 < text.count ? text[start + $0] : filler }
    return window.withUnsafeBufferPointer { tables.suspects($0.baseAddress!) }
  }
}
