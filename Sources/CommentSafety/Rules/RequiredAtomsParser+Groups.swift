extension RequiredAtomsParser {
  /// Reads `(*UTF)`, `(*UCP)` and the like at the very start of a pattern.
  ///
  /// A name that is not listed is left for ``parseGroup()``, which knows the verbs that may stand
  /// anywhere and gives up on the rest (for example `(*TURKISH_CASING)`, under which `i` matches a
  /// letter that folds to something else).
  mutating func parseStartVerbs() throws(Unsure) {
    while peek() == "(", peek(1) == "*" {
      let start = position
      position += 2
      let name = self.name()
      switch name {
      case "UTF", "NO_JIT", "NO_START_OPT", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NOTEMPTY",
        "NOTEMPTY_ATSTART", "LF", "BSR_ANYCRLF", "BSR_UNICODE":
        break
      case "UCP":
        ucp = true
      case "CR", "CRLF", "ANY", "ANYCRLF", "NUL":
        newlineIsLineFeed = false
      case "LIMIT_MATCH", "LIMIT_DEPTH", "LIMIT_HEAP", "LIMIT_RECURSION":
        guard skip("="), try number(base: 10) != nil else { throw Unsure() }
      default:
        position = start
        return
      }
      guard skip(")") else { throw Unsure() }
    }
  }

  /// Reads what follows an opening parenthesis, to the closing one and past it.
  mutating func parseGroup() throws(Unsure) -> Fragment {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else { throw Unsure() }
    if skip("*") { return try parseStarGroup() }
    guard skip("?") else { return try finishGroup() }

    guard let next = peek() else { throw Unsure() }
    position += 1
    switch next {
    case ":", "|", ">": return try finishGroup()
    case "=", "*": return .lookahead(try finishGroup())
    case "!": return try finishNegativeAssertion()
    case "<": return try parseAngle()
    case "'": return try finishNamedGroup(name(to: "'"))
    case "P": return try parsePython()
    case "(": return try parseConditional()
    case "&": return try readCall(of: name(to: ")"))
    case "R", "0"..."9": return try finishSubroutineCall()
    case "+" where peek()?.digitValue(base: 10) != nil: return try finishSubroutineCall()
    case "-" where peek()?.digitValue(base: 10) != nil: return try finishSubroutineCall()
    default:
      position -= 1
      return try parseFlags()
    }
  }

  /// Reads branches and the closing parenthesis. Flags that were set inside end here.
  private mutating func finishGroup() throws(Unsure) -> Fragment {
    guard let memo, !isQuoting else { return .alternation(try finishBranches()) }
    let start = position
    let reading = RequiredAtomsMemo.Reading(
      extended: flags.extended, extendedMore: flags.extendedMore, ucp: ucp, newlineIsLineFeed: newlineIsLineFeed,
      joinsWhiteSpace: joinsWhiteSpace, marksBoundaries: marksBoundaries, readsOnlyReach: readsOnlyReach,
      boundary: boundary)
    if let known = memo.group(in: pattern, at: start, reading) {
      position += known.length
      return known.fragment
    }
    let namesBefore = nameCount
    let group = Fragment.alternation(try finishBranches())
    // What calls a group with a name, or is one, is so in this pattern alone.
    if !isQuoting, nameCount == namesBefore { memo.add(start..<position, of: pattern, group, reading) }
    return group
  }

  private mutating func finishBranches() throws(Unsure) -> [Fragment] {
    let outer = flags
    let branches = try parseBranches()
    guard skip(")") else { throw Unsure() }
    flags = outer
    return branches
  }

  /// Reads the rest of `(?R)`, `(?1)`, `(?+1)` or `(?-1)`. What a called group matches is not
  /// followed up.
  private mutating func finishSubroutineCall() throws(Unsure) -> Fragment {
    _ = try number(base: 10)
    guard skip(")") else { throw Unsure() }
    return .unknown
  }

  /// Reads what follows `(?<`: look-behind or a named group.
  private mutating func parseAngle() throws(Unsure) -> Fragment {
    if skip("=") || skip("*") { return try finishLookbehind() }
    if skip("!") { return try finishNegativeAssertion() }
    return try finishNamedGroup(name(to: ">"))
  }

  private mutating func finishLookbehind() throws(Unsure) -> Fragment {
    let outer = boundary
    boundary = nil
    defer { boundary = outer }
    return .lookbehind(try finishGroup())
  }

  /// Reads the rest of a negative assertion: a boundary, if it says that no part of a word stands there; else it says nothing.
  private mutating func finishNegativeAssertion() throws(Unsure) -> Fragment {
    let start = position
    if let mark = try skipWordCharacter(), skip(")") { return boundary(mark) }
    position = start
    _ = try finishGroup()
    return .empty
  }

  /// Moves past `\w`, or a class that has all letters and digits, if it comes next.
  /// - Returns: whose letters and digits it has; nil if it is anything else.
  private mutating func skipWordCharacter() throws(Unsure) -> WordMark? {
    if skip("\\w") { return WordMark(isUnicode: ucp) }
    guard peek() == "[", peek(1) != "^" else { return nil }
    position += 1
    let members = try parseClassMembers()
    return members.isNegated ? nil : members.wordCharacters
  }

  /// Reads a name and the sign behind it.
  private mutating func name(to end: Unicode.Scalar) throws(Unsure) -> [Unicode.Scalar] {
    let start = position
    try skip(to: end)
    return Array(pattern[start..<position - 1])
  }

  private mutating func finishNamedGroup(_ name: [Unicode.Scalar]) throws(Unsure) -> Fragment {
    nameCount += 1
    let group = GroupPlace(start: position, flags: flags)
    let fragment = try finishGroup()
    // A group that was read already is read again where it is called, or repeated.
    if let known = namedGroups[name], known?.start != group.start {
      namedGroups[name] = .some(nil)
    } else {
      namedGroups[name] = group
    }
    return fragment
  }

  /// What is known of a group that is called by its name: nothing, if it is not read yet.
  private mutating func readCall(of name: [Unicode.Scalar]) throws(Unsure) -> Fragment {
    nameCount += 1
    guard let known = namedGroups[name], let group = known, calls.insert(name).inserted else { return .unknown }
    defer { calls.remove(name) }
    return try readAgain(at: group, boundary: boundary) { parser throws(Unsure) in try parser.finishGroup() }
  }

  /// Reads what follows `(?P`: a named group, a back-reference or a call.
  private mutating func parsePython() throws(Unsure) -> Fragment {
    if skip("<") { return try finishNamedGroup(name(to: ">")) }
    if skip(">") { return try readCall(of: name(to: ")")) }
    guard skip("=") else { throw Unsure() }
    try skip(to: ")")
    return .unknown
  }

  /// Reads what follows `(?(`. The condition itself adds nothing; a missing second branch matches
  /// nothing at all.
  private mutating func parseConditional() throws(Unsure) -> Fragment {
    if skip("DEFINE)") {
      // It matches nothing; its groups are called elsewhere.
      _ = try finishBranches()
      return .empty
    }
    if peek() == "?" || peek() == "*" {
      // An assertion is the condition. A callout before it is beyond this parser and gives up
      // inside.
      _ = try parseGroup()
    } else {
      try skip(to: ")")
    }
    var branches = try finishBranches()
    if branches.count == 1 { branches.append(.empty) }
    return .alternation(branches)
  }

  /// Reads `(?flags)`, which lasts to the end of the enclosing group, or `(?flags:…)`.
  private mutating func parseFlags() throws(Unsure) -> Fragment {
    let outer = flags
    var isSetting = true
    if skip("^") { flags = Flags() }
    while let letter = peek() {
      position += 1
      switch letter {
      case "x":
        flags.extended = isSetting
        flags.extendedMore = skip("x") && isSetting
      case "i", "m", "n", "r", "s", "J", "U": break
      case "a":
        // It may take Unicode's words back.
        if ucp { throw Unsure() }
        while let kind = peek(), "DPSTW".unicodeScalars.contains(kind) { position += 1 }
      case "-":
        guard isSetting else { throw Unsure() }
        isSetting = false
      case ":":
        let inner = try finishGroup()
        flags = outer
        return inner
      case ")": return .empty
      default: throw Unsure()
      }
    }
    throw Unsure()
  }

  /// Reads what follows `(*`: a backtracking verb or a spelt-out group.
  private mutating func parseStarGroup() throws(Unsure) -> Fragment {
    let name = self.name()
    switch name {
    case "atomic", "sr", "script_run", "asr", "atomic_script_run":
      guard skip(":") else { throw Unsure() }
      return try finishGroup()
    case "pla", "positive_lookahead", "napla", "non_atomic_positive_lookahead":
      guard skip(":") else { throw Unsure() }
      return .lookahead(try finishGroup())
    case "plb", "positive_lookbehind", "naplb", "non_atomic_positive_lookbehind":
      guard skip(":") else { throw Unsure() }
      return try finishLookbehind()
    case "nla", "negative_lookahead", "nlb", "negative_lookbehind":
      guard skip(":") else { throw Unsure() }
      return try finishNegativeAssertion()
    case "", "MARK", "F", "FAIL", "COMMIT", "PRUNE", "SKIP", "THEN":
      // They only forbid ways to match. `(*ACCEPT)`, which ends a match early, is not among them. Some forbid starts that come later, so what
      // stands far away may matter.
      if skip(")") { return .farReaching }
      guard skip(":") else { throw Unsure() }
      try skip(to: ")")
      return .farReaching
    default: throw Unsure()
    }
  }

  /// Reads ASCII letters and underscores.
  private mutating func name() -> String {
    var name = String.UnicodeScalarView()
    while let letter = peek(), letter.isASCIILetter || letter == "_" {
      name.append(letter)
      position += 1
    }
    return String(name)
  }
}

extension Unicode.Scalar {
  var isASCIILetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}
