internal import CommentSafety

/// The files behind the paths that a pack is loaded from.
struct PackFolder {
  private(set) var sources: [(name: String, bytes: [UInt8])] = []
  private(set) var errors: [BuildError] = []
  /// Files and folders met, so that no file is read twice and a link to a parent folder ends.
  private var seen: Set<FileSystem.Identity> = []

  init(paths: [String]) {
    for path in paths {
      attempt { folder throws(BuildError) in try folder.readRoot(path) }
    }
  }

  /// Reads a path that the caller named.
  private mutating func readRoot(_ path: String) throws(BuildError) {
    var files: [String] = []
    let errorCount = errors.count
    let holdsAny = try collect(path, into: &files)
    // The order of the whole paths' bytes, as in the embedded pack.
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for file in files {
      attempt { folder throws(BuildError) in
        folder.sources.append((name: file, bytes: try FileSystem.bytes(of: file)))
      }
    }
    if !holdsAny, errors.count == errorCount {
      throw PackFolder.error(
        path, "the folder \"\(path)\" holds no file of a pack",
        "put .txt lists or .yaml files into it, or leave it out")
    }
  }

  /// Adds the files at a path, or below it, that were not met before. False if there is none, met or not.
  private mutating func collect(_ path: String, into files: inout [String]) throws(BuildError)
    -> Bool
  {
    let status = try FileSystem.status(of: path)
    guard seen.insert(status.identity).inserted else { return true }
    switch status.kind {
    case .file:
      if SourceKind(name: path) == nil { throw SourceKind.unknown(path) }
      files.append(path)
      return true
    case .directory:
      let prefix = path.hasSuffix("/") ? path : path + "/"
      var holdsAny = false
      for name in try FileSystem.names(in: path) where name != "README.md" && name != "support" {
        attempt { folder throws(BuildError) in
          if try folder.collect(prefix + name, into: &files) { holdsAny = true }
        }
      }
      return holdsAny
    case .other:
      throw PackFolder.error(
        path, "\"\(path)\" is neither a file nor a folder", "a pack is read from files and folders")
    }
  }

  /// Runs a step and keeps its error, so that the next step still runs.
  private mutating func attempt(_ step: (inout PackFolder) throws(BuildError) -> Void) {
    do throws(BuildError) {
      try step(&self)
    } catch {
      errors.append(error)
    }
  }

  private static func error(_ path: String, _ message: String, _ advice: String) -> BuildError {
    BuildError(.unreadable, message, advice: advice, at: SourceLocation(file: path, line: 1))
  }
}
