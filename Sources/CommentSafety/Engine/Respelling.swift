/// Other spellings of a term that people use on purpose or for want of a fixed one.
enum Respelling {
  /// Spellings of one word, and of a phrase, which has more places to vary.
  static let wordLimit = 24
  static let phraseLimit = 8

  /// The term itself, then its respellings: `ph` for `f` and back, `vv` for `w` in single words, and the list's sound classes.
  /// - Complexity: at most ``wordLimit`` strings.
  static func spellings(of text: String, sounds: SoundClasses) -> [String] {
    var result = [text]
    if text.unicodeScalars.allSatisfy(\.isASCII) {
      let lower = text.lowercased()
      for (from, to) in [("f", "ph"), ("ph", "f")] where lower.contains(from) {
        let respelled = replace(from, by: to, in: lower)
        if respelled != lower { result.append(respelled) }
      }
      if lower.contains("w"), !lower.contains(" ") { result.append(replace("w", by: "vv", in: lower)) }
    }
    guard !sounds.groups.isEmpty else { return result }
    let limit = text.contains(" ") ? phraseLimit : wordLimit
    var seen = Set(result)
    var frontier = [([Unicode.Scalar](), Array(text.lowercased().unicodeScalars)[...])]
    var complete: [String] = []
    // Breadth first over the positions where a sound may be spelt in another way; nearer spellings come first.
    while !frontier.isEmpty && complete.count < limit {
      var next: [([Unicode.Scalar], ArraySlice<Unicode.Scalar>)] = []
      for (done, rest) in frontier {
        guard let first = rest.first else {
          complete.append(string(done))
          continue
        }
        var matched = false
        let candidates = sounds.groups.flatMap { group in group.map { ($0, group) } }
          .sorted { $0.0.unicodeScalars.count > $1.0.unicodeScalars.count }
        for (spelling, group) in candidates where !spelling.isEmpty {
          let scalars = Array(spelling.unicodeScalars)
          guard rest.starts(with: scalars) else { continue }
          for other in [spelling] + group.filter({ $0 != spelling }) {
            next.append((done + Array(other.unicodeScalars), rest.dropFirst(scalars.count)))
          }
          matched = true
          break
        }
        if !matched { next.append((done + [first], rest.dropFirst())) }
      }
      // Keep the frontier bounded: the first entries changed least.
      frontier = Array(next.prefix(limit))
    }
    for spelling in complete where seen.insert(spelling).inserted && result.count < limit {
      result.append(spelling)
    }
    return result
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  private static func replace(_ from: String, by to: String, in text: String) -> String {
    let pattern = Array(from.utf8)
    let source = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < source.count {
      if index + pattern.count <= source.count,
        source[index..<(index + pattern.count)].elementsEqual(pattern)
      {
        result += Array(to.utf8)
        index += pattern.count
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
