#include "screen_shared.h"

#if CS_HAS_X86_CODE
#include "screen_bmi2.h"

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

CS_AVX512 bool cs_screen_avx512(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
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
    __m512i class_bytes = look_up_all(classes, block), kind = look_up_all(cs_symbol_kinds, block);
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
      uint64_t masks = masks_of(star, joiner, hider, before_word, before, hides) & valid;
      out->masks[base >> 6] = masks;
      out->may_mask |= masks != 0;
      uint64_t asked = _mm512_mask_test_epi8_mask(valid, kind, _mm512_set1_epi8(kind_asked));
      while (asked != 0) {
        unsigned bit = (unsigned)__builtin_ctzll(asked);
        asked &= asked - 1;
        enum verdict verdict = cs_judge_symbol(out, bytes, count, base + bit);
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
