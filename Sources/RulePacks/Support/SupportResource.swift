/// A service that helps people in crisis.
public struct SupportResource: Sendable, Hashable {
  /// A way to get in touch.
  public struct Contact: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case phone, text, chat, web
    }

    public var kind: Kind
    /// A number or an address.
    public var value: String
    /// Local time; `see source` where they vary.
    public var hours: String

    public init(_ kind: Kind, _ value: String, hours: String) {
      self.kind = kind
      self.value = value
      self.hours = hours
    }
  }

  public var id: String
  public var name: String
  /// What it offers, in one line.
  public var offers: String
  public var contacts: [Contact]
  /// ISO 3166-1 codes, or `international`.
  public var regions: [String]
  /// BCP 47 tags.
  public var languages: [String]
  /// The day on which the operator confirmed the entry, as `2026-11-22`; nil for never. Entries that nobody confirmed must not be shown.
  public var checked: String?
  /// Where to confirm it.
  public var source: String

  public init(
    id: String, name: String, offers: String, contacts: [Contact], regions: [String], languages: [String],
    checked: String?, source: String
  ) {
    self.id = id
    self.name = name
    self.offers = offers
    self.contacts = contacts
    self.regions = regions
    self.languages = languages
    self.checked = checked
    self.source = source
  }

  /// The region of services that help in many countries.
  public static let international = "international"
}
