import CommentSafety
import RulePacks
import Testing

/// An error as the tables write it: place, code and a part of message or advice.
struct Expected: Sendable, CustomTestStringConvertible {
  var line: Int
  var column: Int
  var code: BuildError.Code
  var part: String

  init(_ line: Int, _ column: Int, _ code: BuildError.Code, _ part: String = "") {
    self.line = line
    self.column = column
    self.code = code
    self.part = part
  }

  var testDescription: String { "\(line):\(column) \(code.rawValue) \(part)" }
}

/// A source with the errors it must give, in their order.
struct ErrorCase: Sendable, CustomTestStringConvertible {
  var name: String
  var source: String
  var expected: [Expected]

  init(_ name: String, _ source: String, _ expected: Expected...) {
    self.name = name
    self.source = source
    self.expected = expected
  }

  var testDescription: String { name }
}

/// The errors that a parser throws; none if it throws nothing.
func errors<Result>(_ parse: () throws(BuildErrors) -> Result) -> [BuildError] {
  do throws(BuildErrors) {
    _ = try parse()
    return []
  } catch {
    return error.errors
  }
}

/// Compares errors with what was expected, in order, place by place.
func expect(
  _ errors: [BuildError], are expected: [Expected],
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let found = errors.map { error in
    "\(error.location?.line ?? 0):\(error.location?.column ?? 0) \(error.code.rawValue)"
  }
  let wanted = expected.map { "\($0.line):\($0.column) \($0.code.rawValue)" }
  #expect(found == wanted, "\(BuildErrors(errors))", sourceLocation: sourceLocation)
  for (error, expected) in zip(errors, expected) where !expected.part.isEmpty {
    #expect(
      error.message.contains(expected.part) || error.advice.contains(expected.part),
      "\"\(expected.part)\" is not in: \(error)", sourceLocation: sourceLocation)
  }
  for error in errors {
    #expect(
      !error.message.isEmpty && !error.advice.isEmpty, "\(error)", sourceLocation: sourceLocation)
  }
}
