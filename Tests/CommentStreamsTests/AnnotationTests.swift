import CommentSafety
import CommentStreams
import Foundation
import Testing

@Suite("Annotated lines and masked lines")
struct AnnotationTests {
  private func annotated(_ line: String, _ format: InputFormat) throws -> String {
    try filtered([line], StreamConfiguration(format, .annotated)).main
  }

  private func masked(_ line: String, _ format: InputFormat = .ndjson) throws -> String {
    try filtered([line], StreamConfiguration(format, .masked)).main
  }

  private let clean =
    #"{"action":"allow","undecided":false,"pack":"\#(testFilter.version)","matches":[]}"#

  // MARK: - Annotated

  @Test("text becomes JSON")
  func text() throws {
    #expect(
      try annotated("a \"quoted\"\ttext\\\r\n", .text)
        == #"{"text":"a \"quoted\"\ttext\\","verdict":\#(clean)}"# + "\n")
    #expect(try annotated("", .text) == "")
    #expect(try annotated("\n", .text) == #"{"text":"","verdict":\#(clean)}"# + "\n")
    #expect(
      try annotated("\u{1}\u{1F}é😀", .text) == #"{"text":"\u0001\u001fé😀","verdict":\#(clean)}"#
        + "\n")
  }

  @Test("bytes that are not UTF-8 are U+FFFD, one for each maximal subpart")
  func invalidText() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80, 0xF0, 0x9F]
    let result = try filtered([bytes], StreamConfiguration(.text, .annotated)) { _ in nil }
    let expected = String(decoding: bytes, as: UTF8.self)
    #expect(result.main.hasPrefix(#"{"text":"\#(expected)","verdict":{"#))
  }

  @Test("objects keep their bytes")
  func objects() throws {
    #expect(
      try annotated(#" {"text" : "x" , "a":[1,2] } "# + "\r", .ndjson)
        == #" {"text" : "x" , "a":[1,2] ,"verdict":\#(clean)} "# + "\r\n")
    #expect(
      try annotated(#"{"text":"x","verdict":1}"#, .ndjson)
        == #"{"text":"x","verdict":1,"verdict":\#(clean)}"# + "\n")
    #expect(
      try annotated(#"{"text":"}","b":{}}"# + "\n", .ndjson)
        == #"{"text":"}","b":{},"verdict":\#(clean)}"# + "\n")
  }

  @Test("a verdict names its matches")
  func verdicts() throws {
    let line = try annotated("é \(Word.severe) and \(Word.moderate)\n", .text)
    let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let verdict = try #require(object["verdict"] as? [String: Any])
    #expect(verdict["action"] as? String == "remove")
    #expect(verdict["undecided"] as? Bool == false)
    #expect(verdict["pack"] as? String == testFilter.version)
    let matches = try #require(verdict["matches"] as? [[String: Any]])
    #expect(
      matches.map { $0["rule"] as? String } == ["hate/\(Word.severe)", "insult/\(Word.moderate)"])
    #expect(matches.map { $0["category"] as? String } == ["hate", "insult"])
    #expect(matches.map { $0["severity"] as? String } == ["severe", "moderate"])
    #expect(matches.map { $0["action"] as? String } == ["remove", "filter"])
    #expect(matches.map { $0["start"] as? Int } == [3, 16])
    #expect(matches.map { $0["end"] as? Int } == [11, 24])
    #expect(matches[0]["policy"] as? String == "severe")
    #expect(
      matches.allSatisfy { $0["how"] is [String] && $0["value"] == nil && $0["shadow"] == nil })
    #expect(
      line.contains(
        #""matches":[{"rule":"hate/\#(Word.severe)","category":"hate","severity":"severe","start":3,"end":11,"how":["#
      ))
  }

  // MARK: - Masked

  @Test("text is covered, one star for each code point")
  func maskedText() throws {
    let stars = String(repeating: "*", count: 8)
    #expect(
      try masked("é \(Word.severe)\r\nnice\n\(Word.moderate)", .text)
        == "é \(stars)\r\nnice\n\(stars)")
    #expect(
      try masked("\(Word.mild) \(Word.crisis)\n", .text) == "\(Word.mild) \(Word.crisis)\n",
      "only what is held back is covered")
  }

  @Test("an escape is one character")
  func maskedEscapes() throws {
    #expect(
      try masked(#"{"a":"zorgblat","text":"\n \u007aorgbl\u0061t \ud83d\ude00 krumvexi.","b":1}"#)
        == #"{"a":"zorgblat","text":"\n ******** \ud83d\ude00 ********.","b":1}"#)
    #expect(
      try masked(#"{"text":"zorgblat","x":0,"text":"ok","text":"krumvexi"}"#)
        == #"{"text":"********","x":0,"text":"ok","text":"********"}"#)
  }

  @Test("masking leaves valid JSON with the same members, seed in the message")
  func maskingKeepsJSON() throws {
    var generator = SeededGenerator(seed: runSeed)
    let words = ["nice", Word.moderate, Word.severe, "é", "😀", "\"", "\\", "\n", "字"]
    var lines: [String] = []
    var texts: [String] = []
    for number in 0..<400 {
      let text = (0..<Int.random(in: 0...8, using: &generator))
        .map { _ in words.randomElement(using: &generator)! }.joined(separator: " ")
      texts.append(text)
      var json = ""
      for unit in text.utf16 {
        let isPlain = unit < 0x80 && unit > 0x22 && unit != 0x5C
        if isPlain, Int.random(in: 0..<4, using: &generator) > 0 {
          json.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
        } else {
          let digits = String(unit, radix: 16)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
      lines.append(#"{"id":\#(number),"text":"\#(json)","other":"zorgblat"}"#)
    }
    let output = try masked(lines.map { $0 + "\n" }.joined())
    let results = output.split(separator: "\n")
    #expect(results.count == lines.count)
    for (number, result) in results.enumerated() {
      let object = try #require(
        try? JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any],
        "seed \(runSeed)")
      var expected = texts[number]
      for word in [Word.moderate, Word.severe] {
        expected = expected.replacingOccurrences(
          of: word, with: String(repeating: "*", count: word.count))
      }
      #expect(object["id"] as? Int == number)
      #expect(object["text"] as? String == expected, "seed \(runSeed)")
      #expect(object["other"] as? String == "zorgblat")
      #expect(object.count == 3)
    }
  }
}
