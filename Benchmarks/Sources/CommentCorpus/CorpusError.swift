/// Why a corpus cannot be made or read.
public struct CorpusError: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
