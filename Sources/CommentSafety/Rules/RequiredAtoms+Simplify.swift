extension Requirement {
  /// Lists longer than this are not compared pairwise, only freed of equal parts.
  private static let longestComparedList = 64

  /// The conjunction of some requirements, without parts that follow from others.
  static func conjunction(_ parts: [Requirement]) -> Requirement {
    var flat: [Requirement] = []
    for part in parts {
      switch part {
      case .always: continue
      case .all(let inner): flat += inner
      default: flat.append(part)
      }
    }
    flat = withoutDuplicates(flat)
    flat = keeping(flat) { part, other in other.implies(part) }
    switch flat.count {
    case 0: return .always
    case 1: return flat[0]
    default: return .all(flat)
    }
  }

  /// The disjunction of some requirements, without parts that say more than another one.
  static func disjunction(_ parts: [Requirement]) -> Requirement {
    var flat: [Requirement] = []
    for part in parts {
      switch part {
      case .always: return .always
      case .any(let inner): flat += inner
      default: flat.append(part)
      }
    }
    flat = withoutDuplicates(flat)
    flat = keeping(flat) { part, other in part.implies(other) }
    switch flat.count {
    case 0: return .always
    case 1: return flat[0]
    default: return .any(flat)
    }
  }

  /// Whether each text that meets `self` meets `other` too. `false` means "not known".
  func implies(_ other: Requirement) -> Bool {
    switch (self, other) {
    case (_, .always): return true
    case (.any(let parts), _): return parts.allSatisfy { $0.implies(other) }
    case (_, .all(let parts)): return parts.allSatisfy { implies($0) }
    case (.all(let parts), .any(let others)):
      return parts.contains { $0.implies(other) } || others.contains { implies($0) }
    case (.all(let parts), _): return parts.contains { $0.implies(other) }
    case (_, .any(let parts)): return parts.contains { implies($0) }
    case (.atom(let atom), .atom(let inner)): return atom.containsRun(inner)
    case (.atom(let atom), .byte(let byte)): return atom.contains(byte)
    case (.atom(let atom), .digits(let count)): return atom.count(where: \.isASCIIDigit) >= count
    case (.digits(let count), .digits(let least)): return count >= least
    default: return self == other
    }
  }

  private static func withoutDuplicates(_ parts: [Requirement]) -> [Requirement] {
    var seen: Set<Requirement> = []
    return parts.filter { seen.insert($0).inserted }
  }

  /// Drops, one after the other, each part that is redundant beside a part still kept.
  private static func keeping(
    _ parts: [Requirement], unless isRedundant: (_ part: Requirement, _ other: Requirement) -> Bool
  ) -> [Requirement] {
    if parts.count > longestComparedList { return parts }
    var kept = parts
    for index in parts.indices.reversed()
    where kept.indices.contains(where: { $0 != index && isRedundant(kept[index], kept[$0]) }) {
      kept.remove(at: index)
    }
    return kept
  }
}

extension [UInt8] {
  /// Whether `run` occurs in these bytes.
  func containsRun(_ run: [UInt8]) -> Bool {
    if run.count > count { return false }
    // Asked for each pair of a long list of words: without slices, which are counted.
    return withUnsafeBufferPointer { bytes in
      run.withUnsafeBufferPointer { run in
        guard let first = run.first else { return true }
        for start in 0...(bytes.count - run.count) where bytes[start] == first {
          var offset = 1
          while offset < run.count && bytes[start + offset] == run[offset] { offset += 1 }
          if offset == run.count { return true }
        }
        return false
      }
    }
  }
}
