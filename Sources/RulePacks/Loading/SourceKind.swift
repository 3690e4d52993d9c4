internal import CommentSafety

/// What a source is, by its name.
enum SourceKind {
  /// `words/*.txt`
  case commonWords
  /// `*.txt`
  case terms
  /// `*.yaml`, `*.yml`
  case packFile

  init?(name: String) {
    let parts = name.split(separator: "/")
    let file = parts.last ?? ""
    let folder = parts.dropLast().last ?? ""
    if file.hasSuffix(".txt") {
      self = folder == "words" ? .commonWords : .terms
    } else if file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
      self = .packFile
    } else {
      return nil
    }
  }

  /// The error for a file that is of none of these kinds.
  static func unknown(_ name: String) -> BuildError {
    if CompiledPackFile.isCompiledPack(path: name) {
      return BuildError(
        .badSyntax, "\"\(name)\" is a compiled pack, not a source of one",
        advice: "use it alone, with --pack; or name the lists and rules that it was built from",
        at: SourceLocation(file: name, line: 1))
    }
    return BuildError(
      .badSyntax, "\"\(name)\" is no file of a pack",
      advice:
        "a pack holds .txt lists and .yaml files; rename the file, hide it (.name) or move it away",
      at: SourceLocation(file: name, line: 1))
  }
}
