#include "screen.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define CS_HAS_X86_CODE 1
#define CS_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define CS_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt")))
#endif

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static inline bool is_upper(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }
static inline bool is_word(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 26; }

static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

// Whether a symbol stands beside a single letter, parted from it by one byte.
static inline bool is_among(const uint8_t *bytes, size_t count, size_t index) {
  bool left = index >= 2 && is_word(bytes[index - 2]) && !(index >= 3 && is_word(bytes[index - 3]));
  bool right = index + 2 < count && is_word(bytes[index + 2]) && !(index + 3 < count && is_word(bytes[index + 3]));
  return left || right;
}

static inline uint8_t *letters_of(struct cs_screen *screen) { return screen->padded_letters + 1; }

static inline void note_mask(struct cs_screen *out, size_t index) {
  out->may_mask = true;
  out->masks[index >> 6] |= UINT64_C(1) << (index & 63);
}

enum verdict { verdict_plain, verdict_read, verdict_whole_fold };

// What a byte that is neither word nor white space does here. `FoldCursor.foldASCII` in Swift is the definition.
static enum verdict judge_symbol(struct cs_screen *out, const uint8_t *bytes, size_t count, size_t index) {
  uint8_t byte = bytes[index];
  if (byte < 0x20 || byte >= 0x7F) return verdict_whole_fold;
  out->present[byte >> 6] |= UINT64_C(1) << (byte & 63);
  uint8_t previous = index > 0 ? bytes[index - 1] : ' ';
  uint8_t next = index + 1 < count ? bytes[index + 1] : ' ';
  if (previous >= 0x80 || next >= 0x80) return verdict_whole_fold;
  bool after = is_word(previous), before = is_word(next), hides = after && next > 0x20;
  switch (byte) {
  case '*':
    if (after || before) note_mask(out, index);
    return verdict_plain;
  case '-': case '_': case '.':
    if (after && before) note_mask(out, index);
    return verdict_plain;
  case '#': case '?':
    if (hides) note_mask(out, index);
    return verdict_plain;
  case '&': case '%':
    // May begin an escape.
    if (before || next == '#') return verdict_whole_fold;
    if (hides) note_mask(out, index);
    return verdict_plain;
  case '!': case '@': case '$': case '+': case '|': case '(': case '<': {
    // Among single letters (`s h ! t`) both must be tried; `()` between letters is one.
    if (!after && !before && is_among(bytes, count, index)) return verdict_whole_fold;
    if (byte == '(' && next == ')' && after && index + 2 < count && is_word(bytes[index + 2])) return verdict_whole_fold;
    bool ends = after && index > 2 && is_letter(previous) && is_letter(bytes[index - 2]);
    bool reads;
    if (byte == '!') {
      reads = before;
    } else if (byte == '@') {
      reads = before || ends || next == '$';
    } else if (byte == '$') {
      reads = after || (before && !is_digit(next)) || previous == '$' || previous == '@' || next == '$';
    } else if (byte == '+') {
      reads = after && (before || ends);
    } else {
      reads = after && before;
    }
    // Letter or separator: both must be tried.
    if (reads && after && before) return verdict_whole_fold;
    if (hides) note_mask(out, index);
    return reads ? verdict_read : verdict_plain;
  }
  default:
    return verdict_plain;
  }
}

static inline void clear(struct cs_screen *out) {
  out->skeleton_count = out->word_start_count = out->letter_count = out->digit_count = 0;
  out->present[0] = out->present[1] = 0;
  out->may_mask = false;
  out->read_before[0] = 0;
  out->runs_before[0] = 0;
  out->padded_letters[0] = 0;
  out->starts[0] = out->ends[0] = 0;
}

// MARK: Portable

// Notes, for the letters of one block, the words that begin there, as positions among the letters.
static inline void note_starts(struct cs_screen *out, uint64_t begins, uint64_t read, uint32_t letters_before) {
  uint32_t count = out->word_start_count;
  while (begins != 0) {
    unsigned bit = (unsigned)__builtin_ctzll(begins);
    begins &= begins - 1;
    uint64_t below = bit == 0 ? 0 : read & (~UINT64_C(0) >> (64 - bit));
    out->word_starts[count++] = letters_before + (uint32_t)__builtin_popcountll(below);
  }
  out->word_start_count = count;
}

