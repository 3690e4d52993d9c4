/// Look-alikes by hand: those UTS #39 lacks or reads otherwise than people do.
///
/// Right-to-left letters are written as escapes, so that every editor shows the rows in order.
extension LookAlikes {
  static let byHand: [UInt32: UInt32] = {
    var map: [UInt32: UInt32] = [:]
    for (letter, characters) in rows {
      for scalar in characters.unicodeScalars { map[scalar.value] = letter.value }
    }
    return map
  }()

  /// UTS #39 prototypes whose class looks like another letter than the prototype's own fold.
  static let prototypes: [UInt32: UInt32] = [
    0x028D: 0x6D,  // ʍ, turned w, is the prototype of small-capital m (м)
    0xA793: 0x65,  // ꞓ is the prototype of open e (ɛ, ԑ)
  ]

  /// Read as a letter by UTS #39 but too weak, or an ordinary sign of its script.
  static let never: Set<UInt32> = [
    0x0438,  // и: u or n, depending on the reader
    0x043B, 0x04C6, 0x03BB,  // л, ӆ, λ: v, a or l
    0x02DB, 0x037A,  // ogonek, ypogegrammeni
    0x0903, 0x0A83,  // visarga
    0x2027, 0x05C0,
  ]

  private static let rows: [(letter: Unicode.Scalar, characters: String)] = [
    ("a", "аα∀₳△∆\u{0394}\u{039B}ᗩค卂丹ⲁᎯᏗꍏꋬ"),
    ("b", "вьъβ₿♭ᗷ๒乃ხɮ฿Ᏸꌃꃳ"),
    ("c", "сςϲ¢₵©⊂匚ᑕᏟᏨፈꉓꉔ"),
    ("d", "ԁδ∂ᗪ๔刀Ꮄꀸ꒯"),
    ("e", "еєεξԑ€∃∈∑\u{03A3}℮Ξᗴ乇Ꮛꍟꏂ"),
    ("f", "ғ₣ᖴ千下ϝᎰᎦꎇꊰ"),
    ("g", "ցԍ₲⅁ᘜᎶム\u{FEEE}ꁅꍌ"),
    ("h", "нңҥһђћњҺᕼ卄廾\u{0397}Ꮒꃅꁝ"),
    ("i", "іιⲓӏ丨工エเ\u{0399}ІӀⵊᎨꀤ꒐"),
    ("j", "јյϳᒍ丿\u{FF8C}\u{05DF}Ꮰꀭ꒻"),
    ("k", "кқҝҟҡκ₭⋊ҜкⲕЌӄꀘ"),
    ("l", "£⅂⅃ㄥᒪԼレᏝ꒒"),
    ("m", "мᗰ๓爪冊ⲙ\u{039C}ꂵ"),
    ("n", "пηπո∩∏₦\u{039D}几ภᑎれ\u{03A0}Ꮑꈤꋊ"),
    ("o", "оοσөѳθօഠဝㄖ๏ロ\u{0398}∅⊙ᗝᎧꂦꄲ"),
    ("p", "рρ₱¶ᑭ卩ք\u{03A1}\u{05E7}Ꭾꉣ"),
    ("q", "ԛզգᑫᏅꆰ"),
    ("r", "гґяᴦ®ᖇ尺₹\u{0393}ꋪɿ"),
    ("s", "ѕ§₴ᔕ丂ร∫ֆꌗꇙƨ"),
    ("t", "тτ₮†‡┴⊥ㄒㄊ丅イՇᏖ꓄"),
    ("u", "υ\u{03BC}∪ս⊔ᑌㄩยひᏬꀎ꒤ц"),
    ("v", "ν∨√ѵᐯ\u{05E9}Ꮙꃴ꒦"),
    ("w", "шщωѡ₩աᗯ山ฬᏯᏇꅏꅐ"),
    ("x", "хχҳ×✗✘᙭乂\u{05D0}ӽӿꊼꉧ"),
    ("y", "уүұγ¥⅄ㄚ\u{05E5}リ\u{03A5}ꌩꌦ"),
    ("z", "乙չᘔζʐⱬꁴ"),
    ("3", "зҙӡ"), ("4", "чҷ"), ("6", "б"),
  ]
}
