// The steps without a branch on what they find.

#include "sieve_shared.h"

#if CS_HAS_X86_CODE
CS_AVX512 static inline __mmask16 lanes(size_t count) { return count >= 16 ? 0xFFFF : (__mmask16)((1u << count) - 1); }

// Of bits in a bitmap those that are set, as lanes of a mask.
CS_AVX512 static inline __mmask16 test_avx512(__mmask16 live, const uint64_t *bitmap, __m512i bits) {
  __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), live, _mm512_srli_epi32(bits, 5), bitmap, 4);
  __m512i bit = _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(bits, _mm512_set1_epi32(31)));
  return _mm512_mask_test_epi32_mask(live, words, bit);
}

// Of some places those with whose first byte a pattern may begin.
CS_AVX512 static inline __mmask16 may_begin(const struct cs_sieve *sieve, __mmask16 live, __m512i heads) {
  __m512i least = _mm512_set1_epi32((int)((uint32_t)sieve->least_first << 24));
  return _mm512_mask_cmpge_epi32_mask(live, _mm512_slli_epi32(heads, 24), least);
}

// Of 64 places those whose neighbours stand in a bitmap of `pairs`.
CS_AVX512 static inline __mmask64 has_pairs(const uint8_t *map, __m512i first, __m512i second) {
  const __m512i bit_of = _mm512_set1_epi64((long long)UINT64_C(0x8040201008040201));
  __m512i place = _mm512_and_si512(_mm512_slli_epi16(second, 2), _mm512_set1_epi8(0x60));
  place = _mm512_or_si512(place, _mm512_and_si512(first, _mm512_set1_epi8(31)));
  __m512i row = _mm512_permutex2var_epi8(_mm512_loadu_si512(map), place, _mm512_loadu_si512(map + 64));
  return _mm512_test_epi8_mask(row, _mm512_shuffle_epi8(bit_of, _mm512_and_si512(second, _mm512_set1_epi8(7))));
}

// Keeps those of some places of whose first bytes something is known, behind the `alive` that were kept before. Returns how many.
CS_AVX512 static inline size_t keep_heads(const struct cs_sieve *sieve, __mmask16 live, __m512i places, __m512i heads,
                                          struct survivors *left, size_t alive) {
  const __m128i heads_shift = _mm_cvtsi32_si128((int)sieve->heads_shift);
  __m512i hash = (__m512i)CS_SIEVE_HASH_FOUR((sixteen_lanes)heads);
  live = test_avx512(live, sieve->heads, _mm512_srl_epi32(hash, heads_shift)) |
         test_avx512(live, sieve->short_heads, (__m512i)CS_SIEVE_INDEX_SHORT((sixteen_lanes)heads));
  _mm512_storeu_si512(left->places + alive, _mm512_maskz_compress_epi32(live, places));
  _mm512_storeu_si512(left->heads + alive, _mm512_maskz_compress_epi32(live, heads));
  return (size_t)__builtin_popcount(live);
}

CS_AVX512 static inline size_t first_step_avx512(const struct cs_sieve *sieve, const uint8_t *skeleton,
                                                 const uint32_t *positions, size_t first, size_t count,
                                                 struct survivors *left) {
  const __m512i numbers = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  // Byte n + k for byte k of window n.
  const __m512i windows = _mm512_add_epi32(_mm512_mullo_epi32(numbers, _mm512_set1_epi32(0x01010101)),
                                           _mm512_set1_epi32(0x03020100));
  size_t alive = 0;
  for (size_t index = first; index < first + count; index += 16) {
    __mmask16 live = lanes(first + count - index);
    __m512i places, heads;
    if (positions != NULL) {
      places = _mm512_maskz_loadu_epi32(live, positions + index);
      heads = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), live, places, skeleton, 1);
      // A place may be listed twice, one time after the other.
      __mmask16 followers = index == 0 ? live & 0xFFFE : live;
      __m512i before = _mm512_maskz_loadu_epi32(followers, positions + index - 1);
      live &= (__mmask16)~_mm512_mask_cmpeq_epi32_mask(followers, places, before);
      live = may_begin(sieve, live, heads);
      if (live == 0) continue;
    } else {
      places = _mm512_add_epi32(_mm512_set1_epi32((int)index), numbers);
      __m256i bytes = _mm256_loadu_si256((const __m256i *)(skeleton + index));
      heads = _mm512_permutexvar_epi8(windows, _mm512_castsi256_si512(bytes));
      live = may_begin(sieve, live, heads);
    }
    alive += keep_heads(sieve, live, places, heads, left, alive);
  }
  return alive;
}