// Turns word starts from positions among letters into positions in the skeleton, each once, and notes where words end.
static inline void map_starts(struct cs_screen *out) {
  uint32_t kept = 0, last = UINT32_MAX, blocks = out->skeleton_count >> 6;
  for (uint32_t block = 0; block <= blocks + 1; block++) out->ends[block] = 0;
  for (uint32_t index = 0; index < out->word_start_count; index++) {
    uint32_t letter = out->word_starts[index], block = letter >> 6;
    uint64_t upto = out->runs[block] & (~UINT64_C(0) >> (63 - (letter & 63)));
    uint32_t position = out->runs_before[block] + (uint32_t)__builtin_popcountll(upto) - 1;
    out->word_starts[kept] = position;
    kept += position != last;
    last = position;
    // The letter before stands in the run before, unless the word goes on in its run.
    uint32_t end = position - (uint32_t)(out->runs[block] >> (letter & 63) & 1);
    if (letter > 0) out->ends[end >> 6] |= UINT64_C(1) << (end & 63);
  }
  if (out->skeleton_count > 0) {
    uint32_t end = out->skeleton_count - 1;
    out->ends[end >> 6] |= UINT64_C(1) << (end & 63);
  }
  out->word_start_count = kept;
}

static bool screen_portable(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                            const uint8_t *symbols) {
  clear(out);
  uint32_t letters = 0;
  uint8_t previous = ' ';
  for (size_t base = 0; base < count; base += 64) {
    size_t length = count - base < 64 ? count - base : 64;
    uint64_t read = 0, begins = 0;
    uint32_t before = letters;
    out->masks[base >> 6] = 0;
    for (size_t offset = 0; offset < length; offset++) {
      uint8_t byte = bytes[base + offset];
      uint64_t bit = UINT64_C(1) << offset;
      if (byte >= 0x80) return false;
      if (is_word(byte)) {
        read |= bit;
        if (!is_word(previous) || is_digit(byte) != is_digit(previous) || (is_upper(byte) && !is_upper(previous)))
          begins |= bit;
        out->digit_count += is_digit(byte);
        letters_of(out)[letters++] = classes[is_digit(byte) ? byte : byte | 0x20];
      } else if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
        switch (judge_symbol(out, bytes, count, base + offset)) {
        case verdict_whole_fold: return false;
        case verdict_read:
          read |= bit;
          begins |= bit;
          letters_of(out)[letters++] = symbols[byte];
          break;
        case verdict_plain: break;
        }
      }
      previous = byte;
    }
    out->read[base >> 6] = read;
    out->read_before[(base >> 6) + 1] = letters;
    note_starts(out, begins, read, before);
  }
  out->letter_count = letters;
  uint32_t length = 0;
  for (uint32_t base = 0; base < letters; base += 64) {
    uint64_t runs = 0;
    for (uint32_t index = base; index < letters && index < base + 64; index++) {
      if (index > 0 && letters_of(out)[index] == letters_of(out)[index - 1]) continue;
      runs |= UINT64_C(1) << (index - base);
      out->skeleton[length++] = letters_of(out)[index];
    }
    out->runs[base >> 6] = runs;
    out->runs_before[(base >> 6) + 1] = length;
  }
  out->skeleton_count = length;
  map_starts(out);
  return true;
}

// MARK: What the kernels with BMI2 share

#if CS_HAS_X86_CODE
// What the last byte of the block before is, as bit 0.
struct last_byte {
  uint64_t word, digit, upper;
};

// Where words begin in a block of which it is known which bytes are of words, digits and capitals.
static inline uint64_t word_begins(struct last_byte *last, uint64_t word, uint64_t digit, uint64_t upper) {
  uint64_t before_word = word << 1 | last->word, before_digit = digit << 1 | last->digit;
  uint64_t before_upper = upper << 1 | last->upper;
  *last = (struct last_byte){word >> 63, digit >> 63, upper >> 63};
  return word & (~before_word | (digit ^ before_digit) | (upper & ~before_upper));
}

