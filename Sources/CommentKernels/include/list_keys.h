// Where atoms of long lists may begin in a comment: each list has a bitmap of its atoms' first bytes, the comment a key for the bytes from each place on.

#ifndef COMMENT_KERNELS_LIST_KEYS_H
#define COMMENT_KERNELS_LIST_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "kernel.h"

// Bits of a list's bitmap, in words of 64.
enum { cs_list_bits = 4096 };

// The key of two to four bytes, the first one lowest, the others zero. Its upper twelve bits are the number of a bit of the bitmap.
static inline uint16_t cs_list_key(uint32_t head) {
  return (uint16_t)((uint16_t)head * 0x9E37u + (uint16_t)(head >> 16) * 0x79B1u);
}

// Whether the bit of a key is set.
static inline uint64_t cs_list_may_hold(const uint64_t *bitmap, uint16_t key) { return bitmap[key >> 10] >> (key >> 4 & 63) & 1; }

// Sets it.
static inline void cs_list_add(uint64_t *bitmap, uint16_t key) { bitmap[key >> 10] |= UINT64_C(1) << (key >> 4 & 63); }

// The keys of the two, three and four bytes from each of `count` places on: three rows of `stride` keys. Three bytes behind the places must be readable.
void cs_list_keys(const uint8_t *bytes, size_t count, uint16_t *keys, size_t stride);

// Writes the places below `count`, of 65,536 at most, whose keys stand in a bitmap, in order, and returns how many they are. 32 keys behind the last
// must be readable, and as many places writable.
size_t cs_list_places(const uint64_t *bitmap, const uint16_t *keys, size_t count, uint16_t *places, enum cs_kernel kernel);

#endif
