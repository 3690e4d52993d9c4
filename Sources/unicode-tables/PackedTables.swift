/// The two-stage table: equal blocks of 128 entries are stored once.
struct PackedTables {
  static let blockShift: UInt32 = 7
  static let blockSize = 1 << Int(blockShift)
  static let longestExpansion = 18

  private(set) var stage1: [UInt16] = []
  private(set) var stage2: [UInt64] = []
  private(set) var expansions: [UInt32] = []
  private var expansionIndex: [[UInt32]: Int] = [:]

  init(builder: EntryBuilder) throws {
    try checkFixedPoints(builder)
    var blocks: [[UInt64]: UInt16] = [:]
    for start in stride(from: 0, to: CharacterDatabase.codePoints, by: Self.blockSize) {
      var block: [UInt64] = []
      block.reserveCapacity(Self.blockSize)
      for cp in start..<start + UInt32(Self.blockSize) {
        block.append(try pack(cp, builder.entry(cp)))
      }
      if let index = blocks[block] {
        stage1.append(index)
      } else {
        let index = UInt16(blocks.count)
        blocks[block] = index
        stage1.append(index)
        stage2 += block
      }
    }
  }

  private mutating func pack(_ cp: UInt32, _ entry: Entry) throws -> UInt64 {
    var value: UInt64
    switch entry.kind {
    case .expand: value = try expansion(cp, entry.scalars)
    case .invisible, .mark: value = 0
    default:
      let delta = Int64(entry.scalars[0]) - Int64(cp)
      value = UInt64(bitPattern: delta) & 0xFF_FFFF
    }
    value |= entry.kind.rawValue << 24
    value |= UInt64(entry.techniques.rawValue) << 28
    value |= UInt64(entry.script) << 40
    value |= UInt64(entry.lookAlike) << 48
    value |= UInt64(entry.flags.rawValue) << 56
    return value
  }

  private mutating func expansion(_ cp: UInt32, _ scalars: [UInt32]) throws -> UInt64 {
    guard scalars.count <= Self.longestExpansion else {
      throw GeneratorError("U+\(hex(cp)) expands to \(scalars.count) scalars")
    }
    let index: Int
    if let known = expansionIndex[scalars] {
      index = known
    } else {
      index = expansions.count
      expansionIndex[scalars] = index
      expansions += scalars
    }
    guard index <= 0xFFFF else { throw GeneratorError("too many expansions") }
    return UInt64(index) | UInt64(scalars.count) << 16
  }

  /// fold(fold(x)) = fold(x), and nothing folds to a scalar that would itself expand or vanish.
  private func checkFixedPoints(_ builder: EntryBuilder) throws {
    for cp in 0..<CharacterDatabase.codePoints {
      for scalar in builder.rules.fold(cp).scalars
      where scalar != cp && builder.rules.fold(scalar).scalars != [scalar] {
        throw GeneratorError("U+\(hex(cp)) folds to U+\(hex(scalar)), which folds on")
      }
    }
  }

  var blockCount: Int { stage2.count / Self.blockSize }

  var summary: String {
    let bytes = stage1.count * 2 + stage2.count * 8 + expansions.count * 4
    return "\(blockCount) blocks, \(expansions.count) expansion scalars, \(bytes) bytes"
  }
}

func hex(_ cp: UInt32) -> String {
  let digits = String(cp, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
