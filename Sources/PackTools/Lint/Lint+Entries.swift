internal import CommentSafety

extension Lint {
  // MARK: - Spellings

  private typealias Spelling = (text: String, isOpenBefore: Bool, isOpenAfter: Bool)

  /// Terms of one language that fold to the same spelling.
  mutating func checkFolds() {
    struct Key: Hashable {
      var language: String
      var text: String
      var isOpenBefore: Bool
      var isOpenAfter: Bool
    }
    var seen: [Key: Term] = [:]
    // What the engine calls a duplicate is reported by it.
    for term in pack.terms {
      guard let spelling = term.spelling else { continue }
      let text = term.requiresDiacritics ? spelling.text.lowercased() : CommentFilter.fold(spelling.text)
      let key = Key(
        language: term.language, text: text, isOpenBefore: spelling.isOpenBefore, isOpenAfter: spelling.isOpenAfter)
      guard let first = seen[key] else {
        seen[key] = term
        continue
      }
      if first.category == term.category, first.pattern.lowercased() == term.pattern.lowercased() { continue }
      let place = Lint.place(first.location, near: term.location)
      if first.category == term.category {
        report(
          .error, "same-fold", "\"\(term.pattern)\" is the same word as \"\(first.pattern)\"\(place) after folding",
          advice: "delete one of the two: the filter folds case, accents and look-alike letters by itself",
          at: term.location)
      } else {
        report(
          .warning, "two-categories",
          "\"\(term.pattern)\" stands in the categories \(first.category)\(place) and \(term.category)",
          advice: "keep the one that says what the word is about; both would be counted", at: term.location)
      }
    }
  }

  /// Allow phrases that fold to the same spelling, of which one reaches as far as the other.
  mutating func checkAllowPhrases() {
    var seen: [String: [(phrase: AllowPhrase, spelling: Spelling)]] = [:]
    for phrase in pack.allowPhrases {
      guard let spelling = Term.spelling(of: phrase.pattern) else { continue }
      let key = CommentFilter.fold(spelling.text).replacing("-", with: " ")
      let cover = seen[key]?.first { other in
        reaches(other.spelling, as: spelling) || reaches(spelling, as: other.spelling)
      }
      seen[key, default: []].append((phrase, spelling))
      guard let cover, cover.phrase.isShadow == phrase.isShadow else { continue }
      let isOwn = reaches(cover.spelling, as: spelling)
      let (idle, other) = isOwn ? (phrase, cover.phrase) : (cover.phrase, phrase)
      report(
        .warning, "same-allow",
        "the allow phrase \"\(idle.pattern)\" adds nothing to \"\(other.pattern)\"\(Lint.place(other.location, near: idle.location))",
        advice: "delete it: the filter folds case, accents and look-alike letters by itself", at: idle.location)
    }
  }

  /// Whether a spelling is open at each end at which another one is.
  private func reaches(_ spelling: Spelling, as other: Spelling) -> Bool {
    (spelling.isOpenBefore || !other.isOpenBefore) && (spelling.isOpenAfter || !other.isOpenAfter)
  }

  // MARK: - Engine

  mutating func checkEntries(with filter: CommentFilter) {
    var scratch = filter.makeScratch()
    for (index, term) in pack.terms.enumerated() { check(term, UInt32(index), filter, &scratch) }
    for phrase in pack.allowPhrases { check(phrase, filter, &scratch) }
    checkWildcards(filter, &scratch)
  }

  /// Lays a term's own spelling before the pack: it must find itself, and no other term should find all of it.
  private mutating func check(
    _ term: Term, _ number: UInt32, _ filter: CommentFilter, _ scratch: inout Scratch
  ) {
    guard let spelling = term.spelling else { return }
    let found = filter.inspect(spelling.text, using: &scratch)
    guard let own = found.hits.first(where: { $0.source == number }) else {
      // More hits than are listed: nothing can be said.
      if found.hits.count >= Configuration().maximumMatches { return }
      let lifted = found.lifted.first { $0.hit.source == number }
      // A stem whose bare form is no match still finds longer words.
      let isOpen = spelling.isOpenBefore || spelling.isOpenAfter
      if isOpen, lifted?.by.hasPrefix("an exception of") == true { return }
      let phrase = lifted.flatMap { lifted in
        pack.allowPhrases.first { lifted.by == "allow phrase '\($0.pattern)'" }?.location
      }
      let why =
        lifted.map { "\($0.by)\(Lint.place(phrase, near: term.location)) lifts it" }
        ?? "the engine does not find it in its own spelling"
      let isOthers = phrase.map { $0.file != term.location?.file } ?? false
      report(
        .error, "unreachable-term", "the term \"\(term.pattern)\" never matches: \(why)",
        advice: lifted == nil
          ? "write it as people write it; look at it with 'check'"
          : "delete the one or the other"
            + (isOthers ? "; what a pack allows that is not yours, only an overlay can block" : ""),
        at: term.location)
      return
    }
    if let (cover, how) = cover(of: term, spelling, own, found.hits) {
      let place = Lint.place(cover.location, near: term.location)
      let effect =
        cover.severity > term.severity || (term.isWeak && !cover.isWeak)
        ? "; its own milder judgement has no effect" : ""
      // What is found by reading it as a disguise may be weighed otherwise in another comment.
      let isPlain = how.isSubset(of: .ordinary)
      report(
        isPlain ? .warning : .note, isPlain ? "shadowed-term" : "respelt-term",
        "the term \"\(term.pattern)\" adds nothing to \"\(cover.pattern)\"\(place)"
          + (isPlain ? "" : " (\(how.names.joined(separator: ", ")))") + effect,
        advice: effect.isEmpty
          ? "delete it"
          : "delete it, or add it to the exceptions of \"\(cover.pattern)\" to give it a judgement of its own",
        at: term.location)
    }
    checkExceptions(of: term, number, filter, &scratch)
  }

