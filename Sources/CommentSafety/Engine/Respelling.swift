/// Other spellings of a term that people use on purpose or for want of a fixed one.
struct Respelling {
  /// Spellings of one word, and of a phrase, which has more places to vary.
  static let wordLimit = 24
  static let phraseLimit = 8

  /// The sound classes of the last term: lists declare them for all their terms.
  private var sounds = SoundTable(.none)

  /// The term's respellings: `ph` for `f` and back, `vv` for `w` in single words, and the list's sound classes. Without the term itself.
  /// - Complexity: at most ``wordLimit`` strings.
  mutating func others(of text: String, sounds classes: SoundClasses) -> [String] {
    var result: [String] = []
    var hasSpace = false
    var (hasF, hasPH, hasW, isASCII) = (false, false, false, true)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      let lower = byte | 0x20
      hasSpace = hasSpace || byte == 0x20
      hasF = hasF || lower == UInt8(ascii: "f")
      hasPH = hasPH || lower == UInt8(ascii: "h") && previous == UInt8(ascii: "p")
      hasW = hasW || lower == UInt8(ascii: "w")
      isASCII = isASCII && byte < 0x80
      previous = lower
    }
    if isASCII, hasF || hasPH || hasW {
      let lower = text.lowercased()
      if hasF { Self.append(Self.replace("f", by: "ph", in: lower), unless: lower, to: &result) }
      if hasPH { Self.append(Self.replace("ph", by: "f", in: lower), unless: lower, to: &result) }
      if hasW, !hasSpace { result.append(Self.replace("w", by: "vv", in: lower)) }
    }
    guard !classes.groups.isEmpty else { return result }
    if sounds.classes != classes { sounds = SoundTable(classes) }
    let limit = hasSpace ? Self.phraseLimit : Self.wordLimit
    var seen = Set(result)
    seen.insert(text)
    for spelling in sounds.spellings(of: text.lowercased(), limit: limit)
    where seen.count < limit && seen.insert(spelling).inserted {
      result.append(spelling)
    }
    return result
  }

  /// Letters from which a word of a phrase is respelt: `mph you` is not `mf you`.
  private static let respeltLetters = 4

  private static func append(_ spelling: String, unless text: String, to result: inout [String]) {
    if spelling != text { result.append(spelling) }
  }

  /// The text with one spelling of a sound for another; of a phrase only in words that are long enough.
  private static func replace(_ from: StaticString, by to: StaticString, in text: String) -> String {
    let pattern = UnsafeBufferPointer(start: from.utf8Start, count: from.utf8CodeUnitCount)
    let replacement = UnsafeBufferPointer(start: to.utf8Start, count: to.utf8CodeUnitCount)
    let space = UInt8(ascii: " ")
    let isPhrase = text.utf8.contains(space)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 4)
    var rest = text.utf8[...]
    var isRespelt = !isPhrase || rest.prefix { $0 != space }.count >= respeltLetters
    while let byte = rest.first {
      if isRespelt, byte == pattern[0], rest.starts(with: pattern) {
        result += replacement
        rest = rest.dropFirst(pattern.count)
        continue
      }
      result.append(byte)
      rest.removeFirst()
      if byte == space { isRespelt = rest.prefix { $0 != space }.count >= respeltLetters }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Sound classes made ready: for each spelling of a sound the others.
private struct SoundTable {
  let classes: SoundClasses
  /// Spellings with the bytes that may stand for them, themselves first; by the first byte, longer ones first.
  private let spellings: [[(bytes: [UInt8], all: [[UInt8]])]]

  init(_ classes: SoundClasses) {
    self.classes = classes
    let candidates = classes.groups.flatMap { group in group.map { ($0, group) } }
      .filter { !$0.0.isEmpty }.enumerated()
      .sorted {
        let (left, right) = ($0.element.0.unicodeScalars.count, $1.element.0.unicodeScalars.count)
        return left != right ? left > right : $0.offset < $1.offset
      }
    var spellings = [[(bytes: [UInt8], all: [[UInt8]])]](repeating: [], count: 256)
    for (_, (spelling, group)) in candidates {
      let bytes = Array(spelling.utf8)
      let others = group.filter { $0 != spelling }.map { Array($0.utf8) }
      spellings[Int(bytes[0])].append((bytes, [bytes] + others))
    }
    self.spellings = spellings
  }

  /// A spelling that is written as far as the text is read.
  private struct Branch {
    var done: [UInt8] = []
    var position = 0
  }

  /// Breadth first over the positions where a sound may be spelt in another way; nearer spellings come first.
  func spellings(of text: String, limit: Int) -> [String] {
    let text = Array(text.utf8)
    var frontier = [Branch()]
    var next: [Branch] = []
    var complete: [String] = []
    while !frontier.isEmpty && complete.count < limit {
      next.removeAll(keepingCapacity: true)
      for index in frontier.indices {
        var branch = Branch()
        swap(&branch, &frontier[index])
        guard branch.position < text.count else {
          complete.append(String(decoding: branch.done, as: UTF8.self))
          continue
        }
        let candidates = spellings[Int(text[branch.position])]
        if let found = candidates.first(where: { text[branch.position...].starts(with: $0.bytes) }) {
          for other in found.all {
            next.append(Branch(done: branch.done + other, position: branch.position + found.bytes.count))
          }
          continue
        }
        // One code point.
        repeat {
          branch.done.append(text[branch.position])
          branch.position += 1
        } while branch.position < text.count && text[branch.position] & 0xC0 == 0x80
        next.append(branch)
      }
      // Keep the frontier bounded: the first entries changed least.
      if next.count > limit { next.removeLast(next.count - limit) }
      swap(&frontier, &next)
    }
    return complete
  }
}