// Writes bits behind the first `count` ones of a bitmap, of whose words the one that holds bit `count` is written so far.
static inline void append_bits(uint64_t *bitmap, uint32_t count, uint64_t bits) {
  bitmap[count >> 6] |= bits << (count & 63);
  bitmap[(count >> 6) + 1] = bits >> 1 >> (63 - (count & 63));
}

// Of segments of bits, of which `lasts` names the last ones, those that hold one of `bits`, as the bits of `lasts`. A segment that goes on
// behind the word leaves a carry for the next word.
static inline uint64_t holding(uint64_t bits, uint64_t lasts, uint64_t valid, uint64_t *carry) {
  bits |= *carry;
  // A bit before the last one of its segment carries into the last.
  uint64_t others = ~lasts & valid, sum;
  *carry = __builtin_add_overflow(bits & others, others, &sum);
  return (sum | bits) & lasts;
}

// Makes of the letters, and of what is known of each, what is known of the runs: the skeleton's places where a word may begin, as bits in
// `starts`, and may end. `runs_of` compresses one block of letters.
typedef uint64_t compress_runs(struct cs_screen *out, uint32_t base, uint64_t valid, uint32_t *skeleton_count);

CS_AVX2 __attribute__((always_inline)) static inline void collapse(struct cs_screen *out, uint64_t *starts,
                                                                   compress_runs *runs_of) {
  uint32_t letters = out->letter_count, skeleton = 0, ended = 0;
  uint64_t start_carry = 0, end_carry = 0;
  starts[0] = 0;
  for (uint32_t base = 0; base < letters; base += 64) {
    uint32_t block = base >> 6, rest = letters - base;
    uint64_t valid = rest < 64 ? ~(~UINT64_C(0) << rest) : ~UINT64_C(0);
    uint64_t runs = runs_of(out, base, valid, &skeleton);
    out->runs[block] = runs;
    out->runs_before[block + 1] = skeleton;
    // A run ends before the next one.
    uint64_t next_run = rest <= 64 || letters_of(out)[base + 64] != letters_of(out)[base + 63];
    uint64_t lasts = (runs >> 1 | next_run << (rest < 64 ? rest - 1 : 63)) & valid;
    uint64_t begins = out->starts[block];
    // A word ends before the next one, and the last one with the last letter.
    uint64_t next_word = rest <= 64 || (out->starts[block + 1] & 1);
    uint64_t ends = (begins >> 1 | next_word << (rest < 64 ? rest - 1 : 63)) & valid;
    append_bits(starts, ended, _pext_u64(holding(begins, lasts, valid, &start_carry), lasts));
    append_bits(out->ends, ended, _pext_u64(holding(ends, lasts, valid, &end_carry), lasts));
    ended += (uint32_t)__builtin_popcountll(lasts);
  }
  out->skeleton_count = skeleton;
  out->ends[(skeleton >> 6) + 1] = 0;
}

// MARK: AVX2 and BMI2

// Loads up to the end of a page, and forgets what is not the comment's.
#define CS_READS_PAST __attribute__((no_sanitize("address", "memory")))

// Class bytes of 32 bytes that are known to be ASCII, by three rows of sixteen: digits, `` ` `` to o, p to DEL.
struct rows {
  __m256i digits, low, high;
};

CS_AVX2 static inline __m256i row(const uint8_t *classes, uint8_t first) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(classes + first)));
}

CS_AVX2 static inline __m256i look_up(__m256i rows, __m256i bytes, char first) {
  // Of another row: the high bit is set, and the shuffle gives 0.
  __m256i index = _mm256_adds_epu8(_mm256_xor_si256(bytes, _mm256_set1_epi8(first)), _mm256_set1_epi8(0x70));
  return _mm256_shuffle_epi8(rows, index);
}

CS_AVX2 static inline uint64_t join(__m256i low, __m256i high) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

CS_AVX2 static inline __m256i in_range(__m256i bytes, uint8_t first, uint8_t length) {
  // Unsigned comparison: offset <= length - 1.
  __m256i offset = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)first));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8((char)(length - 1))), offset);
}

