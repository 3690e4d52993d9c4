/// What stands around a word: clean sentences, with the word at the start, in the middle and at the end.
struct Carrier: Sendable {
  var before: String
  var after: String

  private static let latin: [Carrier] = [
    Carrier(before: "", after: ""),
    Carrier(before: "", after: " is what you are today"),
    Carrier(before: "well you are ", after: " and you know it"),
    Carrier(before: "honestly, you look like ", after: ""),
    Carrier(before: "\u{1F600} ", after: "!!! \u{1F600}"),
    Carrier(before: "they said (", after: ") to me."),
    Carrier(before: "first line\n", after: "\nlast line"),
    Carrier(before: "“", after: "”, he wrote"),
  ]

  static var clean: [Carrier] { latin }

  private static func simple(_ before: String, _ after: String) -> [Carrier] {
    [
      Carrier(before: "", after: ""), Carrier(before: "", after: " " + after),
      Carrier(before: before + " ", after: " " + after), Carrier(before: before + " ", after: ""),
    ]
  }

  static func carriers(for language: String) -> [Carrier] {
    switch language {
    case "ru": simple("мне кажется", "и это правда")
    case "ar": simple("اليوم", "في الصباح")
    case "fa": simple("امروز", "در خانه")
    case "ur": simple("آج", "کے دن")
    case "hi": simple("आज", "के दिन")
    default: latin
    }
  }
}
