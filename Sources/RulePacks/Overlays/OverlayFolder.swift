public import CommentSafety
internal import Synchronization

/// A folder of overlays, one file for each tenant: `<name>.txt`, in the form that ``OverlayLoader`` reads.
///
/// The folder is read and checked once, as a whole. The files' text is kept, and an overlay is compiled from it when it is asked for; compiled ones are kept
/// up to a bound. So tens of thousands of tenants fit in memory, asking never reads a file and never fails, and a folder gives the same
/// overlays for its whole life, whatever becomes of the files. To take up changes, load it again.
///
/// May be asked from any thread.
public final class OverlayFolder: Sendable {
  /// The sum of the overlays' content hashes, 32 hexadecimal digits: another name or term gives another sum.
  public let version: String
  private let sources: [Source]
  /// Places in `sources`.
  private let places: [String: Int]
  private let configuration: Configuration
  private let cache: Mutex<OverlayCache>

  private struct Source {
    var name: String
    var file: String
    var bytes: [UInt8]
    /// The overlay's content hash as a number.
    var version: UInt128 = 0
  }

  /// Reads a folder and checks every overlay in it. A file `README.md` and hidden files are passed over.
  ///
  /// - Parameters:
  ///   - configuration: of the filters that the overlays will be used with.
  ///   - old: the folder as it was read before, with the same configuration: files that have not changed are not compiled again.
  ///   - cacheBytes: how many bytes of compiled overlays are kept (``Overlay/memorySize``); the one that was asked for last always is.
  /// - Throws: every error of all files, sorted by file, line and column.
  public init(
    path: String, configuration: Configuration = Configuration(), replacing old: OverlayFolder? = nil,
    cacheBytes: Int = 64 << 20
  ) throws(BuildErrors) {
    var (sources, errors) = Self.read(path)
    var cache = OverlayCache(limit: cacheBytes)
    for place in sources.indices {
      let source = sources[place]
      if let old, let before = old.places[source.name], old.sources[before].bytes == source.bytes {
        sources[place] = old.sources[before]
        sources[place].file = source.file
        if let overlay = old.cache.withLock({ $0.overlay(for: before) }) { cache.add(overlay, for: place) }
        continue
      }
      do throws(BuildErrors) {
        let overlay = try OverlayLoader.parse(
          source.bytes, name: source.name, file: source.file, configuration: configuration)
        sources[place].version = UInt128(overlay.version, radix: 16) ?? 0
        sources[place].bytes.shrink()
        cache.add(overlay, for: place)
      } catch {
        errors += error.errors
      }
    }
    if !errors.isEmpty { throw BuildErrors(errors.inSourceOrder()) }
    self.sources = sources
    self.configuration = configuration
    let digits = String(sources.reduce(0) { $0 &+ $1.version }, radix: 16)
    version = String(repeating: "0", count: 32 - digits.utf8.count) + digits
    places = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($0.element.name, $0.offset) })
    self.cache = Mutex(cache)
  }

  /// How many overlays there are.
  public var count: Int { sources.count }

  /// The overlay of a tenant; nil if the folder has no file of that name.
  ///
  /// - Complexity: O(name) for one that was asked for lately; else that of compiling it, some microseconds for each term.
  public func overlay(named name: String) -> Overlay? {
    guard let place = places[name] else { return nil }
    if let overlay = cache.withLock({ $0.overlay(for: place) }) { return overlay }
    // Outside of the lock: two threads may compile the same one, and none waits for another's.
    let source = sources[place]
    guard
      let overlay = try? OverlayLoader.parse(
        source.bytes, name: source.name, file: source.file, configuration: configuration)
    else { preconditionFailure("the same bytes compiled when the folder was read") }
    cache.withLock { $0.add(overlay, for: place) }
    return overlay
  }

  private static func read(_ path: String) -> (sources: [Source], errors: [BuildError]) {
    var sources: [Source] = []
    var errors: [BuildError] = []
    func attempt(_ step: () throws(BuildError) -> Void) {
      do throws(BuildError) {
        try step()
      } catch {
        errors.append(error)
      }
    }
    attempt { () throws(BuildError) in
      guard try FileSystem.status(of: path).kind == .directory else {
        throw error(path, "\"\(path)\" is no folder", "give a folder with a file NAME.txt for each overlay")
      }
      let prefix = path.hasSuffix("/") ? path : path + "/"
      for entry in try FileSystem.names(in: path) where entry != "README.md" {
        attempt { () throws(BuildError) in
          let file = prefix + entry
          guard entry.hasSuffix(".txt"), try FileSystem.status(of: file).kind == .file else {
            throw error(file, "\"\(file)\" is no overlay", "call it NAME.txt, or put it elsewhere")
          }
          sources.append(Source(name: String(entry.dropLast(4)), file: file, bytes: try FileSystem.bytes(of: file)))
        }
      }
    }
    return (sources, errors)
  }

  private static func error(_ path: String, _ message: String, _ advice: String) -> BuildError {
    BuildError(.unreadable, message, advice: advice, at: SourceLocation(file: path, line: 1))
  }
}

extension [UInt8] {
  /// Gives back the room that growing has left.
  fileprivate mutating func shrink() {
    if capacity > count + count / 4 { self = Array(self[...]) }
  }
}
