import Foundation

/// The properties of every code point that the fold rules ask for.
struct CharacterDatabase {
  static let codePoints: UInt32 = 0x11_0000

  /// One field-1..8 record of UnicodeData.txt. Unassigned code points have none.
  struct Record {
    var name: String
    var category: String
    /// `<wide>`, `<font>` … without the brackets; empty for a canonical decomposition.
    var tag: String
    /// One step only; `FoldRules` applies it recursively.
    var decomposition: [UInt32]
    var digit: UInt32?
    var number: UInt32?
  }

  private(set) var records: [UInt32: Record] = [:]
  /// Ranges written as `<…, First>` / `<…, Last>`: ideographs, Hangul syllables, private use.
  private(set) var ranges: [(ClosedRange<UInt32>, Record)] = []
  /// C and S mappings of CaseFolding.txt; T and F are language-dependent or several scalars.
  private(set) var simpleFolding: [UInt32: UInt32] = [:]
  private(set) var script: [UInt32: String] = [:]
  private(set) var scriptExtensions: [UInt32: [String]] = [:]
  private(set) var syllabic: [UInt32: String] = [:]
  private(set) var properties: [String: Set<UInt32>] = [:]
  private(set) var version = ""

  init(directory: String) throws {
    let file = { (name: String) in directory + "/" + name }
    try readRecords(file("UnicodeData.txt"))
    for line in try DataFile(path: file("CaseFolding.txt")).lines
    where line[1] == "C" || line[1] == "S" {
      simpleFolding[try scalar(line[0])] = try scalar(line[2])
    }
    let scripts = try DataFile(path: file("Scripts.txt"))
    version = scripts.version
    for line in scripts.lines {
      for scalar in try range(line[0]) { script[scalar] = line[1] }
    }
    for line in try DataFile(path: file("ScriptExtensions.txt")).lines {
      let names = line[1].split(separator: " ").map(String.init)
      for scalar in try range(line[0]) { scriptExtensions[scalar] = names }
    }
    for line in try DataFile(path: file("IndicSyllabicCategory.txt")).lines {
      for scalar in try range(line[0]) { syllabic[scalar] = line[1] }
    }
    for name in ["PropList.txt", "DerivedCoreProperties.txt", "emoji/emoji-data.txt"] {
      for line in try DataFile(path: file(name)).lines {
        properties[line[1], default: []].formUnion(try range(line[0]))
      }
    }
  }

  private mutating func readRecords(_ path: String) throws {
    var first: UInt32?
    for line in try DataFile(path: path).lines {
      let cp = try scalar(line[0])
      var parts = line[5].split(separator: " ").map(String.init)
      var tag = ""
      if let head = parts.first, head.hasPrefix("<") {
        tag = String(head.dropFirst().dropLast())
        parts.removeFirst()
      }
      let record = Record(
        name: line[1], category: line[2], tag: tag, decomposition: try parts.map(scalar),
        digit: UInt32(line[7]), number: UInt32(line[8]))
      if line[1].hasSuffix(", First>") {
        first = cp
      } else if line[1].hasSuffix(", Last>"), let start = first {
        ranges.append((start...cp, record))
        first = nil
      } else {
        records[cp] = record
      }
    }
  }

  func record(_ cp: UInt32) -> Record? {
    records[cp] ?? ranges.first { $0.0.contains(cp) }?.1
  }

  func category(_ cp: UInt32) -> String { record(cp)?.category ?? "Cn" }

  func name(_ cp: UInt32) -> String { record(cp)?.name ?? "" }

  func has(_ property: String, _ cp: UInt32) -> Bool {
    properties[property]?.contains(cp) ?? false
  }
}

/// A semicolon-separated file of the UCD: `#` starts a comment, blanks around fields do not count.
struct DataFile {
  var lines: [[String]] = []
  /// `15.0.0` of a first line like `# Scripts-15.0.0.txt`, or of a `# Version: 17.0.0` line.
  var version = ""

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GeneratorError("cannot read \(path)")
    }
    var text = String(decoding: data, as: UTF8.self)
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    for line in text.split(whereSeparator: \.isNewline) {
      if version.isEmpty, line.hasPrefix("#") { version = Self.version(in: line) }
      let body = line.prefix { $0 != "#" }
      let fields = body.split(separator: ";", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if fields.count > 1 { lines.append(fields) }
    }
  }

  private static func version(in line: Substring) -> String {
    let words = line.split { !($0.isNumber || $0 == ".") }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    return words.first { $0.split(separator: ".").count == 3 }.map(String.init) ?? ""
  }
}

func scalar(_ text: some StringProtocol) throws -> UInt32 {
  guard let value = UInt32(text, radix: 16) else { throw GeneratorError("not hex: \(text)") }
  return value
}

/// `0041` or `0041..005A`.
func range(_ text: String) throws -> ClosedRange<UInt32> {
  let ends = text.components(separatedBy: "..")
  return try scalar(ends[0])...scalar(ends[ends.count - 1])
}
