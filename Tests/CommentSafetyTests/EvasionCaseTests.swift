import CommentSafety
import Testing

/// Spellings that hide a word: where exactly, and how.
@Suite("Disguises")
struct EvasionCaseTests {
  static let filter = makeFilter(
    RulePack(terms: terms(["fudge", "booger", "stinky", "asshole", "ass", "bog off", "crud*", "*snout", "*zorb*"])))

  static let plain: [EngineCase] = [
    EngineCase("plain", "well ⟦fudge⟧ that", "fudge: exact"),
    EngineCase("alone", "⟦fudge⟧", "fudge: exact"),
    EngineCase("upper", "⟦FUDGE⟧!", "fudge: case"),
    EngineCase("mixed case", "⟦fUdGe⟧", "fudge: case"),
    EngineCase("possessive", "the ⟦fudge⟧'s", "fudge: exact"),
    EngineCase("quoted", "'⟦fudge⟧' “⟦fudge⟧”", "fudge: exact", "fudge: exact"),
    EngineCase("twice", "⟦fudge⟧ ⟦fudge⟧", "fudge: exact", "fudge: exact"),
    EngineCase("hashtag and mention", "#⟦fudge⟧ @⟦fudge⟧", "fudge: exact", "fudge: exact"),
    EngineCase("name with a number", "@⟦fudge⟧99", "fudge: exact"),
    EngineCase("camel case", "my⟦Fudge⟧Face", "fudge: case"),
    EngineCase("other script around", "中⟦fudge⟧中 한⟦fudge⟧", "fudge: exact", "fudge: exact"),
    EngineCase("asshole matches itself", "an ⟦asshole⟧ he is", "asshole: exact"),
    EngineCase("prefix", "⟦crud⟧est ⟦crud⟧", "crud*: exact", "crud*: exact"),
    EngineCase("prefix before the same letter", "⟦crud⟧dy", "crud*: exact"),
    EngineCase("suffix", "pig⟦snout⟧", "*snout: exact"),
    EngineCase("anywhere", "un⟦zorb⟧ed", "*zorb*: exact"),
    EngineCase("phrase", "just ⟦bog  off⟧ then", "bog off: exact"),
    EngineCase("phrase over lines", "⟦bog\noff⟧", "bog off: exact"),
    EngineCase("phrase with punctuation", "⟦bog - off⟧", "bog off: exact"),
    EngineCase("phrase in a hashtag", "#⟦bogoff⟧ #⟦BogOff⟧", "bog off: joined", "bog off: case joined"),
  ]

