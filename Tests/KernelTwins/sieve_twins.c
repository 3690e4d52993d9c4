#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twins.h"

enum { most_found = 8 * cs_sieve_block };

static bool compare_block(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends, const uint32_t *positions,
                          size_t first, size_t count, enum cs_kernel kernel) {
  struct cs_suspicion portable[most_found], found[most_found];
  size_t wanted = cs_sieve_scan(sieve, skeleton, ends, positions, first, count, portable, cs_kernel_portable);
  size_t told = cs_sieve_scan(sieve, skeleton, ends, positions, first, count, found, kernel);
  tally.scans++;
  tally.places += count;
  tally.suspicious += wanted;
  if (told != wanted) return false;
  for (size_t index = 0; index < wanted; index++) {
    struct cs_suspicion left = portable[index], right = found[index];
    if (left.place != right.place || left.state != right.state || left.depth != right.depth || left.goes_on != right.goes_on)
      return false;
  }
  return true;
}

// Sieves all of a skeleton in blocks of all sizes: place by place, and by a list.
static void compare_scans(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends, uint32_t count) {
  uint32_t positions[2 * longest_text], position_count = 0;
  for (uint32_t place = 0; place < count; place++) {
    // Some are left out, some are listed twice.
    for (uint32_t times = one_in(3) ? 0 : 1 + one_in(8); times > 0; times--) positions[position_count++] = place;
  }
  for (int number = 1; number < cs_kernel_count; number++) {
    enum cs_kernel kernel = (enum cs_kernel)number;
    if (!cs_has_kernel(kernel)) continue;
    for (int listed = 0; listed < 2; listed++) {
      uint32_t places = listed ? position_count : count, size;
      for (uint32_t first = 0; first < places; first += size) {
        size = one_in(4) ? 1 + below(cs_sieve_block) : cs_sieve_block;
        if (size > places - first) size = places - first;
        if (!compare_block(sieve, skeleton, ends, listed ? positions : NULL, first, size, kernel))
          note_flaw(kernel, listed ? "suspicions of listed places" : "suspicions", skeleton, count);
      }
    }
  }
}

void compare_sieves(const uint8_t *text, size_t count, const struct cs_sieve *sieve) {
  static struct fenced memory;
  static struct cs_screen screen;
  if (memory.start == NULL) memory = make_fenced(longest_text + 32);
  bool is_plain = cs_screen_run(&screen, text, count, classes, symbols, cs_kernel_portable);
  const uint8_t *source = is_plain ? screen.skeleton : text;
  uint32_t length = is_plain ? screen.skeleton_count : (uint32_t)count;
  // As much may be read behind a skeleton as is promised, and it may be anything.
  uint8_t *skeleton = memory.end - length - 32;
  memcpy(skeleton, source, length);
  for (int index = 0; index < 32; index++) skeleton[length + (uint32_t)index] = one_in(2) ? 0 : (uint8_t)below(256);
  compare_scans(sieve, skeleton, NULL, length);
  if (is_plain) {
    compare_scans(sieve, skeleton, screen.ends, length);
  } else {
    uint64_t ends[longest_text / 64 + 3];
    for (size_t index = 0; index < sizeof ends / sizeof *ends; index++) ends[index] = next_random() & next_random();
    compare_scans(sieve, skeleton, ends, length);
  }
}

// MARK: Tables made here

enum { table_bits = 12, spare = 4, bucket_bits = 5, bucket_count = 1 << bucket_bits };

static uint8_t lengths_of[(1 << table_bits) + spare], shorts[(1 << cs_sieve_short_bits) + spare];
static uint64_t heads[1 << (table_bits - 6)], fives[1 << (table_bits - 6)], sixes[1 << (table_bits - 6)], prefixes[1 << (table_bits - 6)];
static uint64_t short_heads[1 << (cs_sieve_short_bits - 6)];
static uint8_t pairs[cs_sieve_pair_bytes * cs_sieve_pair_maps];
static struct cs_slot slots[bucket_count * cs_sieve_slots];

static void set(uint64_t *bitmap, uint32_t bit) { bitmap[bit >> 6] |= UINT64_C(1) << (bit & 63); }