// The same for places in a row, in comments of which few places have neighbours that some pattern begins with: these are told without a look
// into memory, 64 at once.
CS_AVX512 static inline size_t first_step_in_row(const struct cs_sieve *sieve, const uint8_t *skeleton, size_t first,
                                                 size_t count, struct survivors *left) {
  static const uint8_t numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                      48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  __mmask64 all = count >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << count) - 1;
  __m512i bytes[4];
  for (int index = 0; index < 4; index++) bytes[index] = _mm512_maskz_loadu_epi8(all, skeleton + first + index);
  const uint8_t *maps = sieve->pairs;
  __mmask64 longer = has_pairs(maps, bytes[0], bytes[1]) & has_pairs(maps + cs_sieve_pair_bytes, bytes[1], bytes[2]) &
                     has_pairs(maps + 2 * cs_sieve_pair_bytes, bytes[2], bytes[3]);
  __mmask64 shorter = has_pairs(maps + 3 * cs_sieve_pair_bytes, bytes[0], bytes[1]) &
                      has_pairs(maps + 4 * cs_sieve_pair_bytes, bytes[1], bytes[2]);
  __mmask64 beginnings = _mm512_cmpge_epi8_mask(bytes[0], _mm512_set1_epi8(sieve->least_first));
  __mmask64 live = (longer | shorter) & all & beginnings;
  size_t suspected = (size_t)__builtin_popcountll(live);
  if (suspected * 2 > count) return first_step_avx512(sieve, skeleton, NULL, first, count, left);
  uint8_t offsets[cs_sieve_block];
  _mm512_storeu_si512(offsets, _mm512_maskz_compress_epi8(live, _mm512_loadu_si512(numbers)));
  size_t alive = 0;
  for (size_t index = 0; index < suspected; index += 16) {
    __mmask16 some = lanes(suspected - index);
    __m512i places = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(offsets + index)));
    places = _mm512_add_epi32(places, _mm512_set1_epi32((int)first));
    __m512i heads = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), some, places, skeleton, 1);
    alive += keep_heads(sieve, some, places, heads, left, alive);
  }
  return alive;
}

// The same for eight places: more are seldom left, and a gather takes as long as it has lanes.
CS_AVX512 static inline __mmask8 lanes_of_eight(size_t count) { return count >= 8 ? 0xFF : (__mmask8)((1u << count) - 1); }

CS_AVX512 static inline __mmask8 test_eight(__mmask8 live, const uint64_t *bitmap, __m256i bits) {
  __m256i words =
      _mm256_mmask_i32gather_epi32(_mm256_setzero_si256(), live, _mm256_srli_epi32(bits, 5), (const int *)bitmap, 4);
  __m256i bit = _mm256_sllv_epi32(_mm256_set1_epi32(1), _mm256_and_si256(bits, _mm256_set1_epi32(31)));
  return _mm256_mask_test_epi32_mask(live, words, bit);
}

