#include "screen_shared.h"

#if CS_HAS_X86_CODE
#include "screen_bmi2.h"

// Loads up to the end of a page, and forgets what is not the comment's.
#if defined(__clang__)
#define CS_READS_PAST __attribute__((no_sanitize("address", "memory")))
#else
#define CS_READS_PAST __attribute__((no_sanitize("address")))
#endif

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

CS_AVX2 CS_READS_PAST bool cs_screen_avx2(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
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
      enum verdict verdict = cs_judge_symbol(out, bytes, count, base + bit);
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
#endif
