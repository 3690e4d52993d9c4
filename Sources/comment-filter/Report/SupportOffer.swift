internal import RulePacks

/// What `check --region` prints: the help that the comment's author would be offered.
struct SupportOffer {
  private let chosen: [SupportResource]
  private let region: String

  /// - Parameter isOwn: The operator's own file: what nobody confirmed is not shown from it, as in service. From the built-in one it is, marked.
  init(_ services: SupportResources, region: String, language: String?, isOwn: Bool) {
    self.region = region.uppercased()
    chosen = services.choose(region: region, language: language, unconfirmed: !isOwn)
  }

  var text: String {
    guard !chosen.isEmpty else {
      return "\nHelp for the author: no confirmed service for \(region); confirm entries and set 'checked'\n"
    }
    var lines = ["", "Help for the author alone:"]
    for service in chosen {
      let warning = service.checked.map { "confirmed \($0)" } ?? "UNCONFIRMED, do not show: \(service.source)"
      lines.append("  \(service.name) (\(service.regions.joined(separator: ", "))): \(service.offers)")
      for contact in service.contacts {
        lines.append("      \(contact.kind.rawValue) \(contact.value), \(contact.hours)")
      }
      lines.append("      \(warning)")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
