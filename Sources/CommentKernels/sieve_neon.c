// There is no gather here: the first step hashes and tests side by side, and loads word by word; the others are the portable ones, but for the
// look at a bucket.

#include "sieve_shared.h"

#if CS_HAS_NEON_CODE
#include "neon.h"

static inline const struct cs_slot *find_neon(const struct cs_sieve *sieve, struct probe probe) {
  const uint32x4_t tag_bits = vdupq_n_u32(0xFFFFFF0F), wanted = vdupq_n_u32(probe.tag);
  uint32_t bucket = probe.bucket;
  for (;;) {
    const struct cs_slot *slots = sieve->slots + (size_t)bucket * cs_sieve_slots;
    uint32x4_t pairs[4];
    memcpy(pairs, slots, sizeof pairs);
    // Tags stand before states.
    uint32x4_t low = vandq_u32(vuzp1q_u32(pairs[0], pairs[1]), tag_bits);
    uint32x4_t high = vandq_u32(vuzp1q_u32(pairs[2], pairs[3]), tag_bits);
    uint16x8_t same = vcombine_u16(vmovn_u32(vceqq_u32(low, wanted)), vmovn_u32(vceqq_u32(high, wanted)));
    uint64_t bytes = vget_lane_u64(vreinterpret_u64_u8(vmovn_u16(same)), 0);
    if (bytes != 0) return slots + (__builtin_ctzll(bytes) >> 3);
    // Slots are filled in order: an empty last one ends the search.
    if (slots[cs_sieve_slots - 1].tag == 0) return NULL;
    bucket = (bucket + 1) & sieve->bucket_mask;
  }
}

static inline uint32_t load4(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
  return word;
}

// Of four bits in a bitmap those that are set, as top bits of lanes.
static inline uint32x4_t test_neon(const uint64_t *bitmap, uint32x4_t bits) {
  const uint8_t *bytes = (const uint8_t *)bitmap;
  // Where the words of 32 bits stand.
  uint64x2_t offsets = vreinterpretq_u64_u32(vbicq_u32(vshrq_n_u32(bits, 3), vdupq_n_u32(3)));
  uint64_t low = vgetq_lane_u64(offsets, 0), high = vgetq_lane_u64(offsets, 1);
  uint32x4_t words = vdupq_n_u32(load4(bytes + (uint32_t)low));
  words = vsetq_lane_u32(load4(bytes + (low >> 32)), words, 1);
  words = vsetq_lane_u32(load4(bytes + (uint32_t)high), words, 2);
  words = vsetq_lane_u32(load4(bytes + (high >> 32)), words, 3);
  return vshlq_u32(words, vreinterpretq_s32_u32(vbicq_u32(vdupq_n_u32(31), bits)));
}

// Whether anything is known of four windows, as top bits of lanes.
static inline uint32x4_t known_of(const struct cs_sieve *sieve, uint32x4_t windows, int32x4_t heads_shift) {
  return vorrq_u32(test_neon(sieve->heads, vshlq_u32(CS_SIEVE_HASH_FOUR(windows), heads_shift)),
                   test_neon(sieve->short_heads, CS_SIEVE_INDEX_SHORT(windows)));
}

// Eight places at once.
static inline size_t first_step_neon(const struct cs_sieve *sieve, const uint8_t *skeleton, size_t first, size_t count,
                                     struct survivors *left) {
  static const uint8_t offsets[16] = {0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6};
  const uint8x16_t low_windows = vld1q_u8(offsets), high_windows = vaddq_u8(low_windows, vdupq_n_u8(4));
  const uint8x16_t in_window = vreinterpretq_u8_u32(vdupq_n_u32(0x03020100));
  const int32x4_t heads_shift = vdupq_n_s32(-(int32_t)sieve->heads_shift);
  size_t alive = 0;
  for (size_t base = first; base < first + count; base += 8) {
    uint8x16_t bytes = vld1q_u8(skeleton + base);
    uint32x4_t low = known_of(sieve, vreinterpretq_u32_u8(vqtbl1q_u8(bytes, low_windows)), heads_shift);
    uint32x4_t high = known_of(sieve, vreinterpretq_u32_u8(vqtbl1q_u8(bytes, high_windows)), heads_shift);
    uint16x8_t both = vcombine_u16(vshrn_n_u32(low, 16), vshrn_n_u32(high, 16));
    uint8x8_t known = vcltz_s8(vreinterpret_s8_u8(vshrn_n_u16(both, 8)));
    known = vand_u8(known, vcge_s8(vreinterpret_s8_u8(vget_low_u8(bytes)), vdup_n_s8(sieve->least_first)));
    uint32_t live = vaddv_u8(vand_u8(known, vget_low_u8(bit_of_each())));
    size_t rest = first + count - base;
    if (rest < 8) live &= (1u << rest) - 1;

    uint8x8_t here = vcreate_u8(cs_bit_places[live]);
    uint16x8_t wide = vmovl_u8(here);
    uint32x4_t start = vdupq_n_u32((uint32_t)base);
    vst1q_u32(left->places + alive, vaddw_u16(start, vget_low_u16(wide)));
    vst1q_u32(left->places + alive + 4, vaddw_u16(start, vget_high_u16(wide)));
    // Each place four times, and the numbers of the bytes there.
    uint8x16_t twice = vcombine_u8(vzip1_u8(here, here), vzip2_u8(here, here));
    uint8x16_t low_bytes = vaddq_u8(vzip1q_u8(twice, twice), in_window), high_bytes = vaddq_u8(vzip2q_u8(twice, twice), in_window);
    vst1q_u32(left->heads + alive, vreinterpretq_u32_u8(vqtbl1q_u8(bytes, low_bytes)));
    vst1q_u32(left->heads + alive + 4, vreinterpretq_u32_u8(vqtbl1q_u8(bytes, high_bytes)));
    alive += (size_t)__builtin_popcount(live);
  }
  return alive;
}

size_t cs_sieve_neon(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                     const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found) {
  struct survivors left;
  struct probe probes[cs_sieve_block * cs_sieve_length_count + 1];
  size_t alive = positions == NULL ? first_step_neon(sieve, skeleton, first, count, &left)
                                   : first_step(sieve, skeleton, positions, first, count, &left);
  alive = second_step(sieve, skeleton, ends, &left, alive);
  return third_step(sieve, skeleton, &left, alive, probes, found, find_neon);
}
#endif
