/// Letters of one script that readers take for the same letter: Arabic as Urdu and Persian write it, and kana.
extension FoldRules {
  func variant(_ cp: UInt32) -> Folding? {
    if let base = Self.arabic[cp] { return Folding(scalars: [base], techniques: .variant) }
    switch cp {
    // Katakana to hiragana: ァ…ヶ and the iteration marks ヽ ヾ. ヷ…ヺ decompose first; ー stands.
    case 0x30A1...0x30F6, 0x30FD, 0x30FE:
      return Folding(scalars: [cp - 0x60], techniques: .variant)
    // Spacing voiced marks: か゛ is read が.
    case 0x309B, 0x309C:
      return Folding(scalars: [cp - 2], techniques: .variant)
    default:
      return nil
    }
  }

  private static let arabic: [UInt32: UInt32] = {
    var map: [UInt32: UInt32] = [:]
    // yeh: Arabic, dotless, e (ې); yeh with hamza (ئ) loses its mark first.
    for cp: UInt32 in [0x064A, 0x0649, 0x06D0] { map[cp] = 0x06CC }
    // kaf: Arabic, swash
    for cp: UInt32 in [0x0643, 0x06AA] { map[cp] = 0x06A9 }
    // heh: Arabic, doachashmee, teh marbuta, teh marbuta goal, ae
    for cp: UInt32 in [0x0647, 0x06BE, 0x0629, 0x06C3, 0x06D5] { map[cp] = 0x06C1 }
    // alef: wasla, with wavy hamza above and below; madda and hamza are marks
    for cp: UInt32 in [0x0671, 0x0672, 0x0673] { map[cp] = 0x0627 }
    return map
  }()
}
