internal import CommentSafety
internal import Foundation
internal import RulePacks

/// Takes foreign lists over into files of our format.
///
/// Entries that fold to the same word become one, with the higher severity. What the engine refuses is left out and reported, so that what is
/// written loads.
package struct PackImport {
  /// What became of one file.
  package struct FileReport: Sendable {
    package var name: String
    package var format: ImportFormat
    package var taken = 0
    package var merged = 0
    package var refusals: [ImportRefusal] = []
    package var unknownCategories: [String: Int] = [:]
    package var unknownSeverities: [String: Int] = [:]
    /// Some entry names no language, and the settings do not either.
    package var isLanguageUnknown = false
  }

  package private(set) var reports: [FileReport] = []
  private let settings: ImportSettings
  private let vocabulary: ImportVocabulary
  private let licence: String
  private var terms: [Key: Line] = [:]
  private var order: [Key] = []
  private var rules: [Rule] = []
  private var patterns: Set<String> = []
  private var allowed: [String] = []

  /// Terms are one if language, folded text and wildcards agree.
  private struct Key: Hashable {
    var language: String
    var folded: String
    var isOpenBefore: Bool
    var isOpenAfter: Bool
  }

  private struct Line {
    var pattern: String
    var category: Category
    var severity: Severity
    var exceptions: [String]
  }

  /// - Parameter licence: The licence of the lists, as an SPDX identifier; it is written into the files.
  /// - Throws: for a language, category or severity that is none.
  package init(_ settings: ImportSettings, licence: String) throws(ToolError) {
    self.settings = settings
    self.licence = licence
    vocabulary = ImportVocabulary(settings: settings)
    let header = [
      "language: \(settings.language)", "category: \(settings.category)", "severity: \(settings.severity)",
      "licence: \(licence)", "---", "",
    ]
    try PackImport.check(header.joined(separator: "\n"))
    for category in settings.categories.values {
      try PackImport.check("language: en\ncategory: \(category)\nseverity: mild\nlicence: x\n---\n")
    }
  }

  private static func check(_ list: String) throws(ToolError) {
    let errors = PackLoader.read(sources: [(name: "options.txt", bytes: Array(list.utf8))]).errors
    if let error = errors.first { throw ToolError(.content, error.message, advice: error.advice) }
  }

  // MARK: - Reading

  /// Takes a file over.
  ///
  /// - Throws: for a file that cannot be read, or is not of the format at all.
  package mutating func add(path: String, format: ImportFormat) throws(ToolError) {
    try add(name: path, bytes: InputFile.bytes(of: path), format: format)
  }

  package mutating func add(name: String, bytes: [UInt8], format: ImportFormat) throws(ToolError) {
    let format = format == .auto ? ImportFormat.detect(name: name, bytes: bytes) : format
    let file: ImportedFile
    do throws(ToolError) {
      file = try read(bytes, format)
    } catch {
      throw ToolError(error.kind, "\(name): \(error.message)", advice: error.advice)
    }
    var report = FileReport(
      name: name, format: format, refusals: file.refusals, unknownCategories: file.unknownCategories,
      unknownSeverities: file.unknownSeverities)
    for entry in file.entries { take(entry, &report) }
    report.isLanguageUnknown = settings.language == "und" && file.entries.contains { $0.language == nil }
    report.refusals.sort { ($0.place, $0.text) < ($1.place, $1.text) }
    reports.append(report)
  }

  private func read(_ bytes: [UInt8], _ format: ImportFormat) throws(ToolError) -> ImportedFile {
    let lines = LineImporter(vocabulary: vocabulary)
    switch format {
    case .auto, .lines: return lines.words(InputFile.lines(in: bytes))
    case .regex: return lines.patterns(InputFile.lines(in: bytes))
    case .e2guardian: return lines.phrases(InputFile.lines(in: bytes))
    case .csv: return try TableImporter(vocabulary: vocabulary).table(bytes)
    case .tsv: return try TableImporter(vocabulary: vocabulary).table(bytes, separator: UInt8(ascii: "\t"))
    case .json:
      var json = JSONImporter(vocabulary)
      return try json.words(bytes)
    case .automod:
      var json = JSONImporter(vocabulary)
      return try json.automod(bytes)
    }
  }

  // MARK: - Taking over

  private mutating func take(_ entry: ImportedEntry, _ report: inout FileReport) {
    switch entry.content {
    case .term(let text, let before, let after):
      takeTerm(entry, text, before, after, &report)
    case .pattern(let pattern):
      takePattern(entry, pattern, &report)
    case .allow(let text, let before, let after):
      let pattern = PackImport.pattern(text, before, after)
      if allowed.contains(pattern) {
        report.merged += 1
      } else if let problem = problem(with: "allow: [\(PackImport.quoted(pattern))]\n", name: "allow.yaml") {
        report.refusals.append(ImportRefusal(place: entry.place, text: text, reason: problem))
      } else {
        allowed.append(pattern)
        report.taken += 1
      }
    }
  }

  private mutating func takeTerm(
    _ entry: ImportedEntry, _ original: String, _ before: Bool, _ after: Bool, _ report: inout FileReport
  ) {
    let text = original.precomposedStringWithCanonicalMapping.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let pattern = PackImport.pattern(text, before, after)
    var line = Line(
      pattern: pattern, category: entry.category ?? Category(rawValue: settings.category),
      severity: entry.severity ?? Severity(name: settings.severity) ?? .moderate, exceptions: [])
    let language = entry.language ?? settings.language
    // Exceptions that are no words are left out; the term stays.
    line.exceptions = entry.exceptions.map(PackImport.escaped).filter { exception in
      problem(
        with: list(
          [(Line(pattern: exception, category: line.category, severity: .mild, exceptions: []))], language,
          line.category), name: "x.txt") == nil
    }
    if let problem = problem(with: list([line], language, line.category), name: "\(language).txt") {
      report.refusals.append(ImportRefusal(place: entry.place, text: original, reason: problem))
      return
    }
    let key = Key(
      language: language, folded: CommentFilter.fold(text), isOpenBefore: before, isOpenAfter: after)
    if let first = terms[key] {
      report.merged += 1
      terms[key]?.severity = max(first.severity, line.severity)
      terms[key]?.exceptions += line.exceptions.filter { !first.exceptions.contains($0) }
      return
    }
    terms[key] = line
    order.append(key)
    report.taken += 1
  }

  private mutating func takePattern(_ entry: ImportedEntry, _ pattern: String, _ report: inout FileReport) {
    guard patterns.insert(pattern).inserted else {
      report.merged += 1
      return
    }
    func refuse(_ reason: String) {
      report.refusals.append(ImportRefusal(place: entry.place, text: pattern, reason: reason))
    }
    guard let example = PatternExample.make(for: pattern) else {
      // What PCRE2 refuses needs no example.
      if let problem = problem(withPattern: pattern) { return refuse(problem) }
      return refuse("no example could be made of it: add it to a rules file with 'match:' and 'clean:'")
    }
    let category = entry.category ?? Category(rawValue: settings.category)
    var rule = Rule(
      id: "imported/\(rules.count + 1)", pattern: pattern.hasPrefix("(?i)") ? pattern : "(?i)" + pattern,
      category: category, severity: entry.severity ?? Severity(name: settings.severity) ?? .moderate,
      language: entry.language ?? settings.language, matchExamples: [example],
      cleanExamples: ["good morning to all of you"])
    for _ in 0..<2 {
      do throws(BuildErrors) {
        var trial = rule
        if rule.isUnfiltered { trial.cleanExamples += PackImport.letters }
        _ = try CommentFilter(RulePack(rules: [trial]))
        rules.append(rule)
        report.taken += 1
        return
      } catch {
        // A pattern without a literal may run on every comment; the author is told by lint.
        if error.errors.contains(where: { $0.code == .unfilteredRule }), !rule.isUnfiltered {
          rule.isUnfiltered = true
          continue
        }
        let isOfOneLetter = rule.isUnfiltered && error.errors[0].code == .failedExample
        return refuse(
          isOfOneLetter ? "it matches a single letter, and so nearly every comment" : error.errors[0].message)
      }
    }
  }

  /// Comments that no pattern for abuse matches.
  private static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)

  /// What PCRE2 says against a pattern, nil for nothing.
  private func problem(withPattern pattern: String) -> String? {
    let rule = Rule(id: "imported", pattern: pattern, category: .profanity, isUnfiltered: true)
    var configuration = Configuration()
    configuration.checksExamples = false
    do throws(BuildErrors) {
      _ = try CommentFilter(RulePack(rules: [rule]), configuration: configuration)
      return nil
    } catch {
      return error.errors[0].message
    }
  }

  /// What is wrong with a file of our format, nil for nothing.
  private func problem(with text: String, name: String) -> String? {
    let partial = PackLoader.read(sources: [(name: name, bytes: Array(text.utf8))])
    if let error = partial.errors.first { return error.message }
    do throws(BuildErrors) {
      _ = try CommentFilter(partial.pack)
      return nil
    } catch {
      return error.errors[0].message
    }
  }

  // MARK: - Writing

  /// The files of the new pack, by their paths below its folder.
  package var files: [(path: String, text: String)] {
    struct Group: Hashable {
      var language: String
      var category: Category
    }
    var groups: [Group: [Line]] = [:]
    for key in order {
      guard let line = terms[key] else { continue }
      groups[Group(language: key.language, category: line.category), default: []].append(line)
    }
    var files = groups.map { group, lines in
      (
        path: "terms/\(group.language)/\(group.category.rawValue).txt",
        text: list(lines.sorted { $0.pattern < $1.pattern }, group.language, group.category)
      )
    }
    if !rules.isEmpty { files.append((path: "rules/imported.yaml", text: rulesFile)) }
    if !allowed.isEmpty {
      files.append(
        (
          path: "allow/imported.yaml",
          text: "allow:\n" + allowed.sorted().map { "- \(PackImport.quoted($0))\n" }.joined()
        ))
    }
    return files.sorted { $0.path < $1.path }
  }

  private func list(_ lines: [Line], _ language: String, _ category: Category) -> String {
    let severity = Severity(name: settings.severity) ?? .moderate
    var text = """
      language: \(language)
      category: \(category)
      severity: \(severity)
      licence: \(licence)
      ---

      """
    for line in lines {
      text += line.pattern
      if line.severity != severity { text += " | \(line.severity)" }
      if !line.exceptions.isEmpty { text += " | except \(line.exceptions.joined(separator: ", "))" }
      text += "\n"
    }
    return text
  }

  private var rulesFile: String {
    "# Examples were made from the patterns: put real ones in their place.\nrules:\n"
      + rules.map { rule in
        """
        - id: \(rule.id)
          category: \(rule.category)
          severity: \(rule.severity)
          language: \(rule.language)
          pattern: \(PackImport.quoted(rule.pattern))
        \(rule.isUnfiltered ? "  unfiltered: true\n" : "")\
          match: \(PackImport.quoted(rule.matchExamples[0]))
          clean: \(PackImport.quoted(rule.cleanExamples[0]))

        """
      }.joined()
  }

  /// Writes the files below a folder, which is made if it is not there.
  ///
  /// - Throws: for a file that is there already, before anything is written, and for what cannot be written.
  package func write(to folder: String) throws(ToolError) {
    for (path, _) in files where FileManager.default.fileExists(atPath: "\(folder)/\(path)") {
      throw ToolError(
        .file, "\"\(folder)/\(path)\" is there already", advice: "choose another folder, or move the file away")
    }
    for (path, text) in files {
      let file = "\(folder)/\(path)"
      let parent = URL(fileURLWithPath: file).deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      } catch {
        throw ToolError(.file, "cannot make the folder \"\(parent.path)\": \(error.localizedDescription)")
      }
      try InputFile.write(text, to: file)
    }
  }

  private static func pattern(_ text: String, _ before: Bool, _ after: Bool) -> String {
    (before ? "*" : "") + escaped(text) + (after ? "*" : "")
  }

  /// With a backslash before what has a meaning in a list.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "#|*\\".contains(character) { result.append("\\") }
      result.append(character)
    }
  }

  /// A YAML string in single quotes.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
  }

  // MARK: - Report

  /// What was taken, merged and refused.
  ///
  /// - Parameter limit: How many refusals of each file are told.
  package func text(refusals limit: Int) -> String {
    var text = ""
    for report in reports {
      text += "\(report.name) (\(report.format.rawValue)): \(report.taken) taken, \(report.merged) merged, "
      text += "\(report.refusals.count) refused\n"
      for refusal in report.refusals.prefix(limit) {
        text += "  \(refusal.place): \(Figures.line(refusal.text, limit: 60)): \(refusal.reason)\n"
      }
      if report.refusals.count > limit { text += "  and \(report.refusals.count - limit) more\n" }
      if report.taken > 0, report.isLanguageUnknown {
        text += "  no language is named, so entries stand under \"und\": give --language, such as --language en\n"
      }
      if !report.unknownCategories.isEmpty {
        let names = PackImport.names(report.unknownCategories)
        text +=
          "  unknown categories, taken as \(settings.category): \(names); translate them with --map NAME=CATEGORY\n"
      }
      if !report.unknownSeverities.isEmpty {
        let names = PackImport.names(report.unknownSeverities)
        text +=
          "  unknown severities, taken as \(settings.severity): \(names); write mild, moderate, severe or numbers in the list\n"
      }
    }
    return text
  }

  /// Names with how often they stand in a list, the most frequent first.
  private static func names(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\(Figures.line($0.key, limit: 40)) (\($0.value))" }.joined(separator: ", ")
  }
}
