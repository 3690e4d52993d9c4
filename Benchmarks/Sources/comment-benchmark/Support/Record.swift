internal import Foundation

/// What is kept of a measurement: where it was made, and what came out.
struct Record<Content: Encodable & Sendable>: Encodable, Sendable {
  var machine: Machine
  var results: Content

  init(_ machine: Machine, _ results: Content) {
    self.machine = machine
    self.results = results
  }

  func write(to path: String) throws {
    try Paths.createFolder((path as NSString).deletingLastPathComponent)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    Output.note("record: \((path as NSString).standardizingPath)")
  }
}
