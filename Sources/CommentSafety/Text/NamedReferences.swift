/// The named character references of HTML that stand for letters, spaces, invisible characters and ASCII punctuation: what may hide a word.
///
/// Source: the HTML standard, 13.5 "Named character references"; those of one code point, with a semicolon.
enum NamedReferences {
  /// The longest name.
  static let mostBytes = 16

  /// The code point that a name stands for; nil for other names.
  /// - Complexity: O(log n) in the names.
  static func scalar(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard !name.isEmpty, name.count <= mostBytes else { return nil }
    let key = Key(name)
    let place = partitionPoint(count) { entries[$0].key < key }
    return place < count && entries[place].key == key ? entries[place].scalar : nil
  }

  /// A name's bytes, as two numbers.
  private struct Key: BitwiseCopyable, Comparable {
    var first: UInt64 = 0
    var second: UInt64 = 0

    init(_ name: UnsafeBufferPointer<UInt8>) {
      for index in name.indices {
        if index < 8 { first = first << 8 | UInt64(name[index]) } else { second = second << 8 | UInt64(name[index]) }
      }
    }

    static func < (left: Key, right: Key) -> Bool { (left.first, left.second) < (right.first, right.second) }
  }

  private struct Entry: BitwiseCopyable {
    var key: Key
    var scalar: UInt32
  }

  private static var count: Int { table.count }
  private static var entries: UnsafePointer<Entry> { table.entries }

