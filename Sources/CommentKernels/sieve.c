#include "sieve.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define CS_HAS_AVX2_CODE 1
#endif

static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline uint32_t test(const uint64_t *bitmap, uint32_t bit) { return bitmap[bit >> 6] >> (bit & 63) & 1; }

// Bits of `lengths_of`.
enum { bit_four = 1, bit_five = 2, bits_longer = 0x7C, bits_exact = 0x0F, bit_free = 0x80 };

// Of the lengths and the short patterns known of a place, those that are left where words end as `ends` says: bit n for n bytes further.
static inline uint32_t ending_lengths(uint32_t lengths, uint32_t ends) {
  // Longer patterns go on, and four to seven bytes may be free to end anywhere.
  uint32_t kept = (ends >> 3 & bits_exact) | (bits_longer & ~bits_exact) | (0u - (lengths >> 7));
  return lengths & kept & ~(uint32_t)bit_free;
}
static inline uint32_t ending_shorts(uint32_t shorts, uint32_t ends) { return (shorts & 1) | (shorts >> 1 & ends & 7); }

// Where words end from a place on, as bits.
static inline uint32_t ends_from(const uint64_t *ends, size_t place) {
  if (ends == NULL) return ~UINT32_C(0);
  const uint64_t *word = ends + (place >> 6);
  return (uint32_t)(word[0] >> (place & 63) | word[1] << 1 << (63 - (place & 63)));
}

// A place that is still suspected.
struct survivor {
  uint32_t place;
  uint8_t lengths;
  uint8_t is_short;
};

// A prefix of a place to be looked up.
struct probe {
  uint32_t bucket;
  uint32_t tag;
};

// The slot of a prefix, or NULL.
typedef const struct cs_slot *find_slot(const struct cs_sieve *sieve, struct probe probe);

static inline const struct cs_slot *find_portable(const struct cs_sieve *sieve, struct probe probe) {
  uint32_t bucket = probe.bucket;
  for (;;) {
    const struct cs_slot *slots = sieve->slots + (size_t)bucket * cs_sieve_slots;
    for (int index = 0; index < cs_sieve_slots; index++) {
      if (slots[index].tag == 0) return NULL;
      if ((slots[index].tag & UINT32_C(0xFFFFFF0F)) == probe.tag) return slots + index;
    }
    bucket = (bucket + 1) & sieve->bucket_mask;
  }
}

#if CS_HAS_AVX2_CODE
__attribute__((target("avx2"))) static inline const struct cs_slot *find_avx2(const struct cs_sieve *sieve,
                                                                              struct probe probe) {
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
#endif

// The first step: places whose first four bytes some pattern has.
static inline size_t first_step(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                                const uint32_t *positions, size_t first, size_t count,
                                struct survivor *survivors) {
  size_t alive = 0;
  for (size_t index = first; index < first + count; index++) {
    uint32_t place = positions ? positions[index] : (uint32_t)index;
    uint32_t window = (uint32_t)load8(skeleton + place), word_ends = ends_from(ends, place);
    uint32_t lengths = sieve->lengths_of[cs_sieve_hash_four(window) >> sieve->lengths_shift];
    uint32_t shorts = sieve->shorts[cs_sieve_index_short(window)];
    lengths = ending_lengths(lengths, word_ends);
    shorts = ending_shorts(shorts, word_ends);
    survivors[alive] = (struct survivor){place, (uint8_t)lengths, (uint8_t)shorts};
    // A place may be listed twice, one time after the other.
    bool is_new = positions == NULL || index == 0 || positions[index - 1] != place;
    alive += is_new && (lengths | shorts) != 0;
  }
  return alive;
}

#if CS_HAS_AVX2_CODE
// Eight places at once.
__attribute__((target("avx2,bmi"))) static inline size_t first_step_avx2(const struct cs_sieve *sieve,
                                                                         const uint8_t *skeleton, const uint64_t *ends,
                                                                         size_t first, size_t count,
                                                                         struct survivor *survivors) {
  const __m256i windows = _mm256_setr_epi8(0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6,  //
                                           4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10);
  const __m256i first_factor = _mm256_set1_epi32((int)0x9E3779B1), second_factor = _mm256_set1_epi32((int)0x85EBCA77);
  const __m256i byte = _mm256_set1_epi32(0xFF);
  const __m128i lengths_shift = _mm_cvtsi32_si128((int)sieve->lengths_shift);
  size_t alive = 0;
  for (size_t base = first; base < first + count; base += 8) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(skeleton + base));
    __m256i window = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(bytes), windows);
    __m256i hash = _mm256_mullo_epi32(window, first_factor);
    hash = _mm256_mullo_epi32(_mm256_xor_si256(hash, _mm256_srli_epi32(hash, 15)), second_factor);
    __m256i lengths = _mm256_i32gather_epi32((const int *)sieve->lengths_of, _mm256_srl_epi32(hash, lengths_shift), 1);
    __m256i index = _mm256_and_si256(window, _mm256_set1_epi32(31));
    index = _mm256_or_si256(index, _mm256_and_si256(_mm256_srli_epi32(window, 3), _mm256_set1_epi32(0x3E0)));
    index = _mm256_or_si256(index, _mm256_and_si256(_mm256_srli_epi32(window, 6), _mm256_set1_epi32(0x7C00)));
    __m256i shorts = _mm256_i32gather_epi32((const int *)sieve->shorts, index, 1);
    lengths = _mm256_and_si256(lengths, byte);
    shorts = _mm256_and_si256(shorts, byte);
    __m256i dead = _mm256_cmpeq_epi32(_mm256_or_si256(lengths, shorts), _mm256_setzero_si256());
    uint32_t live = ~(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(dead)) & 0xFF;
    size_t left = first + count - base;
    if (left < 8) live &= (1u << left) - 1;
    if (live == 0) continue;
    uint32_t all_lengths[8], all_shorts[8];
    _mm256_storeu_si256((__m256i *)all_lengths, lengths);
    _mm256_storeu_si256((__m256i *)all_shorts, shorts);
    while (live != 0) {
      unsigned bit = (unsigned)__builtin_ctz(live);
      live &= live - 1;
      uint32_t word_ends = ends_from(ends, base + bit);
      uint32_t left_lengths = ending_lengths(all_lengths[bit], word_ends);
      uint32_t left_shorts = ending_shorts(all_shorts[bit], word_ends);
      survivors[alive] = (struct survivor){(uint32_t)base + bit, (uint8_t)left_lengths, (uint8_t)left_shorts};
      alive += (left_lengths | left_shorts) != 0;
    }
  }
  return alive;
}
#endif