CS_AVX512 static inline size_t second_step_avx512(const struct cs_sieve *sieve, const uint8_t *skeleton,
                                                  const uint64_t *ends, struct survivors *left, size_t count) {
  const __m256i zero = _mm256_setzero_si256(), byte = _mm256_set1_epi32(0xFF);
  const __m128i lengths_shift = _mm_cvtsi32_si128((int)sieve->lengths_shift);
  const __m128i fives_shift = _mm_cvtsi32_si128((int)sieve->fives_shift);
  const __m128i sixes_shift = _mm_cvtsi32_si128((int)sieve->sixes_shift);
  size_t alive = 0;
  for (size_t index = 0; index < count; index += 8) {
    __mmask8 live = lanes_of_eight(count - index);
    __m256i places = _mm256_loadu_si256((const __m256i *)(left->places + index));
    __m256i heads = _mm256_loadu_si256((const __m256i *)(left->heads + index));
    __m256i word_ends = _mm256_set1_epi32(-1);
    if (ends != NULL) {
      word_ends = _mm256_mmask_i32gather_epi32(zero, live, _mm256_srli_epi32(places, 3), (const int *)ends, 1);
      word_ends = _mm256_srlv_epi32(word_ends, _mm256_and_si256(places, _mm256_set1_epi32(7)));
    }
    __m256i place_of_lengths = _mm256_srl_epi32((__m256i)CS_SIEVE_HASH_FOUR((eight_lanes)heads), lengths_shift);
    __m256i lengths = _mm256_mmask_i32gather_epi32(zero, live, place_of_lengths, (const int *)sieve->lengths_of, 1);
    __m256i index_short = (__m256i)CS_SIEVE_INDEX_SHORT((eight_lanes)heads);
    __m256i shorts = _mm256_mmask_i32gather_epi32(zero, live, index_short, (const int *)sieve->shorts, 1);
    lengths = _mm256_and_si256(lengths, byte);
    // As `ending_lengths` and `ending_shorts`.
    __m256i kept = _mm256_and_si256(_mm256_srli_epi32(word_ends, 3), _mm256_set1_epi32(bits_exact));
    kept = _mm256_or_si256(kept, _mm256_set1_epi32(bits_longer & ~bits_exact));
    kept = _mm256_or_si256(kept, _mm256_sub_epi32(zero, _mm256_srli_epi32(lengths, 7)));
    lengths = _mm256_and_si256(_mm256_and_si256(lengths, kept), _mm256_set1_epi32(0xFF & ~bit_free));
    __m256i ending = _mm256_and_si256(_mm256_and_si256(_mm256_srli_epi32(shorts, 1), word_ends), _mm256_set1_epi32(7));
    shorts = _mm256_or_si256(_mm256_and_si256(shorts, _mm256_set1_epi32(1)), ending);

    __m256i next = _mm256_mmask_i32gather_epi32(zero, live, places, (const int *)(skeleton + 4), 1);
    eight_lanes fifth = (eight_lanes)next & 0xFF, both = (eight_lanes)next & 0xFFFF;
    __m256i five = _mm256_srl_epi32((__m256i)CS_SIEVE_HASH_MORE((eight_lanes)heads, fifth), fives_shift);
    __m256i six = _mm256_srl_epi32((__m256i)CS_SIEVE_HASH_MORE((eight_lanes)heads, both), sixes_shift);
    __mmask8 asks_five = _mm256_mask_test_epi32_mask(live, lengths, _mm256_set1_epi32(bit_five));
    __mmask8 asks_six = _mm256_mask_test_epi32_mask(live, lengths, _mm256_set1_epi32(bits_longer));
    __mmask8 no_five = (__mmask8)~test_eight(asks_five, sieve->fives, five);
    __mmask8 no_six = (__mmask8)~test_eight(asks_six, sieve->sixes, six);
    lengths = _mm256_mask_and_epi32(lengths, no_five, lengths, _mm256_set1_epi32(~bit_five));
    lengths = _mm256_mask_and_epi32(lengths, no_six, lengths, _mm256_set1_epi32(~bits_longer));
    __m256i known = _mm256_or_si256(lengths, _mm256_slli_epi32(shorts, 8));
    live = _mm256_mask_test_epi32_mask(live, known, known);
    _mm256_storeu_si256((__m256i *)(left->places + alive), _mm256_maskz_compress_epi32(live, places));
    _mm256_storeu_si256((__m256i *)(left->known + alive), _mm256_maskz_compress_epi32(live, known));
    alive += (size_t)__builtin_popcount(live);
  }
  return alive;
}

