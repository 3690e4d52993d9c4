#include "sieve_shared.h"

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

size_t cs_sieve_portable(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                         const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found) {
  struct survivors left;
  struct probe probes[cs_sieve_block * cs_sieve_length_count + 1];
  size_t alive = first_step(sieve, skeleton, positions, first, count, &left);
  alive = second_step(sieve, skeleton, ends, &left, alive);
  return third_step(sieve, skeleton, &left, alive, probes, found, find_portable);
}