// Appends the bytes that `mask` names of the 64 at `from` to `to`, eight at a time. Writes up to eight bytes past what it appends.
// Not inlined: else the compiler takes the bytes out of vector registers one by one.
CS_AVX2 __attribute__((noinline)) static uint32_t compress(uint8_t *to, const uint8_t *from, uint64_t mask) {
  uint32_t count = 0;
  for (int part = 0; part < 64; part += 8) {
    uint64_t bits = (mask >> part) & 0xFF;
    if (bits == 0) continue;
    uint64_t word;
    memcpy(&word, from + part, 8);
    uint64_t spread = _pdep_u64(bits, UINT64_C(0x0101010101010101)) * 0xFF;
    word = _pext_u64(word, spread);
    memcpy(to + count, &word, 8);
    count += (uint32_t)__builtin_popcountll(bits);
  }
  return count;
}

CS_AVX2 static inline uint64_t runs_of_avx2(struct cs_screen *out, uint32_t base, uint64_t valid, uint32_t *skeleton_count) {
  const uint8_t *from = letters_of(out) + base, *before = from - 1;
  __m256i same_low = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)from),
                                       _mm256_loadu_si256((const __m256i *)before));
  __m256i same_high = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(from + 32)),
                                        _mm256_loadu_si256((const __m256i *)(before + 32)));
  uint64_t runs = ~join(same_low, same_high) & valid;
  *skeleton_count += compress(out->skeleton + *skeleton_count, from, runs);
  return runs;
}

CS_AVX2 CS_READS_PAST static bool screen_avx2(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                                const uint8_t *symbols) {
  clear(out);
  struct rows rows = {row(classes, '0'), row(classes, 0x60), row(classes, 0x70)};
  uint32_t letters = 0;
  struct last_byte last = {0, 0, 0};
  for (size_t base = 0; base < count; base += 64) {
    size_t length = count - base < 64 ? count - base : 64;
    const uint8_t *block = bytes + base;
    uint8_t padded[64], class_bytes[64];
    uint64_t valid = ~UINT64_C(0) >> (64 - length);
    if (length < 64 && ((uintptr_t)block & 4095) > 4096 - 64) {
      // The bytes behind the comment may be on a page that is not there. Elsewhere they are loaded, and masked.
      memset(padded, ' ', sizeof padded);
      memcpy(padded, block, length);
      block = padded;
    }
    __m256i first = _mm256_loadu_si256((const __m256i *)block);
    __m256i second = _mm256_loadu_si256((const __m256i *)(block + 32));
    if ((join(first, second) & valid) != 0) return false;
    __m256i case_bit = _mm256_set1_epi8(0x20), zero = _mm256_setzero_si256();
    __m256i classes_of[2], word_of[2], digit_of[2], upper_of[2], white_of[2];
    __m256i halves[2] = {first, second};
    for (int half = 0; half < 2; half++) {
      __m256i value = halves[half], lower = _mm256_or_si256(value, case_bit);
      __m256i class_of = _mm256_or_si256(look_up(rows.low, lower, 0x60), look_up(rows.high, lower, 0x70));
      class_of = _mm256_or_si256(class_of, look_up(rows.digits, value, 0x30));
      classes_of[half] = class_of;
      word_of[half] = _mm256_cmpeq_epi8(class_of, zero);  // complement
      digit_of[half] = in_range(value, '0', 10);
      upper_of[half] = in_range(value, 'A', 26);
      __m256i tab = _mm256_cmpeq_epi8(value, _mm256_set1_epi8('\t'));
      __m256i feed = _mm256_cmpeq_epi8(value, _mm256_set1_epi8('\n'));
      __m256i turn = _mm256_cmpeq_epi8(value, _mm256_set1_epi8('\r'));
      __m256i blank = _mm256_cmpeq_epi8(value, _mm256_set1_epi8(' '));
      white_of[half] = _mm256_or_si256(_mm256_or_si256(tab, feed), _mm256_or_si256(turn, blank));
    }
    uint64_t word = ~join(word_of[0], word_of[1]) & valid, digit = join(digit_of[0], digit_of[1]) & valid;
    uint64_t upper = join(upper_of[0], upper_of[1]), white = join(white_of[0], white_of[1]);
    _mm256_storeu_si256((__m256i *)class_bytes, classes_of[0]);
    _mm256_storeu_si256((__m256i *)(class_bytes + 32), classes_of[1]);

    uint64_t begins = word_begins(&last, word, digit, upper);

    uint64_t read = word, special = ~(word | white) & valid;
    out->masks[base >> 6] = 0;
    while (special != 0) {
      unsigned bit = (unsigned)__builtin_ctzll(special);
      special &= special - 1;
      enum verdict verdict = judge_symbol(out, bytes, count, base + bit);
      if (verdict == verdict_whole_fold) return false;
      if (verdict == verdict_read) {
        read |= UINT64_C(1) << bit;
        begins |= UINT64_C(1) << bit;
        class_bytes[bit] = symbols[bytes[base + bit]];
      }
    }
    out->digit_count += (uint32_t)__builtin_popcountll(digit);
    append_bits(out->starts, letters, _pext_u64(begins, read));
    letters += compress(letters_of(out) + letters, class_bytes, read);
    out->read[base >> 6] = read;
    out->read_before[(base >> 6) + 1] = letters;
  }
  out->letter_count = letters;

  uint64_t starts[cs_screen_blocks + 2];
  collapse(out, starts, runs_of_avx2);
  uint32_t count_of_starts = 0;
  for (uint32_t block = 0; block * 64 < out->skeleton_count; block++) {
    for (uint64_t rest = starts[block]; rest != 0; rest &= rest - 1)
      out->word_starts[count_of_starts++] = block * 64 + (uint32_t)__builtin_ctzll(rest);
  }
  out->word_start_count = count_of_starts;
  return true;
}

