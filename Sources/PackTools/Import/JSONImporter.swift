internal import CommentSafety
internal import Foundation

/// JSON lists of several kinds.
///
/// Read are: an array of words; an array of objects with a word (or several, with `|` between), tags and a severity; an object whose members
/// are categories or languages with such arrays, or words with a severity. Places are the numbers of elements.
struct JSONImporter {
  let vocabulary: ImportVocabulary
  private var file = ImportedFile()
  private var place = 0
  /// The greatest severity that the file gives as a number.
  private var most = 0.0

  init(_ vocabulary: ImportVocabulary) {
    self.vocabulary = vocabulary
  }

  static func object(_ bytes: [UInt8]) throws(ToolError) -> Any {
    do {
      return try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    } catch {
      let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? error.localizedDescription
      throw ToolError(.content, "the file is not JSON: \(detail)", advice: "name its format with --format")
    }
  }

  mutating func words(_ bytes: [UInt8]) throws(ToolError) -> ImportedFile {
    let root = try JSONImporter.object(bytes)
    most = JSONImporter.greatest(in: root)
    read(root, category: nil, language: nil)
    return file
  }

  /// The greatest number under a name of severities, or among members that are numbers.
  private static func greatest(in value: Any) -> Double {
    switch value {
    case let array as [Any]: return array.map { greatest(in: $0) }.max() ?? 0
    case let object as [String: Any]:
      return object.map { key, value in (value as? Double) ?? greatest(in: value) }.max() ?? 0
    default: return 0
    }
  }

  private mutating func read(_ value: Any, category: Category?, language: String?) {
    switch value {
    case let array as [Any]:
      for element in array { readElement(element, category, language) }
    case let object as [String: Any]:
      if JSONImporter.word(in: object, vocabulary) != nil {
        readElement(object, category, language)
        return
      }
      for (key, value) in object.sorted(by: { $0.key < $1.key }) { readMember(key, value, category, language) }
    default:
      place += 1
      file.refuse("\(value)", "neither an array nor an object", place: place)
    }
  }

  /// A member of an object that is no entry itself: a category or a language with words, or a word with its severity.
  private mutating func readMember(_ key: String, _ value: Any, _ category: Category?, _ language: String?) {
    switch value {
    case is [Any], is [String: Any]:
      let known = vocabulary.category(key)
      let isLanguage =
        known == nil && (2...3).contains(key.utf8.count) && key.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
      let isContainer = ["words", "terms", "list", "data", "entries"].contains(key.lowercased())
      if known == nil, !isLanguage, !isContainer { file.unknownCategories[key, default: 0] += 1 }
      read(value, category: known ?? category, language: isLanguage ? key : language)
    case let number as Double:
      place += 1
      var entry = ImportedEntry.term(wildcards: key, place: place)
      entry.category = category
      entry.language = language
      // A boolean or a constant says nothing about severity.
      if most > 1 { entry.severity = vocabulary.severity(number, upTo: most) }
      file.entries.append(entry)
    case let name as String where vocabulary.severity(name) != nil:
      place += 1
      var entry = ImportedEntry.term(wildcards: key, place: place)
      entry.category = category
      entry.language = language
      entry.severity = vocabulary.severity(name)
      file.entries.append(entry)
    default:
      place += 1
      file.refuse("\(key): \(value)", "not understood", place: place)
    }
  }

  private static func word(in object: [String: Any], _ vocabulary: ImportVocabulary) -> String? {
    let names = vocabulary.settings.textColumn.map { [$0] } ?? TableImporter.textNames
    let matching = ["match"] + names.filter { $0 != "match" }
    return matching.lazy.compactMap { object[$0] as? String }.first
  }