  /// A term of the same language and category that matches whatever this one does and weighs as much at least.
  private func cover(
    of term: Term, _ spelling: Spelling, _ own: Hit, _ hits: [Hit]
  ) -> (term: Term, how: Technique)? {
    let isOpen = spelling.isOpenBefore || spelling.isOpenAfter
    let text = Array(spelling.text.utf8)
    let folded = CommentFilter.fold(spelling.text)
    let covers = hits.compactMap { hit -> (term: Term, how: Technique)? in
      guard hit.source != own.source, Int(hit.source) < pack.terms.count, own.isWeak || !hit.isWeak else { return nil }
      let other = pack.terms[Int(hit.source)]
      guard let reach = other.spelling, other.language == term.language, other.category == term.category,
        other.severity >= term.severity, other.isShadow == term.isShadow, other.isFinal || !term.isFinal,
        reaches(reach, as: spelling),
        // An open end reaches to the end of its word, not over a phrase.
        isReached(text[..<Int(hit.start)], isOpen: reach.isOpenBefore),
        isReached(text[Int(hit.end)...], isOpen: reach.isOpenAfter),
        // What the other excepts, an open term may still match.
        other.exceptions.isEmpty || !isOpen,
        other.requiresDiacritics == term.requiresDiacritics,
        // Of two that cover each other the later one is superfluous; those that fold to one word are reported as such.
        reach.isOpenBefore != spelling.isOpenBefore || reach.isOpenAfter != spelling.isOpenAfter
          || (hit.source < own.source && CommentFilter.fold(reach.text) != folded)
      else { return nil }
      return (other, hit.how)
    }
    return covers.min { left, right in
      let isLeftPlain = left.how.isSubset(of: .ordinary)
      if isLeftPlain != right.how.isSubset(of: .ordinary) { return isLeftPlain }
      return (left.term.pattern.utf8.count, left.term.pattern) < (right.term.pattern.utf8.count, right.term.pattern)
    }
  }

  private func isReached(_ rest: ArraySlice<UInt8>, isOpen: Bool) -> Bool {
    rest.isEmpty || (isOpen && !rest.contains(UInt8(ascii: " ")))
  }

  /// An exception in which the term is no match anyway is a mistake, as a rule in its spelling.
  private mutating func checkExceptions(
    of term: Term, _ number: UInt32, _ filter: CommentFilter, _ scratch: inout Scratch
  ) {
    for exception in term.exceptions {
      guard let text = Term.spelling(of: exception)?.text else { continue }
      let found = filter.inspect(text, using: &scratch)
      guard !found.lifted.contains(where: { $0.hit.source == number }),
        found.hits.count < Configuration().maximumMatches
      else { continue }
      report(
        .warning, "idle-exception", "the exception \"\(exception)\" of \"\(term.pattern)\" lifts nothing",
        advice: "the term does not match in it: delete the exception, or mend its spelling", at: term.location)
    }
  }

  /// An allow phrase in which nothing matches may be meant for the lists of others: worth a note.
  private mutating func check(_ phrase: AllowPhrase, _ filter: CommentFilter, _ scratch: inout Scratch) {
    guard let spelling = Term.spelling(of: phrase.pattern), !spelling.isOpenBefore, !spelling.isOpenAfter
    else { return }
    if filter.inspect(spelling.text, using: &scratch).lifted.isEmpty {
      report(
        .note, "idle-allow", "the allow phrase \"\(phrase.pattern)\" lifts nothing in this pack",
        advice: "delete it, unless it is meant for lists that are added later", at: phrase.location)
    }
  }

  // MARK: - Wildcards

  /// Counts the words of the dictionary that each wildcard hits, apart from the term itself.
  private mutating func checkWildcards(_ filter: CommentFilter, _ scratch: inout Scratch) {
    var words: [UInt32: [String]] = [:]
    for word in options.dictionary {
      let hits = filter.inspect(word, using: &scratch).hits
      for source in Set(hits.map(\.source)) where Int(source) < pack.terms.count {
        words[source, default: []].append(word)
      }
    }
    for (source, words) in words.sorted(by: { $0.key < $1.key }) {
      let term = pack.terms[Int(source)]
      guard words.count > options.maximumWords, let spelling = term.spelling,
        spelling.isOpenBefore || spelling.isOpenAfter
      else { continue }
      // Spread over the alphabet, since neighbours look alike.
      let step = max(1, words.count / 6)
      let samples = stride(from: 0, to: words.count, by: step).prefix(6).map { words[$0] }
      report(
        .warning, "broad-wildcard",
        "\"\(term.pattern)\" hits \(words.count) words of the dictionary: \(samples.joined(separator: ", ")) …",
        advice: "list the inflections that are meant, or add exceptions: | except \(samples.first ?? "word")",
        at: term.location)
    }
  }
}