// MARK: AVX-512

// What a byte of ASCII may be, beside a letter or a digit.
enum {
  kind_white = 1,
  // A symbol that hides letters: as a star does, between letters, in front of anything that shows.
  kind_star = 2, kind_joiner = 4, kind_hider = 8,
  // `judge_symbol` must be asked.
  kind_asked = 16,
};

static const uint8_t kinds[128] = {
    [0 ... 8] = kind_asked, ['\t'] = kind_white, ['\n'] = kind_white, [11 ... 12] = kind_asked, ['\r'] = kind_white,
    [14 ... 31] = kind_asked, [' '] = kind_white, ['*'] = kind_star, ['-'] = kind_joiner, ['_'] = kind_joiner,
    ['.'] = kind_joiner, ['#'] = kind_hider, ['?'] = kind_hider, ['&'] = kind_asked, ['%'] = kind_asked,
    ['!'] = kind_asked, ['@'] = kind_asked, ['$'] = kind_asked, ['+'] = kind_asked, ['|'] = kind_asked,
    ['('] = kind_asked, ['<'] = kind_asked, [127] = kind_asked,
};

// Entries of a table of 128 bytes for 64 bytes of ASCII.
CS_AVX512 static inline __m512i look_up_all(const uint8_t *table, __m512i bytes) {
  return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), bytes, _mm512_loadu_si512(table + 64));
}

// Notes which symbols there are: `count` of them, the lowest bytes.
CS_AVX512 static inline void note_present(struct cs_screen *out, __m512i symbols, uint32_t count) {
  uint8_t bytes[64];
  _mm512_storeu_si512(bytes, symbols);
  __m512i low = _mm512_setzero_si512(), high = low, one = _mm512_set1_epi64(1);
  for (uint32_t index = 0; index < count; index += 8) {
    __mmask8 lanes = (__mmask8)(count - index < 8 ? (1u << (count - index)) - 1 : 0xFF);
    __m512i byte = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(bytes + index)));
    // What is shifted by 64 bits or more is nothing.
    low = _mm512_or_si512(low, _mm512_maskz_sllv_epi64(lanes, one, byte));
    high = _mm512_or_si512(high, _mm512_maskz_sllv_epi64(lanes, one, _mm512_sub_epi64(byte, _mm512_set1_epi64(64))));
  }
  out->present[0] |= (uint64_t)_mm512_reduce_or_epi64(low);
  out->present[1] |= (uint64_t)_mm512_reduce_or_epi64(high);
}

