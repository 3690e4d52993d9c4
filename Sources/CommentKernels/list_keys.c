#include "list_keys.h"

#include "targets.h"

void cs_list_keys(const uint8_t *bytes, size_t count, uint16_t *restrict keys, size_t stride) {
  uint16_t *restrict of_two = keys, *restrict of_three = keys + stride, *restrict of_four = keys + 2 * stride;
  for (size_t at = 0; at < count; at++) {
    uint32_t two = bytes[at] | (uint32_t)bytes[at + 1] << 8;
    uint32_t three = two | (uint32_t)bytes[at + 2] << 16;
    of_two[at] = cs_list_key(two);
    of_three[at] = cs_list_key(three);
    of_four[at] = cs_list_key(three | (uint32_t)bytes[at + 3] << 24);
  }
}

static size_t places_portable(const uint64_t *bitmap, const uint16_t *keys, size_t count, uint16_t *places) {
  size_t found = 0;
  for (size_t at = 0; at < count; at++) {
    places[found] = (uint16_t)at;
    found += cs_list_may_hold(bitmap, keys[at]);
  }
  return found;
}

#if CS_HAS_X86_CODE
// The bitmap stays in eight registers.
CS_AVX512 static size_t places_avx512(const uint64_t *bitmap, const uint16_t *keys, size_t count, uint16_t *places) {
  __m512i words[8];
  for (int part = 0; part < 8; part++) words[part] = _mm512_loadu_si512(bitmap + 8 * part);
  __m512i at = _mm512_set_epi16(31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10,
                                9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  size_t found = 0;
  for (size_t start = 0; start < count; start += 32) {
    __m512i key = _mm512_loadu_si512(keys + start);
    __m512i word = _mm512_srli_epi16(key, 8);
    __mmask32 odd = _mm512_test_epi16_mask(word, _mm512_set1_epi16(64));
    __m512i low = _mm512_mask_blend_epi16(odd, _mm512_permutex2var_epi16(words[0], word, words[1]),
                                          _mm512_permutex2var_epi16(words[2], word, words[3]));
    __m512i high = _mm512_mask_blend_epi16(odd, _mm512_permutex2var_epi16(words[4], word, words[5]),
                                           _mm512_permutex2var_epi16(words[6], word, words[7]));
    __m512i bits = _mm512_mask_blend_epi16(_mm512_test_epi16_mask(word, _mm512_set1_epi16(128)), low, high);
    __m512i number = _mm512_and_si512(_mm512_srli_epi16(key, 4), _mm512_set1_epi16(15));
    __m512i bit = _mm512_sllv_epi16(_mm512_set1_epi16(1), number);
    __mmask32 live = count - start < 32 ? (__mmask32)((1u << (count - start)) - 1) : 0xFFFFFFFF;
    __mmask32 hits = _mm512_mask_test_epi16_mask(live, bits, bit);
    if (hits != 0) {
      _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi16(hits, at));
      found += (size_t)_mm_popcnt_u32(hits);
    }
    at = _mm512_add_epi16(at, _mm512_set1_epi16(32));
  }
  return found;
}
#endif

size_t cs_list_places(const uint64_t *bitmap, const uint16_t *keys, size_t count, uint16_t *places, enum cs_kernel kernel) {
#if CS_HAS_X86_CODE
  if (kernel == cs_kernel_avx512) return places_avx512(bitmap, keys, count, places);
#endif
  return places_portable(bitmap, keys, count, places);
}
