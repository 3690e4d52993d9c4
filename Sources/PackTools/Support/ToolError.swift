/// Why a tool cannot go on, with the way out.
package struct ToolError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; decides the exit status.
  package enum Kind: Sendable {
    /// A file could not be read or written.
    case file
    /// The file was read, but is not what the tool was told it is.
    case content
  }

  package var kind: Kind
  package var message: String
  package var advice: String
  /// The file that could not be read or written, if that is what failed.
  package var path: String?

  package init(_ kind: Kind, _ message: String, advice: String = "", path: String? = nil) {
    self.path = path
    self.kind = kind
    self.message = message
    self.advice = advice
  }

  package var description: String { advice.isEmpty ? message : "\(message)\n  help: \(advice)" }
}
