import CommentStreams
import Testing

/// A line and the values of a field in it.
struct FieldCase: Sendable, CustomTestStringConvertible {
  var name: String
  var line: String
  var path = "text"
  var values: [String]
  var testDescription: String { name }
}

@Suite("JSON fields")
struct JSONFieldTests {
  static let wellFormed: [FieldCase] = [
    FieldCase(name: "plain", line: #"{"text":"hello"}"#, values: ["hello"]),
    FieldCase(name: "empty string", line: #"{"text":""}"#, values: [""]),
    FieldCase(
      name: "space everywhere", line: " { \"a\" : 1 , \"text\" : \"x\" } \r", values: ["x"]),
    FieldCase(name: "byte order mark", line: "\u{FEFF}{\"text\":\"x\"}", values: ["x"]),
    FieldCase(name: "other scripts", line: #"{"نص":1,"text":"سلام 😀 日本"}"#, values: ["سلام 😀 日本"]),
    FieldCase(
      name: "duplicate keys", line: #"{"text":"one","x":0,"text":"two"}"#, values: ["one", "two"]),
    FieldCase(
      name: "escaped key", line: #"{"te\u0078t":"x","\u0074ext":"y"}"#, values: ["x", "y"]),
    FieldCase(
      name: "key as value", line: #"{"a":"text","b":["text","no"],"text":"yes"}"#, values: ["yes"]),
    FieldCase(
      name: "string that looks like a member", line: #"{"a":"\"text\":\"no\"","text":"yes"}"#,
      values: ["yes"]),
    FieldCase(
      name: "nested objects are not it", line: #"{"a":{"text":"no"},"text":"yes"}"#, values: ["yes"]
    ),
    FieldCase(
      name: "behind nested brackets", line: #"{"a":[[{"text":[]}],{}],"text":"yes"}"#,
      values: ["yes"]),
    FieldCase(
      name: "prefix of a key", line: #"{"tex":"no","textt":"no","text":"yes"}"#, values: ["yes"]),
    FieldCase(
      name: "path", line: #"{"text":"no","a":{"b":{"text":"yes"},"text":"no"}}"#, path: "a.b.text",
      values: ["yes"]),
    FieldCase(
      name: "path twice", line: #"{"a":{"text":"1"},"b":2,"a":{"text":"2","text":"3"}}"#,
      path: "a.text", values: ["1", "2", "3"]),
    FieldCase(
      name: "path and something else of the name",
      line: #"{"a":5,"a":[{"text":"no"}],"a":{"text":"yes"}}"#, path: "a.text", values: ["yes"]),
    FieldCase(
      name: "path does not go on behind an object",
      line: #"{"a":{"x":{}},"text":"no","a":{"text":"yes"}}"#, path: "a.text", values: ["yes"]),
    FieldCase(
      name: "dot in a key", line: #"{"a.b":"yes","a":{"b":"no"}}"#, path: #"a\.b"#, values: ["yes"]),
    FieldCase(
      name: "short escapes", line: #"{"text":"\"\\\/\b\f\n\r\t"}"#,
      values: ["\"\\/\u{8}\u{C}\n\r\t"]),
    FieldCase(
      name: "unicode escapes", line: #"{"text":"a\u0041\u00e9\u20AC\u0000z"}"#,
      values: ["aA\u{E9}€\0z"]),
    FieldCase(name: "surrogate pair", line: #"{"text":"x\ud83d\uDE00y"}"#, values: ["x😀y"]),
    FieldCase(
      name: "lone surrogates", line: #"{"text":"\ud83d \uDE00\ud83d\ud83d\ude00\ud83d\n\ud83d"}"#,
      values: ["\u{FFFD} \u{FFFD}\u{FFFD}😀\u{FFFD}\n\u{FFFD}"]),
    FieldCase(
      name: "all kinds of values",
      line: #"{"a":[true,false,null,-0,0.5,1e9,-1.25E-3,12345678901234567890123],"text":"x"}"#,
      values: ["x"]),
    FieldCase(
      name: "eight bytes and more", line: #"{"text":"0123456\"0123456789abcde\u0041"}"#,
      values: ["0123456\"0123456789abcdeA"]),
  ]

  @Test("the field's values are found", arguments: wellFormed)
  func locates(_ test: FieldCase) {
    #expect(values(of: test.path, in: Array(test.line.utf8)) == .success(test.values))
  }

  @Test("case names are unique")
  func names() {
    #expect(Set(Self.wellFormed.map(\.name)).count == Self.wellFormed.count)
  }

  static let faulty: [(String, Malformed)] = [
    ("", .blankLine),
    (" \t\r", .blankLine),
    ("{}", .missingField),
    (#"{"Text":"x"}"#, .missingField),
    (#"{"a":{"text":"x"}}"#, .missingField),
    (#"[{"text":"x"}]"#, .notAnObject),
    (#""text""#, .notAnObject),
    ("1", .notAnObject),
    (#"{"text":1}"#, .notAString),
    (#"{"text":null}"#, .notAString),
    (#"{"text":["x"]}"#, .notAString),
    (#"{"text":{"text":"x"}}"#, .notAString),
    (#"{"text":"x","text":false}"#, .notAString),
    ("nice video", .badJSON(offset: 0, .unexpectedCharacter)),
    (#"{"text":"x""#, .badJSON(offset: 11, .unexpectedEnd)),
    (#"{"text":"x"#, .badJSON(offset: 10, .unexpectedEnd)),
    (#"{"text":"x"}}"#, .badJSON(offset: 12, .trailingCharacters)),
    (#"{"text":"x"} {"#, .badJSON(offset: 13, .trailingCharacters)),
    (#"{"text":"x",}"#, .badJSON(offset: 12, .unexpectedCharacter)),
    (#"{"text" "x"}"#, .badJSON(offset: 8, .unexpectedCharacter)),
    (#"{'text':"x"}"#, .badJSON(offset: 1, .unexpectedCharacter)),
    (#"{"text":"x","a":[1}"#, .badJSON(offset: 18, .unexpectedCharacter)),
    (#"{"text":"x","a":01}"#, .badJSON(offset: 17, .unexpectedCharacter)),
    (#"{"text":"x","a":-}"#, .badJSON(offset: 16, .badNumber)),
    (#"{"text":"x","a":1.}"#, .badJSON(offset: 16, .badNumber)),
    (#"{"text":"x","a":1e+}"#, .badJSON(offset: 16, .badNumber)),
    (#"{"text":"x","a":.5}"#, .badJSON(offset: 16, .unexpectedCharacter)),
    (#"{"text":"x","a":nul}"#, .badJSON(offset: 16, .unexpectedCharacter)),
    (#"{"text":"\x"}"#, .badJSON(offset: 9, .badEscape)),
    (#"{"text":"\u12G4"}"#, .badJSON(offset: 9, .badEscape)),
    ("{\"text\":\"a\tb\"}", .badJSON(offset: 10, .controlCharacter)),
    ("{\"text\":\"a\0b\"}", .badJSON(offset: 10, .controlCharacter)),
    ("{\"text\":\"x\"}\0", .badJSON(offset: 12, .trailingCharacters)),
  ]

  @Test("malformed lines say why", arguments: faulty)
  func refuses(_ line: String, _ reason: Malformed) {
    #expect(values(in: Array(line.utf8)) == .failure(reason))
  }

  @Test(
    "strings that are not UTF-8 are refused",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x8F, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82],
      [0xF0, 0x9F, 0x98], [0xC3, 0x28],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    let line = Array(#"{"a":""#.utf8) + bytes + Array(#"","text":"x"}"#.utf8)
    #expect(values(in: line) == .failure(.invalidUTF8(offset: 6)))
  }

  @Test("depth is bounded")
  func depth() {
    func line(_ brackets: Int) -> [UInt8] {
      let open = String(repeating: "[", count: brackets)
      let close = String(repeating: "]", count: brackets)
      return Array("{\"a\":\(open)\(close),\"text\":\"x\"}".utf8)
    }
    #expect(values(in: line(JSONField.maximumDepth - 1)) == .success(["x"]))
    #expect(values(in: line(JSONField.maximumDepth)) == .failure(.tooDeep(offset: 5 + 511)))
    let flood = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(values(in: flood) == .failure(.tooDeep(offset: 512)))
  }

  @Test("paths are checked", arguments: ["", ".", "a.", ".a", "a..b", "a\\"])
  func paths(_ path: String) {
    #expect(JSONField(path: path) == nil)
  }

  @Test("a cut line is never taken for a whole one")
  func truncation() {
    let line = Array(#"{"a":[1,{"b":"\ud83d\ude00é"}],"text":"x\n","c":-1.5e3}"#.utf8)
    #expect(values(in: line) == .success(["x\n"]))
    for length in 0..<line.count {
      #expect(throws: Malformed.self) { try values(in: Array(line[..<length])).get() }
    }
  }
}
