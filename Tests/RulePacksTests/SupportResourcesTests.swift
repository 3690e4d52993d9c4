import CommentSafety
import RulePacks
import Testing

@Suite("Support resources")
struct SupportResourcesTests {
  static let file = """
    resources:
    - id: here-both
      name: Here
      offers: help
      reach: [{kind: phone, value: '115', hours: '24/7'}, {kind: web, value: 'https://example.org', hours: '24/7'}]
      region: [PK, IN]
      languages: [en, ur]
      checked: '2026-10-01'
      source: 'https://example.org'
    - id: here-english
      name: Here too
      offers: help
      reach: [{kind: text, value: '116', hours: 'see source'}]
      region: [PK]
      languages: [en]
      checked: '2026-10-01'
      source: 'https://example.org'
    - id: here-unconfirmed
      name: Perhaps
      offers: help
      reach: [{kind: chat, value: '117', hours: 'see source'}]
      region: [PK]
      languages: [ur-Latn]
      checked: never
      source: 'https://example.org'
    - id: world
      name: World
      offers: help
      reach: [{kind: web, value: 'https://example.com', hours: '24/7'}]
      region: [international]
      languages: [en]
      checked: '2026-10-01'
      source: 'https://example.com'

    """

  static func parse(_ text: String) throws(BuildErrors) -> SupportResources {
    try SupportResources.parse(sources: [(name: "s.yaml", bytes: Array(text.utf8))])
  }

  @Test("all of an entry is read")
  func read() throws {
    let all = try Self.parse(Self.file).all
    #expect(all.map(\.id) == ["here-both", "here-english", "here-unconfirmed", "world"])
    #expect(all[0].contacts.map(\.kind) == [.phone, .web] && all[0].contacts[0].value == "115")
    #expect(all[0].checked == "2026-10-01" && all[2].checked == nil)
  }

  @Test("the region and the language decide the order; what nobody confirmed is never chosen")
  func choose() throws {
    let resources = try Self.parse(Self.file)
    func ids(_ region: String?, _ language: String?, limit: Int = 9, unconfirmed: Bool = false) -> [String] {
      resources.choose(region: region, language: language, limit: limit, unconfirmed: unconfirmed).map(\.id)
    }
    #expect(ids("PK", "ur") == ["here-both", "here-english", "world"])
    #expect(ids("pk", "ur-Latn") == ["here-both", "here-english", "world"])
    #expect(ids("PK", "ur", unconfirmed: true) == ["here-both", "here-unconfirmed", "here-english", "world"])
    #expect(ids("PK", nil, limit: 1) == ["here-both"])
    #expect(ids("IN", "en") == ["here-both", "world"])
    #expect(ids("DE", "de") == ["world"] && ids(nil, nil) == ["world"])
    #expect(ids("PK", "ur", limit: 0) == [])
  }

  @Test("every error of a file is told with its place")
  func errors() {
    let text = """
      resources:
      - {id: a, name: A, offers: x, reach: [{kind: fax, value: '1', hours: x}], region: [pk], languages: [en], checked: soon, source: x}
      - {id: b, nam: B}

      """
    let errors = #expect(throws: BuildErrors.self) { try Self.parse(text) }
    let messages = errors?.errors.map(\.message) ?? []
    for part in ["\"fax\"", "\"pk\"", "\"soon\"", "\"nam\"", "\"offers\" is missing"] {
      #expect(messages.contains { $0.contains(part) }, "\(part): \(messages)")
    }
    #expect(errors?.errors.allSatisfy { $0.location?.file == "s.yaml" } == true)
  }

  @Test("the built-in services: all regions that are promised, none confirmed, none twice")
  func builtIn() throws {
    let resources = try SupportResources.load()
    #expect(Set(resources.all.map(\.id)).count == resources.all.count)
    for region in [
      "PK", "IN", "BD", "GB", "US", "CA", "AU", "DE", "FR", "ES", "MX", "BR", "ID", "AE", "SA", "KW", "QA",
    ] {
      #expect(resources.all.contains { $0.regions.contains(region) }, "\(region)")
      #expect(resources.choose(region: region).isEmpty, "nothing is offered before somebody confirmed it")
      #expect(resources.choose(region: region, unconfirmed: true).first?.regions.contains(region) == true)
    }
    #expect(resources.choose(region: "uk", unconfirmed: true).first?.regions.contains("GB") == true, "people write UK")
  }
}
