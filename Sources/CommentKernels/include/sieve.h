// The sieve: tells where in a skeleton some pattern may begin, and how far down the automaton that place is.
//
// The automata of a large pack are megabytes, and a walk from their root waits for memory at every step. Patterns are told apart
// by their first bytes instead, in three steps that each see fewer places: three and four bytes through bitmaps that stay in the nearest
// cache; what is known of these bytes, and five or six bytes; then four to eight, twelve or sixteen bytes through a bitmap and a hash table
// that names the state which they lead to. No step branches on what it finds, and the lines of the last one are sent for before they are
// looked at. The sieve may suspect a place where no pattern begins; it never clears one where a pattern does.

#ifndef COMMENT_KERNELS_SIEVE_H
#define COMMENT_KERNELS_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "screen.h"

// Prefixes by which patterns are told apart, in bytes; a pattern by the longest that it has.
enum { cs_sieve_length_count = 7, cs_sieve_slots = 8, cs_sieve_block = 64, cs_sieve_short_bits = 15, cs_sieve_most = 6 };
static const uint8_t cs_sieve_lengths[cs_sieve_length_count] = {4, 5, 6, 7, 8, 12, 16};

// One prefix. Eight stand in a bucket, which is one line of the cache; a full bucket goes on in the next.
struct cs_slot {
  // Upper 24 bits: of the hash. Bits 4 to 7: bytes that lead to the state, less one. Bits 0 to 3: index of the length, plus one; 0 is an empty slot.
  uint32_t tag;
  int32_t state;
};

// The tables, filled by `PrefixSieve` in Swift.
struct cs_sieve {
  // By the hash of four bytes: bit i says that patterns which begin so are told apart by `cs_sieve_lengths[i]`; bit 7 that one of
  // four to seven bytes need not end a word.
  const uint8_t *lengths_of;
  // By `cs_sieve_index_short`: bit n says that a pattern of n bytes, 1 to 3, stands here if a word ends with it; bit 0 that one does
  // wherever it ends.
  const uint8_t *shorts;
  // Bitmaps: of four bytes by hash, and by `cs_sieve_index_short`, whether anything is known of them.
  const uint64_t *heads, *short_heads;
  // Bitmaps of neighbours, `cs_sieve_pair_bytes` each: the first and second byte of longer patterns, the second and third, the third and
  // fourth; the first and second of those of up to three bytes, the second and third. See `cs_sieve_pair_bit`. For kernels that look up
  // 64 places at once in a register; others need not look.
  const uint8_t *pairs;
  // Bitmaps by hash: patterns of five bytes; the first six bytes of longer ones; prefixes in `slots`, see `cs_sieve_prefix_bit`.
  const uint64_t *fives, *sixes, *prefixes;
  const struct cs_slot *slots;
  uint32_t lengths_shift, heads_shift, fives_shift, sixes_shift, prefixes_mask, bucket_shift, bucket_mask;
  // The least byte with which a pattern begins, as a signed number: no place inside a character is looked up, nor one beyond ASCII where all
  // patterns begin with ASCII.
  int8_t least_first;
  // Chosen so that no two prefixes of one bucket have the same tag.
  uint32_t seed;
};

// A suspicious place.
struct cs_suspicion {
  uint32_t place;
  // The state that the first `depth` bytes lead to; -1: some pattern of up to three bytes may stand here.
  int32_t state;
  uint32_t depth;
  // Whether longer patterns go on from the state.
  bool goes_on;
};

// The formulas for one place, or, with vectors of 32-bit lanes, for several side by side.
#define CS_SIEVE_MIX(hash) (((hash) ^ (hash) >> 15) * UINT32_C(0x85EBCA77))
#define CS_SIEVE_HASH_FOUR(four) CS_SIEVE_MIX((four) * UINT32_C(0x9E3779B1))
#define CS_SIEVE_HASH_MORE(four, more) CS_SIEVE_MIX((four) * UINT32_C(0x9E3779B1) ^ (more) * UINT32_C(0xC2B2AE3D))
#define CS_SIEVE_INDEX_SHORT(window) \
  (((window) & UINT32_C(31)) | ((window) >> 3 & UINT32_C(0x3E0)) | ((window) >> 6 & UINT32_C(0x7C00)))

static inline uint32_t cs_sieve_hash_four(uint32_t window) { return CS_SIEVE_HASH_FOUR(window); }

// What the second eight bytes are multiplied by. A seed that is only added leaves two prefixes that differ in the last byte of each half alike.
static inline uint64_t cs_sieve_second_factor(uint32_t seed) { return UINT64_C(0xD6E8FEB86659FD93) + (seed >> 7); }

// Hash of up to sixteen bytes and their number, mixed with a seed, a multiple of 256; the upper bits choose the bucket, the lower ones are the tag.
static inline uint64_t cs_sieve_hash_long(uint64_t window, uint64_t second, uint32_t length) {
  uint64_t mixed = ((window + length) ^ second * cs_sieve_second_factor(length)) * UINT64_C(0x9E3779B97F4A7C15);
  mixed = (mixed ^ mixed >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
  return mixed ^ mixed >> 32;
}

// Place of a prefix in the bitmap of all: bits of its hash that neither the bucket's number nor, for the most part, the tag is made of.
static inline uint32_t cs_sieve_prefix_bit(uint64_t hash, uint32_t mask) { return (uint32_t)(hash >> 24) & mask; }

// Hash of four bytes and up to three more.
static inline uint32_t cs_sieve_hash_more(uint32_t four, uint32_t more) { return CS_SIEVE_HASH_MORE(four, more); }

// Hash of the lowest five or six bytes.
static inline uint32_t cs_sieve_hash_five(uint64_t window) {
  return cs_sieve_hash_more((uint32_t)window, (uint32_t)(window >> 32) & 0xFF);
}

static inline uint32_t cs_sieve_hash_six(uint64_t window) {
  return cs_sieve_hash_more((uint32_t)window, (uint32_t)(window >> 32) & 0xFFFF);
}

// Place among `shorts` of up to three bytes: exact for ASCII classes, which differ in their lowest five bits. What lies behind a shorter
// pattern may be anything.
static inline uint32_t cs_sieve_index_short(uint32_t window) { return CS_SIEVE_INDEX_SHORT(window); }

// Place of two neighbours in a bitmap of `pairs`: exact for ASCII classes. Which byte, and which bit of it.
enum { cs_sieve_pair_bytes = 128, cs_sieve_pair_maps = 5 };
static inline uint32_t cs_sieve_pair_byte(uint8_t first, uint8_t second) { return (first & 31) | (second & 24) << 2; }
static inline uint8_t cs_sieve_pair_bit(uint8_t second) { return (uint8_t)(1 << (second & 7)); }

// The suspicions of `count` places from `first` on (at most `cs_sieve_block`), or, with `positions`, of `positions[first]` and so on;
// written to `found`, in the order of their places, at most `cs_sieve_most` for each. 32 bytes behind the last place must be readable. Returns their number.
// `ends`: bit by bit the places with which a word may end, readable for eight bytes behind the last; NULL if any may. Linear in `count`.
size_t cs_sieve_scan(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                     const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found,
                     enum cs_kernel kernel);

#endif
