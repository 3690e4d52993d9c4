public import CommentSafety
internal import Wordlists

/// The pack that is built into the program: the lists, rules, allow phrases and policies of the folder `Wordlists`.
public enum DefaultPack {
  /// The policies to choose from, sorted.
  public static let policyNames: [String] = files(below: "policy/").map { name in
    String(name.dropFirst("policy/".count).prefix { $0 != "." })
  }

  /// Reads the pack.
  ///
  /// - Parameter policy: One of ``policyNames``.
  /// - Throws: an error for an unknown policy. The embedded files themselves are checked by the package's tests.
  /// - Complexity: O(bytes); reads every list anew, so keep the pack, or better the filter made of it.
  public static func load(policy: String = "standard") throws(BuildErrors) -> RulePack {
    try read(policy: policy).whole()
  }

  /// Reads the pack as ``load(policy:)`` does. For an unknown policy it has an error, and ``Policy/standard``.
  public static func read(policy: String = "standard") -> PartialPack {
    var partial = PackLoader.read(sources: sources, policy: policy)
    partial.pack.name = "default"
    return partial
  }

  /// The embedded files that a pack is read from.
  package static var sources: [(name: String, bytes: [UInt8])] {
    indices.filter { !$0.name.hasPrefix("support/") }.map { (name: $0.name, bytes: bytes(at: $0.index)) }
  }

  /// The names of all embedded files, such as `terms/en/profanity.txt`, in the order of their bytes.
  public static var fileNames: [String] { indices.map(\.name) }

  /// The names of the embedded files below a folder, such as `support/`.
  public static func files(below folder: String) -> [String] {
    fileNames.filter { $0.hasPrefix(folder) }
  }

  /// The bytes of an embedded file, or nil if there is none of that name.
  public static func contents(of name: String) -> [UInt8]? {
    indices.first { $0.name == name }.map { bytes(at: $0.index) }
  }

  private static let indices: [(name: String, index: Int)] = (0..<cs_wordlists_count).map { index in
    // SAFETY: the index is below the count, and names are string literals.
    (name: String(cString: cs_wordlist_at(index).pointee.name), index: index)
  }

  private static func bytes(at index: Int) -> [UInt8] {
    let file = cs_wordlist_at(index).pointee
    // SAFETY: the table gives the length of a constant array.
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
  }
}
