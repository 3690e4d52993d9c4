// The fold tables: what each Unicode code point becomes before matching, and what it is.
//
// The data is in fold_tables.generated.c, made by Sources/unicode-tables; its header names the Unicode versions.
// The rules are in that generator and, for readers, in docs/UNICODE.md. Facts that hold for the whole table:
//
//   - The fold is per code point: substitution or deletion, never composition. fold(ab) = fold(a) fold(b).
//   - It is idempotent: every folded scalar folds to itself and is LETTER, DIGIT, SPACE or OTHER.
//   - Equivalent texts (NFC, NFD, NFKC, NFKD) fold alike once Hangul syllables are decomposed, for every line of UAX
//     #15 NormalizationTest.txt but two groups, both on purpose: 105 code points that NFKD would spell with a space or
//     brackets (¨, ⒜, words inside an Arabic ligature); and kept marks in non-canonical order (only several marks of
//     kana, Thai, Lao, Telugu or Tibetan after one base), since a per-code-point fold never reorders.
//
// Look-up, two stages with 128 entries per block; equal blocks are stored once:
//
//   entry = cs_fold_stage2[cs_fold_stage1[cp >> 7] << 7 | (cp & 127)]
//
// An entry has 64 bits:
//
//    0-23   kind EXPAND: index into cs_fold_expansions (bits 0-15), number of scalars (16-23, 2 to 18).
//           Else signed delta: folded = cp + delta (0 for INVISIBLE and MARK, which have no folded scalar).
//   24-27   kind of the result, CS_KIND_*
//   28-34   techniques: how the result differs from cp, CS_TECHNIQUE_* shifted by CS_FOLD_TECHNIQUE_SHIFT; bit 35 is 0
//   36-39   0
//   40-47   script of the folded (first) scalar, CS_SCRIPT_*; for what is deleted, of cp itself
//   48-55   look-alike: ASCII lower-case letter or digit that cp is read as in a disguise, or 0. It depends on cp, not
//           only on the folded scalar: Greek capital Eta looks like h, its small form like n. ASCII has none.
//   56      cp is upper case (Uppercase or Lt)
//   57      extends the grapheme before it (UAX #29 Extend, SpacingMark, ZWJ)
//   58      letter of a script without spaces between words; also kana signs of script COMMON
//   59      emoji (Extended_Pictographic or Emoji_Presentation)
//   60      right-to-left override, U+202E
//   61      ends or replaces an override or isolates: U+202C, U+202D, U+2066-2069
//   62-63   0

#ifndef CS_FOLD_TABLES_H
#define CS_FOLD_TABLES_H

#include <stdint.h>

enum {
  CS_KIND_OTHER = 0,      // symbols, punctuation, emoji, private use, unassigned
  CS_KIND_LETTER = 1,     // letters, letter numbers, and the combining marks that are part of a word
  CS_KIND_DIGIT = 2,      // folded to ASCII 0-9
  CS_KIND_SPACE = 3,      // folded to U+0020, or U+000A for NEL, LS, PS; ASCII white space stands
  CS_KIND_INVISIBLE = 4,  // deleted: format characters, default-ignorable ones, controls, tatweel
  CS_KIND_MARK = 5,       // deleted combining mark
  CS_KIND_EXPAND = 6,     // two or more scalars, see cs_fold_expansions
  CS_KIND_HANGUL = 7,     // precomposed syllable: decompose by arithmetic into conjoining jamo
  CS_KIND_REGIONAL = 8,   // regional indicator, folded to a-z
};