  static let unicode: [EngineCase] = [
    EngineCase("full width", "⟦ｆｕｄｇｅ⟧", "fudge: width"),
    EngineCase("full-width capitals", "⟦ＦＵＤＧＥ⟧", "fudge: case width"),
    EngineCase("Cyrillic look-alike", "oh ⟦fudg\u{435}⟧ you", "fudge: confusable"),
    EngineCase("wholly Cyrillic in Latin text", "you are \u{456}n such an ⟦\u{430}\u{455}\u{455}⟧", "ass: confusable"),
    EngineCase("Greek look-alike", "oh ⟦b\u{3BF}\u{3BF}ger⟧ you", "booger: confusable"),
    EngineCase(
      "Zalgo", "a ⟦f\u{300}\u{301}\u{489}u\u{302}dg\u{303}\u{304}e\u{305}\u{306}⟧ b", "fudge: diacritics"),
    EngineCase("zero width", "⟦f\u{200B}u\u{200D}d\u{2060}g\u{AD}e⟧\u{200B}", "fudge: invisible"),
    EngineCase("tag characters", "⟦f\u{E0041}udge⟧", "fudge: invisible"),
    EngineCase("diacritics, composed", "⟦fúdgé⟧", "fudge: diacritics"),
    EngineCase("diacritics, decomposed", "⟦fu\u{301}dge\u{301}⟧", "fudge: diacritics"),
    EngineCase("stroke overlay", "⟦f\u{336}u\u{336}d\u{336}g\u{336}e\u{336}⟧", "fudge: diacritics"),
    EngineCase("mathematical", "⟦𝓯𝓾𝓭𝓰𝓮⟧ ⟦𝔣𝔲𝔡𝔤𝔢⟧", "fudge: compatibility", "fudge: compatibility"),
    EngineCase("mathematical capitals", "⟦𝐅𝐔𝐃𝐆𝐄⟧", "fudge: case compatibility"),
    EngineCase("circled", "⟦ⓕⓤⓓⓖⓔ⟧", "fudge: compatibility"),
    EngineCase("superscript", "⟦ᶠᵘᵈᵍᵉ⟧", "fudge: compatibility"),
    EngineCase("small capitals", "⟦ꜰᴜᴅɢᴇ⟧", "fudge: confusable"),
    EngineCase("regional indicators", "⟦🇫🇺🇩🇬🇪⟧", "fudge: compatibility"),
    EngineCase("override without an end", "\u{202E}⟦egduf⟧", "fudge: reversed"),
    EngineCase("upside down", "⟦ǝƃpnɟ⟧", "fudge: rotated reversed"),
    EngineCase("a mark behind an invisible character", "⟦fudge\u{200B}\u{301}⟧ on", "fudge: diacritics"),
    EngineCase("entities", "⟦&#102;u&#x64;ge⟧", "fudge: encoded"),
    EngineCase("percent escapes", "⟦f%75dge⟧", "fudge: encoded"),
    EngineCase(
      "letters, spaces and punctuation by name", "⟦f&uuml;dge⟧ ⟦fu&shy;dge⟧ ⟦f&period;u&period;dge⟧",
      "fudge: diacritics encoded", "fudge: invisible", "fudge: separated"),
    EngineCase("letters of mathematics by name", "⟦f&uopf;dge⟧ &nosuchname; &fudg; f", "fudge: compatibility encoded"),
    EngineCase("a named space", "⟦bog&emsp;off⟧", "bog off: exact"),
    EngineCase("blanks that are letters", "a\u{3164}⟦fudge⟧\u{3164}⟦bog\u{FFA0}off⟧", "fudge: exact", "bog off: exact"),
    EngineCase("escaped look-alike", "oh ⟦fudg%D0%B5⟧ you", "fudge: confusable encoded"),
  ]

  static let spelling: [EngineCase] = [
    EngineCase("digits", "⟦b00ger⟧ ⟦b00g3r⟧", "booger: leet", "booger: leet"),
    EngineCase("symbols", "⟦$tinky⟧ ⟦st!nky⟧ ⟦a$$hole⟧", "stinky: leet", "stinky: leet", "asshole: leet"),
    EngineCase("euro sign", "⟦fudg€⟧", "fudge: leet"),
    EngineCase("letters", "⟦fvdge⟧ fvdgy", "fudge: leet"),
    EngineCase("repeats", "⟦fuuuudge⟧ ⟦fudgeeee⟧", "fudge: repeated", "fudge: repeated"),
    EngineCase("asss", "you ⟦asss⟧", "ass: repeated"),
    EngineCase("dots", "⟦f.u.d.g.e⟧ ", "fudge: separated"),
    EngineCase("hyphens and underscores", "⟦f-u-d-g-e⟧ ⟦f_u_d_g_e⟧", "fudge: separated", "fudge: separated"),
    EngineCase("mixed separators", "⟦f.u-d_g*e⟧", "fudge: separated"),
    EngineCase("one cut", "⟦fu.dge⟧", "fudge: separated"),
    EngineCase("emoji between", "⟦f😀u😀d😀g😀e⟧", "fudge: separated"),
    EngineCase("drawn o", "⟦b()oger⟧ ⟦bo()ger⟧", "booger: leet", "booger: leet"),
    EngineCase("a symbol at the end", "⟦snou+⟧!", "*snout: leet"),
    EngineCase("a symbol among spaced letters", "⟦s t ! n k y⟧", "stinky: leet spaced"),
    EngineCase("a separator that might be a letter, among spaces", "⟦f ! u ! d ! g ! e⟧", "fudge: spaced"),
    EngineCase("masked end of many letters", "⟦stin**⟧ ⟦boog**⟧", "stinky: masked", "booger: masked"),
    EngineCase("masked half", "you ⟦assh***⟧", "asshole: masked (weak)"),
    EngineCase("masked and repeated", "⟦st*nkyyyy⟧", "stinky: masked"),
    EngineCase("spaced", "⟦f u d g e⟧", "fudge: spaced"),
    EngineCase("widely spaced", "⟦f  u  d  g  e⟧", "fudge: spaced"),
    EngineCase("letters on lines", "⟦f\nu\nd\ng\ne⟧", "fudge: spaced"),
    EngineCase("spaced with repeats", "⟦f u u u d g e⟧", "fudge: repeated spaced"),
    EngineCase("ideographic spaces", "⟦f\u{3000}u\u{3000}d\u{3000}g\u{3000}e⟧", "fudge: spaced"),
    EngineCase("masked by a star", "⟦f*dge⟧ ⟦fu**e⟧", "fudge: masked", "fudge: masked"),
    EngineCase("masked by a symbol", "⟦f#dge⟧", "fudge: masked"),
    EngineCase("masked end", "you ⟦stink*⟧", "stinky: masked"),
    EngineCase("leet and repeats", "⟦b0000gerrrr⟧", "booger: leet repeated"),
    EngineCase("case, width and zero width", "⟦Ｆ\u{200B}UDGE⟧", "fudge: case width invisible"),
  ]

