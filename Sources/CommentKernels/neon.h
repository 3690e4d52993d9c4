// What the NEON kernels share. NEON has no masks: comparisons give bytes, which these make bits of, and the other way.

#ifndef CS_NEON_H
#define CS_NEON_H

#include <stdint.h>

#include "targets.h"

// For each value of eight bits the places of those that are set, one to a byte, the lowest first; 0 behind them.
extern const uint64_t cs_bit_places[256];

// Of sixteen bytes that are 0 or 0xFF: four bits for each.
static inline uint64_t nibbles_of(uint8x16_t bytes) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4)), 0);
}

// A bit in each byte: its place among eight.
static inline uint8x16_t bit_of_each(void) {
  return vreinterpretq_u8_u64(vdupq_n_u64(UINT64_C(0x8040201008040201)));
}

// Of 64 bytes that are 0 or 0xFF: a bit for each.
static inline uint64_t bits_of(uint8x16x4_t bytes) {
  uint8x16_t bit = bit_of_each();
  uint8x16_t low = vpaddq_u8(vandq_u8(bytes.val[0], bit), vandq_u8(bytes.val[1], bit));
  uint8x16_t high = vpaddq_u8(vandq_u8(bytes.val[2], bit), vandq_u8(bytes.val[3], bit));
  uint8x16_t sum = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

// The reverse for bits 16 * part to 16 * part + 15.
static inline uint8x16_t bytes_of(uint64_t bits, int part) {
  uint8x16_t both = vreinterpretq_u8_u16(vdupq_n_u16((uint16_t)(bits >> 16 * part)));
  // The lower byte eight times, then the upper one.
  uint8x16_t spread = vuzp1q_u8(both, vextq_u8(both, both, 1));
  return vtstq_u8(spread, bit_of_each());
}

// How many bits are set in the bytes up to each one, as bytes.
static inline uint64_t running_counts(uint64_t bits) {
  uint64_t counts = vget_lane_u64(vreinterpret_u64_u8(vcnt_u8(vcreate_u8(bits))), 0);
  return counts * UINT64_C(0x0101010101010101);
}

// Writes the bytes that `mask` names of 64, one behind the other, and up to eight bytes more. Returns how many it names.
static inline uint32_t compress(uint8_t *to, uint8x16x4_t bytes, uint64_t mask) {
  uint64_t counts = running_counts(mask), before = counts << 8;
  for (int part = 0; part < 4; part++) {
    uint8x8_t low = vcreate_u8(cs_bit_places[mask >> 16 * part & 0xFF]);
    uint8x8_t high = vcreate_u8(cs_bit_places[mask >> (16 * part + 8) & 0xFF]);
    uint8x16_t moved = vqtbl1q_u8(bytes.val[part], vcombine_u8(low, vadd_u8(high, vdup_n_u8(8))));
    vst1_u8(to + (before >> 16 * part & 0xFF), vget_low_u8(moved));
    vst1_u8(to + (before >> (16 * part + 8) & 0xFF), vget_high_u8(moved));
  }
  return (uint32_t)(counts >> 56);
}

#endif
