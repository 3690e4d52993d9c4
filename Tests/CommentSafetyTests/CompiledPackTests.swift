import Synchronization
import Testing

@testable import CommentSafety

/// Compiled packs: the same verdicts as their sources; whatever else is loaded is an error.
@Suite("Compiled packs")
struct CompiledPackTests {
  static let packs = [
    ("mixed", EngineFuzzTests.mixed), ("floating", EngineFuzzTests.floating), ("hash", PackHashTests.base),
    ("empty", RulePack()),
  ]

  static func filter(_ pack: RulePack) -> CommentFilter {
    var configuration = Configuration()
    configuration.checksExamples = false
    return makeFilter(pack, configuration)
  }

  /// Where tables stand in a compiled pack.
  struct Table {
    var section: PackSection
    var range: Range<Int>
  }

  static func tables(of bytes: [UInt8]) -> [Table] {
    bytes.withUnsafeBytes { bytes in
      let (offset, count) = PackHeader.directory(of: bytes)
      return (0..<Int(count)).map { index in
        let entry = bytes.loadUnaligned(
          fromByteOffset: Int(offset) + index * MemoryLayout<PackDirectoryEntry>.stride, as: PackDirectoryEntry.self)
        let start = Int(entry.offset)
        return Table(
          section: PackSection(rawValue: entry.section)!, range: start..<(start + Int(entry.count) * Int(entry.stride)))
      }
    }
  }

