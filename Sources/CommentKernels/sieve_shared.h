// What the ways to sieve share: the three steps. Each way is a file: sieve_portable.c, and one for each instruction set.

#ifndef CS_SIEVE_SHARED_H
#define CS_SIEVE_SHARED_H

#include <string.h>

#include "sieve.h"
#include "targets.h"

// One way to sieve; `cs_sieve_scan` in sieve.h says what it does.
typedef size_t cs_sieve_kernel(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                               const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found);

cs_sieve_kernel cs_sieve_portable;
#if CS_HAS_X86_CODE
cs_sieve_kernel cs_sieve_avx2, cs_sieve_avx512;
#endif
#if CS_HAS_NEON_CODE
cs_sieve_kernel cs_sieve_neon;
#endif

#if CS_HAS_X86_CODE
// Lanes for the formulas of sieve.h.
typedef uint32_t eight_lanes __attribute__((vector_size(32)));
typedef uint32_t sixteen_lanes __attribute__((vector_size(64)));
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

// Places that are still suspected.
struct survivors {
  uint32_t places[cs_sieve_block + 16];
  // The first four bytes there.
  uint32_t heads[cs_sieve_block + 16];
  // The lengths known of them, and from bit 8 on the short patterns.
  uint32_t known[cs_sieve_block + 16];
};
enum { known_lengths = 0xFF };

// A prefix of a place to be looked up.
struct probe {
  uint32_t bucket;
  uint32_t tag;
  // Which survivor it is of.
  uint32_t owner;
};

// The slot of a prefix, or NULL.
typedef const struct cs_slot *find_slot(const struct cs_sieve *sieve, struct probe probe);

// The first step: places of whose first bytes something is known. Returns how many there are.
static inline size_t first_step(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint32_t *positions, size_t first,
                                size_t count, struct survivors *left) {
  size_t alive = 0;
  for (size_t index = first; index < first + count; index++) {
    uint32_t place = positions ? positions[index] : (uint32_t)index;
    uint32_t head = (uint32_t)load8(skeleton + place);
    left->places[alive] = place;
    left->heads[alive] = head;
    // A place may be listed twice, one time after the other.
    bool is_new = positions == NULL || index == 0 || positions[index - 1] != place;
    bool may_begin = (int8_t)head >= sieve->least_first;
    alive += is_new && may_begin && (test(sieve->heads, cs_sieve_hash_four(head) >> sieve->heads_shift) |
                        test(sieve->short_heads, cs_sieve_index_short(head))) != 0;
  }
  return alive;
}

// The second step: what is known of a place's first bytes, of where words end and of five or six bytes.
static inline size_t second_step(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                                 struct survivors *left, size_t count) {
  size_t alive = 0;
  for (size_t index = 0; index < count; index++) {
    uint32_t place = left->places[index], head = left->heads[index], word_ends = ends_from(ends, place);
    uint32_t lengths = ending_lengths(sieve->lengths_of[cs_sieve_hash_four(head) >> sieve->lengths_shift], word_ends);
    uint32_t shorts = ending_shorts(sieve->shorts[cs_sieve_index_short(head)], word_ends);
    uint64_t window = load8(skeleton + place);
    uint32_t five = 0u - test(sieve->fives, cs_sieve_hash_five(window) >> sieve->fives_shift);
    uint32_t longer = 0u - test(sieve->sixes, cs_sieve_hash_six(window) >> sieve->sixes_shift);
    lengths &= bit_four | (bit_five & five) | (bits_longer & longer);
    left->places[alive] = place;
    left->known[alive] = lengths | shorts << 8;
    alive += (lengths | shorts) != 0;
  }
  return alive;
}

// The third step. Inlined with each `find`.
CS_INLINED size_t third_step(const struct cs_sieve *sieve, const uint8_t *skeleton, const struct survivors *left,
                             size_t alive, struct probe *probes, struct cs_suspicion *found, find_slot *find) {
  // Hash all prefixes, and send for their lines.
  size_t probe_count = 0;
  for (size_t index = 0; index < alive; index++) {
    uint64_t window = load8(skeleton + left->places[index]);
    for (uint32_t lengths = left->known[index] & known_lengths; lengths != 0; lengths &= lengths - 1) {
      uint32_t number = (uint32_t)__builtin_ctz(lengths), length = cs_sieve_lengths[number];
      uint64_t prefix = window, second = 0;
      if (length < 8) prefix &= ~UINT64_C(0) >> (64 - 8 * length);
      if (length > 8) second = load8(skeleton + left->places[index] + 8) & ~UINT64_C(0) >> (128 - 8 * length);
      uint64_t hash = cs_sieve_hash_long(prefix, second, length ^ sieve->seed);
      struct probe probe = {(uint32_t)(hash >> sieve->bucket_shift) & sieve->bucket_mask,
                            (uint32_t)hash << 8 | (number + 1), (uint32_t)index};
      __builtin_prefetch(sieve->slots + (size_t)probe.bucket * cs_sieve_slots);
      probes[probe_count] = probe;
      probe_count += test(sieve->prefixes, cs_sieve_prefix_bit(hash, sieve->prefixes_mask));
    }
  }

  // Look them up.
  size_t result = 0, next = 0;
  for (size_t index = 0; index < alive; index++) {
    uint32_t place = left->places[index], known = left->known[index];
    if (known > known_lengths) found[result++] = (struct cs_suspicion){place, -1, 0, false};
    int32_t long_state = -1;
    for (; next < probe_count && probes[next].owner == index; next++) {
      const struct cs_slot *slot = find(sieve, probes[next]);
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

#endif
