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
    flat = withoutRedundant(flat) { $0.implies($2, $1) }
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
    flat = withoutRedundant(flat) { $0.implies($1, $2) }
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
    case (.atom(let atom), .repeats(let byte, let count)): return atom.count { $0 == byte } >= count
    case (.digits(let count), .digits(let least)): return count >= least
    case (.repeats(let byte, _), .byte(let other)): return byte == other
    case (.repeats(let byte, let count), .repeats(let other, let least)): return byte == other && count >= least
    default: return self == other
    }
  }

  /// How many requirements without parts it holds.
  fileprivate var size: Int {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.size }
    default: 1
    }
  }

  private static func withoutDuplicates(_ parts: [Requirement]) -> [Requirement] {
    if parts.count < 2 { return parts }
    var seen: Set<Requirement> = []
    seen.reserveCapacity(parts.count)
    return parts.filter { seen.insert($0).inserted }
  }

  /// Drops, one after the other, each part that is redundant beside a part still kept.
  private static func withoutRedundant(
    _ parts: [Requirement], _ isRedundant: (_ parts: borrowing ComparedParts, _ part: Int, _ other: Int) -> Bool
  ) -> [Requirement] {
    if parts.count < 2 || parts.count > longestComparedList { return parts }
    let compared = ComparedParts(parts)
    var isKept = [Bool](repeating: true, count: parts.count)
    for part in parts.indices.reversed() {
      isKept[part] = !parts.indices.contains { $0 != part && isKept[$0] && isRedundant(compared, part, $0) }
    }
    return parts.indices.filter { isKept[$0] }.map { parts[$0] }
  }
}

/// Parts that are compared pairwise: literals side by side in one buffer, for most parts are literals, and to copy one is to count it.
private struct ComparedParts: ~Copyable {
  private let parts: [Requirement]
  private var bytes: [UInt8] = []
  /// Where each part's literal stands, empty for another part; and which of the lowest six bits its bytes have.
  private var literals: [(bytes: Range<Int>, present: UInt64)] = []
  /// How many requirements without parts each part holds.
  private var sizes: [Int] = []
  /// Two parts are compared if they hold no more pairs of these.
  private static let mostPairs = 512

  init(_ parts: [Requirement]) {
    self.parts = parts
    literals.reserveCapacity(parts.count)
    for part in parts {
      let start = bytes.count
      var present: UInt64 = 0
      if case .atom(let literal) = part {
        bytes += literal
        for byte in literal { present |= 1 << UInt64(byte & 63) }
      }
      literals.append((start..<bytes.count, present))
      sizes.append(part.size)
    }
  }

  /// Whether one part says all that another says.
  func implies(_ part: Int, _ other: Int) -> Bool {
    let (left, right) = (literals[part], literals[other])
    if left.bytes.isEmpty || right.bytes.isEmpty {
      return sizes[part] * sizes[other] <= Self.mostPairs && parts[part].implies(parts[other])
    }
    if right.present & ~left.present != 0 || right.bytes.count > left.bytes.count { return false }
    return bytes.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[left.bytes]).containsRun(UnsafeBufferPointer(rebasing: $0[right.bytes]))
    }
  }
}

extension [UInt8] {
  /// Whether `run` occurs in these bytes.
  func containsRun(_ run: [UInt8]) -> Bool {
    // Without slices, which are counted.
    withUnsafeBufferPointer { bytes in run.withUnsafeBufferPointer { bytes.containsRun($0) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func containsRun(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
    if run.count > count { return false }
    guard let first = run.first else { return true }
    for start in 0...(count - run.count) where self[start] == first {
      var offset = 1
      while offset < run.count && self[start + offset] == run[offset] { offset += 1 }
      if offset == run.count { return true }
    }
    return false
  }
}