// All lengths of a place in one register: a lane for the short patterns, then one for each of `cs_sieve_lengths`.
CS_AVX512 static inline size_t third_step_avx512(const struct cs_sieve *sieve, const uint8_t *skeleton,
                                                 const struct survivors *left, size_t alive,
                                                 struct cs_suspicion *found) {
  uint64_t probes[cs_sieve_block * (cs_sieve_length_count + 1) + 8];
  uint32_t places[cs_sieve_block * (cs_sieve_length_count + 1) + 8];
  const __m512i first_bytes = _mm512_setr_epi64(0, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, -1, -1, -1);
  const __m512i second_bytes = _mm512_setr_epi64(0, 0, 0, 0, 0, 0, 0xFFFFFFFF, -1);
  const __m512i lengths = _mm512_xor_si512(_mm512_setr_epi64(0, 4, 5, 6, 7, 8, 12, 16), _mm512_set1_epi64(sieve->seed));
  const __m512i second_factor = _mm512_set1_epi64((long long)cs_sieve_second_factor(sieve->seed));
  const __m512i numbers = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
  const __m512i prefixes_mask = _mm512_set1_epi64(sieve->prefixes_mask);
  const __m512i bucket_mask = _mm512_set1_epi64(sieve->bucket_mask), tag_mask = _mm512_set1_epi64(0xFFFFFF00);
  const __m128i bucket_shift = _mm_cvtsi32_si128((int)sieve->bucket_shift);
  size_t count = 0;
  for (size_t index = 0; index < alive; index++) {
    uint32_t place = left->places[index], known = left->known[index];
    __mmask8 wanted = (__mmask8)(known << 1 | (known > known_lengths));
    // As `cs_sieve_hash_long`.
    __m512i first = _mm512_and_si512(_mm512_set1_epi64((long long)load8(skeleton + place)), first_bytes);
    __m512i second = _mm512_and_si512(_mm512_set1_epi64((long long)load8(skeleton + place + 8)), second_bytes);
    second = _mm512_mullo_epi64(second, second_factor);
    __m512i hash = _mm512_xor_si512(_mm512_add_epi64(first, lengths), second);
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((long long)UINT64_C(0x9E3779B97F4A7C15)));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 29));
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((long long)UINT64_C(0xBF58476D1CE4E5B9)));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
    // As `cs_sieve_prefix_bit`; a short pattern has no prefix.
    __m512i bit = _mm512_and_si512(_mm512_srli_epi64(hash, 24), prefixes_mask);
    __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), wanted, _mm512_srli_epi64(bit, 6), sieve->prefixes, 8);
    __m512i tested = _mm512_sllv_epi64(_mm512_set1_epi64(1), _mm512_and_si512(bit, _mm512_set1_epi64(63)));
    wanted &= _mm512_test_epi64_mask(words, tested) | 1;
    __m512i bucket = _mm512_and_si512(_mm512_srl_epi64(hash, bucket_shift), bucket_mask);
    __m512i tag = _mm512_or_si512(_mm512_and_si512(_mm512_slli_epi64(hash, 8), tag_mask), numbers);
    __m512i probe = _mm512_or_si512(_mm512_slli_epi64(bucket, 32), tag);
    _mm512_storeu_si512(probes + count, _mm512_maskz_compress_epi64(wanted, probe));
    _mm256_storeu_si256((__m256i *)(places + count), _mm256_set1_epi32((int)place));
    count += (size_t)__builtin_popcount(wanted);
  }

  const __m512i slot_bits = _mm512_set1_epi64(0xFFFFFF0F);
  size_t result = 0;
  uint64_t last_long = ~UINT64_C(0);
  for (size_t index = 0; index < count; index++) {
    uint32_t tag = (uint32_t)probes[index], bucket = (uint32_t)(probes[index] >> 32);
    bool is_short = (tag & 0xF) == 0;
    const struct cs_slot *slots = sieve->slots + (size_t)bucket * cs_sieve_slots;
    __m512i line = _mm512_and_si512(_mm512_loadu_si512(slots), slot_bits);
    uint32_t same = _mm512_cmpeq_epi64_mask(line, _mm512_set1_epi64(tag));
    // Slots are filled in order: a full bucket goes on in the next.
    while (__builtin_expect(same == 0 && slots[cs_sieve_slots - 1].tag != 0 && !is_short, 0)) {
      bucket = (bucket + 1) & sieve->bucket_mask;
      slots = sieve->slots + (size_t)bucket * cs_sieve_slots;
      line = _mm512_and_si512(_mm512_loadu_si512(slots), slot_bits);
      same = _mm512_cmpeq_epi64_mask(line, _mm512_set1_epi64(tag));
    }
    struct cs_slot slot = slots[__builtin_ctz(same | 0x80)];
    uint32_t place = places[index];
    bool is_long = !is_short && (slot.tag & 0xF) > 4;
    // All long prefixes of a place lead to the same state.
    uint64_t long_place = is_long ? (uint64_t)place << 32 | (uint32_t)slot.state : ~UINT64_C(0);
    bool is_new = is_short || (same != 0 && (!is_long || long_place != last_long));
    found[result] = (struct cs_suspicion){place, is_short ? -1 : slot.state, is_short ? 0 : (slot.tag >> 4 & 0xF) + 1,
                                          is_long};
    last_long = same != 0 && is_long ? long_place : last_long;
    result += is_new;
  }
  return result;
}

CS_AVX512 size_t cs_sieve_avx512(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                                 const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found) {
  struct survivors left;
  size_t alive = positions != NULL ? first_step_avx512(sieve, skeleton, positions, first, count, &left)
                                   : first_step_in_row(sieve, skeleton, first, count, &left);
  alive = second_step_avx512(sieve, skeleton, ends, &left, alive);
  return third_step_avx512(sieve, skeleton, &left, alive, found);
}
#endif