  /// Puts the right checksum on altered bytes.
  static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes.withUnsafeMutableBytes { PackHeader.seal($0) }
    return bytes
  }

  /// The error of loading bytes, nil if they load.
  static func error(_ bytes: [UInt8]) -> BuildError? {
    do throws(BuildErrors) {
      _ = try CommentFilter(compiledPack: bytes)
      return nil
    } catch {
      return error.errors.first
    }
  }

  // MARK: The same pack

  @Test("A loaded pack is what it was", arguments: packs)
  func roundTrip(_ name: String, _ pack: RulePack) throws {
    let built = Self.filter(pack)
    let bytes = built.compiledPack
    let loaded = try CommentFilter(compiledPack: bytes)
    #expect(loaded.version == built.version && loaded.size == built.size)
    #expect(loaded.policy == built.policy && loaded.restlessRules == built.restlessRules)
    #expect(loaded.compiledPack == bytes)
    #expect(Self.filter(pack).compiledPack == bytes, "the same pack has other bytes")
    // What one pass over every table says of the layout: nothing overlaps, and nothing is left over.
    let tables = Self.tables(of: bytes).sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (table, next) in zip(tables, tables.dropFirst()) {
      #expect(table.range.upperBound <= next.range.lowerBound && next.range.lowerBound % 64 == 0)
    }
  }

  @Test("Verdicts, explanations and overlays agree on random comments")
  func verdicts() throws {
    let seed = Fuzz.seed("CompiledPackTests.verdicts")
    var random = SeededRandom(seed: seed)
    let overlay = try Overlay(name: "own", blocked: ["wombat", "bus*"], allowed: ["shit bus", "toe"])
    for (name, built) in EngineFuzzTests.filters {
      let loaded = try CommentFilter(compiledPack: built.compiledPack)
      for _ in 0..<(1_000 * Fuzz.factor) {
        let comment = NastyComment.make(&random)
        let text = String(decoding: comment, as: UTF8.self)
        let note: Comment = "\(visible(comment)); \(name), seed \(seed)"
        #expect(loaded.check(utf8: comment) == built.check(utf8: comment), note)
        #expect(loaded.explain(text).suppressed == built.explain(text).suppressed, note)
        #expect(loaded.check(utf8: comment, overlay: overlay) == built.check(utf8: comment, overlay: overlay), note)
      }
    }
  }

  @Test("Bytes of an owner are used in place, wherever they stand")
  func borrowed() throws {
    final class Owner: Sendable {
      // SAFETY: written by `init` only.
      nonisolated(unsafe) let room: UnsafeMutableRawBufferPointer
      let freed: SharedFlag
      init(_ bytes: [UInt8], offset: Int, _ freed: SharedFlag) {
        room = .allocate(byteCount: bytes.count + 128, alignment: 64)
        self.freed = freed
        UnsafeMutableRawBufferPointer(rebasing: room[offset...]).copyBytes(from: bytes)
      }
      deinit {
        room.deallocate()
        freed.set()
      }
    }
    let built = EngineFuzzTests.filters[0].1
    let bytes = built.compiledPack
    for offset in [0, 64, 1, 8] {
      let freed = SharedFlag()
      var owner: Owner? = Owner(bytes, offset: offset, freed)
      let place = UnsafeRawBufferPointer(rebasing: owner!.room[offset..<(offset + bytes.count)])
      var filter: CommentFilter? = try CommentFilter(compiledPack: place, owner: owner!)
      let isInPlace = filter!.withCompiledPack { $0.baseAddress == place.baseAddress }
      #expect(isInPlace == (offset % 64 == 0))
      owner = nil
      #expect(filter!.check("win $500 now, asshole") == built.check("win $500 now, asshole"))
      // The filter is all that keeps the bytes.
      if isInPlace { #expect(!freed.isSet) }
      filter = nil
      #expect(freed.isSet)
    }
  }

  // MARK: Another pack

  @Test("Any prefix is an error")
  func truncated() {
    let bytes = EngineFuzzTests.filters[1].1.compiledPack
    var lengths = Set(0..<300)
    for table in Self.tables(of: bytes) {
      lengths.formUnion([
        table.range.lowerBound, table.range.lowerBound + 1, table.range.upperBound,
        (table.range.lowerBound + table.range.upperBound) / 2,
      ])
    }
    lengths.formUnion(stride(from: 300, to: bytes.count, by: 1 + bytes.count / 500))
    lengths.remove(bytes.count)
    for length in lengths {
      let error = Self.error(Array(bytes[..<length]))
      #expect(error?.code == .badCompiledPack && error?.advice != "", "\(length) bytes of \(bytes.count)")
    }
    #expect(Self.error(bytes + [0])?.code == .badCompiledPack)
  }

  @Test("Any flipped bit is an error")
  func flipped() {
    let seed = Fuzz.seed("CompiledPackTests.flipped")
    var random = SeededRandom(seed: seed)
    var bytes = EngineFuzzTests.filters[1].1.compiledPack
    var places = Array(0..<PackHeader.size)
    for table in Self.tables(of: bytes) where !table.range.isEmpty {
      places += [table.range.lowerBound, table.range.upperBound - 1]
      for _ in 0..<(20 * Fuzz.factor) { places.append(Int.random(in: table.range, using: &random)) }
    }
    // Also what lies between the tables, and the directory.
    for _ in 0..<(200 * Fuzz.factor) { places.append(Int.random(in: bytes.indices, using: &random)) }
    places += (bytes.count - 256)..<bytes.count
    for place in places {
      let bit: UInt8 = 1 << UInt8.random(in: 0..<8, using: &random)
      bytes[place] ^= bit
      #expect(Self.error(bytes)?.code == .badCompiledPack, "bit \(bit) of byte \(place), seed \(seed)")
      bytes[place] ^= bit
    }
    #expect(Self.error(bytes) == nil)
  }

  /// More than is promised: a checksum is no signature, and whoever forges one can forge a pack. But what a table names is looked at
  /// before it is used, so a mistake of a builder is an error too, and no crash.
  @Test("Altered tables with a right checksum are an error, or at least no crash")
  func forged() {
    let seed = Fuzz.seed("CompiledPackTests.forged")
    var random = SeededRandom(seed: seed)
    let bytes = EngineFuzzTests.filters[0].1.compiledPack
    let tables = Self.tables(of: bytes)
    var refused = 0
    for _ in 0..<(600 * Fuzz.factor) {
      var altered = bytes
      guard let table = tables.randomElement(using: &random), !table.range.isEmpty else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: table.range, using: &random)
        altered[place] =
          random.once(in: 3)
          ? UInt8.random(in: 0...255, using: &random) : altered[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)
      }
      guard let filter = try? CommentFilter(compiledPack: Self.sealed(altered)) else {
        refused += 1
        continue
      }
      for _ in 0..<10 { _ = filter.check(utf8: NastyComment.make(&random)) }
    }
    #expect(refused > 50 * Fuzz.factor, "\(refused) refused, seed \(seed)")
  }

  @Test("Bytes that are something else say what they are")
  func foreign() {
    #expect(Self.error([])?.message.contains("no compiled pack") == true)
    #expect(Self.error(Array("language: en\n---\nwombat\n".utf8))?.message.contains("no compiled pack") == true)
    let bytes = EngineFuzzTests.filters[1].1.compiledPack
    func altered(_ place: Int) -> String {
      var bytes = bytes
      bytes[place] ^= 0x10
      return Self.error(Self.sealed(bytes))?.message ?? "no error"
    }
    #expect(altered(8).contains("has format 17, and this program reads format 1"), "\(altered(8))")
    #expect(altered(12).contains("another order of bytes"))
    #expect(altered(16).contains("another version of this program"))
    #expect(altered(64).contains("another version of this program"))
    #expect(altered(24).contains("should have") || altered(24).contains("cut off"))
    #expect(altered(32).contains("directory"))
  }

  @Test("Another PCRE2 compiles all patterns at once, and names those that it refuses")
  func otherPCRE2() throws {
    let built = EngineFuzzTests.filters[0].1
    var bytes = built.compiledPack
    bytes[112] = UInt8(ascii: "9")
    let other = try CommentFilter(compiledPack: Self.sealed(bytes))
    #expect(other.check("call 5551234 and win $500 now") == built.check("call 5551234 and win $500 now"))
    // A pattern that no PCRE2 takes: the bracket of `[A-Z]{4,}` is opened twice.
    let pattern = Array("[A-Z]{4,}".utf8)
    let place = bytes.indices.first { bytes[$0...].starts(with: pattern) }!
    bytes[place + 4] = UInt8(ascii: "[")
    let error = Self.error(Self.sealed(bytes))
    #expect(error?.code == .badPattern && error?.rule == "shouting", "\(error as Any)")
  }

  @Test("A rule is compiled once for all threads that come at once")
  func lazyRules() async throws {
    let bytes = EngineFuzzTests.filters[0].1.compiledPack
    for _ in 0..<20 {
      let filter = try CommentFilter(compiledPack: bytes)
      let verdicts = await withTaskGroup(of: Verdict.self) { group in
        for _ in 0..<8 { group.addTask { filter.check("call 5551234 and win $500 now, AAAA") } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(verdicts.map(\.facts)).count == 1 && verdicts[0].matches.count >= 3)
    }
  }
}

/// A flag that outlives what sets it.
final class SharedFlag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() { value.store(true, ordering: .relaxed) }
}