CS_AVX512 static inline uint64_t runs_of_avx512(struct cs_screen *out, uint32_t base, uint64_t valid,
                                                uint32_t *skeleton_count) {
  const uint8_t *from = letters_of(out) + base;
  __m512i bytes = _mm512_loadu_si512(from);
  uint64_t runs = _mm512_mask_cmpneq_epi8_mask(valid, bytes, _mm512_loadu_si512(from - 1));
  _mm512_storeu_si512(out->skeleton + *skeleton_count, _mm512_maskz_compress_epi8(runs, bytes));
  *skeleton_count += (uint32_t)__builtin_popcountll(runs);
  return runs;
}

CS_AVX512 static bool screen_avx512(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                                    const uint8_t *symbols) {
  clear(out);
  uint32_t letters = 0;
  struct last_byte last = {0, 0, 0};
  for (size_t base = 0; base < count; base += 64) {
    size_t length = count - base < 64 ? count - base : 64;
    uint64_t valid = ~UINT64_C(0) >> (64 - length);
    // Loads nothing of what the mask leaves out, be there a page or not.
    __m512i block = _mm512_maskz_loadu_epi8(valid, bytes + base);
    if (_mm512_movepi8_mask(block) != 0) return false;
    __m512i class_bytes = look_up_all(classes, block), kind = look_up_all(kinds, block);
    uint64_t word = _mm512_mask_test_epi8_mask(valid, class_bytes, class_bytes);
    uint64_t digit = _mm512_mask_cmplt_epu8_mask(valid, _mm512_sub_epi8(block, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
    uint64_t upper = _mm512_mask_cmplt_epu8_mask(valid, _mm512_sub_epi8(block, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
    uint64_t white = _mm512_mask_test_epi8_mask(valid, kind, _mm512_set1_epi8(kind_white));

    uint64_t before_word = word << 1 | last.word, begins = word_begins(&last, word, digit, upper);

    uint64_t read = word, special = ~(word | white) & valid;
    out->masks[base >> 6] = 0;
    if (special != 0) {
      note_present(out, _mm512_maskz_compress_epi8(special, block), (uint32_t)__builtin_popcountll(special));
      uint8_t next = base + 64 < count ? bytes[base + 64] : ' ';
      uint64_t shows = _mm512_mask_cmpgt_epu8_mask(valid, block, _mm512_set1_epi8(' '));
      uint64_t before = word >> 1 | (uint64_t)is_word(next) << 63, hides = shows >> 1 | (uint64_t)(next > ' ') << 63;
      uint64_t star = _mm512_test_epi8_mask(kind, _mm512_set1_epi8(kind_star));
      uint64_t joiner = _mm512_test_epi8_mask(kind, _mm512_set1_epi8(kind_joiner));
      uint64_t hider = _mm512_test_epi8_mask(kind, _mm512_set1_epi8(kind_hider));
      uint64_t masks = (star & (before_word | before)) | (joiner & before_word & before) | (hider & before_word & hides);
      masks &= valid;
      out->masks[base >> 6] = masks;
      out->may_mask |= masks != 0;
      uint64_t asked = _mm512_mask_test_epi8_mask(valid, kind, _mm512_set1_epi8(kind_asked));
      while (asked != 0) {
        unsigned bit = (unsigned)__builtin_ctzll(asked);
        asked &= asked - 1;
        enum verdict verdict = judge_symbol(out, bytes, count, base + bit);
        if (verdict == verdict_whole_fold) return false;
        if (verdict == verdict_read) read |= UINT64_C(1) << bit;
      }
      begins |= read & ~word;
      class_bytes = _mm512_mask_mov_epi8(class_bytes, read & ~word, look_up_all(symbols, block));
    }
    out->digit_count += (uint32_t)__builtin_popcountll(digit);
    append_bits(out->starts, letters, _pext_u64(begins, read));
    _mm512_storeu_si512(letters_of(out) + letters, _mm512_maskz_compress_epi8(read, class_bytes));
    letters += (uint32_t)__builtin_popcountll(read);
    out->read[base >> 6] = read;
    out->read_before[(base >> 6) + 1] = letters;
  }
  out->letter_count = letters;
  uint64_t starts[cs_screen_blocks + 2];
  collapse(out, starts, runs_of_avx512);

  const __m512i numbers = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
      32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  uint32_t start_count = 0;
  for (uint32_t block = 0; block * 64 < out->skeleton_count; block++) {
    uint8_t places[64];
    uint32_t here = (uint32_t)__builtin_popcountll(starts[block]);
    _mm512_storeu_si512(places, _mm512_maskz_compress_epi8(starts[block], numbers));
    for (uint32_t index = 0; index < here; index += 16) {
      __m512i wide = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(places + index)));
      _mm512_storeu_si512(out->word_starts + start_count + index, _mm512_add_epi32(wide, _mm512_set1_epi32((int)block * 64)));
    }
    start_count += here;
  }
  out->word_start_count = start_count;
  return true;
}
#endif

bool cs_has_kernel(enum cs_kernel kernel) {
#if CS_HAS_X86_CODE
  __builtin_cpu_init();
  bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                  __builtin_cpu_supports("popcnt");
  if (kernel == cs_kernel_avx2) return has_avx2;
  if (kernel == cs_kernel_avx512)
    return has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
#endif
  return kernel == cs_kernel_portable;
}

enum cs_kernel cs_best_kernel(void) {
  int kernel = cs_kernel_count - 1;
  while (!cs_has_kernel((enum cs_kernel)kernel)) kernel--;
  return (enum cs_kernel)kernel;
}

bool cs_screen_run(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                   const uint8_t *symbols, enum cs_kernel kernel) {
  if (count > cs_screen_limit) return false;
  out->kernel = kernel;
  bool is_simple;
#if CS_HAS_X86_CODE
  if (kernel == cs_kernel_avx512)
    is_simple = screen_avx512(out, bytes, count, classes, symbols);
  else if (kernel == cs_kernel_avx2)
    is_simple = screen_avx2(out, bytes, count, classes, symbols);
  else
#endif
    is_simple = screen_portable(out, bytes, count, classes, symbols);
  // What sieves read past the skeleton's end.
  if (is_simple) memset(out->skeleton + out->skeleton_count, 0, 32);
  return is_simple;
}

// The position of the set bit number `rank` of `word`.
typedef uint32_t select_bit(uint64_t word, uint32_t rank);

static inline uint32_t select_portable(uint64_t word, uint32_t rank) {
  for (; rank > 0; rank--) word &= word - 1;
  return (uint32_t)__builtin_ctzll(word);
}

#define CS_INLINED __attribute__((always_inline)) static inline

CS_INLINED uint32_t find_letter(const struct cs_screen *screen, uint32_t position, select_bit *select) {
  uint32_t block = 0;
  while (screen->runs_before[block + 1] <= position) block++;
  return block * 64 + select(screen->runs[block], position - screen->runs_before[block]);
}

CS_INLINED uint32_t find_byte(const struct cs_screen *screen, uint32_t letter, select_bit *select) {
  uint32_t block = 0;
  while (screen->read_before[block + 1] <= letter) block++;
  return block * 64 + select(screen->read[block], letter - screen->read_before[block]);
}

CS_INLINED bool holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t position, const uint8_t *letters,
                      uint32_t count, bool starts_word, select_bit *select) {
  uint32_t first = find_letter(screen, position, select);
  uint32_t limit = position + 1 < screen->skeleton_count ? find_letter(screen, position + 1, select) : screen->letter_count;
  for (; first < limit && first + count <= screen->letter_count; first++) {
    uint32_t byte = find_byte(screen, first, select), block = byte >> 6, matched = 0;
    uint64_t rest = screen->read[block] & ~UINT64_C(0) << (byte & 63);
    if (starts_word && byte > 0 && is_word(bytes[byte - 1])) continue;
    while (matched < count) {
      while (rest == 0) rest = screen->read[++block];
      if ((bytes[block * 64 + (uint32_t)__builtin_ctzll(rest)] | 0x20) != letters[matched]) break;
      rest &= rest - 1;
      matched++;
    }
    if (matched == count) return true;
  }
  return false;
}

#if CS_HAS_X86_CODE
CS_AVX2 static inline uint32_t select_bmi2(uint64_t word, uint32_t rank) {
  return (uint32_t)_tzcnt_u64(_pdep_u64(UINT64_C(1) << rank, word));
}

CS_AVX2 static uint32_t find_letter_bmi2(const struct cs_screen *screen, uint32_t position) {
  return find_letter(screen, position, select_bmi2);
}

CS_AVX2 static uint32_t find_byte_bmi2(const struct cs_screen *screen, uint32_t letter) {
  return find_byte(screen, letter, select_bmi2);
}

CS_AVX2 static uint32_t locate_bmi2(const struct cs_screen *screen, uint32_t position) {
  return find_byte(screen, find_letter(screen, position, select_bmi2), select_bmi2);
}

CS_AVX2 static bool holds_bmi2(const struct cs_screen *screen, const uint8_t *bytes, uint32_t position,
                               const uint8_t *letters, uint32_t count, bool starts_word) {
  return holds(screen, bytes, position, letters, count, starts_word, select_bmi2);
}
#endif

uint32_t cs_screen_letter(const struct cs_screen *screen, uint32_t position) {
#if CS_HAS_X86_CODE
  if (screen->kernel != cs_kernel_portable) return find_letter_bmi2(screen, position);
#endif
  return find_letter(screen, position, select_portable);
}

uint32_t cs_screen_byte(const struct cs_screen *screen, uint32_t letter) {
#if CS_HAS_X86_CODE
  if (screen->kernel != cs_kernel_portable) return find_byte_bmi2(screen, letter);
#endif
  return find_byte(screen, letter, select_portable);
}

uint32_t cs_screen_locate(const struct cs_screen *screen, uint32_t position) {
#if CS_HAS_X86_CODE
  if (screen->kernel != cs_kernel_portable) return locate_bmi2(screen, position);
#endif
  return find_byte(screen, find_letter(screen, position, select_portable), select_portable);
}

bool cs_screen_holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t position, const uint8_t *letters,
                     uint32_t count, bool starts_word) {
#if CS_HAS_X86_CODE
  if (screen->kernel != cs_kernel_portable) return holds_bmi2(screen, bytes, position, letters, count, starts_word);
#endif
  return holds(screen, bytes, position, letters, count, starts_word, select_portable);
}

