public import CommentSafety

/// A pack that was read as far as its errors allow.
///
/// A line or rule with an error is left out; everything else is there. Never filter with a pack that has errors: compile it to learn
/// of the errors that ``CommentFilter`` finds, and report all of them together.
public struct PartialPack: Sendable {
  public var pack: RulePack
  /// What is wrong with the sources, sorted by file, line and column.
  public var errors: [BuildError]

  public init(pack: RulePack, errors: [BuildError]) {
    self.pack = pack
    self.errors = errors
  }

  /// Adds errors found elsewhere. One that is known already, from a file that was read twice, is told once.
  public mutating func add(_ more: [BuildError]) {
    var seen: Set<BuildError> = []
    errors = (errors + more).filter { seen.insert($0).inserted }.inSourceOrder()
  }

  /// The pack.
  /// - Throws: the errors, if there are any.
  public func whole() throws(BuildErrors) -> RulePack {
    guard errors.isEmpty else { throw BuildErrors(errors) }
    return pack
  }
}
