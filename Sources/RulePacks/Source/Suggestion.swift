/// Finds the word that a misspelt one was meant to be.
package enum Suggestion {
  /// The nearest of `words`, when it is near enough to be worth naming: another case, or at most one edit
  /// for every three letters. Of equally near words the first wins.
  package static func closest(to word: String, in words: [String]) -> String? {
    let lowered = word.lowercased()
    if let same = words.first(where: { $0.lowercased() == lowered }) { return same }
    let limit = max(1, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(lowered, candidate.lowercased())
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other
  /// (optimal string alignment).
  ///
  /// - Complexity: O(letters × letters)
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var previous: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        let replaced = row[j] + (left[i] == right[j] ? 0 : 1)
        var cost = min(replaced, row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, previous[j - 1] + 1)
        }
        next.append(cost)
      }
      previous = row
      row = next
    }
    return row[right.count]
  }

  /// Advice for an unknown word: the likely one, then all that are known.
  static func advice(for word: String, in words: [String]) -> String {
    let known = "known: " + words.joined(separator: ", ")
    guard let closest = closest(to: word, in: words) else { return known }
    return "did you mean \(closest)? (\(known))"
  }
}
