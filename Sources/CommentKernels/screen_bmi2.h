// What the kernels with BMI2 share: AVX2 and AVX-512.

#ifndef CS_SCREEN_BMI2_H
#define CS_SCREEN_BMI2_H

#include "screen_shared.h"

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

#endif
