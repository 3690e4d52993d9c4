#include "sieve_shared.h"

#if CS_HAS_X86_CODE
CS_AVX2 static inline const struct cs_slot *find_avx2(const struct cs_sieve *sieve, struct probe probe) {
  const __m256i tag_bits = _mm256_set1_epi64x(0xFFFFFF0F), wanted = _mm256_set1_epi64x(probe.tag);
  uint32_t bucket = probe.bucket;
  for (;;) {
    const struct cs_slot *slots = sieve->slots + (size_t)bucket * cs_sieve_slots;
    __m256i low = _mm256_loadu_si256((const __m256i *)slots);
    __m256i high = _mm256_loadu_si256((const __m256i *)(slots + 4));
    __m256i same_low = _mm256_cmpeq_epi64(_mm256_and_si256(low, tag_bits), wanted);
    __m256i same_high = _mm256_cmpeq_epi64(_mm256_and_si256(high, tag_bits), wanted);
    uint32_t same = (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(same_low)) |
                    (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(same_high)) << 4;
    if (same != 0) return slots + __builtin_ctz(same);
    // Slots are filled in order: an empty last one ends the search.
    if (slots[cs_sieve_slots - 1].tag == 0) return NULL;
    bucket = (bucket + 1) & sieve->bucket_mask;
  }
}

// Of eight bits in a bitmap those that are set, as top bits of lanes.
CS_AVX2 static inline __m256i test_avx2(const uint64_t *bitmap, __m256i bits) {
  __m256i words = _mm256_i32gather_epi32((const int *)bitmap, _mm256_srli_epi32(bits, 5), 4);
  return _mm256_sllv_epi32(words, _mm256_andnot_si256(bits, _mm256_set1_epi32(31)));
}

// Eight places at once.
CS_AVX2 static inline size_t first_step_avx2(const struct cs_sieve *sieve, const uint8_t *skeleton, size_t first,
                                             size_t count, struct survivors *left) {
  const __m256i windows = _mm256_setr_epi8(0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,  //
                                           4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10);
  const __m128i heads_shift = _mm_cvtsi32_si128((int)sieve->heads_shift);
  size_t alive = 0;
  for (size_t base = first; base < first + count; base += 8) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(skeleton + base));
    __m256i window = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(bytes), windows);
    eight_lanes heads = (eight_lanes)window;
    __m256i hash = (__m256i)CS_SIEVE_HASH_FOUR(heads);
    __m256i known = _mm256_or_si256(test_avx2(sieve->heads, _mm256_srl_epi32(hash, heads_shift)),
                                    test_avx2(sieve->short_heads, (__m256i)CS_SIEVE_INDEX_SHORT(heads)));
    uint32_t live = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(known));
    live &= ~(uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_set1_epi8((char)sieve->least_first), bytes));
    size_t rest = first + count - base;
    if (rest < 8) live &= (1u << rest) - 1;
    for (; live != 0; live &= live - 1) {
      uint32_t place = (uint32_t)base + (uint32_t)__builtin_ctz(live);
      left->places[alive] = place;
      left->heads[alive++] = (uint32_t)load8(skeleton + place);
    }
  }
  return alive;
}

CS_AVX2 size_t cs_sieve_avx2(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                             const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found) {
  struct survivors left;
  struct probe probes[cs_sieve_block * cs_sieve_length_count + 1];
  size_t alive = positions == NULL ? first_step_avx2(sieve, skeleton, first, count, &left)
                                   : first_step(sieve, skeleton, positions, first, count, &left);
  alive = second_step(sieve, skeleton, ends, &left, alive);
  return third_step(sieve, skeleton, &left, alive, probes, found, find_avx2);
}
#endif