// The second step: places of which five or six bytes are known, and those of short patterns.
static inline size_t second_step(const struct cs_sieve *sieve, const uint8_t *skeleton, struct survivor *survivors,
                                 size_t count) {
  size_t alive = 0;
  for (size_t index = 0; index < count; index++) {
    struct survivor survivor = survivors[index];
    uint64_t window = load8(skeleton + survivor.place);
    uint32_t five = 0u - test(sieve->fives, cs_sieve_hash_five(window) >> sieve->fives_shift);
    uint32_t longer = 0u - test(sieve->sixes, cs_sieve_hash_six(window) >> sieve->sixes_shift);
    survivor.lengths &= bit_four | (bit_five & five) | (bits_longer & longer);
    survivors[alive] = survivor;
    alive += (survivor.lengths | survivor.is_short) != 0;
  }
  return alive;
}

// The third step. Inlined with each `find`.
__attribute__((always_inline)) static inline size_t third_step(const struct cs_sieve *sieve, const uint8_t *skeleton,
                                                               const struct survivor *survivors, size_t alive,
                                                               struct probe *probes, struct cs_suspicion *found,
                                                               find_slot *find) {
  // Hash all prefixes, and send for their lines.
  size_t probe_count = 0;
  for (size_t index = 0; index < alive; index++) {
    uint64_t window = load8(skeleton + survivors[index].place);
    for (uint32_t lengths = survivors[index].lengths; lengths != 0; lengths &= lengths - 1) {
      uint32_t number = (uint32_t)__builtin_ctz(lengths), length = cs_sieve_lengths[number];
      uint64_t prefix = window, second = 0;
      if (length < 8) prefix &= ~UINT64_C(0) >> (64 - 8 * length);
      if (length > 8) second = load8(skeleton + survivors[index].place + 8) & ~UINT64_C(0) >> (128 - 8 * length);
      uint64_t hash = cs_sieve_hash_long(prefix, second, length ^ sieve->seed);
      struct probe probe = {(uint32_t)(hash >> sieve->bucket_shift) & sieve->bucket_mask,
                            (uint32_t)hash << 8 | (number + 1)};
      __builtin_prefetch(sieve->slots + (size_t)probe.bucket * cs_sieve_slots);
      probes[probe_count++] = probe;
    }
  }

  // Look them up.
  size_t result = 0, next = 0;
  for (size_t index = 0; index < alive; index++) {
    uint32_t place = survivors[index].place;
    if (survivors[index].is_short) found[result++] = (struct cs_suspicion){place, -1, 0, false};
    int32_t long_state = -1;
    for (uint32_t lengths = survivors[index].lengths; lengths != 0; lengths &= lengths - 1) {
      const struct cs_slot *slot = find(sieve, probes[next++]);
      if (slot == NULL) continue;
      bool is_long = (slot->tag & 0xF) > 4;
      // All long prefixes of a place lead to the same state.
      if (is_long && slot->state == long_state) continue;
      if (is_long) long_state = slot->state;
      found[result++] = (struct cs_suspicion){place, slot->state, (slot->tag >> 4 & 0xF) + 1, is_long};
    }
  }
  return result;
}

static size_t scan_portable(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                            const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found) {
  struct survivor survivors[cs_sieve_block + 1];
  struct probe probes[cs_sieve_block * cs_sieve_length_count];
  size_t alive = first_step(sieve, skeleton, ends, positions, first, count, survivors);
  alive = second_step(sieve, skeleton, survivors, alive);
  return third_step(sieve, skeleton, survivors, alive, probes, found, find_portable);
}

#if CS_HAS_AVX2_CODE
__attribute__((target("avx2,bmi"))) static size_t scan_avx2(const struct cs_sieve *sieve, const uint8_t *skeleton,
                                                            const uint64_t *ends, const uint32_t *positions,
                                                            size_t first, size_t count, struct cs_suspicion *found) {
  struct survivor survivors[cs_sieve_block + 1];
  struct probe probes[cs_sieve_block * cs_sieve_length_count];
  size_t alive = positions == NULL ? first_step_avx2(sieve, skeleton, ends, first, count, survivors)
                                   : first_step(sieve, skeleton, ends, positions, first, count, survivors);
  alive = second_step(sieve, skeleton, survivors, alive);
  return third_step(sieve, skeleton, survivors, alive, probes, found, find_avx2);
}
#endif

size_t cs_sieve_scan(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                     const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found,
                     enum cs_kernel kernel) {
#if CS_HAS_AVX2_CODE
  if (kernel == cs_kernel_avx2) return scan_avx2(sieve, skeleton, ends, positions, first, count, found);
#endif
  (void)kernel;
  return scan_portable(sieve, skeleton, ends, positions, first, count, found);
}
