public import CommentSafety

/// Services that help people in crisis, to offer to the author of a comment for which ``CommentSafety/Verdict/offersSupport`` is true: to
/// the author only, kindly and without blame, never to other readers.
///
/// ```swift
/// let resources = try SupportResources.load(paths: ["our-services.yaml"])
/// if verdict.offersSupport {
///   offer(resources.choose(region: author.region, language: author.language))
/// }
/// ```
///
/// The entries that come with the package are unconfirmed and are never chosen until the operator has confirmed them; the format stands in
/// `Wordlists/support/resources.yaml`.
public struct SupportResources: Sendable {
  /// In the order of the files.
  public var all: [SupportResource]

  public init(_ all: [SupportResource]) {
    self.all = all
  }

  /// The services that come with the package. None of them is confirmed.
  public static func load() throws(BuildErrors) -> SupportResources {
    try parse(
      sources: DefaultPack.files(below: "support/").map { (name: $0, bytes: DefaultPack.contents(of: $0) ?? []) })
  }

  /// Reads services from files.
  ///
  /// - Throws: every error of all files, sorted by file, line and column.
  public static func load(paths: [String]) throws(BuildErrors) -> SupportResources {
    var sources: [(name: String, bytes: [UInt8])] = []
    var errors: [BuildError] = []
    for path in paths {
      do throws(BuildError) {
        sources.append((name: path, bytes: try FileSystem.bytes(of: path)))
      } catch {
        errors.append(error)
      }
    }
    guard errors.isEmpty else { throw BuildErrors(errors) }
    return try parse(sources: sources)
  }

  /// Reads services from sources in memory.
  ///
  /// - Throws: every error of all sources, sorted by name, line and column.
  public static func parse(sources: [(name: String, bytes: [UInt8])]) throws(BuildErrors) -> SupportResources {
    var all: [SupportResource] = []
    var errors: [BuildError] = []
    for source in sources {
      var reader = PackFileReader(SourceText(source.bytes, file: source.name))
      all += reader.supportResources()
      errors += reader.errors
    }
    guard errors.isEmpty else { throw BuildErrors(errors.inSourceOrder()) }
    return SupportResources(all)
  }

  /// The services for a person, the nearest first: those of the region in the person's language, then the region's others, then international
  /// ones in the language, then the other international ones.
  ///
  /// - Parameters:
  ///   - region: an ISO 3166-1 code such as `PK`; nil if it is unknown.
  ///   - language: a BCP 47 tag; `ur` and `ur-Latn` are one language here. Nil if it is unknown.
  ///   - limit: how many at most.
  ///   - unconfirmed: whether to choose entries that nobody confirmed: for the operator's eyes, never for the author's.
  /// - Complexity: O(entries)
  public func choose(
    region: String?, language: String? = nil, limit: Int = 5, unconfirmed: Bool = false
  ) -> [SupportResource] {
    // ISO 3166-1 reserves UK for the United Kingdom, whose code is GB.
    let region = region.map { $0.uppercased() == "UK" ? "GB" : $0.uppercased() }
    let language = language.map { $0.prefix { $0 != "-" && $0 != "_" }.lowercased() }
    var ranks: [[SupportResource]] = [[], [], [], []]
    for resource in all where unconfirmed || resource.checked != nil {
      let isHere = region.map { resource.regions.contains($0) } ?? false
      guard isHere || resource.regions.contains(SupportResource.international) else { continue }
      let speaks = language.map { language in
        resource.languages.contains { $0.prefix { $0 != "-" }.lowercased() == language }
      }
      ranks[(isHere ? 0 : 2) + (speaks == true ? 0 : 1)].append(resource)
    }
    return Array(ranks.joined().prefix(max(0, limit)))
  }
}
