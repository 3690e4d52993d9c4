import CommentSafety
import Foundation
import Testing

@testable import CommentStreams

/// Overlays in a table.
private final class OverlayTable: OverlaySource {
  let version: String
  private let overlays: [String: Overlay]

  init(_ version: String, _ overlays: [Overlay]) {
    self.version = version
    self.overlays = Dictionary(uniqueKeysWithValues: overlays.map { ($0.name, $0) })
  }

  func overlay(named name: String) -> Overlay? { overlays[name] }
}

@Suite("Overlays in streams")
struct OverlayStreamTests {
  private static let channels = OverlayTable(
    "one",
    [overlay("c7", ["flarn"]), overlay("7", ["drossel"]), overlay("é", [], [Word.moderate])])

  private static func overlay(_ name: String, _ blocked: [String], _ allowed: [String] = []) -> Overlay {
    do {
      return try Overlay(name: name, blocked: blocked, allowed: allowed)
    } catch {
      fatalError("\(error)")
    }
  }

  private var configuration: StreamConfiguration {
    var configuration = StreamConfiguration(.ndjson, .annotated)
    configuration.overlayField = JSONField(path: "channel.id")
    return configuration
  }

  /// What a line calls its tenant; nil for none.
  static let tenants: [(line: String, name: String?)] = [
    (#"{"channel":{"id":"c7"},"text":"x"}"#, "c7"),
    (#"{"text":"x","channel":{"a":[{"id":"no"}],"id":"c7"}}"#, "c7"),
    (#"{"text":"x","channel":{"id":7}}"#, "7"),
    (#"{"text":"x","channel":{"id":-7.50e+1 }}"#, "-7.50e+1"),
    (#"{"text":"x","ch\u0061nnel":{"\u0069d":"\u00e9\ud83d\ude00"}}"#, "é😀"),
    (#"{"text":"x","channel":{"id":""}}"#, ""),
    (#"{"text":"x","channel":{"id":null}}"#, nil),
    (#"{"text":"x","channel":{"id":null,"id":null}}"#, nil),
    (#"{"text":"x","channel":{}}"#, nil),
    (#"{"text":"x","channel":[{"id":"c7"}]}"#, nil),
    (#"{"text":"x","channel":"c7","id":"c7"}"#, nil),
    (#"{"text":"x","a":{"channel":{"id":"c7"}}}"#, nil),
    (#"{"text":"x","channel":{"id":"c7"},"channel":{"id":"c\u0037"}}"#, "c7"),
    (#"{"text":"x"}"#, nil),
  ]

  @Test("what a line calls its tenant", arguments: tenants)
  func tenant(line: String, name: String?) throws {
    var found = FoundText()
    let bytes = Array(line.utf8)
    try JSONField.text.locate(in: bytes.span, tenant: configuration.overlayField, into: &found)
    #expect(found.tenant.name.map { String(decoding: $0, as: UTF8.self) } == name)
    #expect(found.values.count == 1)
  }

  @Test(
    "a line that does not say clearly which overlay it wants is malformed",
    arguments: [
      #"{"text":"x","channel":{"id":true}}"#, #"{"text":"x","channel":{"id":{}}}"#,
      #"{"text":"x","channel":{"id":[]}}"#,
      #"{"text":"x","channel":{"id":"c7","id":"c8"}}"#, #"{"channel":{"id":"c7"},"text":"x","channel":{"id":7}}"#,
      #"{"text":"x","channel":{"id":null,"id":"c7"}}"#, #"{"text":"x","channel":{"id":"c7","id":null}}"#,
    ])
  func unclear(line: String) throws {
    let result = try filtered([line], configuration)
    #expect(result.counts.malformed == [.unclearOverlay: 1] && result.main.isEmpty)
    #expect(result.rejected.hasPrefix(#"{"malformed":"unclear-overlay","line":1,"#))
  }

  @Test("the field of the text may also name the overlay, and one path may go on where the other ends")
  func oneField() throws {
    var found = FoundText()
    for (text, tenant, line) in [("a", "a", #"{"a":"c7"}"#), ("a.b", "a.c", #"{"a":{"c":"c7","b":"c7"}}"#)] {
      let fields = try [text, tenant].map { try #require(JSONField(path: $0)) }
      let bytes = Array(line.utf8)
      try fields[0].locate(in: bytes.span, tenant: fields[1], into: &found)
      #expect(found.values.count == 1 && found.tenant.name == Array("c7".utf8))
    }
  }

  @Test("each line is judged with its own overlay, by any number of shards", arguments: [1, 2, 8])
  func oracle(shards: Int) throws {
    var generator = SeededGenerator(seed: runSeed)
    let words = ["nice", "flarn", "drossel", Word.moderate, Word.severe]
    let names = ["\"c7\"", "7", "\"é\"", "\"\\u00e9\"", "null", "\"unknown\""]
    var configuration = configuration
    configuration.blockBytes = 300
    let comments = (0..<500).map { _ in
      (
        (0..<3).map { _ in words.randomElement(using: &generator)! }.joined(separator: " "),
        names.randomElement(using: &generator)!
      )
    }
    let input = comments.map { #"{"text":"\#($0)","channel":{"id":\#($1)}}"# }.joined(separator: "\n")
    let files = try OutputFiles([.annotated])
    let report = ShardedFilter(FilterCell(testFilter, overlays: Self.channels), configuration, shards: shards).run(
      [StreamInput(try pipe(delivering: [Array(input.utf8)]))], into: try files.open())
    #expect(report.isComplete)
    #expect(report.progress.packs == [PackUse(pack: testFilter.version, overlays: "one", firstLine: 1, lastLine: 500)])
    let lines = try files.text(of: .annotated).split(separator: "\n")
    #expect(lines.count == comments.count)
    for (line, (comment, name)) in zip(lines, comments) {
      let plain = name == "\"\\u00e9\"" ? "é" : name.filter { $0 != "\"" }
      let overlay = Self.channels.overlay(named: plain)
      let expected = testFilter.check(comment, overlay: overlay)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let verdict = try #require(object["verdict"] as? [String: Any])
      let what = "seed \(runSeed): \(line)"
      #expect(verdict["action"] as? String == expected.action.name, "\(what)")
      #expect(verdict["overlay"] as? String == overlay?.version, "\(what)")
      let rules = try #require(verdict["matches"] as? [[String: Any]]).map { $0["rule"] as? String }
      #expect(rules == expected.matches.map(\.rule), "\(what)")
    }
  }

  @Test("other overlays take over between two chunks, and the report and its checkpoint say where")
  func exchange() throws {
    let cell = FilterCell(testFilter, overlays: OverlayTable("before", []))
    var configuration = configuration
    configuration.blockBytes = 100
    let lines = (0..<400).map { _ in #"{"text":"flarn","channel":{"id":"c7"}}"# }
    let files = try OutputFiles([.allowed])
    let report = ShardedFilter(cell, configuration, shards: 3).run(
      [StreamInput(try pipe(delivering: [Array(lines.joined(separator: "\n").utf8)]))], into: try files.open()
    ) { (progress, _) throws(StreamError) in
      if progress.counts.lines > 50 { cell.replace(with: StreamRules(testFilter, overlays: Self.channels)) }
    }
    let packs = report.progress.packs
    #expect(
      packs.map(\.overlays) == ["before", "one"] && packs.map(\.pack) == [testFilter.version, testFilter.version])
    #expect(report.counts.allowed == packs.first?.lastLine && report.counts.filtered == 400 - report.counts.allowed)
    let checkpoint = Checkpoint(options: "", progress: report.progress, outputs: [])
    #expect(Checkpoint(decoding: checkpoint.encoded) == checkpoint)
  }
}