static inline uint8_t lowered(uint8_t byte) { return is_upper(byte) ? byte | 0x20 : byte; }

bool cs_screen_has_literal(const uint8_t *bytes, size_t length, uint64_t literal, uint32_t count) {
  uint8_t first = (uint8_t)literal;
  for (size_t start = 0; start + count <= length; start++) {
    if (!is_letter(first)) {
      const uint8_t *next = memchr(bytes + start, first, length - start);
      if (next == NULL) return false;
      start = (size_t)(next - bytes);
    } else if (lowered(bytes[start]) != first) {
      continue;
    }
    uint32_t matched = 1;
    for (size_t at = start + 1; matched < count && at < length; at++) {
      uint8_t byte = lowered(bytes[at]);
      if (byte == (uint8_t)(literal >> (8 * matched))) {
        matched++;
      } else if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
        break;
      }
    }
    if (matched == count) return true;
  }
  return false;
}

size_t cs_plain_copy(uint8_t *to, const uint8_t *from, size_t count, const uint8_t *marks) {
  size_t length = 0, at = 0;
  while (at < count) {
    if (count - at >= 8) {
      uint64_t word;
      memcpy(&word, from + at, 8);
      if ((word & UINT64_C(0x8080808080808080)) == 0) {
        memcpy(to + length, &word, 8);
        at += 8;
        length += 8;
        continue;
      }
    }
    uint8_t byte = from[at];
    if (byte < 0x80) {
      to[length++] = byte;
      at++;
      continue;
    }
    size_t index, bytes;
    if (byte == 0xC2 && count - at >= 2 && (from[at + 1] & 0xC0) == 0x80) {
      index = from[at + 1] & 0x3F;
      bytes = 2;
    } else if (byte == 0xE2 && count - at >= 3 && from[at + 1] == 0x80 && (from[at + 2] & 0xC0) == 0x80) {
      index = 64 + (from[at + 2] & 0x3F);
      bytes = 3;
    } else {
      return 0;
    }
    if (marks[2 * index + 1] == 0) return 0;
    memset(to + length, marks[2 * index], 3);
    length += marks[2 * index + 1];
    at += bytes;
  }
  return length;
}