static void add_pair(int map, uint32_t first, uint32_t second) {
  pairs[map * cs_sieve_pair_bytes + (int)cs_sieve_pair_byte((uint8_t)first, (uint8_t)second)] |= cs_sieve_pair_bit((uint8_t)second);
}

// The bytes of up to three that stand at an index, but for what is above their lowest five bits.
static void add_short_pairs(uint32_t index) {
  add_pair(3, index & 31, index >> 5 & 31);
  add_pair(4, index >> 5 & 31, index >> 10);
}

// Puts a prefix into the table of slots unless it is there. One slot stays free, so that a search ends.
static void add_slot(uint64_t hash, uint32_t number, struct cs_sieve *sieve, uint32_t *used) {
  uint32_t bucket = (uint32_t)(hash >> sieve->bucket_shift) & sieve->bucket_mask, tag = (uint32_t)hash << 8 | (number + 1);
  for (;; bucket = (bucket + 1) & sieve->bucket_mask) {
    for (uint32_t index = bucket * cs_sieve_slots; index < (bucket + 1) * cs_sieve_slots; index++) {
      if ((slots[index].tag & UINT32_C(0xFFFFFF0F)) == tag) return;
      if (slots[index].tag != 0) continue;
      // Few states, so that two lengths of one place lead to the same.
      slots[index] = (struct cs_slot){tag | below(16) << 4, (int32_t)below(one_in(2) ? 3 : 1000)};
      ++*used;
      return;
    }
  }
}

const struct cs_sieve *make_sieve(const uint8_t *text, size_t count) {
  static struct cs_sieve sieve;
  static struct cs_screen screen;
  sieve = (struct cs_sieve){.lengths_of = lengths_of, .shorts = shorts, .heads = heads, .short_heads = short_heads, .pairs = pairs, .fives = fives,
                            .sixes = sixes, .prefixes = prefixes, .slots = slots, .lengths_shift = 32 - table_bits,
                            .heads_shift = 32 - table_bits, .fives_shift = 32 - table_bits, .sixes_shift = 32 - table_bits,
                            .prefixes_mask = (1 << table_bits) - 1, .bucket_shift = 64 - bucket_bits,
                            .bucket_mask = bucket_count - 1, .least_first = one_in(2) ? -64 : one_in(2) ? -128 : (int8_t)below(128), .seed = below(8) * 256};
  memset(slots, 0, sizeof slots);
  memset(pairs, 0, sizeof pairs);
  // What is not asked for is known of some bytes too, as in a large pack.
  for (size_t index = 0; index < sizeof heads / sizeof *heads; index++) {
    heads[index] = next_random() & next_random() & next_random();
    fives[index] = next_random() & next_random();
    sixes[index] = next_random() & next_random();
    prefixes[index] = next_random() & next_random();
  }
  for (size_t index = 0; index < sizeof short_heads / sizeof *short_heads; index++) short_heads[index] = 0;
  for (size_t index = 0; index < sizeof lengths_of; index++) lengths_of[index] = one_in(4) ? (uint8_t)below(256) : 0;
  memset(shorts, 0, sizeof shorts);
  for (int index = 0; index < 400; index++) {
    uint32_t place = below(1 << cs_sieve_short_bits);
    shorts[place] = (uint8_t)(1 + below(15));
    set(short_heads, place);
    add_short_pairs(place);
  }

  uint8_t skeleton[longest_text + 32] = {0};
  bool is_plain = cs_screen_run(&screen, text, count, classes, symbols, cs_kernel_portable);
  uint32_t length = is_plain ? screen.skeleton_count : (uint32_t)count, used = 0;
  memcpy(skeleton, is_plain ? screen.skeleton : text, length);
  for (uint32_t tries = 0; length > 0 && tries < 150 && used < bucket_count * cs_sieve_slots - 1; tries++) {
    const uint8_t *start = skeleton + below(length);
    uint32_t number = below(cs_sieve_length_count), bytes = cs_sieve_lengths[number];
    uint8_t prefix[16] = {0};
    memcpy(prefix, start, bytes);
    uint64_t first, second;
    memcpy(&first, prefix, 8);
    memcpy(&second, prefix + 8, 8);
    uint32_t four = (uint32_t)first;
    uint64_t hash = cs_sieve_hash_long(first, second, bytes ^ sieve.seed);
    lengths_of[cs_sieve_hash_four(four) >> sieve.lengths_shift] |= (uint8_t)(1 << number | (one_in(3) ? 0x80 : 0));
    set(heads, cs_sieve_hash_four(four) >> sieve.heads_shift);
    for (int place = 0; place < 3; place++) add_pair(place, prefix[place], prefix[place + 1]);
    set(fives, cs_sieve_hash_five(first) >> sieve.fives_shift);
    set(sixes, cs_sieve_hash_six(first) >> sieve.sixes_shift);
    set(prefixes, cs_sieve_prefix_bit(hash, sieve.prefixes_mask));
    add_slot(hash, number, &sieve, &used);
    if (one_in(4)) {
      uint32_t index = cs_sieve_index_short(four);
      shorts[index] |= (uint8_t)(1 << below(4));
      set(short_heads, index);
      add_short_pairs(index);
    }
  }
  return &sieve;
}