enum {
  CS_TECHNIQUE_CASING = 1 << 0,         // upper or title case, ß
  CS_TECHNIQUE_WIDTH = 1 << 1,          // full or half width
  CS_TECHNIQUE_COMPATIBILITY = 1 << 2,  // NFKD, enclosed, regional, digits of other scripts, spaces
  CS_TECHNIQUE_DIACRITIC = 1 << 3,      // marks dropped; Latin letter with stroke, hook, tail …; æ, ø, þ
  CS_TECHNIQUE_CONFUSABLE = 1 << 4,     // small capitals, shapes within the script, apostrophes and dashes
  CS_TECHNIQUE_ROTATED = 1 << 5,        // turned, reversed, upside-down
  CS_TECHNIQUE_VARIANT = 1 << 6,        // Arabic letter variant, katakana
};

enum {
  CS_FOLD_KIND_SHIFT = 24,
  CS_FOLD_TECHNIQUE_SHIFT = 28,
  CS_FOLD_SCRIPT_SHIFT = 40,
  CS_FOLD_LOOKALIKE_SHIFT = 48,
  CS_FOLD_UPPER_BIT = 56,
  CS_FOLD_EXTENDER_BIT = 57,
  CS_FOLD_UNSPACED_BIT = 58,
  CS_FOLD_EMOJI_BIT = 59,
  CS_FOLD_BIDI_OVERRIDE_BIT = 60,
  CS_FOLD_BIDI_POP_BIT = 61,
  CS_FOLD_BLOCK_SHIFT = 7,
  CS_FOLD_STAGE1_COUNT = 0x110000 >> 7,
};

