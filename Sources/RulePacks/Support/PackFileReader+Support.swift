internal import CommentSafety
internal import Yams

extension PackFileReader {
  private static let resourceKeys = [
    "id", "name", "offers", "reach", "region", "languages", "checked", "source",
  ]

  /// The services of a file. Those with errors are left out.
  mutating func supportResources() -> [SupportResource] {
    guard let root = compose(), let entries = entries(of: root, "the file", keys: ["resources"]) else { return [] }
    let list = required("resources", in: entries, at: location(of: root)) { $0.items(of: $1, "\"resources\"") }
    var resources: [SupportResource] = []
    for node in list ?? [] {
      guard let resource = supportResource(node) else { continue }
      if resources.contains(where: { $0.id == resource.id }) {
        report(
          .badValue, "a second service \"\(resource.id)\"", advice: "give one of the two another id",
          at: location(of: node))
      }
      resources.append(resource)
    }
    return resources
  }

  private mutating func supportResource(_ node: Node) -> SupportResource? {
    guard let entries = entries(of: node, "the service", keys: PackFileReader.resourceKeys) else { return nil }
    let place = location(of: node)
    let errorCount = errors.count
    let id = required("id", in: entries, at: place) { $0.value($1, "id", Vocabulary.identifier) }
    let name = required("name", in: entries, at: place) { $0.string($1, "name") }
    let offers = required("offers", in: entries, at: place) { $0.string($1, "offers") }
    let reach = required("reach", in: entries, at: place) { reader, node in
      reader.items(of: node, "\"reach\"").compactMap { reader.contact($0) }
    }
    let regions = required("region", in: entries, at: place) { $0.values($1, "region", Vocabulary.region) }
    let languages = required("languages", in: entries, at: place) {
      $0.values($1, "languages", Vocabulary.language)
    }
    let checked = required("checked", in: entries, at: place) { $0.value($1, "checked", Vocabulary.day) }
    let source = required("source", in: entries, at: place) { $0.string($1, "source") }
    guard errors.count == errorCount, let id, let name, let offers, let reach, let regions, let languages,
      let checked, let source
    else { return nil }
    return SupportResource(
      id: id, name: name, offers: offers, contacts: reach, regions: regions, languages: languages,
      checked: checked == Vocabulary.never ? nil : checked, source: source)
  }

  private mutating func contact(_ node: Node) -> SupportResource.Contact? {
    guard let entries = entries(of: node, "the contact", keys: ["kind", "value", "hours"]) else { return nil }
    let place = location(of: node)
    let kind = required("kind", in: entries, at: place) { $0.value($1, "kind", Vocabulary.contactKind) }
    let value = required("value", in: entries, at: place) { $0.string($1, "value") }
    let hours = required("hours", in: entries, at: place) { $0.string($1, "hours") }
    guard let kind, let value, let hours else { return nil }
    return SupportResource.Contact(kind, value, hours: hours)
  }
}

extension Vocabulary {
  /// The day of an entry that nobody confirmed.
  static let never = "never"

  static func contactKind(_ text: String) throws(Complaint) -> SupportResource.Contact.Kind {
    guard let kind = SupportResource.Contact.Kind(rawValue: text) else {
      throw unknown("kind of contact", text, SupportResource.Contact.Kind.allCases.map(\.rawValue))
    }
    return kind
  }

  static func region(_ text: String) throws(Complaint) -> String {
    let isCode = text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    guard isCode || text == SupportResource.international else {
      throw Complaint(
        message: "\"\(text)\" is not a region",
        advice: "write an ISO 3166-1 code of two capital letters such as PK, or international")
    }
    return text
  }

  /// A day as `2026-11-22`, or `never`.
  static func day(_ text: String) throws(Complaint) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDay =
      parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      && (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
    guard isDay || text == never else {
      throw Complaint(
        message: "\"\(text)\" is not a day", advice: "write the day of the check as 2026-11-22, or never")
    }
    return text
  }
}
