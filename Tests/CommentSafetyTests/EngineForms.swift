import CommentSafety
import Synchronization
import Testing

/// Every way to have a comment judged. All of them must say the same.
enum EngineForm: String, CaseIterable, Sendable {
  case string, bytes, span, scratch, folded, portable, kernels, embedded, batch, loaded, reference

  /// The verdict, or nil where the form cannot take the comment: a `String` holds no invalid UTF-8.
  func verdict(_ comment: [UInt8], _ filter: CommentFilter) -> Verdict? {
    switch self {
    case .string:
      return String(validating: comment, as: UTF8.self).map { filter.check($0) }
    case .bytes:
      return filter.check(utf8: comment)
    case .span:
      return filter.check(utf8: comment.span)
    case .scratch:
      var scratch = filter.makeScratch()
      Self.dirty(&scratch, filter)
      let first = Self.evaluate(comment[...], filter, &scratch)
      let again = Self.evaluate(comment[...], filter, &scratch)
      return first == again ? first : nil
    case .folded:
      return Self.evaluate(comment, filter, .none)
    case .portable:
      return Self.evaluate(comment, filter, .portable)
    case .kernels:
      // All that the processor has; one that says something else than the portable one speaks for all.
      let portable = Self.evaluate(comment, filter, .portable)
      for kernel in Scratch.ScreenKind.kernels {
        let verdict = Self.evaluate(comment, filter, kernel)
        if verdict != portable { return verdict }
      }
      return portable
    case .embedded:
      // Letters around the comment that the engine must not see.
      var scratch = filter.makeScratch()
      let before = Array("fudge ass\u{301}".utf8)
      let padded = before + comment + Array("\u{301}\u{200D}ass".utf8)
      return Self.evaluate(padded[before.count...].prefix(comment.count), filter, &scratch)
    case .batch:
      guard let text = String(validating: comment, as: UTF8.self) else { return nil }
      return filter.check([Self.dirt, text, ""])[1]
    case .loaded:
      return CompiledForms.of(filter).check(utf8: comment)
    case .reference:
      return filter.checkByReference(utf8: comment)
    }
  }

  /// Records every one of `forms` that says something else of a comment than `expected`.
  static func compare(
    _ forms: [EngineForm], with expected: Verdict?, _ comment: [UInt8], _ filter: CommentFilter, seed: UInt64
  ) {
    for form in forms {
      let verdict = form.verdict(comment, filter)
      if verdict != expected {
        Issue.record(
          "\(form) on \(visible(comment)): \(verdict?.facts ?? []), expected \(expected?.facts ?? []); seed \(seed)")
      }
    }
  }

  /// Something that leaves its traces in every buffer of a scratch.
  private static let dirt =
    "f*dge \u{202E}egduf\u{202C} ǝƃpnɟ a$$hole b!t f.u.d.g.e &#102;u 12345678 call 555 😀 \u{430}ss Z\u{300}\u{301}"

  private static func dirty(_ scratch: inout Scratch, _ filter: CommentFilter) {
    _ = evaluate(Array(dirt.utf8)[...], filter, &scratch)
    _ = evaluate([0xFF, 0x61, 0xC3][...], filter, &scratch)
  }

  private static func evaluate(_ comment: [UInt8], _ filter: CommentFilter, _ kind: Scratch.ScreenKind) -> Verdict {
    var scratch = filter.makeScratch()
    scratch.use(kind)
    return evaluate(comment[...], filter, &scratch)
  }

  private static func evaluate(
    _ comment: ArraySlice<UInt8>, _ filter: CommentFilter, _ scratch: inout Scratch
  ) -> Verdict {
    comment.withUnsafeBytes { bytes in
      let outcome = filter.evaluate(bytes, using: &scratch)
      return filter.verdict(outcome, from: scratch)
    }
  }
}

/// Filters made of the compiled packs of other filters, one for each pack.
enum CompiledForms {
  private static let known = Mutex<[String: CommentFilter]>([:])

  static func of(_ filter: CommentFilter) -> CommentFilter {
    known.withLock { known in
      if let found = known[filter.version] { return found }
      do {
        let loaded = try CommentFilter(compiledPack: filter.compiledPack)
        known[filter.version] = loaded
        return loaded
      } catch {
        fatalError("a compiled pack does not load: \(error)")
      }
    }
  }
}

/// A comment with its expected matches marked: `say ⟦fudge⟧ now`. Marks may nest.
struct MarkedComment {
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  init(_ marked: String) {
    var open: [Int] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": open.append(bytes.count)
      case "⟧": ranges.append(open.removeLast()..<bytes.count)
      default: bytes += Array(String(scalar).utf8)
      }
    }
    ranges.sort { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
  }
}

extension Verdict {
  /// The matches in short, for comparing and for reading: `3..<7 fudge: leet repeated`.
  var facts: [String] {
    matches.map { match in
      let name = match.rule.split(separator: "/").last.map(String.init) ?? match.rule
      return
        "\(match.range) \(name): \(match.how.names.joined(separator: " "))\(match.isWeak ? " (weak)" : "")"
    }
  }
}

/// Terms of one category and severity, for tests that do not care.
func terms(_ patterns: [String], _ severity: Severity = .moderate) -> [Term] {
  patterns.map { Term($0, id: $0, category: .insult, severity: severity) }
}

func makeFilter(_ pack: RulePack, _ configuration: Configuration = Configuration()) -> CommentFilter {
  do {
    return try CommentFilter(pack, configuration: configuration)
  } catch {
    fatalError("the test's pack does not build: \(error)")
  }
}

/// Builds a filter of rules, one for each pattern and each text that rules read.
func makeFilter(patterns: [String]) -> CommentFilter {
  makeFilter(
    RulePack(
      rules: patterns.indices.flatMap { index in
        [Rule.View.text, .folded].map { view in
          Rule(
            id: "\(index)\(view)", pattern: patterns[index], category: .spam, view: view, isUnfiltered: true,
            matchExamples: [], cleanExamples: [])
        }
      }))
}

/// How often a filter's first rule is run on a comment.
func runsOfFirstRule(_ filter: CommentFilter, _ comment: String) -> Int {
  var scratch = filter.makeScratch()
  _ = Array(comment.utf8).withUnsafeBytes { filter.evaluate($0, using: &scratch) }
  return scratch.ruleActivity[0].runs
}