  /// The names, by their keys.
  // SAFETY: written once here, never freed, only read afterwards.
  private nonisolated(unsafe) static let table: (entries: UnsafePointer<Entry>, count: Int) = {
    var found: [Entry] = []
    let text = UnsafeBufferPointer(start: names.utf8Start, count: names.utf8CodeUnitCount)
    let words = text.split { $0 == 0x20 || $0 == 0x0A }
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let scalar = words[index + 1].reduce(UInt32(0)) { $0 << 4 | UInt32($1 < 0x3A ? $1 - 0x30 : $1 - 0x37) }
      found.append(Entry(key: Key(UnsafeBufferPointer(rebasing: words[index])), scalar: scalar))
    }
    found.sort { $0.key < $1.key }
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: found.count)
    entries.initialize(from: found, count: found.count)
    return (UnsafePointer(entries), found.count)
  }()

  /// Each name and its code point, in hexadecimal.
  private static let names: StaticString = """
    AElig C6 AMP 26 Aacute C1 Abreve 102 Acirc C2 Acy 410 Afr 1D504 Agrave C0 Alpha 391 Amacr 100 Aogon 104 Aopf 1D538 ApplyFunction 2061 Aring C5
    Ascr 1D49C Atilde C3 Auml C4 Bcy 411 Bernoullis 212C Beta 392 Bfr 1D505 Bopf 1D539 Bscr 212C CHcy 427 Cacute 106 Cayleys 212D Ccaron 10C Ccedil C7
    Ccirc 108 Cdot 10A CenterDot B7 Cfr 212D Chi 3A7 CloseCurlyQuote 2019 Copf 2102 Cscr 1D49E DD 2145 DJcy 402 DScy 405 DZcy 40F Dagger 2021
    Dcaron 10E Dcy 414 Delta 394 Dfr 1D507 DiacriticalGrave 60 DifferentialD 2146 Dopf 1D53B Dscr 1D49F Dstrok 110 ENG 14A ETH D0 Eacute C9 Ecaron 11A
    Ecirc CA Ecy 42D Edot 116 Efr 1D508 Egrave C8 Emacr 112 Eogon 118 Eopf 1D53C Epsilon 395 Escr 2130 Eta 397 Euml CB ExponentialE 2147 Fcy 424
    Ffr 1D509 Fopf 1D53D Fouriertrf 2131 Fscr 2131 GJcy 403 GT 3E Gamma 393 Gammad 3DC Gbreve 11E Gcedil 122 Gcirc 11C Gcy 413 Gdot 120 Gfr 1D50A
    Gopf 1D53E Gscr 1D4A2 HARDcy 42A Hacek 2C7 Hat 5E Hcirc 124 Hfr 210C HilbertSpace 210B Hopf 210D Hscr 210B Hstrok 126 IEcy 415 IJlig 132 IOcy 401
    Iacute CD Icirc CE Icy 418 Idot 130 Ifr 2111 Igrave CC Im 2111 Imacr 12A ImaginaryI 2148 InvisibleComma 2063 InvisibleTimes 2062 Iogon 12E
    Iopf 1D540 Iota 399 Iscr 2110 Itilde 128 Iukcy 406 Iuml CF Jcirc 134 Jcy 419 Jfr 1D50D Jopf 1D541 Jscr 1D4A5 Jsercy 408 Jukcy 404 KHcy 425
    KJcy 40C Kappa 39A Kcedil 136 Kcy 41A Kfr 1D50E Kopf 1D542 Kscr 1D4A6 LJcy 409 LT 3C Lacute 139 Lambda 39B Laplacetrf 2112 Lcaron 13D Lcedil 13B
    Lcy 41B Lfr 1D50F Lmidot 13F Lopf 1D543 Lscr 2112 Lstrok 141 Mcy 41C MediumSpace 205F Mellintrf 2133 Mfr 1D510 Mopf 1D544 Mscr 2133 Mu 39C
    NJcy 40A Nacute 143 Ncaron 147 Ncedil 145 Ncy 41D NewLine A Nfr 1D511 NoBreak 2060 NonBreakingSpace A0 Nopf 2115 Nscr 1D4A9 Ntilde D1 Nu 39D
    OElig 152 Oacute D3 Ocirc D4 Ocy 41E Odblac 150 Ofr 1D512 Ograve D2 Omacr 14C Omega 3A9 Omicron 39F Oopf 1D546 OpenCurlyQuote 2018 Oscr 1D4AA
    Oslash D8 Otilde D5 Ouml D6 OverBar 203E Pcy 41F Pfr 1D513 Phi 3A6 Pi 3A0 Poincareplane 210C Popf 2119 Prime 2033 Pscr 1D4AB Psi 3A8 QUOT 22
    Qfr 1D514 Qopf 211A Qscr 1D4AC Racute 154 Rcaron 158 Rcedil 156 Rcy 420 Re 211C Rfr 211C Rho 3A1 Ropf 211D Rscr 211B SHCHcy 429 SHcy 428
    SOFTcy 42C Sacute 15A Scaron 160 Scedil 15E Scirc 15C Scy 421 Sfr 1D516 Sigma 3A3 Sopf 1D54A Sscr 1D4AE THORN DE TSHcy 40B TScy 426 Tab 9 Tau 3A4
    Tcaron 164 Tcedil 162 Tcy 422 Tfr 1D517 Theta 398 ThinSpace 2009 Topf 1D54B Tscr 1D4AF Tstrok 166 Uacute DA Ubrcy 40E Ubreve 16C Ucirc DB Ucy 423
    Udblac 170 Ufr 1D518 Ugrave D9 Umacr 16A UnderBar 5F Uogon 172 Uopf 1D54C Upsi 3D2 Upsilon 3A5 Uring 16E Uscr 1D4B0 Utilde 168 Uuml DC Vcy 412
    Verbar 2016 Vert 2016 VerticalLine 7C VeryThinSpace 200A Vfr 1D519 Vopf 1D54D Vscr 1D4B1 Wcirc 174 Wfr 1D51A Wopf 1D54E Wscr 1D4B2 Xfr 1D51B
    Xi 39E Xopf 1D54F Xscr 1D4B3 YAcy 42F YIcy 407 YUcy 42E Yacute DD Ycirc 176 Ycy 42B Yfr 1D51C Yopf 1D550 Yscr 1D4B4 Yuml 178 ZHcy 416 Zacute 179
    Zcaron 17D Zcy 417 Zdot 17B ZeroWidthSpace 200B Zeta 396 Zfr 2128 Zopf 2124 Zscr 1D4B5 aacute E1 abreve 103 acirc E2 acy 430 aelig E6 af 2061
    afr 1D51E agrave E0 alefsym 2135 aleph 2135 alpha 3B1 amacr 101 amp 26 angst C5 aogon 105 aopf 1D552 apos 27 aring E5 ascr 1D4B6 ast 2A atilde E3
    auml E4 backprime 2035 bcy 431 bdquo 201E bernou 212C beta 3B2 beth 2136 bfr 1D51F bopf 1D553 bprime 2035 bscr 1D4B7 bsol 5C bull 2022 bullet 2022
    cacute 107 caret 2041 caron 2C7 ccaron 10D ccedil E7 ccirc 109 cdot 10B cent A2 centerdot B7 cfr 1D520 chcy 447 chi 3C7 circ 2C6 colon 3A comma 2C
    commat 40 complexes 2102 copf 1D554 cscr 1D4B8 dagger 2020 daleth 2138 dash 2010 dcaron 10F dcy 434 dd 2146 ddagger 2021 delta 3B4 dfr 1D521
    digamma 3DD djcy 452 dollar 24 dopf 1D555 dscr 1D4B9 dscy 455 dstrok 111 dzcy 45F eacute E9 ecaron 11B ecirc EA ecy 44D edot 117 ee 2147 efr 1D522
    egrave E8 ell 2113 emacr 113 emsp 2003 emsp13 2004 emsp14 2005 eng 14B ensp 2002 eogon 119 eopf 1D556 epsi 3B5 epsilon 3B5 epsiv 3F5 equals 3D
    escr 212F eta 3B7 eth F0 euml EB excl 21 expectation 2130 exponentiale 2147 fcy 444 ffr 1D523 fnof 192 fopf 1D557 frasl 2044 fscr 1D4BB gacute 1F5
    gamma 3B3 gammad 3DD gbreve 11F gcirc 11D gcy 433 gdot 121 gfr 1D524 gimel 2137 gjcy 453 gopf 1D558 grave 60 gscr 210A gt 3E hairsp 200A
    hamilt 210B hardcy 44A hbar 210F hcirc 125 hellip 2026 hfr 1D525 hopf 1D559 horbar 2015 hscr 1D4BD hslash 210F hstrok 127 hybull 2043 hyphen 2010
    iacute ED ic 2063 icirc EE icy 438 iecy 435 iexcl A1 ifr 1D526 igrave EC ii 2148 ijlig 133 imacr 12B image 2111 imagline 2110 imagpart 2111
    imath 131 imped 1B5 inodot 131 integers 2124 iocy 451 iogon 12F iopf 1D55A iota 3B9 iscr 1D4BE it 2062 itilde 129 iukcy 456 iuml EF jcirc 135
    jcy 439 jfr 1D527 jmath 237 jopf 1D55B jscr 1D4BF jsercy 458 jukcy 454 kappa 3BA kappav 3F0 kcedil 137 kcy 43A kfr 1D528 kgreen 138 khcy 445
    kjcy 45C kopf 1D55C kscr 1D4C0 lacute 13A lagran 2112 lambda 3BB lbrace 7B lbrack 5B lcaron 13E lcedil 13C lcub 7B lcy 43B ldquo 201C ldquor 201E
    lfr 1D529 ljcy 459 lmidot 140 lopf 1D55D lowbar 5F lpar 28 lrm 200E lsaquo 2039 lscr 1D4C1 lsqb 5B lsquo 2018 lsquor 201A lstrok 142 lt 3C mcy 43C
    mdash 2014 mfr 1D52A micro B5 midast 2A middot B7 mldr 2026 mopf 1D55E mscr 1D4C2 mu 3BC nacute 144 napos 149 naturals 2115 nbsp A0 ncaron 148
    ncedil 146 ncy 43D ndash 2013 nfr 1D52B njcy 45A nldr 2025 nopf 1D55F nscr 1D4C3 ntilde F1 nu 3BD num 23 numsp 2007 oacute F3 ocirc F4 ocy 43E
    odblac 151 oelig 153 ofr 1D52C ograve F2 ohm 3A9 oline 203E omacr 14D omega 3C9 omicron 3BF oopf 1D560 order 2134 orderof 2134 ordf AA ordm BA
    oscr 2134 oslash F8 otilde F5 ouml F6 pcy 43F percnt 25 period 2E permil 2030 pertenk 2031 pfr 1D52D phi 3C6 phiv 3D5 phmmat 2133 pi 3C0 piv 3D6
    planck 210F planckh 210E plankv 210F plus 2B popf 1D561 prime 2032 primes 2119 pscr 1D4C5 psi 3C8 puncsp 2008 qfr 1D52E qopf 1D562 qscr 1D4C6
    quaternions 210D quest 3F quot 22 racute 155 rationals 211A rbrace 7D rbrack 5D rcaron 159 rcedil 157 rcub 7D rcy 440 rdquo 201D rdquor 201D
    real 211C realine 211B realpart 211C reals 211D rfr 1D52F rho 3C1 rhov 3F1 rlm 200F ropf 1D563 rpar 29 rsaquo 203A rscr 1D4C7 rsqb 5D rsquo 2019
    rsquor 2019 sacute 15B sbquo 201A scaron 161 scedil 15F scirc 15D scy 441 semi 3B sfr 1D530 shchcy 449 shcy 448 shy AD sigma 3C3 sigmaf 3C2
    sigmav 3C2 softcy 44C sol 2F sopf 1D564 sscr 1D4C8 straightepsilon 3F5 straightphi 3D5 sup1 B9 sup2 B2 sup3 B3 szlig DF tau 3C4 tcaron 165
    tcedil 163 tcy 442 tfr 1D531 theta 3B8 thetasym 3D1 thetav 3D1 thinsp 2009 thorn FE topf 1D565 tprime 2034 tscr 1D4C9 tscy 446 tshcy 45B
    tstrok 167 uacute FA ubrcy 45E ubreve 16D ucirc FB ucy 443 udblac 171 ufr 1D532 ugrave F9 umacr 16B uogon 173 uopf 1D566 upsi 3C5 upsih 3D2
    upsilon 3C5 uring 16F uscr 1D4CA utilde 169 uuml FC varepsilon 3F5 varkappa 3F0 varphi 3D5 varpi 3D6 varrho 3F1 varsigma 3C2 vartheta 3D1 vcy 432
    verbar 7C vert 7C vfr 1D533 vopf 1D567 vscr 1D4CB wcirc 175 wfr 1D534 wopf 1D568 wscr 1D4CC xfr 1D535 xi 3BE xopf 1D569 xscr 1D4CD yacute FD
    yacy 44F ycirc 177 ycy 44B yen A5 yfr 1D536 yicy 457 yopf 1D56A yscr 1D4CE yucy 44E yuml FF zacute 17A zcaron 17E zcy 437 zdot 17C zeetrf 2128
    zeta 3B6 zfr 1D537 zhcy 436 zopf 1D56B zscr 1D4CF zwj 200D zwnj 200C
    """
}
