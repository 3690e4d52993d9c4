import CommentSafety
import Evasion
import Foundation
import RulePacks
import Testing

/// Terms and comments pass through one normaliser, so each term of the default pack is found in its own spelling and in each form that the
/// normaliser undoes, and the span is all of it.
///
/// Release builds take every term, debug builds some, at random: `COMMENT_SAFETY_SEED=n` repeats a run.
@Suite("Every term of the default pack")
struct TermFormsTests {
  /// A way to write a term that is no other word.
  enum Form: String, CaseIterable, Sendable {
    case itself = "as the list has it"
    case upper = "in upper case"
    case fullWidth = "in full width"
    case zeroWidth = "with zero-width spaces"
    case confusable = "with a look-alike letter"

    /// The term in this form; several for look-alikes, one for each letter that has one.
    func texts(_ term: String) -> [String] {
      switch self {
      case .itself: [term]
      case .upper: [term.uppercased()]
      case .fullWidth: [String(String.UnicodeScalarView(term.unicodeScalars.map(Self.widened)))]
      case .zeroWidth: [term.unicodeScalars.map { String($0) }.joined(separator: "\u{200B}")]
      case .confusable: Self.confused(Array(term.unicodeScalars))
      }
    }

    private static func widened(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      switch scalar.value {
      case 0x20: "\u{3000}"
      case 0x21...0x7E: Unicode.Scalar(scalar.value + 0xFEE0)!
      default: scalar
      }
    }

    private static func confused(_ scalars: [Unicode.Scalar]) -> [String] {
      scalars.indices.compactMap { index in
        guard let other = lookAlikes[scalars[index]] else { return nil }
        var changed = scalars
        changed[index] = other
        // The look-alike makes a mixed word only among letters of the term's script.
        let isMixed = changed.contains { $0.properties.isAlphabetic && isLatin($0) != isLatin(other) }
        return isMixed || !other.properties.isAlphabetic ? String(String.UnicodeScalarView(changed)) : nil
      }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x250 }

    /// Latin letters for Cyrillic or Greek ones and back, and Arabic letters that differ between languages.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
      let latin = "abcdehijklmnopqrstuvwxy"
      let others = "аЬсԁеһіјκӏмηорԛгѕтυνԝху"
      var table = Dictionary(uniqueKeysWithValues: zip(latin.unicodeScalars, others.unicodeScalars))
      for (cyrillic, letter) in zip("асеорхуікмт".unicodeScalars, "aceopxyikmt".unicodeScalars) {
        table[cyrillic] = letter
      }
      for (letter, other) in zip("کیہ".unicodeScalars, "كيه".unicodeScalars) {
        table[letter] = other
        table[other] = letter
      }
      return table
    }()
  }

  /// Whether a term is to be found in a form. What is not, is not by design:
  ///
  /// - lists that ask for exact accents take no disguise but case and width (docs/UNICODE.md);
  /// - capitals without accents, and letters whose capital is another letter's (`ı`), are other words to them;
  /// - terms of emoji are looked up as they are.
  private static func isExpected(_ term: Term, _ text: String, _ form: Form) -> Bool {
    if form == .itself { return true }
    if !text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) {
      return false
    }
    guard term.requiresDiacritics else { return true }
    return form == .fullWidth || form == .upper && text.uppercased().lowercased() == text
  }

  /// Terms that debug builds take.
  private static let sample = 1_500

  @Test("is found in each form, whole", arguments: Form.allCases)
  func found(_ form: Form) throws {
    let pack = try DefaultPackTests.pack.get()
    let filter = try DefaultPackFilter.filter.get()
    var scratch = filter.makeScratch()
    var numbers = Array(pack.terms.indices)
    #if DEBUG
      let seed =
        ProcessInfo.processInfo.environment["COMMENT_SAFETY_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0..<(1 << 32))
      print("TermFormsTests: COMMENT_SAFETY_SEED=\(seed)")
      var random = SplitMix(seed: seed)
      numbers = Array(numbers.shuffled(using: &random).prefix(Self.sample))
    #endif
    var tried = 0
    var failures: [String] = []
    for number in numbers {
      let term = pack.terms[number]
      guard let spelling = term.spelling, Self.isExpected(term, spelling.text, form) else { continue }
      for text in form.texts(spelling.text) {
        tried += 1
        let found = filter.inspect(text, using: &scratch)
        // What an exception or allow phrase lifts was found before.
        let own = (found.hits + found.lifted.map(\.hit)).filter { $0.source == UInt32(number) }
        if !own.contains(where: { $0.start == 0 && Int($0.end) == text.utf8.count }) {
          let spans = own.map { "\($0.start)..<\($0.end)" }.joined(separator: ", ")
          failures.append("\(term.id) as '\(text)': \(spans.isEmpty ? "not found" : "found at \(spans)")")
        }
      }
    }
    #expect(tried > numbers.count / 3)
    #expect(
      failures.isEmpty,
      "\(failures.count) of \(tried) \(form.rawValue), such as:\n\(failures.prefix(40).joined(separator: "\n"))")
  }
}

/// The default pack's filter, built once.
enum DefaultPackFilter {
  static let filter = Result { () throws(BuildErrors) in try CommentFilter(try DefaultPack.load()) }
}
