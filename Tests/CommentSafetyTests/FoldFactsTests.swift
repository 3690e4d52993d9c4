import CommentKernels
import Foundation
import Testing

@testable import CommentSafety

/// Facts of the Unicode Character Database, from Debian's `unicode-data`, against the fold.
@Suite("Fold facts of Unicode's files")
struct FoldFactsTests {
  private static let folder = "/usr/share/unicode/"

  /// The file's lines without comments, or nil with a note if it is not installed.
  private static func lines(_ name: String) -> [Substring]? {
    let path = folder + name
    let text: String?
    if FileManager.default.fileExists(atPath: path) {
      text = try? String(contentsOfFile: path, encoding: .utf8)
    } else {
      text = decompress(path + ".bz2")
    }
    guard let text else {
      print("skipped: \(path) is not there; install `unicode-data` (and bzip2) to check its facts")
      return nil
    }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("@") }
  }

  private static func decompress(_ path: String) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["bzip2", "-dc", path]
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(data: data, encoding: .utf8) : nil
  }

  private static func scalars(_ field: Substring) -> [UInt32] {
    field.split(separator: " ").compactMap { UInt32($0, radix: 16) }
  }

  private static func folded(_ scalars: [UInt32], _ text: inout FoldedText) -> [UInt32] {
    var bytes: [UInt8] = []
    for scalar in scalars.compactMap({ Unicode.Scalar($0) }) { bytes += Array(String(scalar).utf8) }
    bytes.withUnsafeBytes { Normalizer.fold($0, into: &text) }
    return (0..<text.unitCount).map { text.units[$0].scalar }
  }

  /// Lines whose five spellings do not fold alike, on purpose; the groups are those of `fold_tables.h`.
  private static let mostDifferingLines = 320

  @Test("Equivalent spellings fold alike (NormalizationTest.txt)")
  func normalization() {
    guard let lines = Self.lines("NormalizationTest.txt") else { return }
    var text = FoldedText()
    var differing = 0
    var unexplained: [Substring] = []
    for line in lines {
      let forms = line.split(separator: ";").prefix(5).map { Self.scalars($0) }
      let folds = forms.map { Self.folded($0, &text) }
      if folds.dropFirst().allSatisfy({ $0 == folds[0] }) { continue }
      differing += 1
      // The same letters in another order, or one code point that NFKD spells with a space, brackets or several words.
      let isReordered = folds.allSatisfy { $0.sorted() == folds[0].sorted() }
      let isSpelt = folds[0] == folds[1] && folds[1] == folds[2] && folds[3] == folds[4]
      if !isReordered && !isSpelt { unexplained.append(line) }
    }
    #expect(lines.count > 18_000)
    // 284 in Unicode 15.0; another version's file may have a few more of the same kinds.
    #expect(differing <= Self.mostDifferingLines)
    #expect(unexplained.isEmpty, "\(unexplained.prefix(5))")
  }

  @Test("Letters that differ in case alone fold alike (CaseFolding.txt)")
  func caseFolding() {
    guard let lines = Self.lines("CaseFolding.txt") else { return }
    var text = FoldedText()
    var differing: [Substring] = []
    var count = 0
    for line in lines {
      let fields = line.split(separator: ";").map { $0.drop { $0 == " " } }
      // T is for Turkic languages only.
      guard fields.count >= 3, fields[1] != "T" else { continue }
      count += 1
      // The iota below a letter is a mark and is dropped with the others.
      if fields[0] == "0345" || line.contains("GEGRAMMENI") { continue }
      let from = Self.folded(Self.scalars(fields[0]), &text)
      if from != Self.folded(Self.scalars(fields[2]), &text) { differing.append(line) }
    }
    #expect(count > 1_500)
    #expect(differing.isEmpty, "\(differing.prefix(5))")
  }

  @Test("The fold of a fold is itself")
  func idempotent() {
    for value in UInt32(0)...0x10FFFF {
      let entry = cs_fold_entry(value)
      let kind = Int(entry >> 24 & 15)
      var results: [UInt32] = []
      if kind == CS_KIND_EXPAND {
        let first = Int(entry & 0xFFFF)
        results = (first..<(first + Int(entry >> 16 & 0xFF))).map { cs_fold_expansions_base()[$0] }
      } else if kind != CS_KIND_INVISIBLE && kind != CS_KIND_MARK
        && kind != CS_KIND_HANGUL
      {
        results = [cs_fold_scalar(value, entry)]
      }
      for result in results where cs_fold_scalar(result, cs_fold_entry(result)) != result {
        Issue.record("U+\(String(value, radix: 16)) folds to U+\(String(result, radix: 16)), which folds on")
      }
    }
  }
}
