/// Everything that matches in a text, before matches inside others are dropped. For tools that check packs.
package struct Inspection: Sendable {
  /// A hit that an allow phrase or exception lifted.
  package struct Lifted: Sendable {
    package var hit: Hit
    /// What lifted it.
    package var by: String
  }

  /// The hits that stand, also those inside longer ones; at most ``Configuration/maximumMatches``.
  package var hits: [Hit]
  package var lifted: [Lifted]
}

extension CommentFilter {
  /// Looks at a text without resolving overlaps.
  ///
  /// - Parameter scratch: made by this filter's ``makeScratch()``.
  /// - Complexity: linear in the text's length.
  package func inspect(_ text: String, using scratch: inout Scratch) -> Inspection {
    var text = text
    return text.withUTF8 { bytes in
      let outcome = Evaluator(pack: pack)
        .evaluate(UnsafeRawBufferPointer(bytes), &scratch, resolving: false)
      let lifted = (0..<scratch.liftedCount).map { index in
        let hit = scratch.liftedHits[index]
        return Inspection.Lifted(hit: hit, by: liftName(of: hit, in: scratch))
      }
      return Inspection(hits: (0..<outcome.hitCount).map { scratch.hit(at: $0) }, lifted: lifted)
    }
  }

  /// The text as matching sees it: lower case, plain letters, no invisible characters. What follows from how letters may be read
  /// (leet, repeats, separators) is not in it.
  ///
  /// - Complexity: linear in the text's length.
  package static func fold(_ text: String) -> String {
    var folded = FoldedText()
    var text = text
    text.withUTF8 { Normalizer.fold(UnsafeRawBufferPointer($0), into: &folded) }
    var result = ""
    for index in 0..<folded.unitCount {
      if let scalar = Unicode.Scalar(folded.units[index].scalar) { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}

extension Term {
  /// The pattern without its wildcards and backslashes, and at which ends it had wildcards. Nil if a star stands inside.
  package var spelling: (text: String, isOpenBefore: Bool, isOpenAfter: Bool)? {
    Term.spelling(of: pattern)
  }

  package static func spelling(of pattern: String) -> (text: String, isOpenBefore: Bool, isOpenAfter: Bool)? {
    guard let wildcards = try? WildcardPattern(pattern) else { return nil }
    return (wildcards.text, wildcards.matchesInsideBefore, wildcards.matchesInsideAfter)
  }
}