// MARK: Tables of a compiled pack

// As PackHeader.swift and PackSection.swift lay them out.
struct entry {
  uint32_t section, stride;
  uint64_t offset, count;
};
enum { section_sieve = 60 };
static const uint32_t sections[] = {section_sieve, 61, 66, 62, 63, 68, 64, 67, 69, 65};
enum { section_count = sizeof sections / sizeof *sections };

static void stop(const char *path, const char *why) {
  fprintf(stderr, "kernel-twins: %s: %s\n", path, why);
  exit(2);
}

size_t read_sieves(const char *path, struct cs_sieve *sieves, size_t most) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) stop(path, strerror(errno));
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file), count = 0;
  rewind(file);
  // Kept until the program ends: the sieves point into it.
  uint8_t *pack = aligned_alloc(64, (size + 63) / 64 * 64);
  if (pack == NULL || fread(pack, 1, size, file) != size) stop(path, "cannot be read");
  fclose(file);
  if (size < 192 || memcmp(pack, "\x89" "CSPACK\n", 8) != 0) stop(path, "this is no compiled pack");
  uint32_t entry_count;
  uint64_t directory;
  memcpy(&entry_count, pack + 20, 4);
  memcpy(&directory, pack + 32, 8);
  if (directory > size || entry_count > (size - directory) / sizeof(struct entry)) stop(path, "its directory lies outside");
  for (uint32_t index = 0; index + section_count <= entry_count; index++) {
    struct entry entries[section_count];
    memcpy(entries, pack + directory + index * sizeof(struct entry), sizeof entries);
    if (entries[0].section != section_sieve) continue;
    const uint8_t *tables[section_count];
    for (int table = 0; table < section_count; table++) {
      if (entries[table].section != sections[table]) stop(path, "its tables stand in another order than is known here");
      if (entries[table].offset > size || entries[table].count * entries[table].stride > size - entries[table].offset)
        stop(path, "a table lies outside");
      tables[table] = pack + entries[table].offset;
    }
    uint32_t facts[8];  // bits: lengths, heads, fives, sixes, prefixes, buckets; seed; the least first byte, signed
    if (entries[0].stride != sizeof facts || entries[9].stride != sizeof(struct cs_slot)) stop(path, "it has another layout");
    memcpy(facts, tables[0], sizeof facts);
    if (count == most) break;
    sieves[count++] = (struct cs_sieve){
        .lengths_of = tables[1], .shorts = tables[6], .heads = (const uint64_t *)(const void *)tables[2],
        .short_heads = (const uint64_t *)(const void *)tables[7], .fives = (const uint64_t *)(const void *)tables[3],
        .sixes = (const uint64_t *)(const void *)tables[4], .prefixes = (const uint64_t *)(const void *)tables[5],
        .pairs = tables[8], .slots = (const struct cs_slot *)(const void *)tables[9], .lengths_shift = 32 - facts[0], .heads_shift = 32 - facts[1],
        .fives_shift = 32 - facts[2], .sixes_shift = 32 - facts[3], .prefixes_mask = (1u << facts[4]) - 1,
        .bucket_shift = 64 - (facts[5] > 1 ? facts[5] : 1), .bucket_mask = (1u << facts[5]) - 1,
        .least_first = (int8_t)facts[7], .seed = facts[6]};
  }
  if (count == 0) stop(path, "it has no sieves");
  return count;
}
