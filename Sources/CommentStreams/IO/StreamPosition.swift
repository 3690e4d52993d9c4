/// A place between two lines of the inputs of a stream.
public struct StreamPosition: Sendable, Hashable {
  /// The input, from 0.
  public var input = 0
  /// Bytes of that input before the place.
  public var offset = 0
  /// The number of the line behind the place in that input, from 1.
  public var line = 1

  public init() {}

  public init(input: Int, offset: Int, line: Int) {
    self.input = input
    self.offset = offset
    self.line = line
  }
}
