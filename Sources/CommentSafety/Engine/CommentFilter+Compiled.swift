internal import PCRE2

/// Compiled packs: what a filter was compiled to, as bytes that are ready to use wherever they stand.
///
/// ```swift
/// let bytes = try CommentFilter(pack).compiledPack  // once, where packs are made
/// let filter = try CommentFilter(compiledPack: bytes)  // in milliseconds, with the same verdicts
/// ```
///
/// A compiled pack is for the version of this library that built it, on machines with the same order of bytes; whatever else is loaded is an
/// error. Checksums find damage and mistakes; they are no signatures. Take compiled packs from where you take programs from.
extension CommentFilter {
  /// Uses a compiled pack where it stands.
  ///
  /// The rules' patterns are compiled when they are first needed, unless PCRE2 is of another version than the one that took them when the
  /// pack was built: then all of them are compiled at once. Examples are not checked again.
  ///
  /// - Parameter bytes: used in place if they are aligned to 64 bytes, as mapped files are; else copied.
  /// - Parameter owner: keeps the bytes in place and unchanged as long as it lives; the filter holds on to it.
  /// - Throws: ``BuildErrors`` for bytes that are no compiled pack, are cut off or altered, or were built by another version.
  /// - Complexity: linear in the bytes, at the speed of memory.
  public convenience init(
    compiledPack bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable
  ) throws(BuildErrors) {
    let isAligned = Int(bitPattern: bytes.baseAddress) % PackMemory.alignment == 0
    try self.init(isAligned ? PackMemory(borrowed: bytes, owner: owner) : PackMemory(copying: bytes))
  }

  /// Uses a copy of a compiled pack, as ``init(compiledPack:owner:)`` does.
  public convenience init(compiledPack bytes: [UInt8]) throws(BuildErrors) {
    try self.init(bytes.withUnsafeBytes { PackMemory(copying: $0) })
  }

  private convenience init(_ memory: PackMemory) throws(BuildErrors) {
    let header: PackHeader
    let pack: CompiledPack
    do throws(BuildError) {
      header = try PackHeader(of: memory.bytes, fingerprint: EngineFingerprint.current)
      do throws(PackDamage) {
        pack = try CompiledPack(memory, header)
      } catch {
        throw BuildError(
          .badCompiledPack, "the compiled pack is damaged, although its checksum is right: \(error.message)",
          advice: "build it anew with `comment-filter pack build`")
      }
    } catch {
      throw BuildErrors([error])
    }
    if !header.hasKnownPatterns {
      let refused = pack.rules.indices.filter { pack.rules[$0].codes == nil }
      guard refused.isEmpty else {
        throw BuildErrors(
          refused.map { rule in
            let id = pack.sources[pack.termCount + rule].id
            return BuildError(
              .badPattern,
              "PCRE2 \(Library.version) refuses a pattern of '\(id)' that PCRE2 \(header.pcre2Version) took",
              advice: "build the pack on this machine, or use that version of PCRE2", rule: id)
          })
      }
    }
    self.init(pack)
  }

  /// The bytes that every compiled pack begins with.
  package static var compiledPackMark: [UInt8] { PackHeader.magic }

  /// The compiled pack. The same pack gives the same bytes.
  /// - Complexity: linear in its size, for it is copied; see ``withCompiledPack(_:)``.
  public var compiledPack: [UInt8] { Array(pack.memory.bytes) }

  /// Lends the bytes of the compiled pack.
  public func withCompiledPack<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(pack.memory.bytes)
  }
}
