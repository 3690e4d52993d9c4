/// What a comment must hold for a rule to run, in words. For those who write rules.
package struct GateDescription: Sendable {
  package var rule: String
  /// The literals of which one wakes the rule; empty if nothing needs to.
  package var wakers: [String]
  /// What is asked of a comment then; nil if nothing more is.
  package var asks: String?
  /// What is asked of a comment in which none of them stands; nil if the rule then does not run.
  package var asksWithoutWakers: String?
  /// How many words of a long comment, around each literal that woke it, the rule reads at most; nil if it reads all of it.
  package var words: Int?
}

extension CommentFilter {
  /// What opens each rule's gate, in the pack's order.
  ///
  /// Literals stand as comments are compared with them: `|` where a word begins or ends, `+` behind a letter that may be repeated, and without
  /// spaces. One with letters beyond ASCII stands as its skeleton.
  /// - Parameter longest: how many literals of a list are named.
  /// - Complexity: linear in the gates and what wakes them.
  package func gateDescriptions(longest: Int) -> [GateDescription] {
    var wakers = [[UInt32]](repeating: [], count: pack.rules.count)
    for atom in 0..<UInt32(pack.atomCount) {
      for rule in pack.rules(wokenBy: atom) { wakers[Int(rule)].append(atom) }
    }
    let atoms = pack.atoms
    func name(_ atom: Int) -> String { atoms.description(of: atom) }
    var descriptions = pack.rules.indices.map { rule in
      GateDescription(
        rule: ruleID(forActivity: rule), wakers: wakers[rule].map { name(Int($0)) },
        asks: pack.gates.description(of: rule, longest: longest, atom: name), asksWithoutWakers: nil,
        words: pack.ruleRecords[rule].isLocal ? Int(pack.ruleRecords[rule].stretches) / 2 + 1 : nil)
    }
    for place in 0..<pack.restlessCount {
      descriptions[Int(pack.restless[place].rule)].asksWithoutWakers =
        pack.restlessGates.description(of: place, longest: longest, atom: name) ?? "nothing"
    }
    return descriptions
  }
}

extension AtomTable {
  /// An atom's letters, or its skeleton where they are not ASCII, and where it begins or ends a word.
  func description(of atom: Int) -> String {
    let record = self[atom]
    let bytes = record.letters.isEmpty ? record.classes : record.letters
    let text = bytes.flatMap { byte in
      !record.letters.isEmpty && byte & AtomSkeleton.runBit != 0
        ? [byte & ~AtomSkeleton.runBit, UInt8(ascii: "+")] : [byte]
    }
    return "\"\(record.startsWord ? "|" : "")\(String(decoding: text, as: UTF8.self))\(record.endsWord ? "|" : "")\""
  }
}
