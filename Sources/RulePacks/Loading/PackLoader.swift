public import CommentSafety

/// Reads rule packs from files and folders.
///
/// What a file is, its name tells: `words/*.txt` is a list of common words, any other `*.txt` a list of terms, `*.yaml` and
/// `*.yml` hold rules, allow phrases or a policy. `Wordlists/README.md` describes the formats.
///
/// ```swift
/// var pack = try DefaultPack.load()
/// pack.append(try PackLoader.load(paths: ["our-community"]))
/// let filter = try CommentFilter(pack)
/// ```
///
/// What the loader does not know, ``CommentFilter`` checks: patterns that PCRE2 refuses, examples that fail, terms with nothing
/// left after folding.
public enum PackLoader {
  /// Reads a pack.
  ///
  /// Folders are read with everything below them, except `README.md`, hidden files and folders, and folders named
  /// `support`. Terms, rules and phrases are in the order of the paths, inside a folder in the order of the names' bytes. A file that two
  /// paths lead to is read once.
  ///
  /// - Parameter policy: The policy to choose where files hold several. By default the files may hold one; with none
  ///   the pack has ``Policy/standard``.
  /// - Throws: every error of all files, sorted by file, line and column. Columns count UTF-8 bytes.
  /// - Complexity: O(bytes), and O(files × log files)
  public static func load(paths: [String], policy: String? = nil) throws(BuildErrors) -> RulePack {
    try read(paths: paths, policy: policy).whole()
  }

  /// Makes a pack of sources in memory. A name decides what its source is, as a path does in ``load(paths:policy:)``.
  ///
  /// - Throws: every error of all sources, sorted by name, line and column.
  /// - Complexity: O(bytes)
  public static func parse(sources: [(name: String, bytes: [UInt8])], policy: String? = nil)
    throws(BuildErrors) -> RulePack
  {
    try read(sources: sources, policy: policy).whole()
  }

  /// Reads a pack as far as its errors allow, so that what only ``CommentFilter`` finds can be reported with them.
  ///
  /// Takes paths as ``load(paths:policy:)`` does.
  public static func read(paths: [String], policy: String? = nil) -> PartialPack {
    let folder = PackFolder(paths: paths)
    let name = paths.first?.split(separator: "/").last.map(String.init)
    return assemble(folder.sources, folder.errors, policy, name: name)
  }

  /// Makes a pack of sources in memory as far as their errors allow.
  ///
  /// Takes sources as ``parse(sources:policy:)`` does.
  public static func read(sources: [(name: String, bytes: [UInt8])], policy: String? = nil)
    -> PartialPack
  {
    assemble(sources, [], policy, name: nil)
  }

  /// Reads files that may hold several policies, for tools that look at all of them. The pack has the first policy.
  package static func readWithPolicies(paths: [String]) -> (partial: PartialPack, policies: [Policy]) {
    let folder = PackFolder(paths: paths)
    return assembleWithPolicies(folder.sources, folder.errors)
  }

  /// Takes sources as ``parse(sources:policy:)`` does.
  package static func readWithPolicies(sources: [(name: String, bytes: [UInt8])]) -> (
    partial: PartialPack, policies: [Policy]
  ) {
    assembleWithPolicies(sources, [])
  }

  private static func assembleWithPolicies(
    _ sources: [(name: String, bytes: [UInt8])], _ errors: [BuildError]
  ) -> (partial: PartialPack, policies: [Policy]) {
    let byteCount = sources.reduce(0) { $0 + $1.bytes.count }
    var assembly = PackAssembly(errors: errors, byteCount: byteCount)
    for source in sources { assembly.add(name: source.name, bytes: source.bytes) }
    let policies = assembly.takePolicies()
    return (assembly.finish(name: "pack"), policies)
  }

  private static func assemble(
    _ sources: [(name: String, bytes: [UInt8])], _ errors: [BuildError], _ policy: String?,
    name: String?
  ) -> PartialPack {
    let byteCount = sources.reduce(0) { $0 + $1.bytes.count }
    var assembly = PackAssembly(errors: errors, byteCount: byteCount)
    for source in sources { assembly.add(name: source.name, bytes: source.bytes) }
    assembly.choosePolicy(named: policy)
    return assembly.finish(name: name ?? "pack")
  }
}
