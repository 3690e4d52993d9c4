#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file could not be opened, read, written or closed.
///
/// What a comment or a line holds is never an error: a line that cannot be read is counted as malformed. A reader of the main
/// output that goes away is none either; see ``StreamReport/Ending``.
public struct StreamError: Error, Sendable, Hashable {
  /// What failed. Codes are stable; messages are for people.
  public struct Code: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let open = Code(rawValue: "open")
    public static let read = Code(rawValue: "read")
    public static let seek = Code(rawValue: "seek")
    public static let write = Code(rawValue: "write")
    public static let close = Code(rawValue: "close")
    public static let rename = Code(rawValue: "rename")
    /// An input or output is not the one that a checkpoint was made with; `reason` says why.
    public static let resume = Code(rawValue: "resume")
    /// A pipe could not be made, or a thread not be started.
    public static let start = Code(rawValue: "start")
    /// The counts of a stream do not add up to its lines: a fault of this library.
    public static let accounting = Code(rawValue: "accounting")
  }

  public var code: Code
  /// The file, or `standard input`, `standard output`.
  public var file: String
  /// The system's `errno`; 0 for ``Code/accounting`` and ``Code/resume``.
  public var number: Int32
  /// What is wrong and the way out, where the system has no words for it.
  public var reason = ""

  public init(_ code: Code, file: String, number: Int32) {
    self.code = code
    self.file = file
    self.number = number
  }

  public init(_ code: Code, file: String, reason: String) {
    self.init(code, file: file, number: 0)
    self.reason = reason
  }

  /// The other side of a pipe was closed.
  public var isBrokenPipe: Bool { code == .write && number == EPIPE }
}

extension StreamError: CustomStringConvertible {
  public var description: String {
    if code == .accounting { return "\(file): the counts do not add up to the lines read" }
    if !reason.isEmpty { return "\(file): \(code.rawValue): \(reason)" }
    // SAFETY: strerror returns a C string that stays valid until this thread asks again; it is copied at once.
    return "\(file): \(code.rawValue): \(String(cString: strerror(number)))"
  }
}