// Numbers of scripts. OTHER is code points without a script (unassigned, private use). Numbers are never reused.
enum {
  CS_SCRIPT_COMMON = 0, CS_SCRIPT_INHERITED = 1, CS_SCRIPT_LATIN = 2, CS_SCRIPT_CYRILLIC = 3,
  CS_SCRIPT_GREEK = 4, CS_SCRIPT_ARABIC = 5, CS_SCRIPT_DEVANAGARI = 6, CS_SCRIPT_HAN = 7,
  CS_SCRIPT_HIRAGANA = 8, CS_SCRIPT_KATAKANA = 9, CS_SCRIPT_HANGUL = 10, CS_SCRIPT_THAI = 11,
  CS_SCRIPT_LAO = 12, CS_SCRIPT_KHMER = 13, CS_SCRIPT_MYANMAR = 14, CS_SCRIPT_ARMENIAN = 15,
  CS_SCRIPT_HEBREW = 16, CS_SCRIPT_GEORGIAN = 17, CS_SCRIPT_BENGALI = 18, CS_SCRIPT_GURMUKHI = 19,
  CS_SCRIPT_TAMIL = 20, CS_SCRIPT_TELUGU = 21, CS_SCRIPT_KANNADA = 22, CS_SCRIPT_MALAYALAM = 23,
  CS_SCRIPT_GUJARATI = 24, CS_SCRIPT_CHEROKEE = 25, CS_SCRIPT_CANADIAN = 26, CS_SCRIPT_LISU = 27,
  CS_SCRIPT_COPTIC = 28, CS_SCRIPT_ORIYA = 29, CS_SCRIPT_SINHALA = 30, CS_SCRIPT_TIBETAN = 31,
  CS_SCRIPT_ETHIOPIC = 32, CS_SCRIPT_MONGOLIAN = 33, CS_SCRIPT_BOPOMOFO = 34, CS_SCRIPT_YI = 35,
  CS_SCRIPT_SYRIAC = 36, CS_SCRIPT_THAANA = 37, CS_SCRIPT_NKO = 38, CS_SCRIPT_TIFINAGH = 39,
  CS_SCRIPT_VAI = 40, CS_SCRIPT_JAVANESE = 41, CS_SCRIPT_BALINESE = 42, CS_SCRIPT_SUNDANESE = 43,
  CS_SCRIPT_BUGINESE = 44, CS_SCRIPT_BATAK = 45, CS_SCRIPT_TAI_LE = 46, CS_SCRIPT_NEW_TAI_LUE = 47,
  CS_SCRIPT_TAI_THAM = 48, CS_SCRIPT_TAI_VIET = 49, CS_SCRIPT_CHAM = 50, CS_SCRIPT_MEETEI_MAYEK = 51,
  CS_SCRIPT_OL_CHIKI = 52, CS_SCRIPT_ADLAM = 53, CS_SCRIPT_OSAGE = 54, CS_SCRIPT_DESERET = 55,
  CS_SCRIPT_RUNIC = 56, CS_SCRIPT_GOTHIC = 57, CS_SCRIPT_OLD_ITALIC = 58, CS_SCRIPT_GLAGOLITIC = 59,
  CS_SCRIPT_BAMUM = 60, CS_SCRIPT_MIAO = 61, CS_SCRIPT_WARANG_CITI = 62, CS_SCRIPT_OTHER = 63,
  CS_SCRIPT_AHOM = 64, CS_SCRIPT_ANATOLIAN_HIEROGLYPHS = 65, CS_SCRIPT_AVESTAN = 66,
  CS_SCRIPT_BASSA_VAH = 67, CS_SCRIPT_BHAIKSUKI = 68, CS_SCRIPT_BRAHMI = 69, CS_SCRIPT_BRAILLE = 70,
  CS_SCRIPT_BUHID = 71, CS_SCRIPT_CARIAN = 72, CS_SCRIPT_CAUCASIAN_ALBANIAN = 73, CS_SCRIPT_CHAKMA = 74,
  CS_SCRIPT_CHORASMIAN = 75, CS_SCRIPT_CUNEIFORM = 76, CS_SCRIPT_CYPRIOT = 77, CS_SCRIPT_CYPRO_MINOAN = 78,
  CS_SCRIPT_DIVES_AKURU = 79, CS_SCRIPT_DOGRA = 80, CS_SCRIPT_DUPLOYAN = 81,
  CS_SCRIPT_EGYPTIAN_HIEROGLYPHS = 82, CS_SCRIPT_ELBASAN = 83, CS_SCRIPT_ELYMAIC = 84,
  CS_SCRIPT_GRANTHA = 85, CS_SCRIPT_GUNJALA_GONDI = 86, CS_SCRIPT_HANIFI_ROHINGYA = 87,
  CS_SCRIPT_HANUNOO = 88, CS_SCRIPT_HATRAN = 89, CS_SCRIPT_IMPERIAL_ARAMAIC = 90,
  CS_SCRIPT_INSCRIPTIONAL_PAHLAVI = 91, CS_SCRIPT_INSCRIPTIONAL_PARTHIAN = 92, CS_SCRIPT_KAITHI = 93,
  CS_SCRIPT_KAWI = 94, CS_SCRIPT_KAYAH_LI = 95, CS_SCRIPT_KHAROSHTHI = 96,
  CS_SCRIPT_KHITAN_SMALL_SCRIPT = 97, CS_SCRIPT_KHOJKI = 98, CS_SCRIPT_KHUDAWADI = 99,
  CS_SCRIPT_LEPCHA = 100, CS_SCRIPT_LIMBU = 101, CS_SCRIPT_LINEAR_A = 102, CS_SCRIPT_LINEAR_B = 103,
  CS_SCRIPT_LYCIAN = 104, CS_SCRIPT_LYDIAN = 105, CS_SCRIPT_MAHAJANI = 106, CS_SCRIPT_MAKASAR = 107,
  CS_SCRIPT_MANDAIC = 108, CS_SCRIPT_MANICHAEAN = 109, CS_SCRIPT_MARCHEN = 110,
  CS_SCRIPT_MASARAM_GONDI = 111, CS_SCRIPT_MEDEFAIDRIN = 112, CS_SCRIPT_MENDE_KIKAKUI = 113,
  CS_SCRIPT_MEROITIC_CURSIVE = 114, CS_SCRIPT_MEROITIC_HIEROGLYPHS = 115, CS_SCRIPT_MODI = 116,
  CS_SCRIPT_MRO = 117, CS_SCRIPT_MULTANI = 118, CS_SCRIPT_NABATAEAN = 119, CS_SCRIPT_NAG_MUNDARI = 120,
  CS_SCRIPT_NANDINAGARI = 121, CS_SCRIPT_NEWA = 122, CS_SCRIPT_NUSHU = 123,
  CS_SCRIPT_NYIAKENG_PUACHUE_HMONG = 124, CS_SCRIPT_OGHAM = 125, CS_SCRIPT_OLD_HUNGARIAN = 126,
  CS_SCRIPT_OLD_NORTH_ARABIAN = 127, CS_SCRIPT_OLD_PERMIC = 128, CS_SCRIPT_OLD_PERSIAN = 129,
  CS_SCRIPT_OLD_SOGDIAN = 130, CS_SCRIPT_OLD_SOUTH_ARABIAN = 131, CS_SCRIPT_OLD_TURKIC = 132,
  CS_SCRIPT_OLD_UYGHUR = 133, CS_SCRIPT_OSMANYA = 134, CS_SCRIPT_PAHAWH_HMONG = 135,
  CS_SCRIPT_PALMYRENE = 136, CS_SCRIPT_PAU_CIN_HAU = 137, CS_SCRIPT_PHAGS_PA = 138,
  CS_SCRIPT_PHOENICIAN = 139, CS_SCRIPT_PSALTER_PAHLAVI = 140, CS_SCRIPT_REJANG = 141,
  CS_SCRIPT_SAMARITAN = 142, CS_SCRIPT_SAURASHTRA = 143, CS_SCRIPT_SHARADA = 144, CS_SCRIPT_SHAVIAN = 145,
  CS_SCRIPT_SIDDHAM = 146, CS_SCRIPT_SIGNWRITING = 147, CS_SCRIPT_SOGDIAN = 148,
  CS_SCRIPT_SORA_SOMPENG = 149, CS_SCRIPT_SOYOMBO = 150, CS_SCRIPT_SYLOTI_NAGRI = 151,
  CS_SCRIPT_TAGALOG = 152, CS_SCRIPT_TAGBANWA = 153, CS_SCRIPT_TAKRI = 154, CS_SCRIPT_TANGSA = 155,
  CS_SCRIPT_TANGUT = 156, CS_SCRIPT_TIRHUTA = 157, CS_SCRIPT_TOTO = 158, CS_SCRIPT_UGARITIC = 159,
  CS_SCRIPT_VITHKUQI = 160, CS_SCRIPT_WANCHO = 161, CS_SCRIPT_YEZIDI = 162, CS_SCRIPT_ZANABAZAR_SQUARE = 163,
};

extern const uint16_t cs_fold_stage1[CS_FOLD_STAGE1_COUNT];
extern const uint64_t cs_fold_stage2[];      // cs_fold_block_count * 128 entries
extern const uint32_t cs_fold_expansions[];  // cs_fold_expansion_count scalars, each folded already
extern const uint32_t cs_fold_block_count;
extern const uint32_t cs_fold_expansion_count;

// Swift imports no C array of this size; these give it the addresses.
static inline const uint16_t *cs_fold_stage1_base(void) { return cs_fold_stage1; }
static inline const uint64_t *cs_fold_stage2_base(void) { return cs_fold_stage2; }
static inline const uint32_t *cs_fold_expansions_base(void) { return cs_fold_expansions; }

// The entry of a code point. Precondition: cp < 0x110000.
static inline uint64_t cs_fold_entry(uint32_t cp) {
  return cs_fold_stage2[(uint32_t)cs_fold_stage1[cp >> 7] << 7 | (cp & 127)];
}

// The folded scalar. Precondition: the kind is not EXPAND, INVISIBLE or MARK.
static inline uint32_t cs_fold_scalar(uint32_t cp, uint64_t entry) {
  return cp + (uint32_t)((int32_t)((uint32_t)entry << 8) >> 8);
}

#endif