  private mutating func readElement(_ element: Any, _ category: Category?, _ language: String?) {
    place += 1
    if let text = element as? String {
      var entry = ImportedEntry.term(wildcards: text, place: place)
      entry.category = category
      entry.language = language
      file.entries.append(entry)
      return
    }
    guard let object = element as? [String: Any], let words = JSONImporter.word(in: object, vocabulary) else {
      file.refuse("\(element)", "no word in the element: name its member with --text-column", place: place)
      return
    }
    let category = self.category(of: object) ?? category
    let severity = self.severity(of: object)
    let isPartial = object["allow_partial"] as? Bool ?? false
    let exceptions = object["exceptions"] as? [String] ?? []
    for word in words.split(separator: "|") {
      var entry = ImportedEntry.term(wildcards: String(word), place: place)
      if isPartial, case .term(let text, _, _) = entry.content {
        entry.content = .term(text: text, isOpenBefore: true, isOpenAfter: true)
        // In an exception `*` stands for the word itself.
        entry.exceptions = exceptions.map { $0.replacingOccurrences(of: "*", with: text) }
      }
      entry.category = category
      entry.severity = severity
      entry.language = object["language"] as? String ?? object["lang"] as? String ?? language
      file.entries.append(entry)
    }
  }

  private mutating func category(of object: [String: Any]) -> Category? {
    let own = vocabulary.settings.categoryColumn.map { [$0] } ?? TableImporter.categoryNames
    let values = own.lazy.compactMap { object[$0] }.first
    let names = values as? [String] ?? (values as? String).map { [$0] } ?? []
    let known = names.compactMap { vocabulary.category($0) }
    if known.isEmpty { for name in names { file.unknownCategories[name, default: 0] += 1 } }
    // Of several the one that platforms are strictest about.
    let order: [Category] = [
      .hate, .violence, .selfHarm, .sexual, .personalInfo, .regulated, .insult, .spam, .profanity,
    ]
    return order.first { known.contains($0) } ?? known.first
  }

  private mutating func severity(of object: [String: Any]) -> Severity? {
    let own = vocabulary.settings.severityColumn.map { [$0] } ?? TableImporter.severityNames
    let value = own.lazy.compactMap { object[$0] }.first
    if let name = value as? String {
      let severity = vocabulary.severity(name) ?? Double(name).map { vocabulary.severity($0, upTo: most) }
      if severity == nil, !name.isEmpty { file.unknownSeverities[name, default: 0] += 1 }
      return severity
    }
    return (value as? Double).map { vocabulary.severity($0, upTo: most) }
  }

  // MARK: - AutoMod

  /// Rules of Discord's AutoMod: keywords with wildcards, regular expressions, allow lists.
  mutating func automod(_ bytes: [UInt8]) throws(ToolError) -> ImportedFile {
    let root = try JSONImporter.object(bytes)
    let rules = root as? [Any] ?? (root as? [String: Any])?["auto_moderation_rules"] as? [Any] ?? [root]
    for rule in rules {
      guard let rule = rule as? [String: Any] else {
        place += 1
        file.refuse("\(rule)", "no rule", place: place)
        continue
      }
      readRule(rule)
    }
    return file
  }

  private mutating func readRule(_ rule: [String: Any]) {
    let name = rule["name"] as? String ?? ""
    let data = rule["trigger_metadata"] as? [String: Any] ?? rule
    let category = vocabulary.category(name)
    if rule["enabled"] as? Bool == false {
      place += 1
      file.refuse(name, "the rule is switched off", place: place)
      return
    }
    let count = file.entries.count + file.refusals.count
    for keyword in data["keyword_filter"] as? [String] ?? [] {
      place += 1
      var entry = ImportedEntry.term(wildcards: keyword, place: place)
      entry.category = category
      file.entries.append(entry)
    }
    for pattern in data["regex_patterns"] as? [String] ?? [] {
      place += 1
      for var entry in LineImporter.entries(pattern: pattern, place: place) {
        entry.category = category
        file.entries.append(entry)
      }
    }
    for phrase in data["allow_list"] as? [String] ?? [] {
      place += 1
      file.entries.append(.allow(wildcards: phrase, place: place))
    }
    for preset in data["presets"] as? [Any] ?? [] {
      place += 1
      file.refuse("\(name): preset \(preset)", "Discord keeps the words of presets to itself", place: place)
    }
    if count == file.entries.count + file.refusals.count {
      place += 1
      file.refuse(name, "a rule without words (mentions, spam): write a rule of your own", place: place)
    }
  }
}
