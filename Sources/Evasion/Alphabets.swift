/// Letters written as other characters: for each, what stands for a to z.
enum Alphabets {
  /// A letter's stand-in, or nil where the alphabet has none.
  typealias Table = [Character: String]

  private static func table(_ letters: String, _ standIns: String) -> Table {
    Dictionary(zip(letters, standIns.map(String.init)), uniquingKeysWith: { first, _ in first })
  }

  private static let latin = "abcdefghijklmnopqrstuvwxyz"

  /// A run of 26 code points.
  private static func run(_ first: UInt32, except: [Character: UInt32] = [:]) -> Table {
    var table: Table = [:]
    for (offset, letter) in latin.enumerated() {
      let value = except[letter] ?? first + UInt32(offset)
      if let scalar = Unicode.Scalar(value) { table[letter] = String(scalar) }
    }
    return table
  }

  /// Alphabets of the blocks "Mathematical Alphanumeric Symbols", "Enclosed Alphanumerics" and their kin.
  static let compatible: [(String, Table)] = [
    ("full width", run(0xFF41)),
    ("full-width capitals", run(0xFF21)),
    ("mathematical bold", run(0x1D41A)),
    ("mathematical bold capitals", run(0x1D400)),
    ("mathematical italic", run(0x1D44E, except: ["h": 0x210E])),
    ("mathematical bold italic", run(0x1D482)),
    ("mathematical script", run(0x1D4B6, except: ["e": 0x212F, "g": 0x210A, "o": 0x2134])),
    ("mathematical bold script", run(0x1D4EA)),
    ("mathematical fraktur", run(0x1D51E)),
    ("mathematical bold fraktur", run(0x1D586)),
    ("mathematical double-struck", run(0x1D552)),
    ("mathematical sans-serif", run(0x1D5BA)),
    ("mathematical sans-serif bold", run(0x1D5EE)),
    ("mathematical sans-serif italic", run(0x1D622)),
    ("mathematical sans-serif bold italic", run(0x1D656)),
    ("mathematical monospace", run(0x1D68A)),
    ("circled", run(0x24D0)),
    ("circled capitals", run(0x24B6)),
    ("black circled", run(0x1F150)),
    ("squared", run(0x1F130)),
    ("black squared", run(0x1F170)),
    ("bracketed", run(0x249C)),
    ("regional indicators", run(0x1F1E6)),
    ("small capitals", table(latin, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ")),
    ("superscripts", table("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")),
  ]

  /// Letters of other scripts. What is missing stays Latin: such words mix scripts.
  static let lookAlikes: [(String, Table)] = [
    ("Cyrillic look-alikes", table("abcdehijklmnopqrstvwxy", "аЬсԁеһіјкӏмпорԛгѕтѵԝху")),
    ("Greek look-alikes", table("abeiknoprtuvwxy", "αβεικηορЯτυνωχγ").filter { $0.key != "r" }),
    ("Armenian look-alikes", table("oghnuqjsp", "օցհոսզյֆք")),
    ("Cherokee look-alikes", table("abcdeghijklmprstvwyz", "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ")),
    ("Canadian syllabics", table("abcdefghjlmnopqrsuvwxz", "ᗩᗷᑕᗪᗴᖴᘜᕼᒍᒪᗰᑎᗝᑭᑫᖇᔕᑌᐯᗯ᙭ᘔ")),
    ("Cherokee of fonts", table("abdefghijklmnoprstuvwy", "ᏗᏰᎴᏋᎦᎶᏂᎥᏠᏦᏝᎷᏁᎧᎮᏒᏕᏖᏬᏉᏇᎩ")),
    ("Yi", table(latin, "ꍏꌃꉓꀸꍟꎇꁅꃅꀤꀭꀘ꒒ꂵꈤꂦꉣꆰꋪꌗ꓄ꀎꃴꅏꊼꌩꁴ")),
    ("Yi of another font", table(latin, "ꋬꃳꉔ꒯ꏂꊰꍌꁝ꒐꒻ꀘ꒒ꂵꋊꄲꉣꆰꋪꇙ꓄꒤꒦ꅐꉧꌦꁴ")),
    ("CJK look-alikes", table(latin, "卂乃匚ᗪ乇千Ꮆ卄丨丿Ҝㄥ爪几ㄖ卩Ɋ尺丂ㄒㄩᐯ山乂ㄚ乙")),
    ("IPA and Armenian", table(latin, "ǟɮƈɖɛʄɢɦɨʝӄʟɱռօքզʀֆȶʊʋաӼʏʐ")),
    ("currency signs", table(latin, "₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ")),
    ("accented", table("aceginosuyz", "âçêĝîñôšûýž")),
  ]

  /// Turned letters, to be read from the end.
  static let turned = table(latin, "ɐqɔpǝɟƃɥıɾʞlɯuodbɹsʇnʌʍxʎz")

  static let digits = table("abegiostz", "483910572").merging(["l": "1"]) { first, _ in first }
  static let symbols = table("aceilst", "@(€!|$+")
}