  /// Reported, not mended yet.
  static let atEdges: [EngineCase] = [
    // After a regional indicator no word begins: it folds to an ASCII letter, and the fast path takes it for one.
    EngineCase("behind a flag", "🇸⟦fudge⟧", "fudge: exact"),
    // The control behind the word counts as one inside it.
    EngineCase("right-to-left override", "a \u{202E}⟦egduf⟧\u{202C} b", "fudge: reversed"),
    // The letters that look like an o or an l pass for disguised Latin ones, so no word ends before them.
    EngineCase("Urdu without a space", "⟦fudge⟧ہے", "fudge: exact"),
  ]

  /// Reported: the mask lane is entered only where a mask character has letters on both sides, unless it is a star.
  static let maskedBySymbols: [EngineCase] = [
    EngineCase("masked by several symbols", "⟦b@&ger⟧", "booger: masked"),
    EngineCase("comic-strip mask", "⟦f#@ge⟧", "fudge: masked"),
  ]

  /// What a page shows of markup, and what escapes stand for.
  static let markup: [EngineCase] = [
    EngineCase("HTML tags", "⟦f<b>u</b>dge⟧ ⟦fu<span class='x'>dg</span>e⟧", "fudge: invisible", "fudge: invisible"),
    EngineCase("tags of forums", "⟦f[b]u[/b]dge⟧ ⟦f[color=red]udg[/color]e⟧", "fudge: invisible", "fudge: invisible"),
    EngineCase("several tags", "⟦fu<i></i><b></b>dge⟧", "fudge: invisible"),
    EngineCase(
      "a tag with its closing sign in an attribute", "⟦f<span title='a > b'>u</span>dge⟧ ⟦f<!-- > -->udge⟧",
      "fudge: invisible", "fudge: invisible"),
    EngineCase(
      "words in tags of their own", "<b>⟦bog</b> off⟧ and ⟦bog <i>off⟧</i>", "bog off: invisible", "bog off: invisible"),
    EngineCase("a paragraph for each letter", "<p>⟦f</p><p>u</p><p>d</p><p>g</p><p>e⟧</p>", "fudge: invisible spaced"),
    EngineCase("tags beside typographic marks", "“So” – <b>⟦bog </b><i>off⟧ </i>…", "bog off: invisible"),
    EngineCase(
      "links inside words", "⟦f[u](http://example.com)dge⟧ [⟦fu](https://a.b)dge⟧", "fudge: invisible",
      "fudge: invisible"),
    EngineCase("spoilers in a row", "||⟦f||||u||||d||||g||||e⟧||", "fudge: invisible"),
    EngineCase("words in tags of forums", "[b]⟦bog[/b] off⟧", "bog off: invisible"),
    EngineCase("an escaped space", #"⟦bog\u0020off⟧"#, "bog off: exact"),
    EngineCase("a comment in HTML", "⟦fu<!-- x -->dge⟧", "fudge: invisible"),
    EngineCase("encoded tags", "⟦f&lt;b&gt;udge⟧&lt;/b&gt;", "fudge: invisible"),
    EngineCase("tags that are left open", "⟦fu<b>dge⟧ and so on", "fudge: invisible"),
    EngineCase("marks of markdown", "⟦f**u**dge⟧ ⟦f~~u~~dge⟧", "fudge: separated", "fudge: separated"),
    EngineCase(
      "named references", "⟦f&shy;udge⟧ ⟦fu&zwj;dge⟧ ⟦fudg&#8203;e⟧", "fudge: invisible", "fudge: invisible",
      "fudge: invisible"),
    EngineCase(
      "escapes", #"⟦f\u0075dge⟧ ⟦\x66udge⟧ ⟦fu\u{64}ge⟧ ⟦fudg\U00000065⟧"#, "fudge: encoded", "fudge: encoded",
      "fudge: encoded",
      "fudge: encoded"),
    EngineCase("an escaped look-alike", #"oh ⟦fudg\u0435⟧ you"#, "fudge: confusable encoded"),
    EngineCase("letters on lines of a page", "⟦f<br>u<br/>d<br />g<p>e⟧", "fudge: spaced"),
    EngineCase(
      "stars that Markdown shows", #"⟦f\*dge⟧ ⟦b\*\*ger⟧ ⟦stink\*⟧"#, "fudge: masked", "booger: masked",
      "stinky: masked"),
    EngineCase("separators that Markdown shows", #"⟦f\_u\_d\_g\_e⟧"#, "fudge: separated"),
    EngineCase(
      "a star beside a tag", "⟦f*<b>dge⟧</b> ⟦f<i>*</i>dge⟧", "fudge: masked", "fudge: masked"),
  ]

  /// Letters written twice where the term has them once.
  static let doubled: [EngineCase] = [
    EngineCase("as no word begins", "⟦ffudge⟧", "fudge: repeated (weak)"),
    EngineCase("every letter", "⟦ffuuddggee⟧ ⟦ff uu dd gg ee⟧", "fudge: repeated", "fudge: repeated spaced"),
    EngineCase("as words do", "⟦fuddge⟧ fudgee!", "fudge: repeated (weak)"),
  ]

  /// Words spelt out among others that are.
  static let spelt: [EngineCase] = [
    EngineCase("behind words", "y o u ⟦f u d g e⟧", "fudge: spaced"),
    EngineCase("behind several words, with dots", "y.o.u.a.r.e.s.u.c.h.a.⟦f.u.d.g.e⟧", "fudge: separated"),
    EngineCase("before a word", "⟦f u d g e⟧ y o u", "fudge: spaced"),
    EngineCase("a long one behind a word", "y o u ⟦a s s h o l e⟧", "asshole: spaced"),
    EngineCase("a long one inside a word", "g r a s s h o l e s and s t i n k y i s h"),
    EngineCase("among letters that are no words", "x q f u d g e and f u d g e q x"),
    EngineCase(
      "cut by one space, a part without a vowel", "⟦f udge⟧ and ⟦ST inky⟧, ⟦cr ud⟧? fudg е", "fudge: spaced (weak)",
      "stinky: case spaced (weak)", "crud*: spaced (weak)"),
    EngineCase(
      "both parts with vowels, or more letters around", "fu dge fud ge, f udgel ff udge f  udge (f udge st in ky"),
    EngineCase("a short term cut", "a ss as s"),
    EngineCase("cut behind what is no space", "%f udge \\f udge #f udge"),
  ]

  /// Signs that are letters elsewhere, as separators; and masks that show little.
  static let signs: [EngineCase] = [
    EngineCase(
      "one cut by a sign", "⟦fu|dge⟧ ⟦fu+dge⟧ ⟦fu$dge⟧ ⟦fu@dge⟧", "fudge: separated", "fudge: separated",
      "fudge: separated", "fudge: separated"),
    EngineCase("only the ends", "you ⟦b****r⟧ and ⟦s@#$%y⟧", "booger: masked (weak)", "stinky: masked (weak)"),
    EngineCase("a star inside and one at the end", "⟦st*nk*⟧ f*d*", "stinky: masked"),
    EngineCase(
      "drawn letters and brackets", "⟦fu[_]dge⟧ (⟦f) (u) (d) (g) (e⟧)", "fudge: separated", "fudge: spaced"),
    EngineCase("two signs before the end", "⟦fu%%e⟧", "fudge: masked"),
    EngineCase("twice with signs of money", "⟦a$$⟧ and ⟦a$$⟧", "ass: leet (weak)", "ass: leet (weak)"),
  ]

  static let marks: [EngineCase] = [
    EngineCase(
      "kept marks on the last letter", "⟦fudge\u{93F}⟧ ⟦fudge\u{E49}⟧ ⟦crud\u{3099}⟧", "fudge: exact", "fudge: exact",
      "crud*: exact")
  ]

  static let oddMasks: [EngineCase] = [
    EngineCase(
      "blocks and bullets", "⟦f■dge⟧ ⟦f•dge⟧ ⟦f●dge⟧ ⟦f█dge⟧ ⟦f░dge⟧", "fudge: masked", "fudge: masked",
      "fudge: masked",
      "fudge: masked", "fudge: masked"),
    EngineCase("signs", "⟦f~dge⟧ ⟦f^dge⟧ ⟦f×dge⟧", "fudge: masked", "fudge: masked", "fudge: masked"),
    EngineCase("an emoji", "⟦f🔥dge⟧ ⟦f❤️dge⟧", "fudge: masked", "fudge: masked"),
    EngineCase("two", "⟦b🔥🔥ger⟧", "booger: masked"),
    EngineCase("a star too", "⟦b•og*r⟧ and f•d•b", "booger: masked"),
  ]

  static let cases =
    plain + doubled + spelt + signs + marks + markup + oddMasks + unicode + spelling + maskedBySymbols + atEdges

  @Test(arguments: cases)
  func table(_ item: EngineCase) {
    item.check(Self.filter)
  }

  @Test("Other words in a phrase of two, and two words that meet inside a term, are what they are")
  func otherWords() {
    let filter = makeFilter(
      RulePack(
        terms: terms(["les cons", "ma chod*", "ur trash", "halfwit*", "homos"]),
        commonWords: ["less", "maa", "half", "without", "with"]))
    for comment in ["less cons", "vr trash", "v trash", "halfwithout a doubt", "we hommos, and homoos"] {
      #expect(filter.check(comment).matches.filter { $0.action > .review }.isEmpty, "\(comment)")
    }
    for comment in ["les cons", "maa chod", "ur trash", "halfwitted", "halfwits", "homos"] {
      #expect(filter.check(comment).matches.count == 1, "\(comment)")
    }
  }

  @Test("A word of another script that only begins like a term is that word, also among Latin ones")
  func wordsThatGoOn() {
    let filter = makeFilter(RulePack(terms: terms(["idiot*", "pot*"])))
    for comment in ["the word ιδιότητα means it", "the word поточний means it"] {
      #expect(filter.check(comment).matches.isEmpty, "\(comment)")
    }
    for comment in ["you are an ιδιοт, so", "what ιδιоts they are", "a роt", "a рот it is"] {
      #expect(filter.check(comment).matches.count == 1, "\(comment)")
    }
  }

  @Test func casesAreUnique() {
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  /// Sentences that hold none of the terms, and touch the place where the disguise stands.
  static let carriers: [(String, String)] = [
    ("", ""), ("well, ", " there"), ("(", ")"), ("\u{1F600} ", " \u{1F600}"), ("کیا ", " ہے"), ("so. ", "..."),
    ("1. ", ", 2 of 3"), ("- ", "\n\nbye"),
  ]

  @Test("Each disguise in front, in the middle and at the end", arguments: unicode + spelling)
  func carried(_ item: EngineCase) {
    // A mask, spaced letters and look-alikes depend on what stands around; they have cases of their own.
    let comment = MarkedComment(item.marked)
    guard comment.ranges == [0..<comment.bytes.count] else { return }
    for (before, after) in Self.carriers {
      let marked = "\(before)\(item.marked)\(after)"
      EngineCase(item.name, marked, item.found[0]).check(Self.filter)
    }
  }
}
