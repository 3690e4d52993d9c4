internal import PCRE2

/// The first bytes of a compiled pack: what it is, which engine can read it, and a checksum of everything.
struct PackHeader {
  static let size = 192
  /// Counts changes of the layout. What tables mean is told by ``EngineFingerprint``.
  static let formatVersion: UInt32 = 1
  /// A byte that no text begins with, a name, and a line feed that a transfer as text would change.
  static let magic: [UInt8] = [0x89, 0x43, 0x53, 0x50, 0x41, 0x43, 0x4B, 0x0A]
  private static let byteOrder: UInt32 = 0x0102_0304

  /// The content hash of the pack.
  var hash: String
  /// Of the engine, see ``EngineFingerprint``.
  var fingerprint: PackChecksum
  var engineRevision = UInt32(PackHash.engineRevision)
  /// The version of PCRE2 that took the patterns.
  var pcre2Version: String
  var length: UInt64 = 0
  var directoryOffset: UInt64 = 0
  var sectionCount: UInt32 = 0

  private enum Place {
    static let formatVersion = 8
    static let byteOrder = 12
    static let engineRevision = 16
    static let sectionCount = 20
    static let length = 24
    static let directoryOffset = 32
    static let checksum = 48
    static let fingerprint = 64
    static let hash = 80..<112
    static let pcre2Version = 112..<176
  }

  init(hash: String, fingerprint: PackChecksum) {
    self.hash = hash
    self.fingerprint = fingerprint
    pcre2Version = Library.version
  }

  /// Reads the header and checks it, and the checksum of all bytes.
  ///
  /// - Throws: an error that says what the bytes are instead of a pack for this engine.
  /// - Complexity: linear in the bytes.
  init(of bytes: UnsafeRawBufferPointer, fingerprint known: PackChecksum) throws(BuildError) {
    func word(_ place: Int) -> UInt32 { bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) }
    func long(_ place: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
    func text(_ range: Range<Int>) -> String {
      String(decoding: bytes[range].prefix { $0 != 0 }, as: UTF8.self)
    }
    guard bytes.count >= Self.magic.count, bytes.prefix(Self.magic.count).elementsEqual(Self.magic) else {
      throw Self.error(
        "this is no compiled pack", "build one with `comment-filter pack build`, or name lists and rules with --rules")
    }
    guard bytes.count >= Self.size else {
      throw Self.error("the compiled pack is cut off: it has \(bytes.count) bytes, fewer than its header")
    }
    guard word(Place.byteOrder) == Self.byteOrder else {
      throw Self.error("the compiled pack is for machines with another order of bytes", Self.rebuild)
    }
    let version = word(Place.formatVersion)
    guard version == Self.formatVersion else {
      throw Self.error(
        "the compiled pack has format \(version), and this program reads format \(Self.formatVersion)", Self.rebuild)
    }
    length = long(Place.length)
    guard length == UInt64(bytes.count) else {
      throw Self.error(
        length > UInt64(bytes.count)
          ? "the compiled pack is cut off: it has \(bytes.count) bytes of \(length)"
          : "the compiled pack has \(bytes.count) bytes, and should have \(length)")
    }
    let checksum = PackChecksum(low: long(Place.checksum), high: long(Place.checksum + 8))
    guard checksum == Self.checksum(of: bytes) else {
      throw Self.error("the compiled pack was altered or damaged: its checksum is wrong")
    }
    engineRevision = word(Place.engineRevision)
    fingerprint = PackChecksum(low: long(Place.fingerprint), high: long(Place.fingerprint + 8))
    guard engineRevision == UInt32(PackHash.engineRevision), fingerprint == known else {
      throw Self.error("the compiled pack was built by another version of this program", Self.rebuild)
    }
    hash = text(Place.hash)
    pcre2Version = text(Place.pcre2Version)
    (directoryOffset, sectionCount) = Self.directory(of: bytes)
  }

  /// Whether this library takes and reads patterns as the one did that the pack was built with.
  var hasKnownPatterns: Bool { pcre2Version == Library.version }

  /// Writes the header, with the checksum, before the tables.
  func store(in bytes: UnsafeMutableRawBufferPointer) {
    func put(_ text: String, _ range: Range<Int>) {
      for (place, byte) in zip(range, text.utf8) { bytes[place] = byte }
    }
    for (place, byte) in Self.magic.enumerated() { bytes[place] = byte }
    bytes.storeBytes(of: Self.formatVersion, toByteOffset: Place.formatVersion, as: UInt32.self)
    bytes.storeBytes(of: Self.byteOrder, toByteOffset: Place.byteOrder, as: UInt32.self)
    bytes.storeBytes(of: engineRevision, toByteOffset: Place.engineRevision, as: UInt32.self)
    bytes.storeBytes(of: length, toByteOffset: Place.length, as: UInt64.self)
    Self.storeDirectory(offset: directoryOffset, count: sectionCount, in: bytes)
    bytes.storeBytes(of: fingerprint.low, toByteOffset: Place.fingerprint, as: UInt64.self)
    bytes.storeBytes(of: fingerprint.high, toByteOffset: Place.fingerprint + 8, as: UInt64.self)
    put(hash, Place.hash)
    put(pcre2Version, Place.pcre2Version)
    Self.seal(bytes)
  }

  /// Writes where the directory stands, and nothing else.
  static func storeDirectory(offset: UInt64, count: UInt32, in bytes: UnsafeMutableRawBufferPointer) {
    bytes.storeBytes(of: count, toByteOffset: Place.sectionCount, as: UInt32.self)
    bytes.storeBytes(of: offset, toByteOffset: Place.directoryOffset, as: UInt64.self)
  }

  /// Where the directory stands, by a header that was checked.
  static func directory(of bytes: UnsafeRawBufferPointer) -> (offset: UInt64, count: UInt32) {
    (
      bytes.loadUnaligned(fromByteOffset: Place.directoryOffset, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: Place.sectionCount, as: UInt32.self)
    )
  }

  /// Writes the checksum of all bytes but its own.
  static func seal(_ bytes: UnsafeMutableRawBufferPointer) {
    let checksum = checksum(of: UnsafeRawBufferPointer(bytes))
    bytes.storeBytes(of: checksum.low, toByteOffset: Place.checksum, as: UInt64.self)
    bytes.storeBytes(of: checksum.high, toByteOffset: Place.checksum + 8, as: UInt64.self)
  }

  private static func checksum(of bytes: UnsafeRawBufferPointer) -> PackChecksum {
    let head = PackChecksum(of: UnsafeRawBufferPointer(rebasing: bytes[..<Place.checksum]))
    let rest = PackChecksum(of: UnsafeRawBufferPointer(rebasing: bytes[(Place.checksum + 16)...]))
    return PackChecksum(low: head.low ^ rest.low, high: head.high &+ rest.high)
  }

  private static let rebuild = "build it anew with `comment-filter pack build`"

  private static func error(
    _ message: String, _ advice: String = "copy it again, or build it anew with `comment-filter pack build`"
  )
    -> BuildError
  {
    BuildError(.badCompiledPack, message, advice: advice)
  }
}
