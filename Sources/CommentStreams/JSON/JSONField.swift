internal import CommentKernels

/// A member of a JSON object by its path: where a line of NDJSON holds its comment.
///
/// The path is one key, or several with dots between (`user.bio.text`) that lead through nested objects, never through arrays.
/// A backslash takes the meaning from a dot or backslash behind it.
public struct JSONField: Sendable, Hashable {
  /// Brackets that may be open at one time; a line that nests deeper is malformed.
  public static let maximumDepth = 512

  /// The keys of the path, in UTF-8.
  let keys: [[UInt8]]
  /// The keys as the kernel wants them: each behind its length in two bytes.
  let packed: [UInt8]
  /// Whether the kernel takes them.
  let isPacked: Bool

  /// The field of the path, or nil when the path has an empty key or more than ``maximumDepth`` keys.
  public init?(path: String) {
    var keys: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "\\") where !isEscaped:
        isEscaped = true
        continue
      case UInt8(ascii: ".") where !isEscaped: keys.append([])
      default: keys[keys.count - 1].append(byte)
      }
      isEscaped = false
    }
    guard !isEscaped, keys.count <= JSONField.maximumDepth, keys.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    self.init(keys: keys)
  }

  /// The field `text` of the outermost object.
  public static let text = JSONField(keys: [Array("text".utf8)])

  private init(keys: [[UInt8]]) {
    self.keys = keys
    isPacked = keys.count <= CS_JSON_MAXIMUM_KEYS && keys.allSatisfy { $0.count <= UInt16.max }
    packed = keys.flatMap { [UInt8(truncatingIfNeeded: $0.count), UInt8(truncatingIfNeeded: $0.count >> 8)] + $0 }
  }

  /// Checks that a line is one JSON object and finds the field's string values in it.
  ///
  /// The whole line is checked against RFC 8259, and its strings for UTF-8. White space around the object and a byte order mark
  /// before it are accepted. Every occurrence of a duplicate key is found, since readers disagree on which one counts.
  /// Keys are compared after decoding. Nothing is allocated, except that `found` grows to its working size.
  ///
  /// - Parameters:
  ///   - line: the bytes of the line; a line feed is white space as any other.
  ///   - found: receives the values, at least one, in their order.
  /// - Throws: the reason why the line is malformed.
  /// - Complexity: O(bytes of the line), with bounded stack.
  public func locate(in line: Span<UInt8>, into found: inout FoundText) throws(Malformed) {
    try locate(in: line, tenant: nil, into: &found)
  }

  /// The same, and finds the field that names a tenant.
  ///
  /// - Parameter allowsMark: whether a byte order mark is accepted. It stands at the start of a stream only: elsewhere readers of JSON refuse it, and
  ///   what passes is passed on as it is.
  func locate(
    in line: Span<UInt8>, tenant: JSONField?, allowsMark: Bool = true, into found: inout FoundText,
    using kernel: JSONKernel = .vector
  ) throws(Malformed) {
    found.clear()
    if kernel.find(in: line, self, tenant: tenant, into: &found) { return }
    var walk = JSONWalk(followsTenant: tenant != nil, allowsMark: allowsMark)
    try walk.run(line, JSONPaths(text: keys, tenant: tenant?.keys ?? []), into: &found)
  }
}
